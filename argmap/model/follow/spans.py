"""All spans of a map in its main file, moved as the text is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.model.load import Loaded
from argmap.model.map import Node
from argmap.source import Source, Span
from argmap.syntax.reparse import Reparsed


class Spans:
    """Spans by what they are, not by where they stand.

    After `move`, `across` holds those that lie across the edit until somebody places or drops them.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = {id(span): span for span in spans}
        self.across: dict[int, Span] = {}

    def __contains__(self, span: Span) -> bool:
        return id(span) in self._spans

    def move(self, edit: Reparsed) -> None:
        """Move all that stand behind an edit."""
        start, end, by = edit.start, edit.end, edit.moved
        cut, cut_end = edit.cut, edit.cut_end
        self.across = {}
        for span in self._spans.values():
            at = span.start
            if at >= end:
                span.start = at + by
                span.end += by
            elif span.end > start and span.end > cut:
                if at >= cut_end:
                    span.start = at + by
                    span.end += by
                else:
                    self.across[id(span)] = span

    def know(self, spans: Iterable[Span]) -> None:
        """Move these too from now on."""
        for span in spans:
            self._spans[id(span)] = span

    def drop(self, spans: Iterable[Span]) -> None:
        """Move these no more."""
        for span in spans:
            self._spans.pop(id(span), None)
            self.across.pop(id(span), None)

    def place(self, span: Span, start: int, end: int) -> None:
        """Say where a span is now."""
        span.start, span.end = start, end
        self.across.pop(id(span), None)


def of_map(loaded: Loaded) -> Iterator[Span]:
    map_, unit = loaded.map, loaded.units[0]
    source = unit.source

    def here(spans: Iterable[Span]) -> Iterator[Span]:
        return (span for span in spans if span.source is source)

    for node in map_.nodes.values():
        if node.span.source is source:
            yield from of_node(node)
        else:
            yield from here(of_quotes(node))
    for link in map_.links.values():
        yield from here((link.span, *[cite.span for cite in link.citations]))
        if "quote" in link.properties:
            yield from here(_of(link.properties["quote"]))
    for declared in (map_.speakers, map_.sources, map_.sections, map_.imports):
        yield from here(each.span for each in declared.values())
    for found in unit.diagnostics:
        yield from of_finding(found, source)


def of_node(node: Node) -> Iterator[Span]:
    yield node.span
    for cite in (*node.citations, *node.brackets):
        yield cite.span
    yield from of_quotes(node)


def of_quotes(node: Node) -> Iterator[Span]:
    if "quote" in node.properties:
        yield from _of(node.properties["quote"])


def _of(quotes: Iterable[Any]) -> Iterator[Span]:
    for quote in quotes:
        yield quote.span
        for cite in quote.citations:
            yield cite.span


def of_finding(found: Diagnostic, source: Source) -> Iterator[Span]:
    """The spans that are a finding's own; those of what is related to it belong to nodes."""
    if found.span.source is source:
        yield found.span
    if found.fix is not None:
        for edit in found.fix.edits:
            yield edit.span
