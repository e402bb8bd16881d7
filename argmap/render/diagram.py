"""A scene as a diagram: planned, and written as DOT for whoever lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from argmap.render.dot import Writer
from argmap.render.errors import RenderError
from argmap.render.layouts import DEFAULT, FRAMED, checked
from argmap.render.plan import net, plan
from argmap.render.rows import Rows
from argmap.render.scene import Scene
from argmap.render.theme import Theme, load_theme

Direction = Literal["TB", "BT", "LR", "RL"]
DIRECTIONS: tuple[Direction, ...] = ("TB", "BT", "LR", "RL")
#: The width of the text in a box, in cells of a terminal.
WRAP = 34


@dataclass(slots=True, frozen=True)
class Hollow:
    """DOT whose boxes have their size and no text, and what is to be written in them, by their ids in an SVG.

    Most of an engine's time goes into measuring tables of text. Their size is known before.
    """

    dot: str
    texts: dict[str, Rows]


class Diagram:
    """A scene as a diagram, planned but not yet laid out.

    Without a `heading` its title and legend are left to whoever shows it.
    `direction` is the way arrows run: ``BT`` puts the conclusion on top, ``RL`` on the left; None
    takes whichever of the two gives the better shape. `layout` is one of `layouts.LAYOUTS`; only ``dot``
    knows a direction. `wrap` is the width of the text in cells.
    Raises `RenderError` for a direction or width that can't be drawn.
    """

    def __init__(
        self,
        scene: Scene,
        *,
        direction: Direction | None = None,
        wrap: int = WRAP,
        theme: Theme | None = None,
        layout: str | None = None,
        heading: bool = True,
    ) -> None:
        if direction is not None and direction not in DIRECTIONS:
            raise RenderError(f"no direction '{direction}'; it is one of {', '.join(DIRECTIONS)}")
        if wrap < 8:
            raise RenderError(f"text can't be wrapped to {wrap} columns; give at least 8")
        self.layout = checked(layout)
        if self.layout == DEFAULT:
            self.plan = plan(scene, wrap, direction)
        elif direction is not None:
            raise RenderError(f"the layout {self.layout} knows no direction: arrows run any way")
        else:
            self.plan = net(scene, framed=self.layout in FRAMED)
        self.scene = scene
        self.wrap = wrap
        self.theme = theme or load_theme()
        self.heading = heading
        self._dot: str | None = None

    def dot(self) -> str:
        """DOT with all texts in it, for any engine and any format."""
        if self._dot is None:
            self._dot = self._writer(hollow=False).text()
        return self._dot

    def hollow(self) -> Hollow:
        """DOT for an SVG into which `argmap.render.svg` writes the texts."""
        writer = self._writer(hollow=True)
        return Hollow(writer.text(), writer.texts)

    def _writer(self, *, hollow: bool) -> Writer:
        return Writer(
            self.scene,
            self.plan,
            theme=self.theme,
            columns=self.wrap,
            layout=self.layout,
            heading=self.heading,
            hollow=hollow,
        )
