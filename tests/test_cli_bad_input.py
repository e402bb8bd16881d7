"""Whatever is in a file, or isn't: an exit code and words, never a stack trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Argmap

COMMANDS = (
    ("check",),
    ("render",),
    ("render", "--to", "table"),
    ("convert", "--to", "json"),
    ("stats",),
    ("report",),
    ("report", "--to", "html"),
)


def deep(levels: int) -> str:
    return "claim: Root.\n" + "".join(
        f"{' ' * level}rebuttal: Level {level}.\n" for level in range(1, levels)
    )


TEXTS = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "bom": b"\xef\xbb\xbf",
    "long line": b"claim a: " + b"word " * 2_000_000,
    "long line of no form": b"x" * 10_000_000,
    "deep": deep(5000).encode(),
    "tabs and spaces": b"claim a: One.\n\tpremise b: Two.\n  \tpremise c: Three.\n\t  premise d: Four.\n",
    "carriage returns": b"claim a: One.\r  premise b: Two.\r",
    "no line end": b"claim a: One.\n  premise b: Two.",
    "brackets": b"claim a: [[[[[[ ]]]] [x] [ \\[ :smile: <b> [/b]\n",
    "escapes": b"claim a: \x1b[31mred\x1b[0m \x07 \x1b]0;title\x07\n",
    "only a keyword": b"claim\npremise\nrebuttal:\n",
    "python": Path(__file__).read_bytes(),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", TEXTS)
def test_any_text_is_answered(argmap: Argmap, tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    (tmp_path / "a.argmap").write_bytes(TEXTS[name])
    ran = argmap(*command, "a.argmap")
    assert ran.code in (0, 1), ran.err
    assert not any(c in ran.out + ran.err for c in "\x1b\x07\x9b")
    assert len(ran.err) < 2000
    if command[0] == "convert":
        assert json.loads(ran.out)["format"] == "argmap/1"
    if command[0] == "check":
        assert max(map(len, ran.out.splitlines())) < 400


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("binary.argmap", "binary.argmap: is a binary file"),
        ("latin.argmap", "latin.argmap: is not UTF-8 text (line 2)"),
        ("missing.argmap", "missing.argmap: no such file"),
        ("no/folder.argmap", "no/folder.argmap: no such file"),
        ("binari.argmap", "Did you mean `binary.argmap`?"),
        ("file.txt/a.argmap", "file.txt/a.argmap: "),
        ("a" * 300, "a: "),
    ],
)
def test_what_cannot_be_read(
    argmap: Argmap, tmp_path: Path, name: str, words: str, command: tuple[str, ...]
) -> None:
    (tmp_path / "binary.argmap").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "latin.argmap").write_bytes("map: A\nclaim: ü\n".encode("latin-1"))
    (tmp_path / "file.txt").write_text("")
    ran = argmap(*command, name)
    assert (ran.code, ran.out) == (2, "") or command[0] == "check"
    assert ran.code == 2
    assert words in ran.err
    assert len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize("command", [c for c in COMMANDS[1:] if c[0] != "convert"], ids=" ".join)
def test_a_folder_where_a_file_is_wanted(argmap: Argmap, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "maps").mkdir()
    ran = argmap(*command, "maps")
    assert (ran.code, ran.out) == (2, "")
    assert "maps: is a folder" in ran.err
