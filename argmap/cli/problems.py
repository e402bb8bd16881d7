"""What is told: results on standard output; problems and warnings on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from argmap.safe import visible


class Problem(Exception):
    """Wrong usage or unreadable input: the run ends with exit code 2 and this message."""

    def __init__(self, message: str, tip: str | None = None) -> None:
        super().__init__(message + (f"\nTry: {tip}" if tip else ""))


def complain(message: str) -> None:
    """Write a message to standard error, after what has been written to standard output."""
    sys.stdout.flush()
    lines = [visible(line) for line in message.splitlines()]
    sys.stderr.write("argmap: " + "\n".join(lines) + "\n")
    sys.stderr.flush()


def raise_all(problems: Sequence[Problem]) -> None:
    """End the run for all of these problems, if there are any: the last is raised, the others are told."""
    for problem in problems[:-1]:
        complain(str(problem))
    if problems:
        raise problems[-1]


def tell(pieces: Iterable[str]) -> None:
    """Write pieces of a result to standard output: at once to a terminal, else in blocks.

    Blocks of our own, since many a container runs Python unbuffered (`PYTHONUNBUFFERED`).
    """
    block: list[str] = []
    size = 0 if sys.stdout.isatty() else 1 << 16
    held = 0
    for piece in pieces:
        block.append(piece)
        held += len(piece)
        if held >= size:
            sys.stdout.write("".join(block))
            block.clear()
            held = 0
    sys.stdout.write("".join(block))
