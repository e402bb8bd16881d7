"""The maps in docs/semantics.md mean what the page says they mean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.analysis.standing import evaluate
from argmap.analysis.unanswered import Conversation
from argmap.model.load import Loader

PAGE = (Path(__file__).parent.parent / "docs" / "semantics.md").read_text("utf-8")
MAPS = re.findall(r"```argmap\n(.*?)```", PAGE, re.DOTALL)
STANDING = re.compile(r"^// (\S+): (\w+), (\w+)$", re.MULTILINE)
UNANSWERED = re.compile(r"^// unanswered: (\S+), owed by (.+)$", re.MULTILINE)


@pytest.mark.parametrize("text", MAPS)
def test_map(text: str) -> None:
    map_, diagnostics = Loader().text(text, name="page.argmap")
    assert not diagnostics
    standings = evaluate(map_)
    expected, owed = STANDING.findall(text), UNANSWERED.findall(text)
    assert expected or owed
    found = {id_: standings.of(map_.nodes[id_]) for id_, _, _ in expected}
    assert [(id_, s.value, s.reason) for id_, s in found.items() if s] == expected
    if owed:
        attacks = Conversation(map_, standings).unanswered_attacks
        assert [(each.node.id, ", ".join(each.owed_by)) for each in attacks] == owed
