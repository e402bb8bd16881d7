"""Where Argdown's data end: the last of several closing braces that could be meant."""

from __future__ import annotations

import re
from bisect import bisect_left

_CLOSING = re.compile(r"\}")
_GOES_ON = re.compile(r"\s*[,}]")
_STOPS = re.compile(r"\s[^,}]")


class Braces:
    """Finds the ends of data in one text.

    To Argdown's lexer data reach to the last brace before which no brace is followed by white space and
    then anything but a comma or a brace, and which is itself not followed by one of these. All braces of
    the text are looked at once, when the first data are met.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] | None = None
        #: For each closing brace: at which brace the search stops at the latest, and the last brace up
        #: to here that may be an end.
        self._stop: list[int] = []
        self._last: list[int] = []

    def end(self, start: int) -> int | None:
        """Where data that begin at `start` end, exclusive; None where they are no data."""
        if self._places is None:
            self._look()
        assert self._places is not None
        first = bisect_left(self._places, start)
        if first == len(self._places):
            return None
        last = self._last[self._stop[first]]
        return self._places[last] + 1 if last >= first else None

    def _look(self) -> None:
        text = self._text
        self._places = places = [match.start() for match in _CLOSING.finditer(text)]
        last = -1
        for i, place in enumerate(places):
            if _GOES_ON.match(text, place + 1) is None:
                last = i
            self._last.append(last)
        self._stop = [len(places) - 1] * len(places)
        stop = len(places) - 1
        for i in range(len(places) - 1, -1, -1):
            if _STOPS.match(text, places[i] + 1) is not None:
                stop = i
            self._stop[i] = stop
