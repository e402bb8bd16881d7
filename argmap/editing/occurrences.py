"""Every place in a map's texts where something is called by its name: what is meant, and where exactly.

A qualified name (`thread/west-first`) is two occurrences, of the import and of what it leads to, each with
its own span, so that either can be renamed. What a name means is decided as `model.names` decides it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from argmap.model.load import Loaded
from argmap.model.unit import Unit
from argmap.model.values import BadValue, read_value
from argmap.source import Source, Span
from argmap.syntax.text import nfc
from argmap.syntax.tree import Cite, Declaration, Document, Property, Statement, Word

Kind = Literal["node", "section", "speaker", "source", "import", "anchor", "tag", "scheme"]

#: What the names mean that a property lists.
_LISTED: dict[str, Kind] = {"of": "source", "by": "speaker", "restates": "node", "contradicts": "node"}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a name means: two occurrences mean the same if their things are equal.

    `name` is what its own file calls it, in NFC. `home` is that file's resolved path: the file that declares
    it, or would have to; None for a text without a file, and for tags and schemes, which belong to no file.
    An anchor is called `source#anchor` and is at home where its source is.
    """

    kind: Kind
    name: str
    home: Path | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a thing is called by its name.

    The span holds the thing's own name alone: no `@` or `#`, no name of an import. `declares` is true where
    the thing is stated or declared, and false where it is referred to.
    """

    thing: Thing
    span: Span
    declares: bool = False


def occurrences(unit: Unit, document: Document) -> list[Occurrence]:
    """All names in one file's text, in the order of the text; `document` is that file's tree."""
    found = list(_Reading(unit, document).all())
    found.sort(key=lambda o: (o.span.start, o.span.end))
    return found


class Index:
    """The names in all files of a map."""

    def __init__(self, loaded: Loaded) -> None:
        #: The occurrences of each file in the order of its text; the main file comes first.
        self.by_source: dict[Source, list[Occurrence]] = {}
        self._by_thing: dict[Thing, list[Occurrence]] = {}
        for unit, document in zip(loaded.units, loaded.documents, strict=True):
            here = self.by_source[unit.source] = occurrences(unit, document)
            for one in here:
                self._by_thing.setdefault(one.thing, []).append(one)

    def of(self, thing: Thing) -> list[Occurrence]:
        """Where a thing is called by its name, file by file."""
        return self._by_thing.get(thing, [])

    def things(self) -> Iterator[Thing]:
        """Everything that has a name."""
        return iter(self._by_thing)

    def declarations(self, thing: Thing) -> list[Occurrence]:
        """Where a thing is stated or declared: more than once only by mistake."""
        return [one for one in self.of(thing) if one.declares]

    def at(self, source: Source, offset: int) -> Occurrence | None:
        """The occurrence that an offset lies in or right behind, the one it lies in before the other."""
        here = self.by_source.get(source, [])
        last = bisect_right(here, offset, key=lambda one: one.span.start)
        for one in reversed(here[max(last - 2, 0) : last]):
            if one.span.start <= offset <= one.span.end:
                return one
        return None


def home_of(source: Source) -> Path | None:
    """The file of a text as `Thing.home` has it."""
    return source.path.resolve() if source.path is not None else None


class _Reading:
    """One file being gone over."""

    def __init__(self, unit: Unit, document: Document) -> None:
        self.unit = unit
        self.document = document
        self.source = unit.source
        self.home = home_of(unit.source)
        self._homes: dict[str, Path | None] = {
            name: home_of(other.source) for name, other in unit.imports.items() if other is not None
        }

    def all(self) -> Iterator[Occurrence]:
        for item in self.document.walk():
            if isinstance(item, Statement):
                yield from self._statement(item)
            elif isinstance(item, Declaration):
                if item.name is not None and item.keyword.text != "map":
                    kind: Kind = item.keyword.text  # type: ignore[assignment]
                    yield self._here(kind, item.name, declares=True)
            elif isinstance(item, Property):
                yield from self._property(item)

    def _statement(self, item: Statement) -> Iterator[Occurrence]:
        if item.id is not None:
            if item.form == "node":
                yield self._here("node", item.id, declares=True)
            else:
                yield from self._named("node", item.id)
        for word in item.speakers:
            yield from self._named("speaker", word)
        for word in item.tags:
            yield Occurrence(Thing("tag", word.text), Span(self.source, word.start, word.end))
        yield from self._cited(item.citations)
        yield from self._cited(cite for cite in item.brackets if self._declared(cite))
        for word in item.mentions:
            yield from self._named("node", word)

    def _property(self, item: Property) -> Iterator[Occurrence]:
        key = item.key.text
        if key == "quote":
            yield from self._cited(item.citations)
        elif key == "scheme" and item.text:
            span = self._value(item)
            yield Occurrence(Thing("scheme", nfc(item.text)), span)
        elif key in _LISTED:
            try:
                names: list[str] = read_value(key, item.text)
            except BadValue:
                return
            for word in self.unit.words(item, names):
                if self._is_written(word):
                    yield from self._named(_LISTED[key], word)

    def _is_written(self, word: Word) -> bool:
        """Whether a name stands there letter by letter, perhaps over two lines; an escape names nothing."""
        return nfc("".join(self.source.text[word.start : word.end].split())) == word.text

    def _value(self, item: Property) -> Span:
        start, end = item.pieces[0][0], item.pieces[-1][1]
        text = self.source.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(self.source, start, end)

    def _declared(self, cite: Cite) -> bool:
        """Whether a bracket inside a text names a source there is; else it is text."""
        first, slash, local = cite.source.partition("/")
        if not slash:
            return first in self.unit.sources
        other = self.unit.imports.get(first)
        return other is not None and local in other.sources

    def _here(self, kind: Kind, word: Word, declares: bool = False) -> Occurrence:
        return Occurrence(
            Thing(kind, word.text, self.home), Span(self.source, word.start, word.end), declares
        )

    def _named(self, kind: Kind, word: Word) -> Iterator[Occurrence]:
        """A name, perhaps behind that of an import."""
        first, slash, _ = word.text.partition("/")
        start = word.start
        if slash:
            at = self.source.text.index("/", start, word.end)
            yield self._here("import", Word(first, start, at))
            start = at + 1
        meant = self._meant(word.text)
        if meant is not None:
            yield Occurrence(Thing(kind, *meant), Span(self.source, start, word.end))

    def _cited(self, cites: Iterable[Cite]) -> Iterator[Occurrence]:
        for cite in cites:
            if cite.anchor is None:
                yield from self._named("source", Word(cite.source, cite.start, cite.end))
                continue
            mark = self.source.text.index("#", cite.start, cite.end)
            yield from self._named("source", Word(cite.source, cite.start, mark))
            meant = self._meant(cite.source)
            if meant is not None:
                name, home = meant
                thing = Thing("anchor", f"{name}#{cite.anchor}", home)
                yield Occurrence(thing, Span(self.source, mark + 1, cite.end))

    def _meant(self, name: str) -> tuple[str, Path | None] | None:
        """What a name is called in the file where it is at home, and that file.

        What isn't declared is at home where it would have to be. None where an import can't be followed.
        """
        first, slash, local = name.partition("/")
        if not slash:
            return name, self.home
        return (local, self._homes[first]) if first in self._homes and "/" not in local else None
