"""Which characters no font on this machine shows, as far as fontconfig knows. Imports nothing of argmap."""

from __future__ import annotations

import shutil
import subprocess

#: What makes no sign of its own: it chooses how the one before looks.
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)}


def without_font(chars: str) -> str | None:
    """Those of some characters that no font has, in their order; None where it can't be known.

    All of them where fontconfig knows of no font.
    """
    wanted = {char: ord(char) for char in chars if ord(char) not in _SELECTORS}
    if not wanted:
        return ""
    command = shutil.which("fc-list")
    if command is None:
        return None
    try:
        done = subprocess.run(
            [command, "--format", "%{charset}\n"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    for span in set(done.stdout.split()):
        first, _, last = span.partition("-")
        try:
            low, high = int(first, 16), int(last or first, 16)
        except ValueError:
            return None  # another fontconfig's way of writing
        wanted = {char: code for char, code in wanted.items() if not low <= code <= high}
    return "".join(wanted)
