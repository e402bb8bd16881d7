"""`argmap render`: a map as a tree, a table, a diagram."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = ""


def render(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
) -> int:
    """Show a map: the whole argument, and what stands."""
    return 0
