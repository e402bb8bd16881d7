"""The files that `convert` is given: single ones, folders, patterns; and what each becomes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
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


def inputs(names: Iterable[str], suffixes: frozenset[str], output: str) -> Iterator[Input]:
    """Every file that the names stand for, once; in folders those with one of the suffixes.

    What lies in the output folder is no input. Raises `Problem` for a name that stands for nothing.
    """
    seen: set[str] = set()
    written = os.path.realpath(output)
    for name in names:
        if name == STDIN:
            raise Problem("- stands for one map; convert it on its own")
        count = 0
        for one in _below(name, suffixes):
            real = os.path.realpath(one.name)
            if one.found and os.path.commonpath([real, written]) == written:
                continue
            count += 1
            if real not in seen:
                seen.add(real)
                yield one
        if not count:
            raise Problem(f"{name}: no file there that could be a map")


def _below(name: str, suffixes: frozenset[str]) -> Iterator[Input]:
    if _is_pattern(name):
        for one in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207  (`Path.glob` takes no absolute pattern)
            if Path(one).is_file():
                yield Input(one, Path(one).name)
    elif Path(name).is_dir():
        for place, folders, files in os.walk(name):
            folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
            here = set(files)
            for file in sorted(files):
                path = Path(place, file)
                # the text that a brat annotation stands off from
                text = path.suffix == ".txt" and f"{path.stem}.ann" in here
                if path.suffix.lower() in suffixes and not file.startswith(".") and not text:
                    yield Input(str(path), os.path.relpath(path, name), True)
    else:
        yield Input(name, Path(name).name)


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
