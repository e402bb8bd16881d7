"""What was wrong in a file, gathered: each kind of trouble is told once, with where it was found."""

from __future__ import annotations

from argmap.formats.draft import Draft

_NAMED = 5


class Troubles:
    """Kinds of trouble, each with the ids or lines it was met at, in the order of meeting."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {}

    def add(self, what: str, where: object) -> None:
        """Remember that `what` was found at `where`."""
        self._found.setdefault(what, {})[str(where)] = None

    def tell(self, draft: Draft) -> None:
        """Say it all as the draft's problems: a line a kind, the first few places named."""
        for what, places in self._found.items():
            named = ", ".join(_short(place) for place in list(places)[:_NAMED])
            more = f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else ""
            draft.problem(f"{what}: {named}{more}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
