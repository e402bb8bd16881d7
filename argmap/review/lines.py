"""Phrases broken into lines for a terminal, with their ids, names and quotations told apart by colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from argmap.render.ink import Ink
from argmap.render.wrap import wrap
from argmap.review.phrases import Phrase, told

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
