"""Following a map's files: read again when they change, draw beside, show each result whole.

Reading and drawing run in threads of their own, one of each at a time. The outline, the errors and the
standings never wait for a slow drawing; of a drawing that is out of date when it is done, nothing is shown.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from argmap.page.build import Parts
from argmap.render.errors import RenderError
from argmap.serve.board import Board, Files, Reading, View

T = TypeVar("T")
Stamps = dict[str, tuple[int, ...]]
#: Waits until one of the files isn't as its stamps say.
Changed = Callable[[Files, Stamps], Awaitable[None]]

#: How far behind the time of a file may be, in nanoseconds.
_COARSE = 20_000_000
#: A file that is gone, empty or half a character may be about to be written: so many seconds to look again.
_DOUBT = 0.3
#: A save is taken as done when nothing has changed for so many seconds.
_QUIET = 0.05
#: A drawing that is done sooner is shown together with the rest.
_SOON = 0.4
#: So often a file is read again that is being written while it is read.
_TRIES = 8


class Follower:
    """Keeps a board up to date. `read` looks at the files, `changed` waits until there is reason to."""

    def __init__(
        self,
        board: Board,
        first: Reading,
        read: Callable[[], Reading],
        changed: Changed,
        *,
        soon: float = _SOON,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._board = board
        self._reading = first
        self._read = read
        self._changed = changed
        self._soon = soon
        self._pause = pause
        self._wanted = asyncio.Event()
        self._drawn = asyncio.Event()

    async def run(self) -> None:
        """Follow until cancelled."""
        drawing = asyncio.create_task(self._draw())
        try:
            stamps = self._reading.files.stamps()
            await self._show(self._reading)
            while True:
                await self._changed(self._reading.files, stamps)
                reading, stamps = await self._look()
                await self._show(reading)
        finally:
            drawing.cancel()

    async def _look(self) -> tuple[Reading, Stamps]:
        """The files as they are once nobody is writing them."""
        files = self._reading.files
        for left in reversed(range(_TRIES)):
            before = await self._quiet(files)
            begun = time.time_ns() - _COARSE
            reading = await in_thread(self._safely_read)
            files = reading.files
            stamps = files.stamps()
            if not left:
                break
            if files.changed_since(begun, before):
                continue
            if not self._doubtful(reading):
                break
            await self._pause(_DOUBT)
            if files.stamps() == stamps:
                break
        return reading, stamps

    async def _quiet(self, files: Files) -> Stamps:
        """The stamps of files that have not changed for a moment."""
        stamps = files.stamps()
        for _ in range(_TRIES):
            await self._pause(_QUIET)
            before, stamps = stamps, files.stamps()
            if stamps == before:
                break
        return stamps

    def _safely_read(self) -> Reading:
        try:
            return self._read()
        except Exception as error:  # the server goes on, and the page says what to report
            return Reading(self._reading.files, problem=bug(error))

    def _doubtful(self, reading: Reading) -> bool:
        """Whether this looks like a file in the middle of being written."""
        return reading.parts is None or (not reading.parts.outline and bool(self._board.view.parts.outline))

    async def _show(self, reading: Reading) -> None:
        """Show a reading: with its diagram if that comes soon, else at once with the one there was."""
        self._reading = reading
        if reading.parts is None:
            self._board.tell(reading.problem)
            return
        self._drawn.clear()
        self._wanted.set()
        try:
            await asyncio.wait_for(self._drawn.wait(), self._soon)
        except TimeoutError:
            self._board.show(_view(reading, _as_drawn(reading.parts, self._board.view.parts), drawing=True))

    async def _draw(self) -> None:
        """Draw the newest reading, again and again; an older one's diagram is dropped."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            reading = self._reading
            if reading.parts is None:
                continue
            parts, problem = await in_thread(partial(_drawn, reading, self._board.view.parts))
            if reading is self._reading:
                self._board.show(_view(reading, parts, problem=problem))
                self._drawn.set()


def _view(reading: Reading, parts: Parts, *, drawing: bool = False, problem: str = "") -> View:
    return View(parts, reading.theme, tuple(reading.errors), problem or reading.problem, drawing)


def _as_drawn(parts: Parts, earlier: Parts) -> Parts:
    """New parts with the diagram that there was."""
    return replace(parts, svg=earlier.svg, legend=earlier.legend)


def _drawn(reading: Reading, earlier: Parts) -> tuple[Parts, str]:
    """The parts with their diagram, or with the earlier one and why there is no other."""
    assert reading.parts is not None
    if reading.draw is None:
        return reading.parts, ""
    try:
        return reading.draw(reading.parts), ""
    except RenderError as error:
        return _as_drawn(reading.parts, earlier), f"The diagram is an older one: {error}"
    except Exception as error:  # the server goes on, and the page says what to report
        return _as_drawn(reading.parts, earlier), bug(error)


def bug(error: Exception) -> str:
    """What is told of an error that is none of the user's."""
    return f"Internal error: {type(error).__name__}: {error}. This is a bug in argmap; please report it."


async def in_thread(work: Callable[[], T]) -> T:
    """The result of work done in a thread that does not keep the process from ending."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:
            error = raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True).start()
    return await future
