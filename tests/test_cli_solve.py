"""`argmap solve`: the competition's questions and its form of answers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Argmap

#: Floating acceptance: 1 and 2 attack each other, both attack 3, which attacks 4.
FLOATING = "p af 4\n1 2\n2 1\n1 3\n2 3\n3 4\n"
#: Beside it an odd circle, so that no extension is stable.
ODD = "p af 7\n1 2\n2 1\n1 3\n2 3\n3 4\n5 6\n6 7\n7 5\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> None:
    (tmp_path / "f.af").write_text(FLOATING)
    (tmp_path / "odd.af").write_text(ODD)
    (tmp_path / "f.apx").write_text("arg(a).\narg(b).\narg(c).\natt(a,b).\natt(b,c).\n")
    (tmp_path / "f.tgf").write_text("a\nb\n#\na b\n")
    (tmp_path / "m.argmap").write_text("claim a: One.\n")


@pytest.mark.parametrize(
    ("task", "file", "argument", "answers"),
    [
        ("DC-CO", "f.af", "4", {"YES|w 1 4", "YES|w 2 4"}),
        ("DC-CO", "f.af", "3", {"NO"}),
        ("DS-CO", "f.af", "4", {"NO|w"}),
        ("DC-PR", "f.af", "1", {"YES|w 1 4"}),
        ("DC-PR", "f.af", "3", {"NO"}),
        ("DS-PR", "f.af", "4", {"YES"}),
        ("DS-PR", "f.af", "1", {"NO|w 2 4"}),
        ("DC-ST", "f.af", "2", {"YES|w 2 4"}),
        ("DS-ST", "f.af", "4", {"YES"}),
        ("DC-ST", "odd.af", "4", {"NO"}),
        ("DS-ST", "odd.af", "3", {"YES"}),  # there is no stable extension that lacks it
        ("DC-SST", "odd.af", "1", {"YES|w 1 4"}),
        ("DS-SST", "odd.af", "1", {"NO|w 2 4"}),
        ("DS-SST", "odd.af", "4", {"YES"}),
        ("DC-ID", "f.af", "4", {"NO"}),
        ("DS-ID", "f.af", "4", {"NO|w"}),
        ("DC-GR", "f.apx", "c", {"YES|w a c"}),
        ("DS-GR", "f.apx", "b", {"NO|w a c"}),
        ("SE-GR", "f.apx", None, {"w a c"}),
        ("SE-GR", "f.af", None, {"w"}),
        ("SE-CO", "f.tgf", None, {"w a"}),
        ("SE-PR", "f.af", None, {"w 1 4", "w 2 4"}),
        ("SE-ST", "f.af", None, {"w 1 4", "w 2 4"}),
        ("SE-ST", "odd.af", None, {"NO"}),
        ("SE-SST", "odd.af", None, {"w 1 4", "w 2 4"}),
        ("SE-ID", "f.apx", None, {"w a c"}),
        ("EE-PR", "f.af", None, {"w 1 4|w 2 4", "w 2 4|w 1 4"}),
        ("EE-ST", "odd.af", None, {"NO"}),
        ("ee-gr", "f.tgf", None, {"w a"}),
    ],
)
def test_answers(argmap: Argmap, task: str, file: str, argument: str | None, answers: set[str]) -> None:
    ran = argmap("solve", "-p", task, "-f", file, *(["-a", argument] if argument else []))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n")
    assert "|".join(ran.out.splitlines()) in answers


def test_a_limit_is_told(argmap: Argmap) -> None:
    ran = argmap("solve", "-p", "EE-CO", "-f", "f.af", "--limit", "2")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 2
    assert "more extensions than these 2" in ran.err
    assert argmap("solve", "-p", "EE-CO", "-f", "f.af", "--limit", "3").err == ""


def test_a_map_goes_in_by_convert(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text("claim a: One.\n  rebuttal b: Two.\n")
    text = argmap("convert", "m.argmap", "--to", "apx", "-o", "-").out
    assert argmap("solve", "-p", "SE-GR", "-f", "-", stdin=text).out == "w b\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("-p", "DC-XX", "-f", "f.af", "-a", "1"), "no task `DC-XX`. It is DC, DS, SE, EE, a dash, and CO"),
        (("-p", "nonsense", "-f", "f.af"), "there is no task `nonsense`"),
        (("-p", "DC-PR", "-f", "f.af"), "DC-PR asks about an argument: say which with -a ARG"),
        (("-p", "SE-PR", "-f", "f.af", "-a", "1"), "SE-PR asks about no argument"),
        (("-p", "DC-PR", "-f", "f.af", "-a", "5"), "no argument `5`. They are 1 to 4."),
        (("-p", "DC-PR", "-f", "f.apx", "-a", "A"), "no argument `A`. Did you mean `a`?"),
        (("-p", "DC-PR", "-f", "none.af", "-a", "1"), "none.af: no such file"),
        (("-p", "SE-PR", "-f", "."), ".: is a folder"),
        (("-p", "SE-PR", "-f", "m.argmap"), "m.argmap: is argmap, not a framework in one of the formats"),
        (("-p", "SE-PR", "-f", "f.af", "--from", "tgf"), "f.af: no trivial graph format"),
        (("-p", "SE-PR", "-f", "f.af", "--from", "dot"), "--from: there is no `dot`"),
        (("-p", "SE-PR"), "missing option"),
    ],
)
def test_what_is_wrong_is_said(argmap: Argmap, args: tuple[str, ...], words: str) -> None:
    ran = argmap("solve", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_an_empty_framework_has_no_arguments_to_ask_about(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "e.af").write_text("p af 0\n")
    assert argmap("solve", "-p", "SE-PR", "-f", "e.af").out == "w\n"
    ran = argmap("solve", "-p", "DC-PR", "-f", "e.af", "-a", "1")
    assert ran.code == 2
    assert "the framework is empty" in ran.err


def test_what_is_odd_in_a_file_is_told(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "f.af").write_text("p af 2\n1 2\n1 3\nhello\n")
    ran = argmap("solve", "-p", "SE-PR", "-f", "f.af")
    assert ran.out == "w 1\n"
    assert "1 attack names an argument outside 1 to 2" in ran.err


def test_without_the_extra(argmap: Argmap, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pysat", "pysat.solvers"):
        monkeypatch.setitem(sys.modules, name, None)
    ran = argmap("solve", "-p", "SE-PR", "-f", "f.af")
    assert (ran.code, ran.out) == (2, "")
    assert "python3 -m pip install 'argmap[solve]'" in ran.err
    assert argmap("solve", "-p", "SE-GR", "-f", "f.af").out == "w\n"
    # where grounded decides everything there is nothing to solve
    assert argmap("solve", "-p", "DS-PR", "-f", "f.apx", "-a", "c").out == "YES\n"
