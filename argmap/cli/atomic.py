"""Files written in one step: whoever reads one sees the old text or the new one, never half of it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_file(target: Path, data: Iterable[bytes]) -> None:
    """Replace a file in one step. The mode bits stay; behind a symbolic link its target is replaced.

    What is no regular file (a device, a pipe) is written to. Raises `OSError`.
    """
    write_files([(target, data)])


def write_files(pieces: Sequence[tuple[Path, Iterable[bytes]]]) -> None:
    """Replace several files: all of them are there before the first takes its place."""
    staged: list[tuple[Path, Path]] = []
    try:
        for target, data in pieces:
            real = target.resolve()
            temporary = _staged(real, data)
            if temporary is not None:
                staged.append((temporary, real))
        for temporary, target in staged:
            temporary.replace(target)
    except BaseException:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        raise


def _staged(target: Path, data: Iterable[bytes]) -> Path | None:
    """What shall stand in a file, in a file beside it; None where it was written to a device."""
    mode = None
    if target.exists():
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            with target.open("wb") as device:
                device.writelines(data)
            return None
        if not os.access(target, os.W_OK):
            raise PermissionError(13, "the file may not be written to")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        temporary.chmod(stat.S_IMODE(mode))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
