"""How big a map is, how deep, and who did what in it.

In goes a `Map` with its `Standings` and its `Conversation`; out come numbers. What is counted is the
main file's own; what it imports is only told in a number of its own. Whoever says a thing together
with others has said it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from argmap.analysis.standing import Standings
from argmap.analysis.unanswered import Conversation, Unanswered
from argmap.model.map import Citation, Link, Map, Node

#: The rows of `Stats.parties` for what no speaker says: what the mapper says, and what nobody does.
MAPPER, NOBODY = "", "#implicit"


@dataclass(slots=True, eq=False)
class Tally:
    """What one speaker, one side or everybody did.

    `rebuttals` and `undercuts` are steps, one for each thing that is attacked; `answered` counts those
    of them that another party answered, `owed` the replies that this party still owes. `conceded` are
    bare concessions, `in_part` those with a text. Of `statements` (all that can stand or fall and is
    somebody's words) `cited` cite anything, `backed` cite a source that backs them up, `reasoned` are
    given a reason; `bare` have neither.
    """

    claims: int = 0
    premises: int = 0
    arguments: int = 0
    rebuttals: int = 0
    rebuttals_answered: int = 0
    undercuts: int = 0
    undercuts_answered: int = 0
    questions: int = 0
    questions_answered: int = 0
    answers: int = 0
    conceded: int = 0
    in_part: int = 0
    citations: int = 0
    statements: int = 0
    cited: int = 0
    backed: int = 0
    reasoned: int = 0
    bare: int = 0
    stands: int = 0
    falls: int = 0
    unsupported: int = 0
    open: int = 0
    owed: int = 0


@dataclass(slots=True, eq=False)
class Stats:
    """The numbers of a map. `speakers` and `sides` are in the order of the map."""

    nodes: int
    imported: int
    links: int
    sections: int
    sources: int
    words: int
    depth: int
    kinds: Counter[str]
    everybody: Tally
    speakers: dict[str, Tally] = field(default_factory=dict)
    sides: dict[str, Tally] = field(default_factory=dict)


def count(map_: Map, standings: Standings, conversation: Conversation) -> Stats:
    """All numbers, in a few passes over nodes and links."""
    return _Counter(map_, standings, conversation).stats()


def backing(map_: Map, node: Node) -> Iterator[Citation]:
    """The citations that back a node up: those of sources that the map is not `of`."""
    return (citation for citation in cited(node) if citation.source not in map_.mapped)


def cited(node: Node) -> Iterator[Citation]:
    """What a node cites, wherever it is used."""
    yield from node.citations
    for quote in node.properties.get("quote", ()):
        yield from quote.citations
    for link in node.out:
        yield from link.citations


def citations(map_: Map) -> Iterator[Citation]:
    """All citations of the main file."""
    for node in map_.nodes.values():
        if not node.prefix:
            yield from cited(node)
    for link in map_.links.values():
        if not link.prefix:
            yield from link.citations


class _Counter:
    def __init__(self, map_: Map, standings: Standings, conversation: Conversation) -> None:
        self._map = map_
        self._standings = standings
        self._all = Tally()
        self._speakers = {speaker: Tally() for speaker in map_.speakers}
        self._sides = {side: Tally() for one in map_.speakers.values() if (side := one.side)}
        self._speakers[MAPPER], self._speakers[NOBODY] = Tally(), Tally()
        questions = list(conversation.unanswered_questions())
        self._unanswered: set[Link] = {use for found in conversation.unanswered_attacks for use in found.uses}
        self._unasked = {found.node for found in questions}
        self._owe([*conversation.unanswered_attacks, *questions])

    def stats(self) -> Stats:
        map_ = self._map
        own = [node for node in map_.nodes.values() if not node.prefix]
        for node in own:
            self._node(node)
        links = [link for link in map_.links.values() if not link.prefix]
        for link in links:
            self._link(link)
        for name in (MAPPER, NOBODY):
            tally = self._speakers[name]
            if not tally.statements and not tally.questions and not tally.arguments:
                del self._speakers[name]
        return Stats(
            nodes=len(own),
            imported=len(map_.nodes) - len(own),
            links=len(links),
            sections=sum(1 for one in map_.sections.values() if one.span.source is map_.source),
            sources=sum(1 for one in map_.sources.values() if one.span.source is map_.source),
            words=sum(len(node.text.split()) for node in own),
            depth=depth(map_),
            kinds=Counter(node.kind for node in own),
            everybody=self._all,
            speakers=self._speakers,
            sides=self._sides,
        )

    def _tallies(self, speakers: tuple[str, ...], node: Node | None = None) -> list[Tally]:
        """Whose numbers a thing counts among."""
        if not speakers:
            return [self._all, self._speakers[NOBODY if node is not None and node.implicit else MAPPER]]
        found = [self._all, *(self._speakers.setdefault(name, Tally()) for name in speakers)]
        sides = {one.side for name in speakers if (one := self._map.speakers.get(name)) and one.side}
        return found + [self._sides[side] for side in sides]

    def _node(self, node: Node) -> None:
        standing = self._standings.of(node)
        sources = len({(c.source, c.anchor) for c in cited(node)})
        backed = any(True for _ in backing(self._map, node))
        reasoned = any(link.kind == "support" for link in node.into)
        for tally in self._tallies(node.speakers, node):
            tally.citations += sources
            if node.kind == "claim":
                tally.claims += 1
            elif node.kind == "premise":
                tally.premises += 1
            elif node.kind == "argument":
                tally.arguments += 1
            elif node.kind == "question":
                tally.questions += 1
                tally.questions_answered += node not in self._unasked
            if standing is None:
                continue
            tally.statements += 1
            tally.cited += sources > 0
            tally.backed += backed
            tally.reasoned += reasoned
            tally.bare += not (backed or reasoned or node.properties.get("assumed"))
            if standing.value == "stands":
                tally.stands += 1
            elif standing.value == "falls":
                tally.falls += 1
            elif standing.value == "unsupported":
                tally.unsupported += 1
            else:
                tally.open += 1

    def _link(self, link: Link) -> None:
        answered = link not in self._unanswered
        speakers = link.speakers or (link.origin[0].speakers if link.origin else ())
        for tally in self._tallies(speakers, link.head):
            if link.kind == "attack":
                tally.rebuttals += 1
                tally.rebuttals_answered += answered
            elif link.kind == "undercut":
                tally.undercuts += 1
                tally.undercuts_answered += answered
            elif link.kind == "answer":
                tally.answers += 1
            elif link.kind == "concession":
                tally.in_part += 1
            elif link.bare:
                tally.conceded += 1

    def _owe(self, found: Iterable[Unanswered]) -> None:
        for one in found:
            if one.node.prefix if not one.uses else all(use.prefix for use in one.uses):
                continue
            self._all.owed += 1
            for party in one.owed_by:
                tally = self._sides.get(party)
                if tally is not None:
                    tally.owed += 1
                if party in self._speakers and party not in self._sides:
                    self._speakers[party].owed += 1


def depth(map_: Map) -> int:
    """How many steps the deepest node stands below a node that hangs on nothing, on its shortest way.

    What hangs on an imported node begins one step below that.
    """
    levels: dict[int, list[Node]] = {0: [n for n in map_.nodes.values() if n.prefix or n.top]}
    seen: set[Node] = set()
    deepest = 0
    while levels:
        level = min(levels)
        for node in levels.pop(level):
            if node in seen:
                continue
            seen.add(node)
            if not node.prefix:
                deepest = max(deepest, level)
            for below, steps in _below(node):
                if below not in seen:
                    levels.setdefault(level + steps, []).append(below)
    return deepest


def _below(node: Node) -> Iterator[tuple[Node, int]]:
    for link in node.into:
        if link.kind not in ("contradiction", "restatement"):
            if link.head is not None:
                yield link.head, 1
            yield from _denials(link, 2 if link.head is not None else 1)
    for link in node.out:
        if link.via is node:
            yield from ((premise, 1) for premise in link.origin)


def _denials(link: Link, steps: int) -> Iterator[tuple[Node, int]]:
    stack = [(link, steps)]
    while stack:
        denied, steps = stack.pop()
        for undercut in denied.into:
            if undercut.head is not None:
                yield undercut.head, steps
            stack.append((undercut, steps + 1))
