"""The boxes, lines of text and points of a finished SVG, as numbers: for tests over what is laid out."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

import pytest

from argmap.render.measure import points
from tests.rendering import SVG

_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def optional_command(name: str) -> str:
    """The path of a program that needn't be there. Without it the test is skipped; in CI it fails."""
    path = shutil.which(name)
    if path is None:
        reason = f"no `{name}` on the PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@dataclass(slots=True, frozen=True)
class Area:
    """A rectangle; y runs downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Area, slack: float = 0.6) -> bool:
        return (
            other.left - slack <= self.left
            and other.top - slack <= self.top
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def apart(self, other: Area, slack: float = 0.6) -> bool:
        return (
            self.right <= other.left + slack
            or other.right <= self.left + slack
            or self.bottom <= other.top + slack
            or other.bottom <= self.top + slack
        )


@dataclass(slots=True)
class Drawn:
    """One thing of the picture: its id, the room it takes, its lines of text with theirs."""

    id: str
    kind: str
    area: Area
    lines: list[tuple[str, Area]] = field(default_factory=list)


def drawn(svg: str) -> list[Drawn]:
    """The boxes and frames of a picture that hold text."""
    things = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        kind = group.get("class", "")
        if kind not in ("node", "cluster"):
            continue
        lines = [_line(text) for text in group.iter(f"{SVG}text")]
        shapes = [s for s in group.iter() if s.tag in (f"{SVG}path", f"{SVG}polygon")]
        if lines and shapes:
            outline = shapes[0].get("d") or shapes[0].get("points") or ""
            things.append(Drawn(group.get("id", ""), kind, _around(outline), lines))
    return things


def curves(svg: str) -> dict[str, list[tuple[float, float]]]:
    """Points along every line of a picture, by its id, close enough to each other to meet any word."""
    found: dict[str, list[tuple[float, float]]] = {}
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class") != "edge":
            continue
        along = found.setdefault(group.get("id", ""), [])
        for path in group.iter(f"{SVG}path"):
            pairs = [(float(x), float(y)) for x, y in _PAIR.findall(path.get("d", ""))]
            for at in range(0, len(pairs) - 3, 3):
                along += [_between(pairs[at : at + 4], step / 200) for step in range(201)]
    return found


def _between(pairs: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """A point of a cubic curve, by its four points."""
    rest = 1 - share
    shares = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(s * pair[axis] for s, pair in zip(shares, pairs, strict=True)) for axis in (0, 1))
    return x, y


def _around(outline: str) -> Area:
    pairs = [(float(x), float(y)) for x, y in _PAIR.findall(outline)]
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _line(text: ET.Element) -> tuple[str, Area]:
    """A line of text and the room it takes: in width by the metrics, in height from ascent to descent."""
    words = "".join(text.itertext())
    size = float(text.get("font-size", 0))
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    # what is one word, a verdict or a badge, is set by the engine's own measure, which has no allowance
    wide = points(words, size, bold=text.get("font-weight") == "bold") / (1.03 if " " in words else 1.1)
    anchor = text.get("text-anchor")
    left = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
    return words, Area(left, y - 0.75 * size, left + wide, y + 0.2 * size)
