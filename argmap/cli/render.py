"""`argmap render`: a map as a tree or a table to read, or as a diagram."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection
from typing import Annotated, Any

import typer

from argmap.cli.options import AllowOutside, Colour, choice, colour_system, known
from argmap.cli.problems import Problem
from argmap.render.formats import FORMATS

DIRECTIONS = ("BT", "TB", "LR", "RL")
#: What others call them.
_WAYS = {"UP": "BT", "UPWARDS": "BT", "DOWN": "TB", "DOWNWARDS": "TB", "RIGHT": "LR", "LEFT": "RL"}
LAYOUTS = ("dot", "neato", "fdp", "sfdp", "circo", "twopi", "osage")
PAPERS = ("a4", "a3", "letter", "fit")

EXAMPLES = """\
\b
Examples:
  argmap render debate.argmap                     a tree in the terminal
  argmap render debate.argmap --to table --sort -standing,id
  argmap render debate.argmap --to flow -o flow.csv
  argmap render debate.argmap --to timeline         who said what when
  argmap render debate.argmap --focus offer --depth 2
  argmap render debate.argmap --speaker ana,ben --standing falls
  argmap render debate.argmap -o debate.svg       a diagram; also .png, .pdf
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
            help=f"{', '.join(FORMATS)}. Without it, the suffix of -o decides, else tree.",
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
    speaker: Annotated[
        list[str] | None, typer.Option(metavar="WHO", help="Only what these say, and what it hangs on.")
    ] = None,
    side: Annotated[
        list[str] | None, typer.Option(metavar="SIDE", help="Only what is said for these sides.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Only what is tagged so.")] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only what stands in these sections, by id or title."),
    ] = None,
    standing: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Only what stands, falls, is unsupported or open."),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only nodes of these kinds, such as rebuttal.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Fold nothing in a diagram, however large the map.")
    ] = False,
    color_by: Annotated[
        str,
        typer.Option(
            "--color-by",
            metavar="WHAT",
            parser=choice("--color-by", "standing", "speaker", "side"),
            help="What colours tell: standing, speaker or side.",
        ),
    ] = "standing",
    theme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="light, dark, print, high-contrast, one of your own or a file."),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            metavar="COLUMNS", min=20, help="Of tree, table, flow, timeline.  [default: the terminal's]"
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Of a table: which columns, in which order: id,text,hangs-on."),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="A table by these columns, - for backwards: standing,-kind."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            parser=choice("--by", "round", "section", "speaker", "side"),
            help="A flow sheet's columns: round, section, speaker or side.  [default: what fits]",
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            parser=choice("--format", "text", "csv", "json", "markdown"),
            help="Table, flow, timeline: text, csv, json, markdown.  [default: by the suffix of -o, or text]",
        ),
    ] = None,
    pager: Annotated[
        bool | None,
        typer.Option(
            "--pager/--no-pager",
            help="Whether what is longer than the terminal goes through $PAGER.  [default: it does]",
        ),
    ] = None,
    direction: Annotated[
        str | None,
        typer.Option(
            metavar="WAY",
            parser=lambda text: _way(text.upper()),
            help="Of a diagram's arrows: BT (upwards), TB, LR or RL.  [default: what fits]",
        ),
    ] = None,
    wrap: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=8, help="Of the text in a diagram's boxes.")
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            parser=choice("--layout", *LAYOUTS),
            help=f"How Graphviz lays it out: {', '.join(LAYOUTS)}.  [default: dot]",
        ),
    ] = None,
    dpi: Annotated[
        int | None, typer.Option(metavar="N", min=20, max=1200, help="Dots per inch of a PNG.  [default: 96]")
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            parser=choice("--paper", *PAPERS),
            help="Of a PDF: a4, a3, letter, or fit: as large as the picture.  [default: fit]",
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="What lays out pictures: graphviz-pure, dot or a path. Also ARGMAP_DOT.",
        ),
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Show a map: the whole argument, and what of it stands."""
    from argmap.analysis.standing import evaluate
    from argmap.cli.drawing import Drawing, draw, settings_for
    from argmap.cli.files import STDIN, read_map, wanted_format, warn_of_errors, write_result
    from argmap.cli.pager import show
    from argmap.cli.terminal import columns_of, keys_of, written_as
    from argmap.model.load import Loader
    from argmap.render.errors import RenderError, UnknownNode
    from argmap.render.part import Part, UnknownName
    from argmap.render.scene import build
    from argmap.render.select import LIMIT

    suffixes = {suffix: (name,) for name, form in FORMATS.items() for suffix in form.suffixes}
    if to is not None and to in FORMATS and not FORMATS[to].suffixes:
        chosen = to  # a table may be written to any file of text
    else:
        chosen = wanted_format(
            to, output, suffixes, tuple(FORMATS), default="tree", elsewhere=("convert", _converted)
        )
    to_terminal = output in (None, STDIN)
    options = _fitting(
        chosen,
        width=width,
        columns=columns_of(columns) if columns is not None else None,
        sort=keys_of(sort) if sort is not None else None,
        by=by,
        format=format_,
        pager=pager,
        direction=direction,
        wrap=wrap,
        theme=theme,
        all=everything or None,
        engine=engine,
        layout=layout,
        dpi=dpi,
        paper=paper,
    )
    if "format" in FORMATS[chosen].options:
        options["format"] = written_as(format_, output or "", width=width is not None)
    if FORMATS[chosen].binary and to_terminal and sys.stdout.isatty():
        raise Problem(f"a {chosen.upper()} is no text for a terminal; name a file: -o map.{chosen}")

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    standings = evaluate(map_)
    part = Part(
        focus=focus,
        depth=depth,
        speakers=_names(speaker),
        sides=_names(side),
        tags=_names(tag),
        sections=_names(section),
        standings=_names(standing),
        kinds=_names(kind),
    )
    limit = LIMIT if FORMATS[chosen].diagram and not everything else None
    try:
        drawing = Drawing(
            chosen,
            build(map_, standings, part, limit=limit, color_by=color_by),
            map_,
            standings,
            options,
            width=width or (shutil.get_terminal_size((100, 24)).columns if to_terminal else 100),
            color_system=colour_system(color if to_terminal or color == "always" else "never"),
            settings=settings_for(map_name) if "theme" in FORMATS[chosen].options else None,
        )
        drawn = draw(drawing)
    except UnknownName as error:
        raise Problem(f"--{error.filter}: {error}") from error
    except UnknownNode as error:
        raise Problem(f"--focus: {error}") from error
    except RenderError as error:
        raise Problem(str(error)) from error
    if isinstance(drawn, bytes):
        write_result([drawn], output, map_)
    elif to_terminal:
        show(drawn, paged=pager is not False)
    else:
        text = "".join(line + "\n" for line in drawn)
        write_result([text.encode("utf-8", "backslashreplace")], output, map_)
    warn_of_errors(map_name, diagnostics)
    return 0


def _way(text: str) -> str:
    """The direction that a text names. Raises `Problem`."""
    if (meant := _WAYS.get(text)) is not None:
        raise Problem(f"--direction: there is no `{text}`. Did you mean `{meant}`?")
    return known(text, DIRECTIONS, "--direction")


def _names(values: list[str] | None) -> tuple[str, ...]:
    """The names that an option holds, given once or several times, with commas or without."""
    return tuple(name for value in values or () for name in map(str.strip, value.split(",")) if name)


def _converted() -> Collection[str]:
    """What `argmap convert` writes."""
    from argmap.formats import built_in

    return built_in()


_FOR_TERMINALS = ("tree", "table", "flow")
_NO_THEME = "; its colours can be read on light and dark grounds alike, and NO_COLOR turns them off"


def _fitting(chosen: str, **options: Any) -> dict[str, Any]:
    """The options that were given. One that would have no effect is refused."""
    given = {name: value for name, value in options.items() if value is not None}
    for name in given:
        formats = [form.name for form in FORMATS.values() if name in form.options]
        if chosen not in formats:
            what = " and ".join(filter(None, (", ".join(formats[:-1]), formats[-1])))
            hint = _NO_THEME if name == "theme" and chosen in _FOR_TERMINALS else ""
            raise Problem(f"--{name} is for {what}, not for {chosen}{hint}")
    return given
