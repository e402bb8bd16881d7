"""Argdown read: its model beside what Argdown's own parser makes, and the maps made of it."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from argmap.formats import known
from argmap.formats.argdown.model import Argument, Document, Inference, Member, Thing, words
from argmap.formats.argdown.parse import parse
from argmap.formats.draft import Draft
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import Foreign, read_foreign
from argmap.formats.troubles import Troubles
from argmap.model.load import Loader
from tests.argdownmaker import ArgdownMaker
from tests.node import need_node, run_node

HERE = Path(__file__).parent / "formats/argdown"
FILES = sorted(HERE.glob("*.argdown"))
SAMPLES = Path(__file__).parents[2] / "shared/data/argdown"


def given(path: Path) -> Given:
    return Given(path.name, path.read_bytes(), path, anywhere=True)


def text_given(text: str) -> Given:
    return Given("x.argdown", text.encode())


def document(one: Given) -> tuple[Document, list[str]]:
    troubles = Troubles()
    found = parse(one, troubles)
    draft = Draft()
    troubles.tell(draft)
    return found, draft.problems


def foreign(one: Given) -> Foreign:
    return read_foreign(one, known()["argdown"])


# The model, thing by thing, as plain values that can be compared


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def plain(data: Any) -> Any:
    return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def ours(found: Document) -> dict[str, Any]:
    def text(member: Member) -> str:
        return "" if member.reference else folded(words(member.pieces, found.remove_tags))

    def end(thing: Thing) -> tuple[Any, ...]:
        if isinstance(thing, Inference):
            return ("inference", thing.argument.title, thing.conclusion)
        return ("argument" if isinstance(thing, Argument) else "equivalence-class", thing.title)

    def common(thing: Any) -> tuple[Any, ...]:
        return (sorted(thing.tags), thing.section.id if thing.section else None, plain(thing.data))

    return {
        "statements": {
            s.title: (*common(s), sorted((m.role or "", m.reference, text(m)) for m in s.members))
            for s in found.statements.values()
        },
        "arguments": {
            a.title: (
                *common(a),
                sorted((m.reference, text(m)) for m in a.members),
                [
                    (m.title, m.role, m.inference and (m.inference.rules, plain(m.inference.data)))
                    for m in a.pcs
                ],
            )
            for a in found.arguments.values()
        },
        "relations": sorted(((r.type, end(r.source), end(r.target)) for r in found.relations), key=str),
        "sections": [
            (s.id, s.level, folded(s.title), sorted(s.tags), s.parent.id if s.parent else None, plain(s.data))
            for s in found.sections
        ],
    }


def theirs(model: dict[str, Any]) -> dict[str, Any]:
    def text(member: dict[str, Any]) -> str:
        return "" if member.get("isReference") else folded(member.get("text"))

    def end(relation: dict[str, Any], which: str) -> tuple[Any, ...]:
        if relation[f"{which}Type"] == "inference":
            return ("inference", relation[which], relation["conclusionIndex"])
        return (relation[f"{which}Type"], relation[which])

    def common(thing: dict[str, Any]) -> tuple[Any, ...]:
        return (sorted(thing.get("tags") or ()), thing.get("section"), plain(thing.get("data")))

    def inference(member: dict[str, Any]) -> Any:
        found = member.get("inference")
        return found and (found["inferenceRules"], plain(found.get("data")))

    sections = []
    waiting = [(one, None) for one in model["sections"]]
    while waiting:
        one, parent = waiting.pop()
        tags = sorted(one.get("tags") or ())
        sections.append((one["id"], one["level"], folded(one["title"]), tags, parent, plain(one.get("data"))))
        waiting += [(child, one["id"]) for child in one["children"]]
    return {
        "statements": {
            s["title"]: (
                *common(s),
                sorted((m.get("role", ""), bool(m.get("isReference")), text(m)) for m in s["members"]),
            )
            for s in model["statements"].values()
        },
        "arguments": {
            a["title"]: (
                *common(a),
                sorted((bool(m.get("isReference")), text(m)) for m in a["members"]),
                [(m["title"], m["role"], inference(m)) for m in a["pcs"]],
            )
            for a in model["arguments"].values()
        },
        "relations": sorted(
            ((r["relationType"], end(r, "from"), end(r, "to")) for r in model["relations"]), key=str
        ),
        "sections": sorted(sections, key=lambda section: int(section[0][1:])),
    }


@cache
def by_argdown(folder: Path, pattern: str) -> dict[str, dict[str, Any]]:
    """What Argdown's own parser makes of all files of a folder, in one process."""
    need_node("@argdown/node")
    paths = sorted(map(str, folder.glob(pattern)))
    lines = run_node(HERE / "oracle.js", stdin="\n".join(paths)).splitlines()
    return {Path(one["path"]).name: one for one in map(json.loads, lines)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_model_is_the_one_that_argdown_makes(path: Path) -> None:
    expected = by_argdown(HERE, "*.argdown")[path.name]
    assert expected["errors"] == []
    found, problems = document(given(path))
    assert problems == []
    for key, value in theirs(expected["model"]).items():
        assert ours(found)[key] == value, key


def test_random_texts_have_the_same_model(tmp_path: Path) -> None:
    maker = ArgdownMaker(random.Random(7))
    for number in range(200):
        (tmp_path / f"{number:03}.argdown").write_text(maker.text(), encoding="utf-8")
    for name, expected in by_argdown(tmp_path, "*.argdown").items():
        assert expected["errors"] == [], name
        found, problems = document(given(tmp_path / name))
        assert problems == [], name
        for (key, a), b in zip(ours(found).items(), theirs(expected["model"]).values(), strict=True):
            if key == "relations":
                a, b = without_slips(a), without_slips(b)
            assert a == b, (name, key)


def without_slips(relations: list[Any]) -> list[Any]:
    """Relations but undercuts of statements (see the next test), those both ways in one order."""
    kept = [r for r in relations if r[0] != "undercut" or r[2][0] == "argument"]
    both = ("contradictory", "contrary")
    return sorted(((r[0], *sorted(r[1:], key=str)) if r[0] in both else r for r in kept), key=str)


def test_where_argdown_slips_the_plain_reading_is_kept() -> None:
    """Behind any inference its parser takes each `_` below a statement for an undercut of that inference."""
    text = "(1) P.\n----\n(2) Q.\n\n[A]: A.\n  _ [B]: B.\n"
    found, _ = document(text_given(text))
    (relation,) = found.relations
    assert (relation.source, relation.target) == (found.statements["B"], found.statements["A"])


# Samples nobody here wrote

#: Words of the front matter and of data that say how a file is to be read.
SETTINGS = ("model", "mode", "strict", "removetagsfromtext", "true", "uses", "title")
#: What only says how Argdown draws a map.
LAYOUT = re.compile(
    r"^(?:color|selection|map|group|dot):.*\n(?:[ \t]+.*\n)*|\bcolor: \"#\w+\"|\bisGroup: true", re.MULTILINE
)


def samples() -> list[dict[str, Any]]:
    if not (SAMPLES / "counts.json").exists():
        pytest.skip("the sample files are not beside the project")
    return list(json.loads((SAMPLES / "counts.json").read_text(encoding="utf-8")))


def test_samples_have_as_much_in_them_as_argdown_counts() -> None:
    for sample in samples():
        found, _ = document(given(SAMPLES / sample["file"]))
        got = {
            "statements": len(found.statements),
            "arguments": len(found.arguments),
            "relations": len(found.relations),
            "sections": sum(section.parent is None for section in found.sections),
        }
        assert {"file": sample["file"], **got} == sample


def test_samples_become_maps_that_lose_no_text() -> None:
    for sample in samples():
        path = SAMPLES / sample["file"]
        read = foreign(given(path))
        assert [d for d in read.diagnostics if d.code.startswith("E")] == [], path.name
        told = [read.text, read.map.title, str(list(read.map.properties.values()))]
        for node in read.map.nodes.values():
            told += [node.text, *node.properties.get("note", ())]
        said = plain_words(" ".join(told))
        for word in re.findall(r"[^\W_]{3,}", plain_words(LAYOUT.sub("", path.read_text(encoding="utf-8")))):
            assert word in said or word in SETTINGS, (path.name, word)


def plain_words(text: str) -> str:
    """A text without emphasis, in small letters."""
    return re.sub(r"[*_\\]", "", text).casefold()


# What is meant by it

MEANINGS = sorted((HERE / "meaning").glob("*.argdown"))


@pytest.mark.parametrize("path", MEANINGS, ids=lambda path: path.stem)
def test_what_is_meant(path: Path) -> None:
    """The map beside the file says the same, however it is laid out."""
    expected = path.with_suffix(".argmap").read_text(encoding="utf-8")
    wanted, errors = Loader().text(expected, name="expected", folder=None)
    assert [d for d in errors if d.code.startswith("E")] == []
    got = foreign(given(path))
    assert got.problems == (
        ["what stands behind // is a comment to Argdown; read as an address: line 1"]
        if path.stem == "addresses"
        else []
        if path.stem != "no-conclusion"
        else ["a premise-conclusion structure without a conclusion: <A>"]
    )
    for feature in FEATURES.values():
        if feature.name not in ("ids", "title"):
            facts = sorted(map(repr, feature.facts(got.map)))
            assert facts == sorted(map(repr, feature.facts(wanted))), (feature.name, got.text)


# What is no Argdown

BROKEN = {
    "[A]: One.\n[B]: Two.\n": "an empty line is missing before a new statement: line 2",
    "[A]: One.\n+ [B]: Two.\n": "a relation is not indented: line 2",
    "[A]: One.\n\n  + [B]: Two.\n": "an empty line stands before a relation: line 3",
    "[A] One.\n": "a colon is missing behind a title: line 1",
    "One [A] two.\n": "brackets inside a text are read as text: line 1",
    "One *two three.\n": "emphasis that nothing ends is read as plain text: line 1",
    "One /* two.\n": "a comment that nothing ends is read as text: line 1",
    "[A]: One. {a: [}\n": "data that are no YAML, kept as a note",
    "[A]: One. {a: 1} two.\n": "text stands behind data: line 1",
    "===\na: [\n===\n\nOne.\n": "front matter that is no YAML, kept as a note",
    "===\na: 1\n===\nOne.\n": "an empty line is missing behind the front matter: line 3",
    "===\na: 1\n\nOne.\n": "front matter that nothing ends, read as text: line 1",
    "# One\n## Two\n": "an empty line is missing before a heading: line 2",
    "(1) One.\n(2) Two.\n": "a premise-conclusion structure without a conclusion: <Untitled 1>",
    "(1) One.\n\n----\n(2) Two.\n": "an empty line inside a premise-conclusion structure: line 3",
    "(1) One.\n--\nrule\n\n(2) Two.\n": "an inference that nothing ends: line 2",
    "(1) One.\n----\n  - No.\n(2) Two.\n": "only an undercut may be about an inference; read as one: line 3",
    "One.\n----\n": "an inference without premises: line 2",
    "<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) c\n----\n(2) d\n": "a second premise-conclusion structure of",
    "  + One.\n": "a relation to nothing: line 1",
    "One.\n12. two\n": "looks like an item of a list, read as text: line 2",
    "@include(nowhere.argdown)\n\nOne.\n": "an included file is missing",
    "---\nnote: One\n---\n\nTwo.\n": "front matter between lines of ---, which is text to Argdown",
    "---\nnote: One: [\n---\n\nTwo.\n": "front matter, which Argdown wants between lines of ===",
    "See http://a.b/c now.\n": "what stands behind // is a comment to Argdown; read as an address: line 1",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_argdown_is_told_and_read_all_the_same(text: str) -> None:
    read = foreign(text_given(text))
    assert any(BROKEN[text] in problem for problem in read.problems), read.problems
    for word in re.findall("One|Two|two|three", text):
        assert word in read.text


def test_front_matter_of_markdown_is_front_matter() -> None:
    read = foreign(text_given("---\ntitle: One\nauthor: Ana\n---\n[A]: Two.\n"))
    assert (read.map.title, read.map.properties["author"], list(read.map.nodes)) == ("One", "Ana", ["A"])
    for text in ("---\n\nOne: two.\n\n---\n", "---\nOne: two.\n"):  # a ruler
        assert [node.text for node in foreign(text_given(text)).map.nodes.values()] == ["One: two."]


def test_the_smile_is_the_one_of_argdown() -> None:
    found, _ = document(text_given("[A]: :smile: .smile. :smiley:\n"))
    assert words(found.statements["A"].members[0].pieces) == "\u263a\ufe0f \u263a \u263a"


def test_titles_become_ids_that_look_alike() -> None:
    read = foreign(text_given("[Thesis]: One.\n  + <Big Claim>: Two.\n  - [C++ claims]: Three.\n"))
    assert list(read.map.nodes) == ["thesis", "big-claim", "c-claims"]
    assert "// [C++ claims]" in read.text
    assert "// <Big Claim>" not in read.text  # the id tells it
    read = foreign(text_given("[Thesis]: One.\n  + <Other>: Two.\n"))
    assert list(read.map.nodes) == ["Thesis", "Other"]


def test_files_that_include_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.argdown").write_text("[A]: One.\n\n@include(b.argdown)\n\n@include(b.argdown)\n")
    (tmp_path / "b.argdown").write_text("[B]: Two.\n\n@include(a.argdown)\n")
    found, problems = document(given(tmp_path / "a.argdown"))
    assert list(found.statements) == ["A", "B"]
    assert problems == ["a file is included only once: a.argdown, b.argdown"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cut_and_shuffled_files_are_read(path: Path) -> None:
    data = path.read_bytes()
    format_ = known()["argdown"]
    for cut in range(0, len(data), 17):
        format_.read(Given("cut", data[:cut]))
        format_.read(Given("cut", data[cut:] + data[:cut]))
    format_.read(Given("reversed", data[::-1]))


def test_deep_and_wide_maps_are_read() -> None:
    format_ = known()["argdown"]
    deep = "[a]\n" + "".join(f"{' ' * level}+ [t{level}]: a\n" for level in range(1, 1500))
    assert len(format_.read(text_given(deep)).steps) == 1499
    undercuts = "<a>\n" + "".join(f"{' ' * level}_ <t{level}>: a\n" for level in range(1, 1500))
    assert len(format_.read(text_given(undercuts)).steps) == 1499
    for sign in ("[", "<", "{", "*", "@[", "//", "/*", "'", "(1)\n", "--\n", "\n+ ", ".a", "[a]("):
        format_.read(text_given(sign * 5000))
