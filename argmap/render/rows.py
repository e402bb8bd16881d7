"""What is written in a box of a diagram, line by line, and the room it takes; told once for all who draw it.

Lines are broken and their width is set before any layout engine sees them, so that a box fits its text in
every script and with every engine. `tables` tells rows to an engine, `lettering` writes them into an SVG.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.render.measure import points, right_to_left

#: A line is so much higher than its type. Each has a row of its own: engines disagree on line spacing.
LEADING = 1.26
#: Around a word that stands out on a ground of its own: at its sides, and on all four.
_ASIDE, _AROUND = 4, 1


class Line(NamedTuple):
    """One line of text as it is set: its type, the room it takes, the side of the box it is flush with."""

    text: str
    size: float
    color: str
    #: Any of the letters b (bold) and i (italic).
    face: str
    width: int
    height: int
    #: Flush right.
    right: bool = False
    #: Of a text that runs from right to left as a whole.
    turned: bool = False
    #: The colour behind a word that stands out; without it there is none.
    ground: str = ""


#: What stands side by side; the last of several is flush right.
Row = tuple[Line, ...]


class Rows(NamedTuple):
    """All that is written in a box, from top to bottom, with the room it takes in points."""

    rows: tuple[Row, ...]
    width: int
    height: int


def gathered(rows: Iterable[Row]) -> Rows:
    """Rows with the room they take."""
    kept = tuple(rows)
    wide = high = 0
    for row in kept:
        if len(row) == 1:
            width, height = row[0].width, row[0].height
        else:
            width, height = sum(line.width for line in row), max(line.height for line in row)
        wide = max(wide, width)
        high += height
    return Rows(kept, wide, high)


def flush_left(given: Rows) -> Rows:
    """The same rows with every line at the left edge, whichever way its text runs."""
    rows = tuple(tuple(one._replace(right=False) for one in row) for row in given.rows)
    return given._replace(rows=rows)


def line(text: str, size: float, color: str, face: str = "", *, turned: bool = False) -> Line:
    """A line flush with the side at which its text begins."""
    width = math.ceil(points(text, size, bold="b" in face))
    return Line(text, size, color, face, width, math.ceil(size * LEADING), turned, turned)


def lines(texts: list[str], size: float, color: str, face: str = "") -> Iterator[Row]:
    """The lines of one text, a row each. Which way it runs is settled for the whole of it."""
    turned = not all(map(str.isascii, texts)) and right_to_left(" ".join(texts))
    for text in texts:
        yield (line(text, size, color, face, turned=turned),)


def word(text: str, size: float, color: str, face: str, room: int) -> Line:
    """A single word flush right, with so much room before it."""
    width = math.ceil(points(text, size, bold=True) + room)
    return Line(text, size, color, face, width, math.ceil(size * LEADING), right=True)


def badge(text: str, size: float, color: str, ground: str) -> Line:
    """A bold word that stands out, on a rounded ground."""
    inside = math.ceil(points(text, size, bold=True) + 2 * _ASIDE)
    high = math.ceil(size * 1.2 + 2 * _AROUND)
    return Line(text, size, color, "b", inside + 2 * _AROUND, high, ground=ground)
