"""From a name to what it means, and to all places where that is named: across imports, both ways.

What is imported is known to the map that imports it; who imports a map is asked of the open documents and
of the files in the editor's folders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from argmap.editing.edits import Changes, Refused
from argmap.editing.occurrences import Index, Occurrence, Thing, home_of, occurrences
from argmap.editing.offers import source_named, text_of
from argmap.editing.rename import KINDS, rename
from argmap.editing.spot import spot_at
from argmap.model.load import Loaded, ReadError
from argmap.session.document import Document
from argmap.session.workspace import Workspace
from argmap.source import Source, Span

#: So many files of the editor's folders are looked through, and in no folder so named.
_MOST = 2000
_NO_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
_IMPORT = re.compile(r"^import\s+[^\s:]+\s*:\s*(\S.*?)\s*$", re.M)


def whole(document: Document) -> Loaded:
    """The map with its trees, the places in them as they are now: an edit leaves those for whoever asks."""
    _ = document.tree
    return document.loaded


def thing_at(document: Document, offset: int) -> Occurrence | None:
    """What is named at an offset, or None."""
    return Index(whole(document)).at(document.source, offset)


def definition(document: Document, offset: int) -> list[Span]:
    """Where what is named at an offset is stated or declared.

    Of a passage or an import that is the place in its file.
    """
    spot = spot_at(document.tree, offset)
    if spot is not None and spot.kind == "anchor":
        found = _passage(document, spot.name)
        return [found] if found is not None else []
    if spot is not None and spot.kind == "path":
        found = _file(document, spot.name)
        return [found] if found is not None else []
    index = Index(whole(document))
    one = index.at(document.source, offset)
    if one is None:
        return []
    if one.thing.kind == "import" and one.declares:
        unit = document.unit.imports.get(one.thing.name)
        return [Span(unit.source, 0, 0)] if unit is not None else []
    return [each.span for each in index.declarations(one.thing)]


def references(
    document: Document, offset: int, others: Iterable[Loaded] = (), *, declarations: bool = True
) -> list[Span]:
    """All places where what is named at an offset is named, in this map and in `others`."""
    index = Index(whole(document))
    one = index.at(document.source, offset)
    if one is None:
        return []
    found: dict[tuple[object, int, int], Span] = {}
    for each in (index, *map(Index, others)):
        for place in each.of(one.thing):
            if declarations or not place.declares:
                span = place.span
                file = home_of(span.source) or span.source
                found.setdefault((file, span.start, span.end), span)
    return list(found.values())


def highlights(document: Document, offset: int) -> list[Occurrence]:
    """All places in this text where what is named at an offset is named."""
    here = occurrences(document.unit, document.tree)
    at = [one for one in here if one.span.start <= offset <= one.span.end]
    if not at:
        return []
    wanted = next((one for one in at if offset < one.span.end), at[0]).thing
    return [one for one in here if one.thing == wanted]


def renamable(document: Document, offset: int) -> Span | None:
    """The name at an offset, if it can be changed from here."""
    one = thing_at(document, offset)
    return one.span if one is not None and one.thing.kind in KINDS else None


def renamed(document: Document, offset: int, new: str, others: Iterable[Loaded] = ()) -> list[Changes]:
    """The edits that change the name at an offset wherever it stands. Raises `Refused`."""
    one = thing_at(document, offset)
    if one is None or one.thing.kind not in KINDS:
        raise Refused("there is no name here that can be changed")
    mark = {"speaker": "@", "tag": "#"}.get(one.thing.kind, "")
    maps = [whole(document), *(each for each in others if _names(each, one.thing))]
    return rename(maps, one.thing, new.strip().removeprefix(mark), document.workspace.loader)


def _names(loaded: Loaded, thing: Thing) -> bool:
    return any(home_of(unit.source) == thing.home for unit in loaded.units)


# Who imports a map


def importers(document: Document, folders: Iterable[Path] = ()) -> list[Loaded]:
    """The maps that import a document: open ones, and those below some folders that can be read."""
    path = home_of(document.source)
    if path is None:
        return []
    workspace = document.workspace
    opened = {each.path.resolve() for each in workspace.documents.values() if each.path is not None}
    found = [whole(each) for each in workspace.documents.values() if each is not document]
    found = [each for each in found if any(home_of(unit.source) == path for unit in each.units[1:])]
    wanted = {path}
    imports = {file: _imports(workspace, file) for file in maps_below(folders)}
    while True:  # also those that import it through another
        more = {file for file, named in imports.items() if named & wanted} - wanted
        if not more:
            break
        wanted |= more
    for file in sorted(wanted - opened - {path}):
        loaded = _loaded(workspace, file)
        if loaded is not None:
            found.append(loaded)
    return found


def maps_below(folders: Iterable[Path]) -> Iterator[Path]:
    """The maps in some folders, by their resolved paths; not all, where there are very many.

    Links aren't followed: what they lead to is found where it is, or isn't in these folders.
    """
    number = 0
    for folder in folders:
        for at, below, files in os.walk(folder.resolve()):
            below[:] = sorted(one for one in below if not one.startswith(".") and one not in _NO_FOLDERS)
            for name in sorted(files):
                number += 1
                if number > _MOST * 10:
                    return
                path = Path(at, name)
                if name.endswith(".argmap") and not path.is_symlink():
                    yield path


def _imports(workspace: Workspace, file: Path) -> set[Path]:
    """The files that a map's import lines name, whether or not they may be read."""
    try:
        text = workspace.loader.parsed(file, str(file))[0].text
    except ReadError:
        return set()
    found = set()
    for match in _IMPORT.finditer(text):
        try:
            found.add((file.parent / match[1]).resolve())
        except (OSError, ValueError, RuntimeError):
            continue
    return found


def _loaded(workspace: Workspace, file: Path) -> Loaded | None:
    try:
        source, tree, said = workspace.loader.parsed(file, str(file))
    except ReadError:
        return None
    return workspace.loader.whole(source, tree, [*said])


# Places in files


def _passage(document: Document, name: str) -> Span | None:
    """Where the passage `source#anchor` begins in its file."""
    one = source_named(document, name.partition("#")[0])
    passages = text_of(document, one)
    if one is None or one.file is None or passages is None:
        return None
    line = line_of(document, name)
    if line is None:
        return None
    source = Source(str(one.file), passages.text, one.file)
    start = source.starts[min(line, len(source.starts) - 1)]
    return Span(source, start, start)


def line_of(document: Document, name: str) -> int | None:
    """The line (from 0) in which the passage `source#anchor` begins, or None."""
    of, _, anchor = name.partition("#")
    passages = text_of(document, source_named(document, of))
    if passages is None:
        return None
    lines = passages.anchors.get(anchor)
    if lines is not None:
        return lines[0]
    match = re.fullmatch(r"L([1-9][0-9]*)(?:-L?[1-9][0-9]*)?", anchor)
    return int(match[1]) - 1 if match is not None and passages.passage(anchor) is not None else None


def _file(document: Document, text: str) -> Span | None:
    path = file_named(document, text)
    return Span(Source(str(path), "", path), 0, 0) if path is not None else None


def file_named(document: Document, text: str) -> Path | None:
    """The file that a path in the map names, if it is there."""
    folder = document.unit.folder
    if folder is None or not text:
        return None
    try:
        path = (folder / text).resolve()
        return path if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
