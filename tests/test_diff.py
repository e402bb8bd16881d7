"""`argmap diff`: cases with their words, git's external diff, manners.

`ARGMAP_ACCEPT=1` writes what comes out into the case files: read it before you commit it.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from argmap.analysis.compare import compare
from argmap.analysis.matching import alike, match, words_of
from argmap.analysis.standing import evaluate
from argmap.model.load import Loader
from tests.cases import case_files, read_case
from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("path", case_files("diff"), ids=lambda path: path.stem)
def test_words(path: Path, argmap: Argmap, tmp_path: Path) -> None:
    case = read_case(path)
    (tmp_path / "old.argmap").write_text(case["input"], encoding="utf-8")
    (tmp_path / "new.argmap").write_text(case["new"], encoding="utf-8")
    ran = {"input": case["input"], "new": case["new"]}
    for name in [*case][2:]:
        found = argmap(*shlex.split(name), "old.argmap", "new.argmap", COLUMNS="80")
        assert found.err == ""
        assert found.code == ("No change" not in found.out)
        ran[name] = found.out
    if os.environ.get("ARGMAP_ACCEPT"):
        parts = [text if name == "input" else f"%%% {name}\n{text}" for name, text in ran.items()]
        path.write_text("".join(parts), encoding="utf-8")
    assert ran == case


@pytest.mark.parametrize("name", ["decision", "pact-thread", "pact-debate", "victory-day-essay"])
def test_a_map_and_itself(name: str, argmap: Argmap) -> None:
    path = ROOT / "examples" / f"{name}.argmap"
    ran = argmap("diff", path, path)
    assert (ran.code, ran.out) == (0, "No change in meaning.\n")
    ran = argmap("diff", path, path, "--format", "json")
    assert json.loads(ran.out) == {
        "format": "argmap-diff/1",
        "changed": False,
        "summary": "No change in meaning.",
        "changes": [],
    }


@pytest.mark.parametrize("seed", range(15))
def test_what_was_done_is_found(seed: int) -> None:
    """Rewording, adding and removing at random: each node is matched, each change is told."""
    rng = random.Random(seed)
    words = [f"word{i}" for i in range(400)]
    texts = [" ".join(rng.choices(words, k=10)) for _ in range(60)]
    fresh = iter(" ".join(rng.choices(words, k=10)) for _ in range(1000))
    old_lines, new_lines = [], []
    reworded = added = removed = 0
    for i in range(0, 60, 3):
        claim = f"claim: {texts[i]}"
        old_lines.append(claim)
        new_lines.append(claim)
        for kind, text in (("premise", texts[i + 1]), ("rebuttal", texts[i + 2])):
            old_lines.append(f"  {kind}: {text}")
            pick = rng.random()
            if pick < 0.2:
                text = text.replace(text.split()[rng.randrange(10)], "changed", 1)
                reworded += 1
            elif pick < 0.35:
                removed += 1
                continue
            new_lines.append(f"  {kind}: {text}")
            if pick > 0.9:
                new_lines.append(f"    rebuttal: {next(fresh)}")
                added += 1
    old, new = (Loader().text("\n".join(lines) + "\n")[0] for lines in (old_lines, new_lines))
    found = compare(old, new, evaluate(old), evaluate(new))
    assert (len(found.reworded), len(found.added), len(found.removed)) == (reworded, added, removed)
    others = (found.moved, found.linked, found.unlinked, found.altered, found.frame)
    assert not any(others)


def test_matching() -> None:
    assert words_of("Ab, cd!") == ["ab", "cd"]
    assert words_of("主張である") == ["主張", "張で", "であ", "ある"]
    assert alike([], []) == 0
    assert alike(["a", "b"], ["b", "c"]) == 0.5
    old = Loader().text("claim a: One.\nclaim: 橋は安全であると思う。\nclaim: Same.\nclaim: Same.\n")[0]
    new = Loader().text("claim a: Other.\nclaim: 橋は安全だと思う。\nclaim: Same.\nclaim: Same.\n")[0]
    assert [(a.text, b.text) for a, b in match(old, new).items()] == [
        ("One.", "Other."),
        ("Same.", "Same."),
        ("Same.", "Same."),
        ("橋は安全であると思う。", "橋は安全だと思う。"),
    ]


def test_large_maps(tmp_path: Path) -> None:
    rng = random.Random(1)
    words = [f"word{i}" for i in range(3000)]
    one, two = (
        Loader().text("".join(f"claim: {' '.join(rng.choices(words, k=8))}\n" for _ in range(10_000)))[0]
        for _ in range(2)
    )
    begin = time.process_time()
    compare(one, two, evaluate(one), evaluate(two))
    assert time.process_time() - begin < 20  # about 2 s


def test_hostile_text(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("map: \x1b[1m\nspeaker x: \x07\nclaim c @x: {node} \x1b]0;t\x07\n")
    (tmp_path / "b.argmap").write_text("map: \x9b1m\nclaim c: {what} \u202e\n  note: \x1b[2J\n")
    for options in ((), ("--format", "json")):
        ran = argmap("diff", "a.argmap", "b.argmap", *options)
        assert ran.code == 1
        assert not any(c in ran.out + ran.err for c in "\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_width(argmap: Argmap, width: int) -> None:
    thread, debate = (ROOT / "examples" / f"{name}.argmap" for name in ("pact-thread", "pact-debate"))
    ran = argmap("diff", thread, debate, COLUMNS=str(width))
    assert ran.code == 1
    assert max(map(len, ran.out.splitlines())) <= width


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("a.argmap",), "two maps are compared, and here is 1"),
        (("a.argmap", "a.argmap", "a.argmap"), "two maps are compared, and here are 3"),
        (("-", "-"), "standard input can be one of the two maps, not both"),
        (("a.argmap", "b.argmap"), "b.argmap: no such file"),
        (("a.argmap", "a.argmap", "--format", "jsn"), "Did you mean `json`?"),
    ],
)
def test_wrong_usage(argmap: Argmap, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    (tmp_path / "a.argmap").write_text("claim a: One.\n")
    ran = argmap("diff", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_standard_input(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim a: One.\n")
    assert argmap("diff", "-", "a.argmap", stdin="claim a: One.\n").code == 0
    assert argmap("diff", "a.argmap", "-", stdin="claim a: Two.\n").code == 1


# git


def test_words_from_git(argmap: Argmap, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.tmp").write_text(
            f"import far: far.argmap\nclaim {name}: One.\n  rebuttal far/x\n"
        )
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "far.argmap").write_text("claim x: Far.\n")
    seven = ("maps/m.argmap", "a.tmp", "0" * 40, "100644", "b.tmp", "1" * 40, "100644")
    ran = argmap("diff", *seven)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("argmap diff maps/m.argmap\n")
    assert "`b`: once called `a`" in ran.out
    assert "import" not in ran.out.lower()
    assert argmap("diff", "--git", *seven).out == ran.out
    nine = (*seven, "maps/n.argmap", "similarity index 90%")
    assert argmap("diff", *nine).out.startswith("argmap diff maps/m.argmap -> maps/n.argmap\n")
    gone = argmap("diff", "m.argmap", "a.tmp", "0", "0", os.devnull, ".", ".")
    assert gone.code == 0
    assert "Removed" in gone.out
    assert argmap("diff", "--git", "m.argmap").code == 0
    assert "not merged" in argmap("diff", "--git", "m.argmap").err
    missing = argmap("diff", "m.argmap", "nowhere", "0", "0", "a.tmp", ".", ".")
    assert (missing.code, missing.out) == (0, "")
    assert "nowhere" in missing.err
    (tmp_path / "bad.tmp").write_bytes(b"\xff\xfe\x00")
    assert argmap("diff", "m.argmap", "bad.tmp", "0", "0", "a.tmp", ".", ".").code == 0


@pytest.mark.parametrize("words", [(), ("--git",)])
def test_a_pager_that_is_gone_is_no_trouble_to_git(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a").write_text("claim a: One.\n")
    (tmp_path / "b").write_text("claim a: One.\n" + "  rebuttal: Two.\n" * 3000)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "argmap", "diff", *words, "m.argmap", "a", "0", "0", "b", "1", "0"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=env, stdout=writing, stderr=subprocess.PIPE, timeout=120, check=False
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_change_of_kind_is_told_once(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim a: One.\n  premise q: Two.\n")
    (tmp_path / "b.argmap").write_text("claim a: One.\n  rebuttal q: Two.\n")
    out = argmap("diff", "a.argmap", "b.argmap").out
    assert "`q`, once a reason for `a`, is now a rebuttal against `a`" in out
    assert "Details" not in out
    assert "detail" not in out
    (tmp_path / "b.argmap").write_text("claim a: One.\n  premise q\nclaim q: Two.\n")
    assert "`q`: kind claim, once premise" in argmap("diff", "a.argmap", "b.argmap").out


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_with_git_itself(tmp_path: Path) -> None:
    def git(*args: str) -> str:
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        command = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", *args]
        ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    git("init", "--quiet")
    (tmp_path / ".gitattributes").write_text("*.argmap diff=argmap\n")
    (tmp_path / "a.argmap").write_text("claim a: One.\n")
    git("add", ".")
    git("commit", "--quiet", "-m", "one")
    git("config", "diff.argmap.command", f'"{sys.executable}" -m argmap diff --git')
    (tmp_path / "a.argmap").write_text("// more\nclaim a: One.\n  rebuttal: Two.\n")
    found = git("diff")
    assert found.startswith("argmap diff a.argmap\n")
    assert "`a` stood and now falls" in found
    assert "+ rebuttal against `a`: “Two.”" in found
    (tmp_path / "a.argmap").write_text("// more\n\nclaim a:   One.\n")
    assert git("diff") == "argmap diff a.argmap\n\nNo change in meaning.\n\n"
