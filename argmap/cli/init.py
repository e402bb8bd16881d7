"""`argmap init`: a settings file that tells every setting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from argmap.cli.problems import Problem, complain, tell

EXAMPLES = """\
\b
Examples:
  argmap init                argmap.toml in the working folder
  argmap init maps
  argmap init -              to standard output

\b
Every setting stands in it as a comment, with what holds without it. A file that
is there already stays as it is, unless --force is given. Exit code: 0, or 2 for
wrong usage or a file that can't be written.
"""


def init(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="[FOLDER]", help="Where to write it, or - for standard output.  [default: here]"
        ),
    ] = ".",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> int:
    """Write argmap.toml, in which every setting is told."""
    from argmap.cli.files import STDIN, rewrite
    from argmap.cli.new import free
    from argmap.config import FILE
    from argmap.templates import settings

    if folder == STDIN:
        rewrite(STDIN, settings())
        return 0
    if not Path(folder).is_dir():
        there = Path(folder).exists()
        raise Problem(f"{folder}: is no folder" if there else f"there is no folder {folder}")
    path = Path(folder) / FILE
    free(path, force)
    shadowed = _in_project(Path(folder))
    rewrite(str(path), settings())
    tell([f"Wrote {path}\n"])
    if shadowed:
        complain(
            f"note: [tool.argmap] in {Path(folder) / 'pyproject.toml'} counts no more: {FILE} comes first"
        )
    return 0


def _in_project(folder: Path) -> bool:
    """Whether settings stand in a `pyproject.toml` there, which would count no more."""
    from argmap.config import ConfigError, Configs

    try:
        path = Configs().for_folder(folder).path
    except ConfigError:
        return False
    return path is not None and path.name == "pyproject.toml" and path.parent == folder.resolve()
