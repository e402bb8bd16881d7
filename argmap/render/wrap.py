"""Breaking text into lines by the cells it takes on a terminal. Imports only rich's cell widths.

Breaks fall at spaces and, in scripts written without them, between wide characters, but not before
closing or behind opening punctuation. What has no place to break is cut between graphemes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

#: Closing punctuation that must not begin a line, opening punctuation that must not end one.
_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】〙〗〟’”ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〻‥…%％)]}.,;:!?"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“([{")
#: Scripts written without spaces whose characters are two cells wide.
_WIDE = re.compile(
    "[\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)


def _atoms(word: str) -> Iterator[str]:
    """The pieces of a word between which a line may break."""
    piece = ""
    for char in word:
        wide = piece and (_WIDE.match(char) or _WIDE.match(piece[-1]))
        if wide and char not in _NOT_FIRST and piece[-1] not in _NOT_LAST and cell_len(char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """The text in lines of at most `width` cells, its first line of at most `first`.

    The first line may come back empty where not even one word fits beside what stands there already.
    """
    width = max(width, 2)
    room = width if first is None else first
    plain = text.isascii()
    cells = len if plain else cell_len
    if cells(text) <= room and "  " not in text:
        return [text]
    if plain and first is None and (lines := _plainly(text, width)) is not None:
        return lines
    lines = []
    line = ""
    used = 0
    for word in text.split(" "):
        if not word:
            continue
        pieces = [word] if plain or not _WIDE.search(word) else list(_atoms(word))
        gap = 1 if used else 0
        for piece in pieces:
            size = cells(piece)
            if used + gap + size <= room:
                line += " " * gap + piece
                used += gap + size
            else:
                if used or (not lines and room < width):
                    lines.append(line)
                    room = width
                    line, used = "", 0
                if size > room:
                    *full, piece = chop_cells(piece, room) or [piece]
                    lines += full
                    room = width
                    size = cells(piece)
                line, used = piece, size
            gap = 0
    lines.append(line)
    return lines


def _plainly(text: str, width: int) -> list[str] | None:
    """The lines of an ASCII text; None where a word is too long or there are gaps. Most texts are such."""
    if "  " in text or text[0] == " " or text[-1] == " ":
        return None
    lines = []
    start, size = 0, len(text)
    while size - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            return None
        lines.append(text[start:end])
        start = end + 1
    lines.append(text[start:])
    return lines


def balance(text: str, width: int) -> list[str]:
    """The text in as few lines as `wrap` needs, but all of about one length: no word left alone."""
    lines = wrap(text, width)
    if len(lines) < 2:
        return lines
    even = -(-cell_len(text) // len(lines))
    for narrower in range(even, width):
        trial = wrap(text, narrower)
        if len(trial) == len(lines):
            return trial
    return lines


def shorten(text: str, width: int, mark: str = "…") -> str:
    """The beginning of the text in at most `width` cells, cut between words where that loses little."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(mark)
    if room <= 0:
        return mark[: max(width, 0)]
    cut = (chop_cells(text, room) or [""])[0]
    if not text[len(cut) :].startswith(" "):
        space = cut.rfind(" ")
        if space >= len(cut) - 12 and space > 0:
            cut = cut[:space]
    return cut.rstrip(" ,;:") + mark


def pad(text: str, width: int) -> str:
    """The text with spaces behind it up to `width` cells."""
    return text + " " * (width - cell_len(text))
