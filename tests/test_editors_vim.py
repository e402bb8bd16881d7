"""The settings for Vim and Neovim, in both: they colour what the parser finds, indent, fold and make."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editors.wellformed import maps, pieces
from tests.laid_out import optional_command

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "vim"
TRIED = Path(__file__).parent / "editors" / "vim"
EDITORS = {"vim": ["-N", "-es"], "nvim": ["--headless"]}


@pytest.fixture(params=sorted(EDITORS))
def editor(request: pytest.FixtureRequest) -> str:
    optional_command(request.param)
    return str(request.param)


#: What turns colours and settings by kind of file on.
ON = ("filetype plugin indent on", "syntax on")


def run(editor: str, home: Path, *commands: str, ours: bool = True, **environment: str | Path) -> None:
    """Run an editor with nobody's settings but `ours`, and this environment's argmap on its PATH."""
    beside = str(Path(sys.executable).parent)
    runtime = str(FOLDER).replace(" ", r"\ ")
    first = ["--cmd", "set encoding=utf-8" + (f" runtimepath^={runtime}" if ours else "")]
    given = [part for command in (*(ON if ours else ()), *commands, "qall!") for part in ("-c", command)]
    ran = subprocess.run(
        [editor, *EDITORS[editor], "-u", "NONE", "-i", "NONE", "-n", *first, *given],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PATH": beside + os.pathsep + os.environ["PATH"],
            **{name: str(value) for name, value in environment.items()},
        },
        cwd=home,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_what_they_do(editor: str, tmp_path: Path) -> None:
    told = tmp_path / "told"
    example = ROOT / "examples" / "decision.argmap"
    run(editor, tmp_path, f"source {TRIED / 'behaviour.vim'}", ARGMAP_TOLD=told, ARGMAP_EXAMPLE=example)
    *wrong, last = told.read_text(encoding="utf-8").splitlines()
    assert wrong == []
    assert re.fullmatch(r"[1-9]\d* ran", last)


#: The groups that stand for a token of the parser.
GROUPS = {
    "kind": {"argmapKind", "argmapAttack"},
    "keyword": {"argmapDeclaration"},
    "key": {"argmapKey"},
    "id": {"argmapId", "argmapReference"},
    "speaker": {"argmapSpeaker"},
    "tag": {"argmapTag"},
    "citation": {"argmapCitation", "argmapCitationBroken"},
    "comment": {"argmapComment"},
    "name": {"argmapName", "argmapSpeakerName", "argmapSourceName"},
    "names": {"argmapReferences", "argmapSpeakers", "argmapSources"},
}
#: Groups of text, which the parser doesn't cut further.
PLAIN = {
    *("argmapStatement", "argmapTitle", "argmapDeclared", "argmapQuote", "argmapProperty"),
    *("argmapNumber", "argmapConstant", "argmapPlace", "argmapMention", "argmapEscape"),
}


def groups(editor: str, texts: list[str], folder: Path) -> list[list[str]]:
    """The innermost group of each character of each text."""
    files = [folder / f"{number}.argmap" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8", newline="")
    (folder / "files").write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
    run(editor, folder, f"source {TRIED / 'dump.vim'}", ARGMAP_DUMP=folder / "files")
    dumped = [json.loads(Path(f"{file}.json").read_text(encoding="utf-8")) for file in files]
    return [[group for line in lines for group in (*line, "")] for lines in dumped]


def test_their_colours_are_what_the_parser_finds(editor: str, tmp_path: Path) -> None:
    texts = maps()
    assert len(texts) > 100
    for text, group_at in zip(texts, groups(editor, texts, tmp_path), strict=True):
        for piece in pieces(text):
            shown = text[piece.start : piece.end]
            # brackets and commas of a citation are no tokens of their own
            found = {group_at[at] for at in range(piece.start, piece.end) if text[at] not in "[], \n"}
            if piece.type in GROUPS:
                assert found <= GROUPS[piece.type], (shown, found)
            elif piece.type == "text":
                assert found <= PLAIN, (shown, found)
