"""The files that `convert` is given: single ones, folders, patterns; and what each becomes."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from argmap.cli.files import STDIN
from argmap.cli.problems import Problem


class Input(NamedTuple):
    """A file to be converted: how it is called, and where below the output folder its result goes.

    `found` tells that it was found in a folder and not named, so that it may be no map at all.
    """

    name: str
    place: str
    found: bool = False


def are_many(names: Sequence[str]) -> bool:
    """Whether names stand for many files, however many are found."""
    return (
        len(names) > 1 or names[0].endswith(("/", os.sep)) or Path(names[0]).is_dir() or _is_pattern(names[0])
    )


def _is_pattern(name: str) -> bool:
    return name != STDIN and glob.has_magic(name) and not os.path.lexists(name)


def inputs(
    names: Sequence[str], suffixes: frozenset[str], output: str, unread: Callable[[str], None]
) -> list[Input]:
    """Every file that the names stand for, once; in folders those with one of the suffixes.

    What lies in the output folder is no input, where that folder is inside the one to be converted.
    `unread` is told of folders that can't be looked into. Raises `Problem` for a name that stands for
    nothing.
    """
    seen: dict[str, Input] = {}
    written = os.path.realpath(output)
    for name in names:
        if name == STDIN:
            raise Problem("- stands for one map; convert it on its own")
        within = os.path.realpath(name)
        apart = written != within and os.path.commonpath([written, within]) == within
        count = 0
        failed: list[str] = []
        for one in _below(name, suffixes, failed.append):
            real = os.path.realpath(one.name)
            if one.found and apart and os.path.commonpath([real, written]) == written:
                continue
            count += 1
            seen.setdefault(real, one)
        for folder in failed:
            unread(folder)
        if not count and not failed:
            raise Problem(f"{name}: no file there that could be a map")
    return _apart([*seen.values()])


def _apart(found: list[Input]) -> list[Input]:
    """The same, each in a folder that tells it from others of its name."""
    if len({one.place.casefold() for one in found}) == len(found):
        return found
    top = os.path.commonpath([os.path.dirname(os.path.realpath(one.name)) for one in found])  # noqa: PTH120
    return [one._replace(place=os.path.relpath(os.path.realpath(one.name), top)) for one in found]


def _below(name: str, suffixes: frozenset[str], failed: Callable[[str], None]) -> Iterator[Input]:
    if _is_pattern(name):
        # `Path.glob` takes no absolute pattern
        for one in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207
            if Path(one).is_file() and not _beside_annotation(Path(one)):
                yield Input(one, Path(one).name)
    elif Path(name).is_dir():
        for place, folders, files in os.walk(name, onerror=lambda error: failed(str(error.filename))):
            folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
            for file in sorted(files):
                path = Path(place, file)
                if path.suffix.lower() not in suffixes or file.startswith("."):
                    continue
                if path.is_file() and not _beside_annotation(path):
                    yield Input(str(path), os.path.relpath(path, name), True)
    else:
        yield Input(name, Path(name).name)


def _beside_annotation(path: Path) -> bool:
    """Whether a file is the text that a brat annotation beside it stands off from."""
    return path.suffix == ".txt" and path.with_suffix(".ann").exists()


def places(found: Iterable[Input], suffix: str) -> Iterator[tuple[Input, str]]:
    """Each input with the path of what is made of it, none twice: `a.json`, else `a.xml.json`."""
    taken: set[str] = set()
    for one in found:
        path = Path(one.place)
        target = str(path.with_suffix(suffix))
        if target.casefold() in taken:
            target = str(path.with_name(path.name + suffix))
        number = 2
        while target.casefold() in taken:
            target = str(path.with_name(f"{path.stem}-{number}{suffix}"))
            number += 1
        taken.add(target.casefold())
        yield one, target
