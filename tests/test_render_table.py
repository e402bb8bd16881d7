"""The table in a terminal."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from tests.rendering import DATA, data, table
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
