"""`argmap render`: which format goes where, what is refused, what a person is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.cli.options import colour_system
from tests.conftest import Argmap

MAP = """\
map: A map

claim a: One.
  rebuttal b: Two.
    premise c: Three, at some length, so that it is worth wrapping.
"""


@pytest.fixture(autouse=True)
def a_map(tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(MAP)


def test_a_tree_unless_told_otherwise(argmap: Argmap) -> None:
    ran = argmap("render", "a.argmap")
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in ("A map", "One.", "Two.", "Three"))
    assert "\x1b" not in ran.out
    assert argmap("render", "a.argmap", "--to", "tree").out == ran.out
    assert argmap("render", "-", stdin=MAP).out == ran.out


def test_a_table(argmap: Argmap) -> None:
    ran = argmap("render", "a.argmap", "--to", "table")
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in ("One.", "Two.", "Three"))


@pytest.mark.parametrize("to", ["tree", "table"])
def test_width(argmap: Argmap, to: str) -> None:
    for ran in (
        argmap("render", "a.argmap", "--to", to, "--width", "40"),
        argmap("render", "a.argmap", COLUMNS="40"),
    ):
        assert ran.code == 0
        assert max(map(len, ran.out.splitlines())) <= 40


@pytest.mark.parametrize("to", ["tree", "table"])
def test_colour(argmap: Argmap, to: str) -> None:
    args = ("render", "a.argmap", "--to", to)
    assert "\x1b[" in argmap(*args, FORCE_COLOR="1").out
    assert "\x1b" not in argmap(*args, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" in argmap(*args, "--color", "always", NO_COLOR="1").out


@pytest.mark.parametrize(
    ("env", "system"),
    [
        ({"NO_COLOR": "1"}, None),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, "standard"),
        ({"FORCE_COLOR": "1", "TERM": "xterm-256color"}, "256"),
        ({"FORCE_COLOR": "1", "TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color"}, None),  # standard output is no terminal here
    ],
)
@pytest.mark.skipif("sys.platform == 'win32'", reason="a terminal there has all colours")
def test_as_many_colours_as_the_terminal_has(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], system: str | None
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert colour_system("auto") == system


def test_the_suffix_tells_the_format(argmap: Argmap, tmp_path: Path) -> None:
    for name, begin in (
        ("a.svg", b"<?xml"),
        ("a.PNG", b"\x89PNG"),
        ("a.dot", b"digraph"),
        ("a.gv", b"digraph"),
        ("a.txt", b"A map"),
    ):
        ran = argmap("render", "a.argmap", "-o", name, FORCE_COLOR="1")
        assert (ran.code, ran.out, ran.err) == (0, "", ""), name
        assert (tmp_path / name).read_bytes().startswith(begin), name


def test_diagrams_on_standard_output(argmap: Argmap) -> None:
    assert argmap("render", "a.argmap", "--to", "dot").out.startswith("digraph")
    assert argmap("render", "a.argmap", "--to", "svg").out.rstrip().endswith("</svg>")


def test_a_png_is_not_for_a_terminal(argmap: Argmap, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = argmap("render", "a.argmap", "--to", "png")
    assert (ran.code, ran.out) == (2, "")
    assert "name a file: -o" in ran.err


def test_focus_and_depth(argmap: Argmap) -> None:
    assert "Three" not in argmap("render", "a.argmap", "--depth", "1").out
    assert "Two" not in argmap("render", "a.argmap", "--depth", "0").out
    assert "Three" in argmap("render", "a.argmap", "--focus", "b").out
    (code, out, err) = vars(argmap("render", "a.argmap", "--focus", "B")).values()
    assert (code, out) == (2, "")
    assert "--focus: " in err


def test_diagrams_take_direction_and_wrap(argmap: Argmap) -> None:
    plain = argmap("render", "a.argmap", "--to", "dot").out
    assert argmap("render", "a.argmap", "--to", "dot", "--direction", "lr").out != plain
    assert argmap("render", "a.argmap", "--to", "dot", "--wrap", "12").out != plain
    ran = argmap("render", "a.argmap", "--to", "dot", "--direction", "up")
    assert "--direction: there is no `UP`. It can be BT, TB, LR or RL." in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--to", "svg", "--width", "50"), "--width is for tree and table, not for svg"),
        (("--wrap", "20"), "--wrap is for dot, svg and png, not for tree"),
        (("--to", "table", "--direction", "LR"), "--direction is for dot, svg and png, not for table"),
        (("--to", "svg", "-o", "a.png"), "--to svg and -o a.png don't agree"),
        (("-o", "a.argmap"), ".argmap is the suffix of maps"),
        (("-o", "a"), "its suffix tells no format"),
        (("-o", "a.pdf"), "its suffix tells no format"),
    ],
)
def test_options_that_make_no_sense(
    argmap: Argmap, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    ran = argmap("render", "a.argmap", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["a.argmap"]
    assert (tmp_path / "a.argmap").read_text() == MAP


def test_a_map_with_errors_is_drawn_with_a_warning(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "b.argmap").write_text(MAP + "  premis d: Four.\n  premise nowhere\n")
    ran = argmap("render", "b.argmap")
    assert ran.code == 0
    assert "Three" in ran.out
    assert (
        ran.err
        == "argmap: warning: b.argmap has 2 errors; what could be read is here. See: argmap check b.argmap\n"
    )
