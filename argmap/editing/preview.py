"""A map's picture while it is written: the diagram that `argmap render --to svg` draws of the same text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from argmap.analysis.standing import evaluate
from argmap.config import ConfigError, Configs
from argmap.model.load import Loader
from argmap.render.diagram import Diagram
from argmap.render.errors import RenderError
from argmap.render.image import render_image
from argmap.render.part import Part
from argmap.render.scene import build
from argmap.render.select import LIMIT
from argmap.render.spoken import spoken
from argmap.render.theme import Theme, ThemeError, load_theme
from argmap.source import Source
from argmap.syntax.parser import parse


class Error(NamedTuple):
    """Something wrong with a text: its line, from 1, and what."""

    line: int
    message: str


class Picture(NamedTuple):
    """An SVG, or None where nothing could be drawn, and what is wrong with the text."""

    svg: str | None
    errors: list[Error]


def picture(
    text: str, path: Path | None, name: str, others: Mapping[Path, str] | None = None, anywhere: bool = False
) -> Picture:
    """Draw a map that may have imports; `others` holds the texts of files that are open, too.

    What can be read is drawn, whatever is wrong with the rest.
    """
    loader = Loader(anywhere=anywhere).over(others or {})
    source = Source(name, text, path)
    loaded = loader.whole(source, *parse(source))
    errors = [Error(each.span.line, each.message) for each in loaded.diagnostics if each.code[0] == "E"]
    try:
        map_ = loaded.map
        scene = build(map_, evaluate(map_), Part(), limit=LIMIT, color_by="standing")
        diagram = Diagram(scene, theme=_theme(path, errors))
        svg = render_image(diagram, "svg", told=lambda: spoken(scene, map_)).decode("utf-8")
    except RenderError as error:
        return Picture(None, [*errors, Error(1, str(error))])
    return Picture(svg, errors)


def _theme(path: Path | None, errors: list[Error]) -> Theme:
    """The theme of the settings file; the usual one where that can't be used."""
    if path is not None:
        try:
            config = Configs().for_folder(path.parent)
            if config.theme:
                return load_theme(config.theme, config.themes)
        except (ConfigError, ThemeError) as error:
            errors.append(Error(1, str(error)))
    return load_theme()
