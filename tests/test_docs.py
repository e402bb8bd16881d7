"""What the documentation shows is what argmap does.

Maps in fenced blocks read without errors; the output behind `$ argmap …` is the command's own, in 80
columns. `ARGMAP_ACCEPT=1` writes the output that is into the page: read it before you commit it.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
from pathlib import Path

import pytest

import argmap.api
from argmap.model.load import Loader
from tests.conftest import Argmap

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ argmap (.*)\n((?:(?!\$ ).*\n)*)", re.M)
_FILE = re.compile(r"^\$ cat (\S+)\n((?:(?!\$ ).*\n)*)", re.M)
_TABLES = re.compile(r"(?<=<!-- argmap formats -f markdown -->\n).*?(?=<!-- end -->)", re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_maps_on_a_page_have_no_errors(page: Path) -> None:
    for language, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "argmap":
            assert [d.message for d in Loader().text(text, folder=ROOT / "examples")[1]] == [], text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_output_on_a_page_is_what_comes_out(
    page: Path, argmap: Argmap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = page.read_text(encoding="utf-8")

    def rerun(match: re.Match[str]) -> str:
        ran = argmap(*shlex.split(match[1]), COLUMNS="80")
        return f"$ argmap {match[1]}\n{ran.out or ran.err}"

    def block(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        files = _FILE.findall(match[2])  # a block that shows files runs where they are
        for name, content in files:
            (tmp_path / name).write_text(content, encoding="utf-8")
        monkeypatch.chdir(tmp_path if files else ROOT)
        return f"```{match[1]}\n{_COMMAND.sub(rerun, match[2])}```"

    current = _BLOCK.sub(block, text)
    if page.name == "formats.md":
        current = _TABLES.sub(argmap("formats", "-f", "markdown").out.replace("\\", r"\\"), current)
    if os.environ.get("ARGMAP_ACCEPT"):
        page.write_text(current, encoding="utf-8")
    assert current == text


def test_the_readme_opens_with_an_example() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    map_ = (ROOT / "examples" / "decision.argmap").read_text(encoding="utf-8")
    assert _BLOCK.search(readme)[2] == map_  # type: ignore[index]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_on_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_doctests() -> None:
    assert doctest.testmod(argmap.api).attempted
    assert doctest.testmod(argmap.api).failed == 0
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0
