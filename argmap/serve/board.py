"""What is shown now: one view that the follower replaces and every open page waits for.

A page says which version it has and is sent the newest one, whole; what came in between, it never needed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from argmap.page.build import Parts
from argmap.page.data import in_script
from argmap.render.theme import Theme

#: So many errors are told in full.
_MOST = 50


class Files(Protocol):
    """The files that a map rests on, those among them that aren't there too."""

    @property
    def folders(self) -> set[str]: ...
    def concern(self, changes: set[tuple[object, str]], /) -> bool: ...
    def stamps(self) -> dict[str, tuple[int, ...]]: ...
    def changed_since(self, begun: int, before: dict[str, tuple[int, ...]], /) -> bool: ...


@dataclass(slots=True, frozen=True)
class Error:
    """One error as the page tells it: where, what, and its line, in three pieces around the place."""

    place: str
    code: str
    name: str
    message: str
    help: str = ""
    line: tuple[str, str, str] = ("", "", "")


@dataclass(slots=True, frozen=True)
class Reading:
    """What one look at the files gave. Where nothing could be read, `problem` says why, and `parts` is None.

    `parts` have no diagram yet; `draw` adds it, and may take long.
    """

    files: Files
    parts: Parts | None = None
    draw: Callable[[Parts], Parts] | None = None
    theme: Theme | None = None
    errors: Sequence[Error] = ()
    problem: str = ""


@dataclass(slots=True, frozen=True)
class View:
    """What a page shows: its parts, and over them the errors, or why this is an older picture."""

    parts: Parts
    theme: Theme | None = None
    errors: tuple[Error, ...] = ()
    problem: str = ""
    drawing: bool = False

    def state(self) -> dict[str, object]:
        """All but the parts, for the page's script."""
        return {
            "errors": [asdict(error) for error in self.errors[:_MOST]],
            "total": len(self.errors),
            "problem": self.problem,
            "drawing": self.drawing,
        }


class Board:
    """Holds the newest view. `version` counts the views that differed from the one before."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.version = 1
        #: Since which version the parts, and the theme, are as they are.
        self._drawn = 1
        self._themed = 1
        self._closed = False
        self._news = asyncio.Event()

    def show(self, view: View) -> None:
        """Replace the view; who waits for another one wakes up."""
        if view == self.view:
            return
        self.version += 1
        if view.parts != self.view.parts:
            self._drawn = self.version
        if view.theme != self.view.theme:
            self._themed = self.version
        self.view = view
        self._wake()

    def tell(self, problem: str) -> None:
        """Show the last picture, and why there is no newer one."""
        words = problem if problem.endswith((".", "?", "!")) else f"{problem}."
        words = f"{words} This is the last picture."
        self.show(replace(self.view, problem=words, errors=(), drawing=False))

    def close(self) -> None:
        """Nothing more will come: end all waiting."""
        self._closed = True
        self._wake()

    @property
    def closed(self) -> bool:
        return self._closed

    async def newer(self, than: int, patience: float) -> bool:
        """Wait until there is another version, for `patience` seconds at most. True where there is."""
        if self.version == than and not self._closed:
            try:
                await asyncio.wait_for(self._news.wait(), patience)
            except TimeoutError:
                return False
        return self.version != than

    def message(self, since: int) -> str:
        """What a page that has one version needs for the newest, as JSON in one line.

        The parts come along only where they are other ones. `anew` says that the page's colours are.
        """
        words: dict[str, object] = {"version": self.version, **self.view.state()}
        words["anew"] = since < self._themed
        if since < self._drawn:
            words["parts"] = json.loads(self.view.parts.as_json())
        return in_script(json.dumps(words, ensure_ascii=False, separators=(",", ":")))

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
