"""The readings of a map: ways to decide its claims all at once, under a semantics beyond grounded.

In go a `Map` and a semantics; out come the labellings of its framework (`analysis.framework`), told of its
claims. The framework's other arguments follow from the claims, each being a function of them, so different
labellings are different readings, and a larger labelling is one that decides more claims. For the one
semantics that counts what is open, semi-stable, only claims are counted.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from argmap.analysis.framework import Framework, framework_of
from argmap.analysis.standing import Value
from argmap.analysis.units import units_of
from argmap.model.map import Map, Node
from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN
from argmap.solving.reasoner import Reasoner, Semantics

#: In how many readings a claim stands.
Share = Literal["every", "some", "none"]
Reading = dict[Node, Value]


@dataclass(slots=True, frozen=True)
class Readings:
    """Readings of a map; `whole` says that these are all there are.

    `shares` tells of each claim in how many of *all* readings it stands; it is empty where there is no
    reading, which only stable semantics allows.
    """

    semantics: Semantics
    readings: list[Reading]
    whole: bool
    shares: dict[Node, Share]


def readings_of(map_: Map, semantics: Semantics, limit: int) -> Readings:
    """At most `limit` readings, sorted by which of the first claims stand, and the shares of all claims.

    Raises `ImportError` where a solver is needed and not installed.
    """
    framework = framework_of(map_)
    claims = [at for at, one in enumerate(framework.arguments) if one.auxiliary is None]
    reasoner = Reasoner(_graph(framework), semantics, claims)
    found: list[bytearray] = []
    whole = True
    for labels in reasoner.each():
        if len(found) == limit:
            whole = False
            break
        found.append(labels)
    # what stands earlier in the map stands in earlier readings
    found.sort(key=lambda labels: [labels[at] != IN for at in claims])
    shares = {
        framework.arguments[at].about: share
        for at, share in zip(claims, _shares(reasoner, found, claims, whole), strict=False)
    }
    tell = _Telling(map_, framework, claims)
    return Readings(
        semantics,
        [tell.reading(labels) for labels in found],
        whole,
        {node: share for node, share in shares.items() if isinstance(node, Node)},
    )


def _graph(framework: Framework) -> Graph:
    sources = array("i", (a for a, _ in framework.attacks))
    return Graph(len(framework.arguments), sources, array("i", (b for _, b in framework.attacks)))


def _shares(
    reasoner: Reasoner, found: Sequence[bytearray], claims: Sequence[int], whole: bool
) -> list[Share]:
    """In how many readings each claim stands; where not all are at hand, the solver is asked."""
    if not found:
        return []
    shares: list[Share] = []
    for at in claims:
        stands = sum(labels[at] == IN for labels in found)
        if 0 < stands < len(found):
            shares.append("some")
        elif stands:
            shares.append("every" if whole or reasoner.sceptical(at) is None else "some")
        else:
            shares.append("none" if whole or reasoner.credulous(at) is None else "some")
    return shares


class _Telling:
    """Turns labels into the words of standings: what is out falls, or has only lost its reasons."""

    def __init__(self, map_: Map, framework: Framework, claims: Sequence[int]) -> None:
        units = units_of(map_)
        self._claims: list[tuple[Node, int]] = []
        main: dict[int, int] = {}
        for at in claims:
            node = framework.arguments[at].about
            assert isinstance(node, Node)
            self._claims.append((node, main.setdefault(units.number[node], at)))
        #: What makes a claim fall when it is in.
        self._against: dict[int, list[int]] = {at: [] for at in main.values()}
        for attacker, target in framework.attacks:
            if target in self._against and framework.arguments[attacker].auxiliary != "bare":
                self._against[target].append(attacker)

    def reading(self, labels: bytearray) -> Reading:
        return {node: self._value(labels, at) for node, at in self._claims}

    def _value(self, labels: bytearray, at: int) -> Value:
        if labels[at] == IN:
            return "stands"
        if labels[at] == OPEN:
            return "open"
        refuted = any(labels[attacker] == IN for attacker in self._against[at])
        return "falls" if refuted else "unsupported"
