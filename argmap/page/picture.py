"""The diagram for a page: its colours are names, which the page's style sheet gives values, light or dark.

It is laid out once, in a theme whose every colour is a stand-in; in the finished SVG each becomes
`var(--name)`. A presentation attribute takes that, and a strict Content-Security-Policy lets it be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

from argmap.render.diagram import WRAP, Diagram, Direction
from argmap.render.image import render_image
from argmap.render.look import LINKS
from argmap.render.scene import Scene
from argmap.render.theme import Theme, Tone, built_in

_STAND_IN = re.compile(r'"#fe([0-9a-f]{4})"')
_HEAD = re.compile(r"\A.*?(?=<svg\b)", re.DOTALL)
_SIZE = re.compile(r' (?:width|height)="[^"]*"')
_TOLD = "Diagram of the map; the outline has all that is in it"
#: What graphviz calls things by; a browser would show it as a hint.
_INNER_TITLE = re.compile(r"(?<=>)\n?<title>[^<]*</title>")


@dataclass(slots=True, frozen=True)
class _Named(Theme):
    """A theme of stand-ins: each colour is a number, its place among `names`."""

    def pale(self, kind: str) -> str:
        return _stand_in(f"pale-{kind}")


@dataclass(slots=True, frozen=True)
class Shape:
    """How a diagram is laid out: the options of `argmap render` that say so; None for what is usual."""

    direction: Direction | None = None
    wrap: int = WRAP
    layout: str | None = None
    engine: str | None = None


def picture(scene: Scene, shape: Shape) -> str:
    """The diagram of a scene as an `<svg>` element. Raises `RenderError` where it can't be laid out."""
    diagram = Diagram(
        scene,
        theme=_named(),
        direction=shape.direction,
        wrap=shape.wrap,
        layout=shape.layout,
        heading=False,
    )
    return _for_page(render_image(diagram, "svg", shape.engine).decode("utf-8"))


def colours(theme: Theme) -> Iterator[tuple[str, str]]:
    """The names of all colours of a theme, with their values."""
    for field in fields(Theme):
        value = getattr(theme, field.name)
        if isinstance(value, str) and field.name != "name":
            yield field.name.replace("_", "-"), value
    for kind, line in theme.links.items():
        yield kind, line
        yield f"pale-{kind}", theme.pale(kind)
    for role, tone in theme.tones.items():
        yield f"{role}-fill", tone.fill
        yield f"{role}-line", tone.line


@cache
def _names() -> dict[str, int]:
    return {name: number for number, (name, _) in enumerate(colours(built_in("light")))}


def _stand_in(name: str) -> str:
    return f"#fe{_names()[name]:04x}"


@cache
def _named() -> Theme:
    light = built_in("light")
    plain = {
        field.name: _stand_in(field.name.replace("_", "-"))
        for field in fields(Theme)
        if isinstance(getattr(light, field.name), str) and field.name != "name"
    }
    tones = {role: Tone(_stand_in(f"{role}-fill"), _stand_in(f"{role}-line")) for role in light.tones}
    links = {kind: _stand_in(kind) for kind in LINKS}
    return _Named(name="page", dark=False, links=links, tones=tones, **plain)


def _for_page(svg: str) -> str:
    names = list(_names())
    svg = _STAND_IN.sub(lambda match: f'"var(--{names[int(match[1], 16)]})"', svg)
    opening, rest = _HEAD.sub("", svg, count=1).split(">", 1)
    opening = _SIZE.sub("", opening) + f' role="img" aria-label="{_TOLD}">'
    return opening + _INNER_TITLE.sub("", rest).strip()
