"""The options that say what of a map is shown and how, for commands that show a page of it."""

from __future__ import annotations

from typing import Annotated

import typer

from argmap.cli.options import choice, known

DIRECTIONS = ("BT", "TB", "LR", "RL")
LAYOUTS = ("dot", "neato", "fdp", "sfdp", "circo", "twopi", "osage")

Focus = Annotated[
    str | None, typer.Option(metavar="ID", help="Only this node, what hangs on it and what it hangs on.")
]
Depth = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Only so many levels below the top or the focus.")
]
Speaker = Annotated[
    list[str] | None, typer.Option(metavar="WHO", help="Only what these say, and what it hangs on.")
]
Side = Annotated[list[str] | None, typer.Option(metavar="SIDE", help="Only what is said for these sides.")]
Tag = Annotated[list[str] | None, typer.Option(metavar="TAG", help="Only what is tagged so.")]
Section = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only what stands in these sections, by id or title.")
]
Standing = Annotated[
    list[str] | None, typer.Option(metavar="WORD", help="Only what stands, falls, is unsupported or open.")
]
Kind = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Only nodes of these kinds, such as rebuttal.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Fold nothing in the diagram, however large the map.")
]
ColorBy = Annotated[
    str,
    typer.Option(
        "--color-by",
        metavar="WHAT",
        parser=choice("--color-by", "standing", "speaker", "side"),
        help="What colours tell: standing, speaker or side.",
    ),
]
Theme = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="light, dark, print, high-contrast, one of your own or a file."),
]
Direction = Annotated[
    str | None,
    typer.Option(
        metavar="WAY",
        parser=lambda text: known(text.upper(), DIRECTIONS, "--direction"),
        help="Of the diagram's arrows: BT (upwards), TB, LR or RL.  [default: what fits]",
    ),
]
Wrap = Annotated[
    int | None, typer.Option(metavar="COLUMNS", min=8, help="Of the text in the diagram's boxes.")
]
Layout = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        parser=choice("--layout", *LAYOUTS),
        help=f"How Graphviz lays it out: {', '.join(LAYOUTS)}.  [default: dot]",
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(metavar="COMMAND", help="What lays it out: graphviz-pure, dot or a path. Also ARGMAP_DOT."),
]


def names(values: list[str] | None) -> tuple[str, ...]:
    """The names that an option holds, given once or several times, with commas or without."""
    return tuple(name for value in values or () for name in map(str.strip, value.split(",")) if name)
