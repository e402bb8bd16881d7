"""Abstract frameworks: af, apx and tgf read, af and apx written so that the grounded extension stays."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.framework import framework_of
from argmap.analysis.standing import evaluate
from argmap.formats import apx, iccma, known, tgf
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import format_of, read_foreign
from argmap.model.map import Map
from tests.foreign import draft_of
from tests.mapmaker import Maker, random_attacks, random_map

FILES = Path(__file__).parent / "formats"
READERS = {"af": iccma.read, "apx": apx.read, "tgf": tgf.read}


def grounded(size: int, attacks: set[tuple[int, int]]) -> list[str]:
    """The grounded labelling, naively: in if all attackers are out, out if one of them is in."""
    labels = ["undecided"] * size
    changed = True
    while changed:
        changed = False
        for at in range(size):
            if labels[at] == "undecided":
                attackers = [labels[a] for a, b in attacks if b == at]
                if all(label == "out" for label in attackers):
                    labels[at], changed = "in", True
                elif "in" in attackers:
                    labels[at], changed = "out", True
    return labels


LABELS = {"stands": "in", "falls": "out", "unsupported": "out", "open": "undecided"}


def listed(text: str) -> tuple[int, set[tuple[int, int]]]:
    """An af file, read by other code than argmap's."""
    lines = [line for line in text.splitlines() if line and line[0] != "#"]
    head, *rest = (line.split() for line in lines)
    assert head[:2] == ["p", "af"]
    return int(head[2]), {(int(a) - 1, int(b) - 1) for a, b in rest}


def standing_is_kept(map_: Map) -> None:
    standings = evaluate(map_)
    size, attacks = listed("".join(iccma.chunks(map_, standings)))
    labels = grounded(size, attacks)
    claims = [node for node in map_.nodes.values() if node.claim_like]
    for at, node in enumerate(claims):
        standing = standings.of(node)
        assert standing is not None
        assert labels[at] == LABELS[standing.value], node.id


@pytest.mark.parametrize("seed", range(400))
def test_the_grounded_extension_is_what_stands(seed: int) -> None:
    standing_is_kept(random_map(random.Random(seed)))


def test_claims_and_attacks_come_out_one_to_one() -> None:
    for seed in range(50):
        map_ = random_attacks(random.Random(seed), 12, 20)
        framework = framework_of(map_)
        nodes = list(map_.nodes.values())
        assert [one.about for one in framework.arguments] == nodes
        pairs = {
            (nodes.index(link.origin[0]), nodes.index(link.target))  # type: ignore[arg-type]
            for link in map_.links.values()
        }
        assert set(framework.attacks) == pairs
        standing_is_kept(map_)


def test_what_is_written_reads_back() -> None:
    maker = Maker()
    a, b, c = (maker.node(name) for name in ("bridge-safe", "closed", "Größe"))
    maker.link("attack", b, a)
    maker.link("attack", c, b)
    for writer, reader in ((iccma, iccma), (apx, apx)):
        text = "".join(writer.chunks(maker.map))
        draft = reader.read(Given("x", text.encode()))
        assert [node.text for node in draft.nodes.values()] == [n.text for n in maker.map.nodes.values()]
        assert [node.name for node in draft.nodes.values()] == ["bridge-safe", "closed", "Größe"]
        assert len(draft.steps) == 2
        assert draft.problems == []
    assert (
        "att(closed,bridge_safe).\natt(Groe,closed)".casefold() in text.replace("grosse", "groe").casefold()
    )


def test_names_in_facts_are_constants_and_differ() -> None:
    maker = Maker()
    for name in ("not", "Not", "not_", "x-y", "x_y", "x.y", "主張", "主", "2nd"):
        maker.node(name)
    text = "".join(apx.chunks(maker.map))
    names = [line[4:-2] for line in text.splitlines() if line.startswith("arg(")]
    assert len(set(names)) == len(names) == 9
    assert all(name[0].islower() and name.isascii() and name.replace("_", "a").isalnum() for name in names)
    assert "not" not in names


def test_auxiliary_arguments_say_what_they_are() -> None:
    maker = Maker()
    p, q, c, u = (maker.node(name) for name in "pqcu")
    step = maker.link("support", (p, q), c, via=maker.node("both", "argument"))
    maker.link("undercut", u, step)
    text = "".join(iccma.chunks(maker.map))
    assert text.splitlines()[0] == "p af 8"
    assert "# 5 (auxiliary: the support from p, q to c is in force)" in text
    standing_is_kept(maker.map)


@pytest.mark.parametrize("name", ["af", "apx", "tgf"])
def test_a_file_made_by_hand(name: str) -> None:
    path = FILES / name / f"three.{name}"
    given = Given(path.name, path.read_bytes(), path)
    assert format_of(given).name == name
    foreign = read_foreign(given, known()[name])
    assert foreign.problems == []
    assert [d for d in foreign.diagnostics if d.code.startswith("E")] == []
    assert foreign.text == (FILES / name / "three.argmap").read_text()


DIRT = {
    "af": "p af 3\np af 4\n1 2\n1 2\n1 9\n0 1\nx y\n1\n01 02\n٣ 1\n2 3 4\n",
    "apx": "arg(a).\narg(a).\natt(a,b)\natt(a,b).\natt(a,b).\nhello\narg().\natt(a).\n",
    "tgf": "1\n1 again\n2\n#\n1 2\n1 2 why\n1\n7 8\n#\n",
}


@pytest.mark.parametrize("name", ["af", "apx", "tgf"])
def test_dirt_is_told_and_the_rest_kept(name: str) -> None:
    draft = READERS[name](Given("x", DIRT[name].encode()))
    assert draft.problems
    assert draft.steps
    assert all(s.target in draft.nodes and set(s.origins) <= set(draft.nodes) for s in draft.steps.values())


@pytest.mark.parametrize("name", ["af", "apx", "tgf"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"\x00", b"\xff\xfe", b"p af", b"p af x", b"p af -1", b"p af 99999999999999999999", b"{}"],
)
def test_what_is_none_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        READERS[name](Given("x", data))


def test_a_framework_is_not_bigger_than_its_file() -> None:
    with pytest.raises(Unreadable, match="declares 999,999,999"):
        iccma.read(Given("x", b"p af 999999999\n"))


@pytest.mark.parametrize("name", ["af", "apx", "tgf"])
def test_any_bytes_are_read_or_refused(name: str) -> None:
    rng = random.Random(name)
    good = (FILES / name / f"three.{name}").read_bytes()
    for _ in range(500):
        data = bytearray(good[: rng.randrange(len(good) + 1)])
        for _ in range(rng.randrange(4)):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        draft_of(name, bytes(data))


@pytest.mark.parametrize("seed", range(250))
@pytest.mark.parametrize("format_", [iccma, apx])
def test_a_map_comes_back_with_its_texts_and_standings(seed: int, format_: Any) -> None:
    """Auxiliary arguments become again what they stand for; who granted something is not told."""
    map_ = random_map(random.Random(seed))
    for node in list(map_.nodes.values()):
        if node.properties:
            node.properties.clear()  # what is assumed is none of a framework's matters
    ends = [(link.kind, frozenset(link.origin), link.target) for link in map_.links.values()]
    if len(set(ends)) < len(ends):
        return  # no text could say the same step twice
    name = "af" if format_ is iccma else "apx"
    again = read_foreign(Given("x", "".join(format_.chunks(map_)).encode()), known()[name]).map
    claims = {node.text: node for node in map_.nodes.values() if node.claim_like}
    found = {node.text: node for node in again.nodes.values() if node.claim_like and node.text != "Granted."}
    assert set(found) == set(claims)
    before, after = evaluate(map_), evaluate(again)
    for text, node in claims.items():
        assert after.of(found[text]).value == before.of(node).value, text  # type: ignore[union-attr]
