"""Over the laid-out coordinates: no label spills out of its box, no two overlap, in any script."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.render.diagram import Direction
from argmap.render.layouts import LAYOUTS
from tests.laid_out import curves, drawn, optional_command
from tests.rendering import EXAMPLES, data, svg

MAPS = [*sorted(EXAMPLES.glob("*.argmap")), *map(data, ("kinds", "sections", "debate", "scripts", "cycle"))]
SCRIPTS = {
    "latin": "Whoever promises help, and means it, sends officers who may sign: nobody waits for the others.",
    "german": "Sicherheitspolitische Zusammenarbeitsvereinbarungen überdauern Regierungswechsel selten.",
    "chinese": "苏联在与德国达成协议之前，曾经寻求同英国和法国结成联盟；这一提议没有得到答复。",
    "japanese": "ソビエト連邦は、ドイツと合意する前に、イギリスやフランスとの同盟を求めていた。",
    "korean": "소련은 독일과 협정을 맺기 전에 영국과 프랑스와의 동맹을 추구하였다.",
    "arabic": "سعى الاتحاد السوفيتي إلى تحالف مع بريطانيا وفرنسا قبل أن يتفق مع ألمانيا، ورُفض طلبه.",
    "hebrew": "ברית המועצות ביקשה ברית עם בריטניה וצרפת לפני שהגיעה להסכם עם גרמניה.",
    "russian": "Советский Союз искал союза с Великобританией и Францией прежде, чем договорился с Германией.",
    "hindi": "सोवियत संघ ने जर्मनी से समझौता करने से पहले ब्रिटेन और फ्रांस से गठबंधन चाहा।",
}


def holds(picture: str, *, apart: bool = True) -> int:
    """Check every box of a picture; how many there are."""
    things = drawn(picture)
    boxes = [thing for thing in things if thing.kind == "node"]
    for thing in things:
        for words, area in thing.lines:
            assert area.within(thing.area), f"{thing.id}: {words!r} spills out: {area} of {thing.area}"
        for (one, first), (other, second) in combinations(thing.lines, 2):
            assert first.apart(second), f"{thing.id}: {one!r} overlaps {other!r}"
    if apart:
        for one_box, other_box in combinations(boxes, 2):
            assert one_box.area.apart(other_box.area), f"{one_box.id} overlaps {other_box.id}"
    return len(boxes)


@pytest.mark.parametrize("path", MAPS, ids=lambda p: p.stem)
@pytest.mark.parametrize("direction", ["BT", "RL"])
def test_labels_stay_in_their_boxes(path: Path, direction: Direction) -> None:
    assert holds(svg(path, direction=direction)) > 1


@pytest.mark.parametrize("path", MAPS, ids=lambda p: p.stem)
def test_labels_stay_in_their_boxes_with_a_system_dot(path: Path) -> None:
    assert holds(svg(path, optional_command("dot"))) > 1


def many_lines(text: str, size: int = 6) -> str:
    """A map in which one text is said in all its lengths, by someone who is called so too."""
    words = text.split() if " " in text else [text[i : i + 4] for i in range(0, len(text), 4)]
    joint = " " if " " in text else ""
    lines = [f"map: {text}", f"speaker w: {words[0]}", f"section: {text}"]
    for i in range(size):
        said = joint.join(words[: 1 + i * len(words) // size]).rstrip(".:,")
        lines.append(f"  claim c{i} @w: {said}.")
        lines.append(f"    {'premise' if i % 2 else 'rebuttal'}: {text}")
        lines.append(f"      undercut @w: {said}!")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("wrap", [14, 34])
def test_labels_stay_in_their_boxes_in_any_script(script: str, wrap: int) -> None:
    assert holds(svg(many_lines(SCRIPTS[script]), wrap=wrap)) == 18


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co", "Cc"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(CHARACTERS, min_size=1, max_size=90), min_size=1, max_size=5))
def test_labels_stay_in_their_boxes_whatever_is_written(texts: list[str]) -> None:
    lines = [f"claim c{i}: x {' '.join(text.split())}" for i, text in enumerate(texts)]
    holds(svg("\n".join(lines) + "\n"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts_keep_labels_in_their_boxes(layout: str) -> None:
    assert holds(svg(data("debate"), layout=layout), apart=layout != "osage") > 3


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "osage"])
def test_lines_end_at_the_frame_of_an_argument(layout: str) -> None:
    picture = svg(EXAMPLES / "decision.argmap", layout=layout)
    argument = next(thing for thing in drawn(picture) if thing.id == "node-cheaper")
    lines = curves(picture)
    assert sum(id_.startswith("part-") for id_ in lines) == 2
    for id_, points in lines.items():
        for words, area in argument.lines:
            crossed = [1 for x, y in points if area.left < x < area.right and area.top < y < area.bottom]
            assert not crossed, f"{id_} crosses {words!r}"
