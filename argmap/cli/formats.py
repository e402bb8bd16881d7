"""`argmap formats`: what is read and written, and what each format can hold."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import Colour, colour_system, format_option
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.formats.format import Format
    from argmap.render.ink import Ink

EXAMPLES = """\
\b
Examples:
  argmap formats                   every format, and what it can't hold
  argmap formats aif               one of them
  argmap formats -f json
"""


def formats(
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="Only this one.")] = None,
    output_format: Annotated[str, format_option("text", "json", "markdown")] = "text",
    color: Colour = "auto",
) -> int:
    """List the formats that convert reads and writes, and what each can hold."""
    from argmap.cli.foreign import chosen_format
    from argmap.formats import BadPlugin, known
    from argmap.formats.overview import markdown, rows
    from argmap.render.ink import Ink

    try:
        listed = [chosen_format(name, "formats")] if name is not None else list(known().values())
    except BadPlugin as error:
        raise Problem(str(error)) from error
    if output_format == "json":
        tell([json.dumps(list(rows(listed)), indent=2, ensure_ascii=False), "\n"])
    elif output_format == "markdown":
        tell(line + "\n" for line in markdown(listed))
    else:
        columns = max(40, min(shutil.get_terminal_size((100, 24)).columns, 100))
        tell(
            line + "\n" for line in _text(listed, columns, Ink(colour_system(color)), whole=name is not None)
        )
    return 0


def _text(listed: list[Format], columns: int, ink: Ink, *, whole: bool) -> Iterator[str]:
    from argmap.formats.features import FEATURES
    from argmap.formats.overview import ways

    for i, one in enumerate(listed):
        if i:
            yield ""
        head = f"{ink.paint(one.name, 'title')}  {ways(one)}  {' '.join(one.suffixes)}"
        yield head + (f"  needs argmap[{one.extra}]" if one.extra else "")
        yield from textwrap.wrap(one.summary, columns, initial_indent="  ", subsequent_indent="  ")
        if not one.writes:
            continue
        kept = [feature.many for feature in FEATURES.values() if feature.name in one.keeps]
        gone = [f.many for f in FEATURES.values() if f.name not in one.keeps | one.sometimes]
        if whole and kept:
            yield from _list("keeps", kept, columns)
        if not gone:
            yield "  keeps the whole map"
        elif whole or len(gone) <= len(kept):
            yield from _list("can't hold", gone, columns)
        elif kept:
            yield from _list("keeps only", kept, columns)
        elif not one.sometimes:
            yield "  doesn't say what it keeps"
        if one.sometimes:
            some = [feature.many for feature in FEATURES.values() if feature.name in one.sometimes]
            yield from _list("keeps of some maps", some, columns)


def _list(label: str, names: list[str], columns: int) -> list[str]:
    return textwrap.wrap(
        f"{label} {', '.join(names)}", columns, initial_indent="  ", subsequent_indent="    "
    )
