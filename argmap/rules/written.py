"""Where things stand in the main file: the lines behind nodes, properties and declarations.

The map knows the places of nodes and declarations only. A rule that points at a property, or that looks for
lines that leave no trace in the map, reads the file's tree once more, and does so only when it has cause to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.diagnostics import Edit
from argmap.source import Source, Span
from argmap.syntax.parser import parse
from argmap.syntax.tree import Declaration, Property, Statement, span

_WORD = re.compile(r"[^,\s]+")


class Written:
    """One file's lines by where they begin."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.document = parse(source)[0]
        self.statements: dict[int, Statement] = {}
        self.declarations: dict[int, Declaration] = {}
        self._references: dict[str, list[Statement]] = {}
        for item in self.document.walk():
            if isinstance(item, Statement):
                self.statements[item.kind.start] = item
                if item.form == "reference" and item.id is not None:
                    self._references.setdefault(item.id.text, []).append(item)
            elif isinstance(item, Declaration):
                self.declarations[item.keyword.start] = item

    def item(self, place: Span) -> Statement | Declaration | None:
        """The line that a node, a use of one or a declaration stands on."""
        if place.source is not self.source:
            return None
        return self.statements.get(place.start) or self.declarations.get(place.start)

    def references(self, node: str) -> list[Statement]:
        """The lines that refer to a node by this id."""
        return self._references.get(node, [])

    def property(self, item: Statement | Declaration | None, key: str) -> Property | None:
        """The first property of that name under a line."""
        return next(properties(item, key), None) if item is not None else None

    def value(self, place: Span, key: str) -> Span | None:
        """Where the value of a property stands, given the place of what it belongs to."""
        found = self.property(self.item(place), key)
        return None if found is None else self.value_of(found)

    def value_of(self, item: Property) -> Span:
        """Where a property's value stands, without the blanks around it."""
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

    def without(self, item: Statement | Declaration | Property) -> Edit:
        """The edit that takes a line away, with what stands under it; comments there stay."""
        return Edit(Span(self.source, item.start, item.end), "")

    def with_property(self, item: Statement, key: str, value: str) -> Edit:
        """The edit that puts a property under a statement, before whatever stands there."""
        lines = self.source.text[item.start : item.end]
        column = next((below.column for below in item.block if below.type != "BLANK"), 0)
        column = column if column > item.column else item.column + 2
        line = f"{' ' * column}{key}: {value}"
        new = f"{line}\n" if lines.endswith(("\n", "\r")) else f"\n{line}"
        return Edit(Span(self.source, item.end, item.end), new)


def properties(item: Statement | Declaration, key: str) -> Iterator[Property]:
    """The properties of that name under a line."""
    return (below for below in item.block if isinstance(below, Property) and below.key.text == key)
