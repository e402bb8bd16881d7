"""Standings against slow readings of the definitions, and at size."""

from __future__ import annotations

import itertools
import random
import re
import time
from pathlib import Path

import pytest

from argmap.analysis.standing import evaluate
from argmap.model.load import Loader
from argmap.model.map import Node
from tests.mapmaker import Maker, random_attacks, random_map
from tests.naive import Kleene, dung_grounded


@pytest.mark.parametrize("seed", range(30))
def test_rebuttals_alone_are_dungs_grounded_extension(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(12):
        size = rng.randint(1, 14)
        map_ = random_attacks(rng, size, rng.randint(0, 3 * size))
        nodes = list(map_.nodes.values())
        attacks = {(k.origin[0], k.target) for k in map_.links.values() if isinstance(k.target, Node)}
        accepted, attacked = dung_grounded(nodes, attacks)
        standings = evaluate(map_)
        for node in nodes:
            expected = "stands" if node in accepted else "falls" if node in attacked else "open"
            standing = standings.of(node)
            assert standing is not None
            assert standing.value == expected, node.id


@pytest.mark.parametrize("seed", range(40))
def test_every_kind_of_link_agrees_with_the_naive_fixed_point(seed: int) -> None:
    rng = random.Random(1000 + seed)
    for _ in range(25):
        map_ = random_map(rng)
        naive, standings = Kleene(map_), evaluate(map_)
        for node in map_.nodes.values():
            found = standings.of(node)
            assert (found and (found.value, found.reason)) == naive.standing(node), node.id
        for link in map_.links.values():
            assert standings.in_force(link) == naive.in_force(link), link.id


def chain(length: int) -> Maker:
    """Every claim but the first attacks, supports or undercuts what is before it."""
    maker = Maker()
    node, link = maker.node("n0"), None
    for i in range(1, length):
        new = maker.node(f"n{i}", "premise")
        if i % 3 == 0 and link is not None:
            link = maker.link("undercut", new, link)
        else:
            link = maker.link("support" if i % 3 == 1 else "attack", new, node)
        node = new
    return maker


def star(size: int) -> Maker:
    maker = Maker()
    centre = maker.node("centre")
    for i in range(1, size):
        maker.link("support" if i % 2 else "attack", maker.node(f"n{i}"), centre)
    return maker


@pytest.mark.parametrize("shape", [chain, star])
def test_a_hundred_thousand_nodes(shape: type[Maker]) -> None:
    map_ = shape(100_000).map
    begin = time.process_time()
    standings = evaluate(map_)
    assert time.process_time() - begin < 5  # about 0.3 s; a square algorithm would take hours
    assert all(standings.of(node) for node in map_.nodes.values())


def test_a_support_chain_falls_with_its_last_premise() -> None:
    maker = Maker()
    nodes = [maker.node(f"n{i}") for i in range(50_000)]
    for above, below in itertools.pairwise(nodes):
        maker.link("support", below, above)
    maker.link("attack", maker.node("r"), nodes[-1])
    standings = evaluate(maker.map)
    assert {str(standings.of(node)) for node in nodes[:-1]} == {str(standings.of(nodes[0]))}
    found = standings.of(nodes[0])
    assert found is not None
    assert found.value == "unsupported"


def test_a_question_and_its_answer_are_in_force_unless_undercut() -> None:
    maker = Maker()
    claim, question, answer = maker.node("c"), maker.node("q", "question"), maker.node("a", "answer")
    asked, answered = maker.link("question", question, claim), maker.link("answer", answer, question)
    maker.link("undercut", maker.node("u", "undercut"), answered)
    maker.link("attack", maker.node("r", "rebuttal"), claim)
    standings = evaluate(maker.map)
    assert (standings.in_force(asked), standings.in_force(answered)) == ("yes", "no")
    assert standings.of(question) is None


def test_an_argument_has_no_standing_and_a_restatement_no_force() -> None:
    maker = Maker()
    claim, argument, premise = maker.node("c"), maker.node("arg", "argument"), maker.node("p", "premise")
    support = maker.link("support", premise, claim, via=argument)
    same = maker.link("restatement", maker.node("again"), claim)
    granted = maker.link("concession", maker.node("y", "concession"), claim)
    standings = evaluate(maker.map)
    assert standings.of(argument) is None
    assert (standings.in_force(same), standings.in_force(granted)) == (None, None)
    assert standings.in_force(support) == "yes"


CASES = sorted((Path(__file__).parent / "standing").glob("*.argmap"))
EXPECTED = re.compile(r"^// (\S+): (\w+), (\w+)$", re.MULTILINE)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_example(path: Path) -> None:
    """Each file ends in the standings it must have; docs/semantics.md says why."""
    map_, diagnostics = Loader().path(path)
    assert not diagnostics
    expected = EXPECTED.findall(path.read_text("utf-8"))
    assert expected
    standings = evaluate(map_)
    found = {id_: standings.of(map_.nodes[id_]) for id_, _, _ in expected}
    assert [(id_, s.value, s.reason) for id_, s in found.items() if s] == expected
