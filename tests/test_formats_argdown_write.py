"""Argdown is written so that Argdown's own parser reads in it what the map says.

`tests/formats/argdown_write/` has maps and the Argdown expected of them, read critically before it was
kept (`ARGMAP_ACCEPT=1` writes what comes out now). `@argdown/node` then reads what is written of
these maps, the examples, texts made to be misread, and random maps of every kind of node and link.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from argmap.formats import known
from argmap.formats.argdown.write import chunks
from argmap.formats.compose import compose
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import read_foreign
from argmap.formats.redraft import redraft
from argmap.model.load import Loader
from argmap.model.map import Link, Map, Node, Section
from tests.mapmaker import HERE, Maker, random_conversation
from tests.nasty import NASTY
from tests.node import need_node, run_node

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "formats" / "argdown_write").glob("*.argmap"))
EXAMPLES = sorted((ROOT / "examples").glob("*.argmap"))
ORACLE = ROOT / "tests" / "formats" / "argdown" / "oracle.js"


def written(map_: Map) -> str:
    return "".join(chunks(map_))


def titled(node: Node | Link) -> str:
    """The title of a node: its id, as Argdown's reader may make an id of it again."""
    return node.id.replace("/", "-")


def mentioning(node: Node) -> str:
    """The text of a node, its mentions in Argdown's way."""
    found = node.text
    for id_ in node.mentions:
        found = found.replace(f" [[{id_}]]", f" @[{id_.replace('/', '-')}]")
    return found


def load(path: Path) -> Map:
    map_, found = Loader().path(path)
    assert [d.message for d in found if d.code.startswith("E")] == []
    return map_


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_what_is_written_is_what_is_expected(path: Path) -> None:
    expected = path.with_suffix(".argdown")
    now = written(load(path))
    if os.environ.get("ARGMAP_ACCEPT"):
        expected.write_text(now, encoding="utf-8")
    assert now == expected.read_text(encoding="utf-8")


def test_writing_twice_is_the_same() -> None:
    for path in (*CASES, *EXAMPLES):
        assert written(load(path)) == written(load(path))


def test_a_deep_and_a_long_map_are_written_without_recursion() -> None:
    maker = Maker()
    nodes = [maker.node(f"n{i}", top=i == 0) for i in range(5000)]
    undercut = maker.link("support", nodes[1], nodes[0])
    for above, below in pairwise(nodes[1:2500]):
        maker.link("attack", below, above)
    for node in nodes[2500:]:
        undercut = maker.link("undercut", node, undercut)
    text = written(maker.map)
    assert all(f"[n{i}]: Text of n{i}." in text for i in range(5000))


# What Argdown makes of it


def nasty_map() -> Map:
    """Every nasty text as a claim, a premise, a linked premise, an undercut, a gist, a note and a heading."""
    maker = Maker()
    maker.map.title = " ".join(NASTY)
    maker.map.properties["author"] = "\n".join(NASTY)
    for number, text in enumerate(NASTY):
        section = maker.map.sections[f"s{number}"] = Section(f"s{number}", text, HERE)
        claim = maker.node(f"c{number}", top=True, section=section.id)
        premise, undercut = maker.node(f"p{number}"), maker.node(f"u{number}")
        argument = maker.node(f"a{number}", "argument")
        linked = maker.node(f"k{number}"), maker.node(f"m{number}")
        for node in (claim, premise, undercut, argument, *linked):
            node.text = text
            node.properties["note"] = [text]
        maker.link("support", premise, claim)
        maker.link("undercut", undercut, maker.link("support", linked, claim, via=argument, scheme=text))
    return maker.map


#: Whatever Argdown gives a meaning to, to be thrown together.
_PIECES = [
    *".:,;#@[](){}<>*_-+=/\\|\"'`~!?&%$^0a1.B      ", "  ", "\t", "..", "::", "//", "/*", "*/", "<!--", "-->",
    "==", "===", "e.g. ", "word", "é", "日本", "👍", "\u00a0", "(1)", "1.", "@[", "[[", "]]", "]:", ">:",
    "\u2028", "\x85", "\ufeff", "\x0b",
]  # fmt: skip


def thrown_together() -> Map:
    """Two thousand claims of random signs and words."""
    rng = random.Random(11)
    maker = Maker()
    for number in range(2000):
        node = maker.node(f"n{number}", top=True)
        node.text = "".join(rng.choices(_PIECES, k=rng.randint(1, 14))).strip() or "x"
        node.properties["note"] = [node.text]
    return maker.map


def random_maps() -> list[Map]:
    rng = random.Random(4)
    maps = []
    for _ in range(60):
        map_ = random_conversation(rng)
        for node in map_.nodes.values():
            if node.kind != "argument":
                node.text = f"{rng.choice(NASTY)} {rng.choice(NASTY)} {node.id}"
            node.top = rng.random() < 0.3
        maps.append(map_)
    return maps


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Map, dict[str, Any]]]:
    """Maps with a name, and what Argdown reads in what is written of them."""
    need_node("@argdown/node")
    maps = [(path.stem, load(path)) for path in (*CASES, *EXAMPLES)]
    maps += [("nasty", nasty_map()), ("thrown together", thrown_together())]
    maps += [(f"random {number}", map_) for number, map_ in enumerate(random_maps())]
    folder = tmp_path_factory.mktemp("argdown")
    paths = []
    for name, map_ in maps:
        paths.append(folder / f"{name.replace(' ', '-')}.argdown")
        paths[-1].write_text(written(map_), encoding="utf-8", newline="\n")
    lines = run_node(ORACLE, stdin="\n".join(map(str, paths))).split("\n")
    found = [json.loads(line) for line in lines if line]
    assert len(found) == len(maps)
    return [(*one, result) for one, result in zip(maps, found, strict=True)]


def test_argdown_reads_it_without_an_error(read: list[tuple[str, Map, dict[str, Any]]]) -> None:
    for name, _, result in read:
        assert result["errors"] == [], name


def test_argdown_reads_the_same_texts(read: list[tuple[str, Map, dict[str, Any]]]) -> None:
    for name, map_, result in read:
        found = {}
        for title, statement in result["model"]["statements"].items():
            texts = [m["text"] for m in statement["members"] if m.get("text") and not m.get("isReference")]
            assert len(texts) == 1, (name, title, texts)
            found[title] = texts[0].strip(" ")
        expected = {titled(n): mentioning(n) for n in map_.nodes.values() if n.kind != "argument"}
        assert found == expected, name
        gists = {
            title: " ".join(m["text"] for m in argument["members"] if m.get("text")).strip(" ")
            for title, argument in result["model"]["arguments"].items()
        }
        for node in map_.nodes.values():
            if node.kind == "argument" and node.text:
                assert gists[titled(node)] == node.text, name


def test_argdown_reads_the_same_relations(read: list[tuple[str, Map, dict[str, Any]]]) -> None:
    for name, map_, result in read:
        found, wanted = of_argdown(result["model"]), of_map(map_)
        if name.startswith("random"):
            # where a step is made twice, or leads from a node to itself, which Argdown confuses with another
            found, wanted = ({one for one in steps if one[-1] not in one[1]} for steps in (found, wanted))
        assert found == wanted, name


def test_argdown_reads_the_same_sections_tags_and_schemes(
    read: list[tuple[str, Map, dict[str, Any]]],
) -> None:
    for name, map_, result in read:
        model = result["model"]
        titles = {s["id"]: s["title"] for s in _sections(model.get("sections", []))}
        for node in map_.nodes.values():
            if node.kind == "argument":
                continue
            statement = model["statements"][titled(node)]
            assert set(statement.get("tags", [])) == set(node.tags), (name, node.id)
            if node.top and node.section in map_.sections:
                assert titles[statement["section"]] == map_.sections[node.section].title, (name, node.id)
        wanted = Counter(
            link.scheme for link in map_.links.values() if link.kind == "support" and link.scheme
        )
        rules = Counter(
            " ".join(inference["inferenceRules"])
            for argument in model["arguments"].values()
            if (inference := _inference(argument)) and inference["inferenceRules"]
        )
        if name != "nasty":
            assert rules == wanted, name


def test_argdowns_own_command_takes_it(tmp_path: Path) -> None:
    package = need_node("@argdown/cli")
    source = tmp_path / "map.argdown"
    source.write_text(written(load(CASES[0])), encoding="utf-8")
    ran = subprocess.run(
        ["node", package / "dist" / "cli.js", "json", source, tmp_path / "out"],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "statements" in json.loads((tmp_path / "out" / "map.json").read_text(encoding="utf-8"))


def test_all_that_is_kept_comes_back() -> None:
    argdown = known()["argdown"]
    maps = [load(path) for path in (*CASES, *EXAMPLES)]
    maps += [Loader().text(compose(redraft(map_)))[0] for map_ in (nasty_map(), *random_maps())]
    for map_ in maps:
        found = read_foreign(Given("map.argdown", written(map_).encode()), argdown)
        assert found.problems == []
        for name in argdown.keeps:
            if name != "ids" or not map_.imports:
                facts = (Counter(map(repr, FEATURES[name].facts(one))) for one in (map_, found.map))
                assert next(facts) == next(facts), name


def test_what_a_map_and_its_sections_say_of_themselves_comes_back() -> None:
    text = """\
map: T
  by: ana
  language: en
  ignore: M105, M106
  note: Of the map.
speaker ana: Ana
speaker ben: Ben
claim a: One.
section s: S
  by: ben
  note: Of the section.
  claim b: Two.
  claim c @ana: Three.
"""
    map_, _ = Loader().text(text)
    found = read_foreign(Given("map.argdown", written(map_).encode()), known()["argdown"])
    assert found.problems == []
    assert found.map.properties == map_.properties
    assert [s.properties for s in found.map.sections.values()] == [
        s.properties for s in map_.sections.values()
    ]
    assert {n.id: n.speakers for n in found.map.nodes.values()} == {
        "a": ("ana",),
        "b": ("ben",),
        "c": ("ana",),
    }
    # elsewhere a heading's `by` may mean anything
    found = read_foreign(Given("x.argdown", b"# S\n{by: Ana}\n\n[a]: One.\n"), known()["argdown"])
    (section,) = found.map.sections.values()
    assert section.properties == {"note": ["by: Ana"]}


def test_argdown_reads_the_same_data(read: list[tuple[str, Map, dict[str, Any]]]) -> None:
    for name, map_, result in read:
        front = result["frontMatter"]
        assert front.get("title", "") == map_.title, name
        assert list(front.get("argmap", {}).get("speakers", {})) == list(map_.speakers), name
        for node in map_.nodes.values():
            data = _data(result["model"], node)
            note = data.get("note", [])
            assert ([note] if isinstance(note, str) else note) == node.properties.get("note", []), name
            assert tuple(data.get("speakers", ())) == node.speakers, (name, node.id)


def _data(model: dict[str, Any], node: Node) -> dict[str, Any]:
    things = model["arguments" if node.kind == "argument" else "statements"]
    return things[titled(node)].get("data") or {} if titled(node) in things else {}


def _sections(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = list(sections)
    for section in found:
        found += section.get("children", [])
    return found


def _inference(argument: dict[str, Any]) -> dict[str, Any] | None:
    pcs = argument.get("pcs") or []
    return pcs[-1]["inference"] if pcs else None


# The relations, as the same tuples made of a map and of what Argdown has read


def of_map(map_: Map) -> Counter[Any]:
    """The steps that Argdown has a sign for, and of the others those that are undercut."""
    found: Counter[Any] = Counter()
    pairs = set()
    for link in map_.links.values():
        if link.kind == "contradiction":
            pairs.add(("contradictory", *sorted((titled(link.origin[0]), titled(link.target)))))
            continue
        has_a_sign = link.kind in ("support", "attack") or (
            link.kind == "undercut" and isinstance(link.target, Link)
        )
        if has_a_sign or (link.into and link.kind != "restatement"):
            found[_called(link)] += 1
    return found + Counter(pairs)


def _called(link: Link) -> Any:
    """A step: its kind, where it starts, and what it leads to, which may be a step."""
    path: list[Link] = []
    at: Node | Link = link
    while isinstance(at, Link):
        path.append(at)
        at = at.target
    name: Any = titled(at)
    for one in reversed(path):
        name = (one.kind, tuple(sorted(map(titled, one.origin))), name)
    return name


_SINGLE = {"premise": "support", "rebuttal": "attack"}


def of_argdown(model: dict[str, Any]) -> Counter[Any]:
    """The steps in what Argdown has read: relations, structures, and arguments that stand for one."""
    arguments, relations = model["arguments"], model["relations"]
    starts: dict[str, list[str]] = {title: [] for title in arguments}
    leads: dict[str, dict[str, Any]] = {}
    for relation in relations:
        if relation["fromType"] == "argument":
            assert relation["from"] not in leads, relation
            leads[relation["from"]] = relation
        elif relation["toType"] == "argument" and relation["relationType"] == "support":
            starts[relation["to"]].append(relation["from"])

    def step(title: str) -> Any:
        argument = arguments[title]
        pcs = argument.get("pcs") or []
        if pcs:
            return "support", tuple(sorted(s["title"] for s in pcs[:-1])), pcs[-1]["title"]
        data = argument.get("data") or {}
        kind = data.get("kind", "premise")
        if kind == "concession" and not starts[title]:
            kind = "support"
        relation = leads.get(title)
        assert (relation is None) == ("to" in data), title
        kind = _SINGLE.get(kind, kind)
        if relation is None:
            return kind, tuple(sorted(starts[title])), data["to"].strip("<>")
        assert relation["relationType"] == kind, relation
        return kind, tuple(sorted(starts[title])), end(relation)

    def end(relation: dict[str, Any]) -> Any:
        return relation["to"] if relation["toType"] == "equivalence-class" else step(relation["to"])

    found: Counter[Any] = Counter(map(step, arguments))
    for relation in relations:
        kind = relation["relationType"]
        if kind == "contradictory":
            found[kind, *sorted((relation["from"], relation["to"]))] += 1
        elif relation["fromType"] != "argument" and (
            kind == "undercut" or relation["toType"] == "equivalence-class"
        ):
            found[kind, (relation["from"],), end(relation)] += 1
    return found
