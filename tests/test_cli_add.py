"""`argmap add`: cases under `add/` (see its README), and what holds of every map and text."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.editing.edits import Refused
from argmap.editing.insert import insert
from argmap.editing.wording import New, joined
from argmap.model.load import Loaded, Loader
from argmap.source import Source
from argmap.syntax.escape import one_line
from argmap.syntax.format import formatted
from argmap.syntax.parser import parse
from tests.cases import case_files, read_case
from tests.conftest import Argmap
from tests.test_cli_rename import EXAMPLES, lay_out
from tests.test_syntax import _ANY


def whole(source: Source, loader: Loader) -> Loaded:
    return loader.whole(source, *parse(source))


@pytest.mark.parametrize("path", case_files("add"), ids=lambda p: p.stem)
def test_cases(path: Path, argmap: Argmap, tmp_path: Path) -> None:
    case = read_case(path)
    files = lay_out(tmp_path, case)
    runs = case["run"].splitlines()
    after = {name[:-6]: text for name, text in case.items() if name.endswith(" after")}
    if "after" in case:
        after["main.argmap"] = case["after"]
    for run in runs:
        before = {name: (tmp_path / name).read_text("utf-8") for name in files}
        words = shlex.split(run)
        shown = argmap("add", "main.argmap", *words, "--diff")
        assert {name: (tmp_path / name).read_text("utf-8") for name in files} == before
        ran = argmap("add", "main.argmap", *words)
        if "refused" in case and run == runs[-1]:
            assert (ran.code, ran.out, shown.code) == (2, "", 2)
            assert all(line in ran.err for line in case["refused"].splitlines())
        else:
            assert (ran.code, ran.err, shown.code) == (0, "", 1)
            assert ran.out.startswith(f"Added {words[0]}")
            assert not [line for line in shown.out.splitlines() if line[:1] == "-" and line[:4] != "--- "]
    assert {name: (tmp_path / name).read_text("utf-8") for name in files} == files | after


def test_it_says_where(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim a: A\n")
    ran = argmap("add", "a.argmap", "premise", "Why", "-u", "a", "--id", "why", "--note", "N")
    assert ran.out == "Added premise why to a.argmap, lines 2 to 3\n"
    ran = argmap("add", "a.argmap", "premise", "Why", "-u", "why")
    assert ran.out == "Added premise to a.argmap, line 4\n"


def test_texts_and_maps_on_standard_input(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("add", "-", "claim", "B", stdin="claim a: A\n")
    assert (ran.code, ran.out, ran.err) == (0, "claim a: A\n\nclaim: B\n", "")
    (tmp_path / "a.argmap").write_text("claim a: A\n")
    assert argmap("add", "a.argmap", "premise", "-", "-u", "a", stdin="Two\n  lines.\n\n").code == 0
    assert argmap("add", "a.argmap", "premise", "-", "-u", "a", stdin="日本\n語\n").code == 0
    assert (tmp_path / "a.argmap").read_text() == "claim a: A\n  premise: Two lines.\n  premise: 日本語\n"
    for bad in ("", " \n", b"\xff", b"\x00"):
        assert argmap("add", "a.argmap", "premise", "-", "-u", "a", stdin=bad).code == 2
    assert argmap("add", "-", "premise", "-", "-u", "a").code == 2
    assert argmap("add", "-", "premise", "x", "-u", "one/a", stdin="import one: a.argmap\n").code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "claim: x\n"),
        ("\ufeff", "\ufeffclaim: x\n"),
        ("\ufeff\r\nclaim a: A\r\n", "\ufeff\r\nclaim a: A\r\n\r\nclaim: x\r\n"),
        ("claim a: A", "claim a: A\n\nclaim: x"),
        ("claim a: A\r", "claim a: A\r\rclaim: x\r"),
        ("// only a comment\n", "// only a comment\n\nclaim: x\n"),
        ("claim a: A\n\n// end\n", "claim a: A\n\nclaim: x\n\n// end\n"),
        ("claim a: A\n// end\n", "claim a: A\n\nclaim: x\n\n// end\n"),
    ],
)
def test_line_ends_and_empty_lines(argmap: Argmap, tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "a.argmap").write_bytes(before.encode())
    assert argmap("add", "a.argmap", "claim", "x").err == ""
    assert (tmp_path / "a.argmap").read_bytes().decode() == after


@pytest.mark.parametrize("words", [["add", "a.argdown", "claim", "x"], ["rename", "a.argdown", "A", "b"]])
def test_no_file_of_another_format_is_changed(words: list[str], argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argdown").write_text("[A]: One.\n  + Two.\n")
    ran = argmap(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "argmap convert a.argdown -o a.argmap" in ran.err
    assert (tmp_path / "a.argdown").read_text() == "[A]: One.\n  + Two.\n"


def test_several_places_are_cited_at_once(argmap: Argmap) -> None:
    ran = argmap("add", "-", "claim", "A", "--cite", "[s#1, s]", "--source", "s#2", stdin="source s: S\n")
    assert ran.out == "source s: S\n\nclaim: A [s#1, s, s#2]\n"


def test_the_width_of_the_settings_counts(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_text("width = 50\n")
    (tmp_path / "a.argmap").write_text("claim a: A\n")
    argmap("add", "a.argmap", "premise", "word " * 20, "-u", "a")
    lines = (tmp_path / "a.argmap").read_text().splitlines()
    assert len(lines) > 2
    assert max(map(len, lines)) <= 50
    assert argmap("fmt", "--check", "a.argmap").code == 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_under_any_node_of_an_example_and_canonical_afterwards(path: Path) -> None:
    loader = Loader()
    source = Source(path.name, path.read_text("utf-8"), path)
    loaded = whole(source, loader)
    nodes = [node for node in loaded.map.nodes.values() if not node.prefix]
    for node in nodes[:: max(len(nodes) // 8, 1)]:
        kind = "question"  # may stand under whatever has a text
        inserted = insert(loaded, New(kind, "Is it so?"), loader, under=node)
        text = inserted.changes.text()
        assert formatted(Source("", text)) == text
        assert inserted.node is not None
        assert (inserted.node.kind, inserted.node.text) == (kind, "Is it so?")
        assert [link.target for link in inserted.node.out if link.target.id == node.id]


@settings(max_examples=300, deadline=None)
@given(_ANY, st.text(max_size=60), st.integers(0, 10))
def test_any_text_into_any_file_says_those_words_or_is_refused(old: str, words: str, which: int) -> None:
    loader = Loader()
    loaded = whole(Source("old", old), loader)
    nodes = list(loaded.map.nodes.values())
    node = nodes[which % len(nodes)] if nodes and which else None
    try:
        inserted = insert(loaded, New("question", words), loader, under=node)
    except Refused:
        return
    assert inserted.node is not None
    assert inserted.node.text == one_line(joined(words))
    new = inserted.changes.text()
    (edit,) = inserted.changes.edits
    at = edit.span.start
    assert new == old[:at] + edit.text + old[at:]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab [](){}#@/\\:.,;!\"'\n日本語"), max_size=40))
def test_any_words_are_written_as_they_are(words: str) -> None:
    loader = Loader()
    loaded = whole(Source("old", "claim x: X\n"), loader)
    expected = one_line(joined(words))
    if not expected:
        return
    inserted = insert(loaded, New("premise", words), loader, under=loaded.map.nodes["x"])
    assert inserted.node is not None
    assert inserted.node.text == expected
    assert not inserted.node.citations
