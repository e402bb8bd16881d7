"""A text, its lines, and spans in it. Imports nothing of argmap.

Offsets count Unicode code points of the decoded text, exactly as it stands in the file: a byte-order
mark counts as one, line ends are left as they are. Lines end at LF, CRLF or CR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(slots=True, eq=False)
class Source:
    """One text and the name it is known by.

    `name` is what a person is shown (the path as given, or ``<stdin>``); `path` is where it was read
    from, or None for a text that has no file.
    """

    name: str
    text: str
    path: Path | None = None
    _starts: list[int] | None = field(default=None, repr=False)

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins; never empty."""
        if self._starts is None:
            self._starts = [m.start() for m in _LINE.finditer(self.text)] or [0]
            if self.text.endswith(("\n", "\r")):
                self._starts.append(len(self.text))
        return self._starts

    @property
    def end_of_line(self) -> str:
        """How the first line ends, or LF."""
        starts = self.starts
        line = self.text[: starts[1]] if len(starts) > 1 else "\n"
        return line[len(line.rstrip("\r\n")) :]

    def lines(self) -> list[str]:
        """The text cut into lines, each with its line end; joined they are the text."""
        return _LINE.findall(self.text)

    def edit(self, start: int, end: int, new: str) -> None:
        """Replace `text[start:end]` by `new`. Whoever holds spans of the text has to move them."""
        old, starts = self.text, self._starts
        self.text = text = f"{old[:start]}{new}{old[end:]}"
        if starts is None:
            return
        # the lines touched and one on either side, where a CR and an LF may have met or parted
        first = max(bisect_right(starts, start) - 2, 0)
        last = bisect_right(starts, end) + 1
        moved = len(text) - len(old)
        begin = starts[first]
        stop = starts[last] + moved if last < len(starts) else len(text)
        between = [begin + m.start() for m in _LINE.finditer(text[begin:stop])]
        if last < len(starts):
            starts[first:] = [*between, *[each + moved for each in starts[last:]]]
            return
        starts[first:] = between
        if not starts or text.endswith(("\n", "\r")):
            starts.append(len(text))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count code points."""
        starts = self.starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line end."""
        starts = self.starts
        begin = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[begin:end].rstrip("\r\n")


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A stretch of one text: `source.text[start:end]`. Never changed; not `frozen`, which is slow to make."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def end_position(self) -> tuple[int, int]:
        """Line and column just behind the last character, both from 1."""
        return self.source.position(self.end)
