"""Many files: checked in parallel processes where that pays, told in their order, with a bar to watch."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.cli.checking import Checker, Outcome, Way
from argmap.cli.files import STDIN
from argmap.cli.problems import Problem, raise_all

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from argmap.choice import Choice
    from argmap.cli.choosing import Chooser
    from argmap.cli.progress import Progress

#: What a file costs beside its text, in characters of text; and how much text is worth starting processes.
_A_FILE = 4_000
_WORTH = 400_000
#: Into how many pieces the work of one process is cut, so that none ends long before the others.
_PIECES = 32


class Task(NamedTuple):
    """A file to be checked, and how."""

    name: str
    choice: Choice


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def tasks_of(names: Sequence[str], chooser: Chooser) -> list[Task]:
    """Each file with what holds for it. Where settings are wrong, each trouble is told, nothing done."""
    tasks: list[Task] = []
    troubles: dict[str, Problem] = {}
    for name in names:
        try:
            tasks.append(Task(name, chooser.choice(name)))
        except Problem as problem:
            troubles.setdefault(str(problem), problem)
    raise_all([*troubles.values()])
    return tasks


def check_all(
    tasks: Sequence[Task],
    checker: Checker,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    telling: bool = True,
) -> Iterator[Outcome]:
    """What becomes of each file, in order; `jobs` is how many processes may work on it.

    `telling` is whether findings are written as they come, so that the bar must make way.
    """
    outcomes = _in_parallel(tasks, checker, jobs) if jobs > 1 and len(tasks) > 1 else _in_turn(tasks, checker)
    for outcome in outcomes:
        if progress is not None:
            checked = outcome.checked
            told = checked.problem is not None or (telling and bool(checked.findings))
            progress.done_with_one(will_be_told=told)
        yield outcome
    checker.tidy()


def _in_turn(tasks: Sequence[Task], checker: Checker) -> Iterator[Outcome]:
    for task in tasks:
        yield checker.check(*task)


def _in_parallel(files: Sequence[Task], checker: Checker, jobs: int) -> Iterator[Outcome]:
    """What is known is known; for the rest processes are started, if there is enough of it."""
    tasks = [checker.known(*task) or task for task in files]
    waiting = [task for task in tasks if isinstance(task, Task) and task.name != STDIN]
    weights = [_A_FILE + _size(task.name) for task in waiting]
    if len(waiting) < 2 or sum(weights) < _WORTH:
        for task in tasks:
            yield task if isinstance(task, Outcome) else checker.check_anew(*task)
        return
    with _pool(min(jobs, len(waiting)), checker.way) as pool:
        try:
            pieces = _pieces(waiting, weights, sum(weights) / (jobs * _PIECES))
            results = _results([(piece, _submitted(pool, piece)) for piece in pieces], checker)
            for task in tasks:
                if isinstance(task, Outcome):
                    yield task
                else:
                    yield checker.check_anew(*task) if task.name == STDIN else next(results)
        finally:
            pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, piece: list[Task]) -> Future[list[Outcome]] | None:
    """The promise of a piece's outcomes; None where the processes have come to an end."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_work, piece)
    except BrokenProcessPool:
        return None


def _results(
    futures: list[tuple[list[Task], Future[list[Outcome]] | None]], checker: Checker
) -> Iterator[Outcome]:
    """The outcomes of all pieces, in order. What a process can't do that was ended is done here."""
    from concurrent.futures.process import BrokenProcessPool

    for piece, future in futures:
        try:
            outcomes = future.result() if future is not None else None
        except BrokenProcessPool:
            outcomes = None
        if outcomes is None:
            outcomes = [checker.check_anew(*task) for task in piece]
        yield from outcomes


def _pieces(tasks: list[Task], weights: list[int], enough: float) -> Iterator[list[Task]]:
    """The tasks in pieces of about the same weight, in order."""
    piece: list[Task] = []
    weight = 0
    for task, its in zip(tasks, weights, strict=True):
        piece.append(task)
        weight += its
        if weight >= enough:
            yield piece
            piece, weight = [], 0
    if piece:
        yield piece


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _pool(workers: int, way: Way) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked process has everything imported; but only a process without threads may be forked.
    forking = sys.platform == "linux" and threading.active_count() == 1
    if forking:
        _get_ready()
    context = multiprocessing.get_context("fork" if forking else "spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(way,))


_checker: Checker | None = None


def _get_ready() -> None:
    """Import what checking a map takes, and load the parser."""
    from argmap.model.load import Loader
    from argmap.rules.run import check

    check(*Loader().text("claim: x\n"))


def _begin(way: Way) -> None:
    """Make a worker process ready. Ctrl-C is for the process that waits for it."""
    import gc
    import signal

    global _checker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _checker = Checker(way)


def _work(piece: list[Task]) -> list[Outcome]:
    """Check some files, in a worker process."""
    assert _checker is not None
    return [_checker.check_anew(*task) for task in piece]
