"""Files to maps: reading, imports, and what may be read at all.

A file reached twice is one map. Nothing outside the project folder is read: the nearest folder upwards
from the main file that holds an `argmap.toml`, `pyproject.toml` or `.git`, else the main file's own.
"""

from __future__ import annotations

import gc
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from argmap.diagnostics import Diagnostic
from argmap.model.linking import link_unit
from argmap.model.map import Map, SourceDoc
from argmap.model.project import project_folder
from argmap.model.unit import Unit
from argmap.source import Source, Span
from argmap.suggest import did_you_mean
from argmap.syntax.parser import parse
from argmap.syntax.tree import Document


class ReadError(Exception):
    """A file that can't be read as a map's text; the message is for the user and names the file."""


def read_source(path: Path, name: str | None = None) -> Source:
    """The text of a file; `ReadError` where there is none, or where it is no UTF-8 text."""
    shown = name or str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{shown}: no such file") from None
    except IsADirectoryError:
        raise ReadError(f"{shown}: is a folder") from None
    except OSError as error:
        raise ReadError(f"{shown}: can't be read: {error.strerror or error}") from None
    return Source(shown, decode(data, shown), path)


def read_imported(path: Path, name: str | None = None) -> Source:
    """As `read_source`, for a file that a map names: a pipe or a device, which may never end, is refused."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return read_source(path, name)  # which says why not
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise ReadError(f"{name or path}: is no regular file")
    return read_source(path, name)


def decode(data: bytes, shown: str) -> str:
    """UTF-8 bytes as text; `ReadError` for anything else."""
    if b"\x00" in data[:8192]:
        raise ReadError(f"{shown}: is a binary file, not a map")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"{shown}: is not UTF-8 text (line {line})") from None


#: What gives the text of a file, known to people by a name; raises `ReadError`.
Reader = Callable[[Path, str | None], Source]


@dataclass(slots=True, eq=False)
class Loaded:
    """A map with all that was read for it: its units (the main file's first), and the tree of each."""

    map: Map
    diagnostics: list[Diagnostic]
    units: list[Unit]
    documents: list[Document]

    @property
    def document(self) -> Document:
        """The main file's tree."""
        return self.documents[0]


class Loader:
    """Reads maps. One loader keeps the trees it parsed, so that many maps may import the same file.

    `root` bounds what may be read instead of the project folder; with `anywhere` nothing is bounded.
    `reader` gives the texts of imported files, where they aren't to be read from the disk.
    """

    def __init__(
        self, root: Path | None = None, anywhere: bool = False, reader: Reader = read_imported
    ) -> None:
        self.root = root.resolve() if root is not None else None
        self.anywhere = anywhere
        self._reader = reader
        self._parsed: dict[Path, tuple[Source, Document, list[Diagnostic]]] = {}

    def imported(self) -> dict[Path, Source]:
        """The imported files that have been read so far, as they were read."""
        return {path: parsed[0] for path, parsed in self._parsed.items()}

    def over(self, texts: Mapping[Path, str]) -> Loader:
        """A loader like this one, to which some files (by resolved path) hold the texts given."""

        def read(path: Path, name: str | None) -> Source:
            text = texts.get(path)
            return self._reader(path, name) if text is None else Source(name or str(path), text, path)

        return Loader(self.root, self.anywhere, read)

    def forget(self, path: Path) -> None:
        """Read a file (its resolved path) anew when it is imported again."""
        self._parsed.pop(path, None)

    def path(self, path: Path, name: str | None = None) -> tuple[Map, list[Diagnostic]]:
        """The map of a file with all it imports, and what is wrong with that file.

        Raises `ReadError` where the file itself can't be read; anything else is a diagnostic.
        """
        source = read_source(path, name)
        return self._load(source, path.resolve())

    def text(
        self, text: str, name: str = "<string>", folder: Path | None = None, path: Path | None = None
    ) -> tuple[Map, list[Diagnostic]]:
        """The map of a text; its imports and sources are looked up from `folder`, if there is one.

        With a `path` it is read as what that file shall hold.
        """
        source = Source(name, text, path)
        if path is not None:
            return self._load(source, path.resolve())
        return self._load(source, None, folder.resolve() if folder is not None else None)

    def whole(
        self, source: Source, document: Document, said: list[Diagnostic], folder: Path | None = None
    ) -> Loaded:
        """The map of a text that has been parsed already, with all that was read for it.

        `said` is what parsing reported; `folder` is where imports are looked up from if the source has
        no path.
        """
        path = source.path.resolve() if source.path is not None else None
        loading = _Loading(self, source, path, folder.resolve() if folder is not None else None)
        with _no_collector():
            map_, diagnostics = loading.run((document, said))
        _, *others = loading.units
        documents = [document, *(self._parsed[other][1] for other in others if other is not None)]
        return Loaded(map_, diagnostics, list(loading.units.values()), documents)

    def _load(
        self, source: Source, path: Path | None, folder: Path | None = None
    ) -> tuple[Map, list[Diagnostic]]:
        with _no_collector():
            return _Loading(self, source, path, folder).run()

    def parsed(self, path: Path, name: str) -> tuple[Source, Document, list[Diagnostic]]:
        """The tree of an imported file, parsed once."""
        known = self._parsed.get(path)
        if known is None:
            source = self._reader(path, name)
            known = self._parsed[path] = (source, *parse(source))
        return known


@contextmanager
def _no_collector() -> Iterator[None]:
    """Switch the collector off, as `syntax.parser` does: nothing here is garbage before the end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Loading:
    """One map being loaded."""

    def __init__(self, loader: Loader, source: Source, path: Path | None, folder: Path | None) -> None:
        self.loader = loader
        self.map = Map(source, "")
        self.path = path
        folder = path.parent if path is not None else folder
        self.folder = folder
        self.root = loader.root or (project_folder(folder) if folder is not None else None)
        #: The units by their file; the main text stands first, under None where it has no file.
        self.units: dict[Path | None, Unit] = {}
        self.edges: list[tuple[Unit, str, Unit, Span]] = []

    def run(self, parsed: tuple[Document, list[Diagnostic]] | None = None) -> tuple[Map, list[Diagnostic]]:
        document, diagnostics = parsed or parse(self.map.source)
        main = Unit(self.map.source, self.folder, "", self.map, list(diagnostics))
        self.units[self.path] = main
        main.read(document)
        del document  # unless somebody else holds it
        waiting = deque([main])
        while waiting:  # breadth first, so that a file's prefix is the shortest way to it
            unit = waiting.popleft()
            for item, name in unit.import_items:
                waiting.extend(self._import(unit, item.text, name, self.map.imports[unit.prefix + name].span))
        self._report_cycles()
        for unit in self.units.values():
            self._sources(unit)
            self._mapped(unit)
        # what is imported is linked first: the main file may hang more on it
        for unit in reversed(self.units.values()):
            link_unit(unit)
        self._report_imported(main)
        return self._finish(main)

    def _import(self, unit: Unit, text: str, name: str, span: Span) -> list[Unit]:
        """Follow one import line; returns the unit if it is new."""
        unit.imports[name] = None
        path = self._allowed(unit, text, span)
        if path is None:
            return []
        known = self.units.get(path)
        if known is not None:
            unit.imports[name] = known
            self.edges.append((unit, name, known, span))
            self.map.imports[unit.prefix + name] = replace(
                self.map.imports[unit.prefix + name], prefix=known.prefix
            )
            return []
        try:
            shown = os.path.normpath(Path(unit.source.name).parent / text)
            source, document, diagnostics = self.loader.parsed(path, shown)
        except ReadError as error:
            message = str(error)
            unit.report(
                "E401" if "no such file" in message else "E405",
                span.start,
                span.end,
                message,
                "an import's path is relative to the file that names it",
            )
            return []
        new = Unit(source, path.parent, f"{unit.prefix}{name}/", self.map, list(diagnostics))
        self.units[path] = new
        unit.imports[name] = new
        self.edges.append((unit, name, new, span))
        new.read(document)
        return [new]

    def _allowed(self, unit: Unit, text: str, span: Span) -> Path | None:
        """The file a path names, or None where it may not or can't be read (reported)."""
        if not text:
            unit.report("E401", span.start, span.end, "this import names no file", "write its path")
            return None
        if unit.folder is None:
            unit.report("E401", span.start, span.end, f"{text}: a text without a folder can't import a file")
            return None
        try:
            path = (unit.folder / text).resolve()
        except (OSError, ValueError, RuntimeError):
            unit.report("E401", span.start, span.end, f"{text}: is no path of a file")
            return None
        if self._outside(path):
            unit.report(
                "E403",
                span.start,
                span.end,
                f"`{text}` lies outside the project folder",
                self._outside_help(),
            )
            return None
        return path

    def _outside(self, path: Path) -> bool:
        return not self.loader.anywhere and self.root is not None and not path.is_relative_to(self.root)

    def _outside_help(self) -> str:
        return (
            "a map reads only files in its project folder (the nearest one upwards with an `argmap.toml`, "
            "`pyproject.toml` or `.git`, else its own); `--allow-outside` lifts this"
        )

    def _report_cycles(self) -> None:
        """An import from which the importing file can be reached again is an error."""
        below: dict[int, list[Unit]] = {}
        for unit, _, target, _ in self.edges:
            below.setdefault(id(unit), []).append(target)
        for unit, name, target, span in self.edges:
            seen: set[int] = set()
            stack = [target]
            while stack:
                reached = stack.pop()
                if id(reached) in seen:
                    continue
                seen.add(id(reached))
                stack.extend(below.get(id(reached), ()))
            if id(unit) in seen:
                what = "imports itself" if target is unit else f"leads back through `{name}`"
                unit.report(
                    "E402",
                    span.start,
                    span.end,
                    f"this import goes in a circle: it {what}",
                    "let one map import the other, or a third import both",
                )

    def _report_imported(self, main: Unit) -> None:
        """Tell at the import line that an imported file has errors of its own."""
        for unit, name, target, span in self.edges:
            if unit is not main or target is main:
                continue
            errors = sum(1 for d in target.diagnostics if d.code[0] == "E")
            if errors:
                many = "an error" if errors == 1 else f"{errors} errors"
                main.report(
                    "E406",
                    span.start,
                    span.end,
                    f"the imported map `{name}` has {many}",
                    f"run `argmap check` on {target.source.name}",
                )

    def _sources(self, unit: Unit) -> None:
        """Resolve the files that sources name."""
        for local, source in list(unit.sources.items()):
            file, original = (self._source_file(unit, source, key) for key in ("file", "original"))
            if file is not None or original is not None:
                new = replace(source, file=file, original=original)
                unit.sources[local] = self.map.sources[source.id] = new

    def _source_file(self, unit: Unit, source: SourceDoc, key: str) -> Path | None:
        text = source.properties.get(key)
        if text is None or unit.folder is None:
            return None
        try:
            path = (unit.folder / str(text)).resolve()
        except (OSError, ValueError, RuntimeError):
            path = None
        if path is None or self._outside(path):
            what = "is no path of a file" if path is None else "lies outside the project folder"
            unit.report(
                "E403", source.span.start, source.span.end, f"{key} `{text}` {what}", self._outside_help()
            )
            return None
        return path

    def _mapped(self, unit: Unit) -> None:
        """Resolve the sources that `of:` names."""
        names = unit.map_properties.get("of")
        if not names:
            return
        for word in unit.words(unit.naming["", "of"], names):
            if word.text in unit.sources:
                self.map.mapped |= {unit.prefix + word.text}
                continue
            unit.report(
                "E306",
                word.start,
                word.end,
                f"the source `{word.text}` is not declared.{did_you_mean(word.text, unit.sources)}",
                f"declare it at top level: `source {word.text}: DESCRIPTION`",
            )

    def _finish(self, main: Unit) -> tuple[Map, list[Diagnostic]]:
        map_ = self.map
        map_.title = main.title or ""
        map_.properties = main.map_properties
        return map_, sorted(main.diagnostics, key=lambda d: (d.span.start, d.code))
