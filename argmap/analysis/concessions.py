"""Who conceded what, and what they took back by it.

In goes a `Map`; out come `Grant`s in document order. Whoever grants a rebuttal of a claim of their own
takes that claim back; whoever grants an undercut of a step of their own takes that step back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.map import Link, Map, Node


@dataclass(slots=True, frozen=True)
class Grant:
    """Something granted: a node as a whole (`part` is None), or so much of it as `part` says.

    `retracts` are the claims and steps of the same speakers that what is granted was said against.
    """

    speakers: tuple[str, ...]
    target: Node | None
    link: Link
    part: Node | None = None
    retracts: tuple[Node | Link, ...] = ()


def grants(map_: Map) -> Iterator[Grant]:
    """All concessions of the main file."""
    for link in map_.links.values():
        if link.prefix:
            continue
        target = link.target if isinstance(link.target, Node) else None
        if link.bare and target is not None:
            yield Grant(link.speakers, target, link, retracts=tuple(_retracted(link.speakers, target)))
        elif link.kind == "concession" and link.origin:
            node = link.origin[0]
            yield Grant(link.speakers or node.speakers, target, link, part=node)


def _retracted(speakers: tuple[str, ...], granted: Node) -> Iterator[Node | Link]:
    """What of these speakers' own a granted node is said against."""
    who = set(speakers)
    for link in granted.out:
        target = link.target
        if link.kind not in ("attack", "undercut", "contradiction"):
            continue
        owners = target.speakers
        if isinstance(target, Link) and not owners and target.origin:
            owners = target.origin[0].speakers
        if who.intersection(owners):
            yield target
