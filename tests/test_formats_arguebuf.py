"""arguebuf graphs read and written."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from argmap.formats import arguebuf, known, recognise
from argmap.formats.arguebuf.names import scheme_name, type_of
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import read_foreign
from argmap.model.load import Loader
from argmap.model.map import Map
from argmap.schemes.library import Library
from tests.foreign import (
    FILES,
    broken_json,
    check_expected,
    draft_of,
    given,
    hold_together,
    read_file,
    texts_and_steps,
    theirs,
)
from tests.readers import ask

FOLDER = FILES / "arguebuf"
OWN = sorted(FOLDER.glob("*.json"))
EXAMPLES = sorted(path for path in (FILES.parents[1] / "examples").glob("*.argmap"))


def written(map_: Map) -> str:
    return "".join(arguebuf.chunks(map_))


def example(path: Path) -> Map:
    map_, _ = Loader().path(path)
    return map_


def facts(map_: Map, name: str) -> Counter[str]:
    return Counter(map(repr, FEATURES[name].facts(map_)))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_file_becomes_the_map_beside_it(path: Path) -> None:
    assert recognise.arguebuf(given(path).text)
    check_expected("arguebuf", path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_broken_files(path: Path) -> None:
    for number, data in enumerate(broken_json(path.read_text(encoding="utf-8"))):
        draft_of("arguebuf", data)
        if number % 11 == 0:
            hold_together("arguebuf", data)


def test_broken_files_of_our_own_making() -> None:
    text = written(read_file("arguebuf", FOLDER / "library.json").map)
    for number, data in enumerate(broken_json(text)):
        draft_of("arguebuf", data)
        if number % 11 == 0:
            hold_together("arguebuf", data)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_whole_map_comes_back(path: Path) -> None:
    map_ = example(path)
    assert written(map_) == written(example(path))
    again = read_foreign(Given("x.json", written(map_).encode()), known()["arguebuf"])
    assert again.problems == []
    if not map_.imports:  # names of imported things change
        for name in known()["arguebuf"].keeps:
            assert facts(again.map, name) == facts(map_, name), name


def test_schemes_have_the_names_of_the_enumeration() -> None:
    assert type_of("support", "argument from authority") == {"support": "SUPPORT_EXPERT_OPINION"}
    assert type_of("support", "opposites") == {"support": "SUPPORT_OPPOSITIONS"}
    assert type_of("support", "none of these") == {"support": "SUPPORT_DEFAULT"}
    assert type_of("undercut", "bias") == {"attack": "ATTACK_DEFAULT"}
    assert type_of("question", None) == {}
    named = 0
    for scheme in Library():
        name = scheme_name(type_of("support", scheme.name)["support"], "support")
        if name is not None:
            named += 1
            found = Library().find(name)
            assert found is not None
            assert found.name == scheme.name
    assert named > 40


def test_what_others_change_counts() -> None:
    text = (
        "speaker ana: Ana\nspeaker ben: Ben\nclaim tea @ana: Tea is good.\n  premise @ana @ben: It calms.\n"
    )
    map_, _ = Loader().text(text)
    graph = json.loads(written(map_))
    graph["nodes"]["tea"]["atom"]["participant"] = "ben"
    again = read_foreign(Given("x.json", json.dumps(graph).encode()), known()["arguebuf"])
    assert [node.speakers for node in again.map.nodes.values()] == [("ben",), ("ana", "ben")]
    graph["nodes"]["new"] = {"atom": {"text": "It is hot."}}
    graph["nodes"]["against"] = {"scheme": {"attack": "ATTACK_DEFAULT"}}
    graph["edges"] |= {
        "x": {"source": "new", "target": "against"},
        "y": {"source": "against", "target": "tea"},
    }
    again = read_foreign(Given("x.json", json.dumps(graph).encode()), known()["arguebuf"])
    assert [link.kind for link in again.map.links.values()] == ["support", "attack"]


def test_what_is_no_graph_is_refused() -> None:
    assert draft_of("arguebuf", b'{"nodes": [], "edges": []}') is None
    assert draft_of("arguebuf", b"[1]") is None


def test_arguebuf_reads_its_own_file_as_we_do() -> None:
    path = FOLDER / "library.json"
    (told,) = ask("arguebuf", "arguebuf", [path])
    draft = draft_of("arguebuf", path.read_bytes())
    assert draft is not None
    texts, steps = texts_and_steps(draft)
    their_texts, their_steps = theirs(told)
    assert texts == their_texts
    # a preference is no step of a map; one of no kind is a support there
    known_kinds = [["support" if k == "none" else k, *ends] for k, *ends in their_steps if k != "preference"]
    assert steps == sorted(known_kinds)
    major = [node.text for node in draft.nodes.values() if "major-claim" in node.tags]
    assert major == [told["major"]]


def test_arguebuf_reads_and_keeps_what_is_written(tmp_path: Path) -> None:
    """What it writes again still holds the whole map, in an order of its own."""
    paths = []
    for path in EXAMPLES:
        paths.append(tmp_path / f"{path.stem}.json")
        paths[-1].write_text(written(example(path)), encoding="utf-8")
    for path, told in zip(EXAMPLES, ask("arguebuf", "arguebuf", paths), strict=True):
        map_ = example(path)
        kinds = Counter(
            {"undercut": "attack", "contradiction": "attack", "restatement": "rephrase"}.get(
                link.kind, link.kind
            )
            for link in map_.links.values()
        )
        theirs_kinds = Counter(step[0] for step in told["steps"])
        assert theirs_kinds["support"] == kinds["support"]
        undirected = len(
            {
                frozenset((link.origin[0].id, link.target.id))
                for link in map_.links.values()
                if link.kind == "contradiction"
            }
        )
        contradictions = sum(link.kind == "contradiction" for link in map_.links.values())
        assert theirs_kinds["attack"] == kinds["attack"] - contradictions + undirected
        assert told["participants"] == sorted(speaker.name for speaker in map_.speakers.values())
        again = read_foreign(Given("x.json", json.dumps(told["again"]).encode()), known()["arguebuf"])
        assert again.problems == []
        if not map_.imports:
            for name in known()["arguebuf"].keeps - {"ids"}:
                assert facts(again.map, name) == facts(map_, name), name
