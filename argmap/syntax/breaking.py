"""Where a line of text may be broken, so that it folds back to the same text and reads as text.

A break at a space folds to that space, one between two characters of a script written without spaces
to nothing (see `text`). What would begin a line and read as something else than text (a keyword, a
comment) is put behind a backslash, or the line is broken elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from argmap.syntax.parser import continues_text
from argmap.syntax.text import ESCAPE, reads_as_citation, unspaced

#: Closing punctuation that must not begin a line, and opening punctuation that must not end one.
_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】〙〗〟ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〻"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【〘〖〝")
#: Citations and mentions, which are kept in one piece.
_KEPT = re.compile(r"\[\[[^\s\[\]]+\]\]|\[([^\[\]]*)\]")


def cells(text: str) -> int:
    """How many columns a text takes where characters are of one width, and wide ones of two."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def needs_backslash(line: str) -> bool:
    """Whether a line that continues a text must begin with a backslash to be read as these words."""
    return (line[:1] == "\\" and ESCAPE.match(line) is None) or not continues_text(line)


def broken(line: str, first_room: int, room: int, *, first: bool) -> list[str]:
    """A line broken into lines of at most `room` cells, its first of at most `first_room`.

    `first` tells that it stands behind a header: the line that comes back first may then be empty. Any
    other line is one as it stands in a file, perhaps behind a backslash of its own. What has no place
    to break stays too long.
    """
    if cells(line) <= first_room:
        return [line]
    return _Breaker(line, first_room, room, first).lines()


class _Breaker:
    """The breaking of one line, from its beginning on."""

    def __init__(self, line: str, first_room: int, room: int, first: bool) -> None:
        self.line = line
        self.room = first_room
        self.later_room = room
        # where the line's own backslash has been passed
        self.start = 0 if first or line[:1] != "\\" or ESCAPE.match(line) else 1
        #: Where each line may end and the next begin. An empty line may stand behind a header only.
        self.places = [(0, 0)] if first and not line[0].isspace() else []
        self.places += _places(line, self.start)
        #: The cells before each character.
        self.at = range(len(line) + 1) if line.isascii() else [0, *accumulate(map(_cells, line))]
        self.begin = 0
        #: What stands before the current line, and whether it is read as text whatever it holds.
        self.mark = ""
        self.header = first

    def lines(self) -> list[str]:
        out: list[str] = []
        index = 0  # into places: the first behind `begin`
        end = len(self.line)
        while self._width(end) > self.room:
            chosen = self._choose(index)
            if chosen is None:
                break
            stop, begin = self.places[chosen]
            out.append(self.mark + self.line[self.begin : stop])
            index = chosen + 1
            self.begin, self.room, self.header = begin, self.later_room, False
            self.mark = "\\" if self._escaped(index) else ""
        out.append(self.mark + self.line[self.begin :])
        return out

    def _width(self, stop: int) -> int:
        return self.at[stop] - self.at[self.begin] + len(self.mark)

    def _choose(self, index: int) -> int | None:
        """The best place at or behind `index`: the last that fits, rather one that needs no backslash."""
        places = self.places
        last = index
        while last < len(places) and self._width(places[last][0]) <= self.room:
            last += 1
        second = None
        for i in range(last - 1, index - 1, -1):
            if second is not None and self._width(places[i][0]) * 2 < self.room:
                break
            if not self._may_end(places[i][0]):
                continue
            if places[i][0] == 0 and second is not None:
                break  # rather a backslash than an empty line
            if not self._escaped(i + 1, places[i][1]):
                return i
            if second is None:
                second = i
        if second is not None:
            return second
        return next((i for i in range(last, len(places)) if self._may_end(places[i][0])), None)

    def _may_end(self, stop: int) -> bool:
        """Whether the current line, ended here, is still read as text."""
        return self.header or bool(self.mark) or continues_text(self.line[self.begin : stop])

    def _escaped(self, index: int, begin: int | None = None) -> bool:
        """Whether a line from `begin` on needs a backslash; `index` is the first place behind it.

        No more of it is looked at than a line can hold.
        """
        begin = self.begin if begin is None else begin
        limit = self.at[begin] + self.later_room
        for i in range(index, len(self.places)):
            if self.at[self.places[i][0]] > limit:
                return needs_backslash(self.line[begin : self.places[i][0]])
        return needs_backslash(self.line[begin:])


def _places(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the line may be broken: what is before it ends, and what is behind it begins."""
    kept = [m.span() for m in _KEPT.finditer(line) if m[1] is None or reads_as_citation(m[1])]
    kept.reverse()
    plain = line.isascii()
    for i in range(start + 1, len(line)):
        char = line[i]
        if plain and char != " ":
            continue
        while kept and kept[-1][1] <= i:
            kept.pop()
        if kept and kept[-1][0] < i:
            continue
        before = line[i - 1]
        if char == " ":
            behind = line[i + 1]
            if not (before.isspace() or behind.isspace() or (unspaced(before) and unspaced(behind))):
                yield i, i + 1
        elif (
            unspaced(char)
            and unspaced(before)
            and char not in _NOT_FIRST
            and before not in _NOT_LAST
            and not unicodedata.combining(char)
        ):
            yield i, i
