"""`argmap check --watch`, as a real process: it checks again when something changes, and ends cleanly."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Argmap

pytest.importorskip("watchfiles", reason="needs the package watchfiles: pip install 'argmap[watch]'")

CLEAN = "map: Clean\n\nclaim a: One.\n  premise b: Two. [doc]\n\nsource doc: A book\n"
BROKEN = CLEAN.replace("premise", "premis")
#: Far longer than anything takes; only a broken program waits so long.
_PATIENCE = 60


class Watching:
    """A running `argmap check --watch`, whose output is read run by run."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "argmap", "check", "--watch", "-f", "concise", *args],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, words: str) -> str:
        """All that is written up to the end of a run that says something."""
        text = ""
        while True:
            line = self._lines.get(timeout=_PATIENCE)
            if line is None:
                raise AssertionError(f"the process has ended: {text}")
            text += line
            if line.startswith("Checked at ") and words in text:
                return text

    def end(self) -> tuple[int, str]:
        """The exit code after Ctrl-C, and what was written then."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(_PATIENCE)
        rest = ""
        while (line := self._lines.get(timeout=_PATIENCE)) is not None:
            rest += line
        return code, rest


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[list[Watching]]:
    """Processes that are ended when the test is."""
    started: list[Watching] = []
    yield started
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()


def test_checks_again_when_anything_changes_that_counts(watching: list[Watching], tmp_path: Path) -> None:
    main = tmp_path / "main.argmap"
    main.write_text("import other: other.argmap\n" + CLEAN)
    (tmp_path / "other.argmap").write_text(CLEAN)
    one = Watching(tmp_path, "main.argmap", "--select", "E")
    watching.append(one)
    first = one.until("Nothing found in 1 file.")
    assert "Watching 2 files; Ctrl-C ends." in first
    assert "\x1b" not in first
    main.write_text("import other: other.argmap\n" + BROKEN)
    assert "main.argmap:5:3: E106" in one.until("E106")
    main.write_text("import other: other.argmap\n" + CLEAN)
    one.until("Nothing found in 1 file.")
    (tmp_path / "other.argmap").write_text(BROKEN)
    one.until("E406")
    # settings that come to be
    (tmp_path / "argmap.toml").write_text('ignore = ["E406"]\n')
    one.until("Nothing found in 1 file.")
    (tmp_path / "argmap.toml").write_text("ignre = []\n")
    one.until("unknown key `ignre`. Did you mean `ignore`?")
    # an editor that writes another file and renames it
    (tmp_path / "argmap.toml").unlink()
    (tmp_path / "new").write_text(CLEAN)
    (tmp_path / "new").replace(tmp_path / "other.argmap")
    one.until("Nothing found in 1 file.")
    assert one.end() == (130, "")


def test_a_folder_is_watched_with_what_comes_into_it(watching: list[Watching], tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps/a.argmap").write_text(CLEAN)
    one = Watching(tmp_path, "maps", "--output-file", "maps/found.txt")
    watching.append(one)
    one.until("Nothing found in 1 file.")
    (tmp_path / "maps/deep/er").mkdir(parents=True)
    (tmp_path / "maps/deep/er/b.argmap").write_text(BROKEN)
    one.until("1 finding in 1 file: 1 error.")
    (tmp_path / "maps/deep/er/b.argmap").unlink()
    one.until("Nothing found in 1 file.")
    assert one.end()[0] == 130


def test_what_cannot_be_watched(argmap: Argmap, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = argmap("check", "-", "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert "standard input can't be watched" in ran.err
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = argmap("check", "a.argmap", "--watch")
    assert (ran.code, ran.err) == (
        2,
        "argmap: --watch needs the package watchfiles: pip install 'argmap[watch]'\n",
    )
