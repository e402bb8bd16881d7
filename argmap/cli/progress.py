"""A bar on standard error that shows how far a long run is; nothing where no one looks, or it is short."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

#: After how many seconds the bar appears, and how often it moves.
_PATIENCE = 1.0
_PAUSE = 0.1


class Progress:
    """Counts files that are done. The bar goes away before anything is told, and comes back after it."""

    def __init__(
        self,
        total: int,
        console: Callable[[], Console] | None = None,
        clock: Callable[[], float] = time.monotonic,
        doing: str = "Checking",
    ) -> None:
        self._doing = doing
        self._total = total
        self._done = 0
        self._console = console or _on_stderr
        self._clock = clock
        self._next = clock() + _PATIENCE
        self._bar: Bar | None = None

    def done_with_one(self, *, will_be_told: bool) -> None:
        """Count a file; `will_be_told` where its findings are written next."""
        self._done += 1
        if will_be_told or self._done == self._total:
            self.hide()
        elif self._clock() >= self._next:
            self._show()

    def hide(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _show(self) -> None:
        self._next = self._clock() + _PAUSE
        if self._bar is None:
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
            from rich.progress import Progress as Bar

            # no thread of its own: processes are forked, and text goes to the same terminal
            self._bar = Bar(
                TextColumn(self._doing),
                BarColumn(),
                MofNCompleteColumn(),
                console=self._console(),
                transient=True,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bar.add_task("", total=self._total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._done)
        self._bar.refresh()


def _on_stderr() -> Console:
    from rich.console import Console

    return Console(file=sys.stderr)
