"""The table in a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from argmap.cli.drawing import Drawing, draw
from argmap.render.columns import COLUMNS, Key
from argmap.render.scene import build
from tests.conftest import Argmap
from tests.rendering import DATA, data, read, table
from tests.test_render_tree import check_golden


@pytest.mark.parametrize("width", [60, 100, 160])
def test_table(width: int) -> None:
    check_golden(DATA / f"kinds.{width}.table", table(data("kinds"), width=width))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", ["kinds", "scripts", "debate"])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    for line in table(data(name), width=width).splitlines():
        assert cell_len(line) <= width, line


def test_colour_changes_no_word() -> None:
    coloured = table(data("kinds"), width=120, color_system="256")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == table(data("kinds"), width=120)


def test_what_a_node_hangs_on() -> None:
    text = table("claim a: One.\n  premise b: Two.\n    undercut: Three.\n  premise: Four.\n", width=150)
    rows = {
        row.split("  ")[-1].strip() for row in text.splitlines() if row.startswith(("premise", "undercut"))
    }
    assert rows == {"a", "b → a"}


def test_columns_without_content_are_left_out() -> None:
    header = table("claim: One.\n", width=120).splitlines()[0]
    assert header.split() == ["kind", "standing", "text"]


def test_what_is_cut_off_is_marked() -> None:
    text = table("claim a: One.\n  premise b: Two.\n    premise c: Three.\n", depth=1, width=120)
    assert "… 1 more below (not shown)" in text
    assert "1 node of this map not shown" in text


def test_an_empty_map() -> None:
    assert "nothing to show" in table("map: Empty\n")


def rows(text: str) -> list[str]:
    """The lines of the body of a table."""
    lines = text.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith("──")) + 1
    return [line for line in lines[begin:] if line][:-1]


def test_what_contradicts_and_what_says_the_same_hangs_on_each_other() -> None:
    text = table(data("kinds"), width=160)
    found = {line.split()[1]: line for line in text.splitlines() if line.startswith("claim")}
    assert "⇄ b" in found["a"]
    assert "⇄ a, = d" in found["b"]
    assert "= b" in found["d"]
    assert "<> b" in table(data("kinds"), width=160, encoding="ascii")


def test_columns_are_chosen_and_ordered() -> None:
    text = table(data("kinds"), width=120, columns=("standing", "id", "side"))
    assert text.splitlines()[2].split() == ["standing", "id", "side"], "also one in which nothing stands"
    assert "A reason for it." not in text


def test_what_is_cited_for_a_step_stands_where_the_step_starts() -> None:
    text = """\
source s: A book
claim one: The first.
  argument both:
    premise: It snows.
    premise two [s#p3]
  rebuttal two [s#p4]
claim two: The second. [s#p7]
"""
    found = {
        row[0]: row[1] for row in csv.reader(io.StringIO(_written("csv", text, columns=("id", "citations"))))
    }
    assert found["both"] == "s#p3"
    assert found["two"] == "s#p7\ns#p4"
    assert "[s#p7, s#p4]" in table(text, width=120)


def test_tags_have_one_place() -> None:
    assert "#strong" in table(data("kinds"), width=120, columns=("id", "text"))
    assert table(data("kinds"), width=120, columns=("id", "text", "tags")).count("#strong") == 1


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("columns", [COLUMNS, ("id",), ("text",), ("id", "hangs-on"), COLUMNS[::-1]])
def test_any_columns_fit(columns: tuple[str, ...], width: int) -> None:
    for name in ("kinds", "scripts", "sections"):
        text = table(data(name), width=width, columns=columns)
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_text_is_no_wider_than_is_read_well() -> None:
    text = table(f"claim a: {'word ' * 60}\n", width=300)
    assert max(cell_len(line) for line in text.splitlines()) < 140


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ([Key("id")], "abcd"),
        ([Key("id", True)], "dcba"),
        ([Key("standing")], "adbc"),
        ([Key("standing"), Key("id", True)], "dabc"),
        ([Key("standing", True)], "bad" + "c"),
        ([Key("kind"), Key("text")], "abdc"),
        ([Key("citations")], "dabc"),
        ([Key("citations", True)], "adbc"),
    ],
)
def test_sorting(keys: list[Key], order: str) -> None:
    text = "source s: S\nclaim a: Two. [s#p10]\n  rebuttal b: Four.\n    rebuttal d: Three. [s#p9]\n"
    text += "question c: Why?\n"
    made = table(text, width=100, columns=("id",), sort=keys)
    assert "".join(rows(made)) == order, "what has no value comes last, either way"


def _written(as_: str, source: str | Path, **options: Any) -> str:
    map_, standings = read(source)
    drawing = Drawing("table", build(map_, standings), map_, standings, {"format": as_, **options})
    made = draw(drawing)
    return made.decode("utf-8") if isinstance(made, bytes) else "\n".join(made) + "\n"


def test_json() -> None:
    found = json.loads(_written("json", data("kinds"), columns=("id", "speaker", "standing", "hangs-on")))
    assert found[1] == {"id": "x", "speaker": ["Ann"], "standing": "stands", "hangs-on": ["a", "c"]}
    assert found[3] == {"id": "both", "speaker": ["Ann"], "standing": "", "hangs-on": ["a"]}
    every = json.loads(_written("json", data("kinds")))
    assert list(every[0]) == list(COLUMNS)
    assert len({row["id"] for row in every}) == len(every), "also what has no id of its own can be told apart"


def test_csv() -> None:
    text = _written("csv", data("kinds"), columns=("id", "citations", "hangs-on"), sort=(Key("id"),))
    assert text.startswith("\ufeffid,citations,hangs-on\r\n")
    read_back = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert ["b", "", "⇄ a\n= d"] in read_back


def test_no_cell_of_a_csv_is_a_formula() -> None:
    hostile = '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "'x"
    text = "".join(f"speaker s{i}: {word}\nclaim c{i} @s{i}: {word}\n" for i, word in enumerate(hostile))
    found = list(csv.DictReader(io.StringIO(_written("csv", text).removeprefix("\ufeff"))))
    for word, row in zip(hostile, found, strict=True):
        assert row["text"] == row["speaker"] == "'" + word


def test_markdown() -> None:
    lines = _written(
        "markdown", "claim a: One | *two*.\n  premise: Three.\n", columns=("id", "text")
    ).splitlines()
    assert lines[:3] == ["| id | text |", "| --- | --- |", r"| a | One \| \*two\*. |"]
    assert [token.content for token in MarkdownIt().enable("table").parse("\n".join(lines)) if token.content][
        3:4
    ]


class TestOnTheCommandLine:
    @pytest.fixture(autouse=True)
    def a_map(self, tmp_path: Path) -> None:
        (tmp_path / "a.argmap").write_text("claim a: One.\n  rebuttal b: Two.\n")

    def test_columns_and_sorting(self, argmap: Argmap) -> None:
        ran = argmap("render", "a.argmap", "--to", "table", "--columns", "id, hangs on", "--sort", "-id")
        assert (ran.code, ran.err) == (0, "")
        assert rows(ran.out) == ["b   a", "a"]

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (("--columns", "id,txt"), "--columns: there is no `txt`. Did you mean `text`?"),
            (("--columns", "id,id"), "--columns: id is there twice"),
            (("--columns", ","), "--columns: name at least one of kind, id"),
            (("--sort", "-standng"), "--sort: there is no `standng`. Did you mean `standing`?"),
            (("--format", "tsv"), "--format: there is no `tsv`."),
            (("--format", "json", "-o", "a.csv"), "--format json and -o a.csv don't agree"),
            (("--format", "json", "--width", "50"), "--width is for text, not for json"),
            (("-o", "a.svg"), "-o a.svg: its suffix is none of a table's"),
            (("-o", "a.argmap"), ".argmap is the suffix of maps"),
            (("--by", "round"), "--by is for flow, not for table"),
        ],
    )
    def test_what_makes_no_sense(
        self, argmap: Argmap, tmp_path: Path, args: tuple[str, ...], words: str
    ) -> None:
        ran = argmap("render", "a.argmap", "--to", "table", *args)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
        assert [path.name for path in tmp_path.iterdir()] == ["a.argmap"]

    @pytest.mark.parametrize("to", ["table", "flow"])
    def test_any_suffix_will_do_that_is_no_pictures(self, argmap: Argmap, tmp_path: Path, to: str) -> None:
        ran = argmap("render", "a.argmap", "--to", to, "--width", "60", "-o", f"a.{to}")
        assert (ran.code, ran.err) == (0, "")
        assert argmap("render", "a.argmap", "--to", to, "--width", "60", "-o", "a.txt").code == 0
        assert (tmp_path / f"a.{to}").read_text("utf-8") == (tmp_path / "a.txt").read_text("utf-8")
        ran = argmap("render", "a.argmap", "--to", to, "--format", "csv", "-o", "a.tab")
        assert (ran.code, ran.err) == (0, "")
        assert (tmp_path / "a.tab").read_text("utf-8").count(",") > 0

    @pytest.mark.parametrize("option", ["--columns", "--sort"])
    def test_other_formats_have_no_columns(self, argmap: Argmap, option: str) -> None:
        ran = argmap("render", "a.argmap", option, "id")
        assert (ran.code, ran.out) == (2, "")
        assert f"{option} is for table, not for tree" in ran.err

    @pytest.mark.parametrize(("name", "as_"), [("a.csv", "csv"), ("a.JSON", "json"), ("a.md", "markdown")])
    def test_the_suffix_tells_what_it_is_written_as(
        self, argmap: Argmap, tmp_path: Path, name: str, as_: str
    ) -> None:
        assert argmap("render", "a.argmap", "--to", "table", "-o", name).code == 0
        ran = argmap("render", "a.argmap", "--to", "table", "--format", as_)
        assert (tmp_path / name).read_text("utf-8") == ran.out.replace("\r\n", "\n")
