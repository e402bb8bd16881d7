"""Jupyter and IPython: ``%load_ext argmap``, then a cell ``%%argmap`` or a line ``%argmap car.argmap``.

A cell shows the map in it; what can't be read in it is told instead, by line. There is no traceback for
something a person typed.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.display import display

from argmap.api import for_notebooks, prefix
from argmap.integrations.picture import (
    OPTIONS,
    SWITCHES,
    Asked,
    Read,
    Wrong,
    asked,
    draw,
    findings,
    read_file,
    read_text,
    told,
)
from argmap.render.inline import NOTEBOOK
from argmap.safe import visible

#: Options of the magic beside those of a picture: findings below it; a variable that gets the map.
_OWN = ("check", "name")


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext`` calls."""

    def argmap(line: str, cell: str | None = None) -> None:
        """Show an argument map: the cell's, or that of a file.

        %%argmap [options]        the map in the cell
        %argmap FILE [options]    the map in a file

        --to svg|tree|table    --check: what argmap check finds, below the picture
        --name NAME: a variable that gets the map    --focus ID    --depth N    --speaker WHO
        --side SIDE    --tag TAG    --section ID    --standing WORD    --kind KIND    --theme NAME
        --color-by standing|speaker|side    --direction BT|TB|LR|RL    --wrap N    --width N    --all
        """
        try:
            _show(shell, line, cell)
        except Wrong as wrong:
            raise UsageError(f"argmap: {wrong}") from None

    shell.register_magic_function(argmap, magic_kind="line_cell")


class Picture:
    """What a cell shows: the diagram where there is one, and as text wherever that can't be shown."""

    def __init__(self, svg: str | None, text: str) -> None:
        self.svg = svg
        self.text = text

    def _repr_svg_(self) -> str | None:
        return self.svg

    def __repr__(self) -> str:
        return self.text.rstrip("\n")


def _show(shell: Any, line: str, cell: str | None) -> None:
    files, given = _options(line)
    switches = {name: given.pop(name) for name in _OWN if name in given}
    wanted = asked(given, _OWN)
    if cell is not None and files:
        raise Wrong(f"a cell holds the map itself; for a file: %argmap {visible(files[0])}")
    if cell is None and len(files) != 1:
        raise Wrong("name one file: %argmap debate.argmap; for a map in a cell: %%argmap")
    read = read_text(cell, Path.cwd(), "<cell>") if cell is not None else read_file(files[0], Path.cwd())
    variable = switches.get("name")
    if variable is not None:
        if not variable.isidentifier():
            raise Wrong(f"--name: `{visible(variable)}` is no name of a variable")
        shell.push({variable: for_notebooks(read.map)})
    for piece in _shown(read, wanted, checked="check" in switches):
        display(piece)


def _shown(read: Read, wanted: Asked, *, checked: bool) -> Iterator[Picture]:
    if read.errors:
        number = len(read.errors)
        what = f"{number} error{'' if number == 1 else 's'}; the map can't be shown:"
        yield Picture(None, "\n".join((what, *told(read.errors))))
        return
    if wanted.to == "svg":
        svg = draw(read, wanted, prefix(read.map, repr(wanted)), NOTEBOOK)
        yield Picture(svg, draw(read, replace(wanted, to="tree")))
    else:
        yield Picture(None, draw(read, wanted))
    if checked:
        found = told(findings(read))
        yield Picture(None, "\n".join(found) if found else "argmap check: nothing found")


def _options(line: str) -> tuple[list[str], dict[str, str]]:
    """The files and options of a magic's line. Raises `Wrong`."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise Wrong(f"{str(error).lower()} in: {visible(line)}") from error
    files: list[str] = []
    given: dict[str, str] = {}
    waiting = iter(words)
    for word in waiting:
        if not word.startswith("-") or word == "-":
            files.append(word)
            continue
        name, equals, value = word.lstrip("-").partition("=")
        if name in SWITCHES or name == "check":
            given[name] = ""
        elif equals or name not in (*OPTIONS, *_OWN):
            given[name] = value  # what is no option is told by whoever reads them
        else:
            after = next(waiting, None)
            if after is None:
                raise Wrong(f"--{name} takes a value")
            given[name] = after
    return files, given
