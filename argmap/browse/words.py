"""What stands in a line: pieces of text, each with the name of its style; lines of them that fit a width.

All text in pieces is safe to show; nothing in it is markup to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len

from argmap.browse.rows import Row
from argmap.render.look import DECIDED, LINKED, LINKS, STANDINGS
from argmap.render.outline import Told
from argmap.render.scene import Arrow, Box
from argmap.render.wrap import shorten, wrap
from argmap.review.phrases import Phrase
from argmap.review.phrases import told as told_words

Piece = tuple[str, str]

_STYLES = {"id": "id", "name": "speaker", "quote": "said"}


def standing(box: Box) -> list[Piece]:
    """The sign of a standing, and its word where it doesn't stand."""
    if not box.standing:
        return []
    look = STANDINGS[box.standing]
    word = "" if box.standing == "stands" else f"{look.word} "
    return [(f"{look.sign} {word}", f"standing:{box.standing}")]


def of_row(row: Row, above: bool = False) -> list[Piece]:
    """What a row says. `above` tells of a mention that its node is told further up."""
    told = row.told
    if told is None:
        return [(row.title, "section")]
    if told.role == "hidden":
        below = told.parent.box.below if told.parent is not None and told.parent.box is not None else 0
        return [(f"… {below:,} more below (not shown)", "quiet")]
    if told.box is None:
        return _granted(told)
    if told.role == "beside" and told.arrow is not None:
        return _beside(told.arrow, told.box)
    return _told(told, told.box, above)


def _granted(told: Told) -> list[Piece]:
    look = LINKS["concession"]
    who = ", ".join(told.speakers) or "the mapper"
    pieces = [(f"{look.sign} ", "link:concession"), ("granted by ", "quiet"), (who, "speaker")]
    if told.force:
        pieces.append((f" · {told.force}", "quiet"))
    return [*pieces, *_cited(told.citations)]


def _beside(arrow: Arrow, box: Box) -> list[Piece]:
    verb = "contradicts " if arrow.kind == "contradiction" else "says the same as "
    pieces = [(f"{LINKS[arrow.kind].sign} ", f"link:{arrow.kind}"), (verb, "quiet")]
    if box.label:
        pieces += [(box.label, "id"), (": ", "quiet")]
    return [*pieces, (box.text, "quiet")]


def _told(told: Told, box: Box, above: bool) -> list[Piece]:
    pieces: list[Piece] = []
    kind = told.arrow.kind if told.arrow is not None else "question" if box.kind == "question" else None
    if told.role == "premise":
        pieces.append((f"{LINKED} ", "link:support"))
    elif kind is not None:
        pieces.append((f"{LINKS[kind].sign} ", f"link:{kind}"))
    pieces += standing(box)
    words: list[Piece] = []
    if box.decided:
        words.append((f"{DECIDED.sign} {DECIDED.word}", "decided"))
    if box.kind == "argument":
        words.append((f"argument ({box.scheme})" if box.scheme else "argument", "link:support"))
    if told.force:
        words.append((told.force, "quiet"))
    if not told.full:
        see = "↑ see" if above else "↓ see"
        words.append((f"{see} {box.label}" if box.label else see, "quiet"))
    elif box.label:
        words.append((box.label, "id"))
    if told.speakers:
        words.append((", ".join(told.speakers), "speaker"))
    if told.full:
        if box.assumed:
            words.append(("assumed", "quiet"))
        if tags := " ".join(f"#{tag}" for tag in box.tags if tag != "decided"):
            words.append((tags, "quiet"))
    for i, word in enumerate(words):
        pieces += [(" · ", "quiet"), word] if i else [word]
    if words and box.text:
        pieces.append((": ", "quiet"))
    root = "root" if told.arrow is None else ""
    pieces.append((box.text, "quiet" if box.context or not told.full else root))
    return [*pieces, *_cited(told.citations)]


def _cited(citations: Sequence[str]) -> list[Piece]:
    return [(f" [{', '.join(citations)}]", "quiet")] if citations else []


def of_box(box: Box, speakers: Sequence[str] = ()) -> list[Piece]:
    """A node told in one breath, as where another refers to it."""
    pieces = standing(box)
    words: list[Piece] = [("argument", "link:support")] if box.kind == "argument" else []
    if box.label:
        words.append((box.label, "id"))
    if who := ", ".join(speakers or box.speakers):
        words.append((who, "speaker"))
    for i, word in enumerate(words):
        pieces += [(" · ", "quiet"), word] if i else [word]
    if words and box.text:
        pieces.append((": ", "quiet"))
    return [*pieces, (box.text, "")]


def of_phrase(words: Phrase, style: str = "") -> list[Piece]:
    """A sentence of an explanation."""
    return [(told_words(piece), _STYLES.get(piece[0], style)) for piece in words]


# Lines


def width_of(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The beginning of one line's pieces in at most so many cells."""
    kept: list[Piece] = []
    left = width
    for i, (text, style) in enumerate(pieces):
        size = cell_len(text)
        if size > left or (size == left and any(rest for rest, _ in pieces[i + 1 :])):
            kept.append((shorten(text if size > left else text + "…", left), style))
            break
        kept.append((text, style))
        left -= size
    return kept


def fold(pieces: Iterable[Piece], before: str, behind: str, width: int) -> list[list[Piece]]:
    """Pieces in lines of at most `width` cells, the first behind one indent, the others behind another."""
    chars: list[Piece] = []
    for text, style in pieces:
        for char in text:
            if char != " " or not chars or chars[-1][0] != " ":
                chars.append((char, style))
    while chars and chars[-1][0] == " ":
        chars.pop()
    text = "".join(char for char, _ in chars)
    lines: list[list[Piece]] = []
    at = 0
    for i, line in enumerate(wrap(text, width - cell_len(behind), width - cell_len(before))):
        while line and at < len(chars) and chars[at][0] != line[0]:
            at += 1  # the space at which the line above was broken
        runs = groupby(chars[at : at + len(line)], key=lambda pair: pair[1])
        at += len(line)
        indent = behind if i else before
        told = [("".join(char for char, _ in run), style) for style, run in runs]
        lines.append([(indent, "guide"), *told] if indent else told)
    return lines


def marked(pieces: Iterable[Piece], wanted: str) -> list[Piece]:
    """The pieces with every place marked where the wanted words stand, whatever their case."""
    if not wanted:
        return list(pieces)
    found = re.compile(re.escape(wanted), re.IGNORECASE)
    told: list[Piece] = []
    for text, style in pieces:
        at = 0
        for match in found.finditer(text):
            if match.start() > at:
                told.append((text[at : match.start()], style))
            told.append((match[0], f"{style}+match"))
            at = match.end()
        if at < len(text):
            told.append((text[at:], style))
    return told
