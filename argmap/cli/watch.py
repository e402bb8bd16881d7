"""`argmap check --watch`: check again whenever something changes that a result rests on."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.files import SUFFIX, find_maps
from argmap.cli.problems import Problem, complain, tell
from argmap.cli.running import Run

if TYPE_CHECKING:
    from argmap.cli.running import Plan

_SETTINGS = ("argmap.toml", "pyproject.toml")
#: Clears a terminal and goes to its upper left corner.
_CLEAR = "\x1b[2J\x1b[H"
#: After how many milliseconds it is looked whether something changed before watching began.
_SOON = 500
#: How far behind the time of a file may be, in nanoseconds.
_COARSE = 20_000_000


def keep_checking(plan: Plan) -> int:
    """Check, and again after each change. Ends by Ctrl-C only."""
    try:
        import watchfiles
    except ImportError:
        raise Problem("--watch needs the package watchfiles: pip install 'argmap[watch]'") from None
    changes: Iterator[set[tuple[watchfiles.Change, str]]] | None = None
    watched = Watched([], ())
    reads: Iterable[str] = ()
    while True:
        begun, before = time.time_ns() - _COARSE, watched.stamps()
        run = Run(plan)
        _check(run)
        reads = (*run.names, *run.reads) if run.names else reads  # a run without names came to nothing
        folders = watched.folders
        watched = Watched(plan.maps, reads)
        if changes is None or watched.folders != folders:
            changes = watchfiles.watch(
                *sorted(watched.folders),
                recursive=False,
                yield_on_timeout=True,
                rust_timeout=_SOON,
                ignore_permission_denied=True,
            )
            if watched.concern(next(changes)) or watched.changed_since(begun, before):
                continue
            if (run.names and _maps(plan) != run.names) or Watched(
                plan.maps, reads
            ).folders != watched.folders:
                continue  # what came or went before it was watched
        next(changed for changed in changes if watched.concern(changed))


def _check(run: Run) -> None:
    """One run; its beginning and end are told on standard error, where nothing takes them for findings."""
    if sys.stdout.isatty():
        tell([_CLEAR])
    _tell("Checking.")
    try:
        run.go()
    except Problem as problem:
        complain(str(problem))
    number = len({*map(os.path.realpath, (*run.names, *run.reads))})
    files = "1 file" if number == 1 else f"{number:,} files"
    _tell(f"Checked at {time.strftime('%H:%M:%S')}. Watching {files}; Ctrl-C ends.")
    gc.collect()


def _tell(words: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def _maps(plan: Plan) -> list[str]:
    """The maps there are now."""
    found: list[str] = []
    with suppress(Problem):
        found.extend(find_maps(plan.maps))
    return found


class Watched:
    """What a run rests on: the maps, the files they name, settings that are there or may come to be.

    `folders` are those whose entries are watched; only `files`, and maps in the folders that the
    command line names, are of interest in them.
    """

    def __init__(self, maps: Iterable[str], reads: Iterable[str]) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self._trees: tuple[str, ...] = ()
        trees = []
        for name in maps:
            if Path(name).is_dir():
                trees.append(os.path.realpath(name))
                self._tree(trees[-1])
            else:
                self._file(name)
        self._trees = tuple(tree.rstrip(os.sep) + os.sep for tree in trees)
        for name in reads:
            self._file(name)
        for folder in list(self.folders):
            self._settings(folder)

    def concern(self, changes: Iterable[tuple[object, str]]) -> bool:
        """Whether one of these changes asks for another run."""
        return any(self._concerns(path) for _, path in changes)

    def _concerns(self, path: str) -> bool:
        if path in self.files:
            return True
        if not path.startswith(self._trees):
            return False
        return path.endswith(SUFFIX) or path in self.folders or Path(path).is_dir()

    def stamps(self) -> dict[str, tuple[int, ...]]:
        """What tells whether the files have changed; nothing for one that isn't there."""
        found: dict[str, tuple[int, ...]] = dict.fromkeys(self.files, ())
        for file in self.files:
            with suppress(OSError):
                stat = os.stat(file)  # noqa: PTH116
                found[file] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found

    def changed_since(self, begun: int, before: dict[str, tuple[int, ...]]) -> bool:
        """Whether a file isn't as it was, or, where nobody knows how it was, is younger than that time."""
        return any(
            now != before[file] if file in before else bool(now) and now[0] >= begun
            for file, now in self.stamps().items()
        )

    def _file(self, name: str) -> None:
        """A file as it is named and the one it leads to; where a folder is missing, that folder too."""
        for path in {os.path.abspath(name), os.path.realpath(name)}:  # noqa: PTH100
            place = Path(path)
            self.files.add(path)
            while not place.parent.is_dir():
                place = place.parent
                self.files.add(str(place))
            self.folders.add(str(place.parent))

    def _tree(self, folder: str) -> None:
        for place, below, _ in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            self.folders.add(place)

    def _settings(self, folder: str) -> None:
        """The settings files from a folder upwards, to the first that is there."""
        for place in (Path(folder), *Path(folder).parents):
            self.folders.add(str(place))
            self.files.update(str(place / name) for name in _SETTINGS)
            if any((place / name).exists() for name in (*_SETTINGS, ".git")):
                return
