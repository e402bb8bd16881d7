"""`argmap coverage`: what of its sources a map cites, and what nobody cites."""

from __future__ import annotations

import re
import shutil
from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, format_option
from argmap.cli.problems import Problem, complain, tell

EXAMPLES = """\
\b
Examples:
  argmap coverage thread.argmap                     passage by passage, who cites it
  argmap coverage thread.argmap --gaps              only what nobody cites
  argmap coverage thread.argmap --format html -o reading.html
  argmap coverage thread.argmap --fail-under 90     for CI

\b
Exit code: 0, 1 if less than --fail-under is cited of a source, or 2 for wrong
usage, unreadable input, or a map without a source that can be looked at.
"""


def coverage(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only this source. Repeatable."),
    ] = None,
    output_format: Annotated[str, format_option("text", "json", "html")] = "text",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it."),
    ] = None,
    gaps: Annotated[
        bool, typer.Option("--gaps", help="In text: only the passages that nobody cites.")
    ] = False,
    page: Annotated[
        str | None,
        typer.Option(
            "--page",
            metavar="URL",
            help="In HTML: where the map's own page is, to lead there from each node.",
        ),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="PERCENT", min=0, max=100, help="Fail if less is cited of any source."),
    ] = None,
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=40, help="Of the text.  [default: the terminal's]")
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Tell what of its sources a map cites, and what nobody cites."""
    from argmap.analysis.coverage import coverage as measure
    from argmap.analysis.passages import attempt
    from argmap.cli.files import read_map, warn_of_errors, write_result
    from argmap.model.load import Loader
    from argmap.review.coverage import percent

    if page is not None and re.match(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", page, re.I):
        raise Problem(f"--page: an address begins with http: or https:, or is a path, not `{page}`")
    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    found = measure(map_, attempt)
    if source:
        _known(source, list(map_.sources))
        found = [one for one in found if one.source.id in source]
    if not found:
        which = "none of these sources" if source else "no source of this map"
        raise Problem(
            f"{which} has a file that could be looked at", tip="`file: PATH` under a source names it"
        )
    if output_format == "json":
        from argmap.review.coverage import as_json

        pieces = [as_json(found, map_)]
    elif output_format == "html":
        from argmap.analysis.standing import evaluate
        from argmap.review.reading import as_html

        pieces = list(as_html(found, map_, evaluate(map_), page))
    else:
        from argmap.render.ink import Ink
        from argmap.review.coverage import as_text

        columns = max(width or shutil.get_terminal_size((100, 24)).columns, 40)
        ink = Ink(colour_system(color) if output is None else None)
        pieces = [line + "\n" for line in as_text(found, width=columns, ink=ink, gaps=gaps)]
    warn_of_errors(map_name, diagnostics)
    if output is None:
        tell(pieces)
    else:
        write_result((piece.encode("utf-8", "backslashreplace") for piece in pieces), output, map_)
    code = 0
    for one in found:
        if one.trouble is not None:
            complain(f"{one.source.id}: its file {one.trouble}")
            code = 2
        elif fail_under is not None and one.share * 100 < fail_under:
            complain(f"{one.source.id}: {percent(one.share)} cited, less than {fail_under:g} %")
            code = max(code, 1)
    return code


def _known(asked: list[str], sources: list[str]) -> None:
    from argmap.suggest import did_you_mean

    for name in asked:
        if name not in sources:
            hint = did_you_mean(name, sources) or f" It has {', '.join(f'`{each}`' for each in sources)}."
            raise Problem(f"--source: the map declares no source `{name}`.{hint}")
