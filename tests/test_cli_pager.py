"""Long output goes through a pager on a terminal, and only there. The terminal is a real one (a pty)."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pty there", allow_module_level=True)

import fcntl
import pty
import struct
import termios

LONG = "map: Long\n" + "".join(f"claim c{i}: Claim number {i}.\n" for i in range(100))
SHORT = "map: Short\nclaim a: One.\n"
#: A pager that marks what it was given.
MARKER = f"{sys.executable} -c \"import sys; [print('paged:', line, end='') for line in sys.stdin]\""


def on_a_terminal(folder: Path, *args: str, text: str = LONG, lines: int = 24, **env: str) -> str:
    """What argmap shows on a terminal of 80 columns."""
    (folder / "a.argmap").write_text(text)
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80, 0, 0))
    unset = ("PAGER", "ARGMAP_PAGER", "LESS", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    base = {key: value for key, value in os.environ.items() if key not in unset}
    base |= {"TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-m", "argmap", "render", "a.argmap", *args]
    with subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, cwd=folder, env=base | env, close_fds=True
    ) as running:
        os.close(follower)
        shown = b""
        while True:
            ready, _, _ = select.select([leader], [], [], 60)
            assert ready, f"nothing for a minute; so far: {shown!r}"
            try:
                piece = os.read(leader, 65536)
            except OSError:  # how Linux tells that nobody has the other end any more
                break
            if not piece:
                break
            shown += piece
    os.close(leader)
    assert running.returncode == 0
    return shown.decode("utf-8").replace("\r\n", "\n")


def test_long_output_is_paged(tmp_path: Path) -> None:
    shown = on_a_terminal(tmp_path, PAGER=MARKER)
    assert shown.count("paged:") > 100
    assert "Claim number 99." in shown
    assert "\x1b[" in shown, "with colours"
    for args in (("--to", "table"), ("--to", "flow"), ("--to", "markdown"), ("--pager",)):
        assert "paged:" in on_a_terminal(tmp_path, *args, PAGER=MARKER)


def test_what_fits_the_screen_is_not(tmp_path: Path) -> None:
    assert "paged:" not in on_a_terminal(tmp_path, text=SHORT, PAGER=MARKER)
    assert "paged:" not in on_a_terminal(tmp_path, lines=300, PAGER=MARKER)


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("--no-pager",), {"PAGER": MARKER}),
        ((), {"PAGER": MARKER, "TERM": "dumb"}),
        ((), {"PAGER": ""}),
        ((), {"PAGER": "cat"}),
        ((), {"PAGER": "/no/such/pager"}),
        ((), {"PAGER": "no-such-pager --with 'an option'"}),
        ((), {"PAGER": "'"}),
        ((), {"PAGER": "/"}),
        ((), {"PAGER": MARKER, "ARGMAP_PAGER": "cat"}),
        (("-o", "out.txt"), {"PAGER": MARKER}),
    ],
)
def test_there_is_no_pager(tmp_path: Path, args: tuple[str, ...], env: dict[str, str]) -> None:
    shown = on_a_terminal(tmp_path, *args, **env)
    assert "paged:" not in shown
    assert ("Claim number 99." in shown) == (not args or args[0] != "-o")
    assert "Traceback" not in shown
    assert "argmap:" not in shown


def test_our_own_variable_comes_first(tmp_path: Path) -> None:
    assert "paged:" in on_a_terminal(tmp_path, PAGER="cat", ARGMAP_PAGER=MARKER)


def test_a_pager_may_be_left_early(tmp_path: Path) -> None:
    leaves = f'{sys.executable} -c "import sys; print(sys.stdin.readline())"'
    long = "map: Long\n" + "".join(f"claim c{i}: {'word ' * 40}\n" for i in range(3000))
    shown = on_a_terminal(tmp_path, text=long, PAGER=leaves)
    assert "Long" in shown
    assert "Traceback" not in shown


def test_less_is_told_to_show_colours_and_signs(tmp_path: Path) -> None:
    tells = f"{sys.executable} -c \"import os; print(os.environ['LESS'], os.environ['LESSCHARSET'])\""
    assert on_a_terminal(tmp_path, PAGER=tells).strip() == "FRX utf-8"
    assert on_a_terminal(tmp_path, PAGER=tells, LESS="-S").strip() == "-S utf-8"


def test_a_pipe_has_no_pager(tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(LONG)
    ran = subprocess.run(
        [sys.executable, "-m", "argmap", "render", "a.argmap", "--pager"],
        cwd=tmp_path,
        env={**os.environ, "PAGER": MARKER, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=True,
    )
    assert b"paged:" not in ran.stdout
    assert b"Claim number 99." in ran.stdout


def test_pictures_have_no_pager(tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(SHORT)
    ran = subprocess.run(
        [sys.executable, "-m", "argmap", "render", "a.argmap", "--to", "svg", "--no-pager"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert b"--pager is for tree, table, flow, timeline and markdown, not for svg" in ran.stderr
