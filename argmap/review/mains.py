"""The main claims of a map, and what backs one up in the end."""

from __future__ import annotations

from argmap.analysis.stats import backing
from argmap.analysis.units import Units
from argmap.model.map import Map, Node

#: Steps that make a claim a part of another's case.
_SERVING = frozenset({"support", "attack", "undercut", "concession"})


def main_claims(map_: Map) -> list[Node]:
    """What the main file argues about: its top claims that serve no other claim.

    Where each serves another, all of them. Of imported claims those count that the file says something
    about and that serve nothing in it.
    """
    about: dict[Node, None] = {node: None for node in map_.roots() if node.claim_like}
    serving: set[Node] = set()
    for link in map_.links.values():
        if link.prefix:
            continue
        if isinstance(link.target, Node) and link.target.claim_like and link.target.prefix:
            about[link.target] = None
        if link.kind in _SERVING:
            serving.update(link.origin)
    mains = [node for node in about if node not in serving]
    return mains or list(about)


def backing_of(map_: Map, units: Units, node: Node) -> tuple[list[str], int]:
    """The sources that back up a claim or what it rests on, each once, and how many reasons it has."""
    sources: dict[str, None] = {}
    seen = {units.number[node]}
    stack = [node]
    while stack:
        unit = stack.pop()
        for each in units.together(unit):
            sources.update((citation.source, None) for citation in backing(map_, each))
        for link in units.into(unit):
            if link.kind == "support":
                for origin in link.origin:
                    if units.number[origin] not in seen:
                        seen.add(units.number[origin])
                        stack.append(origin)
    reasons = sum(1 for link in units.into(node) if link.kind == "support" and not link.bare)
    return list(sources), reasons
