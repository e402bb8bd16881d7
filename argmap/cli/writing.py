"""What commands that change maps share: reading a map with its trees, then writing all its files or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.atomic import write_files
from argmap.cli.files import STDIN, SUFFIX, not_read, read_text, rewrite, stays_inside, why_not
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.editing.edits import Changes
    from argmap.model.load import Loaded, Loader


def read_whole(name: str, loader: Loader) -> Loaded:
    """A map with the trees of all its files; standard input where the name is `-`.

    A file in another format is refused: it can be read as a map, but not changed as one.
    """
    from argmap.syntax.parser import parse

    if name != STDIN and not name.endswith(SUFFIX):
        _no_other_format(name, loader)
    source = read_text(name)
    return loader.whole(source, *parse(source), folder=Path.cwd() if name == STDIN else None)


def _no_other_format(name: str, loader: Loader) -> None:
    from argmap.cli.foreign import foreign_format, given
    from argmap.model.load import ReadError

    if not Path(name).is_file():
        return  # told better by whoever reads it
    try:
        found = foreign_format(given(name, loader.anywhere))
    except ReadError as error:
        raise not_read(name, error) from error
    if found is not None:
        raise Problem(
            f"{name} is {found.name} and no map in argmap's text",
            tip=f"argmap convert {name} -o {Path(name).with_suffix(SUFFIX)}",
        )


def write_all(changes: Sequence[Changes], *, diff: bool, colour: bool) -> None:
    """Write the new texts, all or none; with `diff` show the differences instead.

    A text without a file came from standard input, and goes to standard output.
    """
    files = [change for change in changes if change.source.path is not None]
    for change in files:  # what couldn't be written isn't shown either
        _can_be_written(change)
    if diff:
        from argmap.cli.diffs import unified

        for change in changes:
            tell(unified(change.source, change.text(), colour=colour))
        return
    if len(files) < len(changes):
        if files:
            raise Problem(f"{files[0].source.name} would change too; name the map's file, not -")
        rewrite(STDIN, changes[0].text())
        return
    try:
        write_files([(_can_be_written(each), [each.text().encode("utf-8")]) for each in files])
    except OSError as error:
        names = ", ".join(each.source.name for each in files)
        raise Problem(f"cannot write {names}: {why_not(error, Path(files[0].source.name))}") from error


def _can_be_written(change: Changes) -> Path:
    name = change.source.name
    target = stays_inside(name if Path(name).exists() else str(change.source.path))
    if target.exists() and not target.is_file():
        raise Problem(f"{name}: is no regular file; use - for standard input")
    return target
