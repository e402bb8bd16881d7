"""Something new put into a map: the edit that inserts its lines, and the proof that nothing else changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from argmap.diagnostics import Diagnostic, Edit
from argmap.editing.edits import Changes, Refused
from argmap.editing.occurrences import home_of
from argmap.editing.places import Place, for_declaration, last_in, step_of
from argmap.editing.wording import New, check, lines_of, told
from argmap.model.load import Loaded, Loader
from argmap.model.map import Node, Section
from argmap.model.places import fault_alone, fault_under
from argmap.model.unit import Entry, Unit
from argmap.source import Source, Span
from argmap.suggest import did_you_mean, nearest
from argmap.syntax.format import WIDTH
from argmap.syntax.parser import parse
from argmap.syntax.same import outline
from argmap.syntax.tree import BOM, Declaration, Document, Item, Statement
from argmap.syntax.words import DECLARATIONS

_NOTHING = ("BLANK", "COMMENT")
#: So many names are told of those there are.
_SHOWN = 8


class Undeclared(Refused):
    """Speakers that would have to be declared first; `names` are as the edited file calls them."""

    def __init__(self, names: Sequence[str], message: str) -> None:
        super().__init__(message)
        self.names = names


class Inserted(NamedTuple):
    """The edits to one file, where the new lines stand in its new text, and the node that was added."""

    changes: Changes
    start: int
    end: int
    node: Node | None

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last new line, from 1."""
        source = Source("", self.changes.text())
        return source.position(self.start)[0], source.position(max(self.end - 1, self.start))[0]


def insert(
    loaded: Loaded,
    new: New,
    loader: Loader,
    *,
    under: Node | None = None,
    section: Section | None = None,
    declare: Iterable[tuple[str, str]] = (),
    width: int = WIDTH,
) -> Inserted:
    """Add a node last under another (in the file that states that one), in a section or at top level.

    A declaration goes to its like. `declare` holds speakers to be declared with it: ids and names. `loader`
    is what the map was read with. Raises `Refused` where the language doesn't allow it, where lines around
    the place can't be read, and where the proof fails; `Undeclared` for speakers.
    """
    check(new)
    unit, document = _file(loaded, under or section)
    parent = _line(unit, document, under, section)
    declared = [New("speaker", name, id_) for id_, name in declare]
    _check_names(unit, new, {one.id for one in declared})
    _check_place(unit, new, parent)
    edits: list[Edit] = []
    wanted: list[list[str]] = []
    for one in declared:
        places = for_declaration(document, "speaker")
        edit, lines = _edit(unit, document, one, places[0], width)
        edits.append(edit)
        wanted.append(lines)
    if new.kind in DECLARATIONS and new.kind != "section":
        places = for_declaration(document, new.kind)
    else:
        places = last_in(document, parent)
    refused: Refused | None = None
    for place in places:
        _check_readable(unit, document, place)
        edit, lines = _edit(unit, document, new, place, width)
        try:
            return _proved(loaded, unit, document, [*edits, edit], [*wanted, lines], loader)
        except Refused as error:
            refused = refused or error
    assert refused is not None
    raise refused


# Where


def _file(loaded: Loaded, what: Node | Section | None) -> tuple[Unit, Document]:
    """The file that states a node or a section; the main one for none."""
    for unit, document in zip(loaded.units, loaded.documents, strict=True):
        if what is None or what.span.source is unit.source:
            return unit, document
    raise Refused("no file of this map states it")


def _line(unit: Unit, document: Document, under: Node | None, section: Section | None) -> Item | None:
    if under is not None:
        return _entry(unit, under).item
    if section is not None:
        for item in document.walk():
            if isinstance(item, Declaration) and item.keyword.start == section.span.start:
                return item
    return None


def _entry(unit: Unit, node: Node) -> Entry:
    return next(each for each in unit.entries if each.node is node and each.item.form == "node")


def _check_place(unit: Unit, new: New, parent: Item | None) -> None:
    """Refuse what may not stand there, in the model's words."""
    if new.kind in DECLARATIONS:
        if isinstance(parent, Statement) or (parent is not None and new.kind != "section"):
            raise Refused(f"a `{new.kind}` is declared at top level, and under nothing")
        return
    form = "reference" if new.refers is not None else "node" if new.text or new.premises else "concession"
    if isinstance(parent, Statement):
        fault = fault_under(new.kind, parent)
    else:
        probe = parse(Source("", _probe(new, form)))[0].items[0]
        assert isinstance(probe, Statement)
        fault = fault_alone(probe)
    if fault is not None:
        raise Refused(f"{fault[0][0].lower()}{fault[0][1:]}; {fault[1]}")


def _probe(new: New, form: str) -> str:
    return {"node": f"{new.kind}: x", "reference": f"{new.kind} {new.refers}"}.get(form, f"{new.kind} @x")


def _check_readable(unit: Unit, document: Document, place: Place) -> None:
    """Refuse where a line that the new ones hang on, or one beside them, couldn't be read."""
    top = [item.start for item in document.items if item.start < place.offset and item.type not in _NOTHING]
    begin = top[-1] if top else 0
    for error in unit.diagnostics:
        if error.code[:2] == "E1" and begin <= error.span.start < place.offset:
            raise Refused(
                f"{unit.source.name}:{error.span.line}: {error.code} {error.message}; this has to be mended "
                "first, since the new line would stand below it"
            )


# Names


def _check_names(unit: Unit, new: New, declared: set[str | None]) -> None:
    if new.kind in DECLARATIONS:
        tables: dict[str, Iterable[str]] = {
            "speaker": unit.speakers, "source": unit.sources, "section": unit.sections, "import": unit.imports
        }  # fmt: skip
        if new.id is not None and new.id in tables[new.kind]:
            raise Refused(f"the {new.kind} `{new.id}` is declared already")
        return
    if new.id is not None and new.id in unit.named:
        first = unit.named[new.id].span
        raise Refused(f"`{new.id}` is already the id of another node ({first.source.name}:{first.line})")
    unknown = [name for name in new.speakers if name not in declared and not _speaker(unit, name)]
    if unknown:
        near = nearest(unknown[0], unit.speakers)
        raise Undeclared(
            unknown,
            f"the speaker `{unknown[0]}` is not declared in {unit.source.name}."
            + (f" Did you mean `{near}`?" if near is not None else _there_are(unit.speakers)),
        )
    for place in new.citations:
        name = place.partition("#")[0]
        if not _known(unit, "sources", name):
            near = did_you_mean(name, unit.sources)
            raise Refused(f"the source `{name}` is not declared in {unit.source.name}.{near}")


def _there_are(names: Iterable[str]) -> str:
    """The names there are, as far as a line takes them."""
    known = [f"`{name}`" for name in names]
    if not known:
        return ""
    return f" It has {', '.join(known[:_SHOWN])}" + (", …" if len(known) > _SHOWN else ".")


def _speaker(unit: Unit, name: str) -> bool:
    return ("/" not in name and not unit.speakers) or _known(unit, "speakers", name)


def _known(unit: Unit, table: str, name: str) -> bool:
    """Whether a file, or what it imports, has a node, speaker or source of this name."""
    first, slash, local = name.partition("/")
    if not slash:
        return name in getattr(unit, table)
    other = unit.imports.get(first)
    return other is not None and local in getattr(other, table)


# The edit and its proof


def _edit(unit: Unit, document: Document, new: New, place: Place, width: int) -> tuple[Edit, list[str]]:
    """The insertion, and the lines as they are read on their own."""
    lines, alone = lines_of(
        new,
        indent=place.column,
        step=step_of(document),
        width=width,
        node=lambda name: _known(unit, "named", name),
        source=lambda name: _known(unit, "sources", name),
    )
    text = unit.source.text
    end = unit.source.end_of_line
    new_text = end.join([*([""] if place.before else []), *lines, *([""] if place.after else [])])
    if place.offset and text[place.offset - 1] not in "\r\n\ufeff":
        new_text = end + new_text  # the file has no line end at its end, and gets none
    else:
        new_text += end
    return Edit(Span(unit.source, place.offset, place.offset), new_text), alone


def _proved(
    loaded: Loaded,
    unit: Unit,
    document: Document,
    edits: Sequence[Edit],
    wanted: Sequence[list[str]],
    loader: Loader,
) -> Inserted:
    """Read the new text: it holds what the old one holds and what is new, and no error that wasn't there."""
    changes = Changes(unit.source, edits)
    text = changes.text()
    source = Source(unit.source.name, text, unit.source.path)
    read, _ = parse(source)
    start, end = _bounds(changes, edits[-1])
    ranges = [_bounds(changes, edit) for edit in edits]
    fresh: list[list[Any]] = [[] for _ in edits]
    kept = []
    mark = len(BOM) if text.startswith(BOM) else 0  # a part of the first line
    for item, said in outline(read):
        for number, (begin, stop) in enumerate(ranges):
            if begin <= max(item.start, mark) < stop:
                fresh[number].append(said)
                break
        else:
            kept.append(said)
    if kept != [said for _, said in outline(document)]:
        raise Refused(
            f"{unit.source.name}: a line or comment would come to belong to something else; not done"
        )
    for found, lines in zip(fresh, wanted, strict=True):
        alone = [said for _, said in outline(parse(Source("", "".join(f"{one}\n" for one in lines)))[0])]
        depth = found[0][0] - 1 if found else 0
        if [(said[0] - depth, *said[1:]) for said in found] != alone:
            raise Refused(f"{unit.source.name}: the new line would be read as something else; not done")
    again = _again(loaded, unit, source, loader)
    there = again.units[loaded.units.index(unit)]
    _no_worse(changes, unit.diagnostics, there.diagnostics)
    node = next(
        (
            n
            for n in again.map.nodes.values()
            if n.span.source is there.source and start <= n.span.start < end
        ),
        None,
    )
    return Inserted(changes, start, end, node)


def _bounds(changes: Changes, edit: Edit) -> tuple[int, int]:
    """Where an insertion stands in the new text, without empty lines and line ends around it."""
    end = changes.moved(edit.span.start)
    others = [e for e in changes.edits if e.span.start == edit.span.start]
    for later in reversed(others):
        if later is edit:
            break
        end -= len(later.text)
    start = end - len(edit.text)
    start += len(edit.text) - len(edit.text.lstrip("\r\n"))
    return start, end - (len(edit.text) - len(edit.text.rstrip("\r\n")))


def _again(loaded: Loaded, unit: Unit, source: Source, loader: Loader) -> Loaded:
    """The whole map, with one of its files as it shall be."""
    main = loaded.units[0]
    if unit is main:
        return loader.whole(source, *parse(source), folder=main.folder)
    path = home_of(unit.source)
    assert path is not None  # it was imported
    over = loader.over({path: source.text})
    return over.whole(main.source, *parse(main.source), folder=main.folder)


def _no_worse(changes: Changes, before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> None:
    old = Counter((each.code, changes.moved(each.span.start)) for each in before)
    for each in after:
        place = (each.code, each.span.start)
        if old[place]:
            old[place] -= 1
            continue
        raise Refused(told(each))


def in_words_of(loaded: Loaded, new: New, under: Node | Section | None) -> New:
    """What is new, its names as the file calls them that will be edited.

    A person names everything as the main file does: `thread/op`, where `thread` may be that very file.
    """
    unit, _ = _file(loaded, under)
    main = loaded.units[0]
    if unit is main:
        return new
    own = {f"{name}/" for name, other in main.imports.items() if other is unit}

    def local(name: str) -> str:
        return next((name.removeprefix(prefix) for prefix in own if name.startswith(prefix)), name)

    return replace(
        new,
        refers=local(new.refers) if new.refers is not None else None,
        id=local(new.id) if new.id is not None else None,
        speakers=tuple(map(local, new.speakers)),
        citations=tuple(map(local, new.citations)),
    )
