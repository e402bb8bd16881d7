"""Another name for what a map calls by one: edits for every file, and the proof that nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from argmap.diagnostics import Diagnostic, Edit
from argmap.editing.edits import Changes, Refused
from argmap.editing.occurrences import Index, Kind, Occurrence, Thing, home_of, occurrences
from argmap.model.load import Loaded, Loader
from argmap.model.map import Link, Map
from argmap.source import Source
from argmap.suggest import nearest
from argmap.syntax.headers import checked_id, is_tag
from argmap.syntax.parser import parse
from argmap.syntax.text import nfc
from argmap.syntax.tree import Document, Stray, Word, Written

#: What can be renamed; anchors stand in other documents, schemes in settings.
KINDS: tuple[Kind, ...] = ("node", "speaker", "source", "section", "import", "tag")
#: Tags that mean something to argmap.
_RESERVED_TAGS = frozenset({"implicit", "decided"})


def called(loaded: Loaded, index: Index, name: str, kind: Kind | None = None) -> Thing:
    """What a person calls by a name in a map's main file: `west-first`, `thread/west-first`, `@op`, `#tag`.

    Raises `Refused` where the name means nothing, or means several things and `kind` doesn't say which.
    """
    marked: dict[str, Kind] = {"@": "speaker", "#": "tag"}
    if name[:1] in marked and kind in (None, marked[name[:1]]):
        kind, name = marked[name[0]], name[1:]
    name = nfc(name)
    main = loaded.units[0]
    first, slash, local = name.partition("/")
    unit = main
    if slash:
        other = main.imports.get(first)
        if other is None:
            near = nearest(first, main.imports)
            raise Refused(
                f"{main.source.name} imports nothing under the name `{first}`."
                + (f" Did you mean `{near}`?" if near else "")
            )
        unit, name = other, local
    kinds = KINDS if kind is None else (kind,)
    here = home_of(unit.source)
    things = [thing for thing in index.things() if thing.kind in kinds and thing.home in (here, None)]
    found = [thing for thing in things if thing.name == name]
    if len(found) == 1:
        return found[0]
    if not found:
        near = nearest(name, [thing.name for thing in things])
        if near is not None:
            near = f"{first}/{near}" if slash else near
        shown = f"{first}/{name}" if slash else name
        what = f"no {kind}" if kind is not None else "nothing"
        raise Refused(
            f"{what} is called `{shown}` in {main.source.name}."
            + (f" Did you mean `{near}`?" if near is not None else "")
        )
    several = [thing.kind for thing in found]
    raise Refused(
        f"`{name}` is the name of {' and of '.join(_with_article(one) for one in several)}. "
        f"Say which: --kind {'|'.join(several)}"
    )


def _with_article(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def new_name(old: str, new: str) -> str:
    """The bare new name, where a person wrote it in the form of the old one: `@op`, `thread/west-first`."""
    if old[:1] in ("@", "#") and new.startswith(old[0]):
        old, new = old[1:], new[1:]
    first, slash, _ = old.partition("/")
    return new.removeprefix(f"{first}/") if slash else new


def rename(maps: Sequence[Loaded], thing: Thing, new: str, loader: Loader) -> list[Changes]:
    """The edits, file by file, that give a thing another name in all the files of some maps.

    `loader` is what the maps were read with: the new texts are read by a loader over it, and are found to be
    the same maps. Raises `Refused` for a name that is none or is taken, where the thing isn't the only
    one of its name, where a line that couldn't be read may name it, and where the proof fails.
    """
    new = nfc(new)
    _check_name(thing, new)
    indexes = [Index(loaded) for loaded in maps]
    changes: dict[Path | None, Changes] = {}
    for loaded, index in zip(maps, indexes, strict=True):
        _check_free(index, thing, new)
        for unit, document in zip(loaded.units, loaded.documents, strict=True):
            _check_read(document, thing)
            path = home_of(unit.source)
            here = [one.span for one in index.by_source[unit.source] if one.thing == thing]
            if here and path not in changes:
                changes[path] = Changes(unit.source, [Edit(span, new) for span in here])
    texts = {path: change.text() for path, change in changes.items()}
    over = loader.over({path: text for path, text in texts.items() if path is not None})
    for loaded in maps:
        _prove(loaded, texts, changes, thing, new, over)
    return list(changes.values())


# What is refused


def _check_name(thing: Thing, new: str) -> None:
    if new == thing.name:
        raise Refused(f"`{new}` is its name already")
    if thing.kind == "tag":
        for tag in (thing.name, new):
            if tag in _RESERVED_TAGS:
                raise Refused(f"`#{tag}` means something to argmap; a tag can't be renamed from it or to it")
        if not is_tag(new):
            raise Refused(f"`#{new}` is no tag: a tag is letters, digits, `_`, and `-` between them")
        return
    said: list[Diagnostic] = []
    if not new:
        raise Refused("the new name is empty")
    if checked_id(Source("", new), Word(new, 0, len(new)), False, said.append) is None:
        raise Refused(f"{said[0].message}; {said[0].help}")


def _check_free(index: Index, thing: Thing, new: str) -> None:
    taken = index.of(Thing(thing.kind, new, thing.home))
    if taken:
        first = next((one for one in taken if one.declares), taken[0])
        what = f"`{new}` is already the name of {_with_article(thing.kind)}"
        if not first.declares and thing.kind != "tag":
            what = f"`{new}` is already meant to be {_with_article(thing.kind)}"
        raise Refused(f"{_place(first)}: {what}")
    stated = index.declarations(thing)
    if len(stated) > 1:
        raise Refused(
            f"{_place(stated[1])}: `{thing.name}` is declared twice, first in line {stated[0].span.line}; "
            "which one is meant can't be told"
        )


def _check_read(document: Document, thing: Thing) -> None:
    """Refuse where a line that couldn't be read holds the name: what it means there can't be told."""
    text = document.source.text
    word = re.compile(rf"(?<![\w-]){re.escape(thing.name)}(?![\w-])")
    for item in document.walk():
        if isinstance(item, Stray) and word.search(nfc(text[item.start : item.end])):
            line = document.source.position(item.start)[0]
            raise Refused(
                f"{document.source.name}:{line}: this line can't be read, and it holds `{thing.name}`; "
                "mend it first"
            )


def _place(one: Occurrence) -> str:
    return f"{one.span.source.name}:{one.span.line}:{one.span.column}"


# The proof


def _prove(
    loaded: Loaded,
    texts: Mapping[Path | None, str],
    changes: Mapping[Path | None, Changes],
    thing: Thing,
    new: str,
    over: Loader,
) -> None:
    """Read a map's new texts and hold them against the old: the same lines, names, errors, nodes, links."""
    main = loaded.units[0]
    old = main.source
    path = home_of(old)
    source = Source(old.name, texts.get(path, old.text), old.path)
    again = over.whole(source, *parse(source), folder=main.folder)
    if len(again.units) != len(loaded.units):
        raise Refused(f"{old.name}: with the new name it would import other files")
    for number, unit in enumerate(loaded.units):
        there = again.units[number]
        change = changes.get(home_of(unit.source)) or Changes(unit.source, ())
        before, after = loaded.documents[number], again.documents[number]
        _same(unit.source, _lines(before, change), _lines(after, None))
        _same(
            unit.source,
            ((one.span.start, _renamed(one, change, thing, new)) for one in occurrences(unit, before)),
            ((one.span.start, _renamed(one, None, thing, new)) for one in occurrences(there, after)),
        )
        _same(unit.source, _errors(unit.diagnostics, change), _errors(there.diagnostics, None))
    if _shape(loaded.map) != _shape(again.map):
        raise Refused(f"{old.name}: with the new name it would be another map")


Told = Iterator[tuple[int, Any]]


def _same(source: Source, old: Told, new: Told) -> None:
    """Refuse where two tellings of a text differ; each piece comes with where it stands."""
    before, after = list(old), list(new)
    if [said for _, said in before] == [said for _, said in after]:
        return
    pairs = zip(before, after, strict=False)
    at = next((place for (place, said), (_, other) in pairs if said != other), len(source.text))
    line = source.position(at)[0]
    raise Refused(f"{source.name}:{line}: with the new name this line would be read as something else")


def _lines(document: Document, change: Changes | None) -> Told:
    """Every line: what it is, where it will stand, and how much hangs on it."""
    moved = change.moved if change is not None else _stays
    for item in document.walk():
        pieces = [(moved(a), moved(b)) for a, b in item.pieces] if isinstance(item, Written) else ()
        form = getattr(item, "form", None)
        yield item.start, (item.type, form, moved(item.start), item.column, pieces, len(item.block))


def _renamed(one: Occurrence, change: Changes | None, thing: Thing, new: str) -> tuple[Any, ...]:
    """An occurrence as it will be, or (without a change) as it is."""
    if change is None:
        return (one.thing, one.span.start, one.declares)
    what = one.thing
    if what == thing:
        what = Thing(what.kind, new, what.home)
    elif what.kind == "anchor" and thing.kind == "source" and what.home == thing.home:
        name, _, anchor = what.name.partition("#")
        if name == thing.name:
            what = Thing("anchor", f"{new}#{anchor}", what.home)
    return (what, change.moved(one.span.start), one.declares)


def _errors(found: Sequence[Diagnostic], change: Changes | None) -> Told:
    moved = change.moved if change is not None else _stays
    said = [(one.span.start, (one.code, moved(one.span.start))) for one in found]
    return iter(sorted(said, key=lambda pair: (pair[1][1], pair[1][0])))


def _stays(offset: int) -> int:
    return offset


def _shape(map_: Map) -> list[Any]:
    """A map without its names: nodes and links by their places in it, in order."""
    nodes = {id_: number for number, id_ in enumerate(map_.nodes)}
    speakers = {id_: number for number, id_ in enumerate(map_.speakers)}
    links = {id(link): number for number, link in enumerate(map_.links.values())}
    shape: list[Any] = [
        (node.kind, node.named, node.top, [speakers.get(one) for one in node.speakers])
        for node in map_.nodes.values()
    ]
    for link in map_.links.values():
        target = links[id(link.target)] if isinstance(link.target, Link) else nodes[link.target.id]
        origin = [nodes[node.id] for node in link.origin]
        via = nodes[link.via.id] if link.via is not None else None
        by = [speakers.get(one) for one in link.speakers]
        shape.append((link.kind, origin, isinstance(link.target, Link), target, via, by, link.reference))
    return shape
