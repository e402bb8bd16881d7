"""`argmap readings`: against the acceptance conditions of docs/semantics.md, tried one by one."""

from __future__ import annotations

import json
import random
import sys
from itertools import product
from pathlib import Path

import pytest

from argmap.analysis.readings import readings_of
from argmap.analysis.standing import evaluate
from argmap.model.map import Map, Node
from argmap.solving.reasoner import SEMANTICS
from tests.conftest import Argmap
from tests.mapmaker import random_attacks, random_map
from tests.naive import Kleene

Values = tuple[bool | None, ...]


class Fixed(Kleene):
    """The conditions of a map, asked about given values of its claims."""

    def __init__(self, map_: Map) -> None:
        super().__init__(map_)
        self.claims = [node for node in map_.nodes.values() if node.claim_like]
        heads: dict[frozenset[Node], Node] = {}
        for node in self.claims:
            heads.setdefault(frozenset(self.same[node]), node)
        self.heads = list(heads.values())

    def holds(self, values: Values) -> bool:
        """Whether every claim has the value that its condition gives it."""
        for head, value in zip(self.heads, values, strict=True):
            for node in self.same[head]:
                self.value[node] = value
        while True:  # links follow from claims: an undercut is itself a link, and never in a circle
            links = {link: self.condition(link) for link in self.links}
            if all(self.value[link] == value for link, value in links.items()):
                break
            self.value.update(links)
        return all(self.condition(node) == self.value[node] for node in self.heads)

    def told(self, values: Values) -> dict[str, str]:
        assert self.holds(values)
        found = {node.id: self.standing(node) for node in self.claims}
        return {id_: standing[0] for id_, standing in found.items() if standing}


def below(one: Values, other: Values) -> bool:
    """Whether `other` decides all that `one` does, and alike."""
    return all(a is None or a == b for a, b in zip(one, other, strict=True))


def by_definition(fixed: Fixed) -> dict[str, list[Values]]:
    complete = [v for v in product((True, False, None), repeat=len(fixed.heads)) if fixed.holds(v)]
    preferred = [v for v in complete if not any(v != w and below(v, w) for w in complete)]
    decided = {v: {i for i, value in enumerate(v) if value is not None} for v in complete}
    shared = [v for v in complete if all(below(v, w) for w in preferred)]
    return {
        "grounded": [v for v in complete if all(below(v, w) for w in complete)],
        "complete": complete,
        "preferred": preferred,
        "stable": [v for v in complete if None not in v],
        "semi-stable": [v for v in complete if not any(decided[v] < decided[w] for w in complete)],
        "ideal": [v for v in shared if all(below(w, v) for w in shared)],
    }


def small_maps(seed: int) -> list[Map]:
    rng = random.Random(seed)
    maps = [random_map(rng) for _ in range(12)]
    maps += [random_attacks(rng, rng.randint(3, 5), rng.randint(3, 9)) for _ in range(4)]
    return [map_ for map_ in maps if len(Fixed(map_).heads) <= 5]


@pytest.mark.parametrize("seed", range(25))
def test_readings_are_what_the_conditions_allow(seed: int) -> None:
    maps = small_maps(seed)
    assert maps
    for map_ in maps:
        fixed = Fixed(map_)
        for semantics, expected in by_definition(fixed).items():
            found = readings_of(map_, semantics, 1000)  # type: ignore[arg-type]
            told = [{node.id: value for node, value in one.items()} for one in found.readings]
            wanted = [fixed.told(values) for values in expected]
            assert found.whole
            assert sorted(told, key=repr) == sorted(wanted, key=repr), semantics
            for node, share in found.shares.items():
                stands = sum(one[node.id] == "stands" for one in wanted)
                assert share == ("none" if not stands else "every" if stands == len(wanted) else "some")
            assert bool(found.shares) == bool(wanted and fixed.heads)


@pytest.mark.parametrize("seed", range(300))
def test_the_grounded_reading_is_the_standing(seed: int) -> None:
    map_ = random_map(random.Random(seed))
    standings = evaluate(map_)
    (reading,) = readings_of(map_, "grounded", 1).readings
    wanted = {node: standings.of(node) for node in map_.nodes.values()}
    assert reading == {node: standing.value for node, standing in wanted.items() if standing}


@pytest.mark.parametrize("seed", range(60))
def test_a_short_list_changes_no_share(seed: int) -> None:
    """What isn't listed is asked for: a claim's share is of all readings."""
    map_ = random_attacks(random.Random(seed), 8, 14)
    for semantics in SEMANTICS:
        everything, short = readings_of(map_, semantics, 1000), readings_of(map_, semantics, 1)
        assert short.shares == everything.shares
        assert short.whole == (len(everything.readings) < 2)
        assert all(one in everything.readings for one in short.readings)


NIXON = "claim p: Pacifist.\n  rebuttal h: Hawk.\n    rebuttal p\n  premise q: Quaker.\n"


def test_text(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text(NIXON)
    ran = argmap("readings", "m.argmap")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "2 preferred readings.\n\n"
        "Stands in every reading:\n  q: Quaker.\n\n"
        "Stands in some:\n  p: Pacifist.\n  h: Hawk.\n\n"
        "Reading 1:\n  stands: p, q\n  falls: h\n\n"
        "Reading 2:\n  stands: h, q\n  falls: p\n"
    )


def test_json_and_limit(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text(NIXON)
    told = json.loads(argmap("readings", "m.argmap", "-f", "json", "--limit", "1").out)
    assert told["semantics"] == "preferred"
    assert (told["listed"], told["complete"]) == (1, False)
    assert told["stands_in"] == {"p": "some", "h": "some", "q": "every"}
    assert len(told["readings"]) == 1
    assert "More than 1 preferred reading; 1 of them" in argmap("readings", "m.argmap", "--limit", "1").out


def test_no_reading(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text("claim a: One.\n  rebuttal a\n")
    ran = argmap("readings", "m.argmap", "--semantics", "stable")
    assert ran.code == 0
    assert ran.out.startswith("No stable reading")
    told = json.loads(argmap("readings", "m.argmap", "--semantics", "stable", "--format", "json").out)
    assert (told["readings"], told["stands_in"]) == ([], {})


def test_without_the_extra(argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.argmap").write_text(NIXON)
    for name in ("pysat", "pysat.solvers"):
        monkeypatch.setitem(sys.modules, name, None)
    ran = argmap("readings", "m.argmap")
    assert (ran.code, ran.out) == (2, "")
    assert "python3 -m pip install 'argmap[solve]'" in ran.err
    assert argmap("readings", "m.argmap", "--semantics", "grounded").code == 0


def test_user_text_is_harmless(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text("claim: \x1b[31mred\x07\n  rebuttal: </script>\n")
    for arguments in ((), ("--format", "json")):
        out = argmap("readings", "m.argmap", *arguments).out
        assert not set("\x1b\x07") & set(out)


def test_the_command_offers_the_semantics_there_are() -> None:
    from argmap.cli.readings import SEMANTICS as OFFERED

    assert OFFERED == SEMANTICS
