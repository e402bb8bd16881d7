"""The maps in docs/semantics.md mean what the page says they mean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.analysis.readings import readings_of
from argmap.analysis.standing import evaluate
from argmap.analysis.unanswered import Conversation
from argmap.model.load import Loader
from argmap.solving.reasoner import SEMANTICS
from tests.conftest import Argmap

PAGE = (Path(__file__).parent.parent / "docs" / "semantics.md").read_text("utf-8")
MAPS = re.findall(r"```argmap\n(.*?)```", PAGE, re.DOTALL)
STANDING = re.compile(r"^// (\S+): (\w+), (\w+)$", re.MULTILINE)
READINGS = re.compile(rf"^// ({'|'.join(SEMANTICS)}): (none|\{{.*\}})$", re.MULTILINE)
UNANSWERED = re.compile(r"^// unanswered: (\S+), owed by (.+)$", re.MULTILINE)


@pytest.mark.parametrize("text", MAPS)
def test_map(text: str) -> None:
    map_, diagnostics = Loader().text(text, name="page.argmap")
    assert not diagnostics
    standings = evaluate(map_)
    expected, owed = STANDING.findall(text), UNANSWERED.findall(text)
    readings = READINGS.findall(text)
    assert expected or owed or readings
    found = {id_: standings.of(map_.nodes[id_]) for id_, _, _ in expected}
    assert [(id_, s.value, s.reason) for id_, s in found.items() if s] == expected
    if owed:
        attacks = Conversation(map_, standings).unanswered_attacks
        assert [(each.node.id, ", ".join(each.owed_by)) for each in attacks] == owed
    for semantics, sets in readings:
        told = readings_of(map_, semantics, 100).readings
        stands = [{node.id for node, value in one.items() if value == "stands"} for one in told]
        wanted = [set(one.split()) for one in re.findall(r"\{(.*?)\}", sets)]
        assert sorted(map(sorted, stands)) == sorted(map(sorted, wanted)), semantics


def test_every_semantics_has_an_example() -> None:
    assert {semantics for semantics, _ in READINGS.findall(PAGE)} == set(SEMANTICS)


def test_what_the_command_prints(argmap: Argmap, tmp_path: Path) -> None:
    printed = re.search(r"```\n\$ argmap readings map.argmap\n(.*?)```", PAGE, re.DOTALL)
    (text,) = [text for text in MAPS if "// preferred: {a d} {b d}" in text]
    (tmp_path / "map.argmap").write_text(text)
    assert printed
    assert argmap("readings", "map.argmap").out == printed[1]
