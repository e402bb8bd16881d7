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
    ran = argmap("render", "a.argmap", "--to", "dot", "--direction", "north")
    assert "--direction: there is no `NORTH`. It can be BT, TB, LR or RL." in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--to", "svg", "--width", "50"), "--width is for tree, table, flow and timeline, not for svg"),
        (("--wrap", "20"), "--wrap is for dot, "),
        (("--to", "table", "--direction", "LR"), "--direction is for dot, "),
        (("--to", "svg", "-o", "a.png"), "--to svg and -o a.png don't agree"),
        (("-o", "a.argmap"), ".argmap is the suffix of maps"),
        (("-o", "a"), "its suffix tells no format"),
        (("-o", "a.doc"), "its suffix tells no format"),
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


# -- parts, colours, themes --------------------------------------------------------------------------

SPOKEN = """\
map: A map

speaker ann: Ann
  side: yes-side
speaker ben: Ben

section: The first part
  claim a @ann #big: One.
    rebuttal b @ben: Two.
section two: The second part
  claim c @ben: Three.
"""


@pytest.mark.parametrize(
    ("options", "there", "gone"),
    [
        (("--speaker", "ann"), ["One."], ["Two.", "Three."]),
        (("--speaker", "ann,ben"), ["One.", "Two.", "Three."], []),
        (("--speaker", "ann", "--speaker", "Ben"), ["One.", "Two.", "Three."], []),
        (("--side", "yes-side"), ["One."], ["Two.", "Three."]),
        (("--tag", "#big"), ["One."], ["Two.", "Three."]),
        (("--section", "two"), ["Three."], ["One.", "Two."]),
        (("--section", "the first part"), ["One.", "Two."], ["Three."]),
        (("--standing", "falls"), ["One."], ["Two.", "Three."]),
        (("--kind", "rebuttal"), ["One.", "Two."], ["Three."]),
        (("--speaker", "ben", "--kind", "claim"), ["Three."], ["One.", "Two."]),
    ],
)
@pytest.mark.parametrize("to", ["tree", "table", "dot"])
def test_filters(
    argmap: Argmap, to: str, options: tuple[str, ...], there: list[str], gone: list[str]
) -> None:
    ran = argmap("render", "-", "--to", to, *options, stdin=SPOKEN)
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in there)
    assert not any(word in ran.out for word in gone)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--speaker", "benn"), "--speaker: no speaker 'benn'; did you mean 'ben'?"),
        (("--standing", "fals"), "--standing: no standing 'fals'; did you mean 'falls'?"),
        (("--section", "zzz"), "--section: no section 'zzz'; there is "),
        (("--focus", "two"), "--focus: no node has the id 'two', but a section is called so: --section two"),
        (("--color-by", "speakr"), "there is no `speakr`. Did you mean `speaker`?"),
        (("--theme", "drak", "--to", "dot"), "there is no theme `drak`. Did you mean `dark`?"),
        (("--theme", "none.toml", "--to", "dot"), "none.toml: No such file"),
        (("--theme", "dark"), "--theme is for dot, mermaid"),
        (("--theme", "dark"), "not for tree; its colours can be read on light and dark"),
        (("--all", "--to", "table"), "--all is for dot, mermaid"),
    ],
)
def test_what_is_asked_for_and_is_not_there(argmap: Argmap, options: tuple[str, ...], words: str) -> None:
    ran = argmap("render", "-", *options, stdin=SPOKEN)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_theme_of_the_settings(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_text(
        '[render]\ntheme = "ours"\n[themes.ours]\nextends = "dark"\nbackground = "#123456"\n'
    )
    assert 'bgcolor="#123456"' in argmap("render", "a.argmap", "--to", "dot").out
    assert 'bgcolor="#ffffff"' in argmap("render", "a.argmap", "--to", "dot", "--theme", "light").out
    (tmp_path / "argmap.toml").write_text('[render]\ntheme = "sub/t.toml"\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "t.toml").write_text('background = "#abcdef"\n')
    assert 'bgcolor="#abcdef"' in argmap("render", "a.argmap", "--to", "dot").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[render]\nthem = "dark"', "unknown key `them` in `render`. Did you mean `theme`?"),
        ("render = 3", "`render` must be a table"),
        ("themes = 3", "`themes` must hold tables"),
        ('[themes.x]\nquite = "#000"', "theme 'x': unknown key `quite`. Did you mean `quiet`?"),
    ],
)
def test_what_is_wrong_in_the_settings(argmap: Argmap, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "argmap.toml").write_text(text)
    ran = argmap("render", "a.argmap", "--to", "dot")
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_large_diagram_folds_unless_all_is_asked_for(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "big.argmap").write_text(
        "claim a: Top.\n" + "".join(f"  premise: Reason {i}.\n    rebuttal: Not {i}.\n" for i in range(200))
    )
    folded = argmap("render", "big.argmap", "--to", "dot")
    assert "101 nodes of this map not shown" in folded.out
    assert "Not 98." in folded.out
    assert "Not 99." not in folded.out
    whole = argmap("render", "big.argmap", "--to", "dot", "--all")
    assert "not shown" not in whole.out
    assert "Not 199." in whole.out
    assert "Not 199." in argmap("render", "big.argmap").out


def test_help_fits_80_columns(argmap: Argmap) -> None:
    ran = argmap("render", "--help", COLUMNS="80")
    assert max(map(len, ran.out.splitlines())) <= 80
    for option in ("--speaker", "--side", "--tag", "--section", "--standing", "--kind", "--all", "--theme"):
        assert f"\n  {option} " in ran.out
