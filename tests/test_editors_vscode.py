"""The extension for VS Code: its colours, its snippets, its client, and the package made of it.

VS Code itself doesn't run here. Its reader of grammars does, and the library of its client, with a VS Code
that isn't real (`tests/editors/vscode`); the preview's page is tried in `test_editors_vscode_preview`.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from argmap.model.load import Loader
from tests.editors.wellformed import maps, pieces
from tests.node import need_node, node_modules, run_node

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "vscode"
TRIED = Path(__file__).parent / "editors"
GRAMMAR = FOLDER / "syntaxes" / "argmap.tmLanguage.json"


def read(path: str) -> Any:
    return json.loads((FOLDER / path).read_text(encoding="utf-8"))


def scopes(texts: list[str], folder: Path) -> list[list[str]]:
    """The innermost scope of each character of each text."""
    need_node("vscode-textmate")
    given = folder / "texts.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    script = TRIED / "textmate" / "scopes.js"
    printed = run_node(script, GRAMMAR, "source.argmap", given).split("\n")[:-1]
    found = []
    for text, line in zip(texts, printed, strict=True):
        at = [index for index, char in enumerate(text) for _ in range(2 if ord(char) > 0xFFFF else 1)]
        one = [""] * len(text)
        for begin, end, names in json.loads(line):
            for unit in range(begin, end):
                one[at[unit]] = (names or [""])[-1].removesuffix(".argmap")
        found.append(one)
    return found


#: The scopes that stand for a token of the parser.
SCOPES = {
    "kind": {"keyword.other.kind", "keyword.control.attack"},
    "keyword": {"storage.type.declaration"},
    "key": {"support.type.property-name"},
    "id": {"entity.name.function.id", "variable.other.reference"},
    "speaker": {"entity.name.type.speaker"},
    "tag": {"entity.other.attribute-name.tag"},
    "citation": {"string.other.citation"},
    "comment": {"comment.line.double-slash", "punctuation.definition.comment"},
    "name": {
        "entity.name.section.id",
        "entity.name.type.speaker",
        "string.other.source",
        "entity.name.namespace.import",
    },
    "names": {"variable.other.reference", "string.other.source", "entity.name.type.speaker"},
}
#: Scopes of text, which the parser doesn't cut further.
PLAIN = {
    "",
    "markup.heading",
    "constant.numeric",
    "constant.other",
    "constant.character.escape",
    "string.unquoted.place",
    "variable.other.mention",
    "punctuation.definition.mention.begin",
    "punctuation.definition.mention.end",
}


def test_its_colours_are_what_the_parser_finds(tmp_path: Path) -> None:
    texts = maps()
    assert len(texts) > 100
    for text, scope_at in zip(texts, scopes(texts, tmp_path), strict=True):
        for piece in pieces(text):
            shown = text[piece.start : piece.end]
            # brackets and commas of a citation are no tokens of their own
            found = {scope_at[at] for at in range(piece.start, piece.end) if text[at] not in "[], \n"}
            if piece.type in SCOPES:
                assert found <= SCOPES[piece.type], (shown, found)
            elif piece.type == "text":
                assert found <= PLAIN, (shown, found)


@pytest.mark.parametrize("name", ["lines", "markdown"])
def test_what_lines_are_coloured_as(name: str) -> None:
    tester = need_node("vscode-tmgrammar-test") / "dist" / "unit.js"
    markdown = need_node("tm-grammars") / "grammars" / "markdown.json"
    case = TRIED / "textmate" / f"{name}.txt"
    ran = subprocess.run(
        ["node", tester, "--compact", "--config", FOLDER / "package.json", "-g", markdown, "--", case.name],
        cwd=case.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


UNDER = {
    "premise": "claim c: C.\n  ",
    "argument": "claim c: C.\n  ",
    "rebuttal": "claim c: C.\n  ",
    "concession": "claim c: C.\n  ",
    "undercut": "claim c: C.\n  premise: P.\n    ",
    "answer": "question q: Q?\n  ",
    "quote": "source book: S\nclaim c: C.\n  ",
}


@pytest.mark.parametrize("name", read("snippets/argmap.json"))
def test_a_snippet_is_a_piece_of_a_map(name: str) -> None:
    snippet = read("snippets/argmap.json")[name]
    body = snippet["body"]
    above = UNDER.get(snippet["prefix"], "")
    indent = " " * (len(above) - len(above.rstrip(" ")))
    text = above + f"\n{indent}".join([body] if isinstance(body, str) else body)
    if snippet["prefix"] == "quote":
        text = text.replace("$0]", "]")
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "Said.") + "\n"
    assert "$" not in text
    _, found = Loader().text(text)
    wrong = [f for f in found if f.code.startswith("E1")]
    assert not wrong, (text, wrong)


def test_it_has_the_settings_of_the_server() -> None:
    settings = importlib.import_module("argmap.lsp.settings")
    shown = read("package.json")["contributes"]["configuration"]["properties"]
    for name, field in settings.NAMES.items():
        assert shown[f"argmap.{name}"]["default"] == getattr(settings.Settings(), field)


def test_its_packages_are_those_that_are_tried() -> None:
    tried = json.loads((Path(__file__).parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in read("package.json")["devDependencies"].items():
        assert tried[name] == version, name


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, made by its own script from a copy of its folder."""
    need_node("@vscode/vsce")
    folder = tmp_path_factory.mktemp("packed") / "editors" / "vscode"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    shutil.copy(ROOT / "LICENSE", folder.parent.parent)
    (folder / "node_modules").symlink_to(node_modules().resolve(), target_is_directory=True)
    ran = subprocess.run(
        ["bash", folder / "package.sh"], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "WARNING" not in ran.stdout + ran.stderr
    return folder / "argmap.vsix"


def test_the_package_holds_what_it_names_and_nothing_else(packed: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        names = {name.removeprefix("extension/") for name in file.namelist() if name.startswith("extension/")}
        manifest = json.loads(file.read("extension/package.json"))
    gives = manifest["contributes"]
    named = [manifest["main"], *(one["path"] for one in (*gives["grammars"], *gives["snippets"]))]
    named += [one["configuration"] for one in gives["languages"]]
    wanted = {path.removeprefix("./") for path in named}
    wanted |= {"media/preview.js", "media/preview.css", "package.json", "readme.md", "LICENSE.txt"}
    assert names == wanted


def run_tests(name: str, **environment: str) -> None:
    ran = subprocess.run(
        ["node", "--test", TRIED / "vscode" / name],
        cwd=TRIED,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "NODE_PATH": str(node_modules()), **environment},
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^# pass [1-9]\d*$", ran.stdout, re.M), ran.stdout


def test_the_client_as_it_is_packed(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path)
    run_tests("client.test.js", ARGMAP_EXTENSION=str(tmp_path / "extension"))


def test_the_client_with_the_server_of_argmap(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path)
    example = shutil.copy(ROOT / "examples" / "decision.argmap", tmp_path)
    run_tests(
        "real.test.js",
        ARGMAP_EXTENSION=str(tmp_path / "extension"),
        ARGMAP_COMMAND=json.dumps([sys.executable, "-m", "argmap"]),
        ARGMAP_EXAMPLE=str(example),
    )


def test_the_clients_parts() -> None:
    need_node("vscode-languageclient")
    run_tests("parts.test.js", ARGMAP_EXTENSION_SOURCE=str(FOLDER / "src"))


def test_the_client_uses_what_vs_code_has(tmp_path: Path) -> None:
    compiler = need_node("typescript") / "bin" / "tsc"
    shutil.copytree(FOLDER / "src", tmp_path / "src")
    (tmp_path / "node_modules").symlink_to(node_modules().resolve(), target_is_directory=True)
    (tmp_path / "jsconfig.json").write_bytes((FOLDER / "jsconfig.json").read_bytes())
    ran = subprocess.run(
        ["node", compiler, "--project", "jsconfig.json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_a_click_finds_every_box_of_every_map(tmp_path: Path) -> None:
    need_node("vscode-languageclient")
    texts = maps()
    given = tmp_path / "texts.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    printed = run_node(TRIED / "vscode" / "places.js", FOLDER / "src", given).split("\n")[:-1]
    for text, line in zip(texts, printed, strict=True):
        found = json.loads(line)
        map_, _ = Loader().text(text)
        for node in map_.nodes.values():
            assert found.get(f"node-{node.id}") == node.span.line - 1, (text, node.id)
