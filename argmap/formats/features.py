"""What a map may hold that another format may not: one name each, and the facts of a map that it covers.

A fact is a tuple that is the same in two maps exactly where both say the same. Nodes are called by
their texts, steps by what they lead from and to, so that facts don't depend on ids. The loss report
counts facts; the round trips of the tests compare them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from argmap.model.map import CLAIM_KINDS, Citation, Link, Map, Node, Quote

Fact = tuple[Any, ...]


@dataclass(slots=True, frozen=True)
class Feature:
    """`one` and `many` are what is counted of it in messages: "1 undercut", "3 undercuts".

    What a person would count need not be its facts: a question is one thing and may be two facts, that
    it is asked and what it asks about. `things` are what is counted where that differs.
    """

    name: str
    one: str
    many: str
    facts: Callable[[Map], Iterator[Fact]]
    things: Callable[[Map], Iterable[object]] | None = None

    def count(self, map_: Map) -> int:
        """How many of it a map holds."""
        return sum(1 for _ in (self.things or self.facts)(map_))


def who(node: Node) -> Fact:
    """What a node is called in facts: its text; an argument by its gist and its premises."""
    if node.kind != "argument":
        return (node.text,)
    step = next((link for link in node.out if link.via is node), None)
    premises = sorted({premise.text for premise in step.origin}) if step is not None else []
    return ("argument", node.text, *premises)


def step(map_: Map, link: Link) -> Fact:
    """What a step is called in facts: its kind, what it leads from, what it leads to."""
    parts: list[Fact] = []
    at: Node | Link = link
    while isinstance(at, Link):  # undercuts of undercuts may be many
        head = ("argument", at.via.text) if at.via is not None else ()
        said = () if at.origin or at.via is not None else _names(map_, at.speakers)
        parts.append((at.kind, *head, *sorted(n.text for n in at.origin), *said))
        at = at.target
    return (*parts, who(at))


def _claims(map_: Map) -> Iterator[Node]:
    return (node for node in map_.nodes.values() if node.kind in CLAIM_KINDS)


def _texts(map_: Map) -> Iterator[Fact]:
    return ((node.text,) for node in _claims(map_))


def _ids(map_: Map) -> Iterator[Fact]:
    return ((node.id, node.kind == "question", node.text) for node in map_.nodes.values() if node.named)


def _title(map_: Map) -> Iterator[Fact]:
    if map_.title:
        yield (map_.title,)


def _supports(map_: Map) -> Iterator[Fact]:
    for link in map_.links.values():
        if link.kind == "support" and len(link.origin) == 1 and link.via is None:
            yield step(map_, link)


def _linked(map_: Map) -> Iterator[Fact]:
    """Premises that count together. An argument's gist is a feature of its own."""
    for link in map_.links.values():
        if link.via is not None and isinstance(link.target, Node):
            yield (sorted(n.text for n in link.origin), who(link.target))


def _gists(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        if node.kind == "argument" and node.text:
            yield who(node)


def _steps(*kinds: str) -> Callable[[Map], Iterator[Fact]]:
    def facts(map_: Map) -> Iterator[Fact]:
        return (step(map_, link) for link in map_.links.values() if link.kind in kinds)

    return facts


def _pairs(kind: str) -> Callable[[Map], Iterator[Fact]]:
    """Links that go both ways, each pair once."""

    def facts(map_: Map) -> Iterator[Fact]:
        found = set()
        for link in map_.links.values():
            if link.kind == kind and link.origin and isinstance(link.target, Node):
                found.add(tuple(sorted((link.origin[0].text, link.target.text))))
        return iter(found)

    return facts


def _grants(map_: Map) -> Iterator[Fact]:
    for link in map_.links.values():
        if link.bare and isinstance(link.target, Node):
            yield (_names(map_, link.speakers), who(link.target))
        elif link.kind == "concession":
            yield step(map_, link)


def _questions(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        if node.kind == "question":
            yield (node.text,)
    yield from _steps("question")(map_)


def _asked(map_: Map) -> Iterator[Node]:
    return (node for node in map_.nodes.values() if node.kind == "question")


def _answering(map_: Map) -> set[Node]:
    """What answers something; one thing may answer several questions."""
    return {node for link in map_.links.values() if link.kind == "answer" for node in link.origin}


def _names(map_: Map, ids: tuple[str, ...]) -> list[str]:
    known = map_.speakers
    return sorted(known[id_].name if id_ in known else id_ for id_ in ids)


def _speakers(map_: Map) -> Iterator[Fact]:
    return ((*who(n), _names(map_, n.speakers)) for n in map_.nodes.values() if n.speakers)


def _step_speakers(map_: Map) -> Iterator[Fact]:
    """Steps made by somebody else than the one who said what they start from."""
    for link in map_.links.values():
        head = link.head
        if head is not None and link.speakers != head.speakers and not head.implicit:
            yield (step(map_, link), _names(map_, link.speakers))


def _sides(map_: Map) -> Iterator[Fact]:
    return ((s.name, s.side) for s in map_.speakers.values() if s.side)


def _tags(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        for tag in node.tags:
            if tag != "implicit":
                yield (*who(node), tag)
    for link in map_.links.values():
        for tag in link.tags:
            yield (step(map_, link), tag)


def _implicit(map_: Map) -> Iterator[Fact]:
    return (who(node) for node in map_.nodes.values() if node.implicit)


def _place(map_: Map, citation: Citation) -> Fact:
    source = map_.sources.get(citation.source)
    return (source.description if source is not None else citation.source, citation.anchor)


def _citations(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        for place in dict.fromkeys(_place(map_, c) for c in node.citations):
            yield (*who(node), *place)
    for link in map_.links.values():
        for place in dict.fromkeys(_place(map_, c) for c in link.citations):
            yield (step(map_, link), *place)


def _sources(map_: Map) -> Iterator[Fact]:
    return ((s.description, s.properties.get("url"), s.id in map_.mapped) for s in map_.sources.values())


def _quotes(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        for quote in node.properties.get("quote", ()):
            if isinstance(quote, Quote):
                yield (*who(node), quote.text, *(_place(map_, c) for c in quote.citations))


def _path(map_: Map, section: str) -> list[str]:
    """The titles of a section and those around it, innermost first."""
    path, at = [], map_.sections.get(section)
    while at is not None:
        path.append(at.title)
        at = map_.sections.get(at.parent) if at.parent is not None else None
    return path


def _sections(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        if node.top and node.section is not None:
            yield (*who(node), *_path(map_, node.section))


def _filled_sections(map_: Map) -> set[str]:
    """The sections in which some node is stated, in themselves or in a section inside them.

    Where nodes are only referred to, what is added below them may be told in another place.
    """
    found: set[str] = set()
    for node in map_.nodes.values():
        at = node.section if node.top else None
        while at is not None and at not in found:
            found.add(at)
            at = map_.sections[at].parent if at in map_.sections else None
    return found


def _empty_sections(map_: Map) -> Iterator[Fact]:
    filled = _filled_sections(map_)
    return (tuple(_path(map_, id_)) for id_ in map_.sections if id_ not in filled)


def _schemes(map_: Map) -> Iterator[Fact]:
    return ((step(map_, link), link.scheme) for link in map_.links.values() if link.scheme)


def _each(value: Any) -> Iterable[Any]:
    """The values of a property, which may be a list."""
    return value if isinstance(value, list) else () if value is None else (value,)


def _property(key: str) -> Callable[[Map], Iterator[Fact]]:
    def facts(map_: Map) -> Iterator[Fact]:
        for node in map_.nodes.values():
            for value in _each(node.properties.get(key)):
                yield (*who(node), key, value)
        for link in map_.links.values():
            if link.reference or link.bare:
                for value in _each(link.properties.get(key)):
                    yield (step(map_, link), key, value)

    return facts


_SAID_ELSEWHERE = frozenset(
    {"note", "quote", "date", "weight", "assumed", "restates", "contradicts", "scheme", "ignore"}
)


def _details(map_: Map) -> Iterator[Fact]:
    """Properties that have no feature of their own.

    `of` is said with the sources, `by` with the speakers of nodes, and a map's `ignore` is here since
    what can't hold one property of a map can hold none.
    """
    things: list[tuple[Fact, dict[str, Any], frozenset[str]]] = [
        *((who(node), node.properties, _SAID_ELSEWHERE) for node in map_.nodes.values()),
        *(((one.name,), one.properties, frozenset(("side",))) for one in map_.speakers.values()),
        *(((one.description,), one.properties, frozenset(("url",))) for one in map_.sources.values()),
        ((), map_.properties, frozenset(("of", "by"))),
        *(((one.title,), one.properties, frozenset(("by",))) for one in map_.sections.values()),
    ]
    for thing, properties, elsewhere in things:
        for key, value in properties.items():
            if key not in elsewhere:
                for one in _each(value):
                    yield (*thing, key, one)


def _ignores(map_: Map) -> Iterator[Fact]:
    for node in map_.nodes.values():
        for code in node.properties.get("ignore", ()):
            yield (*who(node), code)


#: In the order in which tables and messages name them.
FEATURES: dict[str, Feature] = {
    name: Feature(name, one, many, facts, *things)
    for name, one, many, facts, *things in (
        ("texts", "text", "texts", _texts),
        ("ids", "id", "ids", _ids),
        ("title", "title", "titles", _title),
        ("supports", "premise", "premises", _supports),
        ("linked", "argument of linked premises", "arguments of linked premises", _linked),
        ("gists", "argument's gist", "arguments' gists", _gists),
        ("attacks", "rebuttal", "rebuttals", _steps("attack")),
        ("undercuts", "undercut", "undercuts", _steps("undercut")),
        ("contradictions", "contradiction", "contradictions", _pairs("contradiction")),
        ("restatements", "restatement", "restatements", _pairs("restatement")),
        ("concessions", "concession", "concessions", _grants),
        ("questions", "question", "questions", _questions, _asked),
        ("answers", "answer", "answers", _steps("answer"), _answering),
        ("speakers", "node's speaker", "nodes' speakers", _speakers),
        ("step-speakers", "step's own speaker", "steps' own speakers", _step_speakers),
        ("sides", "speaker's side", "speakers' sides", _sides),
        ("implicit", "mark of what nobody said", "marks of what nobody said", _implicit),
        ("tags", "tag", "tags", _tags),
        ("sections", "section", "sections", _sections, _filled_sections),
        (
            "empty-sections",
            "section without a claim of its own",
            "sections without a claim of their own",
            _empty_sections,
        ),
        ("schemes", "scheme", "schemes", _schemes),
        ("citations", "citation", "citations", _citations),
        ("sources", "source", "sources", _sources),
        ("quotes", "quotation", "quotations", _quotes),
        ("notes", "note", "notes", _property("note")),
        ("dates", "date", "dates", _property("date")),
        ("weights", "weight", "weights", _property("weight")),
        ("assumed", "assumption", "assumptions", _property("assumed")),
        ("details", "other property", "other properties", _details),
        ("ignores", "silenced rule", "silenced rules", _ignores),
    )
}
EVERYTHING = frozenset(FEATURES)


def lost(map_: Map, keeps: frozenset[str]) -> list[tuple[Feature, int]]:
    """What of a map a format that keeps no more than `keeps` can't hold, with how many of each."""
    found = []
    for feature in FEATURES.values():
        if feature.name not in keeps and (number := feature.count(map_)):
            found.append((feature, number))
    return found
