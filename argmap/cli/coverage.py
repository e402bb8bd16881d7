"""`argmap coverage`: what of its sources a map cites, and what nobody does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, format_option, known
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from argmap.model.map import Map
    from argmap.review.coverage import Covered

EXAMPLES = """\
\b
Examples:
  argmap coverage thread.argmap
  argmap coverage thread.argmap --format html > reading.html
  argmap coverage thread.argmap --fail-under 90      for CI

\b
Counted are the documents that the map is `of:`, or, if it says none, all its
sources that have a file with text. Exit code: 0; 1 below --fail-under; 2 for
wrong usage or unreadable input.
"""


def coverage(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only this source. Repeatable."),
    ] = None,
    output_format: Annotated[str, format_option("text", "json", "html")] = "text",
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="PERCENT", min=0, max=100, help="Fail if less of all passages is cited."),
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Tell which passages of its sources a map cites, and show those nobody does."""
    from argmap.cli.files import read_map, warn_of_errors
    from argmap.model.load import Loader
    from argmap.render.ink import Ink
    from argmap.review.coverage import as_json, as_text, percent, shown

    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    covered = _covered(map_, source)
    if output_format == "html":
        from argmap.review.reading import as_html

        tell(as_html(map_, covered))
    elif output_format == "json":
        tell([as_json(map_, covered)])
    else:
        width = max(shutil.get_terminal_size((100, 24)).columns, 40)
        tell(line + "\n" for line in as_text(map_, covered, width, Ink(colour_system(color))))
    warn_of_errors(map_name, diagnostics)
    if fail_under is not None and percent(covered) < fail_under:
        complain(f"{shown(percent(covered))} of the passages are cited, less than {fail_under:g} %")
        return 1
    return 0


def _covered(map_: Map, wanted: list[str] | None) -> list[Covered]:
    from argmap.analysis.coverage import cover
    from argmap.review.coverage import Covered
    from argmap.rules.rule import Context

    for id_ in wanted or ():
        known(id_, map_.sources, "--source")
    context = Context(map_)
    found: list[Covered] = []
    problems: list[str] = []
    for id_, source in map_.sources.items():
        if id_ not in wanted if wanted else map_.mapped and id_ not in map_.mapped:
            continue
        if source.file is None:
            problems.append(f"`{id_}` has no file")
            continue
        passages = context.read(source.file)
        if passages is None:
            why = context.trouble(source.file) or "is not text"
            problems.append(f"the file of `{id_}` {why}: {_shown(source.file)}")
            continue
        found.append(Covered(cover(map_, id_, passages), passages, _shown(source.file)))
    if problems and (wanted or not found):
        raise Problem(problems[0])
    if not found:
        raise Problem("the map declares no source")
    for problem in problems:
        complain(f"warning: {problem}; it isn't counted")
    return found


def _shown(path: Path) -> str:
    """A path as seen from here."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
