"""Positions as the protocol has them (lines and columns in the client's units) and offsets as we have them.

Lines and columns count from 0. A column counts UTF-16 code units, unless client and server agree on UTF-8
bytes or code points. What lies outside a text is taken for the nearest place in it, and never an error.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from argmap.session.document import Edit
from argmap.source import Source

#: The units a column may be counted in: UTF-16 code units, bytes, code points.
UTF16, UTF8, UTF32 = "utf-16", "utf-8", "utf-32"

Json = dict[str, Any]


def units(text: str, encoding: str) -> int:
    """How long a text is in an encoding's units."""
    if text.isascii() or encoding == UTF32:
        return len(text)
    if encoding == UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(line: str, column: int, encoding: str) -> int:
    """How many code points of a line lie before a column; inside a character counts as before it."""
    if column <= 0:
        return 0
    if line.isascii() or encoding == UTF32:
        return min(column, len(line))
    left = column
    for at, char in enumerate(line):
        left -= units(char, encoding)
        if left < 0:
            return at
        if left == 0:
            return at + 1
    return len(line)


class Positions:
    """One text's positions in one client's units."""

    def __init__(self, source: Source, encoding: str = UTF16) -> None:
        self._text = source.text
        self._starts = source.starts
        self._encoding = encoding
        # where columns and code points are the same, nothing need be counted
        self._plain = encoding == UTF32 or source.text.isascii()

    def offset(self, position: Any) -> int:
        """The offset of a position as a client sends it, whatever that is."""
        line, column = _numbers(position)
        if line < 0:
            return 0
        starts = self._starts
        if line >= len(starts):
            return len(self._text)
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(self._text)
        text = self._text[start:end].rstrip("\r\n")
        return start + within(text, column, self._encoding)

    def span(self, range_: Any) -> tuple[int, int]:
        """The offsets of a range, in order."""
        of = range_ if isinstance(range_, dict) else {}
        start, end = self.offset(of.get("start")), self.offset(of.get("end"))
        return (start, end) if start <= end else (end, start)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return line, offset - start if self._plain else units(self._text[start:offset], self._encoding)

    def line_from(self, offset: int, line: int) -> int:
        """The line of an offset that lies in a line or behind it, found by going on from there."""
        starts = self._starts
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        return line

    def column(self, offset: int, line: int) -> int:
        """The column of an offset in its line."""
        start = self._starts[line]
        return offset - start if self._plain else units(self._text[start:offset], self._encoding)

    def length(self, start: int, end: int) -> int:
        """How long a stretch of one line is."""
        return end - start if self._plain else units(self._text[start:end], self._encoding)

    def position(self, offset: int) -> Json:
        """An offset as a position."""
        line, column = self.line_column(offset)
        return {"line": line, "character": column}

    def range(self, start: int, end: int) -> Json:
        """Two offsets as a range."""
        return {"start": self.position(start), "end": self.position(end)}


def edits_of(source: Source, changes: Iterable[Any], encoding: str) -> list[Edit]:
    """The changes of a `didChange` as edits, each counting in the text that those before it leave.

    A change without a range is the whole text anew.
    """
    edits: list[Edit] = []
    now = source
    for change in changes:
        text = change.get("text") if isinstance(change, dict) else None
        if not isinstance(text, str):
            continue
        if edits:
            if now is source:
                now = Source(source.name, source.text, source.path, [*source.starts])
            now.edit(*edits[-1])
        if isinstance(change.get("range"), dict):
            start, end = Positions(now, encoding).span(change["range"])
        else:
            start, end = 0, len(now.text)
        edits.append(Edit(start, end, text))
    return edits


def _numbers(position: Any) -> tuple[int, int]:
    """Line and column of whatever a client sends as a position."""
    of = position if isinstance(position, dict) else {}
    line, column = of.get("line"), of.get("character")
    return (
        int(line) if isinstance(line, (int, float)) and line == line and abs(line) < 1e15 else 0,
        int(column) if isinstance(column, (int, float)) and column == column and abs(column) < 1e15 else 0,
    )
