"""Many maps converted at once: in parallel, with a bar to watch, one line for each failure."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.converting import Told, Way, convert_to_file
from argmap.cli.files import SUFFIX
from argmap.cli.inputs import inputs, places
from argmap.cli.many import processors
from argmap.cli.problems import Problem, complain
from argmap.formats import known

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

#: Fewer bytes than these are not worth starting processes for.
_WORTH = 300_000
_A_FILE = 3_000
#: How many files a process is handed at once, at most.
_PIECE = 16

_Job = tuple[str, bool, str]


def convert_all(names: list[str], output: str, way: Way, jobs: int | None) -> int:
    """Convert every file that the names stand for into a folder; the exit code."""
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise Problem(f"-o {output}: is no folder, and there are several maps to write")
    unread: list[str] = []
    found = inputs(names, _suffixes(way), output, unread.append)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"-o {output}: can't be made a folder: {error.strerror or error}") from error
    for place in unread:
        complain(f"{_in_line(place)}: the folder can't be looked into")
    way = way._replace(inputs=frozenset(os.path.realpath(one.name) for one in found))
    work = [(one.name, one.found, str(folder / target)) for one, target in places(found, way.to.suffixes[0])]
    done = skipped = 0
    failed = len(unread)
    lost: dict[str, int] = {}
    from argmap.cli.progress import Progress

    progress = Progress(len(work), doing="Converting") if sys.stderr.isatty() else None
    for told in _results(work, way, jobs or processors()):
        message = _message(told)
        if progress is not None:
            progress.done_with_one(will_be_told=message is not None)
        if message is not None:
            complain(message)
        if told.skipped:
            skipped += 1
        elif told.failure is not None:
            failed += 1
        else:
            done += 1
        if told.lost is not None:
            lost[told.lost] = lost.get(told.lost, 0) + 1
    _tell_losses(lost, way)
    complain(f"{_files(done)} written to {output}" + _rest(failed, skipped))
    return 1 if failed else 0


def _suffixes(way: Way) -> frozenset[str]:
    """The suffixes of files that are looked for in folders."""
    if way.source is not None:
        return frozenset(way.source.suffixes)
    found = {suffix for one in known().values() if one.reads for suffix in one.suffixes}
    return frozenset(found - {SUFFIX} if way.to.name == "argmap" else found)


def _message(told: Told) -> str | None:
    name = _in_line(told.name)
    if told.failure is not None:
        return f"{name}: {_in_line(told.failure)}"
    if told.problems:
        first, *more = told.problems
        rest = f" (and {len(more)} more {'warning' if len(more) == 1 else 'warnings'})" if more else ""
        return f"warning: {name}: {_in_line(first)}{rest}"
    return None


def _in_line(text: str) -> str:
    """A text in one line: names of files may hold line breaks."""
    return " ".join(text.splitlines())


def _tell_losses(lost: dict[str, int], way: Way) -> None:
    """What the target could not hold: file by file where they are few, else how many there were."""
    if len(lost) == 1:
        (what, count), *_ = lost.items()
        complain(f"{way.to.name} can't hold {what}" + (f" in {_files(count)} each" if count > 1 else ""))
    elif lost:
        count = sum(lost.values())
        complain(f"{way.to.name} can't hold something of {_files(count)}; convert one of them to see what")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _rest(failed: int, skipped: int) -> str:
    parts = []
    if failed:
        parts.append(f"{failed:,} failed")
    if skipped:
        parts.append(f"{skipped:,} skipped, of no known format")
    return f"; {', '.join(parts)}" if parts else ""


def _results(work: list[_Job], way: Way, jobs: int) -> Iterator[Told]:
    """What becomes of each file, in order."""
    weight = sum(_A_FILE + _size(name) for name, _, _ in work)
    if jobs < 2 or len(work) < 2 or weight < _WORTH:
        for name, found, target in work:
            yield convert_to_file(name, found, target, way)
        return
    size = max(1, min(_PIECE, len(work) // (jobs * 4)))
    pieces = [work[i : i + size] for i in range(0, len(work), size)]
    with _pool(min(jobs, len(pieces)), way) as pool:
        from concurrent.futures.process import BrokenProcessPool

        try:
            futures = [pool.submit(_work, piece) for piece in pieces]
            for piece, future in zip(pieces, futures, strict=True):
                try:
                    yield from future.result()
                except BrokenProcessPool:  # a process was ended: its work is done here
                    for name, found, target in piece:
                        yield convert_to_file(name, found, target, way)
        finally:
            pool.shutdown(cancel_futures=True)


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _pool(workers: int, way: Way) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    forking = sys.platform == "linux" and threading.active_count() == 1
    if forking:
        from argmap.model.load import Loader

        Loader().text("claim: x\n")  # everything imported before, once
    context = multiprocessing.get_context("fork" if forking else "spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(way,))


_way: Way | None = None


def _begin(way: Way) -> None:
    """Make a worker process ready. Ctrl-C is for the process that waits for it."""
    global _way
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.enable()
    _way = way


def _work(piece: list[_Job]) -> list[Told]:
    assert _way is not None
    return [convert_to_file(name, found, target, _way) for name, found, target in piece]
