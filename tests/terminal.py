"""A program on a terminal of its own, that is typed to: each text when what it waits for is shown."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

#: How long a program may take to say something, in seconds.
_PATIENCE = 30


def typed(
    command: Sequence[str],
    steps: Sequence[tuple[str, str]],
    folder: Path,
    env: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run a command; of each step, type the second once the first is shown, behind what the last waited for.

    Returns the exit code and all that was shown. Raises `AssertionError` where a step is never reached.
    """
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    ) as process:
        os.close(theirs)
        shown, at = "", 0
        left = list(steps)
        while select.select([ours], [], [], _PATIENCE)[0]:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end was closed
                break
            if not piece:
                break
            shown += piece.decode("utf-8", "replace")
            while left and (found := shown.find(left[0][0], at)) >= 0:
                at = found + len(left[0][0])
                os.write(ours, left.pop(0)[1].encode())
        os.close(ours)
        if left:
            process.kill()
        code = process.wait(_PATIENCE)
    assert not left, shown
    return code, shown
