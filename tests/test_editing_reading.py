"""What an editor shows of a map: hovers, outline, folds, colours, hints, links, what bears on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.editing import relations
from argmap.editing.colours import TYPES, coloured
from argmap.editing.hints import hints, tip
from argmap.editing.hover import hover
from argmap.editing.links import links
from argmap.editing.outline import folds, symbols
from argmap.editing.search import search
from argmap.session.workspace import Workspace

MAP = """\
map: Should we move?
  of: log

source log: The log
  file: log.md
source page: A page
  url: https://example.org/page
speaker ana: Ana
  side: move
speaker ben: Ben
  side: stay

section: Main

  claim move @ana #good: We should *move*. [log#first]
    premise room: There is more room. [page]
      rebuttal small @ben: It is smaller, see [[room]].
        undercut @ana: Size is not the point.
    argument analogy:
      scheme: analogy
      premise: Last year it worked. [log#L3]
        role: base
      question @ben: Is this year alike?
        critical: similarity
    ignore: U101
// one
// two
claim other @ben: Something else.
  rebuttal move
"""
LOG = "# Log\n\n## First {#first}\n\nWe said *move*.\n"


@pytest.fixture
def document(tmp_path):
    (tmp_path / "argmap.toml").write_text("", "utf-8")
    (tmp_path / "log.md").write_text(LOG, "utf-8")
    return Workspace().open("uri", tmp_path / "map.argmap", MAP)


def at(document, words, inside=""):
    """The offset of some words, or of the word inside them."""
    text = document.source.text
    assert text.count(words) == 1, words
    return text.index(words) + (words.index(inside) if inside else 0)


@pytest.mark.parametrize(
    ("words", "inside", "told"),
    [
        ("claim move @ana", "claim", ["**claim**", "stands at top level", "We should \\*move\\*."]),
        ("claim move @ana", "move", ["`move`", "Ana", "\\#good", "✓ `move` stands"]),
        ("premise room", "room", ["✓ `room` stands", "Against it:", "rebuttal `small` (Ben), not in force"]),
        (
            "rebuttal small",
            "small",
            ["`small` stands", "Its step is not in force.", "undercut (Ana), in force"],
        ),
        ("It is smaller", "", ["`small` stands"]),
        ("[[room]]", "room", ["`room` stands"]),
        ("rebuttal move", "move", ["`move` stands"]),
        ("rebuttal move", "rebuttal", ["Uses a node that is stated elsewhere", "`move` stands"]),
        ("@ana #good", "ana", ["**Ana** `@ana` · side move", "Says 5 nodes"]),
        ("#good", "good", ["\\#good", "1 node"]),
        ("[log#first]", "log", ["**source** `log`", "The log", "file: log.md"]),
        ("[log#first]", "first", ["**The log** `#first`", "> We said \\*move\\*."]),
        ("[log#L3]", "L3", ["## First"]),
        ("[page]", "page", ["A page", "https://example.org/page"]),
        ("of: log", "of", ["**of:**", "a map of"]),
        ("of: log", "log", ["The log"]),
        ("scheme: analogy", "analogy", ["**analogy**", "Critical questions"]),
        ("role: base", "base", ["**base**"]),
        ("critical: similarity", "similarity", ["**similarity**"]),
        ("ignore: U101", "U101", ["**U101 unanswered-rebuttal**"]),
        ("section: Main", "section", ["belong together"]),
    ],
)
def test_what_is_told_of_a_word(document, words, inside, told):
    found = hover(document, at(document, words, inside))
    assert found is not None
    for each in told:
        assert each in found.text.replace("\\#\\#", "##")


def test_nothing_is_told_of_blanks_and_comments(document):
    assert hover(document, at(document, "// one", "one")) is None
    assert hover(document, at(document, "\n\nsection") + 1) is None


def test_a_hover_is_about_one_word(document):
    found = hover(document, at(document, "claim move @ana", "move"))
    assert document.source.text[found.start : found.end] == "move"


def flat(found, level=0):
    for one in found:
        yield level, one.kind, one.name
        yield from flat(one.below, level + 1)


def test_the_outline_is_as_the_lines_hang_together(document):
    found = symbols(document.tree)
    assert list(flat(found))[:12] == [
        (0, "map", "Should we move?"),
        (0, "source", "log"),
        (0, "source", "page"),
        (0, "speaker", "ana"),
        (0, "speaker", "ben"),
        (0, "section", "Main"),
        (1, "claim", "move"),
        (2, "premise", "room"),
        (3, "rebuttal", "small"),
        (4, "undercut", "Size is not the point."),
        (2, "argument", "analogy"),
        (3, "premise", "Last year it worked."),
    ]
    section = found[5]
    text = document.source.text
    assert text[section.start : section.end].startswith("section: Main")
    assert text[section.start : section.end].endswith("ignore: U101")
    room = section.below[0].below[0]
    assert text[room.at : room.until] == "premise room"
    assert text[room.start : room.end].endswith("Size is not the point.")


def test_an_outline_of_any_depth_is_held_to_what_readers_take():
    text = "".join(
        f"{' ' * number}{'claim' if not number else 'premise'}: N{number}.\n" for number in range(3000)
    )
    found = symbols(Workspace().open("u", None, text).tree)
    count = deepest = 0
    stack = [(one, 1) for one in found]
    while stack:
        one, level = stack.pop()
        count, deepest = count + 1, max(deepest, level)
        stack += [(each, level + 1) for each in one.below]
    assert count == 3000
    assert deepest <= 100


def test_what_folds(document):
    lines = document.source.text.splitlines()
    found = {
        (lines[fold.first].strip(), lines[fold.last].strip(), fold.kind) for fold in folds(document.tree)
    }
    assert ("map: Should we move?", "of: log", "") in found
    assert ("section: Main", "ignore: U101", "") in found
    assert ("premise room: There is more room. [page]", "undercut @ana: Size is not the point.", "") in found
    assert ("// one", "// two", "comment") in found
    assert not any(first.startswith("undercut") for first, _, _ in found)


def test_texts_of_several_lines_and_imports_fold():
    text = "import a: a.argmap\nimport b: b.argmap\n\nclaim: One,\n    two,\n    three.\n"
    found = folds(Workspace().open("u", None, text).tree)
    assert [(fold.first, fold.last, fold.kind) for fold in found] == [(0, 1, "imports"), (3, 5, "")]


def test_colours_tell_what_each_word_is(document):
    text = document.source.text
    words = {(text[one.start : one.end], TYPES[one.type], one.declares) for one in coloured(document.tree)}
    for each in (
        ("claim", "keyword", False),
        ("move", "variable", True),
        ("move", "variable", False),
        ("@ana", "parameter", False),
        ("ana", "parameter", True),
        ("#good", "decorator", False),
        ("log", "namespace", True),
        ("#first", "enumMember", False),
        ("scheme", "property", False),
        ("analogy", "type", False),
        ("U101", "enumMember", False),
        ("log.md", "string", False),
        ("// one", "comment", False),
        ("Main", "string", False),
    ):
        assert each in words


def test_no_colour_lies_over_another_or_beyond_its_line():
    for path in sorted((Path(__file__).parent.parent / "examples").rglob("*.argmap")):
        document = Workspace().open("u", path, path.read_text("utf-8"))
        text, last = document.source.text, 0
        for one in coloured(document.tree):
            assert last <= one.start < one.end
            assert "\n" not in text[one.start : one.end]
            last = one.end


def test_colours_between_two_places_are_those_of_the_whole(document):
    whole = list(coloured(document.tree))
    start, end = at(document, "claim move"), at(document, "argument analogy")
    part = list(coloured(document.tree, start, end))
    assert part == [one for one in whole if start <= one.start < end]


def test_hints_tell_standings_and_open_replies(document):
    text = document.source.text
    found = {
        text[: hint.offset].rpartition("\n")[2].strip().partition(":")[0]: hint.text
        for hint in hints(document)
    }
    assert found["claim move @ana #good"] == "✓ stands"
    assert found["premise room"] == "✓ stands"
    assert found["rebuttal small @ben"] == "✓ stands · 1 unanswered"
    assert "undercut @ana" not in found  # nothing hangs on it
    assert found["claim other @ben"] == "✗ falls"


def test_hints_of_a_part(document):
    start = at(document, "rebuttal small")
    assert [hint.node.id for hint in hints(document, start, start + 5)] == ["small"]
    (hint,) = hints(document, start, start + 5)
    assert "1 reply to it nobody has answered" in tip(document, hint.node)


def test_links_lead_to_files_places_and_the_web(document, tmp_path):
    text = document.source.text
    found = [
        (text[one.start : one.end], one.file and one.file.name, one.line, one.url) for one in links(document)
    ]
    assert found == [
        ("log.md", "log.md", None, None),
        ("https://example.org/page", None, None, "https://example.org/page"),
        ("log#first", "log.md", 2, None),
        ("page", None, None, "https://example.org/page"),
        ("log#L3", "log.md", 2, None),
    ]


def test_a_link_of_another_kind_leads_nowhere():
    text = "source a: A\n  url: javascript:alert(1)\nclaim: X [a]\n"
    assert links(Workspace().open("u", None, text)) == []


def names(found):
    return {(each.node.id, *(link.kind for link in each.links)) for each in found}


def test_what_bears_on_what(document):
    nodes = document.map.nodes
    assert names(relations.bearing_on(nodes["move"])) == {("room", "support"), ("analogy", "support")}
    assert names(relations.borne_on(nodes["room"])) == {("move", "support")}
    assert names(relations.bearing_on(nodes["room"])) == {("small", "attack")}
    (undercut,) = relations.bearing_on(nodes["small"])
    assert undercut.node.kind == "undercut"
    assert names(relations.borne_on(undercut.node)) == {("small", "undercut")}
    premises = relations.bearing_on(nodes["analogy"])
    assert [each.node.text for each in premises] == ["Last year it worked."]
    assert names(relations.borne_on(premises[0].node)) == {("analogy", "support")}
    assert names(relations.borne_on(nodes["move"])) == {("other", "attack")}


def test_the_node_that_is_meant_at_a_place(document):
    assert relations.node_at(document, at(document, "[[room]]", "room")).id == "room"
    assert relations.node_at(document, at(document, "rebuttal move", "rebuttal")).id == "move"
    assert relations.node_at(document, at(document, "role: base", "base")).text == "Last year it worked."
    assert relations.node_at(document, at(document, "section: Main", "Main")) is None


def test_search_finds_names_before_texts_and_looks_into_folders(document, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.argmap").write_text("claim movement: More.\nclaim: A move in a text.\n", "utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.argmap").write_text("claim move-hidden: H.\n", "utf-8")
    found = search(document.workspace, "move", [tmp_path])
    assert [hit.name for hit in found] == ["move", "movement", "“A move in a text.”"]
    assert [hit.name for hit in search(document.workspace, "more room")] == ["room"]
    assert "ana" in [hit.name for hit in search(document.workspace, "")]


def test_search_follows_no_links(document, tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "b.argmap").write_text("claim elsewhere: B.\n", "utf-8")
    (inside / "b.argmap").symlink_to(outside / "b.argmap")
    (inside / "folder").symlink_to(outside)
    assert search(document.workspace, "elsewhere", [inside]) == []
    assert [hit.name for hit in search(document.workspace, "elsewhere", [outside])] == ["elsewhere"]
