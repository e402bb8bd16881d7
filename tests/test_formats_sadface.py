"""SADFace documents read and written."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from argmap.formats import known, recognise, sadface
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import read_foreign
from argmap.model.load import Loader
from argmap.model.map import Map
from tests.foreign import (
    FILES,
    broken_json,
    check_expected,
    draft_of,
    fold,
    given,
    hold_together,
    read_file,
    samples,
    texts_and_steps,
    theirs,
)
from tests.readers import ask

FOLDER = FILES / "sadface"
OWN = sorted(FOLDER.glob("*.json"))
EXAMPLES = sorted(path for path in (FILES.parents[1] / "examples").glob("*.argmap"))


def written(map_: Map) -> str:
    return "".join(sadface.chunks(map_))


def example(path: Path) -> Map:
    map_, _ = Loader().path(path)
    return map_


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_file_becomes_the_map_beside_it(path: Path) -> None:
    assert recognise.sadface(given(path).text)
    check_expected("sadface", path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_broken_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for number, data in enumerate(broken_json(text)):
        draft_of("sadface", data)
        if number % 7 == 0:
            hold_together("sadface", data)


def test_broken_files_of_our_own_making() -> None:
    text = written(read_file("sadface", FOLDER / "library.json").map)
    for number, data in enumerate(broken_json(text)):
        draft_of("sadface", data)
        if number % 11 == 0:
            hold_together("sadface", data)


def test_many_of_everything_take_no_time() -> None:
    nodes: list[dict[str, object]] = [
        {"id": "a", "type": "atom", "text": "x"},
        *({"id": f"s{n}", "type": "scheme"} for n in range(20_000)),
    ]
    edges = [{"source_id": "s0", "target_id": f"s{n}"} for n in range(20_000)]
    edges += [{"source_id": "a", "target_id": f"s{n}"} for n in range(20_000)]
    edges += [{"source_id": f"lost{n}", "target_id": "a"} for n in range(20_000)]
    draft = draft_of("sadface", json.dumps({"nodes": nodes, "edges": edges}).encode())
    assert draft is not None
    assert len(draft.problems) < 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_whole_map_comes_back(path: Path) -> None:
    map_ = example(path)
    again = read_foreign(Given("x.json", written(map_).encode()), known()["sadface"])
    assert again.problems == []
    if not map_.imports:  # names of imported things change
        for name in known()["sadface"].keeps:
            facts = FEATURES[name].facts
            assert Counter(map(repr, facts(again.map))) == Counter(map(repr, facts(map_))), name


def test_ids_are_those_of_random_uuids_and_stay() -> None:
    map_ = example(EXAMPLES[0])
    document = json.loads(written(map_))
    assert document == json.loads(written(example(EXAMPLES[0])))
    ids = [thing["id"] for part in ("nodes", "edges", "resources") for thing in document[part]]
    assert len(set(ids)) == len(ids)
    assert all(UUID(id_).version == 4 and str(UUID(id_, version=4)) == id_ for id_ in ids)
    assert all(set(edge) == {"id", "source_id", "target_id"} for edge in document["edges"])


def test_what_others_change_counts() -> None:
    text = "claim tea @ana: Tea is good.\n  premise: It calms.\n"
    map_, _ = Loader().text(text)
    changed = written(map_).replace("It calms.", "It warms.")
    again = read_foreign(Given("x.json", changed.encode()), known()["sadface"])
    assert [node.text for node in again.map.nodes.values()] == ["Tea is good.", "It warms."]


def test_its_own_library_reads_what_is_written(tmp_path: Path) -> None:
    """Its check wants the title elsewhere than its own functions, and arguebuf, look for it."""
    paths = []
    for path in EXAMPLES:
        paths.append(tmp_path / f"{path.stem}.json")
        paths[-1].write_text(written(example(path)), encoding="utf-8")
    for path, told in zip(EXAMPLES, ask("sadface", "all", paths), strict=True):
        extra = {f"Metadata contains the invalid key: {key}" for key in ("title", "notes", "description")}
        assert set(told["problems"]) <= extra
        assert told["title"] == example(path).title


def test_arguebuf_reads_what_is_written(tmp_path: Path) -> None:
    paths = []
    for path in EXAMPLES:
        paths.append(tmp_path / f"{path.stem}.json")
        paths[-1].write_text(written(example(path)), encoding="utf-8")
    for path, told in zip(EXAMPLES, ask("arguebuf", "sadface", paths), strict=True):
        map_ = example(path)
        atoms = [fold(node.text) for node in map_.nodes.values() if node.kind != "argument"]
        assert sorted(map(fold, told["atoms"])) == sorted(atoms)


def test_samples_have_the_steps_of_their_files() -> None:
    for path in samples("sadface"):
        data = json.loads(path.read_text(encoding="utf-8"))
        names = Counter(node.get("name") for node in data["nodes"] if node["type"] == "scheme")
        texts = [node["text"] for node in data["nodes"] if node["type"] == "atom"]
        map_ = read_file("sadface", path).map
        kinds = Counter(link.kind for link in map_.links.values())
        assert (kinds["support"], kinds["attack"]) == (names["support"], names["conflict"])
        assert sorted(n.text for n in map_.nodes.values() if n.kind != "argument") == sorted(map(fold, texts))


def test_arguebuf_reads_the_same() -> None:
    """It knows no conflicts, only attacks, and documents without a title not at all."""
    paths = [path for path in samples("sadface") if '"title"' in path.read_text(encoding="utf-8")]
    for path, told in zip(paths, ask("arguebuf", "sadface", paths), strict=True):
        draft = draft_of("sadface", path.read_bytes())
        assert draft is not None
        texts, steps = texts_and_steps(draft)
        their_texts, their_steps = theirs(told)
        assert texts == their_texts
        as_attacks = [["attack" if kind == "none" else kind, *ends] for kind, *ends in their_steps]
        assert steps == sorted(as_attacks)


def test_ids_may_be_numbers() -> None:
    nodes: list[dict[str, object]] = [{"id": n, "type": "atom", "text": f"Text {n}."} for n in (1, 2)]
    nodes.append({"id": 3, "type": "scheme", "name": "Support"})
    edges = [{"source_id": 2, "target_id": 3}, {"source_id": 3, "target_id": 1}]
    draft = draft_of("sadface", json.dumps({"nodes": nodes, "edges": edges}).encode())
    assert draft is not None
    assert [(step.kind, step.origins, step.target) for step in draft.steps.values()] == [
        ("support", ("2",), "1")
    ]
