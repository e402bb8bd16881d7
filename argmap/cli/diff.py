"""`argmap diff`: the change in meaning between two maps; also as git's external diff."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, colour_system, format_option
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model.load import Loader
    from argmap.model.map import Map

EXAMPLES = """\
\b
Examples:
  argmap diff debate.argmap newer.argmap
  git show HEAD:debate.argmap | argmap diff - debate.argmap
  GIT_EXTERNAL_DIFF="argmap diff" git diff debate.argmap

\b
With git, for maps alone, after *.argmap diff=argmap in .gitattributes:
  git config diff.argmap.command "argmap diff --git"

\b
Exit code: 0 nothing changed in meaning, 1 something did, 2 wrong usage or
unreadable input. Called by git it is 0, as git wants it.
"""

#: What git calls its external diff with: seven words, nine where a file was renamed.
_FROM_GIT = (7, 9)


def diff(
    maps: Annotated[
        list[str], typer.Argument(metavar="OLD NEW", help="Two maps; one may be - for standard input.")
    ],
    output_format: Annotated[
        str,
        format_option("text", "json"),
    ] = "text",
    git: Annotated[
        bool,
        typer.Option("--git", help="Take the words that git gives its external diff; always exit with 0."),
    ] = False,
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", min=20, help="Of the text.  [default: the terminal's]")
    ] = None,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Tell what changed in meaning between two maps."""
    from argmap.cli.files import STDIN, read_map, warn_of_errors
    from argmap.model.load import Loader

    loader = Loader(anywhere=allow_outside)
    columns = width or shutil.get_terminal_size((100, 24)).columns
    if git or len(maps) in _FROM_GIT:
        try:
            try:
                _for_git(maps, loader, output_format, columns, color)
            except Problem as problem:
                complain(str(problem))
            sys.stdout.flush()
        except BrokenPipeError:  # the pager is gone; any exit code but 0 git takes for a crash
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if len(maps) != 2:
        raise Problem(f"two maps are compared, and here {'is' if len(maps) == 1 else 'are'} {len(maps)}")
    if maps[0] == maps[1] == STDIN:
        raise Problem("standard input can be one of the two maps, not both")
    old, old_diagnostics = read_map(maps[0], loader)
    new, new_diagnostics = read_map(maps[1], Loader(anywhere=allow_outside))
    changed, lines = _compared(old, new, output_format, columns, color)
    tell(lines)
    warn_of_errors(maps[0], old_diagnostics)
    warn_of_errors(maps[1], new_diagnostics)
    return 1 if changed else 0


def _compared(old: Map, new: Map, output_format: str, width: int, color: str) -> tuple[bool, Iterator[str]]:
    """Whether anything changed, and the output."""
    from argmap.analysis.compare import compare
    from argmap.analysis.flips import Flips
    from argmap.analysis.standing import evaluate
    from argmap.render.ink import Ink
    from argmap.review.changes import Changes

    before, after = evaluate(old), evaluate(new)
    found = compare(old, new, before, after)
    changes = Changes(old, new, found, Flips(old, new, before, after, found))
    if output_format == "json":
        return bool(found), changes.as_json()
    ink = Ink(colour_system(color))
    return bool(found), (line + "\n" for line in changes.as_text(width=width, ink=ink))


def _for_git(words: list[str], loader: Loader, output_format: str, width: int, color: str) -> None:
    """What git shows in the place of its own diff: `path old-file old-hex old-mode new-file …`."""
    path = words[0]
    if len(words) == 1:
        complain(f"{path} is not merged yet; resolve the conflict first")
        return
    if len(words) not in _FROM_GIT:
        raise Problem(
            f"--git takes the {_FROM_GIT[0]} words that git gives its external diff, not {len(words)}"
        )
    # git names paths from the top of the work tree and runs the command there
    renamed = words[7] if len(words) > _FROM_GIT[0] else path
    old, new = _version(path, words[1], loader), _version(renamed, words[4], loader)
    _, lines = _compared(old, new, output_format, width, color)
    if output_format == "text":
        tell([f"argmap diff {_shown(path)}" + (f" -> {_shown(renamed)}" if renamed != path else "") + "\n\n"])
    tell(lines)
    if output_format == "text":
        tell(["\n"])


def _version(path: str, file: str, loader: Loader) -> Map:
    """One version of a map, which git put into a file of its own; imports are looked up beside `path`."""
    from argmap.model.load import ReadError, decode

    if file == os.devnull:
        return loader.text("", name=path)[0]
    try:
        text = decode(Path(file).read_bytes(), path)
    except ReadError as error:
        raise Problem(str(error)) from error
    except OSError as error:
        raise Problem(f"{file}: {error.strerror or error}") from error
    folder = Path(path).parent
    return loader.text(text, name=path, folder=folder if folder.is_dir() else None)[0]


def _shown(path: str) -> str:
    from argmap.safe import visible

    return visible(path)
