"""`convert --to json`: the published contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis.standing import evaluate
from argmap.formats import json as map_json
from argmap.model.load import Loader
from argmap.model.map import Map
from tests.cases import case_files, read_case
from tests.test_syntax import _SOUP

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.argmap"))
VALIDATOR = jsonschema.Draft202012Validator(map_json.schema())


def written(map_: Map) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(map_json.write(map_, evaluate(map_)))
    VALIDATOR.validate(data)
    return data


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(map_json.schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_keep_the_contract(path: Path) -> None:
    data = written(Loader().path(path)[0])
    ends = {n["id"] for n in data["nodes"]} | {k["id"] for k in data["links"]}
    assert len(ends) == len(data["nodes"]) + len(data["links"])  # ids are unique, across both
    speakers = {s["id"] for s in data["speakers"]}
    for link in data["links"]:
        assert {link["to"], *link["from"]} <= ends
        assert set(link["speakers"]) <= speakers
    for node in data["nodes"]:
        assert set(node["speakers"]) <= speakers
        if node["span"]["file"] == str(path):
            text = path.read_text(encoding="utf-8")[node["span"]["start"] : node["span"]["end"]]
            assert text.startswith(node["kind"])


@pytest.mark.parametrize("path", [*case_files("maps"), *case_files("errors")], ids=lambda p: p.stem)
def test_cases_keep_the_contract(path: Path) -> None:
    assert written(Loader().text(read_case(path)["input"])[0])["format"] == map_json.FORMAT


@settings(max_examples=150, deadline=None)
@given(_SOUP | st.text(max_size=80))
def test_any_map_keeps_the_contract(text: str) -> None:
    assert written(Loader().text(text)[0])["format"] == map_json.FORMAT


def test_a_map_reads_as_the_contract_says() -> None:
    text = (
        "map: Tea?\n  of: talk\nsource talk: A talk\nspeaker op: Starter\n  side: tea\n"
        "section s: First\n  claim tea @op #warm: We should drink tea. [talk#p1]\n    note: Aside\n"
        "    argument both:\n      scheme: consequences\n"
        "      premise calm: It calms.\n      premise warm: It warms.\n"
        "      undercut u: Both fade.\n    concession @op [talk#p2]\n    question why: Why now?\n"
    )
    map_, _ = Loader().text(text, name="tea.argmap")
    begin, end = text.index("claim tea"), text.index("\n    note")
    data = written(map_)
    assert (data["format"], data["title"]) == ("argmap/1", "Tea?")
    tea = data["nodes"][0]
    assert tea == {
        "id": "tea",
        "kind": "claim",
        "text": "We should drink tea.",
        "speakers": ["op"],
        "tags": ["warm"],
        "citations": [{"source": "talk", "anchor": "p1"}],
        "properties": {"note": ["Aside"]},
        "section": "s",
        "span": {"file": "tea.argmap", "start": begin, "end": end, "line": 7, "column": 3},
        "standing": "stands",
        "reason": "defended",
    }
    both, undercut, granted, asked = data["links"]
    assert (both["from"], both["argument"], both["to"]) == (["calm", "warm"], "both", "tea")
    assert (both["scheme"], both["in_force"]) == ("consequences", "no")
    assert (undercut["kind"], undercut["to"], undercut["in_force"]) == ("undercut", both["id"], "yes")
    assert (granted["kind"], granted["from"], granted["speakers"]) == ("support", [], ["op"])
    assert granted["citations"] == [{"source": "talk", "anchor": "p2"}]
    assert (asked["kind"], asked["from"], asked["to"]) == ("question", ["why"], "tea")
    argument = next(n for n in data["nodes"] if n["id"] == "both")
    assert (argument["standing"], argument["reason"]) == (None, None)


def test_without_standings_they_are_null() -> None:
    map_, _ = Loader().text("claim a: One.\n  premise b: Two.\n")
    data = json.loads(map_json.write(map_))
    VALIDATOR.validate(data)
    assert {n["standing"] for n in data["nodes"]} == {None}
    assert data["links"][0]["in_force"] is None
