"""`argmap why`: cases with their words, explanations that decide and never go in a circle, manners.

`ARGMAP_ACCEPT=1` writes what comes out into the case files: read it before you commit it.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shlex
import time
from pathlib import Path

import pytest

from argmap.analysis.circles import circle_from
from argmap.analysis.rounds import Grounds
from argmap.analysis.standing import Standings, evaluate
from argmap.analysis.units import units_of
from argmap.analysis.why import DEEP, MANY, Explainer, Explanation, Move, explain
from argmap.model.map import ATTACK_LINKS, Link, Map, Node
from tests.cases import case_files, read_case
from tests.conftest import Argmap
from tests.mapmaker import Maker, random_conversation, random_map


@pytest.mark.parametrize("path", case_files("why"), ids=lambda path: path.stem)
def test_words(path: Path, argmap: Argmap, tmp_path: Path) -> None:
    case = read_case(path)
    (tmp_path / "a.argmap").write_text(case["input"], encoding="utf-8")
    ran = {"input": case["input"]}
    for name in [*case][1:]:
        _, node, *options = shlex.split(name)
        found = argmap("why", "a.argmap", node, *options, COLUMNS="80")
        assert found.err == ""
        ran[name] = found.out
    if os.environ.get("ARGMAP_ACCEPT"):
        parts = [text if name == "input" else f"%%% {name}\n{text}" for name, text in ran.items()]
        path.write_text("".join(parts), encoding="utf-8")
    assert ran == case


# What an explanation must be


def check(map_: Map, standings: Standings, explanation: Explanation) -> None:
    """Every move is decided by those beneath it, and what is told above is told elsewhere, not around it."""
    units = units_of(map_)
    grounds = Grounds(standings, units)
    path: list[Move] = []
    finished: set[Link] = set()
    for move in explanation.moves:
        while path and path[-1].depth >= move.depth:
            done = path.pop()
            if done.link is not None and not done.linked:
                finished.add(done.link)
        if move.link is not None and not move.linked:
            around = [m.link for m in path if m.link is not None and not m.linked]
            assert move.link not in around, "a step explained by itself"
            if move.told and move.link in {m.link for m in explanation.moves if not m.told and not m.linked}:
                assert move.link in finished
        path.append(move)
        if not move.told:
            check_move(grounds, move)


def check_move(grounds: Grounds, move: Move) -> None:
    link, node = move.link, move.node
    below = [m.link for m in move.beneath if m.link is not None and not m.linked]
    undercuts = [each for each in below if link is not None and each.target is link]
    if link is not None and not move.linked:
        if move.force == "yes":
            assert set(undercuts) == set(grounds.undercuts(link))
            if link.via is None and node is not None and link.kind != "answer":
                check_claim(grounds, move, node, True)
            return
        assert move.force == "no"
        if undercuts:
            assert grounds.value(undercuts[0]) is True
            return
        if link.via is not None:
            (premise,) = move.beneath
            assert premise.linked
            assert premise.standing is not None
            assert premise.standing.value in ("falls", "unsupported")
            return
    assert node is not None
    if node.claim_like:
        check_claim(grounds, move, node, move.standing is not None and move.standing.value == "stands")


def check_claim(grounds: Grounds, move: Move, node: Node, stands: bool) -> None:
    unit = grounds.units.number[node]
    below = [
        m.link for m in move.beneath if m.link is not None and not m.linked and m.link.target is not move.link
    ]
    attacks = [link for link in below if link.kind in ATTACK_LINKS]
    supports = [link for link in below if link.kind == "support"]
    if stands:
        assert set(attacks) == set(grounds.attacks(unit))
        assert all(grounds.value(link) is False for link in attacks)
        assert all(grounds.value(link) is True for link in supports)
    elif attacks:
        assert len(below) == 1
        assert grounds.value(attacks[0]) is True
    else:
        assert set(supports) == set(grounds.supports(unit))
        assert all(grounds.value(link) is False for link in supports)


@pytest.mark.parametrize("seed", range(40))
def test_random_maps_are_explained(seed: int) -> None:
    rng = random.Random(7000 + seed)
    for _ in range(20):
        map_ = random_map(rng)
        standings = evaluate(map_)
        for node in map_.nodes.values():
            explanation = explain(map_, standings, node, full=True)
            assert explanation.whole
            standing = standings.of(node)
            if standing is None:
                continue
            if standing.value == "open":
                check_circle(map_, standings, explanation)
            else:
                assert not any(m.told for m in explanation.moves if m.link is None)
                check(map_, standings, explanation)
                assert len(explanation.moves) <= 2 * (len(map_.links) + len(map_.nodes))


def check_circle(map_: Map, standings: Standings, explanation: Explanation) -> None:
    """Each step is open and hangs on the next; the circle's last leads back to its first."""
    number = units_of(map_).number
    circle = explanation.circle
    assert circle
    links = [move.link for move in explanation.moves if move.link is not None and not move.linked]
    assert links[-len(circle) :] == list(circle)
    assert all(standings.in_force(link) == "open" for link in links)

    def hangs(upper: Link, lower: Link) -> bool:
        if isinstance(lower.target, Link):
            return lower.target is upper
        return number[lower.target] in {number[node] for node in upper.origin}

    assert all(hangs(upper, lower) for upper, lower in itertools.pairwise(links))
    assert hangs(circle[-1], circle[0])
    assert isinstance(links[0].target, Node)
    assert number[links[0].target] == number[explanation.node]


def test_what_is_long_is_cut_with_a_word() -> None:
    maker = Maker()
    nodes = [maker.node(f"n{i}") for i in range(100_000)]
    for above, below in itertools.pairwise(nodes):
        maker.link("attack", below, above)
    standings = evaluate(maker.map)
    begin = time.process_time()
    explanation = explain(maker.map, standings, nodes[0])
    assert time.process_time() - begin < 15  # about 1 s; a square algorithm would take hours
    assert not explanation.whole
    assert len(explanation.moves) == DEEP + 1
    assert explanation.moves[-1].left_out == 1
    whole = explain(maker.map, standings, nodes[0], full=True)
    assert whole.whole
    assert len(whole.moves) == 100_000


@pytest.mark.parametrize("seed", range(10))
def test_one_after_another_is_explained_as_each_by_itself(seed: int) -> None:
    rng = random.Random(8000 + seed)
    for make in (random_map, random_conversation):
        for _ in range(20):
            map_ = make(rng)
            standings = evaluate(map_)
            explainer = Explainer(map_, standings)
            for node in map_.nodes.values():
                for full in (False, True):
                    alone = explain(map_, standings, node, full=full)
                    assert told(explainer.explain(node, full=full)) == told(alone)


def told(explanation: Explanation) -> list[object]:
    moves = [(m.depth, m.node, m.link, m.linked, m.told, m.left_out) for m in explanation.moves]
    return [*moves, explanation.circle, explanation.whole, explanation.denied]


def test_the_work_for_all_of_a_deep_map_grows_as_the_map_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(size: int) -> int:
        """How often a value is asked for while all nodes of a chain are explained."""
        maker = Maker()
        nodes = [maker.node(f"n{i}") for i in range(size)]
        for above, below in itertools.pairwise(nodes):
            maker.link("attack", below, above)
        calls = 0
        value = Grounds.value

        def counted(self: Grounds, thing: int | Link) -> bool | None:
            nonlocal calls
            calls += 1
            return value(self, thing)

        with monkeypatch.context() as patch:
            patch.setattr(Grounds, "value", counted)
            explainer = Explainer(maker.map, evaluate(maker.map))
            for node in nodes:
                explainer.explain(node)
        return calls

    assert asked(800) < 2.2 * asked(400)


def test_many_attacks_are_cut_with_a_word() -> None:
    maker = Maker()
    centre = maker.node("c")
    for i in range(5000):
        attack = maker.node(f"a{i}")
        maker.link("attack", attack, centre)
        for j in range(3):
            maker.link("attack", maker.node(f"b{i}-{j}"), attack)
    explanation = explain(maker.map, evaluate(maker.map), centre)
    assert not explanation.whole
    assert len(explanation.moves) <= MANY
    assert explanation.moves[0].left_out == 5000 - len(explanation.moves[0].beneath)


def test_a_large_circle() -> None:
    maker = Maker()
    nodes = [maker.node(f"n{i}") for i in range(50_001)]
    for above, below in itertools.pairwise([*nodes, nodes[0]]):
        maker.link("attack", below, above)
    explanation = explain(maker.map, evaluate(maker.map), nodes[7])
    assert len(explanation.circle) == 50_001
    assert len(explanation.moves) == DEEP
    assert explanation.moves[-1].closes


def test_circle_from() -> None:
    graph = {1: [2], 2: [3, 5], 3: [4], 4: [2], 5: [2]}
    assert circle_from(1, graph.__getitem__) == ([1], [2, 5])
    assert circle_from(3, graph.__getitem__) == ([], [3, 4, 2]) or circle_from(3, graph.__getitem__)[0] == [
        3,
        4,
    ]


# Words and manners


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("options", [(), ("--format", "tree"), ("--full",)])
def test_any_map_has_words(seed: int, options: tuple[str, ...]) -> None:
    from argmap.render.ink import Ink
    from argmap.review.why import as_json, as_text, as_tree

    rng = random.Random(9000 + seed)
    for _ in range(20):
        map_ = random_conversation(rng)
        standings = evaluate(map_)
        for node in map_.nodes.values():
            explanation = explain(map_, standings, node, full="--full" in options)
            for width in (60, 80, 120):
                for ink in (Ink(None), Ink("256")):
                    if "tree" in options:
                        lines = list(as_tree(explanation, map_, width=width, ink=ink))
                    else:
                        lines = list(as_text(explanation, map_, width=width, ink=ink, again="argmap why"))
                    if not ink.colour:
                        assert max(map(len, lines)) <= width
                    assert "{" not in "".join(lines)
            found = json.loads("".join(as_json(explanation, map_)))
            assert found["node"] == node.id
            assert len(found["moves"]) == len(explanation.moves)


MAP = """\
import far: b.argmap
claim move: We should move.
  premise cheap: It is cheap.
    rebuttal dear: It is dear.
  premise: It is quick.
claim stay: We should stay.
"""


@pytest.fixture
def a_map(tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    (tmp_path / "b.argmap").write_text("claim x: Far away.\n  rebuttal y: Not so far.\n")


@pytest.mark.usefixtures("a_map")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mvoe", "no node has the id `mvoe`. Did you mean `move`?"),
        ("MOVE", None),
        ("che", None),
        ("it is q", None),
        ("It is", "several nodes begin with `It is`: `cheap`, `dear`, `move~premise-it-is-quick`"),
        ("far/x", None),
        ("far/zz", "no node has the id `far/zz`."),
        ("zzzzzz", "argmap render --to table lists them"),
        ("\x1b[31m", "no node has the id `␛[31m`"),
        ("", "no node has the id ``"),
    ],
)
def test_naming_a_node(argmap: Argmap, name: str, words: str | None) -> None:
    ran = argmap("why", "a.argmap", name)
    assert ran.code == (0 if words is None else 2)
    assert "\x1b" not in ran.out + ran.err
    if words is not None:
        assert ran.out == ""
        assert words in ran.err


def test_an_empty_map(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("map: Nothing\n")
    ran = argmap("why", "a.argmap", "c")
    assert (ran.code, ran.err) == (2, "argmap: no node `c`: the map has no nodes\n")


def test_text_that_would_act_on_a_terminal(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(
        "speaker x: \x1b[31mRed\u202e\n"
        "claim c @x: \x1b]0;title\x07 {who} `c` “quoted”  two\n  rebuttal @x: \x9b1m\n"
    )
    for options in ((), ("--format", "tree"), ("--format", "json")):
        ran = argmap("why", "a.argmap", "c", *options)
        assert ran.code == 0
        assert not any(c in ran.out for c in "\x1b\x07\x9b\u202e")
        assert "{who}" in ran.out
    assert json.loads(ran.out)["moves"][0]["text"].startswith("\x1b]0;title\x07")


def test_colour_and_errors_in_the_map(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim c: One.\n  premis d: Two.\n")
    ran = argmap("why", "a.argmap", "c", FORCE_COLOR="1")
    assert "\x1b[" in ran.out
    assert "has 1 error" in ran.err
    assert argmap("why", "a.argmap", "c", "--format", "jsn").code == 2


def test_a_name_alone_ends_its_sentence(argmap: Argmap) -> None:
    map_ = "speaker a: A\nclaim x @a: It is so.\n  argument snare:\n    premise: One.\n    premise: Two.\n"
    assert "A argues for `x`: `snare`. Nobody attacks any of it." in argmap("why", "-", "x", stdin=map_).out
