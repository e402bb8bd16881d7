"""AIF and xAIF, read and written.

`tests/formats/aif/` and `tests/formats/xaif/` have files made by hand after the published structure, and
the map expected of each, read critically before it was kept (`ARGMAP_ACCEPT=1` writes what comes out now);
`every-kind.argmap` there is a map with everything AIF can hold, and the AIF expected of it. Files of real
corpora are looked at where they are present, with arguebuf as the judge of how much of what is in them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.standing import evaluate
from argmap.formats import known
from argmap.formats.aif.graph import folded
from argmap.formats.features import FEATURES
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import Foreign, format_of, read_foreign
from argmap.model.load import Loader
from argmap.model.map import Link, Map
from tests import readers
from tests.foreign import broken_json, draft_of

HERE = Path(__file__).parent / "formats"
FILES = sorted([*(HERE / "aif").glob("*.json"), *(HERE / "xaif").glob("*.json")])
MADE = [path for path in FILES if not path.stem.startswith("every-kind")]
EXAMPLES = sorted((HERE.parent.parent / "examples").glob("*.argmap"))
SAMPLES = Path(__file__).parents[2] / "shared" / "data"
FORMATS = ("aif", "xaif")


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def foreign(path: Path, format_: str) -> Foreign:
    return read_foreign(Given(path.name, path.read_bytes(), path), known()[format_])


def accepted(path: Path, text: str) -> str:
    """What a file holds; with ARGMAP_ACCEPT it holds from now on what is given."""
    if os.environ.get("ARGMAP_ACCEPT"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def written(map_: Map, format_: str) -> str:
    return "".join(known()[format_].write(map_, evaluate(map_)))


def loaded(path: Path) -> Map:
    map_, diagnostics = Loader().text(path.read_text(encoding="utf-8"), name=path.name, folder=path.parent)
    assert not diagnostics
    return map_


# Reading


@pytest.mark.parametrize("path", MADE, ids=name)
def test_read(path: Path) -> None:
    found = foreign(path, path.parent.name)
    problems = "".join(f"// {problem}\n" for problem in found.problems)
    text = found.text + (f"\n{problems}" if problems else "")
    assert text == accepted(path.with_suffix(".argmap"), text)
    assert not found.diagnostics


@pytest.mark.parametrize("path", FILES, ids=name)
def test_recognised(path: Path) -> None:
    assert format_of(Given(path.name, path.read_bytes(), path)).name == path.parent.name


@pytest.mark.parametrize(
    ("format_", "data", "why"),
    [
        ("aif", b"[]", "no object"),
        ("aif", b'{"edges": []}', "no `nodes`"),
        ("aif", b'{"nodes": {"1": 2}}', "no list"),
        ("aif", b'{"nodes": [', "no JSON"),
        ("aif", b"", "no JSON"),
        ("xaif", b'{"nodes": []}', "no object `AIF`"),
        ("xaif", b'{"AIF": []}', "no object `AIF`"),
        ("xaif", b"null", "no object"),
    ],
)
def test_no_aif(format_: str, data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        known()[format_].read(Given("x.json", data))


def mutations(value: Any, replacements: list[Any]) -> Iterator[Any]:
    """A JSON value again and again, one value in it replaced each time. Works on the value itself."""
    places: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        at = stack.pop()
        for key in list(at) if isinstance(at, dict) else range(len(at)):
            places.append((at, key))
            if isinstance(at[key], (dict, list)):
                stack.append(at[key])
    for holder, key in places:
        kept = holder[key]
        for replacement in replacements:
            holder[key] = replacement
            yield value
        holder[key] = kept


@pytest.mark.parametrize("path", MADE, ids=name)
def test_whatever_stands_in_it(path: Path) -> None:
    """A file broken in every way is read, or refused as what it isn't."""
    text = path.read_text(encoding="utf-8")
    for data in islice(broken_json(text), 0, None, 3):  # ten ways for each value, so all come to pass
        draft_of(path.parent.name, data)
    replacements = ["name : " + "x" * 5000, "1", 3, "[[a]] @x #y", 1.5, 10**400]
    for value in islice(mutations(json.loads(text), replacements), 0, None, 5):
        draft_of(path.parent.name, json.dumps(value).encode())


@pytest.mark.parametrize("path", MADE, ids=name)
def test_composed_whatever_stands_in_it(path: Path) -> None:
    """What is read of a file with a value replaced makes a map without errors."""
    for number, value in enumerate(mutations(json.loads(path.read_bytes()), [None, "4", 3])):
        if number % 7 == 0:
            data = json.dumps(value).encode()
            try:
                found = read_foreign(Given(path.name, data), known()[path.parent.name])
            except Unreadable:
                continue
            assert not found.diagnostics, data


def test_deep() -> None:
    nested = "[" * 900 + "]" * 900
    text = f'{{"nodes": [{{"nodeID": {nested}, "text": {nested}, "type": "I"}}], "edges": {nested}}}'
    assert known()["aif"].read(Given("x", text.encode())).nodes
    with pytest.raises(Unreadable):
        known()["aif"].read(Given("x", b"[" * 200_000))


def test_a_long_chain_and_a_wide_one() -> None:
    """Neither depth nor breadth is a matter of recursion or of squares."""
    size = 8_000
    nodes = [{"nodeID": i, "text": f"Claim {i}.", "type": "I" if i % 2 == 0 else "RA"} for i in range(size)]
    chain = [{"fromID": i, "toID": i + 1} for i in range(size - 1)]
    wide = [{"fromID": i, "toID": 1} for i in range(0, size, 2) if i != 2] + [{"fromID": 1, "toID": 2}]
    for edges in (chain, wide):
        draft = known()["aif"].read(Given("x", json.dumps({"nodes": nodes, "edges": edges}).encode()))
        assert len(draft.nodes) == size // 2


def test_broken_utf_8() -> None:
    data = b'{"nodes": [{"nodeID": "1", "text": "caf\xc3\xa9 \xff \xe2\x82\xac", "type": "I"}], "edges": []}'
    given = Given("x.json", data)
    assert [node.text for node in known()["aif"].read(given).nodes.values()] == ["café � €"]
    assert given.problems == ["1 broken byte of UTF-8, shown as �"]


# Writing


@pytest.mark.parametrize("format_", FORMATS)
def test_written(format_: str) -> None:
    path = HERE / "aif" / "every-kind-map.argmap"
    text = written(loaded(path), format_)
    expected = HERE / format_ / "every-kind.json"
    assert text == accepted(expected, text)
    raw = json.loads(text)
    graph = raw.get("AIF", raw)
    ids = [node["nodeID"] for node in graph["nodes"]]
    assert len(ids) == len(set(ids))
    assert {end for edge in graph["edges"] for end in (edge["fromID"], edge["toID"])} <= set(ids)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", [*EXAMPLES, HERE / "aif" / "every-kind-map.argmap"], ids=lambda p: p.stem)
def test_round_trip(path: Path, format_: str, tmp_path: Path) -> None:
    """What the format says it keeps comes back; but for ids of imported nodes, which have no prefix then."""
    before = loaded(path)
    file = tmp_path / "map.json"
    file.write_text(written(before, format_), encoding="utf-8")
    found = foreign(file, format_)
    assert not found.diagnostics
    assert not found.problems
    for feature in known()[format_].keeps - ({"ids"} if before.imports else set()):
        facts = FEATURES[feature].facts
        assert sorted(map(repr, facts(before))) == sorted(map(repr, facts(found.map))), feature


def test_no_dialogue_without_speakers() -> None:
    """A map in which nobody speaks is a plain graph of reasons."""
    map_, _ = Loader().text("claim a: A.\n  premise: B.\n    rebuttal: Ana : C.\n", name="x")
    raw = json.loads(written(map_, "aif"))
    assert Counter(node["type"] for node in raw["nodes"]) == {"I": 3, "RA": 1, "CA": 1}
    assert raw["locutions"] == []


@pytest.mark.parametrize("text", ["Ana : no", "Ana: no", ": no", ":", "Ben : Ana : no", "a:b"])
@pytest.mark.parametrize("head", ["claim", "claim @ana", "claim @ben", "claim #implicit"])
def test_texts_like_locutions(text: str, head: str) -> None:
    """A text that looks like `name : words` stays one, whoever says it."""
    speakers = "speaker ana: Ana\nspeaker ben: Ben : Sr.\n\n"
    nodes = f"{head}: {text}\nquestion @ana: Why?\nclaim: So : it is.\n"
    map_, diagnostics = Loader().text(speakers + nodes, name="x")
    assert not diagnostics
    for format_ in FORMATS:
        found = read_foreign(Given("x.json", written(map_, format_).encode()), known()[format_])
        for feature in ("texts", "speakers", "implicit", "quotes"):
            facts = FEATURES[feature].facts
            assert sorted(map(repr, facts(map_))) == sorted(map(repr, facts(found.map))), feature


# Others' files and others' readers


def arguebuf(paths: list[Path]) -> list[dict[str, Any]]:
    readers.need_package("arguebuf")
    python = os.environ.get("ARGMAP_READERS") or readers.sys.executable
    ran = subprocess.run(
        [python, str(HERE / "ask_arguebuf_aif.py")],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def counted(map_: Map) -> dict[str, int]:
    """How much of what a map has, in AIF's terms: a contradiction is one conflict, an answer a rephrase."""
    kinds = Counter(link.kind for link in map_.links.values())
    bare = sum(link.bare for link in map_.links.values())
    return {
        "claims": sum(node.kind != "argument" for node in map_.nodes.values()),
        "supports": kinds["support"] - bare,
        "attacks": kinds["attack"] + kinds["undercut"] + kinds["contradiction"] // 2,
        "rephrases": kinds["restatement"] + kinds["answer"] + kinds["concession"],
        "undercuts": kinds["undercut"],
    }


def of_questions(map_: Map) -> int:
    """Undercuts of questions that hang on nothing: an attack on the question's node, in AIF."""
    return sum(link.kind == "undercut" and not isinstance(link.target, Link) for link in map_.links.values())


@pytest.mark.parametrize("format_", FORMATS)
def test_arguebuf_reads_what_is_written(format_: str, tmp_path: Path) -> None:
    maps = [loaded(path) for path in (*EXAMPLES, HERE / "aif" / "every-kind-map.argmap")]
    files = []
    for number, map_ in enumerate(maps):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(written(map_, format_), encoding="utf-8")
    for map_, found in zip(maps, arguebuf(files), strict=True):
        assert found.pop("texts") == sorted(n.text for n in map_.nodes.values() if n.kind != "argument")
        want = counted(map_)
        # one of a bare concession or a question leads to an illocution, of which arguebuf knows nothing
        of_speech = sum(
            link.kind == "undercut"
            and isinstance(link.target, Link)
            and (link.target.bare or link.target.kind == "question")
            for link in map_.links.values()
        )
        found["undercuts"] += of_speech + of_questions(map_)
        assert found == want


def samples() -> list[Path]:
    found = sorted([*SAMPLES.glob("aif-*/*.json"), *SAMPLES.glob("xaif-ova/*.json")])
    if not found:
        pytest.skip("the sample files of ../shared/data are not here")
    return found


#: Where a map has something else than arguebuf counts, and why.
DIFFERENT = {
    # a CA that nothing leads to: told as a problem and left out
    "nodeset7901": {"attacks": -1},
    # an illocution of disagreeing straight at what is said: its words are a rebuttal
    "nodeset23479": {"claims": 1, "attacks": 1},
    # an MA from a node to itself: told as a problem and left out
    "nodeset10284": {"rephrases": -1},
    # an illocution of challenging ("How so?"): its words are a question
    "nodeset10386": {"claims": 1},
}


def test_samples_count_as_arguebuf_does() -> None:
    paths = samples()
    for path, want in zip(paths, arguebuf(paths), strict=True):
        want.pop("texts")
        more = DIFFERENT.get(path.stem, {})
        got = counted(foreign(path, "aif").map)
        assert got == {key: value + more.get(key, 0) for key, value in want.items()}, path.name


def test_samples_lose_no_text() -> None:
    """Every text of an I-node, and the words of every locution, stand in what is written.

    An analyst's second locution (`analyst: name : words`) repeats the words of another; its words count.
    """
    for path in samples():
        found = foreign(path, "aif")
        assert not found.diagnostics, path.name
        everything = folded(found.text.replace("\n", " "))
        for node in json.loads(path.read_bytes())["nodes"]:
            if node["type"] == "I":
                assert folded(node["text"]) in everything, (path.name, node)
            elif node["type"] == "L":
                parts = re.split(r"(?:\s:|:\s)", node["text"])
                assert all(folded(part) in everything for part in parts[-1:]), (path.name, node)
                speaker = folded(node["text"].partition(" : ")[0].rpartition(": ")[2])
                assert speaker in everything, (path.name, node)
