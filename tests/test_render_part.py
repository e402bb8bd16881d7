"""Parts of a map: filters, what they keep and say, and folding. The same for every output."""

from __future__ import annotations

import re

import pytest

from argmap.render.errors import RenderError, UnknownNode
from argmap.render.part import FILTERS, KINDS, STANDINGS
from tests.rendering import EXAMPLES, dot, scene, svg, svg_words, table, tree

DEBATE = """\
map: Where to meet

speaker ana: Ana
  side: move
speaker ben: Ben
  side: stay
speaker cy: Cy
  side: move

section days: The day
  claim friday @ana: Fridays are best.
    premise late @ana #time: Nobody has to get up early.
      rebuttal work @ben #time: Some work on Saturdays.
        rebuttal few @cy: Only one does.
    argument room @cy:
      premise one @cy: The larger room is free.
      premise two @cy: The small one was overfull.
    concession @ben
  section further: Within the day
    question hour @ben: At what hour?
      answer six @cy #implicitly: At six.

section: The place
  claim hall @ben: The hall is best.
    premise late
  claim aside: Nobody says this.
"""


def kept(**part: object) -> set[str]:
    return {b.id for b in scene(DEBATE, **part).boxes.values() if not b.context}


def pale(**part: object) -> set[str]:
    return {b.id for b in scene(DEBATE, **part).boxes.values() if b.context}


@pytest.mark.parametrize(
    ("part", "full", "context"),
    [
        (
            {"speakers": ("cy",)},
            {"few", "room", "one", "two", "six"},
            {"work", "late", "friday", "hall", "hour"},
        ),
        (
            {"speakers": ("Cy",)},
            {"few", "room", "one", "two", "six"},
            {"work", "late", "friday", "hall", "hour"},
        ),
        # Ben grants Friday, and uses Ana's reason for a claim of his own
        ({"speakers": ("ben",)}, {"friday", "work", "hour", "hall", "late"}, set()),
        ({"sides": ("stay",)}, {"friday", "work", "hour", "hall", "late"}, set()),
        ({"tags": ("time",)}, {"late", "work"}, {"friday", "hall"}),
        ({"tags": ("#time",)}, {"late", "work"}, {"friday", "hall"}),
        ({"tags": ("time", "implicitly")}, {"late", "work", "six"}, {"friday", "hall", "hour"}),
        ({"sections": ("The place",)}, {"hall", "aside"}, set()),
        ({"sections": ("days",), "kinds": ("question", "answer")}, {"hour", "six"}, set()),
        ({"standings": ("falls",)}, {"work"}, {"late", "friday", "hall"}),
        ({"kinds": ("argument",)}, {"room"}, {"friday"}),
        ({"speakers": ("ana", "ben"), "kinds": ("rebuttal",)}, {"work"}, {"late", "friday", "hall"}),
        ({"speakers": ("cy",), "depth": 1}, {"room", "six"}, {"friday", "hour"}),
        ({"speakers": ("cy",), "focus": "late"}, {"few"}, {"work", "late", "friday", "hall"}),
        ({"speakers": ("ana",), "standings": ("falls",)}, set(), set()),
    ],
)
def test_filters_keep_what_matches_and_what_it_hangs_on(
    part: dict[str, object], full: set[str], context: set[str]
) -> None:
    assert (kept(**part), pale(**part)) == (full, context)


@pytest.mark.parametrize("key", FILTERS)
def test_what_is_hidden_is_counted(key: str) -> None:
    name = {
        "speakers": "cy", "sides": "stay", "tags": "time", "sections": "further", "standings": "falls",
        "kinds": "question",
    }[key]  # fmt: skip
    whole, part = scene(DEBATE), scene(DEBATE, **{key: (name,)})
    assert part.hidden == len(whole.boxes) - len(part.boxes) > 0
    words = f"{part.hidden} node{'s' if part.hidden > 1 else ''} of this map not shown"
    for shown in (tree(DEBATE, **{key: (name,)}), table(DEBATE, **{key: (name,)})):
        assert words in shown
        assert f"only {FILTERS[key]}: " in shown
    picture = svg_words(DEBATE, **{key: (name,)})
    assert words in picture
    assert f"only {FILTERS[key]}: " in picture


def test_every_drawn_node_is_told_in_the_tree() -> None:
    for part in ({"speakers": ("cy",)}, {"tags": ("time",)}, {"standings": ("falls",)}):
        shown = tree(DEBATE, width=200, **part)
        for box in scene(DEBATE, **part).boxes.values():
            assert box.text in shown


def test_where_nothing_matches_that_is_said() -> None:
    part = {"speakers": ("ana",), "standings": ("falls",)}
    assert "nothing to show: no node matches" in tree(DEBATE, **part)
    assert "nothing to show: no node matches" in table(DEBATE, **part)
    assert "not shown" in svg_words(DEBATE, **part)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"speakers": ("anna",)}, "no speaker 'anna'; did you mean 'ana'?"),
        ({"speakers": ("zzz",)}, "no speaker 'zzz'; there is "),
        ({"sides": ("mov",)}, "no side 'mov'; did you mean 'move'?"),
        ({"tags": ("tim",)}, "no tag 'tim'; did you mean 'time'?"),
        ({"sections": ("the plaice",)}, "no section 'the plaice'; did you mean 'The place'?"),
        ({"standings": ("fall",)}, "no standing 'fall'; did you mean 'falls'?"),
        ({"kinds": ("rebutal",)}, "no kind 'rebutal'; did you mean 'rebuttal'?"),
        ({"kinds": ("zzz",)}, f"no kind 'zzz'; there is {', '.join(KINDS)}"),
        ({"standings": ("zzz",)}, f"no standing 'zzz'; there is {', '.join(STANDINGS)}"),
    ],
)
def test_an_unknown_name_is_answered(part: dict[str, object], message: str) -> None:
    with pytest.raises(RenderError) as caught:
        scene(DEBATE, **part)
    assert message in str(caught.value)


def test_a_focus_on_a_section_says_so() -> None:
    with pytest.raises(UnknownNode, match="--section days"):
        scene(DEBATE, focus="The Day")


def test_a_map_without_sides_says_so() -> None:
    with pytest.raises(RenderError, match="the map has no sides"):
        scene("claim a: One.\n", sides=("x",))


# -- folding -------------------------------------------------------------------------------------


def wide_map(roots: int = 6, replies: int = 4, deeper: int = 3) -> str:
    lines = []
    for r in range(roots):
        lines.append(f"claim c{r}: Claim {r}.")
        for p in range(replies):
            lines.append(f"  premise c{r}p{p}: Reason {p} of {r}.")
            lines += [f"    rebuttal c{r}p{p}r{d}: Reply {d} to {p} of {r}." for d in range(deeper)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("limit", [1, 5, 6, 20, 30, 60, 101])
def test_folding_keeps_to_its_limit_and_counts(limit: int) -> None:
    folded = scene(wide_map(), limit=limit)
    whole = scene(wide_map())
    assert len(folded.boxes) <= limit
    assert folded.hidden == folded.folded == len(whole.boxes) - len(folded.boxes)
    if limit >= 6:  # every root is there, so every fold hangs on something
        assert sum(box.below for box in folded.boxes.values()) == folded.hidden


def test_the_deepest_replies_are_folded_first() -> None:
    folded = scene(wide_map(), limit=30)
    assert not any("r" in id_ for id_ in folded.boxes)
    assert all(box.below == 3 for id_, box in folded.boxes.items() if "p" in id_)
    some = scene(wide_map(), limit=40)
    replies = [id_ for id_ in some.boxes if "r" in id_]
    assert replies == [
        "c0p0r0",
        "c0p0r1",
        "c0p0r2",
        "c0p1r0",
        "c0p1r1",
        "c0p1r2",
        "c0p2r0",
        "c0p2r1",
        "c0p2r2",
    ]


def test_what_fits_is_not_folded() -> None:
    whole = scene(wide_map())
    assert len(whole.boxes) == 102
    assert list(scene(wide_map(), limit=102).boxes) == list(whole.boxes)
    assert scene(wide_map(), limit=102).folded == 0


def test_a_small_edit_moves_only_the_edge_of_what_is_shown() -> None:
    before = set(scene(wide_map(), limit=40).boxes)
    edited = wide_map().replace("claim c3: Claim 3.", "claim c3: Claim 3.\n  rebuttal new: New.")
    after = set(scene(edited, limit=40).boxes)
    assert "new" in after
    assert len(before - after) <= 3


def test_a_fold_and_a_filter_go_together() -> None:
    part = scene(DEBATE, speakers=("cy",), limit=6)
    assert len(part.boxes) <= 6
    assert part.hidden >= part.folded > 0
    assert "friday" in part.boxes


def test_folds_say_how_many_they_hold() -> None:
    assert "… 3 more below (not shown)" in svg_words(wide_map(), limit=30)
    assert "the deepest replies folded to fit" in svg_words(wide_map(), limit=30)


@pytest.mark.parametrize("name", ["pact-thread", "victory-day-essay", "pact-debate"])
@pytest.mark.parametrize("limit", [1, 10, 40])
def test_folded_examples_hold_together(name: str, limit: int) -> None:
    folded = scene(EXAMPLES / f"{name}.argmap", limit=limit)
    assert len(folded.boxes) <= limit
    for arrow in folded.arrows.values():
        assert arrow.base.id in folded.boxes
    assert dot(EXAMPLES / f"{name}.argmap", limit=limit).count("digraph") == 1


def test_a_long_map_without_sections_stands_in_columns() -> None:
    """What nothing joins is set side by side, so that the picture is no strip."""
    text = "".join(
        f"claim c{i}: Claim {i}.\n" + "".join(f"  premise c{i}p{p}: A reason.\n" for p in range(6))
        for i in range(30)
    )
    width, height = (
        float(n) for n in re.findall(r'viewBox="0(?:\.00)? 0(?:\.00)? ([\d.]+) ([\d.]+)"', svg(text))[0]
    )
    assert 0.5 < width / height < 3
