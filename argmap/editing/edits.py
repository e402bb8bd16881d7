"""Edits to the texts of several files: what comes out of them, and where everything else is then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from argmap.diagnostics import Edit
from argmap.source import Source


class Refused(Exception):
    """What was asked for can't be done, or not without harm; the message is for the user."""


class Changes:
    """The edits to one text, in its order; none may overlap."""

    def __init__(self, source: Source, edits: Iterable[Edit]) -> None:
        self.source = source
        self.edits: Sequence[Edit] = sorted(edits, key=lambda e: (e.span.start, e.span.end))
        self._ends = [edit.span.end for edit in self.edits]
        grown = (len(edit.text) - (edit.span.end - edit.span.start) for edit in self.edits)
        self._grown = [0, *accumulate(grown)]

    def text(self) -> str:
        """The text as it is then."""
        old = self.source.text
        pieces: list[str] = []
        at = 0
        for edit in self.edits:
            pieces += (old[at : edit.span.start], edit.text)
            at = edit.span.end
        return "".join([*pieces, old[at:]])

    def moved(self, offset: int) -> int:
        """Where what stands at an offset, outside what is replaced, stands then.

        At the place of an insertion that is behind what is inserted.
        """
        return offset + self._grown[bisect_right(self._ends, offset)]
