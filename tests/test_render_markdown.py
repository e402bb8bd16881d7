"""Markdown output, read back by an independent parser (markdown-it, CommonMark and GitHub's additions)."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from argmap.render.markdown import draw_markdown, escaped, markdown_table
from argmap.render.part import Part
from argmap.render.scene import build
from argmap.safe import visible
from tests.conftest import Argmap
from tests.rendering import DATA, EXAMPLES, data, read

COMMONMARK = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "*bold* _slant_ **strong** __strong__",
    "<b>bold</b> <script>alert(1)</script> <!-- gone -->",
    "`code` ``more``",
    "1. first",
    "1) first",
    "# no heading",
    "- no item",
    "+ no item",
    "=====",
    "---",
    "> no quotation",
    "a | b | c",
    "[link](http://example.org) [ref][x] ![picture](x.png)",
    "[x]: http://example.org",
    "&amp; &copy; &#65; AT&T",
    "back\\slash \\* and at the end \\",
    "~~struck~~ $x_1$ [^1]",
    "\t indented by a tab",
    "<http://example.org> <a@example.org>",
    "two  spaces and trailing  ",
    "https://example.org/a_b_c",
    "{.class} {{ braces }} {% raw %}",
    "```",
    "\u202ereversed\u200f שלום",
]


def markdown(source: str | Path, **part: object) -> str:
    map_, standings = read(source)
    return "\n".join(draw_markdown(build(map_, standings, Part(**part)), map_)) + "\n"  # type: ignore[arg-type]


def inlines(text: str, parser: MarkdownIt = GITHUB) -> list[Token]:
    return [token for token in parser.parse(text) if token.type == "inline"]


def plain(token: Token) -> str:
    """What a reader sees of a piece of text; our own anchors aren't seen."""
    shown = ""
    for child in token.children or ():
        if child.type == "html_inline":
            assert re.fullmatch(r'<a id="[^"<>&]+">|</a>|<br>', child.content), child.content
        elif child.type in ("softbreak", "hardbreak"):
            shown += "\n"
        else:
            assert child.type in ("text", "text_special") or child.tag in ("em", "strong", "a"), child
            shown += child.content
    return shown


def seen(text: str, parser: MarkdownIt = GITHUB) -> list[str]:
    assert not [token for token in parser.parse(text) if token.type == "html_block"]
    return [plain(token) for token in inlines(text, parser)]


@pytest.mark.parametrize("parser", [COMMONMARK, GITHUB], ids=["commonmark", "github"])
@pytest.mark.parametrize("text", HOSTILE)
def test_texts_come_out_as_they_are(text: str, parser: MarkdownIt) -> None:
    shown = " ".join(visible(text).split())
    assert seen(escaped(text), parser) == [shown]
    (item,) = seen(f"- {escaped(text)}\n", parser)
    assert item == shown


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_out_as_it_is(text: str) -> None:
    shown = " ".join(visible(text).split())
    if shown:
        assert seen(escaped(text)) == [shown]
        assert seen(f"x: {escaped(text)}") == [f"x: {shown}"]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_any_table_comes_out_as_it_is(rows: list[list[str]]) -> None:
    cells = [plain(t) for t in inlines("\n".join(markdown_table(["a", "b"], rows)))]
    shown = [
        "".join(" ".join(visible(line).split()) for line in cell.split("\n")) for row in rows for cell in row
    ]
    assert [cell.strip() for cell in cells if cell.strip()] == [
        "a",
        "b",
        *(cell.strip() for cell in shown if cell.strip()),
    ]


@pytest.mark.parametrize(
    "path", [*sorted(EXAMPLES.glob("*.argmap")), data("kinds"), data("scripts"), data("debate")]
)
def test_every_text_is_there_once(path: Path) -> None:
    map_, standings = read(path)
    shown = seen(markdown(path))
    for box in build(map_, standings).boxes.values():
        text = " ".join(box.text.split())
        whole = [line for line in shown if text in line and f"see {box.label}" not in line]
        assert whole, text


def test_hostile_texts_names_and_titles() -> None:
    lines = ["map: *A* <b>map</b>", "speaker s: _Ann_ | `x`", "section: # 1. [s](x)"]
    lines += [f"  claim c{i} @s: {text.strip()}" for i, text in enumerate(HOSTILE) if "\n" not in text]
    shown = seen(markdown("\n".join(lines) + "\n"))
    assert shown[0] == "*A* <b>map</b>"
    assert shown[1] == "# 1. [s](x)"
    for i, text in enumerate(HOSTILE):
        words = " ".join(visible(text).split())
        assert any(f"c{i} · _Ann_ | `x`: {words}" in line for line in shown), text


def test_lists_nest_as_the_argument_does() -> None:
    tokens = GITHUB.parse(markdown(data("kinds")))
    depth, found = 0, {}
    for token in tokens:
        depth += token.nesting if token.type == "bullet_list_open" or token.type == "bullet_list_close" else 0
        if token.type == "inline" and depth:
            found[plain(token)] = depth
    levels = {re.sub(r"^.*: ", "", text): level for text, level in found.items() if "see" not in text}
    assert levels["A reason for it."] == 2
    assert levels["It has no bearing on it."] == 3
    assert levels["One has."] == 4
    assert levels["What nobody said."] == 1


@pytest.mark.skipif(
    find_spec("markdown") is None and "CI" not in os.environ, reason="Python-Markdown is not installed"
)
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.argmap")), ids=lambda path: path.stem)
def test_readers_of_older_markdown_nest_the_lists_alike(path: Path) -> None:
    from markdown import markdown as older

    text = re.sub("^ *>.*\n", "", markdown(path), flags=re.MULTILINE)
    ours = [token.type for token in GITHUB.parse(text) if "list" in token.type]
    tags = {
        "<ul>": "bullet_list_open",
        "</ul>": "bullet_list_close",
        "<li>": "list_item_open",
        "</li>": "list_item_close",
    }
    theirs = [tags[tag] for tag in re.findall("</?(?:ul|li)>", older(text))]
    assert theirs == ours


@pytest.mark.parametrize("path", [*sorted(EXAMPLES.glob("*.argmap")), *sorted(DATA.glob("*.argmap"))])
def test_every_link_within_leads_somewhere(path: Path) -> None:
    text = markdown(path)
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len({a.casefold() for a in anchors}) == len(anchors)
    targets = [
        unquote(str(child.attrs["href"]))
        for token in inlines(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    for target in targets:
        assert not target.startswith("#") or target[1:] in anchors


def test_an_anchor_is_no_headings() -> None:
    text = markdown("section: Costs\n  claim costs: It is dear.\n    premise other\nclaim other: A reason.\n")
    assert '<a id="costs-2"></a>' in text
    assert "see [other](#other): A reason." in text


def test_citations_link_to_their_source() -> None:
    text = markdown(
        "source doc: A page\n  url: https://example.org/a_(b)?x=1&copy;=2\nsource bad: A trap\n"
        "  url: javascript:alert(1)\nclaim a: One. [doc#p1, bad]\n  quote: Its *very* words. [doc#p1]\n"
    )
    (links,) = [
        [c.attrs["href"] for c in t.children or () if c.type == "link_open"] for t in inlines(text)[:1]
    ]
    assert [unquote(str(link)) for link in links] == ["https://example.org/a_(b)?x=1&copy;=2"]
    assert "javascript" not in text
    tokens = [token.type for token in GITHUB.parse(text)]
    assert "blockquote_open" in tokens
    assert any("“Its *very* words.” — doc#p1" in line for line in seen(text))


def test_standings_are_signs_and_words() -> None:
    shown = seen(markdown("claim a: One.\n  rebuttal b: Two.\n  premise c: Three.\n    undercut d: Four.\n"))
    assert "✗ falls · a: One." in shown
    assert "rebuttal ✓ b: Two." in shown
    assert "reason ✓ not in force · c: Three." in shown
    assert shown[-1] == "4 claims: 3 stand, 1 falls. Signs: ✓ stands, ✗ falls."


def test_parts() -> None:
    text = markdown(data("kinds"), focus="r")
    assert "A reason for it." not in text
    assert '- <a id="b"></a>↑ ✗ falls' in text
    assert "… 3 more below, 1 more above" in text
    assert "more below (not shown)" in markdown(data("kinds"), depth=0)
    shown = seen(markdown(data("kinds"), speakers=("ben",)))
    assert any(line.startswith("only speaker: Ben (marked as context: what they hang on)") for line in shown)
    assert any("context" in line and "The first of two rivals." in line for line in shown)


def test_headings_follow_the_sections() -> None:
    text = "map: Top\nsection: One\n  section: Within\n    claim a: A.\nsection: Two\n  claim b: B.\n"
    headings = [
        (t.tag, n.content) for t, n in _pairs(GITHUB.parse(markdown(text))) if t.type == "heading_open"
    ]
    assert ("h1", "Top") in headings
    assert ("h2", "One") in headings
    assert ("h3", "Within") in headings
    assert ("h2", "Two") in headings


def _pairs(tokens: list[Token]) -> list[tuple[Token, Token]]:
    return list(pairwise(tokens))


def test_very_deep() -> None:
    lines = ["claim n0: The claim."]
    lines += [f"{' ' * i}premise n{i}: Reply number {i}." for i in range(1, 2000)]
    text = markdown("\n".join(lines) + "\n")
    assert len(text) < 2000 * 200
    assert any("level 1999" in line and "Reply number 1999." in line for line in seen(text))


def test_an_empty_map() -> None:
    assert "nothing to show" in markdown("map: Empty\n")
    assert "nothing to show" in markdown("")


def test_on_the_command_line(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("map: A\nclaim a: One.\n")
    ran = argmap("render", "a.argmap", "--to", "markdown")
    assert ran.out.startswith("# A\n\n- <a id=")
    assert argmap("render", "a.argmap", "-o", "a.md").code == 0
    assert (tmp_path / "a.md").read_text("utf-8") == ran.out
    assert "--width is for" in argmap("render", "a.argmap", "--to", "markdown", "--width", "50").err
