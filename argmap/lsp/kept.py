"""Answers that a client may ask the difference to."""

from __future__ import annotations

from typing import Any


class Kept:
    """The last list of numbers that was given for each document, by a number of its own."""

    def __init__(self) -> None:
        self._count = 0
        self._last: dict[str, tuple[str, list[int]]] = {}

    def keep(self, uri: str, data: list[int]) -> str:
        """Keep an answer; returns what to call it."""
        self._count += 1
        id_ = str(self._count)
        self._last[uri] = (id_, data)
        return id_

    def kept(self, uri: str, id_: Any) -> list[int] | None:
        """The answer that was called so, if it is still kept."""
        known = self._last.get(uri)
        return known[1] if known is not None and known[0] == id_ else None

    def forget(self, uri: str) -> None:
        """Drop a document's answer."""
        self._last.pop(uri, None)
