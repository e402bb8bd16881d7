"""Every editor knows every word of the language, and no other: what is written in them, and what they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.syntax.words import DECLARATIONS, KEYS, KINDS, RESERVED
from tests import test_editors_kate, test_editors_vim, test_editors_vscode
from tests.laid_out import optional_command

EDITORS = Path(__file__).parent.parent / "editors"
#: Files that spell the words, as `one|two|three`.
SPELLING = [
    "kate/argmap.xml",
    "nano/argmap.nanorc",
    "vim/autoload/argmap.vim",
    "vim/syntax/argmap.vim",
    "vscode/src/places.js",
    "vscode/syntaxes/argmap.tmLanguage.json",
]


@pytest.mark.parametrize("name", SPELLING)
def test_the_words_written_in_a_file(name: str) -> None:
    text = (EDITORS / name).read_text(encoding="utf-8")
    lists = [set(found.strip("|").split("|")) for found in re.findall(r"(?:\w+\|\w+|\|\w+)(?:\|\w+)*", text)]
    lists = [words for words in lists if words & RESERVED]
    assert set().union(*lists) == RESERVED


#: Each word where it may stand, one a line.
LINES = [
    *(f"{kind} x: A." for kind in KINDS),
    *(f"{word} x: A." for word in DECLARATIONS),
    "claim y: A.",
    *(f"  {key}: a" for key in KEYS),
]


def vscode(text: str, folder: Path) -> list[str]:
    return test_editors_vscode.scopes([text], folder)[0]


def vim(text: str, folder: Path) -> list[str]:
    optional_command("vim")
    return test_editors_vim.groups("vim", [text], folder)[0]


def nvim(text: str, folder: Path) -> list[str]:
    optional_command("nvim")
    return test_editors_vim.groups("nvim", [text], folder)[0]


def kate(text: str, folder: Path) -> list[str]:
    return test_editors_kate.styles(text, test_editors_kate.library(folder))


#: What a kind, a word that declares and a key are shown as.
AS: dict[Callable[[str, Path], list[str]], tuple[set[str], set[str], set[str]]] = {
    vscode: (
        {"keyword.other.kind", "keyword.control.attack"},
        {"storage.type.declaration"},
        {"support.type.property-name"},
    ),
    vim: ({"argmapKind", "argmapAttack"}, {"argmapDeclaration"}, {"argmapKey"}),
    nvim: ({"argmapKind", "argmapAttack"}, {"argmapDeclaration"}, {"argmapKey"}),
    kate: ({"Kind", "Attack"}, {"Declaration"}, {"Key"}),
}


@pytest.mark.parametrize("editor", AS, ids=lambda editor: editor.__name__)
def test_every_word_is_shown_as_what_it_is(editor: Callable[[str, Path], list[str]], tmp_path: Path) -> None:
    text = "".join(f"{line}\n" for line in LINES)
    shown = editor(text, tmp_path)
    begin = 0
    for line in LINES:
        (word,) = re.findall(r"^ *(\w+)", line)
        at = begin + line.index(word)
        expected = AS[editor][0 if word in KINDS else 1 if word in DECLARATIONS else 2]
        assert set(shown[at : at + len(word)]) <= expected, word
        begin += len(line) + 1
