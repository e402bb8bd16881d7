"""One file's first reading: its declarations, its nodes with their ids, and what stands under what.

Nothing is linked yet, since a reference may point forward or into an import; `linking` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.model.map import Import, Map, Node, Section, SourceDoc, Speaker
from argmap.model.places import with_article
from argmap.model.values import BadValue, read_value
from argmap.source import Source, Span
from argmap.suggest import did_you_mean
from argmap.syntax.text import Folded, nfc
from argmap.syntax.tree import Declaration, Document, Item, Property, Statement, Word
from argmap.syntax.words import KEYS_OF, REPEATABLE

_WORD = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Entry:
    """One statement where it stands: `parent` is the statement above it, None at top level."""

    item: Statement
    parent: Entry | None
    section: str | None
    #: The nearest id written on this line or above it, for derived ids.
    anchor: str
    #: Its own node, or, after linking, the node it refers to.
    node: Node | None = None
    #: Nobody can have said it, whatever speakers its line names.
    silent: bool = False
    #: The step it makes: set by linking. A linked premise shares its argument's.
    link: Any = None
    speakers: tuple[str, ...] = ()
    properties: list[Property] | None = None
    #: Under a line that could not be read: it has no place in the map.
    lost: bool = False

    @property
    def said_by(self) -> tuple[Word, ...]:
        """The speakers written on its line, without those that can't have said it."""
        return () if self.silent else self.item.speakers


@dataclass(slots=True, eq=False)
class _Frame:
    items: Iterator[Item]
    entry: Entry | None = None
    section: str | None = None
    lost: bool = False
    #: Where properties in this block go; None where none may stand.
    properties: list[Property] | None = None
    holder: str | None = None
    #: Whether a child has been seen, after which no property may stand.
    children: bool = False


@dataclass(slots=True, eq=False)
class Unit:
    """One file being read into a map. `imports` maps its import names to units, None where one failed."""

    source: Source
    folder: Path | None
    prefix: str
    map: Map
    diagnostics: list[Diagnostic]
    entries: list[Entry] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, SourceDoc] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    imports: dict[str, Unit | None] = field(default_factory=dict)
    import_items: list[tuple[Declaration, str]] = field(default_factory=list)
    map_properties: dict[str, Any] = field(default_factory=dict)
    title: str | None = None
    #: The lines of properties that name things, by the map or section id they stand under and the key.
    naming: dict[tuple[str, str], Property] = field(default_factory=dict)
    #: Who speaks in a section, by its id in the map (None: outside of any), where nobody is named.
    section_by: dict[str | None, tuple[str, ...]] = field(default_factory=dict)
    #: The declarations with their properties and the section around them, until they are declared.
    _declarations: list[tuple[Declaration, list[Property], str | None]] = field(default_factory=list)
    _section_ids: dict[int, str] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=dict)

    def report(
        self, code: str, start: int, end: int, message: str, hint: str | None = None, **more: Any
    ) -> None:
        self.diagnostics.append(Diagnostic(code, Span(self.source, start, end), message, help=hint, **more))

    def read(self, document: Document) -> None:
        """Walk the tree once: collect declarations, statements and their properties; then declare."""
        stack = [_Frame(iter(document.items))]
        while stack:
            frame = stack[-1]
            for item in frame.items:
                kind = item.type
                below: _Frame | None = None
                if kind == "STATEMENT":
                    frame.children = True
                    below = self._statement(item, frame)  # type: ignore[arg-type]
                elif kind == "PROPERTY":
                    below = self._property(item, frame)  # type: ignore[arg-type]
                elif kind == "DECLARATION":
                    frame.children = True
                    below = self._declaration(item, frame)  # type: ignore[arg-type]
                elif kind == "STRAY" and item.block:
                    below = _Frame(iter(item.block), section=frame.section, lost=True)
                if below is not None and item.block:
                    stack.append(below)
                    break
            else:
                stack.pop()
        self._declare()

    # Statements

    def _statement(self, item: Statement, frame: _Frame) -> _Frame:
        parent = frame.entry
        if parent is None and frame.holder not in (None, "section"):
            self.report(
                "E201",
                item.kind.start,
                item.kind.end,
                f"{with_article(item.kind.text)} can't stand under {with_article(frame.holder)}",
                f"only properties stand under {with_article(frame.holder)}; don't indent the node",
            )
        entry = Entry(item, parent, frame.section, parent.anchor if parent is not None else "")
        entry.lost = frame.lost
        self.entries.append(entry)
        if item.id is not None:
            entry.anchor = item.id.text
        if item.form == "node":
            self.node(entry, item)
        holder = item.kind.text
        below = _Frame(iter(item.block), entry, frame.section, holder=holder)
        if item.block:
            below.properties = entry.properties = []
        return below

    def node(self, entry: Entry, item: Statement) -> None:
        """Make the node that a statement states."""
        raw = self.source.text
        end = item.pieces[-1][1]
        while raw[end - 1].isspace():
            end -= 1
        span = Span(self.source, item.kind.start, end)
        named = False
        local = item.id.text if item.id is not None else None
        if local is not None:
            first = self.named.get(local)
            if first is None:
                named = True
            else:
                assert item.id is not None
                self.report(
                    "E302",
                    item.id.start,
                    item.id.end,
                    f"`{local}` is already the id of another node",
                    f"give one of the two another id; to use that node again, write `{item.kind.text} "
                    f"{local}` without a colon",
                    related=((first.span, "first stated here"),),
                    node=first.id,
                )
        if not named:
            local = self._derive(entry)
        node = Node(
            self.prefix + local,  # type: ignore[operator]
            item.kind.text,  # type: ignore[arg-type]
            item.text,
            span,
            named,
            tags=tuple([w.text for w in item.tags]) if item.tags else (),
            section=entry.section,
            top=entry.parent is None and not entry.lost,
            prefix=self.prefix,
        )
        if named:
            self.named[local] = node  # type: ignore[index]
        self.map.nodes[node.id] = node
        entry.node = node

    def _derive(self, entry: Entry) -> str:
        """An id for a node that has none: the nearest id above, its kind, its first words."""
        return self._free(self.derived(entry))

    def section_of(self, item: Declaration) -> str | None:
        """The id in the map of the section that a line declares."""
        local = self._section_ids.get(id(item))
        return None if local is None else self.prefix + local

    def declared_by(self, item: Declaration, local: str) -> None:
        """A section is declared by another item now."""
        self._section_ids[id(item)] = local

    def derived(self, entry: Entry) -> str:
        """The id that a statement without one gets, if no other has it already."""
        item = entry.item
        above = entry.parent.anchor if entry.parent is not None else ""
        words = "-".join(m[0] for m in islice(_WORD.finditer(item.text), 3)).lower()[:40]
        return f"{above}~{item.kind.text}" + (f"-{nfc(words)}" if words else "")

    def shared(self, derived: str) -> int:
        """How many statements would have a derived id."""
        return self._taken.get(derived, 0)

    def take(self, derived: str) -> None:
        """A statement has a derived id that none had."""
        self._taken[derived] = 1

    def give_up(self, derived: str) -> None:
        """A derived id that one statement had is free again."""
        del self._taken[derived]

    def _free(self, base: str) -> str:
        count = self._taken.get(base, 0) + 1
        self._taken[base] = count
        return base if count == 1 else f"{base}~{count}"

    # Properties

    def _property(self, item: Property, frame: _Frame) -> _Frame | None:
        key = item.key.text
        if frame.properties is None:
            if not frame.lost:
                self.report(
                    "E203",
                    item.key.start,
                    item.key.end,
                    f"`{key}` belongs to nothing here",
                    "a property stands indented under the node or declaration it belongs to; if it is text, "
                    "begin the line with `\\`",
                )
        else:
            if frame.children:
                self.report(
                    "E205",
                    item.key.start,
                    item.key.end,
                    f"`{key}` stands behind what hangs on its {frame.holder}",
                    "properties come first, right below the line they belong to",
                )
            frame.properties.append(item)
        if item.block:
            first = next((i for i in item.block if i.type not in ("COMMENT", "BLANK")), None)
            if first is not None:
                start = first.start + first.column
                self.report(
                    "E102",
                    start,
                    start + 1,
                    f"nothing can stand under the property `{key}`",
                    "indent it like the property to hang it on the same line",
                )
            return _Frame(
                iter(item.block), frame.entry, frame.section, frame.lost, frame.properties, frame.holder
            )
        return None

    def values(self, properties: list[Property], holder: str) -> dict[str, Any]:
        """Read properties into typed values; what can't be read or may not stand here is reported."""
        values: dict[str, Any] = {}
        allowed = KEYS_OF[holder]
        for item in properties:
            key = item.key.text
            if key not in allowed:
                near = did_you_mean(key, allowed)
                self.report(
                    "E203",
                    item.key.start,
                    item.key.end,
                    f"`{key}` is no property of {with_article(holder)}.{near}",
                    f"{with_article(holder)} may have {', '.join(allowed)}",
                )
                continue
            if key in values and key not in REPEATABLE:
                self.report(
                    "E206", item.key.start, item.key.end, f"`{key}` stands here twice", "the first one counts"
                )
                continue
            if key == "quote":
                values.setdefault(key, []).append(item)  # linking knows what it cites
                continue
            try:
                value = read_value(key, item.text)
            except BadValue as error:
                start, end = item.pieces[0][0], max(item.pieces[-1][1], item.key.end + 1)
                self.report("E207", start, end, f"`{key}` needs {error}")
                continue
            if key == "note":
                values.setdefault(key, []).append(value)
            else:
                values[key] = value
        return values

    def words(self, item: Property, names: list[str]) -> list[Word]:
        """Where the names that a property lists stand."""
        folded = Folded(self.source.text, item.pieces)  # a name may be broken over two lines
        text = folded.text
        words = []
        at = 0
        for name in names:
            found = text.find(name, at)  # -1 only where an escape changed the name
            start = max(found, at)
            at = min(start + len(name), len(text))
            words.append(Word(nfc(name), folded.at(start), folded.end_at(at)))
        return words

    # Declarations

    def _declaration(self, item: Declaration, frame: _Frame) -> _Frame:
        keyword = item.keyword.text
        inside_node = frame.entry is not None
        declared_in = frame.holder if frame.holder not in (None, "section") else None
        if inside_node or declared_in is not None or (frame.section is not None and keyword != "section"):
            where = "top level or in a section" if keyword == "section" else "top level"
            self.report(
                "E204",
                item.keyword.start,
                item.keyword.end,
                f"a `{keyword}` can't be declared here",
                f"it stands at {where}: don't indent it; if it is text, begin the line with `\\`",
            )
        properties: list[Property] = []
        self._declarations.append((item, properties, frame.section))
        section = frame.section
        if keyword == "section" and not inside_node:
            section = self._section(item, frame.section)
        return _Frame(iter(item.block), None, section, properties=properties, holder=keyword)

    def _section(self, item: Declaration, parent: str | None) -> str:
        local = item.name.text if item.name is not None else None
        if local is not None and local in self.sections:
            self._twice(item, local, self.sections[local].span)
            local = None
        if local is None:
            words = "-".join(m[0] for m in islice(_WORD.finditer(item.text), 4)).lower()[:40]
            local = self._free(f"~section-{nfc(words)}" if words else "~section")
        section = Section(self.prefix + local, item.text, self._span(item), parent)
        self.sections[local] = section
        self.map.sections[section.id] = section
        self._section_ids[id(item)] = local
        return section.id

    def _twice(self, item: Declaration, name: str, first: Span) -> None:
        assert item.name is not None
        keyword = item.keyword.text
        self.report(
            "E303",
            item.name.start,
            item.name.end,
            f"the {keyword} `{name}` is declared twice",
            "the first declaration counts",
            related=((first, "first declared here"),),
        )

    def _span(self, item: Declaration) -> Span:
        raw = self.source.text
        end = item.pieces[-1][1]
        while raw[end - 1].isspace():
            end -= 1
        return Span(self.source, item.keyword.start, end)

    def _declare(self) -> None:
        """Turn the collected declarations into speakers, sources, sections and the map's own data."""
        seen_map = False
        for item, properties, _ in self._declarations:
            keyword = item.keyword.text
            values = self.values(properties, keyword)
            if keyword == "map":
                if seen_map:
                    self.report(
                        "E303",
                        item.keyword.start,
                        item.keyword.end,
                        "a file has one `map` line, and this is the second",
                        "the first one counts",
                    )
                    continue
                seen_map = True
                self.title = item.text
                self.map_properties = values
                self.naming.update((("", p.key.text), p) for p in reversed(properties))
            elif keyword == "section":
                local = self._section_ids.get(id(item))
                if local is not None:
                    old = self.sections[local]
                    new = Section(old.id, old.title, old.span, old.parent, values)
                    self.naming.update(((old.id, p.key.text), p) for p in reversed(properties))
                    self.sections[local] = self.map.sections[old.id] = new
            if not item.text and keyword != "import":
                what = {"source": "description", "speaker": "name"}.get(keyword, "title")
                end = (item.name or item.keyword).end
                self.report("E110", item.keyword.start, end, f"this `{keyword}` has no {what}")
            if item.name is not None and keyword not in ("map", "section"):
                self._declare_named(item, item.name.text, values)

    def _declare_named(self, item: Declaration, name: str, values: dict[str, Any]) -> None:
        keyword = item.keyword.text
        span = self._span(item)
        if keyword == "speaker":
            if name in self.speakers:
                self._twice(item, name, self.speakers[name].span)
                return
            speaker = Speaker(self.prefix + name, item.text or name, span, values.get("side"), values)
            self.speakers[name] = self.map.speakers[speaker.id] = speaker
        elif keyword == "source":
            if name in self.sources:
                self._twice(item, name, self.sources[name].span)
                return
            source = SourceDoc(self.prefix + name, item.text, span, properties=values)
            self.sources[name] = self.map.sources[source.id] = source
        else:
            first = next((i for i, n in self.import_items if n == name), None)
            if first is not None:
                self._twice(item, name, self._span(first))
                return
            self.import_items.append((item, name))
            self.map.imports[self.prefix + name] = Import(
                self.prefix + name, item.text, span, f"{self.prefix}{name}/"
            )
