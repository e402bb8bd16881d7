"""What can go wrong when a map is drawn, in words for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.suggest import nearest


class RenderError(Exception):
    """A picture can't be made; the message says why and what helps."""


class UnknownNode(RenderError, ValueError):
    """No node has the id that was asked for."""

    def __init__(self, wanted: str, known: Iterable[str], section: str | None = None) -> None:
        self.wanted = wanted
        self.suggestion = nearest(wanted, known) if section is None else None
        message = f"no node has the id '{wanted}'"
        if section is not None:
            message += f", but a section is called so: --section {section}"
        elif self.suggestion:
            message += f"; did you mean '{self.suggestion}'?"
        super().__init__(message)
