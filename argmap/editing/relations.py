"""What supports and attacks a node, and what it supports and attacks: one step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from argmap.editing.spot import entry_at, spot_at
from argmap.model.map import Link, Node
from argmap.rules.rule import shortened
from argmap.session.document import Document
from argmap.source import Span

#: Steps that bear on what stands.
_BEARING = frozenset({"support", "attack", "undercut", "contradiction"})


class Related(NamedTuple):
    """A node at the other end of a step, with the steps and where they are written."""

    node: Node
    links: list[Link]

    @property
    def spans(self) -> list[Span]:
        """Where the steps are written."""
        return [link.span for link in self.links]


def node_at(document: Document, offset: int) -> Node | None:
    """The node that is meant at an offset: the one named there, else that of its line."""
    spot = spot_at(document.tree, offset)
    if spot is not None and spot.kind == "node":
        first, slash, local = spot.name.partition("/")
        unit = document.unit.imports.get(first) if slash else document.unit
        named = unit.named.get(local if slash else first) if unit is not None else None
        if named is not None:
            return named
    entry = entry_at(document.unit, document.tree, offset)
    return entry.node if entry is not None else None


def bearing_on(node: Node) -> list[Related]:
    """What supports or attacks a node, or a step that it makes."""
    found: dict[Node, list[Link]] = {}
    links = [*node.into, *(denial for step in node.out for denial in step.into)]
    for link in links:
        head = link.head
        if link.kind in _BEARING and head is not None and head is not node:
            found.setdefault(head, []).append(link)
    if node.kind == "argument":  # its premises make its step
        for link in node.out:
            for premise in link.origin:
                found.setdefault(premise, []).append(link)
    return [Related(*each) for each in found.items()]


def borne_on(node: Node) -> list[Related]:
    """What a node supports or attacks; of a step, the node that makes it."""
    found: dict[Node, list[Link]] = {}
    for link in node.out:
        if link.kind not in _BEARING:
            continue
        target: Node | None
        if link.via is not None and link.via is not node:
            target = link.via
        elif isinstance(link.target, Link):
            target = link.target.head
        else:
            target = link.target
        if target is not None and target is not node:
            found.setdefault(target, []).append(link)
    return [Related(*each) for each in found.items()]


def called(node: Node) -> str:
    """What a node is called in a list: its id, else how its text begins."""
    if node.named:
        return node.id
    return f"“{shortened(node.text)}”" if node.text else node.kind


def details(document: Document, node: Node) -> Iterator[str]:
    """A node's kind, speakers and standing, for a line beside its name."""
    yield node.kind
    if node.speakers:
        known = document.map.speakers
        yield ", ".join(known[each].name if each in known else each for each in node.speakers)
    standing = document.context.standings.of(node)
    if standing is not None:
        yield standing.value
