"""The formatter: cases under `fmt/` (input, `output`, perhaps `options`), properties, the command.

`ARGMAP_ACCEPT=1` writes the output that is into the cases: read it before you commit it.
"""

from __future__ import annotations

import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.formats.json import write
from argmap.model.load import Loader
from argmap.model.values import BadValue, read_value
from argmap.source import Source
from argmap.syntax.format import WIDTH, HasErrors, formatted
from argmap.syntax.parser import parse
from argmap.syntax.same import difference
from argmap.syntax.tree import Document
from argmap.syntax.words import KEYS, KINDS, LISTS
from tests.cases import case_files, read_case
from tests.conftest import Argmap
from tests.test_syntax import _SOUP


def options(case: dict[str, str]) -> tuple[int, bool]:
    """The width and whether to refill, as a case asks for."""
    words = case.get("options", "").split()
    return int(words[words.index("width") + 1]) if "width" in words else WIDTH, "refill" in words


@pytest.mark.parametrize("path", case_files("fmt"), ids=lambda p: p.stem)
def test_layout(path: Path) -> None:
    case = read_case(path)
    width, refill = options(case)
    text = formatted(Source(path.stem, case["input"]), width, refill)
    if os.environ.get("ARGMAP_ACCEPT"):
        asked = f"%%% options\n{case['options']}" if "options" in case else ""
        path.write_text(f"{case['input']}{asked}%%% output\n{text}", "utf-8")
        case["output"] = text
    assert text == case["output"]
    assert formatted(Source(path.stem, text), width, refill) == text


# Whatever is formatted stays the map it was

ROOT = Path(__file__).parent.parent
MAPS = sorted([*ROOT.glob("examples/*.argmap"), *ROOT.glob("tests/*/*.argmap")])


def meaning(text: str, folder: Path | None = None) -> Any:
    """The whole resolved map without places, as its JSON tells it, and the errors that it has."""
    map_, diagnostics = Loader().text(text, folder=folder)
    return _without_spans(json.loads(write(map_))), sorted(d.code for d in diagnostics)


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_spans(v) for k, v in value.items() if k != "span"}
    return [_without_spans(v) for v in value] if isinstance(value, list) else value


def comments(text: str) -> list[str]:
    document, _ = parse(Source("x", text))
    return [text[i.start : i.end].lstrip("\ufeff").strip() for i in document.walk() if i.type == "COMMENT"]


def assert_same(old: str, new: str, folder: Path | None = None) -> None:
    assert meaning(new, folder) == meaning(old, folder)
    assert sorted(comments(new)) == sorted(comments(old))
    assert new == "" or new.endswith("\n")
    assert not new.startswith(("\n", "\ufeff"))
    assert all(line == line.rstrip() for line in new.split("\n"))
    assert "\n\n\n" not in new
    assert "\r" not in new


@pytest.mark.parametrize("path", MAPS, ids=lambda p: p.stem)
@pytest.mark.parametrize("width", [25, 60, 100])
@pytest.mark.parametrize("refill", [False, True])
def test_maps_stay_what_they_are(path: Path, width: int, refill: bool) -> None:
    text = path.read_text("utf-8")
    new = formatted(Source(path.name, text), width, refill)
    assert_same(text, new, path.parent)
    assert comments(new) == comments(text)
    assert formatted(Source(path.name, new), width, refill) == new


def test_examples_are_formatted(argmap: Argmap) -> None:
    ran = argmap("fmt", "--check", ROOT / "examples")
    assert (ran.code, ran.err) == (0, "")


#: Words of texts, many of which read as something else at the beginning of a line.
_WORDS = st.sampled_from([
    *KINDS, "a", "word", "words", "longer-words", "note:", "map x:", "premis:", "because x:",
    "colour: red", "//x", "https://example.org/a", "\\[c]", "\\", "\\claim", "\\\\[c]", "[a", "b]",
    "[x, y]", "[[a]]",
    "漢字漢字漢字", "漢", "、", "「", "字。", "：", "が\u3099", "אבג", "😀", "\u00a0", "\u3000", "claim-like",
    "...", "(", ")",
])  # fmt: skip
_TAIL = st.sampled_from(
    ["", "", "", " [a]", "[b#p1,a].", " [a]\u00a0 [x/y#L1]", " [a]. [b]", " (x [a])", " [漢字]"]
)
_GAP = st.sampled_from([" ", " ", " ", " ", "  ", "", "\n     ", " \n        "])
_TEXT = st.builds(
    lambda words, tail: "Some " + "".join(map("".join, words)).rstrip(" \n") + tail,
    st.lists(st.tuples(_WORDS, _GAP), max_size=25),
    _TAIL,
)
_HEADER = st.sampled_from([
    "claim a{}: ", "claim {}:\n        ", "premise :", "rebuttal  @s: ", "undercut @s  #t :\t",
    "concession @s", "premise a0  [a]", "argument  b{}:", "question: ", "answer @s @r #t #u:  ",
    "section:", "section s{} : ",
    "speaker s{}: ", "source x{}:", "map: ", "import i{}: ", "// ", "", "", "\u00a0",
])  # fmt: skip
_PROPERTY = st.sampled_from(
    ["note: ", "quote :", "date: ", "of:", "restates:  ", "contradicts: ", "weight: 0.5", "ignore: U", "// "]
)
_BLOCK = st.tuples(st.integers(0, 4), _HEADER, _TEXT, st.lists(st.tuples(_PROPERTY, _TEXT), max_size=3))


def _written(blocks: list[Any]) -> str:
    """A map out of random lines, most of them well-formed and some of them where they may stand."""
    lines: list[str] = []
    deep = -1
    for i, (level, header, text, properties) in enumerate(blocks):
        if header == "\u00a0" or not header:
            lines.append(header)
            continue
        deep = min(level, deep + 1)
        indent = " " * 3 * deep
        bare = header[-1] in "s]" or header.startswith("//")
        body = header.format(i) if bare else header.format(i) + (" " if header[-1] == ":" else "") + text
        lines.append(indent + body.replace("\n", "\n" + indent))
        lines += [
            f"{indent}   {key}" + (f" {value}" if key[-1] in ": " else "").replace("\n", f"\n{indent}      ")
            for key, value in properties
        ]
    return "\n".join(lines)


def _check(text: str, width: int, refill: bool) -> None:
    try:
        new = formatted(Source("any", text), width, refill)
    except HasErrors:
        assert parse(Source("any", text))[1]
        return
    assert_same(text, new)
    again = formatted(Source("any", new), width, refill)
    assert again == new


@settings(max_examples=300, deadline=None)
@given(st.lists(_BLOCK, max_size=6).map(_written), st.sampled_from([20, 45, 100]), st.booleans())
def test_any_map_stays_what_it_is(text: str, width: int, refill: bool) -> None:
    _check(text, width, refill)


@settings(max_examples=300, deadline=None)
@given(_SOUP, st.sampled_from([20, 100]), st.booleans())
def test_any_soup_stays_what_it_is(text: str, width: int, refill: bool) -> None:
    _check(text, width, refill)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 12).map("x".__mul__), min_size=1, max_size=60),
    st.integers(60, 100),
    st.booleans(),
)
def test_lines_keep_to_the_width(words: list[str], width: int, refill: bool) -> None:
    text = f"claim a @b: {' '.join(words)} [s]\n  premise: {' '.join(words)}\n    note: {' '.join(words)}\n"
    new = formatted(Source("any", text), width, refill)
    assert max(map(len, new.splitlines())) <= width
    # greedy: no line could have taken the first word of the next
    lines = [line.strip() for line in new.splitlines()]
    for line, after in pairwise(new.splitlines()):
        if after.startswith(" " * (len(line) - len(line.lstrip()))) and not after.lstrip().startswith(
            ("p", "n")
        ):
            assert len(line) + 1 + len(after.split()[0]) > width, lines


def test_white_space_at_the_end_of_a_line_is_no_text() -> None:
    map_, _ = Loader().text("claim a: One   \n    two.\u00a0\n\n  note:\u00a0 Three \t\n      four.\n")
    assert map_.nodes["a"].text == "One two."
    assert map_.nodes["a"].properties == {"note": ["Three four."]}


def test_the_keys_that_list_names_are_those_the_model_splits() -> None:
    for key in KEYS:
        try:
            value = read_value(key, "a b")
        except BadValue:
            continue
        assert (value == ["a", "b"]) == (key in LISTS), key


# What is proved before anything is written


def parsed(text: str) -> Document:
    document, errors = parse(Source("x", text))
    assert not errors
    return document


CHANGES = [
    ("claim a: One.", "claim a: Two."),
    ("claim a: One.", "claim b: One."),
    ("claim a: One.", "premise a: One."),
    ("claim a: One.", "claim a @b: One."),
    ("claim a: One.", "claim a #b: One."),
    ("claim a: One. [s]", "claim a: One. [s#p1]"),
    ("claim a: One. [s]", r"claim a: One. \[s]"),
    ("claim a: One.\n  premise b: B.\n", "claim a: One.\nclaim b: B.\n"),
    ("claim a: A.\n  premise b: B.\n  premise c: C.\n", "claim a: A.\n  premise b: B.\n    premise c: C.\n"),
    ("claim a: One.\n  note: A\n  note: B\n", "claim a: One.\n  note: B\n  note: A\n"),
    ("claim a: One.\n  restates: b, c\n", "claim a: One.\n  restates: c, b\n"),
    ("claim a: One.\n// b\n// c\n", "claim a: One.\n// c\n// b\n"),
    ("claim a: One.\n  // b\n// c\n", "claim a: One.\n// b\n// c\n"),
    ("claim a: One.\n// b\n", "claim a: One.\n"),
    ("claim a: One.\n", "claim a: One.\n// b\n"),
    ("claim a: One.\n  // b\n  note: N\n  date: 1\n", "claim a: One.\n  note: N\n  // b\n  date: 1\n"),
    ("claim a: One.\n  premise b: B.\n", "claim a: One.\n"),
    ("source a: One\n  file: b", "source a: One\n  url: b"),
    ("map: One", "section: One"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_the_proof_sees_what_changes(old: str, new: str) -> None:
    assert difference(parsed(old), parsed(new)) is not None
    assert difference(parsed(new), parsed(old)) is not None


def test_the_proof_sees_no_change_where_there_is_none() -> None:
    old = "claim  a: One\n     two. [s#p1,t]\n\n  // of note\n  note: N\n  date: 1939\n  restates: b c\n"
    new = "claim a: One two. [s#p1] [t]\n    date: 1939\n    restates: b, c\n    // of note\n    note: N\n"
    assert difference(parsed(old), parsed(new)) is None


def test_a_layout_that_would_change_the_map_is_refused(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.argmap"
    path.write_text("claim  a: One.\n")
    for wrong, why in [
        ("claim a: Two.\n", "line 1 would change its meaning"),
        ("claim a One.\n", "line 1 of the new layout would have an error"),
    ]:
        monkeypatch.setattr("argmap.syntax.format.layout", lambda *_, wrong=wrong: wrong)
        ran = argmap("fmt", "a.argmap")
        assert ran.code == 2
        assert why in ran.err
        assert "This is a bug in argmap. Please report it" in ran.err
        assert path.read_text() == "claim  a: One.\n"
    layouts = iter(["claim a:  One.\n", "claim a: One.\n"])
    monkeypatch.setattr("argmap.syntax.format.layout", lambda *_: next(layouts))
    ran = argmap("fmt", "a.argmap")
    assert ran.code == 2
    assert "formatting it again would change it again" in ran.err


# The command

MESSY = "claim  a: One.\n"
TIDY = "claim a: One.\n"
BROKEN = "claim a: One.\n  premis b: Two.\n"


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    for name, text in {
        "messy.argmap": MESSY,
        "tidy.argmap": TIDY,
        "sub/messy.argmap": MESSY,
        ".hidden/messy.argmap": MESSY,
        "note.txt": MESSY,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_files_are_rewritten(argmap: Argmap, maps: Path) -> None:
    ran = argmap("fmt", "messy.argmap", "tidy.argmap", "messy.argmap")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Reformatted messy.argmap\n1 file reformatted, 1 file unchanged.\n"
    assert (maps / "messy.argmap").read_text() == TIDY
    assert (maps / "sub/messy.argmap").read_text() == MESSY


@pytest.mark.parametrize("names", [["."], []])
def test_folders(argmap: Argmap, maps: Path, names: list[str]) -> None:
    ran = argmap("fmt", *names)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "2 files reformatted, 1 file unchanged."
    assert (maps / "sub/messy.argmap").read_text() == TIDY
    assert (maps / ".hidden/messy.argmap").read_text() == MESSY
    assert (maps / "note.txt").read_text() == MESSY


def test_check_writes_nothing(argmap: Argmap, maps: Path) -> None:
    ran = argmap("fmt", "--check", ".")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "Would reformat messy.argmap\nWould reformat sub/messy.argmap\n"
        "2 files would be reformatted, 1 file unchanged.\n"
    )
    assert (maps / "messy.argmap").read_text() == MESSY
    assert argmap("fmt", "--check", "tidy.argmap").code == 0
    assert argmap("fmt", "--check", "-", stdin=MESSY).code == 1
    assert argmap("fmt", "--check", "-", stdin=TIDY).code == 0


def test_diff_writes_nothing(argmap: Argmap, maps: Path) -> None:
    ran = argmap("fmt", "--diff", "messy.argmap", "tidy.argmap")
    assert ran.code == 1
    assert ran.out == "--- messy.argmap\n+++ messy.argmap\n@@ -1 +1 @@\n-claim  a: One.\n+claim a: One.\n"
    assert ran.err == "argmap: 1 file would be reformatted, 1 file unchanged.\n"
    assert (maps / "messy.argmap").read_text() == MESSY
    assert (
        "\x1b[31m-claim  a: One.\x1b[0m\n" in argmap("fmt", "--diff", "messy.argmap", "--color", "always").out
    )


def test_a_diff_is_a_patch(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_bytes(b"claim a: One.\r\nclaim b: \x07Two.")
    ran = argmap("fmt", "--diff", "a.argmap")
    assert "-claim a: One.\r\n" in ran.out
    assert "-claim b: \x07Two.\n\\ No newline at end of file\n" in ran.out
    ran = argmap("fmt", "--diff", "a.argmap", "--color", "always")
    assert "\x07Two" not in ran.out


def test_standard_input(argmap: Argmap, maps: Path) -> None:
    ran = argmap("fmt", "-", stdin=b"\xef\xbb\xbfclaim  a: One.\r\n  // c")
    assert (ran.code, ran.out, ran.err) == (0, "claim a: One.\n  // c\n", "")
    ran = argmap("fmt", "-", "messy.argmap", stdin=MESSY)
    assert ran.out == TIDY + "Reformatted messy.argmap\n"
    assert ran.err == "argmap: 2 files reformatted.\n"


def test_a_map_with_errors_is_left_as_it_is(argmap: Argmap, maps: Path) -> None:
    (maps / "broken.argmap").write_text(BROKEN)
    for option in ([], ["--check"], ["--diff"]):
        ran = argmap("fmt", *option, "broken.argmap")
        assert ran.code == 2
        assert "broken.argmap:2:3: E106 `premis` is no keyword" in ran.err
        assert "Try: argmap check broken.argmap" in ran.err
    ran = argmap("fmt", "-", stdin=BROKEN)
    assert (ran.code, ran.out) == (2, "")
    assert "<stdin>:2:3: E106" in ran.err
    ran = argmap("fmt", ".")
    assert ran.code == 2
    assert (maps / "broken.argmap").read_text() == BROKEN
    assert (maps / "messy.argmap").read_text() == TIDY
    assert ran.out.splitlines()[-1] == "2 files reformatted, 1 file unchanged, 1 file not formatted."


def test_errors_of_the_model_do_not_matter(argmap: Argmap) -> None:
    ran = argmap("fmt", "-", stdin="claim  a:  One.\n   premise  nowhere\n")
    assert (ran.code, ran.out) == (0, "claim a: One.\n  premise nowhere\n")


@pytest.mark.parametrize(
    "args", [["none.argmap"], ["mesy.argmap"], ["empty"], ["--width", "0"], ["--width", "x"]]
)
def test_wrong_usage(argmap: Argmap, maps: Path, args: list[str]) -> None:
    (maps / "empty").mkdir()
    ran = argmap("fmt", *args)
    assert ran.code == 2
    assert ran.err.startswith("argmap: ")
    if args == ["mesy.argmap"]:
        assert "Did you mean `messy.argmap`?" in ran.err


def test_width(argmap: Argmap, maps: Path) -> None:
    text = "claim a: " + "word " * 20
    assert max(map(len, argmap("fmt", "-", "--width", "50", stdin=text).out.splitlines())) == 48
    (maps / "argmap.toml").write_text("width = 60\n")
    assert max(map(len, argmap("fmt", "-", stdin=text).out.splitlines())) == 58
    (maps / "argmap.toml").write_text('width = "60"\n')
    ran = argmap("fmt", "-", stdin=text)
    assert ran.code == 2
    assert "`width` must be a number above 0" in ran.err


def test_mode_bits_stay(argmap: Argmap, maps: Path) -> None:
    path = maps / "messy.argmap"
    path.chmod(0o640)
    assert argmap("fmt", "messy.argmap").code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in maps.iterdir() if p.name.startswith(".m")] == []


def test_a_link_out_of_the_project_is_not_followed(argmap: Argmap, tmp_path: Path) -> None:
    inside, outside = tmp_path / "project", tmp_path / "elsewhere"
    for folder in (inside / "sub", outside):
        folder.mkdir(parents=True)
    (inside / "argmap.toml").touch()
    (outside / "far.argmap").write_text(MESSY)
    (inside / "near.argmap").write_text(MESSY)
    (inside / "far.argmap").symlink_to(outside / "far.argmap")
    (inside / "sub" / "near.argmap").symlink_to("../near.argmap")
    (inside / "folder").symlink_to(outside)
    for name in ("far.argmap", "folder/far.argmap"):
        ran = argmap("fmt", inside / name)
        assert ran.code == 2
        assert "is a symbolic link out of the project folder" in ran.err
        for option in ("--check", "--diff"):  # which say what would be done
            tried = argmap("fmt", option, inside / name)
            assert tried.code == 2
            assert ran.err.splitlines()[0] in tried.err
            assert "ould reformat" not in tried.out
    assert (outside / "far.argmap").read_text() == MESSY
    assert argmap("fmt", inside / "sub" / "near.argmap").code == 0
    assert (inside / "near.argmap").read_text() == TIDY
    assert (inside / "sub" / "near.argmap").is_symlink()


def test_wrong_settings_are_told_once_and_nothing_is_formatted(argmap: Argmap, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.argmap").write_text(MESSY)
    (tmp_path / "argmap.toml").write_text("widht = 80")
    ran = argmap("fmt", ".")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("unknown key `widht`") == 1
    assert (tmp_path / "a.argmap").read_text() == MESSY


def test_deep_and_long_maps_are_formatted() -> None:
    deep = "".join(f"{' ' * i}{'rebuttal' if i else 'claim'} n{i}: Text.\n" for i in range(1500))
    new = formatted(Source("deep", deep))
    assert new.splitlines()[-2:] == [" " * 2998 + "rebuttal n1499:", " " * 3002 + "Text."]
    long = "claim a: " + "word " * 100_000 + "end. [s]\n"
    new = formatted(Source("long", long))
    assert max(map(len, new.splitlines())) == 98
    assert formatted(Source("long", new), refill=True) == new


def test_the_page_shows_what_comes_out() -> None:
    page = (ROOT / "docs" / "fmt.md").read_text("utf-8")
    before, after = re.findall(r"```argmap\n// \w+\n(.*?)```", page, re.S)
    assert formatted(Source("page", before)) == after
