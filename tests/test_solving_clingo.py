"""`argmap.solving` against clingo on frameworks that are too large for the definitions."""

from __future__ import annotations

import random

import pytest

from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN
from argmap.solving.reasoner import Reasoner, Semantics
from tests.answersets import extensions

#: More extensions than this are not compared one by one.
MOST = 100


def random_framework(rng: random.Random) -> tuple[int, set[tuple[int, int]]]:
    size = rng.randint(50, 500)
    attacks = {(rng.randrange(size), rng.randrange(size)) for _ in range(int(size * rng.uniform(1.0, 4.0)))}
    returned = rng.sample(sorted(attacks), rng.randint(0, 12))
    return size, attacks | {(b, a) for a, b in returned}


def inside(labels: bytearray) -> frozenset[int]:
    return frozenset(a for a, label in enumerate(labels) if label == IN)


def ideal_of(preferred: set[frozenset[int]], attacks: set[tuple[int, int]]) -> frozenset[int]:
    """The largest set within all preferred extensions that defends itself."""
    found = frozenset.intersection(*preferred)
    while True:
        beaten = {b for a, b in attacks if a in found}
        lost = {b for a, b in attacks if a not in beaten}
        kept = found - lost
        if kept == found:
            return found
        found = kept


@pytest.mark.parametrize("seed", range(20))
def test_clingo_says_the_same(seed: int) -> None:
    rng = random.Random(seed)
    compared = 0
    for _ in range(10):
        size, attacks = random_framework(rng)
        pairs = sorted(attacks)
        graph = Graph(size, [a for a, _ in pairs], [b for _, b in pairs])
        wanted: dict[str, set[frozenset[int]] | None] = {}
        for name in ("grounded", "complete", "preferred", "stable", "semi-stable"):
            wanted[name] = extensions(size, attacks, name, MOST)
        preferred = wanted["preferred"]
        wanted["ideal"] = None if preferred is None else {ideal_of(preferred, attacks)}
        for name, sets in wanted.items():
            if sets is None:
                continue
            compared += 1
            semantics: Semantics = name  # type: ignore[assignment]
            found = list(Reasoner(graph, semantics).each())
            if name == "semi-stable":  # clingo has one of each range
                ranges = {frozenset(a for a in range(size) if labels[a] != OPEN) for labels in found}
                assert {e | {b for a, b in attacks if a in e} for e in sets} == ranges
                sets = {inside(labels) for labels in found}
            else:
                assert {inside(labels) for labels in found} == sets, name
            assert len(found) == len(sets)
            reasoner = Reasoner(graph, semantics)
            for a in rng.sample(range(size), 10):
                assert (reasoner.credulous(a) is not None) == any(a in e for e in sets)
                lacking = reasoner.sceptical(a)
                assert (lacking is not None) == any(a not in e for e in sets)
                assert lacking is None or inside(lacking) in sets
    assert compared >= 40
