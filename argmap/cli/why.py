"""`argmap why`: why a claim stands, falls, is unsupported or open."""

from __future__ import annotations

import shlex
import shutil
from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, format_option
from argmap.cli.problems import tell

FORMATS = ("text", "tree", "json")

EXAMPLES = """\
\b
Examples:
  argmap why debate.argmap move
  argmap why debate.argmap move --format tree
  argmap why debate.argmap "On Fridays nobody"    by how its text begins
  argmap why debate.argmap thread/move            a node of an imported map

\b
Only the moves that decide are told, and of long exchanges the beginning;
--full tells all. Exit code: 0, or 2 for wrong usage, unreadable input or an
unknown id.
"""


def why(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="An id, or how an id or a text begins.")],
    output_format: Annotated[
        str,
        format_option(*FORMATS),
    ] = "text",
    full: Annotated[bool, typer.Option("--full", help="All moves that decide, however many.")] = False,
    width: Annotated[
        int | None,
        typer.Option(metavar="COLUMNS", min=20, help="Of text and tree.  [default: the terminal's]"),
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Tell why a claim stands, falls, is unsupported or open."""
    from argmap.analysis.standing import evaluate
    from argmap.analysis.units import units_of
    from argmap.analysis.why import explain
    from argmap.cli.files import read_map, warn_of_errors
    from argmap.cli.nodes import find_node
    from argmap.model.load import Loader
    from argmap.render.ink import Ink
    from argmap.review.why import as_json, as_text, as_tree

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    node = find_node(map_, claim)
    units = units_of(map_)
    explanation = explain(map_, evaluate(map_, units), node, units, full=full)
    columns = width or shutil.get_terminal_size((100, 24)).columns
    ink = Ink(colour_system(color))
    if output_format == "json":
        tell(as_json(explanation, map_))
    elif output_format == "tree":
        tell(line + "\n" for line in as_tree(explanation, map_, width=columns, ink=ink))
    else:
        again = f"argmap why {shlex.quote(map_name)}"
        lines = as_text(explanation, map_, width=columns, ink=ink, again=again)
        tell(line + "\n" for line in lines)
    warn_of_errors(map_name, diagnostics)
    return 0
