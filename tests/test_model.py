"""What a map's text means: its nodes and links. The cases are files under `maps/`.

A node is shown as `ID KIND @SPEAKER…`, a link as
`KIND FROM, FROM -> TO [by argument ID] @SPEAKER… [CITATION]…`, both in the order of the text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.model.load import Loader
from argmap.model.map import Link, Map, Node
from tests.cases import case_files, read_case


def node_line(node: Node) -> str:
    return " ".join([node.id, node.kind, *(f"@{s}" for s in node.speakers)])


def link_line(link: Link) -> str:
    words = [link.kind, ", ".join(n.id for n in link.origin), "->", link.target.id]
    if link.via is not None:
        words.append(f"by argument {link.via.id}")
    words += [f"@{speaker}" for speaker in link.speakers]
    words += [f"[{c.source}#{c.anchor}]" if c.anchor else f"[{c.source}]" for c in link.citations]
    return " ".join(word for word in words if word)


def read(text: str) -> Map:
    """A map without errors."""
    map_, diagnostics = Loader().text(text)
    assert [f"{d.code} {d.span.line} {d.message}" for d in diagnostics] == []
    return map_


@pytest.mark.parametrize("path", case_files("maps"), ids=lambda p: p.stem)
def test_map(path: Path) -> None:
    case = read_case(path)
    map_ = read(case["input"])
    if "nodes" in case:
        assert [node_line(n) for n in map_.nodes.values()] == case["nodes"].splitlines()
    if "links" in case:
        assert [link_line(link) for link in map_.links.values()] == case["links"].splitlines()


@pytest.mark.parametrize("path", case_files("maps"), ids=lambda p: p.stem)
def test_links_are_known_at_both_ends(path: Path) -> None:
    map_ = read(read_case(path)["input"])
    for link in map_.links.values():
        assert link in link.target.into
        assert all(link in node.out for node in link.origin)
        assert link.via is None or link in link.via.out
    ends = sum(len(n.into) for n in map_.nodes.values()) + sum(len(k.into) for k in map_.links.values())
    assert ends == len(map_.links)


def test_texts() -> None:
    """Continued lines, escapes, citations with the punctuation behind them, mentions."""
    map_ = read(
        "source a: A\nsource b: B\n"
        "claim one: A text that runs\n    over two lines. [a#p1, b#L10-L12]\n"
        "claim two: It says so [a#p1] [b].\n"
        "claim three: 此文\n    分行 and\n    分行。\n"
        "claim four: See \\[1] and\n    \\claim as [[one]] says: https://example.org\n"
        "claim five: Broken citation [a#p1,\n    b].\n"
        "claim six: [not a source] at all\n"
        "claim seven: Colon: a 'text' \"with\" everything; (really)?\n"
    )
    texts = {node.id: node.text for node in map_.nodes.values()}
    assert texts == {
        "one": "A text that runs over two lines.",
        "two": "It says so.",
        "three": "此文分行 and 分行。",
        "four": "See [1] and claim as [[one]] says: https://example.org",
        "five": "Broken citation.",
        "six": "[not a source] at all",
        "seven": "Colon: a 'text' \"with\" everything; (really)?",
    }
    cited = {n.id: [(c.source, c.anchor, c.span.text) for c in n.citations] for n in map_.nodes.values()}
    assert cited["one"] == [("a", "p1", "a#p1"), ("b", "L10-L12", "b#L10-L12")]
    assert cited["two"] == [("a", "p1", "a#p1"), ("b", None, "b")]
    assert cited["five"] == [("a", "p1", "a#p1"), ("b", None, "b")]
    assert map_.nodes["four"].mentions == ("one",)


def test_properties_are_read_into_types() -> None:
    map_ = read(
        "map: T\n  of: s\n  date: 2026\nsource s: A\n  sha256: " + "Ab" * 32 + "\n"
        'claim a: One.\n  note: First\n  note: Second\n      goes on\n  quote: "exact words" [s#p1]\n'
        "  weight: .5\n  assumed: yes\n  date: 1939-08-23\n  ignore: U, S101\n"
        "  argument x:\n    scheme: analogy\n    premise:  spaced   text \n      role: source case\n"
    )
    properties = map_.nodes["a"].properties
    quote = properties.pop("quote")[0]
    assert (quote.text, [c.anchor for c in quote.citations]) == ("exact words", ["p1"])
    assert properties == {
        "note": ["First", "Second goes on"],
        "weight": 0.5,
        "assumed": True,
        "date": "1939-08-23",
        "ignore": ["U", "S101"],
    }
    (link,) = map_.links.values()
    assert link.scheme == "analogy"
    assert link.origin[0].properties == {"role": "source case"}
    assert link.origin[0].text == "spaced   text"
    assert map_.properties == {"of": ["s"], "date": "2026"}
    assert map_.mapped == {"s"}
    assert map_.sources["s"].properties["sha256"] == "ab" * 32


def test_sections_nest() -> None:
    map_ = read(
        "section one: First\n  claim a: A.\n  section: Second part\n    claim b: B.\n      premise p: P.\n"
        "section: Second part\nclaim c: C.\n"
    )
    assert {n.id: n.section for n in map_.nodes.values()} == {
        "a": "one",
        "b": "~section-second-part",
        "p": "~section-second-part",
        "c": None,
    }
    assert map_.sections["~section-second-part"].parent == "one"
    assert map_.sections["~section-second-part~2"].parent is None


def test_ids_are_compared_after_nfc_in_any_script() -> None:
    map_ = read(
        "claim e\u0301te\u0301: One.\nclaim حجة: Two.\n  premise \u00e9t\u00e9\nclaim 主張-1: Three.\n"
    )
    assert list(map_.nodes) == ["\u00e9t\u00e9", "حجة", "主張-1"]
    assert [link_line(link) for link in map_.links.values()] == ["support \u00e9t\u00e9 -> حجة"]


def test_what_hangs_on_a_bad_line_is_kept() -> None:
    text = (
        "claim a: One.\n  Rebuttal b: Two.\n    premise c: Three.\n"
        "loose text\n  premise d: Four.\n    premise e: Five.\n"
    )
    map_, diagnostics = Loader().text(text)
    assert [d.code for d in diagnostics] == ["E106", "E103"]
    assert [link_line(link) for link in map_.links.values()] == [
        "attack b -> a",
        "support c -> b",
        "support d -> a",
        "support e -> d",
    ]
