"""The finished SVG: what a screen reader, whoever points and clicks, and a comparison by lines get."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from argmap.render.diagram import Direction
from argmap.render.scene import Scene
from tests.laid_out import drawn, optional_command
from tests.rendering import EXAMPLES, SVG, data, read, scene, svg

XLINK = "{http://www.w3.org/1999/xlink}href"
EXAMPLE_MAPS = sorted(EXAMPLES.glob("*.argmap"))
CITED = """\
map: A map
  language: de-AT
source doc: A paper.
  url: https://example.org/paper?a=1&b=2
source bad: A trap.
  url: javascript:alert(1)
source plain: A book.
speaker ann: Ann
claim a @ann: What is claimed <here> & "there". [doc#p1, plain#p2]
  premise: A reason. [bad#p1]
  rebuttal r: Not so.
    undercut u: That does not matter.
"""


def root(source: str | Path, **options: object) -> ET.Element:
    return ET.fromstring(svg(source, **options))


def things(picture: ET.Element) -> dict[str, ET.Element]:
    return {g.get("id", ""): g for g in picture.iter(f"{SVG}g") if g.get("class") != "graph"}


def test_the_picture_has_a_name_a_description_and_a_language() -> None:
    picture = root(CITED)
    assert picture.get("aria-label") == "A map"
    assert picture.get("lang") == picture.get("{http://www.w3.org/XML/1998/namespace}lang") == "de-AT"
    first, second = list(picture)[:2]
    assert (first.tag, first.text) == (f"{SVG}title", "A map")
    assert second.tag == f"{SVG}desc"
    assert "4 claims and 3 links" in (second.text or "")
    assert "not shown" in (root(CITED, depth=0)[1].text or "")


def test_nodes_and_links_have_names() -> None:
    found = things(root(CITED))
    names = {id_: g.get("aria-label") for id_, g in found.items()}
    assert names["node-a"] == 'claim, a, Ann, stands: What is claimed <here> & "there".'
    assert names["link-r>a"] == "rebuttal, not in force: r to a"
    assert names["link-u>>r"] == "undercut: u to the rebuttal from r to a"
    assert all(g.get("role") or g.get("aria-hidden") for g in found.values())


@pytest.mark.parametrize("path", [*EXAMPLE_MAPS, data("kinds"), data("sections")], ids=lambda p: p.stem)
@pytest.mark.parametrize("engine", [None, "dot"])
def test_all_is_named_and_no_id_comes_twice(path: Path, engine: str | None) -> None:
    if engine is not None:
        engine = optional_command(engine)
    picture = ET.fromstring(svg(path, engine))
    ids = [e.get("id") for e in picture.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for id_, thing in things(picture).items():
        # an engine's own numbers would change with every edit
        assert not re.fullmatch(r"(?:node|edge|clust|a_\w+)\d+", id_)
        reachable = thing.get("aria-label") or thing.get("aria-hidden") == "true" or id_.startswith("see-")
        assert reachable, id_


def test_citations_lead_to_their_sources() -> None:
    found = things(root(CITED))
    links = [(a.get(XLINK), "".join(a.itertext())) for a in found["node-a"].iter(f"{SVG}a")]
    assert links == [("https://example.org/paper?a=1&b=2", "doc#p1")]
    assert "javascript:" not in svg(CITED)
    # nothing that can be clicked is inside of what is announced as one image
    assert found["node-a"].get("role") != "img"


def test_a_picture_has_no_scripts_and_loads_nothing() -> None:
    for path in EXAMPLE_MAPS:
        picture = ET.fromstring(svg(path))
        tags = {e.tag.removeprefix(SVG) for e in picture.iter()}
        known = {"svg", "g", "a", "title", "desc", "text", "tspan", "path", "polygon", "polyline", "ellipse"}
        assert tags <= known
        assert not any(name.startswith("on") for e in picture.iter() for name in e.attrib)


def test_elements_stand_in_text_order() -> None:
    for direction in ("BT", "RL"):
        order = [
            id_ for id_ in things(root(data("sections"), direction=direction)) if id_.startswith("node-")
        ]
        assert order == [f"node-{id_}" for id_ in scene(data("sections")).boxes]


def test_an_edit_changes_only_its_own_lines_beside_coordinates() -> None:
    text = EXAMPLE_MAPS[0].read_text(encoding="utf-8")
    edited = text.rstrip("\n") + "\nclaim added: Something new.\n"

    def told(picture: str) -> list[tuple[str, str]]:
        return [(id_, g.get("aria-label", "")) for id_, g in things(ET.fromstring(picture)).items()]

    before, after = told(svg(text)), told(svg(edited))
    assert [one for one in after if one in before] == before
    assert {id_ for id_, _ in after} - {id_ for id_, _ in before} == {"node-added"}


# -- order of siblings ---------------------------------------------------------------------------------


WORDS = "the offer of help was refused when it came since every side had reason to doubt".split()  # noqa: SIM905


class Tree:
    """A random map with replies of all kinds, in sections or not, that can grow by a leaf."""

    def __init__(self, seed: int, size: int, roots: int, sections: bool) -> None:
        self.chance = random.Random(seed)
        self.sections = sections
        self.parents: list[int | None] = [None] * roots
        self.kinds = ["claim"] * roots
        self.texts = [self._text() for _ in range(roots)]
        while len(self.parents) < size:
            at = len(self.parents)
            self.grow(self.chance.randrange(max(0, at - 10), at))

    def _text(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, 12))) + "."

    def grow(self, parent: int) -> None:
        kinds = ["premise", "premise", "rebuttal"]
        kinds += ["undercut"] if self.parents[parent] is not None else []
        self.parents.append(parent)
        self.kinds.append(self.chance.choice(kinds))
        self.texts.append(self._text())

    def text(self) -> str:
        children: dict[int | None, list[int]] = {}
        for one, parent in enumerate(self.parents):
            children.setdefault(parent, []).append(one)
        lines = []
        stack = [(one, 0) for one in reversed(children[None])]
        while stack:
            one, level = stack.pop()
            if self.sections and level == 0:
                lines.append(f"section: Part {one}")
            lines.append(f"{'  ' * (level + self.sections)}{self.kinds[one]} n{one}: {self.texts[one]}")
            stack += [(child, level + 1) for child in reversed(children.get(one, []))]
        return "\n".join(lines) + "\n"


def families(picture: str, shown: Scene, direction: str) -> dict[str, list[str]]:
    """By the id of each box the boxes whose links end at it, as they stand on the page."""
    at: dict[str, float] = {}
    for thing in drawn(picture):
        at[thing.id.removeprefix("node-")] = thing.area.left if direction == "BT" else thing.area.top
    for group in ET.fromstring(picture).iter(f"{SVG}g"):
        if group.get("id", "").startswith("mid-"):  # a link that is denied arrives from its point
            point = next(group.iter(f"{SVG}ellipse"))
            at[group.get("id", "")] = float(point.get("cx" if direction == "BT" else "cy", 0))
    found = {}
    for box in shown.boxes.values():
        heads = {a.head.id: at.get(f"mid-{a.id}", at[a.head.id]) for a in box.into if a.head}
        found[box.id] = sorted(heads, key=heads.__getitem__)
    return found


@pytest.mark.parametrize("direction", ["BT", "RL"])
@pytest.mark.parametrize(("roots", "sections"), [(1, False), (5, False), (4, True)])
def test_a_new_leaf_moves_no_siblings_past_each_other(
    direction: Direction, roots: int, sections: bool
) -> None:
    for seed in range(4):
        tree = Tree(seed, 45, roots, sections)
        before, grown = tree.text(), tree.chance.randrange(45)
        tree.grow(grown)
        after = tree.text()
        old = families(svg(before, direction=direction), scene(before), direction)
        new = families(svg(after, direction=direction), scene(after), direction)
        for id_, family in old.items():
            assert [one for one in new[id_] if one in family] == family
        # and it is the order of the text
        map_, _ = read(after)
        places = {id_: place for place, id_ in enumerate(map_.nodes)}
        for family in new.values():
            assert family == sorted(family, key=places.__getitem__)


@pytest.mark.parametrize("direction", ["BT", "RL"])
def test_conclusions_stand_in_text_order(direction: Direction) -> None:
    text = "".join(
        f"claim c{i}: Claim {i}.\n"
        + (f"  contradicts: c{i - 1}\n" if i % 3 == 1 else "  premise: A reason.\n")
        for i in range(7)
    )
    at = {
        t.id: t.area.left if direction == "BT" else t.area.top for t in drawn(svg(text, direction=direction))
    }
    order = [at[f"node-c{i}"] for i in range(7)]
    assert order == sorted(order)
