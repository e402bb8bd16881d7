"""`argmap render`: a map as a tree or a table to read, or as a diagram."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, known
from argmap.cli.problems import Problem, tell
from argmap.render.formats import FORMATS

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.model.map import Map

_LINES = tuple(name for name, form in FORMATS.items() if not form.diagram)
_DIAGRAMS = tuple(name for name, form in FORMATS.items() if form.diagram)
_PICTURES = tuple(name for name in _DIAGRAMS if name != "dot")
DIRECTIONS = ("BT", "TB", "LR", "RL")

EXAMPLES = """\
\b
Examples:
  argmap render debate.argmap                     a tree in the terminal
  argmap render debate.argmap --to table
  argmap render debate.argmap --focus offer --depth 2
  argmap render debate.argmap -o debate.svg       a diagram; also .png, .dot
  argmap render debate.argmap --to svg > debate.svg
  cat debate.argmap | argmap render - | less

\b
A map with errors is drawn as far as it could be read; standard error says so.
Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def render(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    to: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help="tree, table, dot, svg or png. Without it, the suffix of -o decides, else tree.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it."),
    ] = None,
    focus: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this node, what hangs on it and what it hangs on.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Only so many levels below the top or the focus.")
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(metavar="COLUMNS", min=20, help="Of tree and table.  [default: the terminal's]"),
    ] = None,
    direction: Annotated[
        str | None,
        typer.Option(
            metavar="WAY",
            parser=lambda text: known(text.upper(), DIRECTIONS, "--direction"),
            help="Of a diagram's arrows: BT (upwards), TB, LR or RL.  [default: what fits]",
        ),
    ] = None,
    wrap: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=8, help="Of the text in a diagram's boxes.")
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="What lays out svg and png: graphviz-pure, dot or a path. Also ARGMAP_DOT.",
        ),
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Show a map: the whole argument, and what of it stands."""
    from argmap.analysis.standing import evaluate
    from argmap.cli.files import STDIN, read_map, wanted_format, warn_of_errors, write_result
    from argmap.formats import built_in
    from argmap.model.load import Loader
    from argmap.render.errors import RenderError, UnknownNode

    suffixes = {suffix: (name,) for name, form in FORMATS.items() for suffix in form.suffixes}
    chosen = wanted_format(
        to, output, suffixes, tuple(FORMATS), default="tree", elsewhere=("convert", built_in())
    )
    to_terminal = output in (None, STDIN)
    _fitting(chosen, {"--width": width}, _LINES)
    _fitting(chosen, {"--direction": direction, "--wrap": wrap}, _DIAGRAMS)
    _fitting(chosen, {"--engine": engine}, _PICTURES)
    if FORMATS[chosen].binary and to_terminal and sys.stdout.isatty():
        raise Problem(f"a {chosen.upper()} is no text for a terminal; name a file: -o map.{chosen}")

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    standings = evaluate(map_)
    part: dict[str, Any] = {"focus": focus, "depth": depth}
    try:
        if chosen in _LINES:
            columns = width or (shutil.get_terminal_size((100, 24)).columns if to_terminal else 100)
            system = colour_system(color if to_terminal or color == "always" else "never")
            lines = _lines(chosen, map_, standings, width=columns, color_system=system, **part)
            if to_terminal:
                tell(line + "\n" for line in lines)
            else:
                text = "".join(line + "\n" for line in lines)
                write_result([_encoded(text)], output, map_)
        else:
            drawing = {name: value for name, value in (("direction", direction), ("wrap", wrap)) if value}
            data = _diagram(chosen, engine, map_, standings, **part, **drawing)
            write_result([data], output, map_)
    except UnknownNode as error:
        raise Problem(f"--focus: {error}") from error
    except RenderError as error:
        raise Problem(str(error)) from error
    warn_of_errors(map_name, diagnostics)
    return 0


def _fitting(chosen: str, options: dict[str, Any], formats: tuple[str, ...]) -> None:
    """Refuse options that would have no effect."""
    for name, value in options.items():
        if value is not None and chosen not in formats:
            raise Problem(f"{name} is for {', '.join(formats[:-1])} and {formats[-1]}, not for {chosen}")


def _lines(chosen: str, map_: Map, standings: Standings, **options: Any) -> Iterable[str]:
    if chosen == "table":
        from argmap.render.table import render_table

        return render_table(map_, standings, **options)
    from argmap.render.tree import render_tree

    return render_tree(map_, standings, **options)


def _diagram(chosen: str, engine: str | None, map_: Map, standings: Standings, **options: Any) -> bytes:
    from argmap.render.dot import render_dot

    dot = render_dot(map_, standings, **options)
    if chosen == "dot":
        return _encoded(dot)
    from argmap.render.image import render_image

    return render_image(dot, chosen, engine)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
