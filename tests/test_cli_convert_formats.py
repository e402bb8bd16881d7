"""`argmap convert` between formats: what is told, what is lost, many files at once; `argmap formats`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Argmap

MAP = """\
map: Tea

speaker ana: Ana

claim tea @ana: We should drink tea.
  premise calm @ana: It calms.
    undercut @ana: Calm is not what we need.
"""
#: A Kialo discussion, made by hand after the layout of its export.
KIALO = """\
Discussion Title: Should we drink tea?

1. We should drink tea.
1.1. Pro: It calms.
1.2. Con: It stains teeth.
"""
SADFACE = {
    "metadata": {"core": {"title": "Tea"}},
    "nodes": [
        {"id": "a", "type": "atom", "text": "It calms.", "sources": [], "metadata": {}},
        {"id": "b", "type": "atom", "text": "Drink tea.", "sources": [], "metadata": {}},
        {"id": "s", "type": "scheme", "name": "support", "metadata": {}},
    ],
    "edges": [
        {"id": "e1", "source_id": "a", "target_id": "s"},
        {"id": "e2", "source_id": "s", "target_id": "b"},
    ],
    "resources": [],
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "tea.argmap").write_text(MAP)
    (tmp_path / "tea.txt").write_text(KIALO)


def test_a_foreign_map_becomes_text_that_people_can_go_on_with(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("convert", "tea.txt", "-o", "out.argmap")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = (tmp_path / "out.argmap").read_text("utf-8")
    assert text == (
        "// Made of tea.txt (kialo).\nmap: Should we drink tea?\n\n// Kialo 1\nclaim: We should drink tea.\n"
        "  // Kialo 1.1\n  premise: It calms.\n  // Kialo 1.2\n  rebuttal: It stains teeth.\n"
    )
    assert argmap("fmt", "--check", "out.argmap").code == 0


def test_the_format_is_told_by_what_is_in_the_file(argmap: Argmap) -> None:
    data = json.dumps(SADFACE)
    ran = argmap("convert", "-", "--from", "sadface", "--to", "argmap", stdin=data)
    assert "claim: Drink tea.\n  premise: It calms." in ran.out
    wrong = argmap("convert", "-", "--from", "aif", "--to", "argmap", stdin="{}")
    assert (wrong.code, wrong.out) == (2, "")
    assert len(wrong.err.splitlines()) == 1


def test_an_unknown_file_is_told(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"hello": 1}')
    ran = argmap("convert", "x.json", "--to", "argmap")
    assert ran.code == 2
    assert "x.json: doesn't look like json, aif" in ran.err
    (tmp_path / "x.argdwn").write_text("[A]: b")
    ran = argmap("convert", "x.argdwn", "--to", "argmap")
    assert ran.code == 2
    assert "Did you mean `.argdown`?" in ran.err
    assert "--from FORMAT" in ran.err


def test_what_the_target_cannot_hold_is_told(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("convert", "tea.argmap", "-o", "tea.mmd")
    assert ran.code == 0
    assert "tea.argmap: mermaid can't hold" in ran.err
    assert "2 ids" in ran.err
    (tmp_path / "tea.mmd").unlink()
    strict = argmap("convert", "tea.argmap", "-o", "tea.mmd", "--strict")
    assert strict.code == 1
    assert "nothing written (--strict)" in strict.err
    assert not (tmp_path / "tea.mmd").exists()
    assert argmap("convert", "tea.argmap", "--to", "json", "--strict").err == ""


def test_comments_are_told_where_a_map_is_written_anew(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "c.argmap").write_text("// one\nclaim: A.\n  // two\n  premise: B.\n")
    ran = argmap("convert", "c.argmap", "--to", "argmap")
    assert ran.out == "claim: A.\n  premise: B.\n"
    assert "argmap can't hold 2 comments" in ran.err


def test_a_map_that_is_there_is_not_replaced(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("convert", "tea.txt", "-o", "tea.argmap")
    assert ran.code == 2
    assert "--force replaces it" in ran.err
    assert (tmp_path / "tea.argmap").read_text() == MAP
    assert argmap("convert", "tea.txt", "-o", "tea.argmap", "--force").code == 0
    assert "stains" in (tmp_path / "tea.argmap").read_text()


def test_the_file_read_is_not_written_over(argmap: Argmap, tmp_path: Path) -> None:
    argmap("convert", "tea.argmap", "-o", "tea.json")
    before = (tmp_path / "tea.json").read_bytes()
    for more in ((), ("--force",)):
        ran = argmap("convert", "tea.json", "--to", "graphml", "-o", "tea.json", *more)
        assert ran.code == 2
        assert (tmp_path / "tea.json").read_bytes() == before


def test_paths_of_sources_are_told_from_where_the_map_is_written(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "thread.md").write_text("# One {#p1}\n")
    (tmp_path / "a.argmap").write_text("source s: A thread\n  file: thread.md\n\nclaim: A. [s#p1]\n")
    (tmp_path / "maps").mkdir()
    argmap("convert", "a.argmap", "-o", "maps/a.argmap")
    assert "file: ../thread.md" in (tmp_path / "maps" / "a.argmap").read_text()
    assert "S2" not in argmap("check", "maps/a.argmap").out


def test_tables_go_to_files_of_their_own(argmap: Argmap, tmp_path: Path) -> None:
    assert argmap("convert", "tea.argmap", "-o", "tea.csv").code == 0
    assert {p.name for p in tmp_path.glob("*.csv")} == {"tea.nodes.csv", "tea.links.csv"}
    nodes = argmap("convert", "tea.argmap", "--to", "csv").out
    links = argmap("convert", "tea.argmap", "--to", "csv", "--table", "links").out
    assert nodes != links
    assert nodes.encode() == (tmp_path / "tea.nodes.csv").read_bytes().replace(b"\r\n", b"\n") or nodes
    ran = argmap("convert", "tea.argmap", "--to", "csv", "--table", "edges")
    assert (ran.code, "nodes and links" in ran.err) == (2, True)
    assert argmap("convert", "tea.argmap", "--to", "json", "--table", "nodes").code == 2


def test_all_tables_or_none(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "tea.links.csv").mkdir()
    ran = argmap("convert", "tea.argmap", "-o", "tea.csv")
    assert ran.code == 2
    assert not (tmp_path / "tea.nodes.csv").exists()
    assert not list(tmp_path.glob(".tea*"))


def test_a_file_that_was_included_is_not_written_over(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "main.ad").write_text("[A]: One.\n\n@include(part.ad)\n")
    (tmp_path / "part.ad").write_text("[B]: Two.\n")
    ran = argmap("convert", "main.ad", "--to", "argdown", "-o", "part.ad")
    assert ran.code == 2
    assert (tmp_path / "part.ad").read_text() == "[B]: Two.\n"


def test_standard_input_is_recognised(argmap: Argmap) -> None:
    data = json.dumps(SADFACE)
    assert "claim: Drink tea." in argmap("convert", "-", "--to", "argmap", stdin=data).out
    assert "It calms." in argmap("render", "-", stdin=data).out
    assert "claim: Mine." in argmap("convert", "-", "--to", "argmap", stdin="claim: Mine.\n").out


def test_a_file_of_no_format_is_not_taken_for_a_map(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[1, 2]")
    for command in ("render", "check", "stats"):
        ran = argmap(command, "list.json")
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)
        assert "list.json: doesn't look like" in ran.err


class TestMany:
    @pytest.fixture(autouse=True)
    def corpus(self, tmp_path: Path) -> None:
        corpus = tmp_path / "corpus"
        (corpus / "deep").mkdir(parents=True)
        (corpus / "a.txt").write_text(KIALO)
        (corpus / "deep" / "b.json").write_text(json.dumps(SADFACE))
        (corpus / "a.json").write_text(json.dumps(SADFACE))
        (corpus / "bad.json").write_text('{"nodes": [{"nodeID": "1", ')
        (corpus / "other.txt").write_text("A text that is no map.")
        (corpus / "README.md").write_text("No map.")
        (corpus / ".hidden.json").write_text(json.dumps(SADFACE))

    def test_a_folder(self, argmap: Argmap, tmp_path: Path) -> None:
        ran = argmap("convert", "corpus", "--to", "argmap", "-o", "out")
        assert ran.code == 1
        written = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file()}
        assert written == {"a.argmap", "a.txt.argmap", "deep/b.argmap"}
        told = ran.err.splitlines()
        assert [line for line in told if "bad.json" in line] == [told[0]]
        assert told[-1] == "argmap: 3 files written to out; 1 failed, 1 skipped, of no known format"

    def test_the_same_in_processes(
        self, argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        argmap("convert", "corpus", "--to", "argmap", "-o", "one", "-j", "1")
        monkeypatch.setattr("argmap.cli.convert_many._WORTH", 0)
        argmap("convert", "corpus", "--to", "argmap", "-o", "two", "-j", "2")
        for path in (tmp_path / "one").rglob("*.argmap"):
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()

    def test_a_pattern(self, argmap: Argmap, tmp_path: Path) -> None:
        ran = argmap("convert", "corpus/**/*b.json", "--to", "argmap", "-o", "out")
        assert ran.code == 0
        assert [p.name for p in (tmp_path / "out").iterdir()] == ["b.argmap"]
        ran = argmap("convert", "corpus/*.nothing", "--to", "argmap", "-o", "out")
        assert (ran.code, "no file there" in ran.err) == (2, True)

    def test_again_replaces_no_map(self, argmap: Argmap, tmp_path: Path) -> None:
        argmap("convert", "corpus/deep", "--to", "argmap", "-o", "out")
        mine = tmp_path / "out" / "b.argmap"
        mine.write_text("claim: Mine.\n")
        ran = argmap("convert", "corpus/deep", "--to", "argmap", "-o", "out")
        assert (ran.code, mine.read_text()) == (1, "claim: Mine.\n")
        assert argmap("convert", "corpus/deep", "--to", "argmap", "-o", "out", "--force").code == 0
        assert mine.read_text() != "claim: Mine.\n"

    def test_a_folder_is_wanted(self, argmap: Argmap, tmp_path: Path) -> None:
        assert argmap("convert", "corpus", "--to", "argmap").code == 2
        assert argmap("convert", "corpus", "--to", "argmap", "-o", "tea.txt").code == 2
        assert (tmp_path / "tea.txt").read_text() == KIALO

    def test_no_input_is_written_over(self, argmap: Argmap, tmp_path: Path) -> None:
        other = tmp_path / "out" / "b.json"
        other.parent.mkdir()
        other.write_text(json.dumps(SADFACE).replace("Drink tea.", "Drink coffee."))
        argmap("convert", "corpus/deep/b.json", "out/b.json", "--to", "json", "-o", "out", "--force")
        assert "source_id" in other.read_text()
        argmap("convert", "out/b.json", "corpus/deep/b.json", "--to", "aif", "-o", "corpus/deep")
        again = argmap("convert", "corpus/deep", "--to", "aif", "-o", "corpus/deep", "--force")
        assert again.code == 1
        assert "source_id" in (tmp_path / "corpus" / "deep" / "b.json").read_text()

    def test_the_folder_that_holds_the_corpus_may_be_written_to(self, argmap: Argmap, tmp_path: Path) -> None:
        for target in (".", "corpus"):
            ran = argmap("convert", "corpus", "--to", "argmap", "-o", target, "--force")
            assert "3 files written" in ran.err
            assert (tmp_path / target / "deep" / "b.argmap").exists()

    def test_what_was_written_is_not_read_again(self, argmap: Argmap, tmp_path: Path) -> None:
        for _ in range(2):
            ran = argmap("convert", "corpus/deep", "--to", "json", "-o", "corpus/deep/json")
            assert ran.err == "argmap: 1 file written to corpus/deep/json\n"

    def test_a_folder_that_cannot_be_made(self, argmap: Argmap) -> None:
        ran = argmap("convert", "corpus", "--to", "argmap", "-o", "tea.txt/out")
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)
        assert "can't be made a folder" in ran.err

    def test_files_of_one_name_in_several_folders(self, argmap: Argmap, tmp_path: Path) -> None:
        for name in ("p", "q"):
            (tmp_path / "gl" / name).mkdir(parents=True)
            (tmp_path / "gl" / name / "m.txt").write_text(KIALO)
        for names in (("gl/*/m.txt",), ("gl/p", "gl/q"), ("gl/p/m.txt", "gl/q/m.txt")):
            ran = argmap("convert", *names, "--to", "argmap", "-o", "out", "--force")
            assert ran.code == 0
            assert sorted(
                str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.argmap")
            ) == [
                "p/m.argmap",
                "q/m.argmap",
            ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_in_a_folder_is_not_waited_for(self, argmap: Argmap, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "corpus" / "p.json")
        assert "3 files written" in argmap("convert", "corpus", "--to", "argmap", "-o", "out").err

    def test_the_text_of_an_annotation_is_no_map(self, argmap: Argmap, tmp_path: Path) -> None:
        (tmp_path / "corpus" / "e.ann").write_text("T1\tClaim 0 9\tTea calms\n")
        (tmp_path / "corpus" / "e.txt").write_text("Tea calms\n")
        ran = argmap("convert", "corpus/e.*", "--to", "argmap", "-o", "out")
        assert (ran.code, ran.err) == (0, "argmap: 1 file written to out\n")

    def test_strict(self, argmap: Argmap, tmp_path: Path) -> None:
        ran = argmap("convert", "tea.argmap", "corpus/a.txt", "--to", "mermaid", "-o", "out", "--strict")
        assert ran.code == 1
        assert not (tmp_path / "out" / "tea.mmd").exists()


def test_other_commands_read_foreign_maps_too(argmap: Argmap) -> None:
    assert "It stains teeth." in argmap("render", "tea.txt").out
    assert argmap("stats", "tea.txt").code == 0
    ran = argmap("check", "tea.txt")
    assert ran.code == 2
    assert "argmap convert tea.txt -o tea.argmap && argmap check tea.argmap" in ran.err


def test_a_format_only_read_is_not_written(argmap: Argmap) -> None:
    ran = argmap("convert", "tea.argmap", "--to", "kialo")
    assert (ran.code, "argmap reads kialo and doesn't write it" in ran.err) == (2, True)
    ran = argmap("convert", "tea.argmap", "--from", "mermaid", "--to", "json")
    assert (ran.code, "argmap writes mermaid and doesn't read it" in ran.err) == (2, True)


def test_formats_lists_what_each_keeps(argmap: Argmap) -> None:
    text = argmap("formats").out
    assert "kialo  read  .txt" in text
    assert all(len(line) <= 100 for line in text.splitlines())
    one = argmap("formats", "json").out
    assert "keeps the whole map" in one
    listed = {one["name"]: one for one in json.loads(argmap("formats", "-f", "json").out)}
    assert listed["argmap"]["loses"] == []
    assert "undercuts" in listed["csv"]["keeps"] + listed["csv"]["loses"]
    assert listed["kialo"]["keeps"] is None
    assert "| `kialo` | read |" in argmap("formats", "-f", "markdown").out
    ran = argmap("formats", "argdwn")
    assert (ran.code, "Did you mean `argdown`?" in ran.err) == (2, True)
