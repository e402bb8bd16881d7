"""The main claims of a map, and what backs one up in the end."""

from __future__ import annotations

from argmap.analysis.stats import backing
from argmap.analysis.units import Units
from argmap.model.map import Link, Map, Node

#: Steps that make a claim a part of another's case, and those that attack it.
_SERVING = frozenset({"support", "concession"})
_ATTACKING = frozenset({"attack", "undercut"})
#: Counting what hangs on a claim ends here: a claim with more is a main claim anyway.
_ENOUGH = 300


def main_claims(map_: Map) -> list[Node]:
    """What the main file argues about: its top claims, first those on which most hangs.

    Of imported claims those count that the file says something about and that serve nothing in it.
    """
    about: dict[Node, None] = {node: None for node in map_.roots() if node.claim_like}
    used: set[Node] = set()
    for link in map_.links.values():
        if link.prefix:
            continue
        if isinstance(link.target, Node) and link.target.claim_like and link.target.prefix:
            about[link.target] = None
        if link.kind in _SERVING or link.kind in _ATTACKING:
            used.update(link.origin)
    mains = [node for node in about if not (node.prefix and node in used)]
    return sorted(mains, key=weight, reverse=True)


def weight(node: Node) -> int:
    """How much hangs on a node, at any depth: nodes for and against it, those against counted twice."""
    seen = {node}
    stack: list[Node | Link] = [node]
    found = 0
    while stack and found < _ENOUGH:
        for link in stack.pop().into:
            if link.kind not in _SERVING and link.kind not in _ATTACKING:
                continue
            if found >= _ENOUGH:
                break
            stack.append(link)
            found += link.kind in _ATTACKING
            for each in link.origin:
                if each not in seen:
                    seen.add(each)
                    stack.append(each)
                    found += 1
    return found


def served_by(node: Node) -> tuple[list[Node], list[Node]]:
    """The nodes that a node is used for, and those that it is used against, each once."""
    found: tuple[dict[Node, None], dict[Node, None]] = ({}, {})
    for link in node.out:
        if link.kind in _SERVING or link.kind in _ATTACKING:
            target = link.target
            while isinstance(target, Link):
                target = target.target
            found[link.kind in _ATTACKING][target] = None
    return list(found[0]), list(found[1])


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
