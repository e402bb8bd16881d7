"""What argmap writes into the boxes that an engine has laid out hollow."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from argmap.render.engine import find_engine, run_engine
from argmap.render.lettering import direction_marked
from tests.laid_out import drawn
from tests.rendering import EXAMPLES, SVG, data, diagram, svg

ISOLATE, END = "\u2067", "\u2069"
ARABIC = "يجب أن نبيع السيارة الثانية"


def lines(picture: str, id_: str) -> list[tuple[str, str | None]]:
    """The lines in a box, each with the end at which it is anchored."""
    for group in ET.fromstring(picture).iter(f"{SVG}g"):
        if group.get("id") == id_:
            return [("".join(t.itertext()), t.get("text-anchor")) for t in group.iter(f"{SVG}text")]
    raise AssertionError(id_)


MAPS = [*sorted(EXAMPLES.glob("*.argmap")), *map(data, ("kinds", "sections", "debate", "cycle"))]


@pytest.mark.parametrize("path", MAPS, ids=lambda p: p.stem)
def test_a_hollow_box_is_where_the_engine_sets_the_one_with_its_text(path: Path) -> None:
    hollow = {thing.id: thing for thing in drawn(svg(path))}
    full = run_engine(find_engine(), diagram(path).dot(), "svg").decode("utf-8")
    compared = 0
    for one in drawn(full):
        if one.kind == "node" and len(one.lines) > 1:
            other = hollow[one.id]
            for side in ("left", "top", "right", "bottom"):
                assert getattr(one.area, side) == pytest.approx(getattr(other.area, side), abs=1), one.id
            # and its lines stand in the same rows
            assert len(one.lines) == len(other.lines)
            for (_, area), (_, area_here) in zip(one.lines, other.lines, strict=True):
                assert area.top == pytest.approx(area_here.top, abs=3), one.id
            compared += 1
    assert compared > 2


def test_a_text_runs_one_way_in_all_its_lines() -> None:
    text = f"claim a: {ARABIC} (so they say, in words of another script that fill a whole line) {ARABIC}.\n"
    words = [line for line, anchor in lines(svg(text), "node-a") if anchor == "end" and line != "stands"]
    assert len(words) > 3
    assert all(line[0] == ISOLATE and line[-1] == END for line in words)
    assert any(line.isascii() for line in (w.strip(ISOLATE + END) for w in words)), "one is all Latin"


def test_a_text_that_begins_from_the_left_does_so_in_all_its_lines() -> None:
    found = lines(svg(f"claim a: They all said it: {ARABIC} {ARABIC} {ARABIC}.\n"), "node-a")
    assert len(found) > 4
    assert not any(ISOLATE in line for line, _ in found)
    assert [line for line, anchor in found if anchor == "end"] == ["stands"]


def test_a_line_of_both_ways_is_embedded_for_readers_without_isolates() -> None:
    mixed, pure = "&#x2067;אבג (NATO)&#x2069;", "&#x2067;אבג (דהו)&#x2069;"
    assert direction_marked(mixed) == "&#x202b;אבג (NATO)&#x202c;"
    assert direction_marked(pure) == "&#x200f;אבג (דהו)&#x200f;"


def test_the_badge_is_as_wide_as_its_word() -> None:
    picture = svg("claim a #decided: A claim that is a good deal longer than that one word.\n")
    (badge,) = ET.fromstring(picture).iter(f"{SVG}rect")
    (box,) = drawn(picture)
    assert float(badge.get("width", 0)) < (box.area.right - box.area.left) / 2


def test_every_part_of_a_link_tells_on_pointing_what_it_is() -> None:
    picture = ET.fromstring(svg("claim a: One.\n  rebuttal b: Two.\n    undercut: It has no bearing.\n"))
    titles = {g.get("id"): g.findtext(f"{SVG}title") for g in picture.iter(f"{SVG}g") if g.get("class")}
    assert titles["link-b>a"] == titles["to-b>a"] == "rebuttal, not in force"
    assert titles["node-b"] == "rebuttal · b · stands (unchallenged)"
