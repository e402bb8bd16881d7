"""`argmap convert`: maps out of other formats and into them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, Jobs
from argmap.cli.problems import Problem

EXAMPLES = """\
\b
Examples:
  argmap convert debate.argmap --to json
  argmap convert debate.argdown -o debate.argmap
  argmap convert debate.argmap -o debate.graphml --strict
  argmap convert corpus/ --from aif --to argmap -o maps/     a whole folder
  cat debate.argmap | argmap convert - --to json | jq '.nodes[].text'

argmap formats lists the formats and what each can hold. What the target can't
hold is told on standard error. A map with errors is converted as far as it
could be read; argmap check says where.

\b
Exit code: 0, 1 where something would be lost (--strict) or some of many files
could not be converted, 2 wrong usage or unreadable input.
"""


def convert(
    maps: Annotated[
        list[str], typer.Argument(metavar="MAP...", help="Files, folders, or - for standard input.")
    ],
    to: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="Without it, the suffix of -o decides.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="Without it, the suffix of MAP and what is in it decide."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write; standard output without it. A folder for many maps.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing that the target can't hold whole; fail instead.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Which of a format's tables to write: nodes or links (csv, parquet)."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace .argmap files, which people may have written in.")
    ] = False,
    jobs: Jobs = None,
    allow_outside: AllowOutside = False,
) -> int:
    """Read and write maps in other formats: Argdown, AIF, GraphML and many more."""
    from argmap.cli.converting import Way, convert_one
    from argmap.cli.files import wanted_format
    from argmap.cli.foreign import chosen_format
    from argmap.cli.inputs import are_many
    from argmap.formats import BadPlugin, built_in, known
    from argmap.render.formats import FORMATS as PICTURES

    many = are_many(maps)
    if many and (output is None or output == "-"):
        raise Problem("several maps need a folder to be written to: -o FOLDER")
    try:
        formats = built_in()
        suffix = Path(output).suffix.lower() if output is not None else ""
        if to not in (None, *formats) or not any(suffix in ("", *one.suffixes) for one in formats.values()):
            formats = known()
    except BadPlugin as error:
        raise Problem(str(error)) from error
    writable = {one.name: one for one in formats.values() if one.writes}
    if to is not None and to in formats and to not in writable:
        raise Problem(f"--to {to}: argmap reads {to} and doesn't write it")
    suffixes: dict[str, list[str]] = {}
    for one in writable.values():
        for suffix in one.suffixes:
            suffixes.setdefault(suffix, []).append(one.name)
    if many and to is None:
        raise Problem("which format? Say --to FORMAT (argmap formats lists them)")
    chosen = writable[
        wanted_format(
            to, None if many else output, suffixes, tuple(writable), elsewhere=("render", lambda: PICTURES)
        )
    ]
    if table is not None and table not in chosen.tables:
        tables = " and ".join(chosen.tables)
        raise Problem(
            f"--table {table}: {chosen.name} has the tables {tables}"
            if tables
            else f"--table is for formats of several tables, not for {chosen.name}"
        )
    source = chosen_format(from_, "--from") if from_ is not None else None
    if source is not None and not source.reads:
        raise Problem(f"--from {source.name}: argmap writes {source.name} and doesn't read it")
    way = Way(chosen, source, strict, table, force, allow_outside)
    if many:
        from argmap.cli.convert_many import convert_all

        assert output is not None
        return convert_all(maps, output, way, jobs)
    return convert_one(maps[0], output, way)
