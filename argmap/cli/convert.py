"""`argmap convert`: a map in another format."""

from __future__ import annotations

from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, known

EXAMPLES = """\
\b
Examples:
  argmap convert debate.argmap --to json
  argmap convert debate.argmap -o debate.json
  cat debate.argmap | argmap convert - --to json | jq '.nodes[].text'

A map with errors is converted as far as it could be read; standard error says so,
and argmap check says where. Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def convert(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    to: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="json. Without it, the suffix of -o decides.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="argmap. Without it, the suffix of MAP decides."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it."),
    ] = None,
    allow_outside: AllowOutside = False,
) -> int:
    """Write a map in another format, with what stands in it."""
    from argmap.analysis.standing import evaluate
    from argmap.cli.files import read_map, wanted_format, warn_of_errors, write_result
    from argmap.formats import FORMATS
    from argmap.model.load import Loader
    from argmap.render.formats import FORMATS as PICTURES

    known(from_ or "argmap", ("argmap",), "--from")
    suffixes = {suffix: one.name for one in FORMATS.values() for suffix in one.suffixes}
    write = FORMATS[wanted_format(to, output, suffixes, tuple(FORMATS), elsewhere=("render", PICTURES))].write
    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    text = write(map_, evaluate(map_))
    warn_of_errors(map_name, diagnostics)
    write_result((piece.encode("utf-8", "backslashreplace") for piece in text), output, map_)
    return 0
