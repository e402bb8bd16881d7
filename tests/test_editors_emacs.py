"""The Emacs mode, in a real Emacs: it colours what the parser finds, and moves nothing that has a meaning."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.source import Source
from argmap.syntax.parser import parse
from argmap.syntax.same import difference
from argmap.syntax.tree import Declaration, tokens
from argmap.syntax.words import DECLARATIONS, KEYS, KINDS
from tests.editors.wellformed import maps
from tests.laid_out import optional_command

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "emacs"
MODE = FOLDER / "argmap-mode.el"


def emacs(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Emacs in batch mode with nobody's settings, and this environment's argmap on its PATH."""
    beside = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": beside + os.pathsep + os.environ["PATH"],
    }
    return subprocess.run(
        [optional_command("emacs"), "-Q", "--batch", "-L", FOLDER, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=home,
        check=False,
    )


def dumped(function: str, texts: list[str], folder: Path) -> list[object]:
    files = [folder / f"{number}.argmap" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8", newline="")
    ran = emacs("-l", "argmap-mode-dump", "-f", function, *files, home=folder)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.split("\n")[:-1]]


def test_it_compiles_without_a_warning(tmp_path: Path) -> None:
    out = f'(lambda (_) "{tmp_path / "argmap-mode.elc"}")'
    strict = f"(setq byte-compile-error-on-warn t byte-compile-dest-file-function {out})"
    ran = emacs("--eval", strict, "-f", "batch-byte-compile", MODE, home=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "argmap-mode.elc").exists()


def test_its_documentation_has_the_form_that_emacs_asks_for(tmp_path: Path) -> None:
    ran = emacs("--eval", f'(checkdoc-file "{MODE}")', home=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_it_does(tmp_path: Path) -> None:
    ran = emacs("-l", "argmap-mode-tests", "-f", "ert-run-tests-batch-and-exit", home=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"Ran [1-9]\d* tests, .* 0 unexpected", ran.stderr), ran.stderr


@pytest.mark.parametrize(
    ("name", "words"), [("kinds", KINDS), ("declarations", DECLARATIONS), ("keys", KEYS)]
)
def test_it_knows_the_words_of_the_language(name: str, words: tuple[str, ...]) -> None:
    match = re.search(rf"\(defconst argmap-{name}\s+'\(([^)]*)\)", MODE.read_text(encoding="utf-8"))
    assert match is not None
    assert sorted(re.findall(r'"([^"]+)"', match[1])) == sorted(words)


#: The faces that stand for a token of the parser.
FACES = {
    "kind": {"argmap-kind", "argmap-attack"},
    "keyword": {"argmap-declaration"},
    "key": {"argmap-key"},
    "id": {"argmap-id", "argmap-reference"},
    "speaker": {"argmap-speaker"},
    "tag": {"argmap-tag"},
    "citation": {"argmap-citation"},
    "comment": {"font-lock-comment-face", "font-lock-comment-delimiter-face"},
}
#: What a name is coloured as where it is declared, and a list of names in a property.
NAMES = {"argmap-id", "argmap-speaker", "argmap-citation"}
#: Faces of text, which the parser doesn't cut further.
PLAIN = {"default", "argmap-title", "argmap-mention"}


def test_its_colours_are_what_the_parser_finds(tmp_path: Path) -> None:
    texts = maps()
    assert len(texts) > 100
    for text, faces in zip(texts, dumped("argmap-dump-faces", texts, tmp_path), strict=True):
        face_at = [""] * len(text)
        for begin, end, face in faces:  # type: ignore[attr-defined]
            face_at[begin:end] = [face] * (end - begin)
        document = parse(Source("x", text))[0]
        declared = [(i.start, i.end) for i in document.walk() if isinstance(i, Declaration)]
        lists = [m.span() for m in re.finditer(r"^ *(restates|contradicts|of|by):.*", text, re.M)]
        for token in tokens(document):
            shown = text[token.start : token.end]
            # brackets and commas of a citation have its colour, and are no tokens of their own
            found = {face_at[at] for at in range(token.start, token.end) if text[at] not in "[], \n"}
            if token.type == "id" and any(begin <= token.start < end for begin, end in declared):
                assert found <= NAMES, (shown, found)
            elif token.type in FACES:
                assert found <= FACES[token.type], (shown, found)
            elif token.type == "text" and any(begin <= token.start < end for begin, end in lists):
                assert found <= {"argmap-reference", "argmap-citation", "argmap-speaker"}, (shown, found)
            elif token.type == "text":
                assert found <= {"", *PLAIN}, (shown, found)


def test_indenting_and_filling_change_nothing_that_is_said(tmp_path: Path) -> None:
    # filling makes one space of several, as everywhere in Emacs
    texts = [re.sub(r"(?<=\S)  +", " ", text) for text in maps()]
    for text, made in zip(texts, dumped("argmap-dump-touched", texts, tmp_path), strict=True):
        touched = str(made)
        before, _ = parse(Source("x", text))
        after, errors = parse(Source("x", touched))
        assert [e.message for e in errors] == [], touched
        assert difference(before, after) is None, touched
