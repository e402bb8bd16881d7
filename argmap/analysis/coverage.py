"""What of a source a map cites: its passages, and which nodes point at each.

A passage is what stands between a heading that has an anchor and the next heading; where no heading has a
written anchor (`{#name}`), every heading counts. In a plain text it is what stands between empty lines. A
citation of a place that has passages inside it is one of each of them; one without an anchor is of none. A
post that a record has no words of is no passage: there is nothing in it to cite.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from argmap.analysis.passages import Passages
from argmap.model.map import Citation, Link, Map

_NAME = re.compile(r"\{[ \t]*#[^{}]*\}[ \t]*$")
#: What a record made by `source add` says of a post without words.
_NO_WORDS = re.compile(r"(?:- [^\n]*\n|\n)*\*\([^\n]*\)\*\s*")


@dataclass(slots=True)
class Place:
    """A passage: its anchor and heading, its lines (half open), its text, and which nodes cite it, by id."""

    anchor: str
    title: str
    begin: int
    end: int
    text: str
    nodes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """A source's passages in order, and the nodes that cite it without saying where."""

    source: str
    places: list[Place]
    nowhere: list[str] = field(default_factory=list)

    @property
    def cited(self) -> int:
        """How many of the passages somebody cites."""
        return sum(bool(place.nodes) for place in self.places)


def cover(map_: Map, source: str, passages: Passages) -> Coverage:
    """What of a source is cited in a map, in those that it imports too."""
    found = Coverage(source, places(passages))
    begins = [place.begin for place in found.places]
    for citation, node in _citations(map_):
        if citation.source != source:
            continue
        lines = passages.where(citation.anchor) if citation.anchor is not None else None
        if lines is None:
            cited = [found.nowhere] if citation.anchor is None else []
        else:
            first = max(bisect_left(begins, lines[0] + 1) - 1, 0)
            cited = [
                place.nodes
                for place in found.places[first : bisect_left(begins, lines[1])]
                if place.begin < lines[1] and lines[0] < place.end
            ]
        for nodes in cited:
            if node not in nodes:
                nodes.append(node)
    return found


def places(passages: Passages) -> list[Place]:
    """The passages of a source that say something."""
    if not passages.markdown or not passages.anchors:
        return _paragraphs(passages.lines)
    named: dict[int, str] = {}
    for anchor, (begin, _) in passages.anchors.items():
        named.setdefault(begin, anchor)
    begins = sorted(named)
    written = [begin for begin in begins if f"#{named[begin]}" in passages.lines[begin]]
    counted = frozenset(written or begins)
    found = []
    for begin, end in zip(begins, [*begins[1:], len(passages.lines)], strict=True):
        text = "\n".join(passages.lines[begin + 1 : end]).strip("\n")
        if begin in counted and text.strip() and not _NO_WORDS.fullmatch(text):
            found.append(Place(named[begin], _title(passages.lines[begin]), begin, end, text))
    return found


def _title(line: str) -> str:
    """The words of a heading."""
    return _NAME.sub("", line.strip().lstrip("#")).strip().rstrip("#").strip()


def _paragraphs(lines: list[str]) -> list[Place]:
    found: list[Place] = []
    begin = 0
    for i, line in enumerate((*lines, "")):
        if line.strip():
            continue
        if begin < i:
            anchor = f"L{begin + 1}" if i == begin + 1 else f"L{begin + 1}-L{i}"
            found.append(Place(anchor, anchor, begin, i, "\n".join(lines[begin:i])))
        begin = i + 1
    return found


def _citations(map_: Map) -> Iterable[tuple[Citation, str]]:
    """Every citation with the id of the node it is about; a reference's is about the node referred to."""
    for node in map_.nodes.values():
        quotes = node.properties.get("quote", ())
        for citation in (*node.citations, *(each for quote in quotes for each in quote.citations)):
            yield citation, node.id
    for link in map_.links.values():
        about = link.head or link.target
        while isinstance(about, Link):
            about = about.head or about.target
        for citation in link.citations:
            yield citation, about.id
