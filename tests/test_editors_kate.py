"""Kate's definition, in the library by which Kate highlights: it colours what the parser finds."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.editors.wellformed import maps, pieces
from tests.laid_out import optional_command

DEFINITION = Path(__file__).parent.parent / "editors" / "kate" / "argmap.xml"
STYLES = re.findall(r'<itemData name="(\w+)"', DEFINITION.read_text(encoding="utf-8"))
_RUN = re.compile(r'<span style="color:#(\w{6});">|</span>|&[#\w]+;|.', re.S)


def library(folder: Path) -> Path:
    """Makes a folder in which our definition is found, and a theme with a colour for each of its styles."""
    own = folder / "org.kde.syntax-highlighting"
    (own / "syntax").mkdir(parents=True)
    (own / "themes").mkdir()
    shutil.copy(DEFINITION, own / "syntax")
    theme = {
        "metadata": {"name": "probe", "revision": 1},
        "text-styles": {},
        "editor-colors": {},
        "custom-styles": {
            "argmap": {
                name: {"text-color": f"#{number:06x}", "bold": False, "underline": False}
                for number, name in enumerate(STYLES, 1)
            }
        },
    }
    (own / "themes" / "probe.theme").write_text(json.dumps(theme), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(tmp_path_factory.mktemp("kate"))


def styles(text: str, home: Path) -> list[str]:
    """The style of each character."""
    ran = subprocess.run(
        [optional_command("kate-syntax-highlighter"), "--stdin", "-s", "argmap", "-t", "probe"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "XDG_DATA_HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        },
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""  # what is wrong with a definition is told there
    inside = ran.stdout[ran.stdout.index("<pre>") + 6 : ran.stdout.index("</pre>")]
    found, now, shown = [], "", ""
    for run in _RUN.finditer(inside):
        if run[1]:
            now = STYLES[int(run[1], 16) - 1]
        elif run[0] == "</span>":
            now = ""
        else:
            found.append(now)
            shown += html.unescape(run[0])
    assert shown.rstrip("\n") == text.rstrip("\n")
    return found + [""] * len(text)


#: The styles that stand for a token of the parser.
SHOWN = {
    "kind": {"Kind", "Attack"},
    "keyword": {"Declaration"},
    "key": {"Key"},
    "id": {"Id", "Reference"},
    "speaker": {"Speaker"},
    "tag": {"Tag"},
    "citation": {"Citation"},
    "comment": {"Comment"},
    "name": {"Id", "Speaker", "Citation"},
    "names": {"Reference", "Speaker", "Citation"},
}
PLAIN = {"", "Text", "Title", "Number", "Constant", "Place", "Mention", "Escape"}


def test_its_colours_are_what_the_parser_finds(home: Path) -> None:
    optional_command("kate-syntax-highlighter")
    texts = [text for text in maps() if text.strip()]
    assert len(texts) > 100
    for text in texts:
        style_at = styles(text, home)
        for piece in pieces(text):
            shown = text[piece.start : piece.end]
            # brackets and commas of a citation are no tokens of their own
            found = {style_at[at] for at in range(piece.start, piece.end) if text[at] not in "[], \n"}
            if piece.type in SHOWN:
                assert found <= SHOWN[piece.type], (shown, found, text)
            elif piece.type == "text":
                assert found <= PLAIN, (shown, found, text)


def test_a_malformed_header_has_a_kind_and_no_more(home: Path) -> None:
    text = "claim two ids: a\nclaims: a\n"
    found = styles(text, home)
    assert found[0] == "Kind"
    assert set(found[6:]) <= {"", "Text"}
