"""One map after the other is read and checked, or found among what is kept of earlier runs."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.cli.files import STDIN
from argmap.cli.problems import Problem
from argmap.report import Checked

if TYPE_CHECKING:
    from argmap.choice import Choice
    from argmap.cli.fixing import Fixer
    from argmap.cli.kept import Kept
    from argmap.cli.reads import Read
    from argmap.diagnostics import Diagnostic
    from argmap.model.load import Loader
    from argmap.model.map import Map

#: How many nodes of maps already checked may stay in memory.
_MANY = 100_000


class Way(NamedTuple):
    """How all maps of a run are checked: for whom, what may be read, where results are kept."""

    party: str | None = None
    outside: bool = False
    cache: Path | None = None
    #: Whether to tell which other files a map was made from, where nothing is kept.
    tell_reads: bool = False


class Outcome(NamedTuple):
    """What became of one file: what was found, who speaks in it, which other files it was made from."""

    checked: Checked
    parties: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    fixed: int = 0


class Checker:
    """Checks maps in one way. What a worker process has, too."""

    def __init__(self, way: Way, fixer: Fixer | None = None) -> None:
        self.way = way
        self._fixer = fixer
        self._kept: Kept | None = None
        if way.cache is not None and fixer is None:
            from argmap.cli.kept import Kept

            self._kept = Kept(way.cache, way.party, way.outside)
        self._loader: Loader | None = None
        self._held = 0
        self._roots: dict[str, str] = {}

    def check(self, name: str, choice: Choice) -> Outcome:
        """Check one file, unless an earlier run did and nothing has changed."""
        return self.known(name, choice) or self.check_anew(name, choice)

    def known(self, name: str, choice: Choice) -> Outcome | None:
        """What an earlier run found, if it is kept and nothing has changed."""
        if self._kept is None or name == STDIN:
            return None
        data = _bytes(name)
        found = self._kept.find(name, data, choice, self._root(name)) if data is not None else None
        if found is None:
            return None
        findings, parties, reads = found
        return _outcome(name, choice, findings, tuple(parties), tuple(reads))

    def check_anew(self, name: str, choice: Choice) -> Outcome:
        """Check one file, and keep what is found."""
        from argmap.model.load import Loader

        if self._held > _MANY:
            gc.collect()  # earlier maps, whose nodes hold each other
            self._held = 0
        self._loader = self._loader or Loader(anywhere=self.way.outside)
        try:
            if self._fixer is not None:
                return self._fix(name, choice, self._fixer)
            return self._check(name, choice, self._loader)
        except Problem as problem:
            return Outcome(Checked(name, problem=str(problem)))

    def forget(self) -> None:
        """Look at all files anew from now on."""
        self._loader = None
        self._roots.clear()
        gc.collect()

    def tidy(self) -> None:
        if self._kept is not None:
            self._kept.tidy()

    def _check(self, name: str, choice: Choice, loader: Loader) -> Outcome:
        from argmap.cli.files import SUFFIX, read_map

        if name != STDIN and not name.endswith(SUFFIX):
            from argmap.cli.foreign import refuse_foreign

            refuse_foreign(name)
        map_, said = read_map(name, loader)
        parties = _parties(map_)
        root = self._root(name)
        read: list[Read] = []
        if (self._kept is not None or self.way.tell_reads) and name != STDIN:
            from argmap.cli.reads import reads

            read = reads(map_, None if self.way.outside else root, loader.imported())
        found = self._find(map_, said, choice)
        if self._kept is not None and name != STDIN:
            data = map_.source.text.encode("utf-8")
            self._kept.keep(name, data, choice, root, found, [*parties], read)
        return _outcome(name, choice, found, parties, tuple(one.path for one in read))

    def _find(self, map_: Map, said: list[Diagnostic], choice: Choice) -> list[Diagnostic]:
        from argmap.rules.run import check as run_rules

        self._held += len(map_.nodes)
        return run_rules(map_, said, for_party=self.way.party, **choice.running)

    def _fix(self, name: str, choice: Choice, fixer: Fixer) -> Outcome:
        assert self._loader is not None
        before = fixer.fixed
        parties: tuple[str, ...] = ()

        def find(map_: Map, said: list[Diagnostic]) -> list[Diagnostic]:
            nonlocal parties
            parties = _parties(map_)
            return choice.without_exempt(self._find(map_, said, choice))

        found = fixer.fix(name, self._loader, find)
        if fixer.fixed > before:
            self._loader = None  # it may know the old text
        return _outcome(name, choice, found, parties)._replace(fixed=fixer.fixed - before)

    def _root(self, name: str) -> str:
        """The folder that bounds what a map may read."""
        from argmap.model.project import project_folder

        folder = os.path.dirname(os.path.realpath(name))  # noqa: PTH120
        if folder not in self._roots:
            self._roots[folder] = str(project_folder(Path(folder)))
        return self._roots[folder]


def _outcome(
    name: str,
    choice: Choice,
    found: list[Diagnostic],
    parties: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
) -> Outcome:
    return Outcome(Checked(name, choice.without_exempt(found), choice.failing), parties, reads)


def _bytes(name: str) -> bytes | None:
    try:
        return Path(name).read_bytes()
    except OSError:
        return None


def _parties(map_: Map) -> tuple[str, ...]:
    """The speakers of a map, each with the side after it."""
    return tuple(
        dict.fromkeys(
            word for speaker in map_.speakers.values() for word in (speaker.id, speaker.side) if word
        )
    )
