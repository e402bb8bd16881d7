"""Where the names of a map stand: every occurrence of a text, what it means, and its exact span."""

from __future__ import annotations

import unicodedata

import pytest

from argmap.editing.occurrences import Index, Thing
from argmap.model.load import Loader
from argmap.source import Source
from argmap.syntax.parser import parse

from .cases import case_files, read_case


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
