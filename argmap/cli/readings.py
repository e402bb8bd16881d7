"""`argmap readings`: the ways in which a map's claims can be decided together."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, choice, colour_system, format_option
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.solving.reasoner import Semantics

#: As `argmap.solving.reasoner`, which isn't imported for a help text.
SEMANTICS: tuple[Semantics, ...] = ("grounded", "complete", "preferred", "stable", "semi-stable", "ideal")

EXAMPLES = """\
\b
Examples:
  argmap readings debate.argmap
  argmap readings debate.argmap --semantics stable --limit 3
  argmap readings debate.argmap --format json | jq .stands_in

\b
Grounded decides only what no reading decides otherwise. Preferred takes
sides where two claims attack each other, each way a reading. See
docs/semantics.md. All but grounded take a solver:
python3 -m pip install 'argmap[solve]'
Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def readings(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    semantics: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            parser=choice("--semantics", *SEMANTICS),
            help="grounded, complete, preferred, stable, semi-stable or ideal.",
        ),
    ] = "preferred",
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="List at most so many readings.")] = 10,
    output_format: Annotated[
        str,
        format_option("text", "json"),
    ] = "text",
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=20, help="Of the text.  [default: the terminal's]")
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Tell which claims stand in every reading of a map, in some, in none."""
    from argmap.analysis.readings import readings_of
    from argmap.cli.files import read_map, warn_of_errors
    from argmap.model.load import Loader
    from argmap.render.ink import Ink
    from argmap.review.readings import as_json, as_text

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    wanted = next(one for one in SEMANTICS if one == semantics)
    try:
        found = readings_of(map_, wanted, limit)
    except ImportError as error:
        raise Problem(
            f"{semantics} readings take a solver that is not installed ({error.name or error})",
            tip="python3 -m pip install 'argmap[solve]'",
        ) from error
    if output_format == "json":
        tell(as_json(found))
    else:
        columns = width or shutil.get_terminal_size((100, 24)).columns
        lines = as_text(found, width=columns, ink=Ink(colour_system(color)))
        tell(line + "\n" for line in lines)
    warn_of_errors(map_name, diagnostics)
    return 0
