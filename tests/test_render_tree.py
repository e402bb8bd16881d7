"""The tree in a terminal. Goldens lie in `render/*.tree`; ARGMAP_ACCEPT=1 writes them: read the change."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.rendering import DATA, EXAMPLES, data, tree

GOLDEN = ["kinds", "sections", "cycle", "debate"]


def check_golden(path: Path, text: str) -> None:
    if os.environ.get("ARGMAP_ACCEPT"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOLDEN)
def test_tree(name: str) -> None:
    check_golden(DATA / f"{name}.tree", tree(data(name), width=76))


def test_tree_in_ascii() -> None:
    text = tree(data("kinds"), width=76, encoding="ascii")
    assert text.isascii()
    check_golden(DATA / "kinds.ascii.tree", text)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "nonsense"])
def test_signs_fall_back_where_the_encoding_lacks_them(encoding: str) -> None:
    assert "├" not in tree(data("cycle"), encoding=encoding)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", ["kinds", "sections", "scripts", "debate"])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    for encoding in ("utf-8", "ascii"):
        for focus in (None, "a" if name == "kinds" else None):
            for line in tree(data(name), width=width, encoding=encoding, focus=focus).splitlines():
                assert cell_len(line) <= width, line


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.argmap")), ids=lambda p: p.stem)
def test_examples_fit(path: Path, width: int) -> None:
    text = tree(path, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_colour_changes_no_word() -> None:
    plain = tree(data("kinds"), width=76)
    for system in ("standard", "256", "truecolor"):
        coloured = tree(data("kinds"), width=76, color_system=system)
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_a_shared_claim_is_told_once() -> None:
    text = tree(data("sections"))
    assert text.count("It has a reason.") == 1
    assert text.count("see base") == 1
    assert text.count("see top") == 1
    assert text.count("It has no bearing here.") == 1, "what denies the reference's step stands below it"
    assert text.index("see base") < text.index("It has no bearing here.")


def test_references_point_up_or_down() -> None:
    text = tree("claim a: One.\n  premise b\nclaim b: Two.\n  premise c\nclaim c: Three.\n  premise b\n")
    assert "↓ see b" in text
    assert "↑ see b" in text


def test_circles_end() -> None:
    text = tree(data("cycle"))
    assert text.count("The other supports the one.") == 1
    assert "see p" in text
    assert "see odd" in text


def test_it_reads_without_colour() -> None:
    text = tree("claim a: One.\n  rebuttal b: Two.\n  premise c: Three.\n    undercut d: Four.\n")
    assert "✗ falls a: One." in text
    assert "− ✓ b: Two." in text
    assert "+ ✓ not in force · c: Three." in text
    assert "↛ ✓ d: Four." in text
    assert "4 claims: 3 stand, 1 falls" in text


def test_the_legend_holds_only_what_occurs() -> None:
    last = tree("claim a: One.\n  premise b: Two.\n").splitlines()[-1]
    assert last == "+ reason  ✓ stands"


def test_what_is_cut_off_is_marked() -> None:
    text = tree("claim a: One.\n  premise b: Two.\n    premise c: Three.\n      premise: Four.\n", depth=1)
    assert "└─ … 2 more below (not shown)" in text
    assert "2 nodes of this map not shown" in text


def test_a_focus_shows_what_it_hangs_on() -> None:
    text = tree(data("kinds"), focus="r")
    assert "↑ ✗ falls b · Ben: The second of two rivals." in text
    assert "… 3 more below, 1 more above (not shown)" in text
    assert "− ✓ r · Ann · #strong: It is not so." in text


@pytest.mark.parametrize("width", [60, 100])
def test_five_thousand_levels(width: int) -> None:
    lines = ["claim n0: The claim."]
    lines += [
        f"{' ' * i}{'premise' if i % 2 else 'rebuttal'} n{i}: Reply number {i}." for i in range(1, 5000)
    ]
    shown = tree("\n".join(lines) + "\n", width=width).splitlines()
    assert max(map(cell_len, shown)) <= width
    assert "Reply number 4999." in " ".join(" ".join(shown).split())
    assert any("…4999 " in line for line in shown), "the depth is told where the indent no longer shows it"
    assert sum(map(len, shown)) < 5000 * 2 * width


def test_an_empty_map() -> None:
    assert "nothing to show" in tree("map: Empty\n")
    assert "nothing to show" in tree("")


def test_a_text_is_no_wider_than_is_read_well() -> None:
    text = tree(f"claim a: {'word ' * 90}\n  premise: {'more ' * 90}\n", width=300)
    assert 90 <= max(cell_len(line) for line in text.splitlines()) <= 106


def test_citations_are_not_broken_and_use_what_room_there_is() -> None:
    text = f"source s: S\nclaim a: {'word ' * 11}end. [s#p1, s#p2, s#p3]\n"
    assert "end.\n[s#p1, s#p2, s#p3]\n" in re.sub(r"\n[│ ]+", "\n", tree(text, width=76))
    assert "end. [s#p1, s#p2, s#p3]\n" in tree(text, width=100)
    long = f"source s: S\nclaim a: {'word ' * 18}end. [s#p1, s#p2, s#p3]\n"
    assert "end. [s#p1, s#p2, s#p3]\n" in tree(long, width=160), "beyond the width of a text"


def test_a_linked_premise_told_elsewhere_says_who_says_it() -> None:
    text = tree(
        "speaker ann: Ann\nspeaker ben: Ben\nsource doc: D\nclaim x @ann: Said before.\nclaim y @ben: Top.\n"
        "  argument @ben:\n    premise x @ben [doc#p9]\n    premise z @ben: Zed.\n  argument @ann:\n"
        "    premise x @ann\n    premise w @ann: Wed.\n"
    )
    assert "& ✓ ↑ see x · Ann: Said before." in text
    assert "& ✓ ↑ see x: Said before." in text, "not where the same one puts the premises together"
    assert "argument · Ben [doc#p9]" in text, "what is cited for a use is cited for the step"


def test_what_is_told_elsewhere_has_its_colours() -> None:
    text = tree(f"claim a: {'One ' * 40}\nclaim b: Two.\n  premise a\n", color_system="256")
    (line,) = [line for line in text.splitlines() if "see" in line]
    assert line.count("\x1b[") > 8
    assert line.endswith("…\x1b[0m")


def test_emoji_of_several_characters_take_two_columns() -> None:
    for line in tree(f"claim a: {'❤️ 👩‍👩‍👧 👍🏽 🇨🇭 ' * 20}{'❤️' * 99}\n", width=40).splitlines():
        assert cell_len(line) <= 40
        assert not line.startswith("\u200d")
        assert not line.endswith("\u200d")
