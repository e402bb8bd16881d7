"""What of a source a map cites, and what nobody cites.

In goes a `Map` and what reads files; out come `Coverage` values, one for each source with a file. A source is
cut into *passages*: in a Markdown file what stands under each heading up to the next, of those headings that
have a `{#name}` where any has (a record of a document may hold more than the document); in any other text its
paragraphs. A post that a record has no words of is none. A passage is cited where a citation names it, or
something that holds it or part of it. Who cites the whole source cites no passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from argmap.analysis.passages import Passages
from argmap.model.map import Citation, Link, Map, Node, SourceDoc

#: What a record made by `source add` says of a post before its words.
_ABOUT = re.compile(r"\A(?:- (?:Time|Reply to|Link): [^\n]*\n)+(?=\n)")
#: What it says of a post of which it has no words, behind what is known of it.
_NO_WORDS = re.compile(r"(?:- [^\n]*\n|\n)*\*\([^\n]*\)\*\s*")


@dataclass(slots=True)
class Passage:
    """A stretch of a source: its anchor, its title (empty for a paragraph), its lines, half open.

    `nodes` are those that cite it, each once, in the order of the map; `words` counts its words.
    """

    anchor: str
    title: str
    begin: int
    end: int
    text: str
    words: int
    nodes: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """A source's passages in order, and the nodes that cite it as a whole or cite places it doesn't have.

    `trouble` tells why there are no passages: the file can't be read.
    """

    source: SourceDoc
    passages: list[Passage] = field(default_factory=list)
    whole: list[Node] = field(default_factory=list)
    astray: list[Node] = field(default_factory=list)
    trouble: str | None = None

    @property
    def cited(self) -> int:
        """How many passages are cited."""
        return sum(1 for passage in self.passages if passage.nodes)

    @property
    def share(self) -> float:
        """The share of passages that are cited, from 0 to 1; 1 where there are none."""
        return self.cited / len(self.passages) if self.passages else 1.0

    @property
    def gaps(self) -> list[Passage]:
        """The passages that nobody cites."""
        return [passage for passage in self.passages if not passage.nodes]


def coverage(map_: Map, read: Callable[[Path], tuple[Passages | None, str | None]]) -> list[Coverage]:
    """Each source that has a file, with who cites what of it, in the order in which sources are declared.

    `read` gives a file as text, or None and what keeps it from being read, in words that go on from its name.
    A file that several maps declare is one source.
    """
    found: dict[Path, Coverage] = {}
    by_id: dict[str, tuple[Coverage, Passages]] = {}
    for source in map_.sources.values():
        if source.file is None:
            continue
        passages, trouble = read(source.file)
        one = found.get(source.file)
        if one is None:
            one = found[source.file] = Coverage(source, trouble=trouble)
            if passages is not None:
                one.passages = passages_of(passages)
            elif trouble is None:
                one.trouble = "is no text"
        if passages is not None:
            by_id[source.id] = (one, passages)
    for citation, node in _citations(map_):
        known = by_id.get(citation.source)
        if known is not None and node is not None:
            _cite(*known, citation.anchor, node)
    return list(found.values())


def passages_of(source: Passages) -> list[Passage]:
    """The passages of a text that have words of their own."""
    if source.headings:
        named = [heading for heading in source.headings if heading.named]
        stretches = [
            (heading.anchor, heading.title, heading.text, heading.until)
            for heading in named or source.headings
        ]
    else:
        stretches = [(f"L{begin + 1}-L{end}", "", begin, end) for begin, end in _paragraphs(source.lines)]
    found = []
    for anchor, title, begin, end in stretches:
        text = "\n".join(source.lines[begin:end]).strip("\n")
        if _NO_WORDS.fullmatch(text) is not None:
            continue
        text = source.plain(_ABOUT.sub("", text)).strip("\n")
        words = len(text.split())
        if words:
            found.append(Passage(anchor, title, begin, end, text, words))
    return found


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    begin = None
    for at, line in enumerate([*lines, ""]):
        if line.strip():
            begin = at if begin is None else begin
        elif begin is not None:
            yield begin, at
            begin = None


def _cite(one: Coverage, source: Passages, anchor: str | None, node: Node) -> None:
    if anchor is None:
        _note(one.whole, node)
        return
    lines = source.span(anchor)
    if lines is None:
        _note(one.astray, node)
        return
    for passage in one.passages:
        if passage.begin < lines[1] and lines[0] < passage.end:
            _note(passage.nodes, node)


def _note(nodes: list[Node], node: Node) -> None:
    if node not in nodes:
        nodes.append(node)


def _citations(map_: Map) -> Iterator[tuple[Citation, Node | None]]:
    """Every citation with the node it is about."""
    for node in map_.nodes.values():
        for citation in node.citations:
            yield citation, node
        for quote in node.properties.get("quote", ()):
            for citation in quote.citations:
                yield citation, node
    for link in map_.links.values():
        for citation in link.citations:
            yield citation, _about(link)
        for quote in link.properties.get("quote", ()):
            for citation in quote.citations:
                yield citation, _about(link)


def _about(link: Link) -> Node | None:
    """The node that a use or a bare concession with a citation is about."""
    target: Node | Link = link
    if link.head is not None:
        return link.head
    while isinstance(target, Link):
        target = target.target
    return target
