"""What the page's scripts need to know of a map, as compact JSON; texts stay in the outline.

Nodes and links are rows, and point at each other by number: a link's target is a node's number, or
-1 - n for the link n. `assets/model.js` reads this.
"""

from __future__ import annotations

import json
from typing import Any

from argmap.analysis.standing import Standings
from argmap.model.map import Map
from argmap.page.reasons import reasons
from argmap.render.look import LINKS, STANDINGS
from argmap.render.scene import Arrow, Box, Scene
from argmap.safe import in_json, visible

FORMAT = "argmap-page/1"


def data_of(map_: Map, standings: Standings, scene: Scene) -> str:
    """The JSON text, safe inside a script block."""
    boxes = list(scene.boxes.values())
    numbers = {box.id: number for number, box in enumerate(boxes)}
    arrows = {arrow.id: number for number, arrow in enumerate(scene.arrows.values())}
    sides = {visible(s.name): visible(s.side) for s in map_.speakers.values() if s.side}
    speakers = _Table()
    voices = _voices(scene)
    lines, why = reasons(map_, standings, boxes)
    data = {
        "format": FORMAT,
        "nodes": [_node(box, voices[box.id], speakers) for box in boxes],
        "links": [_link(arrow, numbers, arrows) for arrow in scene.arrows.values()],
        "speakers": speakers.values,
        "sides": [sides.get(name, "") for name in speakers.values],
        "signs": {kind: [look.sign, look.word] for kind, look in LINKS.items()},
        "standings": {value: [look.sign, look.word] for value, look in STANDINGS.items()},
        "lines": lines,
        "why": why,
    }
    return in_script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def in_script(text: str) -> str:
    """JSON text that ends no script block, opens no comment in one and acts on no terminal."""
    return in_json(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Table:
    """Values, each told once and then by number."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


def _node(box: Box, voices: dict[str, None], speakers: _Table) -> list[Any]:
    return [
        visible(box.id),
        box.kind,
        box.standing or "",
        [speakers.number(name) for name in voices],
        list(box.tags),
    ]


def _link(arrow: Arrow, numbers: dict[str, int], arrows: dict[str, int]) -> list[Any]:
    target = arrow.target
    return [
        visible(arrow.id),
        arrow.kind,
        {"yes": 1, "no": 0, "open": 2}.get(arrow.force or "", 3),
        [numbers[box.id] for box in arrow.origin],
        -1 if arrow.via is None else numbers[arrow.via.id],
        numbers[target.id] if isinstance(target, Box) else -1 - arrows[target.id],
        list(arrow.speakers),
    ]


def _voices(scene: Scene) -> dict[str, dict[str, None]]:
    """Who says each box, or makes a step from it; a bare concession speaks at what it grants."""
    voices = {box.id: dict.fromkeys(box.speakers) for box in scene.boxes.values()}
    for arrow in scene.arrows.values():
        voices[(arrow.head or arrow.base).id].update(dict.fromkeys(arrow.speakers))
    return voices
