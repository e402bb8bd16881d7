"""A map as a plain graph: what formats need whose edges lead from a node to a node and nowhere else.

A link that is itself undercut or asked about, and one that starts from no node (a bare concession), is
a node of its own there, a *step*: an edge `origin` leads from what it starts from to the step, and an
edge of the link's kind from the step to its target. Premises that count together lead to their argument
by edges `premise`. Any other link is one edge. Following the edges, one never loses the way from a
reason to what it is a reason for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.map import Link, Map


@dataclass(slots=True)
class Edge:
    """`link` is the link whose step it makes, None for an edge `premise`. Ids are unique in a map."""

    id: str
    kind: str
    source: str
    target: str
    link: Link | None


def is_step(link: Link) -> bool:
    """Whether a link has to be a node."""
    return bool(link.into) or link.head is None or (link.via is None and len(link.origin) > 1)


def steps(map_: Map) -> Iterator[Link]:
    """The links that are nodes, in order."""
    return (link for link in map_.links.values() if is_step(link))


def edges(map_: Map) -> Iterator[Edge]:
    """The edges, in the order of the links; those to an argument before the first that leads from it."""
    joined = set()
    for link in map_.links.values():
        via = link.via
        if via is not None and via not in joined:
            joined.add(via)
            for premise in link.origin:
                yield Edge(f"{via.id}<{premise.id}", "premise", premise.id, via.id, None)
        starts = link.origin if via is None else (via,)
        if is_step(link):
            for node in starts:
                yield Edge(f"{link.id}<{node.id}", "origin", node.id, link.id, link)
            yield Edge(f"{link.id}>", link.kind, link.id, link.target.id, link)
        else:
            yield Edge(link.id, link.kind, starts[0].id, link.target.id, link)
