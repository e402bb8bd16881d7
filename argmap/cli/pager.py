"""Long output through a pager, as git does it: only on a terminal, only when it doesn't fit the screen.

Which pager: `ARGMAP_PAGER`, else `PAGER`, else `less`. Empty or `cat` means none. `less` is told to show
colours, to leave short output on the screen and to take the text for UTF-8, unless `LESS` says otherwise.
A pager that can't be started is done without.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from argmap.cli.problems import tell


def show(lines: Iterable[str], paged: bool = True) -> None:
    """Write lines to standard output, through a pager where `paged` and that makes sense."""
    ended = (line + "\n" for line in lines)
    command = pager_command() if paged and sys.stdout.isatty() else None
    if command is None:
        tell(ended)
        return
    size = shutil.get_terminal_size()
    begin = list(islice(ended, max(size.lines - 1, 1)))
    rest = next(ended, None)
    if rest is None:
        tell(begin)
    elif not _paged(command, chain(begin, [rest], ended)):
        tell(chain(begin, [rest], ended))


def pager_command() -> list[str] | None:
    """The pager and its arguments; None where there is none to use."""
    if os.environ.get("TERM", "dumb") == "dumb" and sys.platform != "win32":
        return None
    for name in ("ARGMAP_PAGER", "PAGER"):
        if (wanted := os.environ.get(name)) is not None:
            break
    else:
        wanted = "less"
    try:
        words = shlex.split(wanted, posix=sys.platform != "win32")
    except ValueError:  # a quotation mark that isn't closed
        return None
    if not words or words[0] == "cat" or (found := shutil.which(words[0])) is None:
        return None
    return [found, *words[1:]]


def _paged(command: list[str], lines: Iterator[str]) -> bool:
    """Whether the pager took the lines. It may be left before it has had them all."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c", **os.environ}
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    pipe = pager.stdin
    with contextlib.suppress(OSError):  # a pager that was left reads no more
        if pipe is not None:
            for line in lines:
                pipe.write(line.encode("utf-8", "backslashreplace"))
    with contextlib.suppress(OSError):
        if pipe is not None:
            pipe.close()
    while True:
        try:
            pager.wait()
        except KeyboardInterrupt:  # a key of the pager's: it goes on
            continue
        return True
