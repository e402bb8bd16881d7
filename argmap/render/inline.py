"""An SVG to stand inside another document: no XML around it, as wide as there is room, ids of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.render.diagram import WRAP, Diagram, Direction
from argmap.render.image import render_image
from argmap.render.scene import Scene
from argmap.render.spoken import spoken
from argmap.render.theme import Theme

if TYPE_CHECKING:
    from argmap.model.map import Map

#: How wide a picture in a notebook may be without being scrolled, in points; text is shrunk to half at most.
NOTEBOOK = 660.0
_LEAST = 0.5
_SIZE = re.compile(r' width="([\d.]+)pt" height="([\d.]+)pt"')
#: A tag; what an attribute holds is escaped, so no angle bracket is inside.
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_NAMING = re.compile(r'( (?:id|(?:xlink:)?href|aria-(?:labelledby|describedby))=")(#?)([^"]*)"')


def inline_svg(
    scene: Scene,
    map_: Map,
    *,
    prefix: str = "",
    theme: Theme | None = None,
    direction: Direction | None = None,
    wrap: int = WRAP,
    fitting: float | None = None,
) -> str:
    """The diagram of a scene for a page that may hold others: `prefix` stands before each id in it.

    With `fitting` it is shrunk towards so many points of width, for whatever shows an SVG as it is.
    Raises `RenderError` where it can't be drawn.
    """
    diagram = Diagram(scene, direction=direction, wrap=wrap, theme=theme)
    svg = embedded(render_image(diagram, "svg", told=lambda: spoken(scene, map_)).decode("utf-8"), prefix)
    return svg if fitting is None else _SIZE.sub(lambda size: _shrunk(size, fitting), svg, count=1)


def _shrunk(size: re.Match[str], most: float) -> str:
    wide, high = float(size[1]), float(size[2])
    factor = max(min(most / wide, 1.0), _LEAST)
    return f' width="{wide * factor:g}pt" height="{high * factor:g}pt"'


def embedded(svg: str, prefix: str) -> str:
    """A finished SVG with a prefix before its ids and what refers to them; it shrinks to the room it has."""
    svg = svg[svg.index("<svg") :].rstrip("\n")
    svg = svg.replace("<svg ", '<svg style="max-width: 100%; height: auto" ', 1)
    return _TAG.sub(lambda tag: _NAMING.sub(lambda found: _named(found, prefix), tag[0]), svg)


def _named(found: re.Match[str], prefix: str) -> str:
    before, mark, name = found.groups()
    if "href" in before and not mark:
        return found[0]  # an address
    return f'{before}{mark}{prefix}{name}"'
