"""The scene: what of a map is drawn, and what is said to be left out."""

from __future__ import annotations

import pytest

from argmap.render.errors import UnknownNode
from tests.rendering import data, scene

CHAIN = """\
claim a: One.
  premise b: Two.
    premise c: Three.
      rebuttal d: Four.
        undercut e: Five.
  premise f: Six.
"""


def test_the_whole_map_has_nothing_hidden() -> None:
    whole = scene(CHAIN)
    assert list(whole.boxes) == ["a", "b", "c", "d", "e", "f"]
    assert whole.hidden == 0
    assert not any(box.below or box.above for box in whole.boxes.values())


@pytest.mark.parametrize(
    ("depth", "drawn", "hides"),
    [
        (0, ["a"], {"a": 5}),
        (1, ["a", "b", "f"], {"b": 3}),
        (2, ["a", "b", "c", "f"], {"c": 2}),
        (3, ["a", "b", "c", "d", "f"], {"d": 1}),
        (9, ["a", "b", "c", "d", "e", "f"], {}),
    ],
)
def test_depth_marks_how_much_it_hides(depth: int, drawn: list[str], hides: dict[str, int]) -> None:
    part = scene(CHAIN, depth=depth)
    assert list(part.boxes) == drawn
    assert {b.id: b.below for b in part.boxes.values() if b.below} == hides
    assert part.hidden == 6 - len(drawn)


def test_a_focus_has_what_hangs_on_it_and_one_step_up() -> None:
    part = scene(CHAIN, focus="c")
    assert list(part.boxes) == ["b", "c", "d", "e"]
    assert [b.id for b in part.boxes.values() if b.context] == ["b"]
    assert part.boxes["b"].above == 1, "a is hidden above it"
    assert part.boxes["b"].below == 0
    assert [b.id for b in part.roots] == ["c"]
    assert part.hidden == 2


def test_focus_and_depth() -> None:
    part = scene(CHAIN, focus="b", depth=1)
    assert list(part.boxes) == ["a", "b", "c"]
    assert part.boxes["c"].below == 2
    assert part.boxes["a"].below == 1, "f is hidden below it"


def test_a_focus_on_an_undercut_shows_the_step_it_denies() -> None:
    part = scene(CHAIN, focus="e")
    assert list(part.boxes) == ["c", "d", "e"]
    (undercut,) = [a for a in part.arrows.values() if a.kind == "undercut"]
    assert undercut.target is next(a for a in part.arrows.values() if a.kind == "attack")


def test_a_focus_on_a_linked_premise_shows_its_argument() -> None:
    part = scene(data("kinds"), focus="one")
    assert set(part.boxes) == {"a", "both", "one"}
    assert part.boxes["both"].below > 0


def test_an_argument_whose_premises_are_hidden_still_leads_to_its_conclusion() -> None:
    part = scene("claim a: One.\n  argument g: Gist.\n    premise: Two.\n    premise: Three.\n", depth=1)
    assert list(part.boxes) == ["a", "g"]
    (arrow,) = part.arrows.values()
    assert (arrow.head, arrow.target, arrow.origin) == (part.boxes["g"], part.boxes["a"], ())
    assert part.boxes["g"].below == 2


def test_an_unknown_focus_names_the_near_miss() -> None:
    with pytest.raises(UnknownNode, match=r"no node has the id 'strog'; did you mean 'strong'\?"):
        scene("claim strong: One.\nclaim weak: Two.\n", focus="strog")
    with pytest.raises(ValueError, match=r"no node has the id 'zzz'$"):
        scene("claim strong: One.\n", focus="zzz")


def test_a_contradiction_is_one_arrow() -> None:
    (arrow,) = [a for a in scene(data("kinds")).arrows.values() if a.kind == "contradiction"]
    assert arrow.both
    assert {arrow.origin[0].id, arrow.base.id} == {"a", "b"}


def test_imported_nodes_are_drawn_where_they_are_named() -> None:
    drawn = scene(data("debate"))
    assert list(drawn.boxes) == ["mine", "against", "t/first", "t/second"]
    assert drawn.boxes["t/first"].below == 2, "its reasons stay in their own map"
    assert {b.section for b in drawn.boxes.values()} == {drawn.boxes["mine"].section}
    assert drawn.boxes["t/first"].speakers == ("Thread starter",)
    assert [g.title for g in drawn.groups.values()] == ["Where they clash"]


def test_the_legend_holds_only_what_occurs() -> None:
    few = scene("claim a: One.\n  premise b: Two.\n").legend
    assert (few.links, few.standings) == (("support",), ("stands",))
    assert [few.out_of_force, few.implicit, few.linked, few.cut] == [False] * 4
    many = scene(data("kinds")).legend
    assert set(many.links) == {
        "support", "attack", "undercut", "contradiction", "concession", "question", "answer", "restatement",
    }  # fmt: skip
    assert many.implicit
    assert many.linked
    assert many.out_of_force


def test_text_is_safe_in_the_scene() -> None:
    drawn = scene(
        "map: T\x1b[0m\n\nspeaker s: Na\u202eme\n\nsection: Se\x07c\n  claim a @s #t: Te\x1b[31mxt.\n"
    )
    box = drawn.boxes["a"]
    shown = [drawn.title, box.text, *box.speakers, *(g.title for g in drawn.groups.values())]
    assert not any(set(text) & set("\x1b\x07\u202e") for text in shown)
    assert box.text == "Te␛[31mxt."
