"""Which nodes are one claim: those that `restates` links join.

In goes a `Map`; out come *units*: classes of nodes that count as one, numbered in document order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.map import Link, Map, Node


@dataclass(slots=True, frozen=True)
class Units:
    """Every node belongs to one unit; a node that restates nothing is a unit of its own.

    `number` gives a node's unit, `heads` each unit's first node, `joined` the nodes of those units
    that have several.
    """

    number: dict[Node, int]
    heads: list[Node]
    joined: dict[int, list[Node]]

    def together(self, node: Node) -> list[Node]:
        """The nodes that are one claim with `node`, itself among them, in document order."""
        return self.joined.get(self.number[node]) or [node]

    def same(self, one: Node, other: Node) -> bool:
        """Whether two nodes are one claim."""
        return one is other or (bool(self.joined) and self.number[one] == self.number[other])

    def into(self, node: Node) -> Iterator[Link]:
        """The links that end at the claim `node` is."""
        if not self.joined:
            return iter(node.into)
        return (link for each in self.together(node) for link in each.into)

    def out(self, node: Node) -> Iterator[Link]:
        """The links that start at the claim `node` is."""
        if not self.joined:
            return iter(node.out)
        return (link for each in self.together(node) for link in each.out)


def units_of(map_: Map) -> Units:
    """Join what restates one another (union-find)."""
    nodes = map_.nodes.values()
    pairs = [
        (link.origin[0], link.target)
        for link in map_.links.values()
        if link.kind == "restatement" and link.origin and isinstance(link.target, Node)
    ]
    if not pairs:
        return Units(dict(zip(nodes, range(len(nodes)), strict=True)), list(nodes), {})
    parent = {node: node for pair in pairs for node in pair}

    def find(node: Node) -> Node:
        while parent[node] is not node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        parent[find(b)] = find(a)
    groups: dict[Node, list[Node]] = {}
    for node in nodes:
        groups.setdefault(find(node) if node in parent else node, []).append(node)
    return Units(
        number={node: u for u, group in enumerate(groups.values()) for node in group},
        heads=[group[0] for group in groups.values()],
        joined={u: group for u, group in enumerate(groups.values()) if len(group) > 1},
    )
