"""Unanswered attacks against a slow reading of the definition, and at size.

The cases that say what is unanswered and who owes it are maps: tests/rules/U*.argmap.
"""

from __future__ import annotations

import random
import time

import pytest

from argmap.analysis.standing import evaluate
from argmap.analysis.unanswered import Conversation
from argmap.model.map import Link, Map
from tests.mapmaker import Maker, random_conversation, random_map
from tests.naive import MAPPER, Talk


def unanswered(map_: Map) -> list[Link]:
    found = Conversation(map_, evaluate(map_)).unanswered_attacks
    return sorted((use for each in found for use in each.uses), key=lambda link: int(link.id[1:]))


@pytest.mark.parametrize("seed", range(40))
def test_attacks_agree_with_the_definition(seed: int) -> None:
    rng = random.Random(seed)
    for make in [random_conversation] * 20 + [random_map] * 5:
        map_ = make(rng)
        talk = Talk(map_)
        attacks = [link for link in map_.links.values() if link.kind in ("attack", "undercut")]
        assert unanswered(map_) == [link for link in attacks if talk.unanswered(link)]


@pytest.mark.parametrize("seed", range(20))
def test_those_who_owe_agree_with_the_definition(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(20):
        map_ = random_conversation(rng)
        talk = Talk(map_)
        for found in Conversation(map_, evaluate(map_)).unanswered_attacks:
            owing = set().union(*(talk.owing(use.target) for use in found.uses))
            assert set(found.owed_by) == owing - {MAPPER}


def test_a_hundred_thousand_replies_to_replies() -> None:
    maker = Maker(a=None, b=None)
    node = maker.node("n0", speakers=("a",))
    for i in range(1, 100_000):
        new = maker.node(f"n{i}", "rebuttal", speakers=("b" if i % 2 else "a",))
        maker.link("attack", new, node, speakers=new.speakers)
        node = new
    begin = time.process_time()
    assert [link.origin[0] for link in unanswered(maker.map)] == [node]
    assert time.process_time() - begin < 10


def test_many_parties_in_a_circle_of_reasons() -> None:
    """The masks that flow round a circle stop growing as soon as they can decide nothing more."""
    names = {f"s{i}": None for i in range(300)}
    maker = Maker(**names)
    nodes = [maker.node(f"n{i}", "premise", speakers=("s0",)) for i in range(3_000)]
    for below, above in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        maker.link("support", below, above)
    for i, name in enumerate(names):
        maker.link("attack", maker.node(f"r{i}", "rebuttal", speakers=(name,)), nodes[i * 10])
    rebuttal = maker.node("x", "rebuttal", speakers=("s0",))
    maker.link("support", nodes[5], rebuttal)
    attack = maker.link("attack", rebuttal, maker.node("c", speakers=("s1",)))
    begin = time.process_time()
    assert attack not in unanswered(maker.map)
    assert time.process_time() - begin < 2
