"""Phrases broken into lines for a terminal, with their ids, names and quotations told apart by colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from argmap.render.ink import Ink
from argmap.render.wrap import pad, wrap
from argmap.report.style import cells
from argmap.review.phrases import Phrase, told

#: Beside a name a text gets at least so many cells; else it stands below.
_ROOM = 30
_STYLES = {"id": "id", "name": "speaker", "quote": "text"}


def fold(
    words: Phrase, before: str, behind: str, width: int, ink: Ink, style: str = "", *, marks: bool = True
) -> Iterator[str]:
    """A phrase in lines of at most `width` cells, the first behind one indent, the others behind another.

    Without `marks`, ids and quotations stand without quotation marks.
    """
    pieces = [
        (
            told(piece if marks else ("text", piece[1])),
            style if style == "title" else _STYLES.get(piece[0], style),
        )
        for piece in words
    ]
    text = "".join(piece for piece, _ in pieces)
    lines = wrap(text, width - len(behind), width - len(before))
    if not ink.colour:
        for i, line in enumerate(lines):
            yield (behind if i else before) + line
        return
    styles = [each for piece, each in pieces for _ in piece]
    at = 0
    for i, line in enumerate(lines):
        while line and text[at] != line[0]:
            at += 1  # the spaces at which the line above was broken
        runs = groupby(zip(line, styles[at : at + len(line)], strict=True), key=lambda pair: pair[1])
        painted = [("".join(char for char, _ in run), kind) for kind, run in runs]
        at += len(line)
        yield ink.line([(behind if i else before, "guide"), *painted])


def columns(rows: Sequence[tuple[str, str]], width: int, first: int = 0) -> Iterator[str]:
    """Names and beside each its text, all texts in one column; below their names where that is too narrow.

    `first` is the least width of the names' column.
    """
    first = max(first, *(cells(name) for name, _ in rows), 0) + 2
    if width - first < _ROOM:
        for name, text in rows:
            yield from wrap(name, width)
            yield from ("    " + line for line in wrap(text, width - 4))
        return
    for name, text in rows:
        for i, line in enumerate(wrap(text, width - first)):
            yield pad(name if not i else "", first) + line
