"""Each pair on docs/from-argdown.md says the same, and its Argdown half is Argdown."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from argmap.formats import known
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import read_foreign
from argmap.model.load import Loader
from tests.node import need_node, run_node

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "from-argdown.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"^```argdown\n(.*?)^```\n\n```argmap\n(.*?)^```", PAGE, re.M | re.S)
#: Files that others on the page include, by name.
INCLUDED = dict(re.findall(r"^```argdown (\S+)\n(.*?)^```", PAGE, re.M | re.S))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in INCLUDED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_block_is_half_of_a_pair() -> None:
    assert len(PAIRS) == PAGE.count("```argdown\n") == PAGE.count("```argmap") > 8


@pytest.mark.parametrize(("argdown", "argmap"), PAIRS, ids=lambda text: text.strip().partition("\n")[0])
def test_both_halves_say_the_same(argdown: str, argmap: str, folder: Path) -> None:
    found = read_foreign(Given("page.argdown", argdown.encode(), folder / "page.argdown"), known()["argdown"])
    assert found.problems == []
    assert [d.message for d in found.diagnostics if d.code.startswith("E")] == []
    expected, _ = Loader().text(argmap)
    for name, feature in FEATURES.items():
        if name != "title" or expected.title:
            assert Counter(map(repr, feature.facts(found.map))) == Counter(
                map(repr, feature.facts(expected))
            ), (name, found.text)


def test_argdown_reads_its_halves(folder: Path) -> None:
    need_node("@argdown/node")
    paths = []
    for number, (argdown, _) in enumerate(PAIRS):
        paths.append(folder / f"{number}.argdown")
        paths[-1].write_text(argdown, encoding="utf-8")
    lines = run_node(ROOT / "tests/formats/argdown/oracle.js", stdin="\n".join(map(str, paths))).split("\n")
    for (argdown, _), line in zip(PAIRS, filter(None, lines), strict=True):
        assert json.loads(line)["errors"] == [], argdown
