"""Where things stand in the main file: the lines behind nodes, properties and declarations.

The map knows the places of nodes and declarations only. A rule that points at a property, or that looks for
lines that leave no trace in the map, reads the file's tree once more, and does so only when it has cause to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from argmap.diagnostics import Edit
from argmap.source import Source, Span
from argmap.syntax.parser import parse
from argmap.syntax.reparse import Flat, settle
from argmap.syntax.tree import Declaration, Document, Property, Statement, span

_WORD = re.compile(r"[^,\s]+")
#: A line that begins something at top level, behind another line.
_TOP = re.compile(r"(?<=\n)[^\s/]")
_MAP = re.compile(r"^\ufeff?(map)\b", re.M)


#: How often a part of the file is read for a single line, before all of it is.
_PARTS = 8


class Written:
    """One file's lines by where they begin, read part by part, or at once where many are asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lines: dict[int, Statement | Declaration] = {}
        self._parts: set[int] = set()

    @property
    def parsed(self) -> bool:
        """Whether the whole file's tree is there already."""
        return "document" in self.__dict__

    @cached_property
    def document(self) -> Document:
        """The whole file's tree."""
        document = parse(self.source)[0]
        self._enter(document)
        return document

    @cached_property
    def _references(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for item in self.document.walk():
            if isinstance(item, Statement) and item.form == "reference" and item.id is not None:
                found.setdefault(item.id.text, []).append(item)
        return found

    def item(self, place: Span) -> Statement | Declaration | None:
        """The line that a node, a use of one or a declaration stands on."""
        if place.source is not self.source:
            return None
        start = place.start
        if start not in self._lines and not self._read_around(start):
            _ = self.document
        return self._lines.get(start)

    def references(self, node: str) -> list[Statement]:
        """The lines that refer to a node by this id."""
        return self._references.get(node, [])

    @property
    def map(self) -> Declaration | None:
        """The `map` line."""
        match = _MAP.search(self.source.text)
        item = self.item(Span(self.source, *match.span(1))) if match is not None else None
        return item if isinstance(item, Declaration) else None

    def _enter(self, document: Document) -> None:
        for item in document.walk():
            if isinstance(item, Statement):
                self._lines[item.kind.start] = item
            elif isinstance(item, Declaration):
                self._lines[item.keyword.start] = item

    def _read_around(self, offset: int) -> bool:
        """Read what stands at top level around a place; whether the line was found there."""
        text = self.source.text
        if len(self._parts) >= _PARTS or "document" in self.__dict__ or "\r" in text:
            return False
        begin = offset
        while begin > 0 and (text[begin - 1] != "\n" or text[begin].isspace() or text[begin] == "/"):
            begin = text.rfind("\n", 0, max(begin - 1, 0)) + 1
        if begin in self._parts:
            return False
        self._parts.add(begin)
        end = _TOP.search(text, offset + 1)
        # blanks before it keep the offsets what they are in the file
        before = " " * (begin - 1) + "\n" if begin else ""
        part = Source(self.source.name, before + text[begin : end.start() if end is not None else None])
        self._enter(parse(part)[0])
        return offset in self._lines

    def property(self, item: Statement | Declaration | None, key: str) -> Property | None:
        """The first property of that name under a line."""
        return next(properties(item, key), None) if item is not None else None

    def value(self, place: Span, key: str) -> Span | None:
        """Where the value of a property stands, given the place of what it belongs to."""
        found = self.property(self.item(place), key)
        return None if found is None else self.value_of(found)

    def value_of(self, item: Property) -> Span:
        """Where a property's value stands, without the blanks around it."""
        settle(item)
        start, end = item.pieces[0][0], item.pieces[-1][1]
        text = self.source.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Span(self.source, start, end)

    def words_of(self, item: Property) -> list[Span]:
        """Where each word of a list stands (`ignore: U101, S1`)."""
        value = self.value_of(item)
        return [
            Span(self.source, match.start(), match.end())
            for match in _WORD.finditer(self.source.text, value.start, value.end)
        ]

    def shown(self, item: Statement | Declaration | Property) -> Span:
        """A line's own words, without its indentation and its end."""
        return span(self.source, item)

    def without(self, item: Statement | Declaration | Property) -> tuple[Edit, ...]:
        """The edits that take a line away, with its properties; comments stay."""
        lines = [item, *(below for below in item.block if isinstance(below, Property))]
        return tuple(Edit(Span(self.source, line.start, line.end), "") for line in lines)

    def with_property(self, item: Statement, key: str, value: str) -> Edit:
        """The edit that puts a property under a statement, before whatever stands there."""
        lines = self.source.text[item.start : item.end]
        column = next((below.column for below in item.block if below.type != "BLANK"), 0)
        column = column if column > item.column else item.column + 2
        line = f"{' ' * column}{key}: {value}"
        new = f"{line}\n" if lines.endswith(("\n", "\r")) else f"\n{line}"
        return Edit(Span(self.source, item.end, item.end), new)


class Followed(Written):
    """The lines of a text that is being edited, out of the tree that follows it."""

    def __init__(self, flat: Flat) -> None:
        super().__init__(flat.document.source)
        self._flat = flat

    @property
    def parsed(self) -> bool:
        return True

    @property
    def document(self) -> Document:
        return self._flat.document

    @property
    def _references(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for item in self._flat.items:
            if isinstance(item, Statement) and item.form == "reference" and item.id is not None:
                found.setdefault(item.id.text, []).append(item)
        return found

    def item(self, place: Span) -> Statement | Declaration | None:
        item = self._flat.items[self._flat.index(place.start)] if place.source is self.source else None
        if not isinstance(item, (Statement, Declaration)):
            return None
        settle(item)
        word = item.kind if isinstance(item, Statement) else item.keyword
        return item if word.start == place.start else None


def properties(item: Statement | Declaration, key: str) -> Iterator[Property]:
    """The properties of that name under a line."""
    return (below for below in item.block if isinstance(below, Property) and below.key.text == key)
