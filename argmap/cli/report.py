"""`argmap report`: what a debate came to, as Markdown or HTML."""

from __future__ import annotations

from typing import Annotated

import typer

from argmap.cli.options import AllowOutside

FORMATS = ("markdown", "html")
_SUFFIXES = {".md": ("markdown",), ".markdown": ("markdown",), ".html": ("html",), ".htm": ("html",)}

EXAMPLES = """\
\b
Examples:
  argmap report debate.argmap                    Markdown, to read or to post
  argmap report debate.argmap -o debate.html     one file, no scripts
  argmap report debate.argmap --to html > debate.html

\b
A map with errors is told as far as it could be read; standard error says so.
Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def report(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    to: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="markdown or html. Without it, the suffix of -o decides."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it."),
    ] = None,
    allow_outside: AllowOutside = False,
) -> int:
    """Sum up a debate: main claims, concessions, what is unanswered, how it is backed."""
    from argmap.analysis.standing import evaluate
    from argmap.analysis.stats import count
    from argmap.analysis.unanswered import Conversation
    from argmap.analysis.units import units_of
    from argmap.cli.files import read_map, wanted_format, warn_of_errors, write_result
    from argmap.model.load import Loader
    from argmap.review.report import Reporter

    chosen = wanted_format(to, output, _SUFFIXES, FORMATS, default="markdown")
    map_, diagnostics = read_map(map_name, Loader(anywhere=allow_outside))
    units = units_of(map_)
    standings = evaluate(map_, units)
    conversation = Conversation(map_, standings, units)
    stats = count(map_, standings, conversation)
    page = Reporter(map_, standings, units, conversation, stats).page()
    if chosen == "html":
        from argmap.review.html import as_html as written
    else:
        from argmap.review.markdown import as_markdown as written
    warn_of_errors(map_name, diagnostics)
    write_result((piece.encode("utf-8", "backslashreplace") for piece in written(page)), output, map_)
    return 0
