"""`argmap serve`: a map as a page in the browser that follows its files."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argmap.cli import viewing
from argmap.cli.options import AllowOutside
from argmap.cli.problems import Problem

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.render.part import Part
    from argmap.render.theme import Theme
    from argmap.serve.board import Error, Reading

EXAMPLES = """\
\b
Examples:
  argmap serve debate.argmap                  opens the page in the browser
  argmap serve debate.argmap --no-open        only writes its address
  argmap serve debate.argmap --port 8765 --theme dark
  argmap serve debate.argdown --speaker ana,ben

\b
Save the map, or one it imports, and the page follows; Ctrl-C ends. Nobody
else can open the page: it answers on 127.0.0.1 only, at an address that
can't be guessed.
It takes an extra: pip install 'argmap[serve]'
"""
#: Columns of a line that an error is shown with.
_LINE = 100


def serve(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, in any format that argmap reads.")],
    open_: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the browser.  [default: on a desktop, from a terminal]",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=65535, help="Of 127.0.0.1.  [default: any that is free]"),
    ] = None,
    focus: viewing.Focus = None,
    depth: viewing.Depth = None,
    speaker: viewing.Speaker = None,
    side: viewing.Side = None,
    tag: viewing.Tag = None,
    section: viewing.Section = None,
    standing: viewing.Standing = None,
    kind: viewing.Kind = None,
    everything: viewing.Everything = False,
    color_by: viewing.ColorBy = "standing",
    theme: viewing.Theme = None,
    direction: viewing.Direction = None,
    wrap: viewing.Wrap = None,
    layout: viewing.Layout = None,
    engine: viewing.Engine = None,
    allow_outside: AllowOutside = False,
) -> int:
    """Show a map as a page in the browser that follows every save."""
    from argmap.cli.files import STDIN
    from argmap.render.part import Part

    if map_name == STDIN:
        raise Problem("standard input can't be followed; name a file")
    try:
        from argmap.serve.server import PortTakenError
        from argmap.serve.server import serve as run
    except ImportError as error:
        raise Problem(
            f"serve takes a library that is not installed ({error.name or error})",
            tip="python3 -m pip install 'argmap[serve]'",
        ) from error
    part = Part(
        focus=focus,
        depth=depth,
        speakers=viewing.names(speaker),
        sides=viewing.names(side),
        tags=viewing.names(tag),
        sections=viewing.names(section),
        standings=viewing.names(standing),
        kinds=viewing.names(kind),
    )
    how = {"direction": direction, "wrap": wrap, "layout": layout, "engine": engine}
    reader = Reader(map_name, part, color_by, theme, how, everything=everything, anywhere=allow_outside)
    first = reader.look()
    gc.enable()  # which a single command does without

    def ready(address: str, once: str) -> None:
        sys.stdout.write(f"{map_name} is at {address}\nIt follows every save; Ctrl-C ends.\n")
        sys.stdout.flush()
        if open_ or (open_ is None and _on_a_desktop()):
            _show(once)

    try:
        run(first, reader.read, port, ready)
    except PortTakenError as error:
        wanted = f"port {port}" if port is not None else "a port"
        raise Problem(f"--port: {wanted} of 127.0.0.1 can't be had: {error}") from error
    return 0


class Reader:
    """Reads the map whenever it is asked, and remembers which files that rests on."""

    def __init__(
        self,
        name: str,
        part: Part,
        color_by: str,
        theme: str | None,
        how: dict[str, Any],
        *,
        everything: bool,
        anywhere: bool,
    ) -> None:
        self._name = name
        self._part = part
        self._color_by = color_by
        self._theme = theme
        self._how = {key: value for key, value in how.items() if value is not None}
        self._everything = everything
        self._anywhere = anywhere
        self._reads = [theme] if theme is not None and theme.endswith(".toml") else []
        self._known = self._reads

    def read(self) -> Reading:
        """What the files say now, or why they say nothing."""
        from argmap.cli.watch import Watched
        from argmap.safe import visible
        from argmap.serve.board import Reading

        try:
            return self.look()
        except Problem as problem:
            return Reading(Watched([self._name], self._known), problem=visible(str(problem)))

    def look(self) -> Reading:
        """What the files say now. Raises `Problem`."""
        from argmap.analysis.standing import evaluate
        from argmap.cli.files import read_map
        from argmap.cli.watch import Watched
        from argmap.model.load import Loader
        from argmap.model.reads import paths
        from argmap.page import Shape, parts
        from argmap.page.build import drawn
        from argmap.render.errors import RenderError, UnknownNode
        from argmap.render.part import UnknownName
        from argmap.render.scene import build
        from argmap.render.select import LIMIT
        from argmap.serve.board import Reading

        map_, diagnostics = read_map(self._name, Loader(anywhere=self._anywhere))
        self._known = [*self._reads, *paths(map_)]
        standings = evaluate(map_)
        shape = Shape(**self._how)
        limit = None if self._everything else LIMIT
        try:
            scene = build(map_, standings, self._part, limit=limit, color_by=self._color_by)
            told = parts(map_, standings, scene, draw=False)
            theme = self._chosen_theme()
        except UnknownName as error:
            raise Problem(f"--{error.filter}: {error}") from error
        except UnknownNode as error:
            raise Problem(f"--focus: {error}") from error
        except RenderError as error:
            raise Problem(str(error)) from error
        return Reading(
            files=Watched([self._name], self._known),
            parts=told,
            draw=lambda told: drawn(told, scene, shape),
            theme=theme,
            errors=[_error(one) for one in diagnostics if one.code.startswith("E")],
        )

    def _chosen_theme(self) -> Theme | None:
        """The theme asked for, else the one of the settings, else the reader's system decides."""
        from argmap.cli.drawing import settings_for
        from argmap.render.theme import load_theme

        settings = settings_for(self._name)
        wanted = self._theme or settings.theme
        return load_theme(wanted, settings.themes) if wanted else None


def _error(finding: Diagnostic) -> Error:
    """A finding in the words of `argmap check`."""
    from argmap.report.excerpt import excerpt
    from argmap.rules.table import RULES
    from argmap.safe import visible
    from argmap.serve.board import Error

    shown = excerpt(finding.span, _LINE)
    return Error(
        place=f"{visible(finding.span.source.name)}:{shown.line}:{shown.column}",
        code=finding.code,
        name=RULES[finding.code].name if finding.code in RULES else "",
        message=visible(finding.message),
        help=visible(finding.help or ""),
        line=(shown.before, shown.marked, shown.after),
    )


def _on_a_desktop() -> bool:
    """Whether somebody sits here who would see a browser."""
    if os.environ.get("CI") or os.environ.get("SSH_CONNECTION") or not sys.stdout.isatty():
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(address: str) -> None:
    """Open the browser, without waiting for it."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
