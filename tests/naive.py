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
