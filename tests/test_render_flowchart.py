"""Mermaid and D2 draw what a map says, whatever its texts hold.

`tests/formats/mermaid/` and `tests/formats/d2/` have what is written of a map with every construct, read
critically before it was kept (`ARGMAP_ACCEPT=1` writes what comes out now), and scripts that let Mermaid
and D2 themselves draw maps: the example that the README begins with, nasty texts, and random maps.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from argmap.analysis.standing import evaluate
from argmap.model.load import Loader
from argmap.model.map import Map, Section, Speaker
from argmap.render import d2, mermaid
from argmap.render.flowchart import Flowchart, Line
from argmap.render.part import WHOLE, Part
from argmap.render.scene import Scene, build
from argmap.render.theme import load_theme
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


def scene_of(map_: Map, part: Part = WHOLE, **options: Any) -> Scene:
    return build(map_, evaluate(map_), part, **{"imports": True, **options})


def written(format_: ModuleType, map_: Map, **options: Any) -> str:
    draw = {"mermaid": mermaid.draw_mermaid, "d2": d2.draw_d2}[name_of(format_)]
    return draw(scene_of(map_), **options)


@pytest.mark.parametrize("format_", FORMATS, ids=name_of)
def test_what_is_written_is_what_is_expected(format_: ModuleType) -> None:
    suffix = {"mermaid": "mmd", "d2": "d2"}[name_of(format_)]
    expected = ROOT / "tests" / "formats" / name_of(format_) / f"every-construct.{suffix}"
    now = written(format_, load(EVERYTHING))
    if os.environ.get("ARGMAP_ACCEPT"):
        expected.write_text(now, encoding="utf-8")
    assert now == expected.read_text(encoding="utf-8")
    assert now == written(format_, load(EVERYTHING))


def test_a_chart_holds_every_node_and_step() -> None:
    for path in [EVERYTHING, *sorted((ROOT / "examples").glob("*.argmap"))]:
        map_ = load(path)
        scene = scene_of(map_)
        chart = Flowchart(scene)
        drawn = list(chart.shapes())
        assert len({one.key for one in drawn}) == len(drawn)
        assert sum(one.key.startswith("n_") for one in drawn) == len(map_.nodes)
        for form in {node.kind for node in map_.nodes.values()} - {"argument"}:
            assert sum(b.form == form for b in drawn) == sum(n.kind == form for n in map_.nodes.values())
        heads = [line for line in chart.lines if line.head]
        for kind in ("attack", "undercut", "question", "answer"):
            assert sum(a.kind == kind for a in heads) == sum(k.kind == kind for k in map_.links.values())
        for kind in ("contradiction", "restatement"):
            pairs = {frozenset((k.origin[0].id, k.target.id)) for k in map_.links.values() if k.kind == kind}
            assert sum(a.kind == kind for a in heads) == len(pairs)
        text = " ".join(words for one in drawn for words in one.lines)
        assert text.count("granted by") == sum(link.bare for link in map_.links.values())
        assert all(speaker.name in text for speaker in map_.speakers.values() if _says(map_, speaker))


def _says(map_: Map, speaker: Speaker) -> bool:
    return any(speaker.id in node.speakers for node in map_.nodes.values())


def test_a_part_a_fold_and_colours_are_drawn_as_everywhere() -> None:
    map_ = load(ROOT / "examples" / "decision.argmap")
    chart = Flowchart(scene_of(map_, Part(focus="rental"), color_by="speaker"), direction="LR")
    shapes = {one.key: one for one in chart.shapes()}
    assert shapes["n_rental"].classes == ("hue2",)
    assert shapes["n_cheaper"].classes == ("context",)
    assert "— ■ Jonas" in shapes["n_rental"].lines
    assert shapes["n_swap"].lines[-1] == "… 5 more below"
    assert "not shown" in chart.title
    assert (
        mermaid.draw_mermaid(scene_of(map_, Part(focus="rental")), direction="LR").count("flowchart LR") == 1
    )
    folded = Flowchart(scene_of(map_, limit=5))
    assert sum(one.key.startswith("n_") for one in folded.shapes()) == 5


def test_colours_are_those_of_the_theme_asked_for() -> None:
    map_ = load(ROOT / "examples" / "decision.argmap")
    theme = load_theme("dark")
    for format_ in FORMATS:
        plain, dark = written(format_, map_), written(format_, map_, theme=theme)
        assert theme.links["attack"] in dark
        assert theme.tones["stands"].fill in dark
        assert theme.tones["stands"].fill not in plain


@pytest.mark.parametrize("ground", ["#ffffff", "#0d1117"], ids=["light", "dark"])
def test_lines_are_seen_on_light_and_on_dark_ground(ground: str) -> None:
    map_ = load(EVERYTHING)
    map_.nodes["alone"].tags += ("decided",)
    text = written(mermaid, map_)
    lines = re.findall("(?:linkStyle [0-9,]+|classDef (?:section|decided)) [^\n]*stroke:(#[0-9a-f]{6})", text)
    assert len(set(lines)) >= 7
    for line in lines:
        assert contrast(line, ground) >= 3, line


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_a_group_settled_on_is_marked() -> None:
    map_ = Loader().text("claim a #decided: Let us.\nclaim b: Not.\n")[0]
    assert "  class n_a decided\n" in written(mermaid, map_)
    assert 'n_a["★ decided<br>✓ Let us."]' in written(mermaid, map_)
    assert "class: [stands; decided]" in written(d2, map_)


def test_imported_maps_are_drawn_whole_where_a_map_is_converted(tmp_path: Path) -> None:
    (tmp_path / "other.argmap").write_text("claim far: Far.\nclaim near: Near.\n", encoding="utf-8")
    own = tmp_path / "own.argmap"
    own.write_text("import o: other.argmap\n\nclaim here: Here.\n  premise o/near\n", encoding="utf-8")
    map_ = load(own)
    assert "Far." in written(mermaid, map_)
    assert "Far." not in mermaid.draw_mermaid(build(map_, evaluate(map_)))


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


def test_any_part_of_any_map_is_drawn_whole() -> None:
    rng = random.Random(1)
    for _ in range(150):
        map_ = random_conversation(rng)
        ids = list(map_.nodes)
        focus = rng.choice(ids)
        for part, limit in (
            (Part(focus=focus), None),
            (Part(focus=focus), 1),  # what stands around a focus alone is more
            (Part(depth=rng.randint(0, 2)), None),
            (Part(), rng.randint(1, len(ids))),
            (Part(standings=("falls",)), None),
            (Part(focus=focus, depth=1, kinds=("rebuttal",)), 3),
        ):
            scene = scene_of(map_, part, limit=limit)
            chart = Flowchart(scene)
            keys = {shape.key for shape in chart.shapes()}
            assert {end for line in chart.lines for end in (line.start, line.end)} <= keys
            assert sum(key.startswith("n_") for key in keys) == len(scene.boxes)
            if part.focus is not None:
                assert focus in scene.boxes


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


def drawn_by(format_: ModuleType, script: Path, folder: Path) -> Iterator[tuple[Flowchart, dict[str, Any]]]:
    paths, charts = [], []
    for number, map_ in enumerate(maps()):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(written(format_, map_), encoding="utf-8", newline="\n")
        charts.append(Flowchart(scene_of(map_)))
    lines = [line for line in run_node(script, stdin="\n".join(map(str, paths))).split("\n") if line]
    assert len(lines) == len(paths)
    for chart, line in zip(charts, lines, strict=True):
        result = json.loads(line)
        assert result["error"] is None
        yield chart, result


def seen(lines: list[str]) -> list[str]:
    """Lines without what nobody sees: control characters, and the mark that keeps characters apart."""
    lines = [line.replace("\u2060", "") for line in lines]
    return [" ".join("".join(c if c.isprintable() or c in _KEPT else " " for c in s).split()) for s in lines]


_KEPT = "\u200b\u200c\u200d\u00ad\u202c\u202e"


def test_mermaid_draws_it(tmp_path: Path) -> None:
    need_node("mermaid")
    need_node("jsdom")
    for chart, result in drawn_by(mermaid, ROOT / "tests/formats/mermaid/render.js", tmp_path):
        expected = {box.key: seen(box.lines or [""]) for box in chart.shapes()}
        assert {key: seen(node["lines"]) for key, node in result["nodes"].items()} == expected
        for box in chart.shapes():
            classes = result["nodes"][box.key]["classes"]
            assert set(box.classes) <= set(classes)
        titles = seen([frame.title for frame in chart.all_frames() if frame is not chart.outer])
        assert sorted(seen(result["groups"])) == sorted(titles)
        assert result["edges"] == [list(mermaid_edge(arrow)) for arrow in chart.lines]
        labels = seen([arrow.label for arrow in chart.lines if arrow.label])
        assert sorted(seen(result["labels"])) == sorted(labels)
        assert result["odd"] == []


def mermaid_edge(arrow: Line) -> tuple[str, str, str, str]:
    against = arrow.kind in ("attack", "undercut", "contradiction")
    head = "arrow_cross" if against else "arrow_point"
    if not arrow.head or arrow.kind == "restatement":
        head = "arrow_open"
    dotted = arrow.kind in ("undercut", "concession", "question", "answer", "restatement")
    double = "double_" if arrow.both else ""
    return arrow.start, arrow.end, double + head, "dotted" if dotted else "normal"


def test_d2_draws_it(tmp_path: Path) -> None:
    need_node("@terrastruct/d2")
    for chart, result in drawn_by(d2, ROOT / "tests/formats/d2/compile.js", tmp_path):
        labels = {id_: seen(label.split("\n")) for id_, _, label in result["shapes"]}
        expected = {path(chart, box.key): seen(box.lines or [""]) for box in chart.shapes()}
        for frame in chart.all_frames():
            if frame is not chart.outer:
                expected[frame.path] = seen([frame.title])
        if chart.title:
            expected["title"] = seen([chart.title])
        assert labels == expected
        found = [tuple(one[:5]) for one in result["connections"]]
        assert [(*one[:2], *seen([one[2]]), *one[3:]) for one in found] == [
            (path(chart, arrow.start), path(chart, arrow.end), *seen([arrow.label]), *d2_heads(arrow))
            for arrow in chart.lines
        ]


def path(chart: Flowchart, key: str) -> str:
    frame = chart.inside[key]
    return f"{frame.path}.{key}" if frame.path else key


def d2_heads(arrow: Line) -> tuple[str, str]:
    against = arrow.kind in ("attack", "undercut", "contradiction")
    head = "cross" if against else "triangle"
    if not arrow.head or arrow.kind == "restatement":
        head = "none"
    return head if arrow.both else "none", head
