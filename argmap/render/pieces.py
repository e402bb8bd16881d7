"""Lines of a terminal picture as pieces, each a text and its style: wrapped as one text, styles kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from argmap.render.wrap import wrap

Piece = tuple[str, str]

#: The widest that a text is laid out, however wide the terminal: longer lines are hard to read.
MEASURE = 100
SPACES = re.compile(" {2,}")


def folded(
    pieces: Iterable[Piece], width: int, first: int | None = None, *, plain: bool = False
) -> Iterator[list[Piece]]:
    """Pieces wrapped as one text, line by line; `plain` lines come back as one piece without a style."""
    left = [(text, style) for text, style in pieces if text]
    text = SPACES.sub(" ", "".join(t for t, _ in left)).rstrip(" ")
    for line in wrap(text, width, first):
        if plain:
            yield [(line, "")]
        else:
            styled, left = take(line, left)
            yield styled


def take(line: str, pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Cut from the front of the pieces what makes up the line: that, and what is left."""
    taken: list[Piece] = []
    left = list(pieces)
    at = 0
    first = True
    while at < len(line) and left:
        text, style = left.pop(0)
        text = SPACES.sub(" ", text)
        if first or (taken and taken[-1][0].endswith(" ")):
            text = text.lstrip(" ")
        if not text:
            continue
        first = False
        room = len(line) - at
        if len(text) <= room:
            taken.append((text, style))
            at += len(text)
        else:
            taken.append((text[:room], style))
            left.insert(0, (text[room:], style))
            at += room
    if "".join(t for t, _ in taken) != line:
        return [(line, "text")], left
    return taken, left
