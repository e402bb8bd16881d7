"""What goes to standard error: problems that end a run, and warnings that don't."""

from __future__ import annotations

import sys

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
