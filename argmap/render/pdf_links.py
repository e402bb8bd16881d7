"""Where a finished SVG leads: the areas of its links, for a medium that keeps only how a picture looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from argmap.render.measure import points

_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")
_BOX = re.compile(r'<g id="([^"]*)" class="node"[^>]*>.*?(?=<g id="|\Z)', re.DOTALL)
_WHOLE = re.compile(r'<a xlink:href="#([^"]*)">\n')
_OUTLINE = re.compile(r' (?:d|points)="([^"]*)"')
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_LINE = re.compile(r"<text([^>]*)>(.*<a .*)</text>")
_CITED = re.compile(r'<a xlink:href="([^"]*)"[^>]*>(.*?)</a>')
_TAG = re.compile("<[^>]*>")
#: No reader of PDF files promises to follow a longer address, and typst refuses much longer ones.
_LONGEST = 2000


class Link(NamedTuple):
    """An area of a picture, in its own points, and where it leads: an address, or another spot in it."""

    left: float
    top: float
    right: float
    bottom: float
    address: str = ""
    spot: tuple[float, float] = (0.0, 0.0)


def links(svg: str) -> list[Link]:
    """All links of a finished SVG."""
    if "<a " not in svg:
        return []
    moved = _MOVED.search(svg)
    across, down = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    boxes = {match[1]: match[0] for match in _BOX.finditer(svg)}
    found: list[Link] = []
    for box in boxes.values():
        if "<a " not in box:
            continue
        whole = _WHOLE.search(box)
        if whole is None:
            found += _cited(box)
        elif whole[1] in boxes:
            left, top, right, bottom = _around(box)
            spot = _around(boxes[whole[1]])[:2]
            found.append(Link(left, top, right, bottom, spot=(spot[0] + across, spot[1] + down)))
    return [
        one._replace(
            left=one.left + across, right=one.right + across, top=one.top + down, bottom=one.bottom + down
        )
        for one in found
    ]


def _around(box: str) -> tuple[float, float, float, float]:
    """The room that a box takes."""
    outline = _OUTLINE.search(box)
    pairs = _PAIR.findall(outline[1]) if outline is not None else [("0", "0")]
    xs, ys = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    return min(xs), min(ys), max(xs), max(ys)


def _cited(box: str) -> Iterator[Link]:
    """The citations in a box that lead somewhere, by the widths of what stands before them."""
    for about, content in _LINE.findall(box):
        given = dict(re.findall(r' ([\w-]+)="([^"]*)"', about))
        x, y, size = (float(given[name]) for name in ("x", "y", "font-size"))
        bold = "font-weight" in given
        for cited in _CITED.finditer(content):
            before, wide = (
                points(unescape(_TAG.sub("", words)), size, bold=bold)
                for words in (content[: cited.start()], cited[2])
            )
            address = unescape(cited[1])
            if len(address) > _LONGEST:
                continue
            left = x - before - wide if given.get("text-anchor") == "end" else x + before
            yield Link(left, y - size, left + wide, y + 0.3 * size, address)
