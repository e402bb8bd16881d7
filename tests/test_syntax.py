"""Any text has a tree, and the tree gives the text back, byte for byte."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.model.load import Loader
from argmap.source import Source
from argmap.syntax.lexer import line_pattern
from argmap.syntax.parser import _lark, parse
from argmap.syntax.tree import tokens
from argmap.syntax.words import DECLARATIONS, KEYS, KINDS
from tests.cases import case_files, read_case

_PIECES = [
    *KINDS, "map", "source", "speaker", "section", "import", "note", "quote", "weight",
    "restates", "contradicts", "of", "by", "file", "a", "b-c", "é", "主張", "1st", "@op",
    "@", "#implicit", "#", ":", ": ", "：", "[a#p1]", "[a", "]", "[[b-c]]", "[", "\\",
    "\\[", "//", "// x", ",", ".", " ", "  ", "    ", "\t", "\n", "\n", "\n", "\r\n",
    "\r", "\u3000", "\u00a0", "\ufeff", "\u2028", "\x0b", "\x00", "😀", "אב", "text",
    "premis", "Rebuttal", "because", "colour", "0.5", "yes", "1939", "ignore: U", "/",
    "x/y", "~", "%%%",
]  # fmt: skip
_SOUP = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)
_ANY = st.one_of(st.text(max_size=200), _SOUP)


@settings(max_examples=400, deadline=None)
@given(_ANY)
def test_any_text_comes_back_whole(text: str) -> None:
    document, diagnostics = parse(Source("any", text))
    assert document.text_of() == text
    found = list(tokens(document))
    assert "".join(text[t.start : t.end] for t in found) == text
    assert all(a.end == b.start for a, b in pairwise(found))
    for diagnostic in diagnostics:
        span = diagnostic.span
        assert 0 <= span.start <= span.end <= len(text)


@settings(max_examples=400, deadline=None)
@given(_ANY)
def test_any_text_is_a_map(text: str) -> None:
    map_, diagnostics = Loader().text(text)
    for thing in (*map_.nodes.values(), *map_.links.values()):
        assert 0 <= thing.span.start < thing.span.end <= len(text)
        assert thing.span.text.strip() == thing.span.text
    for diagnostic in diagnostics:
        assert diagnostic.message
        edits = diagnostic.fix.edits if diagnostic.fix is not None else ()
        assert all(0 <= e.span.start <= e.span.end <= len(text) for e in edits)


@pytest.mark.parametrize("path", [*case_files("errors"), *case_files("maps")], ids=lambda p: p.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing(path: Path, line_end: str) -> None:
    """The same map and the same places, whichever line end and with a byte-order mark or without."""
    plain = read_case(path)["input"]
    text = "\ufeff" + plain.replace("\n", line_end)
    one, said = Loader().text(plain)
    other, said_too = Loader().text(text)
    assert [(n.id, n.text) for n in one.nodes.values()] == [(n.id, n.text) for n in other.nodes.values()]
    assert list(one.links) == list(other.links)

    def places(diagnostics: list) -> list:  # type: ignore[type-arg]
        # the mark takes a column of the first line
        return [
            (d.code, d.span.line, d.span.column - (d.span.line == 1 and other.source is d.span.source))
            for d in diagnostics
        ]

    assert places(said) == places(said_too)
    assert parse(Source("x", text))[0].text_of() == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spans_are_exact(line_end: str, mark: str) -> None:
    """A node's span cut from the file is the node as it was written, in any script."""
    written = [
        "claim übel: Größe ist kein Maß. [quelle#käse]",
        "premise: 人口が減っている。 [出典#p1]",
        "rebuttal @مؤلف: نص عربي 😀👩‍👩‍👧",
        "question: A text that",
    ]
    text = mark + line_end.join(
        ["// 😀", written[0], "  " + written[1], "    " + written[2], "  " + written[3], "      goes on", ""]
    )
    map_, _ = Loader().text(text)
    spans = [node.span.text for node in map_.nodes.values()]
    assert spans == [*written[:3], f"{written[3]}{line_end}      goes on"]
    for node in map_.nodes.values():
        assert text[node.span.start : node.span.end] == node.span.text
        line = text.lstrip(mark).splitlines()[node.span.line - 1]
        assert line[node.span.column - 1 :].startswith(node.span.text.splitlines()[0])
    assert [c.span.text for n in map_.nodes.values() for c in n.citations] == ["quelle#käse", "出典#p1"]


def test_tokens_name_what_they_are() -> None:
    text = "claim a @op #x: Some text. [s#p1] // off\n  note: Aside\n// comment\nsource s: Book\n"
    document, _ = parse(Source("x", text))
    found = [(t.type, text[t.start : t.end]) for t in tokens(document) if t.type not in ("space", "mark")]
    assert found[:7] == [
        ("kind", "claim"),
        ("id", "a"),
        ("speaker", "op"),
        ("tag", "x"),
        ("text", "Some"),
        ("text", "text."),
        ("citation", "s#p1"),
    ]
    assert ("key", "note") in found
    assert ("comment", "comment") in found
    assert found[-3:] == [("keyword", "source"), ("id", "s"), ("text", "Book")]


def test_comments_belong_to_the_line_below_or_to_their_block() -> None:
    text = (
        "claim a: One.\n"
        "  premise b: Two.\n"
        "    // end of the block of b\n"
        "  // before c\n"
        "  premise c: Three.\n"
        "  // end of the block of a\n"
        "\n"
        "// before d\n"
        "claim d: Four.\n"
        "  // the only thing below d\n"
    )
    document, said = parse(Source("x", text))
    assert said == []

    def outline(items: list) -> list:  # type: ignore[type-arg]
        return [
            (text[i.start : i.end].split(":")[0].strip(), outline(i.block))
            for i in items
            if i.type != "BLANK"
        ]

    assert outline(document.items) == [
        (
            "claim a",
            [
                ("premise b", [("// end of the block of b", [])]),
                ("// before c", []),
                ("premise c", []),
                ("// end of the block of a", []),
            ],
        ),
        ("// before d", []),
        ("claim d", [("// the only thing below d", [])]),
    ]


def test_grammar_and_code_know_the_same_words() -> None:
    patterns = {t.name: t.pattern.to_regexp() for t in _lark().terminals}
    assert line_pattern(_lark().terminals)

    def words(terminal: str, group: str) -> set[str]:
        match = re.search(rf"\(\?P<{group}>([^)]*)\)", patterns[terminal])
        assert match is not None
        return set(re.sub(r"\s", "", match[1]).split("|"))

    assert words("STATEMENT", "kind") == set(KINDS)
    assert words("DECLARATION", "declares") == set(DECLARATIONS)
    assert words("PROPERTY", "key") == set(KEYS)


def test_deep_and_long_maps_are_read() -> None:
    deep = "".join(f"{' ' * i}{'rebuttal' if i else 'claim'} n{i}: Text.\n" for i in range(3000))
    map_, said = Loader().text(deep)
    assert said == []
    assert len(map_.links) == 2999
    long = "claim a: " + "word " * 400_000 + "end.\n"
    map_, said = Loader().text(long)
    assert said == []
    assert map_.nodes["a"].text.endswith("word end.")


@pytest.mark.parametrize("spoilt", ["gone", "cut", "other", "no folder", "off"])
def test_a_spoilt_cache_is_no_trouble(spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("ARGMAP_CACHE_DIR", str(folder))
    _lark.cache_clear()
    text = "claim a: One.\n  premise b: Two.\n"
    assert parse(Source("x", text))[1] == []
    (kept,) = folder.iterdir()
    if spoilt == "gone":
        kept.unlink()
    elif spoilt == "cut":
        kept.write_bytes(kept.read_bytes()[:2000])
    elif spoilt == "other":
        kept.write_bytes(b"something else\n" * 50)
    elif spoilt == "no folder":
        (tmp_path / "file").touch()
        monkeypatch.setenv("ARGMAP_CACHE_DIR", str(tmp_path / "file"))
    else:
        monkeypatch.setenv("ARGMAP_CACHE_DIR", "")
    _lark.cache_clear()
    document, said = parse(Source("x", text))
    assert (document.text_of(), said) == (text, [])
    _lark.cache_clear()
