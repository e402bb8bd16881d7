"""`argmap stats`: how big a map is, and who did what in it."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, format_option
from argmap.cli.problems import tell

EXAMPLES = """\
\b
Examples:
  argmap stats debate.argmap
  argmap stats debate.argmap --format json | jq '.parties[].share_standing'

\b
What the map imports is not counted. Exit code: 0, or 2 for wrong usage or
unreadable input.
"""


def stats(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    output_format: Annotated[
        str,
        format_option("text", "json"),
    ] = "text",
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=40, help="Of the text.  [default: the terminal's]")
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Count what is in a map: size, depth, what each side and speaker did."""
    from argmap.analysis.standing import evaluate
    from argmap.analysis.stats import count
    from argmap.analysis.unanswered import Conversation
    from argmap.analysis.units import units_of
    from argmap.cli.files import read_map, warn_of_errors
    from argmap.model.load import Loader
    from argmap.render.ink import Ink
    from argmap.review.stats import as_json, as_text

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    units = units_of(map_)
    standings = evaluate(map_, units)
    found = count(map_, standings, Conversation(map_, standings, units))
    if output_format == "json":
        tell(as_json(found, map_))
    else:
        columns = width or shutil.get_terminal_size((100, 24)).columns
        lines = as_text(found, map_, width=max(columns, 40), ink=Ink(colour_system(color)))
        tell(line + "\n" for line in lines)
    warn_of_errors(map_name, diagnostics)
    return 0
