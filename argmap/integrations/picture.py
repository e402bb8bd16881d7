"""A map drawn for another program: what may be asked for, in words a person writes; what is wrong with it.

Knows nothing of the programs. Nothing here raises over a map; what was asked for wrongly is `Wrong`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.analysis.standing import evaluate
from argmap.config import Config, ConfigError, Configs
from argmap.model.load import Loader, ReadError
from argmap.model.project import project_folder
from argmap.render.colouring import CHOICES
from argmap.render.errors import RenderError
from argmap.render.flowchart import DIRECTIONS
from argmap.render.inline import inline_svg
from argmap.render.part import FILTERS, WHOLE, Part
from argmap.render.scene import build
from argmap.render.select import LIMIT
from argmap.render.table import draw_table
from argmap.render.theme import load_theme
from argmap.render.tree import draw_tree
from argmap.safe import visible
from argmap.suggest import did_you_mean

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.model.map import Map

FORMS = ("svg", "tree", "table")
#: The filters by the words for them: `speaker` and so on.
_FILTERS = {word: key for key, word in FILTERS.items()}


class Wrong(Exception):
    """What was asked for can't be had; the message is for the person and one line."""


@dataclass(slots=True, frozen=True)
class Asked:
    """How a map is to be shown."""

    to: str = "svg"
    part: Part = WHOLE
    color_by: str = "standing"
    theme: str | None = None
    direction: str | None = None
    #: Of the text in a diagram's boxes, and of tree and table, in columns.
    wrap: int | None = None
    width: int = 80
    #: Fold nothing.
    all: bool = False


def _choice(*known: str) -> Callable[[str, str], str]:
    def one_of(name: str, value: str) -> str:
        if value not in known:
            raise Wrong(f"{name}: not `{visible(value)}`, but {', '.join(known)}")
        return value

    return one_of


def _number(least: int) -> Callable[[str, str], int]:
    def number(name: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 7 and int(value) >= least):
            raise Wrong(f"{name}: a whole number from {least} on, not `{visible(value)}`")
        return int(value)

    return number


_READ: dict[str, Callable[[str, str], Any]] = {
    "to": _choice(*FORMS),
    "color-by": _choice(*CHOICES),
    "direction": lambda name, value: _choice(*DIRECTIONS)(name, value.upper()),
    "theme": lambda _, value: value,
    "wrap": _number(8),
    "width": _number(20),
    "focus": lambda _, value: value,
    "depth": _number(0),
}
#: What may be asked for, and what is asked for without a value.
OPTIONS = (*_READ, *_FILTERS)
SWITCHES = ("all",)


def asked(given: Mapping[str, str], others: Iterable[str] = ()) -> Asked:
    """What options ask for; a switch has an empty value. Raises `Wrong`, which knows `others` to be right."""
    wanted = Asked()
    part: dict[str, Any] = {}
    for written, value in given.items():
        name = written.replace("_", "-")
        if name in SWITCHES:
            wanted = replace(wanted, all=value not in ("no", "false"))
        elif name in _FILTERS:
            part[_FILTERS[name]] = tuple(word for word in map(str.strip, value.split(",")) if word)
        elif name in ("focus", "depth"):
            part[name] = _READ[name](name, value)
        elif name in _READ:
            wanted = replace(wanted, **{name.replace("-", "_"): _READ[name](name, value)})
        else:
            known = (*OPTIONS, *SWITCHES, *others)
            hint = did_you_mean(name, known) or f" There is {', '.join(known)}."
            raise Wrong(f"no option `{visible(written)}`.{hint}")
    return replace(wanted, part=Part(**part))


@dataclass(slots=True, frozen=True)
class Read:
    """A map, its text, what is wrong with it, and the folder whose settings hold for it."""

    map: Map
    text: str
    diagnostics: list[Diagnostic]
    folder: Path

    @property
    def errors(self) -> list[Diagnostic]:
        """What can't be read in it."""
        return [one for one in self.diagnostics if one.code.startswith("E")]


def read_text(text: str, folder: Path, name: str = "<map>") -> Read:
    """The map in a text; what it imports is looked up from a folder."""
    map_, diagnostics = Loader().text(text, name=name, folder=folder)
    return Read(map_, text, diagnostics, folder)


def read_file(name: str, folder: Path, *, bounded: bool = False) -> Read:
    """The map in a file that is named from a folder. Where `bounded`, it lies in the folder's project.

    Raises `Wrong` where there is no such map.
    """
    path = folder / name
    try:
        if bounded and not path.resolve().is_relative_to(project_folder(folder.resolve())):
            raise Wrong(f"{visible(name)}: lies outside the project folder")
        map_, diagnostics = Loader().path(path, name)
    except (ReadError, OSError, ValueError) as error:
        raise Wrong(visible(str(error))) from error
    return Read(map_, map_.source.text, diagnostics, path.parent)


def draw(read: Read, wanted: Asked, prefix: str = "", fitting: float | None = None) -> str:
    """The SVG (see `inline_svg`), or the lines of a tree or a table. Raises `Wrong`."""
    standings = evaluate(read.map)
    diagram = wanted.to == "svg"
    try:
        scene = build(
            read.map,
            standings,
            wanted.part,
            limit=LIMIT if diagram and not wanted.all else None,
            color_by=wanted.color_by,
        )
        if not diagram:
            lines = draw_tree if wanted.to == "tree" else draw_table
            return "".join(f"{line}\n" for line in lines(scene, width=wanted.width))
        options: dict[str, Any] = {"wrap": wanted.wrap, "direction": wanted.direction, "fitting": fitting}
        config = settings(read.folder)
        named = wanted.theme or config.theme
        theme = load_theme(named, config.themes) if named else None
        given = {key: value for key, value in options.items() if value is not None}
        return inline_svg(scene, read.map, prefix=prefix, theme=theme, **given)
    except RenderError as error:
        raise Wrong(visible(str(error))) from error


def settings(folder: Path) -> Config:
    """The settings that hold in a folder. Raises `Wrong`."""
    try:
        return Configs().for_folder(folder)
    except ConfigError as error:
        raise Wrong(visible(str(error))) from error


def findings(read: Read) -> list[Diagnostic]:
    """All that the rules of the folder's settings find. Raises `Wrong` for unreadable settings."""
    from argmap.rules.run import check

    config = settings(read.folder)
    return check(
        read.map,
        read.diagnostics,
        select=config.select or (),
        ignore=config.ignore or (),
        extend_select=config.extend_select or (),
        extend_ignore=config.extend_ignore or (),
        settings=config.rules,
    )


def told(found: Iterable[Diagnostic]) -> list[str]:
    """Findings in a line each, safe to show: line of the text, code, message, help."""
    lines = []
    for one in found:
        line, column = one.span.source.position(one.span.start)
        more = f" ({one.help})" if one.help else ""
        lines.append(visible(f"line {line}, column {column}: {one.code} {one.message}{more}"))
    return lines
