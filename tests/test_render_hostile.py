"""User text is data: it comes out as itself in every output, and nothing in it acts."""

from __future__ import annotations

import html
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.render.wrap import wrap
from argmap.safe import markup, visible
from tests.rendering import SVG, dot, svg, svg_words, table, tree

WORDS = [
    "[x]", "[/x]", "[red]no[/red]", ":smile:", "<b>bold</b>", "<script>alert(1)</script>", "<BR/>", "</TD>",
    "&lt;", "&amp;", "&#65;", '"quoted"', "'single'", "\\N", "\\G", "\\l", "\\\\", "\\", "${x}", "{{y}}",
    "%s", "]]>", "-->", "<!--", "javascript:alert(1)", "שלום", "مرحبا", "日本語", "😀",
]  # fmt: skip
CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\u2028\u2029\u202a\u202e\u2066\u2069"
STAND_INS = {"\x1b": "␛", "\x00": "␀", "\x07": "␇", "\x7f": "␡", "\x9b": "\\x9b", "\u202e": "\\u202e"}


def hostile(word: str) -> str:
    """A map that has the word wherever a person can write text."""
    quoted = word.replace("[", "\\[")
    return (
        f"map: T {word} t\n\nsource s: D {word} d\n\nspeaker p: N {word} n\n\nsection: S {word} s\n"
        f"  claim a @p: A {quoted} z\n    note: {word}\n    premise b: B {quoted} z\n"
        f"      undercut: C {quoted} z\n    concession @p\n"
    )


@pytest.mark.parametrize("word", WORDS)
def test_text_comes_out_as_itself(word: str) -> None:
    text = hostile(word)
    for shown in (tree(text, width=120), table(text, width=150)):
        assert f"A {word} z" in shown
    assert f"N {word} n" in tree(text, width=120)
    written = svg_words(text, wrap=80)
    assert f"T {word} t" in written
    assert f"S {word} s" in written
    assert f"A {word} z" in written
    assert f"C {word} z" in written
    assert f"claim · N {word} n" in written


@pytest.mark.parametrize("word", WORDS)
def test_titles_and_tooltips_come_out_as_themselves(word: str) -> None:
    root = ET.fromstring(svg(hostile(word)))
    hints = [t.text or "" for g in root.iter(f"{SVG}g") for t in g.findall(f"{SVG}title")]
    assert any(f"N {word} n" in hint for hint in hints)
    names = [g.get("aria-label", "") for g in root.iter(f"{SVG}g")]
    assert any(f"N {word} n" in name for name in names)
    title = next(t.text for t in root.iter(f"{SVG}title"))
    assert title == f"T {word} t"


@pytest.mark.parametrize("char", CONTROLS)
def test_controls_are_shown_and_never_act(char: str) -> None:
    text = hostile(f"x{char}y")
    outputs = [
        tree(text, width=120),
        tree(text, width=120, encoding="ascii"),
        table(text, width=150),
        dot(text),
        svg(text),
    ]
    for shown in outputs:
        assert char not in shown
        assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
    if char in STAND_INS:
        assert f"x{STAND_INS[char]}y" in outputs[0]


def test_colour_adds_nothing_but_colour() -> None:
    shown = tree(hostile("\x1b[2J\x1b]0;title\x07"), color_system="truecolor")
    assert set(re.findall(r"\x1b(?!\[[\d;]*m)", shown)) == set()
    assert "\x07" not in shown


def test_the_picture_runs_nothing() -> None:
    text = svg(hostile('<script>x</script> onload="y" javascript:z'))
    root = ET.fromstring(text)
    assert "<!DOCTYPE" not in text
    assert "<!--" not in text
    assert not list(root.iter(f"{SVG}script"))
    for element in root.iter():
        assert not [key for key in element.keys() if key.lower().startswith("on")]  # noqa: SIM118
        for key in ("href", "{http://www.w3.org/1999/xlink}href"):
            assert element.get(key, "#").startswith("#")


@settings(deadline=None)
@given(st.text())
def test_visible_text_is_safe_and_stays(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Cs")]
    assert html.unescape(markup(text)) == html.unescape(html.escape(once)) or "&" in once
    ET.fromstring(f"<t>{markup(text)}</t>")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])), st.integers(2, 40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width)) == text


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip()))
def test_any_text_makes_a_picture(text: str) -> None:
    line = " ".join(text.split())
    if not line:
        return
    drawn = svg(f"map: m\n\nclaim a: x\n  \\{line}\n")
    assert ET.fromstring(drawn).tag == f"{SVG}svg"
