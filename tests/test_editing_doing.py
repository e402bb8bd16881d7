"""What an editor does to a map: fixes, changes a writer may want, layout, the picture, names across files."""

from __future__ import annotations

import pytest

from argmap.editing import actions
from argmap.editing.edits import Changes, Refused
from argmap.editing.layout import format_edits, format_part, line_edits
from argmap.editing.names import definition, highlights, importers, references, renamable, renamed
from argmap.editing.preview import picture
from argmap.session.workspace import Workspace
from argmap.source import Source
from argmap.syntax.format import HasErrors, formatted

MARK = "‸"


def opened(text, path=None):
    """A map with a mark in it, open; and the place of the mark."""
    offset = text.index(MARK)
    return Workspace().open("uri", path, text.replace(MARK, "")), offset


def done(document, do, offset):
    """The text after an action."""
    changed = actions.perform(document, do, offset)
    assert changed is not None
    ((source, edits),) = changed
    assert source is document.source
    return Changes(source, edits).text()


def titles(document, offset):
    return [action.title for action in actions.changes(document, offset)]


# Actions


def test_fixes_are_those_of_what_is_found_there_the_safe_ones_first():
    document, offset = opened("claim alpha: One. ‸#tag\nclaim b: Two.\n  premise alpah\n")
    (fix,) = actions.fixes(document, offset, offset)
    assert fix.title == "Move the tag to the header"
    assert Changes(document.source, fix.fix.fix.edits).text().startswith("claim alpha #tag: One.\n")
    end = len(document.source.text)
    safe = [each.fix.fix.safe for each in actions.fixes(document, 0, end)]
    assert safe == sorted(safe, reverse=True)
    assert len(safe) > 1


def test_all_safe_fixes_at_once():
    text = "claim a: One. #tag\nclaim b: Two. @x\n  premise ax\n"
    document = Workspace().open("uri", None, text)
    fixed = Changes(document.source, actions.fix_all(document)).text()
    assert fixed == "claim a #tag: One.\nclaim b @x: Two.\n  premise ax\n"  # `ax` is a guess, and stays


@pytest.mark.parametrize(
    ("text", "offered", "not_offered"),
    [
        ("claim a: ‸One.\n", ["premise", "rebuttal"], ["undercut", "answer"]),
        ("claim a: One.\n  premise: ‸Two.\n", ["premise", "rebuttal", "undercut"], ["answer"]),
        ("claim a: One.\n  argument:‸\n    premise: Two.\n", ["premise", "undercut"], ["rebuttal"]),
        ("question a: ‸One?\n", ["answer", "undercut"], ["premise", "rebuttal"]),
        ("claim a: One.\nclaim b: Two.\n  premise ‸a\n", [], ["premise", "rebuttal", "undercut"]),
        ("source a: ‸One.\n", [], ["premise", "rebuttal", "undercut", "answer"]),
    ],
)
def test_lines_are_offered_where_they_may_stand(text, offered, not_offered):
    found = " ".join(titles(*opened(text)))
    for kind in offered:
        assert f" {kind} here" in found
    for kind in not_offered:
        assert f" {kind} here" not in found


def test_a_new_line_goes_below_all_that_hangs_there():
    document, offset = opened("claim a: ‸One.\n  premise: Two.\n    rebuttal: Three.\n\nclaim b: Four.\n")
    assert done(document, "add rebuttal", offset) == (
        "claim a: One.\n  premise: Two.\n    rebuttal: Three.\n  rebuttal: …\n\nclaim b: Four.\n"
    )


def test_a_speaker_is_declared():
    document, offset = opened(
        "map: M\n\nspeaker ana: Ana\n\nclaim a @ana: One.\n  rebuttal @third-‸critic: Two.\n"
    )
    assert "Declare the speaker `third-critic`" in titles(document, offset)
    assert "\nspeaker ana: Ana\nspeaker third-critic: Third critic\n" in done(document, "declare", offset)
    document, offset = opened("speaker ana: Ana\nclaim a @a‸na: One.\n")
    assert not [title for title in titles(document, offset) if title.startswith("Declare")]


def test_where_no_speaker_is_declared_all_are():
    document, offset = opened("claim a @ana: One.\n  rebuttal @b‸en: Two.\n")
    text = done(document, "declare", offset)
    assert "speaker ana: Ana\n" in text
    assert "speaker ben: Ben\n" in text
    assert not [each for each in Workspace().open("u", None, text).findings() if each.code[0] == "E"]


def test_a_node_gets_an_id_that_is_free():
    document, offset = opened("claim larger-room-free: A.\nclaim ‸@ana #x: The larger room is free.\n")
    assert "\nclaim larger-room-free-2 @ana #x: The larger" in done(document, "id", offset)
    document, offset = opened("claim a: ‸A.\n")
    assert "Give it an id" not in titles(document, offset)
    document, offset = opened("claim: ‸日本語です。\n")
    assert done(document, "id", offset) == "claim 日本語です: 日本語です。\n"
    document, offset = opened("claim: ‸!!! 12\n")
    assert done(document, "id", offset) == "claim claim-1: !!! 12\n"


def test_a_text_that_is_there_already_becomes_a_reference():
    text = (
        "source s: S\nspeaker ana: Ana\nclaim first: The larger room is free.\nclaim b @ana: Two.\n"
        "  premise @ana #t: The larger ‸room is free! [s#p1]\n    premise: Below.\n"
    )
    document, offset = opened(text)
    assert "Turn this text into a reference to `first`" in titles(document, offset)
    assert done(document, "refer", offset).endswith("  premise first @ana #t [s#p1]\n    premise: Below.\n")


def test_what_is_referred_to_gets_an_id_if_it_has_none():
    document, offset = opened(
        "claim: The larger room is free.\nclaim b: Two.\n  premise: The larger room ‸is free.\n"
    )
    assert done(document, "refer", offset) == (
        "claim larger-room-free: The larger room is free.\nclaim b: Two.\n  premise larger-room-free\n"
    )


def test_no_claim_becomes_a_reason_for_itself():
    document, offset = opened("claim a: The larger room is free.\n  premise: The larger room is ‸free.\n")
    assert not [title for title in titles(document, offset) if "reference" in title]


def test_the_cited_passage_is_quoted(tmp_path):
    (tmp_path / "s.md").write_text(
        '# S\n\n## P {#p1}\n\n> He said: "so it is",\n> and left.\n\nMore.\n', "utf-8"
    )
    text = "source s: S\n  file: s.md\nclaim a: On‸e. [s#p1]\n  note: N\n  premise: Two.\n"
    document, offset = opened(text, tmp_path / "map.argmap")
    assert "Quote the cited passage" in titles(document, offset)
    after = done(document, "quote", offset)
    assert '  note: N\n  quote: “He said: "so it is", and left.” [s#p1]\n  premise: Two.\n' in after
    again, offset = opened(after.replace("One.", "On‸e."), tmp_path / "map.argmap")
    assert not [each for each in again.findings() if each.code.startswith(("E", "S2"))]
    assert "Quote the cited passage" not in titles(again, offset)


# Layout


def test_only_the_lines_that_change_are_edited():
    source = Source("", "claim a:   One.\nclaim b: Two.\n\nclaim   c: Three.\n")
    edits = format_edits(source)
    assert Changes(source, edits).text() == formatted(source)
    touched = {source.position(edit.span.start)[0] for edit in edits}
    assert 2 not in touched or all(edit.span.text != "claim b: Two.\n" for edit in edits)


def test_a_part_is_laid_out_and_the_rest_left():
    source = Source("", "claim a:   One.\n\nclaim b:   Two.\n\nclaim c:   Three.\n")
    start = source.text.index("claim b")
    assert Changes(source, format_part(source, start, start + 5)).text() == source.text.replace(
        "b:   ", "b: "
    )


def test_line_ends_are_the_editors_business():
    source = Source("", "claim a:   One.\r\nclaim b: Two.\r\n")
    assert Changes(source, format_edits(source)).text() == "claim a: One.\r\n\r\nclaim b: Two.\r\n"


def test_a_text_with_errors_is_left_alone():
    with pytest.raises(HasErrors):
        format_edits(Source("", "claim a One.\n"))


def test_line_edits_make_the_other_text():
    old, new = "a\nb\nc\nd\n", "a\nx\nc\nd\ne"
    source = Source("", old)
    assert Changes(source, line_edits(source, new)).text() == new
    assert line_edits(source, old) == []


# The picture


def test_the_picture_is_that_of_render(argmap, tmp_path):
    (tmp_path / "b.argmap").write_text("claim x: Old.\n", "utf-8")
    text = "import b: b.argmap\nclaim a: One.\n  rebuttal b/x\n"
    path = tmp_path / "a.argmap"
    drawn = picture(text, path, "a.argmap", {(tmp_path / "b.argmap").resolve(): "claim x: New.\n"})
    assert "New." in drawn.svg  # an open file counts as it is in the editor
    assert "Old." not in drawn.svg
    assert drawn.errors == []
    path.write_text(text, "utf-8")
    (tmp_path / "b.argmap").write_text("claim x: New.\n", "utf-8")
    assert argmap("render", "a.argmap", "--to", "svg").out == drawn.svg


def test_a_text_with_errors_is_drawn_as_far_as_it_can_be_read():
    drawn = picture("claim a: One.\npremise nowhere\n", None, "untitled:1")
    assert "One." in drawn.svg
    assert [error.line for error in drawn.errors] == [2, 2] or [error.line for error in drawn.errors] == [2]


def test_settings_that_cant_be_used_are_told_beside_the_picture(tmp_path):
    (tmp_path / "argmap.toml").write_text('[render]\ntheme = "none-such"\n', "utf-8")
    drawn = picture("claim a: One.\n", tmp_path / "a.argmap", "a.argmap")
    assert "One." in drawn.svg
    assert "none-such" in drawn.errors[0].message


# Names across files


@pytest.fixture
def files(tmp_path):
    """`b` imports `a`, `c` on disk imports `a`, and `d` doesn't; `a` and `b` are open."""
    texts = {
        "a": "source s: S\n  file: s.md\nspeaker op: Op\n"
        "claim west @op: West. [s#p1]\nclaim w: See [[west]].\n",
        "b": "import thread: a.argmap\nclaim x @thread/op: X. [thread/s#p1]\n  premise thread/west\n",
        "c": "import t: a.argmap\nclaim y: Y.\n  rebuttal t/west\n",
        "d": "claim west: Another.\n",
    }
    (tmp_path / "argmap.toml").write_text("", "utf-8")
    (tmp_path / "s.md").write_text("# S\n\n## P1 {#p1}\n\nWords.\n", "utf-8")
    for name, text in texts.items():
        (tmp_path / f"{name}.argmap").write_text(text, "utf-8")
    workspace = Workspace()
    return [workspace.open(name, tmp_path / f"{name}.argmap", texts[name]) for name in ("a", "b")]


def shown(spans):
    return sorted((span.source.path.name, span.line, span.text) for span in spans)


def test_definitions_lead_into_imported_files(files):
    _, b = files
    text = b.source.text
    assert shown(definition(b, text.index("thread/west") + 9)) == [("a.argmap", 4, "west")]
    assert shown(definition(b, text.index("@thread/op") + 9)) == [("a.argmap", 3, "op")]
    assert shown(definition(b, text.index("thread/west") + 2)) == [("b.argmap", 1, "thread")]
    assert shown(definition(b, text.index("import thread") + 9)) == [("a.argmap", 1, "")]
    assert shown(definition(b, text.index("a.argmap") + 1)) == [("a.argmap", 1, "")]
    assert shown(definition(b, text.index("#p1") + 1)) == [("s.md", 3, "")]
    assert definition(b, text.index("X.")) == []


def test_references_are_found_in_what_imports_and_on_disk(files, tmp_path):
    a, _ = files
    offset = a.source.text.index("claim west") + 7
    others = importers(a, [tmp_path])
    assert shown(references(a, offset, others)) == [
        ("a.argmap", 4, "west"),
        ("a.argmap", 5, "west"),
        ("b.argmap", 3, "west"),
        ("c.argmap", 3, "west"),
    ]
    without = references(a, offset, others, declarations=False)
    assert ("a.argmap", 4, "west") not in shown(without)
    assert len(without) == 3


def test_a_name_is_changed_in_every_file_that_uses_it(files, tmp_path):
    a, b = files
    offset = b.source.text.index("thread/west") + 9
    assert renamable(b, offset).text == "west"
    changed = renamed(b, offset, "west-first", importers(a, [tmp_path]))
    texts = {each.source.path.name: each.text() for each in changed}
    assert set(texts) == {"a.argmap", "b.argmap", "c.argmap"}
    assert "claim west-first @op" in texts["a.argmap"]
    assert "[[west-first]]" in texts["a.argmap"]
    assert "premise thread/west-first" in texts["b.argmap"]
    assert "rebuttal t/west-first" in texts["c.argmap"]


def test_a_name_that_is_taken_or_is_none_is_refused(files):
    a, _ = files
    offset = a.source.text.index("claim west") + 7
    with pytest.raises(Refused, match="already the name"):
        renamed(a, offset, "w")
    with pytest.raises(Refused):
        renamed(a, offset, "two words")
    with pytest.raises(Refused, match="no name here"):
        renamed(a, a.source.text.index("West."), "x")
    assert renamable(a, a.source.text.index("West.")) is None


def test_highlights_are_of_this_text(files):
    a, _ = files
    found = highlights(a, a.source.text.index("[[west") + 3)
    assert [(one.span.line, one.declares) for one in found] == [(4, True), (5, False)]
    assert highlights(a, a.source.text.index("West.")) == []
