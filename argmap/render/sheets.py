"""A finished SVG cut for several sheets: of each thing only what comes near the sheet is kept."""

from __future__ import annotations

import re

_THING = re.compile(r'(?=<g id="[^"]*" class="(?:node|edge|cluster)")')
_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_SPOT = re.compile(r' (?:c?x)="(-?[\d.]+)" (?:c?y)="(-?[\d.]+)"')
_END = "</g>\n</svg>\n"
#: Lines have a thickness, and text a height.
_EDGE = 20.0

Area = tuple[float, float, float, float]


class Cut:
    """A picture taken apart; areas are left, top, right and bottom in the picture's own points."""

    def __init__(self, svg: str) -> None:
        head, *things = _THING.split(svg.removesuffix(_END))
        # the ground is on every sheet; title and legend are a thing like any other
        ground, between, heading = head.partition("/>\n")
        self._head = ground + between
        moved = _MOVED.search(head)
        across, down = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
        self._things = [(_area(thing, across, down), thing) for thing in (heading, *things) if thing.strip()]

    def within(self, area: Area) -> str:
        """The picture with what reaches into an area, in the size of the whole."""
        left, top, right, bottom = area
        kept = [
            thing
            for at, thing in self._things
            if at is None or (at[0] < right and at[2] > left and at[1] < bottom and at[3] > top)
        ]
        return "".join((self._head, *kept, _END))


def _area(thing: str, across: float, down: float) -> Area | None:
    """The room that a thing takes; None where nothing tells."""
    pairs = _PAIR.findall(thing) + _SPOT.findall(thing)
    if not pairs:
        return None
    xs = [float(x) + across for x, _ in pairs]
    ys = [float(y) + down for _, y in pairs]
    return min(xs) - _EDGE, min(ys) - _EDGE, max(xs) + _EDGE, max(ys) + _EDGE
