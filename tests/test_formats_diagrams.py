"""Mermaid and D2 draw what a map says, whatever its texts hold.

`tests/formats/mermaid/` and `tests/formats/d2/` have what is written of a map with every construct, read
critically before it was kept (`ARGMAP_ACCEPT=1` writes what comes out now), and scripts that let Mermaid
and D2 themselves draw maps: the example that the README begins with, nasty texts, and random maps.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from argmap.analysis.standing import evaluate
from argmap.formats import d2, mermaid
from argmap.formats.drawing import WIDTH, Arrow, Box, Drawing, wrapped
from argmap.model.load import Loader
from argmap.model.map import Map, Section, Speaker
from tests.mapmaker import HERE, Maker, random_conversation
from tests.nasty import NASTY
from tests.node import need_node, run_node

ROOT = Path(__file__).parent.parent
EVERYTHING = ROOT / "tests" / "formats" / "argdown_write" / "every-construct.argmap"
FORMATS = (mermaid, d2)


def name_of(format_: ModuleType) -> str:
    return format_.__name__.rpartition(".")[2]


def load(path: Path) -> Map:
    return Loader().path(path)[0]


def written(format_: ModuleType, map_: Map) -> str:
    return "".join(format_.chunks(map_, evaluate(map_)))


@pytest.mark.parametrize("format_", FORMATS, ids=name_of)
def test_what_is_written_is_what_is_expected(format_: ModuleType) -> None:
    suffix = {"mermaid": "mmd", "d2": "d2"}[name_of(format_)]
    expected = ROOT / "tests" / "formats" / name_of(format_) / f"every-construct.{suffix}"
    now = written(format_, load(EVERYTHING))
    if os.environ.get("ARGMAP_ACCEPT"):
        expected.write_text(now, encoding="utf-8")
    assert now == expected.read_text(encoding="utf-8")
    assert now == written(format_, load(EVERYTHING))


def test_a_drawing_holds_every_node_and_step() -> None:
    for path in [EVERYTHING, *sorted((ROOT / "examples").glob("*.argmap"))]:
        map_ = load(path)
        drawing = Drawing(map_, evaluate(map_))
        drawn = list(boxes(drawing))
        assert len({box.key for box in drawn}) == len(drawn)
        assert sum(box.key.startswith("n_") for box in drawn) == len(map_.nodes)
        for shape in {node.kind for node in map_.nodes.values()} - {"argument"}:
            assert sum(b.shape == shape for b in drawn) == sum(n.kind == shape for n in map_.nodes.values())
        heads = [arrow for arrow in drawing.arrows if arrow.head]
        for kind in ("attack", "undercut", "question", "answer"):
            assert sum(a.kind == kind for a in heads) == sum(k.kind == kind for k in map_.links.values())
        for kind in ("contradiction", "restatement"):
            pairs = {frozenset((k.origin[0].id, k.target.id)) for k in map_.links.values() if k.kind == kind}
            assert sum(a.kind == kind for a in heads) == len(pairs)
        shown = {line for box in drawn for line in box.lines}
        assert all(
            speaker.name in " ".join(shown) for speaker in map_.speakers.values() if _says(map_, speaker)
        )


def _says(map_: Map, speaker: Speaker) -> bool:
    return any(speaker.id in node.speakers for node in map_.nodes.values())


def test_texts_are_wrapped_between_words_and_characters() -> None:
    assert wrapped("") == []
    assert wrapped("a " * 40) == [" ".join("a" * 17)] * 2 + [" ".join("a" * 6)]
    assert wrapped("x" * 80) == ["x" * WIDTH, "x" * WIDTH, "x" * 12]
    assert wrapped("日本" * 20) == ["日本" * 8 + "日", "本" + "日本" * 8, "日本" * 3]
    assert wrapped("👩\u200d👩\u200d👧" * 9)[0].endswith("👧")
    assert "".join(wrapped("e\u0301" * 50)) == "e\u0301" * 50


def test_a_diagram_that_mermaid_would_refuse_says_so() -> None:
    maker = Maker()
    root = maker.node("root")
    for number in range(mermaid.MOST_ARROWS):
        maker.link("support", maker.node(f"n{number}"), root)
    assert "raised" not in written(mermaid, maker.map).partition("flowchart")[0]
    maker.link("support", maker.node("more"), root)
    assert "%% 501 arrows; Mermaid draws more than 500 only where its setting maxEdges is raised." in written(
        mermaid, maker.map
    )
    root.text = "word " * 20_000
    assert "maxTextSize is raised" in written(mermaid, maker.map)


def test_a_deep_map_is_drawn_without_recursion() -> None:
    maker = Maker()
    nodes = [maker.node(f"n{number}") for number in range(5000)]
    link = maker.link("support", nodes[1], nodes[0])
    for node in nodes[2:]:
        link = maker.link("undercut", node, link)
    above = None
    for number in range(2000):
        maker.map.sections[f"s{number}"] = Section(f"s{number}", f"S{number}", HERE, above)
        above = f"s{number}"
    nodes[-1].section = above
    for format_ in FORMATS:
        assert "n_n4999" in written(format_, maker.map)


def test_sections_without_a_node_are_not_drawn() -> None:
    map_ = Loader().text("claim a: A.\nsection: Empty\n  section: Too\nsection: Full\n  claim b: B.\n")[0]
    for format_ in FORMATS:
        text = written(format_, map_)
        assert "Full" in text
        assert "Empty" not in text
        assert "Too" not in text


# What Mermaid and D2 make of it


def nasty_map() -> Map:
    """Every nasty text as a claim, a gist, a speaker's name, a scheme and a heading."""
    maker = Maker()
    maker.map.title = " ".join(NASTY)
    for number, text in enumerate(NASTY):
        maker.map.speakers[text] = Speaker(text, text, HERE)
        maker.map.sections[f"s{number}"] = Section(f"s{number}", text, HERE)
        claim = maker.node(f"{text}c{number}", section=f"s{number}", speakers=(text,))
        argument = maker.node(f"a{number}", "argument", section=f"s{number}")
        claim.text = argument.text = text
        premise = maker.node(f"end{number}")
        maker.link("support", (premise,), claim, via=argument, scheme=text)
    return maker.map


def maps() -> Iterator[Map]:
    yield load(ROOT / "examples" / "decision.argmap")
    yield load(EVERYTHING)
    yield nasty_map()
    rng = random.Random(7)
    for _ in range(8):
        map_ = random_conversation(rng)
        for node in map_.nodes.values():
            node.text = f"{rng.choice(NASTY)} {rng.choice(NASTY)}"
        yield map_
    yield Loader().text("")[0]


def drawn_by(format_: ModuleType, script: Path, folder: Path) -> Iterator[tuple[Drawing, dict[str, Any]]]:
    paths, drawings = [], []
    for number, map_ in enumerate(maps()):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(written(format_, map_), encoding="utf-8", newline="\n")
        drawings.append(Drawing(map_, evaluate(map_)))
    lines = [line for line in run_node(script, stdin="\n".join(map(str, paths))).split("\n") if line]
    assert len(lines) == len(paths)
    for drawing, line in zip(drawings, lines, strict=True):
        result = json.loads(line)
        assert result["error"] is None
        yield drawing, result


def boxes(drawing: Drawing) -> Iterator[Box]:
    return (box for group in drawing.all_groups() for box in group.boxes)


def seen(lines: list[str]) -> list[str]:
    """Lines without what nobody sees: control characters, and the mark that keeps characters apart."""
    lines = [line.replace("\u2060", "") for line in lines]
    return [" ".join("".join(c if c.isprintable() or c in _KEPT else " " for c in s).split()) for s in lines]


_KEPT = "\u200b\u200c\u200d\u00ad\u202c\u202e"


def test_mermaid_draws_it(tmp_path: Path) -> None:
    need_node("mermaid")
    need_node("jsdom")
    for drawing, result in drawn_by(mermaid, ROOT / "tests/formats/mermaid/render.js", tmp_path):
        expected = {box.key: seen(box.lines or [""]) for box in boxes(drawing)}
        assert {key: seen(node["lines"]) for key, node in result["nodes"].items()} == expected
        for box in boxes(drawing):
            classes = result["nodes"][box.key]["classes"]
            assert ("implicit" in classes) == box.implicit
            assert box.standing is None or box.shape == "junction" or box.standing in classes
        titles = seen([group.title for group in drawing.all_groups() if group is not drawing.outer])
        assert sorted(seen(result["groups"])) == sorted(titles)
        assert result["edges"] == [list(mermaid_edge(arrow)) for arrow in drawing.arrows]
        labels = seen([arrow.label for arrow in drawing.arrows if arrow.label])
        assert sorted(seen(result["labels"])) == sorted(labels)
        assert result["odd"] == []


def mermaid_edge(arrow: Arrow) -> tuple[str, str, str, str]:
    against = arrow.kind in ("attack", "undercut", "contradiction")
    head = "arrow_cross" if against else "arrow_point"
    if not arrow.head or arrow.kind == "restatement":
        head = "arrow_open"
    dotted = arrow.kind in ("undercut", "concession", "question", "answer", "restatement")
    double = "double_" if arrow.both else ""
    return arrow.start, arrow.end, double + head, "dotted" if dotted else "normal"


def test_d2_draws_it(tmp_path: Path) -> None:
    need_node("@terrastruct/d2")
    for drawing, result in drawn_by(d2, ROOT / "tests/formats/d2/compile.js", tmp_path):
        labels = {id_: seen(label.split("\n")) for id_, _, label in result["shapes"]}
        expected = {path(drawing, box.key): seen(box.lines or [""]) for box in boxes(drawing)}
        for group in drawing.all_groups():
            if group is not drawing.outer:
                expected[group.path] = seen([group.title])
        if drawing.title:
            expected["title"] = seen([drawing.title])
        assert labels == expected
        found = [tuple(one[:5]) for one in result["connections"]]
        assert [(*one[:2], *seen([one[2]]), *one[3:]) for one in found] == [
            (path(drawing, arrow.start), path(drawing, arrow.end), *seen([arrow.label]), *d2_heads(arrow))
            for arrow in drawing.arrows
        ]


def path(drawing: Drawing, key: str) -> str:
    group = drawing.inside[key]
    return f"{group.path}.{key}" if group.path else key


def d2_heads(arrow: Arrow) -> tuple[str, str]:
    against = arrow.kind in ("attack", "undercut", "contradiction")
    head = "cross" if against else "triangle"
    if not arrow.head or arrow.kind == "restatement":
        head = "none"
    return head if arrow.both else "none", head
