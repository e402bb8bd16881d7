"""`argmap.solving` against the definitions, and against the literature's own examples (tests/solving)."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN, OUT, grounded
from argmap.solving.reasoner import SEMANTICS, Reasoner
from tests.definitions import extensions

CASES = sorted((Path(__file__).parent / "solving").glob("*.case"))


def inside(labels: bytearray) -> frozenset[int]:
    return frozenset(a for a, label in enumerate(labels) if label == IN)


def check_labels(labels: bytearray, attacks: set[tuple[int, int]]) -> None:
    """Out is what something in attacks, and nothing else."""
    out = {b for a, b in attacks if labels[a] == IN}
    assert {a for a, label in enumerate(labels) if label == OUT} == out


def graph_of(size: int, attacks: set[tuple[int, int]]) -> Graph:
    pairs = sorted(attacks)
    return Graph(size, [a for a, _ in pairs], [b for _, b in pairs])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_known_answers(path: Path) -> None:
    lines = dict(
        line.split(":", 1) for line in path.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    pairs = [tuple(pair.split(">")) for pair in lines["attacks"].split()]
    names = sorted({name for pair in pairs for name in pair} | set(lines.get("alone", "").split()))
    graph = graph_of(len(names), {(names.index(a), names.index(b)) for a, b in pairs})
    for semantics in SEMANTICS:
        expected = {frozenset(one.split()) for one in re.findall(r"\{(.*?)\}", lines[semantics])}
        found = [frozenset(names[a] for a in inside(labels)) for labels in Reasoner(graph, semantics).each()]
        assert set(found) == expected, semantics
        assert len(found) == len(expected)


def random_framework(rng: random.Random) -> tuple[int, set[tuple[int, int]]]:
    size = rng.randint(5, 12)
    density = rng.choice([0.08, 0.12, 0.18, 0.3])
    everything = [(a, b) for a in range(size) for b in range(size)]
    attacks = {(a, b) for a, b in everything if rng.random() < density and (a != b or rng.random() < 0.3)}
    # arguments that attack each other make many extensions
    attacks |= {(b, a) for a, b in attacks if rng.random() < 0.3}
    return size, attacks


@pytest.mark.parametrize("seed", range(20))
def test_random_frameworks(seed: int) -> None:
    """Every semantics and task on 2,000 frameworks; each kind of answer occurs."""
    rng = random.Random(seed)
    seen = set()
    for _ in range(100):
        size, attacks = random_framework(rng)
        graph = graph_of(size, attacks)
        for semantics, expected in extensions(size, attacks).items():
            found = list(Reasoner(graph, semantics).each())  # type: ignore[arg-type]
            assert {inside(labels) for labels in found} == expected
            assert len(found) == len(expected)
            reasoner = Reasoner(graph, semantics)  # type: ignore[arg-type]
            some = reasoner.one()
            assert (some is not None) == bool(expected)
            seen.add((semantics, len(expected) > 1, not expected))
            for a in rng.sample(range(size), size):
                for labels, wanted in (
                    (reasoner.credulous(a), {e for e in expected if a in e}),
                    (reasoner.sceptical(a), {e for e in expected if a not in e}),
                ):
                    assert (labels is not None) == bool(wanted)
                    if labels is not None:
                        assert inside(labels) in wanted
                        check_labels(labels, attacks)
            # the questions before leave nothing behind
            assert {inside(labels) for labels in reasoner.each()} == expected
    assert {("stable", False, True), ("stable", True, False), ("ideal", False, False)} <= seen
    assert {(name, True, False) for name in ("complete", "preferred", "semi-stable")} <= seen


def test_grounded_is_the_same_however_often_an_attack_is_listed() -> None:
    assert grounded(Graph(3, [0, 0, 1], [1, 1, 2])) == bytes([IN, OUT, IN])
    assert grounded(Graph(2, [0, 0, 1], [0, 0, 1])) == bytes([OPEN, OPEN])


def semi_stable(size: int, attacks: set[tuple[int, int]], counted: set[int]) -> set[frozenset[int]]:
    """The complete extensions that leave, of `counted`, as little open as can be."""
    ranges = {
        e: (e | {b for a, b in attacks if a in e}) & counted for e in extensions(size, attacks)["complete"]
    }
    return {e for e in ranges if not any(ranges[e] < other for other in ranges.values())}


def test_semi_stable_may_count_some_arguments_only() -> None:
    """What is open elsewhere doesn't matter; a reading of a map counts its claims and not its steps."""
    rng = random.Random(7)
    for _ in range(200):
        size, attacks = random_framework(rng)
        counted = {a for a in range(size) if rng.random() < 0.6}
        expected = semi_stable(size, attacks, counted)
        reasoner = Reasoner(graph_of(size, attacks), "semi-stable", sorted(counted))
        found = [inside(labels) for labels in reasoner.each()]
        assert set(found) == expected
        assert len(found) == len(expected)
        for a in range(size):
            assert (reasoner.credulous(a) is not None) == any(a in e for e in expected)
