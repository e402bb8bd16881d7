"""Open documents over files: what counts, what is read anew, and findings as `argmap check` has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.cli.checking import Checker, Way
from argmap.cli.choosing import Chooser
from argmap.config import Configs
from argmap.session.document import Edit
from argmap.session.workspace import Workspace

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.argmap"))


def found(findings):
    return [
        (f.code, f.span.start, f.span.end, f.span.source.name, f.message, f.help, f.node, f.owed_by)
        for f in findings
    ]


def checked(path: Path):
    """What the command finds in a file on disk."""
    return found(Checker(Way()).check(str(path), Chooser(Configs(), {}).choice(str(path))).checked.findings)


def codes(document):
    return [finding.code for finding in document.findings()]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_findings_are_those_of_the_command(path):
    document = Workspace().open("uri", path, path.read_text("utf-8"))
    assert found(document.findings()) == checked(path)


def test_edits_count_one_after_the_other(tmp_path):
    document = Workspace().open("uri", tmp_path / "a.argmap", "claim a: One.\n")
    document.edit([Edit(9, 13, "Two."), Edit(13, 13, " Three."), Edit(0, 5, "question")])
    assert document.source.text == "question a: Two. Three.\n"
    assert document.map.nodes["a"].text == "Two. Three."
    assert document.map.nodes["a"].kind == "question"


def test_an_edit_outside_the_text_changes_nothing():
    document = Workspace().open("uri", None, "claim a: One.\n")
    with pytest.raises(ValueError, match="14 characters"):
        document.edit([Edit(0, 1, "x"), Edit(20, 21, "y")])
    assert document.source.text == "claim a: One.\n"


def test_settings_are_those_of_the_file_and_kept_until_they_change(tmp_path):
    path = tmp_path / "maps" / "a.argmap"
    path.parent.mkdir()
    settings = tmp_path / "argmap.toml"
    settings.write_text('select = ["U"]\n')
    workspace = Workspace()
    document = workspace.open("uri", path, "claim a: One.\n  rebuttal b: Two.\n")
    assert set(codes(document)) == {"U101"}
    settings.write_text('select = ["S"]\n')
    assert set(codes(document)) == {"U101"}
    assert workspace.disk_changed([settings]) == [document]
    assert set(codes(document)) == {"S101"}
    settings.write_text('select = ["nonsense"]\n')
    workspace.disk_changed([settings])
    assert {"U101", "S101"} <= set(codes(document))
    assert "nonsense" in workspace.trouble[settings]
    settings.write_text('[per-file-ignores]\n"maps/*" = ["ALL"]\n')
    workspace.disk_changed([settings])
    assert codes(document) == []
    assert not workspace.trouble


@pytest.fixture
def two(tmp_path):
    """A map that imports another, both on disk."""
    (tmp_path / "argmap.toml").write_text("")
    main, other = tmp_path / "main.argmap", tmp_path / "other.argmap"
    main.write_text("import o: other.argmap\nclaim a: One.\n  premise o/x\n")
    other.write_text("claim x: On disk.\n")
    workspace = Workspace()
    return workspace, workspace.open("main", main, main.read_text()), other


def test_an_open_text_counts_where_it_is_imported_until_it_is_closed(two):
    workspace, main, other = two
    assert main.map.nodes["o/x"].text == "On disk."
    opened = workspace.open("other", other, "claim x: In the editor.\n")
    assert workspace.importers(opened) == [main]
    assert main.map.nodes["o/x"].text == "In the editor."
    opened.edit([Edit(6, 7, "y")])
    assert "E301" in codes(main)
    other.write_text("claim x: Saved by another program.\n")
    assert workspace.disk_changed([other]) == []
    assert "E301" in codes(main)
    assert workspace.close("other") == [main]
    assert main.map.nodes["o/x"].text == "Saved by another program."


def test_an_imported_file_may_come_and_go(two):
    workspace, main, other = two
    assert "E401" not in codes(main)
    other.unlink()
    assert workspace.disk_changed([other]) == [main]
    assert "E401" in codes(main)
    other.write_text("claim x: Again.\n")
    assert workspace.disk_changed([other]) == [main]
    assert main.map.nodes["o/x"].text == "Again."
    assert workspace.disk_changed([other.with_name("elsewhere.argmap")]) == []


def test_documents_that_import_each_other(two):
    workspace, main, other = two
    opened = workspace.open("other", other, "import m: main.argmap\nclaim x: X.\n  premise m/a\n")
    assert "E402" in codes(main)
    assert "E402" in codes(opened)
    main.edit([Edit(0, len("import o: other.argmap\n"), "")])
    assert "E402" not in codes(opened)
    assert opened.map.nodes["m/a"].text == "One."


def test_places_in_an_imported_file_stay_when_the_map_is_edited(two):
    workspace, main, other = two
    opened = workspace.open("other", other, "map: " + "Other " * 30 + "\nclaim x: X.\n")
    main.edit([Edit(len(main.source.text), len(main.source.text), "claim b: Two.\n  contradicts: o/x\n")])
    related = [span for found in main.findings() for span, _ in found.related if span.source.path == other]
    assert related  # else nothing is tried here
    at = main.source.text.index("One.")
    main.edit([Edit(at, at, "More than ")])
    main.findings()
    assert main.map.nodes["o/x"].span.text == "claim x: X."
    assert opened.source.text.startswith("claim x", main.map.nodes["o/x"].span.start)


def test_what_can_never_be_read_is_told(two):
    _, main, other = two
    folder = other.parent
    (folder / "round.argmap").symlink_to("round.argmap")
    lines = "import r: round.argmap\n" + f"import l: {'long' * 100}.argmap\n"
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.argmap")
        lines += "import p: pipe.argmap\n"  # nobody writes into it: to read it would be to wait
    main.edit([Edit(0, 0, lines)])
    errors = [(f.code, f.span.line) for f in main.findings() if f.code.startswith("E")]
    assert [line for _, line in errors] == [*range(1, 1 + lines.count("\n"))]
    assert {code for code, _ in errors} <= {"E401", "E405"}


def test_a_changed_source_is_read_anew(tmp_path):
    source = tmp_path / "book.md"
    source.write_text("# One\n")
    text = "source book: A book.\n  file: book.md\nclaim a: One. [book#one]\n"
    workspace = Workspace()
    document = workspace.open("uri", tmp_path / "a.argmap", text)
    assert "S202" not in codes(document)
    source.write_text("# Two\n")
    assert workspace.disk_changed([source]) == [document]
    assert "S202" in codes(document)


def test_a_document_without_a_file():
    document = Workspace().open("untitled:1", None, "import o: other.argmap\nclaim a: One.\n")
    assert "E401" in codes(document)
    assert document.map.nodes["a"].text == "One."


def test_an_open_document_is_found_by_its_file(two):
    workspace, main, other = two
    assert workspace.at(main.path.resolve()) is main
    assert workspace.at(other.resolve()) is None
    opened = workspace.open("other", other, "claim x: X.\n")
    assert workspace.at(other.resolve()) is opened
    workspace.close("other")
    assert workspace.at(other.resolve()) is None
