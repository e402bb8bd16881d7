"""What the tests of rendering share: maps from texts and files, the pictures taken apart."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import fields
from pathlib import Path
from typing import Any

from argmap.analysis.standing import Standings, evaluate
from argmap.model.load import Loader
from argmap.model.map import Map
from argmap.render.diagram import Diagram
from argmap.render.image import render_image
from argmap.render.part import Part
from argmap.render.scene import Scene, build
from argmap.render.spoken import spoken
from argmap.render.table import draw_table
from argmap.render.tree import draw_tree

DATA = Path(__file__).parent / "render"
EXAMPLES = Path(__file__).parent.parent / "examples"
#: The signs around lines from right to left; no text of a map holds them unescaped.
_ISOLATES = {0x2067: None, 0x2069: None}
SVG = "{http://www.w3.org/2000/svg}"


def read(source: str | Path) -> tuple[Map, Standings]:
    """A map, from its text or its file, and its standings."""
    loader = Loader()
    map_, _ = loader.path(source) if isinstance(source, Path) else loader.text(source)
    return map_, evaluate(map_)


def data(name: str) -> Path:
    return DATA / f"{name}.argmap"


def scene(source: str | Path, *, limit: int | None = None, color_by: str = "standing", **part: Any) -> Scene:
    """A scene; other options are those of `Part`."""
    return build(*read(source), Part(**part), limit=limit, color_by=color_by)


def _split(options: dict[str, Any]) -> dict[str, Any]:
    """What of the options is for the scene, taken out of them."""
    keys = {*(field.name for field in fields(Part)), "limit", "color_by"}
    return {key: options.pop(key) for key in list(options) if key in keys}


def tree(source: str | Path, **options: Any) -> str:
    return "\n".join(draw_tree(scene(source, **_split(options)), **options)) + "\n"


def table(source: str | Path, **options: Any) -> str:
    return "\n".join(draw_table(scene(source, **_split(options)), **options)) + "\n"


def diagram(source: str | Path, **options: Any) -> Diagram:
    return Diagram(scene(source, **_split(options)), **options)


def dot(source: str | Path, **options: Any) -> str:
    return diagram(source, **options).dot()


def svg(source: str | Path, engine: str | None = None, **options: Any) -> str:
    """The picture as `argmap render` writes it; `options` are those of the scene and of the DOT."""
    drawn = scene(source, **_split(options))
    return render_image(
        Diagram(drawn, **options), "svg", engine, told=lambda: spoken(drawn, read(source)[0])
    ).decode("utf-8")


def svg_words(source: str | Path, **options: Any) -> str:
    """All that is written in the picture, line after line."""
    root = ET.fromstring(svg(source, **options))
    words = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
    return words.translate(_ISOLATES)


def edges(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """The visible edges of a DOT text: tail, head, attributes with those that hold for all."""
    found = []
    usual = _given(next((line for line in text.splitlines() if line.startswith("edge [")), ""))
    for line in text.splitlines():
        match = re.fullmatch(r'("(?:[^"\\]|\\.)*"|[\w.-]+) -> ("(?:[^"\\]|\\.)*"|[\w.-]+) \[(.*)\]', line)
        if match and "style=invis" not in line:
            found.append((match[1].strip('"'), match[2].strip('"'), usual | _given(match[3])))
    return found


def _given(attributes: str) -> dict[str, str]:
    found = re.findall(r'(\w+)=("(?:[^"\\]|\\.)*"|[^\s"\]]+)', attributes)
    return {key: value.strip('"') for key, value in found}
