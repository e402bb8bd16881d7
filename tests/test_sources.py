"""`argmap source add`: every folder in `tests/sources` is a document with the record and the map made of it.

A folder holds `input.*`, `record.md` and `map.argmap`, and may hold `options`, further words of the command
line, and `warnings`. `ARGMAP_ACCEPT=1` writes what comes out: read it before you commit it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.coverage import passages_of
from argmap.analysis.passages import Passages, read
from argmap.formats.given import Given, Unreadable
from argmap.model.load import Loader
from argmap.source import Source
from argmap.sources.parts import parts
from argmap.sources.record import record
from argmap.sources.skeleton import skeleton
from argmap.sources.table import READERS
from argmap.sources.thread import Post, Thread, arranged
from argmap.syntax.format import formatted
from argmap.syntax.parser import parse
from argmap.syntax.text import reads_as_citation
from tests.conftest import Argmap

HERE = Path(__file__).parent / "sources"
CASES = sorted(path.parent for path in HERE.glob("*/input.*"))


def uncommented(text: str) -> str:
    """A skeleton whose places are filled: lines to be filled stand in it, the others are gone."""
    kept = [line for line in text.splitlines() if not re.match(r"//(?! +claim| +section|  *claim)", line)]
    return "\n".join(line.removeprefix("// ") for line in kept) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_record_and_map(case: Path, argmap: Argmap, tmp_path: Path) -> None:
    [original] = case.glob("input.*")
    shutil.copy(original, tmp_path / original.name)
    options = shlex.split((case / "options").read_text()) if (case / "options").exists() else []
    ran = argmap("source", "add", original.name, "--name", "case", *options)
    warnings = (case / "warnings").read_text() if (case / "warnings").exists() else ""
    assert (ran.code, ran.err) == (0, warnings)
    made = {"record.md": tmp_path / "case.md", "map.argmap": tmp_path / "case.argmap"}
    for name, path in made.items():
        if os.environ.get("ARGMAP_ACCEPT"):
            shutil.copy(path, case / name)
        assert path.read_text("utf-8") == (case / name).read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_map_is_whole(case: Path, argmap: Argmap, tmp_path: Path) -> None:
    """It is in order, its hash is the record's, and every place in it is one that the record has."""
    text = (case / "map.argmap").read_text("utf-8")
    (tmp_path / "case.argmap").write_text(text, "utf-8")
    shutil.copy(case / "record.md", tmp_path / "case.md")
    assert argmap("check", "case.argmap", "--select", "E,S,L,W").out == "Nothing found in 1 file.\n"
    assert argmap("fmt", "--check", "case.argmap").code == 0
    map_, _ = Loader().path(tmp_path / "case.argmap")
    source = map_.sources["case"]
    found = read(tmp_path / "case.md")
    assert found is not None
    assert source.properties["sha256"] == sha256((case / "record.md").read_bytes()).hexdigest()
    places = re.findall(r"\[case#(p\d+)\]", text)
    posts = [anchor for anchor in found.anchors if re.fullmatch(r"p\d+", anchor)]
    said = [anchor for anchor in posts if not re.search(r"^\*\(.*\)\*$", found.passage(anchor) or "", re.M)]
    assert sorted(places) == sorted(said)
    assert len(set(places)) == len(places) > 0
    assert [one.anchor for one in passages_of(found)] == said  # all that `coverage` will ask for
    begins = [found.anchors[anchor][0] for anchor in posts]
    assert begins == sorted(set(begins))  # each anchor leads to its own post


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_filled_without_a_thought_it_says_what_is_missing(case: Path, argmap: Argmap, tmp_path: Path) -> None:
    """Comments taken away, replies are asked what they do, and nothing else is an error."""
    (tmp_path / "case.argmap").write_text(uncommented((case / "map.argmap").read_text("utf-8")), "utf-8")
    shutil.copy(case / "record.md", tmp_path / "case.md")
    found = argmap("check", "case.argmap", "--select", "E,S2", "--format", "concise").out
    codes = set(re.findall(r" ([A-Z]\d{3}) ", found))
    assert codes <= {"E201"}, found


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_format_is_told_by_its_content(case: Path, argmap: Argmap) -> None:
    [original] = case.glob("input.*")
    from_file = argmap("source", "add", original, "--name", "a")
    from_stdin = argmap("source", "add", "-", "--name", "b", stdin=original.read_bytes())
    assert (from_file.code, from_stdin.code) == (0, 0)
    name = case.name.partition("-")[0]
    made = [Path("a.md").read_text("utf-8"), Path("b.md").read_text("utf-8")]
    assert made[0].replace(f"`{original.name}`, ", "") == made[1]
    assert argmap("source", "add", original, "--from", name, "--name", "c").code == 0
    assert Path("c.md").read_text("utf-8") == made[0]


def test_page_and_help_name_every_format(argmap: Argmap) -> None:
    told = re.search(r"Formats: ([^.]*)\.", argmap("source", "--help").out)
    assert told is not None
    assert re.findall(r"\w+", told[1]) == [*READERS]
    page = (Path(__file__).parent.parent / "docs" / "source.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.M) == [*READERS]


@pytest.mark.parametrize(
    "text", ["[[note]] is a link", "[ ] a task", "[] another", "[x](https://example.org)", "{curly}"]
)
def test_markdown_is_not_taken_for_json(text: str, argmap: Argmap, tmp_path: Path) -> None:
    assert argmap("source", "add", "-", "--name", "a", stdin=text).code == 0
    assert f"> {text}\n" in (tmp_path / "a.md").read_text("utf-8")


@pytest.mark.parametrize(
    "title", ["a // b", "// a", "\\// a", "@x #y", "[case#p1]", "map: x", "日本 {#p1}", "a" * 300]
)
def test_a_title_is_what_it_was(title: str, argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    assert argmap("source", "add", "a.txt", "--title", title).code == 0
    assert Loader().path(tmp_path / "a.argmap")[0].title == title
    assert argmap("fmt", "--check", "a.argmap").code == 0


def test_exact_words_are_found_in_a_record() -> None:
    found = read(HERE / "text" / "record.md")
    assert found is not None
    assert found.holds("waste; <b>I call it a promise</b>", "p1")
    assert found.holds("so the budget says", "p2")
    assert found.holds("# not a heading")
    assert not found.holds("so the budget says", "p1")


# Which post answers which


def order(*posts: tuple[str | None, str | None]) -> list[tuple[str, str | None, int]]:
    """Anchors in the order of reading, with parents and depths, of posts told by key and parent."""
    return [
        (one.anchor, one.parent, one.depth)
        for one in arranged([Post("x", key=key, parent=parent) for key, parent in posts])[1]
    ]


def test_replies_follow_what_they_answer() -> None:
    assert order(("a", None), ("b", None), ("c", "a"), ("d", "c"), ("e", "a")) == [
        ("p1", None, 0), ("p3", "p1", 1), ("p4", "p3", 2), ("p5", "p1", 1), ("p2", None, 0),
    ]  # fmt: skip


def test_parents_may_be_wrong_in_every_way() -> None:
    assert order(("a", "a"), ("b", "gone"), (None, None)) == [
        ("p1", None, 0),
        ("p2", None, 0),
        ("p3", None, 0),
    ]
    assert order(("a", "b"), ("b", "a"), ("c", None)) == [("p3", None, 0), ("p1", "p2", 0), ("p2", "p1", 1)]
    assert order(("a", None), ("a", "a")) == [("p1", None, 0), ("p2", "p1", 1)]
    deep = order(*((str(i), str(i - 1)) for i in range(5000)))
    assert deep[-1] == ("p5000", "p4999", 4999)


# Files that are there, and what is refused


def test_nothing_is_written_over(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("One.\n\nTwo.\n")
    assert argmap("source", "add", "talk.txt").code == 0
    (tmp_path / "talk.argmap").write_text("claim a: Mine\n")
    again = argmap("source", "add", "talk.txt")
    assert again.code == 2
    assert "is there already; --force writes over it" in again.err
    (tmp_path / "talk.md").unlink()
    assert argmap("source", "add", "talk.txt").code == 2
    assert not (tmp_path / "talk.md").exists()
    assert (tmp_path / "talk.argmap").read_text() == "claim a: Mine\n"
    assert argmap("source", "add", "talk.txt", "--force").code == 0
    assert "source talk:" in (tmp_path / "talk.argmap").read_text()


def test_the_original_is_never_written_over(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("One.\n\nTwo.\n")
    for _ in range(2):
        ran = argmap("source", "add", "talk.md", "--force")
        assert (ran.code, ran.err) == (0, "")
        assert "talk-record.md" in ran.out
        assert (tmp_path / "talk.md").read_text() == "One.\n\nTwo.\n"
    assert "file: talk-record.md" in (tmp_path / "talk.argmap").read_text()
    (tmp_path / "b.argmap").write_text("One.\n\nTwo.\n")
    ran = argmap("source", "add", "b.argmap", "--force")
    assert ran.code == 2
    assert "is the original and would be lost" in ran.err


def test_a_title_and_names_that_look_like_anchors(argmap: Argmap, tmp_path: Path) -> None:
    thread = Thread("Chat", "P1 {#p1}", [Post("One.", "{#p2}"), Post("Two.", "p1 { #p1 }")])
    anchors = Passages(record(thread, "x", "0" * 64), markdown=True).anchors
    assert anchors["p1"][0] < anchors["p2"][0]
    assert "One." in Passages(record(thread, "x", "0" * 64), markdown=True).passage("p1")  # type: ignore[operator]
    assert "Two." not in Passages(record(thread, "x", "0" * 64), markdown=True).passage("p1")  # type: ignore[operator]


def test_into_a_folder_that_is_made(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "003 My Talk!.txt").write_text("One.\n")
    ran = argmap(
        "source", "add", "003 My Talk!.txt", "-o", "a/b", "--title", "T", "--url", "https://example.org/t"
    )
    assert (ran.code, ran.err) == (0, "")
    text = (tmp_path / "a/b/source-003-my-talk.argmap").read_text()
    assert "map: T\n" in text
    assert "  url: https://example.org/t\n" in text
    assert reads_as_citation("source-003-my-talk#p1")
    assert argmap("check", "a/b", "--select", "S,E").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ad", "a.txt"], "Did you mean `add`?"),
        (["add"], "FILE"),
        (["add", "no.txt"], "no such file"),
        (["add", "."], "is a folder"),
        (["add", "a.txt", "-o", "a.txt"], "is a file; name a folder"),
        (["add", "a.txt", "--name", "a b"], "`a-b` would be one"),
        (["add", "a.txt", "--name", "../up"], "is no name for a source"),
        (["add", "a.txt", "--name", "claim"], "is no name for a source"),
        (["add", "a.txt", "--url", "javascript:alert(1)"], "is no address of the web"),
        (["add", "a.txt", "--title", " "], "--title: is empty"),
        (["add", "a.txt", "--from", "txet"], "Did you mean `text`?"),
        (["add", "empty.txt"], "has no text"),
        (["add", "binary"], "is a binary file"),
        (["add", "other.json"], "JSON of a form that isn't known"),
        (["add", "cut.json"], "no JSON: line 1"),
        (["add", "deep.json"], "nested too deep"),
    ],
)
def test_what_is_refused(words: list[str], told: str, argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n")
    (tmp_path / "empty.txt").write_text("\n# \n\n***\n")
    (tmp_path / "binary").write_bytes(b"\x00\x01")
    (tmp_path / "other.json").write_text('{"a": 1}')
    (tmp_path / "cut.json").write_text('{"a": [1')
    (tmp_path / "deep.json").write_text('{"a":' * 100_000)
    before = {path.name for path in tmp_path.iterdir()}
    ran = argmap("source", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") <= 2
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_would_act_on_a_terminal_is_shown(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One\x1b[2J \u202etwo\x85three\x0bfour\u2028five.\x00"[:-1], "utf-8")
    assert argmap("source", "add", "a.txt", "--title", "A \x1b] title").code == 0
    for name in ("a.md", "a.argmap"):
        text = (tmp_path / name).read_text("utf-8")
        assert "␛" in text
        assert all(char == "\n" or char.isprintable() for char in text)


@pytest.mark.parametrize(
    ("case", "library"), [("pdf/input.pdf", "pypdf"), ("html/input.html", "readability")]
)
def test_a_library_that_is_not_there_is_named(
    case: str, library: str, argmap: Argmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ran = argmap("source", "add", HERE / case)
    assert (ran.code, ran.out) == (2, "")
    assert "takes a library that is not installed" in ran.err
    assert "pip install 'argmap[sources]'" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("pdf", b"%PDF-1.4\nnothing more", "can't be read as PDF"),
        ("pdf", b"no PDF at all", "can't be read as PDF"),
        ("html", b"<html><body></body></html>", "has no text"),
        ("html", b"", "article"),
        ("html", b"<html>" + b"<div>" * 100_000 + b"deep", "has no text"),
        ("html", "<html><meta charset='windows-1251'><p>Автобус нужен.".encode("cp1251"), ""),
        ("mbox", b"Dear all", "has no mails"),
        ("mbox", b"From: a\nDate: b\nContent-Type: text/plain; charset*=utf-8''a%00b\n\nWords", ""),
        ("chat", b"Dear all", "has no messages"),
        ("reddit", b"[]", "doesn't look like a thread of Reddit"),
        ("github", b'{"a": 1' + b"1" * 5000 + b"}", "too many digits"),
    ],
)
def test_what_a_reader_says_of_a_file_it_cannot_read(
    name: str, data: bytes, told: str, argmap: Argmap, tmp_path: Path
) -> None:
    ran = argmap("source", "add", "-", "--from", name, "--name", "a", stdin=data)
    assert told in ran.err
    if told:
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    else:
        assert (ran.code, ran.err) == (0, "")
        assert "\n> " in (tmp_path / "a.md").read_text("utf-8")


def test_the_encoding_that_a_page_names(argmap: Argmap, tmp_path: Path) -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>Ночной автобус нужен.</p></body></html>"
    assert argmap("source", "add", "-", "--name", "a", stdin=page.encode("cp1251")).code == 0
    assert "> Ночной автобус нужен." in (tmp_path / "a.md").read_text("utf-8")


# What is wrong in a file


def hostile(format_: str) -> list[bytes]:
    """A format's own cases cut short, and with every value in turn replaced by one of another kind."""
    made: list[bytes] = []
    for case in CASES:
        if case.name.partition("-")[0] == format_:
            [original] = case.glob("input.*")
            data = original.read_bytes()
            made += [data[: len(data) * i // 7] for i in range(8)]
            if original.suffix == ".json":
                made += [json.dumps(value).encode() for value in replaced(parts(Given("x", data)))]
    return made


def replaced(whole: Any) -> Iterator[Any]:
    """A JSON value with each value in it replaced, one at a time."""
    top = [whole]
    todo: list[tuple[Any, Any]] = [
        (whole, key) for key in ([*whole] if isinstance(whole, dict) else range(len(whole)))
    ]
    while todo:
        holder, key = todo.pop()
        old = holder[key]
        if isinstance(old, dict | list):
            todo += [(old, one) for one in (old if isinstance(old, dict) else range(len(old)))]
        for new in (None, [[]], {"a": "b"}, "x\x1b\n# x {#p1}", 1e300, True):
            holder[key] = new
            yield top[0]
        holder[key] = old


@pytest.mark.parametrize("name", READERS)
def test_a_broken_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    """Whatever is read of it makes a record whose anchors hold, and a map in order."""
    seen = set()
    for data in hostile(name):
        try:
            thread = READERS[name].read(Given("broken", data))
        except Unreadable:
            seen.add("refused")
            continue
        seen.add("read")
        text = skeleton(thread, "a", "a.md", "0" * 64)
        assert formatted(Source("a", text)) == text
        assert parse(Source("a", uncommented(text)))[1] == []
        anchors = Passages(record(thread, "x", "0" * 64), markdown=True).anchors
        begins = [anchors[f"p{number}"][0] for number in range(1, len(thread.posts) + 1)]
        assert begins == sorted(set(begins))
        for url in re.findall(r"<(.*)>$|^  url: (.*)$", text, re.M):
            assert "".join(url).startswith("http")
    assert seen == {"read", "refused"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_cut_file_is_read_or_refused_in_one_line(case: Path, argmap: Argmap) -> None:
    [original] = case.glob("input.*")
    data = original.read_bytes()
    for length in range(0, len(data), len(data) // 9):
        for words in ([], ["--from", case.name.partition("-")[0]]):
            ran = argmap("source", "add", "-", "--name", "a", "--force", *words, stdin=data[:length])
            if ran.code:
                assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
                assert ran.err.startswith("argmap: standard input: ")
