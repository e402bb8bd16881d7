"""Where the names of a map stand: every occurrence of a text, what it means, and its exact span."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from argmap.editing.edits import Refused
from argmap.editing.occurrences import Index, Thing
from argmap.editing.rename import KINDS, rename
from argmap.model.load import Loader
from argmap.source import Source
from argmap.syntax.parser import parse

from .cases import case_files, read_case
from .test_syntax import _ANY


def whole(path):
    source = Source(path.name, path.read_text("utf-8"), path)
    return Loader().whole(source, *parse(source))


def shown(occurrence, main):
    """One occurrence as the cases write it: `!` declares, the file in brackets where it isn't here."""
    thing, span = occurrence.thing, occurrence.span
    here = span.source.path.resolve()
    at = f"{span.line}:{span.column}" if here == main else f"{here.name} {span.line}:{span.column}"
    home = f" ({thing.home.name})" if thing.home not in (None, here) else ""
    return f"{at} {thing.kind} {thing.name}{'!' if occurrence.declares else ''}{home}"


@pytest.mark.parametrize("case", case_files("occurrences"), ids=lambda p: p.stem)
def test_every_name_is_found_where_it_stands(case, tmp_path):
    parts = read_case(case)
    expected = parts.pop("occurrences").splitlines()
    main = tmp_path / "main.argmap"
    main.write_text(parts.pop("input"), "utf-8")
    for name, text in parts.items():
        (tmp_path / name).write_text(text, "utf-8")
    found = [one for here in Index(whole(main)).by_source.values() for one in here]
    assert [shown(one, main.resolve()) for one in found] == expected
    for one in found:  # the span holds the name and nothing else
        name = one.thing.name.rpartition("#")[2] if one.thing.kind == "anchor" else one.thing.name
        assert unicodedata.normalize("NFC", one.span.text) == name


def test_a_decomposed_name_is_the_composed_one(tmp_path):
    path = tmp_path / "a.argmap"
    path.write_text("claim gro\u0308\u00dfe: A [[gr\u00f6\u00dfe]]\nclaim gr\u00f6\u00dfe\n", "utf-8")
    index = Index(whole(path))
    found = index.of(Thing("node", "größe", path.resolve()))
    assert [one.span.text for one in found] == ["gro\u0308\u00dfe", "größe", "größe"]


def test_the_occurrence_at_a_place(tmp_path):
    path = tmp_path / "a.argmap"
    path.write_text("import x: a.argmap\nclaim x/b @op\n", "utf-8")
    loaded = whole(path)
    index, source = Index(loaded), loaded.units[0].source
    at = source.text.index("x/b")

    def name(offset):
        found = index.at(source, offset)
        return found and (found.thing.kind, found.thing.name)

    assert name(at - 1) is None
    assert name(at) == name(at + 1) == ("import", "x")
    assert name(at + 2) == name(at + 3) == ("node", "b")
    assert name(at + 4) is None  # the `@` is no part of the speaker
    assert name(len(source.text) - 1) == ("speaker", "op")
    assert name(len(source.text)) is None


_SCRAPS = st.lists(
    st.sampled_from([
        "claim ", "premise ", "a", "b", "a-b", " @a", " @b", " #a", ": ", "x\n", "\n  ", "\n    ", "[a#b]",
        "[a, b]", "[[a]]", " [a].", " \\[[a]]", "speaker a: A\n", "source a: A\n", "  of: a b,a\n",
        "map: a\n",
        "by: a\n", "  contradicts: a, b\n", "  restates: a a\n", "\n      by: @a,\n        b\n", "a/b",
        "import a: q\n", " [a/b#c]", '  quote: "[[a]] [b]" [a#a]\n', "section a: a\n", "// a\n", "本\n    語",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(_ANY, _SCRAPS), st.integers(0, 30))
@example("restates:0\\@", 0)
def test_in_any_text_names_stand_apart_and_can_be_changed_back_or_are_refused(text: str, which: int):
    loader = Loader()
    source = Source("text", text)
    loaded = loader.whole(source, *parse(source))
    index = Index(loaded)
    found = index.by_source[source]
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for one in found:
        assert index.at(source, one.span.start) in found
        if one.thing.kind not in ("scheme", "anchor"):  # a name may be broken over two lines
            assert "".join(unicodedata.normalize("NFC", one.span.text).split()) == one.thing.name
    things = [thing for thing in index.things() if thing.kind in KINDS]
    if not things:
        return
    thing = things[which % len(things)]
    try:
        changes = rename([loaded], thing, "quite-new", loader)
    except Refused:
        return
    (change,) = changes
    pieces, at = [], 0
    for edit in change.edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    assert change.text() == "".join(pieces) + text[at:]
    assert len(change.edits) == len(index.of(thing))


def test_a_name_that_is_broken_over_two_lines(tmp_path):
    path = tmp_path / "a.argmap"
    path.write_text("speaker 本語: A\nmap: M\n  by: 本\n      語\n", "utf-8")
    found = whole(path)
    spans = [one.span.text for one in Index(found).of(Thing("speaker", "本語", path.resolve()))]
    assert spans == ["本語", "本\n      語"]
