"""`argmap browse`: a map to explore in the terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside
from argmap.cli.problems import Problem

if TYPE_CHECKING:
    from argmap.browse.opened import Opened
    from argmap.render.theme import Theme

EXAMPLES = """\
\b
Examples:
  argmap browse debate.argmap
  argmap browse debate.argmap --at offer      start at a node
  argmap browse debate.argmap --theme light
  argmap convert debate.argdown --to argmap | argmap browse -

\b
Inside, ? tells all keys: / searches, u lists what is unanswered, e opens the
line in your editor, q quits. The map is read again whenever it changes.
Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def browse(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    at: Annotated[
        str | None, typer.Option(metavar="ID", help="Start at this node: an id, or how it begins.")
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="dark, light, print, high-contrast, one of your own or a file."),
    ] = None,
    allow_outside: AllowOutside = False,
) -> int:
    """Explore a map in the terminal: fold, search, follow, see why."""
    from argmap.cli.files import STDIN

    stdin = map_name == STDIN
    if not (sys.stdout.isatty() and sys.stderr.isatty() and (stdin or sys.stdin.isatty())):
        raise Problem(f"browse needs a terminal; without one, see argmap render {map_name}")
    try:
        from argmap.browse.app import Explorer
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise Problem("browse needs the package textual: pip install 'argmap[browse]'") from None
    from argmap.cli.nodes import find_node

    themes = _themes(map_name, theme)
    opened = _opened(map_name, allow_outside)
    start = find_node(opened.map, at).id if at is not None else None
    if stdin:
        _take_terminal()

    def again() -> Opened:
        from argmap.browse.opened import Unread

        try:
            return _opened(map_name, allow_outside)
        except Problem as problem:
            raise Unread(str(problem).splitlines()[0]) from problem

    return Explorer(opened, again, themes, start=start).run() or 0


def _opened(name: str, anywhere: bool) -> Opened:
    """The map with what its reading told, and the files it rests on. Raises `Problem`."""
    import contextlib
    import io

    from argmap.browse.opened import Opened
    from argmap.cli.files import STDIN, read_map
    from argmap.model.load import Loader
    from argmap.model.reads import paths

    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        map_, diagnostics = read_map(name, Loader(anywhere=anywhere))
    warnings = tuple(line.removeprefix("argmap: ") for line in said.getvalue().splitlines())
    files = () if name == STDIN else tuple(dict.fromkeys((name, *paths(map_))))
    return Opened(name, map_, diagnostics, files, warnings, fixed=name == STDIN)


def _themes(map_name: str, asked: str | None) -> list[Theme]:
    """The theme to begin with and the one that `t` changes to. Raises `Problem`."""
    from argmap.cli.drawing import settings_for
    from argmap.render.theme import ThemeError, load_theme

    own = settings_for(map_name).themes
    try:
        first = load_theme(asked or ("light" if _light_terminal() else "dark"), own)
    except ThemeError as error:
        raise Problem(f"--theme: {error}") from error
    return [first, load_theme("light" if first.dark else "dark")]


def _light_terminal() -> bool:
    """Whether the terminal says that its background is light, in the variable that some set for it."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return ground in ("7", "15")


def _take_terminal() -> None:
    """Take the keys from the terminal where standard input was the map."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
        os.dup2(terminal, 0)
        os.close(terminal)
    except OSError:
        raise Problem("there is no terminal to take keys from: name the map's file instead of -") from None
