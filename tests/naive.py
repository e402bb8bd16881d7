"""Slow, literal readings of docs/semantics.md and of Dung (1995), to hold the real code against."""

from __future__ import annotations

from argmap.model.map import ATTACK_LINKS, Link, Map, Node


def dung_grounded(arguments: list[Node], attacks: set[tuple[Node, Node]]) -> tuple[set[Node], set[Node]]:
    """The grounded extension (least fixed point of the characteristic function) and what it attacks."""
    extension: set[Node] = set()
    while True:
        acceptable = {
            a
            for a in arguments
            if all(any((c, b) in attacks for c in extension) for b in arguments if (b, a) in attacks)
        }
        if acceptable == extension:
            return extension, {b for b in arguments if any((a, b) in attacks for a in extension)}
        extension = acceptable


def all_(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def any_(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def not_(value: bool | None) -> bool | None:
    return None if value is None else not value


class Kleene:
    """The acceptance conditions, applied again and again from "everything undecided"."""

    def __init__(self, map_: Map) -> None:
        self.links = list(map_.links.values())
        self.same = {node: {node} for node in map_.nodes.values()}
        for link in self.links:
            if link.kind == "restatement":
                assert isinstance(link.target, Node)
                joined = self.same[link.origin[0]] | self.same[link.target]
                for node in joined:
                    self.same[node] = joined
        self.value: dict[Node | Link, bool | None] = dict.fromkeys([*self.same, *self.links])
        while True:
            new = {thing: self.condition(thing) for thing in self.value}
            if new == self.value:
                break
            self.value = new

    def condition(self, thing: Node | Link) -> bool | None:
        if isinstance(thing, Node):
            links = self.into(thing)
            supports = [self.value[link] for link in links if link.kind == "support"]
            attacks = [self.value[link] for link in links if link.kind in ATTACK_LINKS]
            needs_none = not supports or any(n.properties.get("assumed") for n in self.same[thing])
            return all_([not_(any_(attacks)), True if needs_none else any_(supports)])
        undercuts = [u for u in self.links if u.kind == "undercut" and u.target is thing]
        if thing.kind == "contradiction":
            undercuts = []
        origins = [] if thing.kind in ("question", "answer") else [self.value[n] for n in thing.origin]
        return all_([*origins, not_(any_([self.value[u] for u in undercuts]))])

    def into(self, node: Node) -> list[Link]:
        return [link for link in self.links if link.target in self.same[node]]

    def standing(self, node: Node) -> tuple[str, str] | None:
        if not node.claim_like:
            return None
        value = self.value[node]
        if value is None:
            return "open", "contested"
        if value:
            return "stands", "unchallenged" if not self.challenged(node, set()) else "defended"
        if any(self.value[link] and link.kind in ATTACK_LINKS for link in self.into(node)):
            return "falls", "refuted"
        return "unsupported", "unsupported"

    def challenged(self, node: Node, seen: set[Node]) -> bool:
        if node in seen:
            return False
        seen |= self.same[node]
        for link in self.into(node):
            if link.kind in ATTACK_LINKS:
                return True
            if link.kind == "support" and (
                any(u.kind == "undercut" and u.target is link for u in self.links)
                or any(self.challenged(each, seen) for each in link.origin)
            ):
                return True
        return False

    def in_force(self, link: Link) -> str | None:
        if link.kind in ("concession", "restatement"):
            return None
        return {True: "yes", False: "no", None: "open"}[self.value[link]]


MAPPER = "the mapper"


class Talk:
    """Unanswered, read word by word, for every attack on its own."""

    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.links = list(map_.links.values())
        self.same = Kleene(map_).same
        self.spoken = bool(map_.speakers)

    def parties(self, speakers: tuple[str, ...]) -> set[str]:
        return set(self.map.parties(speakers))

    def voice(self, node: Node, seen: frozenset[Node] = frozenset()) -> set[str]:
        if node.speakers:
            return self.parties(node.speakers)
        if not node.implicit or not self.spoken:
            return {MAPPER}
        found: set[str] = set()
        for link in self.links:
            if link.kind == "support" and link.target is node and node not in seen:
                found |= self.parties(link.speakers) or self.voices(link.origin, seen | {node})
        return found

    def voices(self, nodes: tuple[Node, ...], seen: frozenset[Node] = frozenset()) -> set[str]:
        return set().union(*(self.voice(node, seen) for node in nodes))

    def maker(self, link: Link) -> set[str]:
        """Who makes a step."""
        return self.parties(link.speakers) or self.voices(link.origin)

    def serves(self, node: Node, seen: frozenset[Node] = frozenset()) -> set[str]:
        found: set[str] = set()
        for link in self.links:
            if node not in link.origin or node in seen:
                continue
            if link.kind in ("support", "attack", "undercut", "answer"):
                found |= self.parties(link.speakers)
            if link.kind in ("support", "answer") and not link.speakers and isinstance(link.target, Node):
                above = link.target
                if above.speakers or not above.implicit:
                    found |= self.voice(above)
                elif link.kind == "support":
                    found |= self.serves(above, seen | {node})
        return found

    def owing(self, target: Node | Link) -> set[str]:
        if isinstance(target, Link):
            return self.parties(target.speakers) or set().union(*map(self.owing, target.origin))
        if target.implicit and not target.speakers and self.spoken:
            return self.serves(target) or self.voice(target)
        return self.voice(target)

    def rests_on(self, node: Node) -> tuple[set[Node], set[Link]]:
        """The node and all that it rests on, with the supports between them."""
        nodes, steps = {node}, set()
        while True:
            more = {link for link in self.links if link.kind == "support" and link.target in nodes} - steps
            grown = set().union(*(self.same[each] for each in nodes), *(link.origin for link in more))
            if grown <= nodes and not more:
                return nodes, steps
            nodes |= grown
            steps |= more

    def replies(self, node: Node) -> list[Link]:
        """What is said against the node, what it rests on, or a step from it; and who grants it bare."""
        nodes, steps = self.rests_on(node)
        steps |= {link for link in self.links if self.same[node] & set(link.origin)}
        return [
            link
            for link in self.links
            if (link.kind in ATTACK_LINKS and (link.target in nodes or link.target in steps))
            or (link.bare and link.target in self.same[node])
        ]

    def unanswered(self, attack: Link) -> bool:
        by = self.maker(attack)
        if not by:
            return False
        if not self.spoken:
            return not self.replies(attack.origin[0])
        others = by - self.owing(attack.target)
        return not any(self.maker(reply) - others for reply in self.replies(attack.origin[0]))
