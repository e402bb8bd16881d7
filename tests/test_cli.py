"""The command line's manners: help, suggestions, exit codes, which stream gets what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from argmap import __version__
from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent
MAP = "map: A map\n\nclaim a: One.\n  rebuttal b: Two.\n"


def process(*args: str, cwd: Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """A real process, with no locale but what `env` sets."""
    keep = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "HOME")}
    return subprocess.run(
        [sys.executable, "-m", "argmap", *args],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        env={**keep, "PYTHONPATH": str(ROOT), **env},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(argmap: Argmap, flag: str) -> None:
    ran = argmap(flag)
    assert (ran.code, ran.out, ran.err) == (0, f"argmap {__version__}\n", "")
    assert argmap(flag, "check").out == ran.out


def test_version_imports_nothing_heavy(tmp_path: Path) -> None:
    ran = process("--version", cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert ran.returncode == 0
    loaded = ran.stderr.decode()
    for module in ("typer", "rich", "lark", "typing", "pathlib", "re"):
        assert f"| {module}\n" not in loaded.replace(" ", "").replace("|", "| "), module


@pytest.mark.parametrize(
    "command",
    [(), ("check",), ("render",), ("convert",), ("why",), ("stats",), ("report",), ("diff",), ("fmt",)],
)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_examples_in_80_columns(argmap: Argmap, command: tuple[str, ...], flag: str) -> None:
    ran = argmap(*command, flag, COLUMNS="200")
    assert (ran.code, ran.err) == (0, "")
    assert "Examples:" in ran.out
    assert f"argmap {command[0] if command else 'check'} debate.argmap" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_no_command_shows_the_help_and_fails(argmap: Argmap) -> None:
    ran = argmap()
    assert (ran.code, ran.out) == (2, "")
    assert "Examples:" in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["render", "--depth", "x"], "--depth: a whole number from 0 on, not `x`"),
        (["render", "--width", "abc"], "--width: a whole number from 20 on, not `abc`"),
        (["render", "--wrap", "3"], "--wrap: a whole number from 8 on, not `3`"),
        (["check", "--jobs", "1.5"], ": a whole number from 1 on, not `1.5`"),
        (["fmt", "--width", "-1"], "--width: a whole number from 1 on, not `-1`"),
    ],
)
def test_what_is_no_number_is_told_plainly(argmap: Argmap, args: list[str], words: str) -> None:
    ran = argmap(*args, "a.argmap")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].endswith(words)
    assert "range" not in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("chekc a.argmap", "no command `chekc`. Did you mean `check`?"),
        ("lint a.argmap", "no command `lint`. Did you mean `check`?"),
        ("zzz", "no command `zzz`. The commands are new, check, "),
        ("a.argmap", "To look at a map: argmap render a.argmap"),
        ("check a.argmap --fromat json", "no option `--fromat`. Did you mean `--format`?"),
        ("check a.argmap --selct E", "no option `--selct`. Did you mean `--select`?"),
        ("render a.argmap --foucs a", "no option `--foucs`. Did you mean `--focus`?"),
        ("--format json check a.argmap", "It stands behind the command: argmap check --format"),
        ("check a.argmap --format jsn", "--format: there is no `jsn`. Did you mean `json`?"),
        ("check a.argmap --format zzz", "--format: there is no `zzz`. It can be text, concise, json,"),
        ("check a.argmap --color allways", "--color: there is no `allways`. Did you mean `always`?"),
        ("check a.argmap --select unanswerd-rebuttal", "Did you mean `unanswered-rebuttal`?"),
        ("check a.argmap --ignore Q", "--ignore: `Q` is neither a rule's code"),
        ("check a.argmap --fail-on alll", "--fail-on: `alll` is neither"),
        ("render a.argmap --to tabel", "--to: there is no `tabel`. Did you mean `table`?"),
        ("render a.argmap --layout dto", "--layout: there is no `dto`. Did you mean `dot`?"),
        ("render a.argmap --direction up", "--direction: there is no `UP`. Did you mean `BT`?"),
        ("render a.argmap --paper a5", "--paper: there is no `a5`. It can be a4, a3, letter or fit."),
        ("render a.argmap --paper lettre", "--paper: there is no `lettre`. Did you mean `letter`?"),
        ("render a.argmap -o a.pngg", "-o a.pngg: its suffix tells no format. Did you mean `.png`?"),
        ("convert a.argmap --to jsno", "--to: there is no `jsno`. Did you mean `json`?"),
        ("convert a.argmap", "which format?"),
        ("convert a.argmap --to svg", "`svg` is made by another command: argmap render"),
        ("render a.argmap -o a.json", "`json` is made by another command: argmap convert"),
        ("check", "missing argument"),
        ("check --format", "requires an argument"),
        ("render a.argmap b.argmap", "unexpected extra argument"),
        ("render a.argmap --depth many", "--depth:"),
    ],
)
def test_wrong_usage_is_answered_with_what_was_meant(
    argmap: Argmap, tmp_path: Path, args: str, words: str
) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    ran = argmap(*args.split())
    assert ran.code == 2
    assert ran.out == ""
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_control_characters_of_arguments_are_not_obeyed(argmap: Argmap) -> None:
    for ran in (argmap("\x1b[31m"), argmap("check", "\x1b[31m"), argmap("check", "--\x1b[31m")):
        assert ran.code == 2
        assert "\x1b" not in ran.out + ran.err


def test_a_bug_is_one_short_message(argmap: Argmap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("argmap.model.load.Loader.path", fail)
    (tmp_path / "a.argmap").write_text(MAP)
    ran = argmap("check", "a.argmap")
    assert ran.code == 70
    assert ran.err.startswith("argmap: internal error: RuntimeError: boom\n")
    assert "report" in ran.err
    with pytest.raises(RuntimeError, match="boom"):
        argmap("check", "a.argmap", ARGMAP_DEBUG="1")


def test_control_c(argmap: Argmap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("argmap.model.load.Loader.path", interrupt)
    (tmp_path / "a.argmap").write_text(MAP)
    ran = argmap("check", "a.argmap")
    assert (ran.code, ran.err) == (130, "")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_utf8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    (tmp_path / "ä.argmap").write_text("map: Ü\n\nclaim ö: 日本 🙂.\n", encoding="utf-8")
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for args in (("render", "ä.argmap"), ("convert", "ä.argmap", "--to", "json"), ("check", "ä.argmap")):
        ran = process(*args, cwd=tmp_path, **env)
        assert ran.stderr == b""
        assert ran.returncode == 0
        assert "ä" in ran.stdout.decode("utf-8") or "日本 🙂" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX pipes")
@pytest.mark.parametrize(
    "args",
    [("render", "a.argmap"), ("check", "a.argmap"), ("convert", "a.argmap", "--to", "json"), ("--version",)],
)
def test_a_closed_pipe_ends_the_run_silently(tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.argmap").write_text(MAP + "  rebuttal: Another one, at some length.\n" * 5000)
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "argmap", *args],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "args",
    [("render", "a.argmap"), ("check", "a.argmap"), ("convert", "a.argmap", "--to", "json"), ("--help",)],
)
def test_a_full_disk_is_one_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(
            [sys.executable, "-m", "argmap", *args],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (2, b"argmap: cannot write: No space left on device\n")


def test_standard_output_closed_by_the_caller(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m argmap --version >&-'
    ran = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (2, b"argmap: standard output is closed\n")
