"""One scene, drawn as one of the formats of `argmap render`: what each needs of the options.

A new format has a line in `argmap.render.formats`, a function here and its options in `render`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.cli import terminal
from argmap.cli.problems import Problem

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.config import Config
    from argmap.model.map import Map
    from argmap.render.diagram import Diagram
    from argmap.render.scene import Scene
    from argmap.render.theme import Theme


@dataclass(slots=True)
class Drawing:
    """What is drawn, and how: a scene, the map it was made of, and the options that were given.

    `options` holds those of `Format.options` that have a value, by their names with `_` for `-`.
    """

    format: str
    scene: Scene
    map: Map
    standings: Standings
    options: dict[str, Any] = field(default_factory=dict)
    #: Columns of the terminal or the file, for formats made of lines.
    width: int = 80
    color_system: str | None = None
    settings: Config | None = None

    def given(self, *names: str) -> dict[str, Any]:
        """Those of the options that were given, as keyword arguments."""
        return {name: self.options[name] for name in names if name in self.options}

    def theme(self) -> Theme:
        """The theme asked for, else the one of the settings file, else the default."""
        from argmap.render.theme import load_theme

        return self.asked_theme() or load_theme()

    def asked_theme(self) -> Theme | None:
        """The theme asked for, else the one of the settings file, else None."""
        from argmap.render.theme import load_theme

        settings = self.settings
        own = settings.themes if settings is not None else None
        named = self.options.get("theme") or (settings.theme if settings is not None else None)
        return load_theme(named, own) if named else None


def settings_for(name: str) -> Config:
    """The settings that hold for a map. Raises `Problem`."""
    from argmap.cli.files import STDIN
    from argmap.config import ConfigError, Configs

    try:
        return Configs().for_folder(Path() if name == STDIN else Path(name).parent)
    except ConfigError as error:
        raise Problem(str(error)) from error


def draw(drawing: Drawing) -> Iterable[str] | bytes:
    """The lines, without line ends, or the whole file."""
    return _WRITERS[drawing.format](drawing)


def _dot(drawing: Drawing) -> bytes:
    return _encoded(_diagram(drawing).dot())


def _picture(drawing: Drawing) -> bytes:
    from argmap.cli.picturing import picture
    from argmap.render.select import LIMIT

    return picture(drawing, _diagram(drawing), LIMIT)


def _diagram(drawing: Drawing) -> Diagram:
    from argmap.render.diagram import Diagram

    options = drawing.given("direction", "wrap", "layout")
    return Diagram(drawing.scene, theme=drawing.theme(), **options)


def _mermaid(drawing: Drawing) -> bytes:
    from argmap.render.mermaid import draw_mermaid

    options = drawing.given("direction", "wrap")
    return _encoded(draw_mermaid(drawing.scene, theme=drawing.asked_theme(), **options))


def _d2(drawing: Drawing) -> bytes:
    from argmap.render.d2 import draw_d2

    return _encoded(draw_d2(drawing.scene, theme=drawing.asked_theme(), **drawing.given("direction", "wrap")))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _page(drawing: Drawing) -> bytes:
    from argmap.page import Shape, page

    shape = Shape(**drawing.given("direction", "wrap", "layout", "engine"))
    made = page(drawing.map, drawing.standings, drawing.scene, shape=shape, theme=drawing.asked_theme())
    return _encoded(made)


_WRITERS: dict[str, Callable[[Drawing], Iterable[str] | bytes]] = {
    "tree": terminal.tree,
    "table": terminal.table,
    "flow": terminal.flow,
    "timeline": terminal.timeline,
    "markdown": terminal.markdown,
    "dot": _dot,
    "mermaid": _mermaid,
    "d2": _d2,
    "svg": _picture,
    "png": _picture,
    "pdf": _picture,
    "html": _page,
}
