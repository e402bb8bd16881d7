"""How a diagram is laid out at large: which way arrows run, and where its sections stand.

Graphviz sets whatever it is given in one row of clusters. Left to itself it makes a long essay a strip
ten times as high as wide, in no order. So sections are set in text order, and where they are many they
are broken into columns as in a newspaper. This module only measures and decides; `dot` says it to
Graphviz.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.render.order import SIDEWAYS
from argmap.render.scene import Arrow, Box, Group, Scene

#: The shape a picture should come near to, as width by height.
_SHAPE = 1.3
#: Conclusions go on top as long as the picture is at most this much wider than high.
_UPRIGHT = 2.6
_RANK_GAP = 36.0
_GAP = 12.0
#: How high the small box is that stands for one in another section.
_MENTION = 34.0
#: In a map without sections, more boxes than this are broken into columns where nothing joins them.
_MANY = 60


@dataclass(slots=True, eq=False)
class Unit:
    """A top-level section with all in it, or what stands outside of sections."""

    boxes: list[Box] = field(default_factory=list)
    #: Boxes that bear on nothing in the unit: its conclusions.
    ends: list[Box] = field(default_factory=list)
    depth: int = 1
    #: How much room its leaves take, set below and beside one another.
    high: float = 0.0
    wide: float = 0.0
    #: How many ranks before it are taken by the columns it stands behind.
    offset: int = 0


@dataclass(slots=True, frozen=True)
class Plan:
    """The direction arrows run in, and the units in columns."""

    direction: str
    columns: tuple[tuple[Unit, ...], ...]
    #: The id of the group that each box is drawn in, where it is in one.
    place: dict[str, str]
    unit: dict[str, Unit]

    def apart(self, one: Box, other: Box) -> bool:
        """Whether two boxes stand in different units, so that no line should join them."""
        return self.unit[one.id] is not self.unit[other.id]


def plan(scene: Scene, columns: int, direction: str | None) -> Plan:
    """The plan of a scene whose text is wrapped to so many columns."""
    place = _places(scene)
    units, of = _units(scene, place)
    for unit in units:
        _measure(unit, of, columns)
    width = columns * 6.4 + 26
    if direction is None:
        upright = sum(u.wide for u in units) / max(max((u.depth for u in units), default=1) * 115, 1)
        direction = "BT" if upright <= _UPRIGHT else "RL"
    sideways = direction in ("RL", "LR")
    step = width + _RANK_GAP if sideways else 115.0
    best = _columns(units, step, sideways)
    if direction in ("TB", "LR"):
        best = best[::-1]  # arrows run away from the reader's first corner: what is first comes last
    offset = 0
    for column in best:
        for unit in column:
            unit.offset = offset
        offset += max(u.depth for u in column) + 1
    return Plan(direction, best, place, of)


def seconds(scene: Scene) -> float:
    """Roughly how long a layout engine takes for a scene, measured on a slow machine: it grows by squares."""
    size = len(scene.boxes)
    return 2e-4 * size + 8e-8 * size * size


def net(scene: Scene, *, framed: bool) -> Plan:
    """The plan of a scene that isn't laid out in levels: all is one unit, nothing stands in columns."""
    whole = Unit(boxes=list(scene.boxes.values()))
    return Plan("BT", (), _places(scene) if framed else {}, dict.fromkeys(scene.boxes, whole))


def _places(scene: Scene) -> dict[str, str]:
    """The group each box is drawn in, if any."""
    place: dict[str, str] = {}
    for group in scene.groups.values():
        for box in group.boxes:
            place[box.id] = group.id
    return place


def _units(scene: Scene, place: dict[str, str]) -> tuple[list[Unit], dict[str, Unit]]:
    """The units in text order, and the unit of each box. A focus and what is around it are one unit."""
    groups = scene.groups
    outside = Unit()
    units: dict[str, Unit] = {}
    of: dict[str, Unit] = {}
    separate = _separate(scene) if not place and len(scene.boxes) > _MANY else {}
    for box in scene.boxes.values():
        unit = outside
        if box.id in separate:
            unit = units.setdefault(separate[box.id], Unit())
        elif box.id in place and scene.focus is None:
            unit = units.setdefault(_top(groups[place[box.id]], groups).id, Unit())
        of[box.id] = unit
        unit.boxes.append(box)
    for box in scene.boxes.values():
        if not any(of[near.id] is of[box.id] for near in _bears_on(box)):
            of[box.id].ends.append(box)
    ordered = units.values() if separate else (units[g.id] for g in groups.values() if g.id in units)
    return [u for u in (outside, *ordered) if u.boxes], of


def _separate(scene: Scene) -> dict[str, str]:
    """For each box the first one that it is joined to by any lines: the parts that nothing holds together."""
    first: dict[str, str] = {}
    seen: set[str] = set()
    for start in scene.boxes.values():
        stack = [start]
        while stack:
            box = stack.pop()
            if box.id in first:
                continue
            first[box.id] = start.id
            arrows = [*box.into, *box.out]
            while arrows:
                arrow = arrows.pop()
                if arrow.id in seen:
                    continue
                seen.add(arrow.id)
                stack += (b for b in (arrow.via, *arrow.origin) if b is not None)
                if isinstance(arrow.target, Box):
                    stack.append(arrow.target)
                else:
                    arrows.append(arrow.target)
                arrows += arrow.into
    return first


def _bears_on(box: Box) -> Iterator[Box]:
    """The boxes that lines lead to from one: its argument, or what it bears on."""
    for arrow in box.out:
        if arrow.kind not in SIDEWAYS:
            yield arrow.anchor if arrow.head is box or arrow.via is None else arrow.via


def _top(group: Group, groups: dict[str, Group]) -> Group:
    seen = {group.id}
    while group.parent in groups and group.parent not in seen:
        group = groups[group.parent]
        seen.add(group.id)
    return group


def _below(box: Box) -> Iterator[tuple[Box, int]]:
    """The boxes drawn under one, those of other units as mentions, and how many ranks farther off."""
    links: list[tuple[Arrow, int]] = [(a, 1) for a in box.into if a.kind not in SIDEWAYS]
    while links:
        arrow, far = links.pop()
        head = arrow.head
        split = far + (1 if arrow.into and arrow.via is None else 0)
        if head is not None:
            yield head, split
        links += ((under, far + 1) for under in arrow.into)
    for arrow in box.out:
        if arrow.via is box:
            yield from ((one, 1) for one in arrow.origin)


def _mentions(box: Box, of: dict[str, Unit]) -> int:
    """How many boxes of other units stand beside one because they contradict it or say the same."""
    beside = (a.base if a.head is box else a.head for a in (*box.out, *box.into) if a.kind in SIDEWAYS)
    return sum(1 for one in beside if one is not None and of[one.id] is not of[box.id])


def _measure(unit: Unit, of: dict[str, Unit], columns: int) -> None:
    """Depth and breadth: each box counted once, beneath the first that it is met under."""
    met: set[str] = set()
    done: list[tuple[Box, list[tuple[Box, int]]]] = []
    for start in unit.ends or unit.boxes[:1]:
        stack: list[tuple[Box, list[tuple[Box, int]] | None]] = [(start, None)]
        while stack:
            box, steps = stack.pop()
            if steps is not None:
                done.append((box, steps))
                continue
            if box.id in met:
                continue
            met.add(box.id)
            steps = list(_below(box))
            mentions = sum(1 for one, _ in steps if of[one.id] is not unit) + _mentions(box, of)
            unit.high += mentions * (_MENTION + _GAP)
            unit.wide += mentions * (columns * 5.6 + _GAP)
            inside = [(one, None) for one, _ in steps if of[one.id] is unit and one.id not in met]
            if not inside and not mentions:
                lines = math.ceil(len(box.text) / columns)
                unit.high += lines * 15.2 + 44 + _GAP
                unit.wide += columns * 5.6 + 20 + _GAP
            stack.append((box, steps))
            stack += inside
    _rank(unit, done, of)
    unit.high += 50


def _rank(unit: Unit, done: list[tuple[Box, list[tuple[Box, int]]]], of: dict[str, Unit]) -> None:
    """The depth of a unit: a box stands behind all that it bears on. `done` holds what is under it first."""
    level: dict[str, int] = {}
    for box, steps in reversed(done):
        here = level.setdefault(box.id, 1)
        unit.depth = max(unit.depth, here + (1 if _mentions(box, of) else 0))
        for one, far in steps:
            unit.depth = max(unit.depth, here + far)
            if of[one.id] is unit:
                level[one.id] = max(level.get(one.id, 1), here + far)


def _columns(units: list[Unit], step: float, sideways: bool) -> tuple[tuple[Unit, ...], ...]:
    """The units broken into columns (rows, where conclusions are on top) for the best shape."""
    best: tuple[tuple[Unit, ...], ...] = (tuple(units),) if units else ()
    best_score = math.inf
    total = sum(u.high if sideways else u.wide for u in units)
    for count in range(1, min(len(units), 12) + 1):
        columns = _break(units, total / count, sideways)
        across = sum(max(u.depth for u in c) + 1 for c in columns) * step
        along = max(sum(u.high if sideways else u.wide for u in c) for c in columns)
        shape = across / along if sideways else along / across
        score = abs(math.log(shape / _SHAPE))
        if score < best_score - 0.05:
            best, best_score = columns, score
    return best


def _break(units: list[Unit], room: float, sideways: bool) -> tuple[tuple[Unit, ...], ...]:
    """Consecutive units in columns of about a length."""
    columns: list[list[Unit]] = [[]]
    used = 0.0
    for unit in units:
        size = unit.high if sideways else unit.wide
        if columns[-1] and used + size / 2 > room:
            columns.append([])
            used = 0.0
        columns[-1].append(unit)
        used += size
    return tuple(tuple(c) for c in columns)
