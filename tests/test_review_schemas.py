"""The JSON of `why`, `stats` and `diff` is as their schemas say: of all examples, cases and random maps."""

from __future__ import annotations

import json
import random
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from argmap.analysis.compare import compare
from argmap.analysis.flips import Flips
from argmap.analysis.standing import evaluate
from argmap.analysis.stats import count
from argmap.analysis.unanswered import Conversation
from argmap.analysis.units import units_of
from argmap.analysis.why import explain
from argmap.model.load import Loader
from argmap.model.map import Map
from argmap.review import stats as numbers
from argmap.review import why as reasons
from argmap.review.changes import Changes
from tests.cases import case_files, read_case
from tests.conftest import Argmap
from tests.mapmaker import random_conversation

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.argmap"))


def validator(name: str) -> jsonschema.Draft202012Validator:
    """The schema that lies in the package, itself checked."""
    schema = json.loads(files("argmap.review").joinpath(f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def maps() -> list[Map]:
    rng = random.Random(5)
    found = [Loader().path(path)[0] for path in EXAMPLES]
    found += [random_conversation(rng) for _ in range(40)]
    return [*found, Loader().text("")[0]]


def why(map_: Map) -> list[Any]:
    standings = evaluate(map_)
    told = (explain(map_, standings, node) for node in list(map_.nodes.values())[:60])
    return [json.loads("".join(reasons.as_json(each, map_))) for each in told]


def stats(map_: Map) -> list[Any]:
    units = units_of(map_)
    standings = evaluate(map_, units)
    found = count(map_, standings, Conversation(map_, standings, units))
    return [json.loads("".join(numbers.as_json(found, map_)))]


def diff(old: Map, new: Map) -> Any:
    before, after = evaluate(old), evaluate(new)
    found = compare(old, new, before, after)
    return json.loads("".join(Changes(old, new, found, Flips(old, new, before, after, found)).as_json()))


def test_reasons_are_as_their_schema_says() -> None:
    check = validator("why")
    kinds = set()
    for map_ in maps():
        for found in why(map_):
            check.validate(found)
            kinds |= {move["move"] for move in found["moves"]}
    assert kinds >= {"claim", "premise", "support", "attack", "undercut", "answer"}


def test_numbers_are_as_their_schema_says() -> None:
    check = validator("stats")
    parties = set()
    for map_ in maps():
        for found in stats(map_):
            check.validate(found)
            parties |= {party["party"] for party in found["parties"]}
    assert parties == {"all", "side", "speaker", "mapper", "nobody"}


def test_changes_are_as_their_schema_says() -> None:
    check = validator("diff")
    kinds = set()
    cases = [read_case(path) for path in case_files("diff")]
    texts = [(case["input"], case["new"]) for case in cases]
    pairs = [(Loader().text(old)[0], Loader().text(new)[0]) for old, new in texts]
    for old, new in [*pairs, *pairwise(maps()), *((new, old) for old, new in pairs)]:
        found = diff(old, new)
        check.validate(found)
        kinds |= {change["change"] for change in found["changes"]}
    assert kinds == {
        "standing", "added", "removed", "reworded", "moved", "linked", "unlinked", "altered",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["why", "stats", "diff"])
def test_what_the_command_writes_is_valid_and_what_is_not_is_refused(name: str, argmap: Argmap) -> None:
    essay, thread = (str(ROOT / "examples" / f"{each}.argmap") for each in ("decision", "pact-thread"))
    words = {"why": (essay, "swap"), "stats": (essay,), "diff": (essay, thread)}[name]
    found = json.loads(argmap(name, *words, "--format", "json").out)
    check = validator(name)
    check.validate(found)
    assert found["format"] == f"argmap-{name}/1"
    for key in found:
        assert not check.is_valid({other: value for other, value in found.items() if other != key}), key
    assert not check.is_valid({**found, "more": 1})
