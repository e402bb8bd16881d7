"""nano's settings, in a real nano on a terminal of the test's own."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
from pathlib import Path

from tests.laid_out import optional_command

SETTINGS = Path(__file__).parent.parent / "editors" / "nano" / "argmap.nanorc"
#: What a terminal is told: a colour, or anything else about how the screen looks.
_TOLD = re.compile(r"\x1b\[([\d;]*)m|\x1b\[[?\d;]*[A-Za-ln-z]|\x1b[()][A-Z0-9]|\x1b[=>]|\r")


def screen(text: str, folder: Path) -> str:
    """All that nano writes on a terminal of 80 columns until it shows the whole text, colours as `{31}`."""
    import fcntl
    import termios

    (folder / "shown.argmap").write_text(text + "// the end\n", encoding="utf-8")
    main, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    nano = subprocess.Popen(
        [optional_command("nano"), "--rcfile", SETTINGS, "shown.argmap"],
        stdin=end,
        stdout=end,
        stderr=end,
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        start_new_session=True,
    )
    os.close(end)
    written = b""
    try:
        # the last that nano draws are the two lines of keys at the bottom
        while b"the end" not in written or b"^X" not in written:
            ready, _, _ = select.select([main], [], [], 30)
            assert ready, written
            written += os.read(main, 65536)
    finally:
        nano.kill()
        nano.wait()
        os.close(main)
    return _TOLD.sub(lambda told: f"{{{told[1]}}}" if told[1] is not None else "", written.decode())


def test_nano_reads_them_and_colours_a_map(tmp_path: Path) -> None:
    shown = screen("claim a @ana: One. [book]\n  undercut: Two\n  map of the town\nmap: A map\n", tmp_path)
    assert "rror" not in shown
    assert re.search(r"\{[^}]*36[^}]*\}claim", shown), shown
    assert re.search(r"\{[^}]*34[^}]*\} ?a", shown), shown
    assert re.search(r"\{[^}]*32[^}]*\} ?@ana", shown), shown
    assert re.search(r"\{[^}]*35[^}]*\}\[book\]", shown), shown
    assert re.search(r"\{[^}]*31[^}]*\} *undercut", shown), shown
    assert re.search(r"\{[^}]*35[^}]*\}map:", shown), shown
    # a line of text is no declaration, whatever its first word
    assert not re.search(r"\{[^}]*3\d[^}]*\} *map of", shown), shown
