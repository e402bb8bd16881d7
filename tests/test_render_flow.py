"""The flow sheet: what stands beside what, what is marked as dropped, and that it can be pasted elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from argmap.cli.drawing import Drawing, draw
from argmap.render.drops import RULES, dropped
from argmap.render.flow import BY, Flow, lay_out, usual
from argmap.render.flow_text import draw_flow
from argmap.render.scene import build
from argmap.rules.table import RULES as ALL_RULES
from tests.conftest import Argmap
from tests.rendering import DATA, EXAMPLES, data, read, scene
from tests.test_render_hostile import CONTROLS, WORDS, hostile
from tests.test_render_tree import check_golden

SIDES = """\
speaker ann: Ann
  side: pro
speaker ben: Ben
  side: contra
"""


def sheet(source: str | Path, by: str | None = None) -> Flow:
    map_, standings = read(source)
    return lay_out(build(map_, standings), dropped(map_, standings), by)


def flow(source: str | Path, by: str | None = None, **options: object) -> str:
    map_, standings = read(source)
    lines = draw_flow(build(map_, standings), dropped(map_, standings), by=by, **options)  # type: ignore[arg-type]
    return "\n".join(lines) + "\n"


def grid(source: str | Path, by: str | None = None) -> list[list[str]]:
    """The sheet as short words: the id of each box, `~` for a grant, in brackets what is told elsewhere."""
    made = sheet(source, by)
    words: list[list[str]] = []
    for row in made.rows:
        line = []
        for i in range(len(made.columns)):
            cell = row.cells.get(i)
            box = cell.told.box if cell else None
            word = "" if cell is None else "~" if box is None else box.id if cell.told.full else f"[{box.id}]"
            line.append(("!" if cell and cell.dropped else "") + word)
        words.append(line)
    return words


@pytest.mark.parametrize("width", [60, 80, 110])
def test_golden(width: int) -> None:
    check_golden(DATA / f"speeches.{width}.flow", flow(data("speeches"), width=width))


def test_answers_stand_beside_reasons_below() -> None:
    text = (
        SIDES + "claim a @ann: One.\n  premise b @ann: Two.\n"
        "    rebuttal c @ben: Three.\n  rebuttal d @ben: Four.\n"
    )
    assert grid(text, "round") == [["a", "!d"], ["b", "!c"]]


def test_a_second_answer_has_a_row_of_its_own() -> None:
    text = (
        SIDES
        + "claim a @ann: One.\n  rebuttal b @ben: Two.\n    rebuttal d @ann: Four.\n  question c @ben: Why?\n"
    )
    assert grid(text, "round") == [["a", "b", "!d"], ["", "!c", ""]]


def test_columns_are_speeches_where_the_map_is_written_so() -> None:
    made = sheet(data("speeches"))
    assert made.by == "section"
    assert made.columns == ["First pro", "First contra", "Second pro"]
    assert grid(data("speeches")) == [
        ["close", "buses", "corner"],
        ["", "~", ""],
        ["air", "wind", "measured"],
        ["trade", "!parking", ""],
        ["!calm", "", ""],
    ]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.argmap")), ids=lambda p: p.stem)
def test_the_examples_are_no_transcripts(path: Path) -> None:
    assert usual(scene(path)) == "round"


def test_what_is_said_last_is_not_dropped() -> None:
    assert "!" not in "".join(row[2] for row in grid(data("speeches")))
    assert grid(data("speeches"), "round")[0][2] == "!corner", (
        "in rounds nobody can tell who had the last word"
    )


def test_a_cell_says_what_it_answers_where_its_place_does_not() -> None:
    text = SIDES + "claim a @ann: One.\n  rebuttal b @ben: Two.\n    rebuttal c @ann: Three.\n"
    made = sheet(text, "side")
    assert made.columns == ["pro", "contra"]
    (c,) = [cell for cell in made.cells() if cell.told.box and cell.told.box.id == "c"]
    assert (c.column, c.answers) == (0, "b")
    assert "(to b)" in flow(text, "side")
    assert not any(cell.answers for cell in sheet(text, "round").cells())


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("name", ["kinds", "sections", "cycle", "debate", "thread", "speeches"])
def test_every_box_is_told_once(name: str, by: str) -> None:
    made = sheet(data(name), by)
    told = [cell.told.box.id for cell in made.cells() if cell.told.full and cell.told.box]
    assert sorted(told) == sorted(scene(data(name)).boxes)
    for row in made.rows:
        assert all(0 <= column < len(made.columns) for column in row.cells)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("name", ["kinds", "sections", "debate", "speeches"])
def test_what_a_cell_answers_can_be_found(name: str, by: str) -> None:
    """Reading a sheet as one does finds the parent of every cell that doesn't name it."""
    made = sheet(data(name), by)
    seen: dict[int, list] = {}
    for cell in made.cells():
        if cell.told.parent is None:
            seen = {}
        elif not cell.answers:
            if cell.level:  # a reason: the cell above it in its column that is one level less deep
                above = [c for c in seen[cell.column] if c.level == cell.level - 1][-1]
            else:  # a reply: the last cell to its left
                above = seen[max(c for c in seen if c < cell.column)][-1]
            assert above.told is cell.told.parent, cell
        for column in [c for c in seen if c > cell.column]:
            del seen[column]
        kept = [c for c in seen.get(cell.column, []) if c.level < cell.level] if cell.level else []
        seen[cell.column] = [*kept, cell]


ARGUMENT = """\
claim a @ann: One.
  rebuttal r @ben: No.
  argument g @ann:
    premise b @ann: Two.
    premise c @ann: Three.
"""


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("claim a @ann: One.\n  rebuttal b @ben: Two.\n", {"b"}),
        ("claim a @ann: One.\n  rebuttal b @ben: Two.\n    concession @ann\n", set()),
        ("claim a @ann: One.\n  rebuttal b @ben: Two.\n    rebuttal c @ann: Three.\n", {"c"}),
        ("claim a @ann: One.\n  question b @ben: Why?\n", {"b"}),
        ("claim a @ann: One.\n", {"a"}),
        ("claim a @ann: One.\n  premise b @ann: Two.\n    premise c @ann: Three.\n", {"a"}),
        (
            "claim a @ann: One.\n  rebuttal r @ben: No.\n  premise b @ann: Two.\n    premise c @ann: X.\n",
            {"r", "b"},
        ),
        (ARGUMENT, {"r", "g"}),
        (ARGUMENT + "    undercut u @ben: Not so.\n", {"r", "u"}),
        ("claim a @ann: One.\n  concession @ben\n  premise b @ann: Two.\n", set()),
    ],
)
def test_dropped(text: str, lost: set[str]) -> None:
    assert dropped(*read(SIDES + text + "claim z @ben: Last.\n  concession @ann\n")) == lost


def test_in_an_essay_nobody_drops_anything() -> None:
    assert not dropped(*read("speaker ann: Ann\nclaim a @ann: One.\n  premise b @ann: Two.\n"))


def test_what_a_map_silences_is_not_marked() -> None:
    text = "claim a @ann: One.\n  premise b @ann: Two.\nclaim c @ann: Three.\n  rebuttal d @ben: Four.\n"
    assert dropped(*read(SIDES + text)) == {"a", "d"}
    assert not dropped(*read("map: M\n  ignore: U\n" + SIDES + text))
    assert dropped(*read("map: M\n  ignore: U104\n" + SIDES + text)) == {"d"}
    assert dropped(*read("map: M\n  ignore: unanswered-rebuttal\n" + SIDES + text)) == {"a"}
    assert dropped(*read(SIDES + text + "    ignore: U101\n")) == {"a"}
    assert not dropped(*read(EXAMPLES / "pact-debate.argmap"))


def test_the_rules_about_dropped_points_are_called_so() -> None:
    known = {rule.code: rule.name for rule in ALL_RULES.values()}
    for words in RULES.values():
        for code, name in zip(words[::2], words[1::2], strict=True):
            assert known[code] == name


def test_a_dropped_point_has_a_sign_and_a_word() -> None:
    text = flow(data("speeches"), width=110)
    assert "∅ dropped ✓ calm" in text
    assert "∅ 2 points dropped: the other side didn't answer" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", ["kinds", "sections", "scripts", "debate", "thread"])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    for encoding in ("utf-8", "ascii"):
        text = flow(data(name), width=width, encoding=encoding)
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_ascii() -> None:
    assert flow(data("kinds"), width=100, encoding="ascii").isascii()


def test_colour_changes_no_word() -> None:
    coloured = flow(data("kinds"), width=100, color_system="256")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == flow(data("kinds"), width=100)


def test_a_wide_sheet_goes_on_below() -> None:
    text = flow(data("speeches"), width=60)
    assert "columns 1 to 2 of 3" in text
    assert "columns 2 to 3 of 3; the first is told again" in text
    for word in ("measured,", "corner"):
        assert word in text


def test_an_empty_map() -> None:
    assert "nothing to show" in flow("map: Empty\n")


def test_deep_and_long() -> None:
    lines = ["claim n0: The claim."]
    lines += [f"{' ' * i}{'premise' if i % 2 else 'rebuttal'} n{i}: Reply {i}." for i in range(1, 1500)]
    made = sheet("\n".join(lines) + "\n")
    assert len(list(made.cells())) == 1500


def _drawn(as_: str, source: str | Path, by: str | None = None) -> str:
    map_, standings = read(source)
    options = {"format": as_, **({"by": by} if by else {})}
    made = draw(Drawing("flow", build(map_, standings), map_, standings, options))
    return made.decode("utf-8") if isinstance(made, bytes) else "\n".join(made) + "\n"


def test_csv_has_the_same_cells() -> None:
    rows = list(csv.reader(io.StringIO(_drawn("csv", data("speeches")).removeprefix("\ufeff"))))
    assert rows[0] == ["line", "First pro", "First contra", "Second pro"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert rows[3][1] == "reason air · Ada: The air would be better. [flow#p1]"
    assert rows[4][2] == "rebuttal parking · Bo: Customers who come by car would be lost. (dropped)"
    assert rows[5][3] == ""


def test_csv_names_the_sections_where_columns_do_not() -> None:
    rows = list(csv.reader(io.StringIO(_drawn("csv", data("speeches"), "round").removeprefix("\ufeff"))))
    assert rows[0] == ["line", "section", "round 1", "round 2", "round 3"]
    assert {row[1] for row in rows[1:]} == {"First pro"}


def test_no_cell_of_a_csv_is_a_formula() -> None:
    hostile = (
        'section: =cmd()\n  claim a: =HYPERLINK("http://example.org")\nsection: +1\n  claim b: @SUM(A1)\n'
    )
    for by in BY:
        for row in csv.reader(io.StringIO(_drawn("csv", hostile, by).removeprefix("\ufeff"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_json_has_the_same_cells() -> None:
    found = json.loads(_drawn("json", data("speeches")))
    assert (found["by"], found["columns"]) == ("section", ["First pro", "First contra", "Second pro"])
    cell = found["rows"][3]["cells"][1]
    assert (cell["id"], cell["on"], cell["relation"], cell["dropped"]) == ("parking", "trade", "attack", True)
    assert cell["speakers"] == ["Bo"]
    assert found["rows"][3]["cells"][2] is None


def test_markdown_is_a_table() -> None:
    lines = _drawn("markdown", "claim a: One | two.\n  rebuttal: *Three*.\n").splitlines()
    assert lines[0] == "| line | round 1 | round 2 |"
    assert lines[2] == r"| 1 | claim a: One \| two. (falls) | rebuttal: \*Three\*. |"


def test_on_the_command_line(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(data("speeches").read_text())
    ran = argmap("render", "a.argmap", "--to", "flow", "--by", "rounds")
    assert (ran.code, ran.out) == (2, "")
    assert "--by: there is no `rounds`. Did you mean `round`?" in ran.err
    assert argmap("render", "a.argmap", "--to", "flow", "-o", "a.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == argmap(
        "render", "a.argmap", "--to", "flow", "-f", "csv"
    ).out.encode()
    ran = argmap("render", "a.argmap", "--to", "flow", "--speaker", "bo")
    assert "First contra" in ran.out
    assert "quieter" not in ran.out


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("by", BY)
def test_text_comes_out_as_itself(word: str, by: str) -> None:
    shown = flow(hostile(word), by, width=600)
    for words in (f"T {word} t", f"A {word} z", f"C {word} z", f"N {word} n"):
        assert words in shown
    if by == "section":
        assert f"S {word} s" in shown
    for as_ in ("csv", "json"):
        assert "\x1b" not in _drawn(as_, hostile(word), by)


def test_nothing_acts_on_the_terminal() -> None:
    for shown in (
        flow(hostile(CONTROLS), width=300),
        *(_drawn(as_, hostile(CONTROLS)) for as_ in ("csv", "json", "markdown")),
    ):
        assert not set(CONTROLS) & set(shown)
