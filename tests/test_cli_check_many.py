"""`argmap check` on many files: kept results, several processes, a bar; always the same findings."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from argmap.cli import many, running
from argmap.cli.checking import Checker, Outcome, Way
from argmap.cli.choosing import Chooser
from argmap.cli.progress import Progress
from argmap.config import Configs
from tests.conftest import Argmap

MAP = """\
map: Main

import other: other.argmap

source doc: A document
  file: doc.md

claim a: One.
  premise b: Two. [doc#intro]
    quote: "exact words" [doc#intro]
  rebuttal c: Three.
claim d: Four.
  restates: other/x
"""
OTHER = "map: Other\n\nimport deep: deep.argmap\n\nclaim x: It is so.\n  contradicts: deep/y\n"
DEEP = "map: Deep\n\nclaim y: It is not so.\n"
DOC = "# Intro\n\nHere are the exact words.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map with all it reads, and a cache folder of the test's own."""
    for name, text in {"main.argmap": MAP, "other.argmap": OTHER, "deep.argmap": DEEP, "doc.md": DOC}.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setenv("ARGMAP_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setattr(running, "SMALL", 0)
    return tmp_path / ".cache" / "check"


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are checked, and not found among what is kept."""
    names: list[str] = []
    check = Checker.check_anew

    def noted(self: Checker, name: str, choice: many.Choice) -> Outcome:
        names.append(name)
        return check(self, name, choice)

    monkeypatch.setattr(Checker, "check_anew", noted)
    return names


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.iterdir() if not path.name.startswith("."))


def test_an_unchanged_file_is_not_checked_again(argmap: Argmap, cache: Path, anew: list[str]) -> None:
    for format_ in ("text", "json", "sarif"):
        first = argmap("check", "main.argmap", "--no-cache", "-f", format_)
        assert argmap("check", "main.argmap", "-f", format_) == first
        again = argmap("check", "main.argmap", "-f", format_)
        assert again == first
    assert anew == ["main.argmap"] * 4
    assert len(entries(cache)) == 1
    assert "U1" in again.out


def test_one_small_file_is_checked_sooner_than_looked_up(
    argmap: Argmap, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SMALL", 50_000)
    argmap("check", "main.argmap")
    assert not cache.exists()
    argmap("check", "main.argmap", "other.argmap")
    assert len(entries(cache)) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.argmap", MAP + "\n"),
        ("other.argmap", OTHER + "claim z: More.\n"),
        ("other.argmap", None),
        ("deep.argmap", DEEP.replace("y:", "z:")),
        ("doc.md", DOC.replace("exact", "other")),
        ("doc.md", None),
    ],
)
def test_whatever_a_map_reads_is_looked_at(
    argmap: Argmap, cache: Path, anew: list[str], tmp_path: Path, name: str, text: str | None
) -> None:
    argmap("check", "main.argmap")
    file = tmp_path / name
    old = file.read_text()
    if text is None:
        file.unlink()
    else:
        file.write_text(text)
    anew.clear()
    changed = argmap("check", "main.argmap")
    assert anew == ["main.argmap"]
    assert changed == argmap("check", "main.argmap", "--no-cache")
    file.write_text(old)
    assert argmap("check", "main.argmap") == argmap("check", "main.argmap", "--no-cache")


def test_options_and_settings_count(argmap: Argmap, cache: Path, anew: list[str], tmp_path: Path) -> None:
    ways: list[tuple[str, ...]] = [
        (),
        ("--select", "U"),
        ("--ignore", "U"),
        ("--extend-select", "ALL"),
        ("--extend-ignore", "S"),
        ("--allow-outside",),
    ]
    for options in ways:
        assert argmap("check", "main.argmap", *options) == argmap(
            "check", "main.argmap", *options, "--no-cache"
        )
    (tmp_path / "argmap.toml").write_text("max-words = 1\n")
    assert argmap("check", "main.argmap") == argmap("check", "main.argmap", "--no-cache")
    anew.clear()
    argmap("check", "main.argmap", "--fail-on", "all")
    assert anew == []  # what fails a run is no part of what is found
    argmap("check", "main.argmap", "--for", "nobody")
    assert anew == ["main.argmap"]


def test_results_for_a_party_are_kept_with_the_parties(argmap: Argmap, cache: Path, anew: list[str]) -> None:
    Path("p.argmap").write_text("speaker a: A\nspeaker b: B\n\nclaim x @a: X.\n  rebuttal @b: No.\n")
    first = argmap("check", "p.argmap", "--for", "a")
    assert argmap("check", "p.argmap", "--for", "a") == first
    assert anew == ["p.argmap"]
    assert "U101" in first.out
    assert argmap("check", "p.argmap", "--for", "c").code == 2


def test_per_file_ignores_need_no_second_look(argmap: Argmap, cache: Path, anew: list[str]) -> None:
    assert " U1" in argmap("check", "main.argmap").out
    Path("argmap.toml").write_text('[per-file-ignores]\n"main*" = ["U"]\n')
    assert " U1" not in argmap("check", "main.argmap").out
    assert anew == ["main.argmap"]


@pytest.mark.parametrize("garbage", [b"", b"\n", b"x" * 64 + b"\n{}", b"\xff\x00", None])
def test_a_damaged_entry_is_not_there(argmap: Argmap, cache: Path, garbage: bytes | None) -> None:
    first = argmap("check", "main.argmap")
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-5] + b"1]]]}" if garbage is None else garbage)
    assert argmap("check", "main.argmap") == first
    assert entry.read_bytes() == whole  # written anew


def test_where_nothing_can_be_kept_nothing_is(argmap: Argmap, cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    first = argmap("check", "main.argmap")
    assert argmap("check", "main.argmap") == first
    assert argmap("check", "main.argmap", ARGMAP_CACHE_DIR="") == first


def test_what_nobody_asks_for_is_thrown_away(argmap: Argmap, cache: Path) -> None:
    argmap("check", "main.argmap")
    (entry,) = entries(cache)
    os.utime(entry, (0, 0))
    os.utime(cache / ".looked", (0, 0))
    argmap("check", "other.argmap")
    assert entry not in entries(cache)
    assert len(entries(cache)) == 1


def test_an_old_entry_that_is_asked_for_stays(argmap: Argmap, cache: Path) -> None:
    argmap("check", "main.argmap")
    (entry,) = entries(cache)
    os.utime(entry, (0, 0))
    os.utime(cache / ".looked", (0, 0))
    argmap("check", "main.argmap")
    assert entries(cache) == [entry]


def test_every_file_that_is_opened_is_known(cache: Path, tmp_path: Path, argmap: Argmap) -> None:
    """A rule that read another file would make kept results wrong."""
    script = """
import os, sys
from argmap.__main__ import run
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
run(["check", "main.argmap", "--select", "ALL"])
folder = os.getcwd()
print(*sorted(os.path.basename(p) for p in map(os.path.abspath, opened)
      if os.path.dirname(p) == folder), file=sys.stderr)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    outcome = Checker(Way(tell_reads=True)).check("main.argmap", Chooser(Configs(), {}).choice("main.argmap"))
    known = {"main.argmap", *(Path(path).name for path in outcome.reads)}
    assert set(ran.stderr.split()) <= known
    assert known == {"main.argmap", "other.argmap", "deep.argmap", "doc.md"}


def folder_of_maps(tmp_path: Path, number: int) -> None:
    for i in range(number):
        (tmp_path / f"m{i:02}.argmap").write_text(
            f"map: {i}\n\nclaim a: One.\n" + f"  rebuttal r{i}: Two.\n" * (i % 3)
        )


def test_several_processes_find_the_same_in_the_same_order(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of_maps(tmp_path, 40)
    (tmp_path / "m07.argmap").write_bytes(b"\x00")
    one = argmap("check", ".", "m00.argmap", "gone.argmap", "-j", "1", "--no-cache")
    monkeypatch.setattr(many, "_WORTH", 0)
    several = argmap("check", ".", "m00.argmap", "gone.argmap", "-j", "3", "--no-cache")
    assert several == one
    assert one.code == 2
    assert "m07.argmap: is a binary file" in one.err
    first, kept = argmap("check", ".", "-j", "3"), argmap("check", ".", "-j", "3")
    assert first.out == kept.out
    assert argmap("check", "-", ".", "-j", "2", "--no-cache", stdin="map: x\n").code == 2


def test_little_work_starts_no_process(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of_maps(tmp_path, 20)
    monkeypatch.setattr(many, "_pool", None)
    assert argmap("check", ".", "-j", "8", "--no-cache").code in (0, 1)


def test_a_process_that_dies_costs_nothing_but_time(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of_maps(tmp_path, 20)
    one = argmap("check", ".", "-j", "1", "--no-cache")
    monkeypatch.setattr(many, "_WORTH", 0)
    monkeypatch.setattr(many, "_begin", _die)
    assert argmap("check", ".", "-j", "2", "--no-cache") == one


def _die(way: Way) -> None:
    os._exit(1)


@pytest.mark.parametrize(
    ("options", "told"), [([], [True, True]), (["--statistics"], [False, False]), (["-o"], [False, False])]
)
def test_the_bar_makes_way_only_for_what_is_written(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: list[bool]
) -> None:
    folder_of_maps(tmp_path, 2)
    seen: list[bool] = []
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(Progress, "done_with_one", lambda _, will_be_told: seen.append(will_be_told))
    argmap("check", ".", *(["--output-file", "found.txt"] if options == ["-o"] else options))
    assert seen == told


def test_a_bar_is_shown_when_it_takes_long_and_gone_in_the_end() -> None:
    out = io.StringIO()
    now = 0.0
    progress = Progress(4, lambda: Console(file=out, force_terminal=True, width=60), lambda: now)
    progress.done_with_one(will_be_told=False)
    assert out.getvalue() == ""
    now = 2.0
    progress.done_with_one(will_be_told=False)
    assert "2/4" in out.getvalue()
    out.truncate(0)
    progress.done_with_one(will_be_told=True)
    assert out.getvalue().endswith("\x1b[2K")  # the line is cleared before anything is told
    out.truncate(0)
    now = 3.0
    progress.done_with_one(will_be_told=False)
    assert "4/4" not in out.getvalue()
