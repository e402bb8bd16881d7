"""The line of a finding, cut to what fits around it. Never copies more of a line than it shows."""

from __future__ import annotations

from typing import NamedTuple

from argmap.report.style import cells
from argmap.safe import visible
from argmap.source import Span

_TAB = 4
_CUT = "…"


class Excerpt(NamedTuple):
    """One line of text around a span: `before + marked + after`, fit for a terminal.

    `runs_on` tells that the span goes on in the next line.
    """

    line: int
    column: int
    before: str
    marked: str
    after: str
    runs_on: bool

    @property
    def text(self) -> str:
        return self.before + self.marked + self.after

    def carets(self) -> str:
        """Spaces and carets that stand under the marked part."""
        return " " * cells(self.before) + "^" * max(cells(self.marked), 1) + (_CUT if self.runs_on else "")


def excerpt(span: Span, width: int) -> Excerpt:
    """The first line of a span, or a stretch of it `width` characters long with the span's start in it."""
    source = span.source
    text = source.text
    line, column = source.position(span.start)
    begin = span.start - column + 1
    starts = source.starts
    end = starts[line] if line < len(starts) else len(text)
    while end > begin and text[end - 1] in "\r\n":
        end -= 1
    start = min(span.start, end)
    stop = min(span.end, end)
    left, right = begin, end
    if end - begin > width:
        if start - begin > width // 2:
            # show the whole span if it fits, with more of what stands before it than behind
            room = max(width - (stop - start), 0)
            left = max(begin, min(start - room * 2 // 3, end - width))
        right = min(end, left + width)
        stop = min(stop, right)
    before = _fit(text[left:start], 0)
    if left > begin:
        before = _CUT + before
    marked = _fit(text[start:stop], cells(before))
    after = _fit(text[stop:right], cells(before) + cells(marked))
    if right < end:
        after += _CUT
    runs_on = line < len(starts) and span.end > starts[line]
    return Excerpt(line, column, before, marked, after.rstrip(), runs_on)


def _fit(text: str, column: int) -> str:
    """The text with tabs as spaces and nothing in it that a terminal would obey."""
    if "\t" in text:
        pieces = []
        for i, piece in enumerate(text.split("\t")):
            if i:
                pad = _TAB - column % _TAB
                pieces.append(" " * pad)
                column += pad
            shown = visible(piece)
            pieces.append(shown)
            column += cells(shown)
        return "".join(pieces)
    return visible(text)
