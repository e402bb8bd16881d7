"""Unified diffs of maps, as `--diff` prints them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from argmap.safe import visible
from argmap.source import Source

_COLOURS = {"-": "31", "+": "32", "@": "36"}


def unified(old: Source, new: str, *, colour: bool) -> Iterator[str]:
    """The lines of a diff from an old text to a new one.

    For a terminal, control characters in them are made visible; otherwise it is a patch, to the byte.
    """
    from difflib import unified_diff

    shown = colour or sys.stdout.isatty()
    name = visible(old.name)
    lines = unified_diff(old.lines(), Source(old.name, new).lines(), name, name)
    for number, line in enumerate(lines):
        if not shown and line.endswith(("\n", "\r")):
            yield line
            continue
        end = "\n" if line.endswith(("\n", "\r")) else "\n\\ No newline at end of file\n"
        line = line.rstrip("\r\n")
        code = "1" if number < 2 else _COLOURS.get(line[:1])
        if shown:
            line = visible(line)
        yield f"\x1b[{code}m{line}\x1b[0m{end}" if colour and code else line + end
