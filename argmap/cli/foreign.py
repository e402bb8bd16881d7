"""Maps in other formats, read for a command: problems as the command line tells them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.files import STDIN, SUFFIX, not_read, read_stdin
from argmap.cli.problems import Problem
from argmap.formats import BadPlugin, built_in, find, known
from argmap.formats.format import Format
from argmap.formats.given import Given, Unreadable

if TYPE_CHECKING:
    from argmap.formats.reading import Foreign


def given(name: str, anywhere: bool = False) -> Given:
    """The bytes of a file, or of standard input where the name is `-`. Raises `Problem`."""
    if name == STDIN:
        return Given("standard input", read_stdin(), None, anywhere=anywhere)
    path = Path(name)
    try:
        return Given(name, path.read_bytes(), path, anywhere=anywhere)
    except FileNotFoundError:
        raise not_read(name, OSError(f"{name}: no such file")) from None
    except IsADirectoryError:
        raise Problem(f"{name}: is a folder") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise Problem(f"{name}: can't be read: {why or error}") from None


def chosen_format(name: str, option: str) -> Format:
    """The format that an option names."""
    from argmap.cli.options import known as one_of

    try:
        return find(name) or known()[one_of(name, known(), option)]
    except BadPlugin as error:
        raise Problem(str(error)) from error


def foreign_format(file: Given) -> Format | None:
    """The format of what is no argmap text, told by its suffix or what is in it; None for argmap text.

    Raises `Problem` for a file whose suffix is one of other formats and that is of none of them.
    """
    from argmap.formats.reading import format_of

    suffix = file.path.suffix.lower() if file.path is not None else ""
    if suffix == SUFFIX:
        return None
    try:
        foreign = any(suffix in one.suffixes for one in built_in().values()) or (
            suffix != "" and any(suffix in one.suffixes for one in known().values())
        )
        if suffix and not foreign:
            return None
        found = format_of(file)
    except BadPlugin:
        return None
    except Unreadable as error:
        if suffix in ("", ".txt"):
            return None  # a map may be called so
        raise Problem(f"{file.name}: {error}") from error
    return found if found.name != "argmap" else None


def refuse_foreign(name: str) -> None:
    """Say how a file of another format is checked: findings point at lines that it doesn't have."""
    path = Path(name)
    if not path.is_file():
        return
    found = foreign_format(given(name))
    if found is not None:
        target = path.with_suffix(SUFFIX)
        raise Problem(
            f"{name}: is {found.name}, which can't be checked as it stands",
            tip=f"argmap convert {name} -o {target} && argmap check {target}",
        )


def read_foreign_map(file: Given, format_: Format, folder: Path | None = None) -> Foreign:
    """A file of another format as a map, to be written into a folder. Raises `Problem`."""
    from argmap.formats.reading import read_foreign

    try:
        return read_foreign(file, format_, folder)
    except Unreadable as error:
        raise Problem(f"{file.name}: {error}") from error
    except ImportError as error:
        raise missing_extra(format_, error) from error


def missing_extra(format_: Format, error: ImportError) -> Problem:
    """What is told where a library is not installed that a format takes."""
    if format_.extra is None:
        return Problem(f"the format {format_.name} can't be used: {error}")
    return Problem(
        f"the format {format_.name} takes a library that is not installed ({error.name or error})",
        tip=f"python3 -m pip install 'argmap[{format_.extra}]'",
    )
