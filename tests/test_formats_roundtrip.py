"""What a format says it keeps comes back from it: map → file → map, for random maps and the examples."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from argmap.analysis.standing import evaluate
from argmap.formats import known
from argmap.formats.compose import compose
from argmap.formats.draft import Draft
from argmap.formats.features import EVERYTHING, FEATURES, lost
from argmap.formats.format import Format
from argmap.formats.given import Given
from argmap.formats.redraft import redraft
from argmap.model.load import Loader
from argmap.model.map import Map
from tests.drafts import drafts, sound_drafts

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.argmap"))
BOTH_WAYS = [one for one in known().values() if one.reads and one.writes]


def facts(map_: Map, names: Iterable[str]) -> dict[str, Counter[str]]:
    """How often a map says what, feature by feature."""
    return {
        name: Counter(
            json.dumps(fact, ensure_ascii=False, default=str) for fact in FEATURES[name].facts(map_)
        )
        for name in FEATURES
        if name in names
    }


def loaded(text: str) -> Map:
    map_, said = Loader().text(text)
    errors = [d for d in said if d.code.startswith("E")]
    assert not errors, (errors[0].code, errors[0].message, text)
    return map_


def through(map_: Map, format_: Format) -> Map:
    """A map written in a format and read again."""
    pieces = list(format_.write(map_, evaluate(map_)))
    data = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    if format_.name == "argmap":
        return loaded(data.decode())
    return loaded(compose(format_.read(Given("map", data))))


def assert_kept(before: Map, after: Map, names: Iterable[str]) -> None:
    old, new = facts(before, names), facts(after, names)
    for name in old:
        gone, come = old[name] - new[name], new[name] - old[name]
        assert not gone, f"{name}: {next(iter(gone))} is gone; there is {next(iter(come), 'nothing')} instead"
        assert not come, f"{name}: {next(iter(come))} has come from nowhere"


@pytest.mark.parametrize("format_", BOTH_WAYS, ids=lambda f: f.name)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=sound_drafts())
def test_what_a_format_keeps_comes_back(format_: Format, draft: Draft) -> None:
    map_ = loaded(compose(draft))
    assert_kept(map_, through(map_, format_), format_.kept(map_))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("format_", BOTH_WAYS, ids=lambda f: f.name)
def test_the_examples_come_back(format_: Format, path: Path) -> None:
    map_, _ = Loader().path(path)
    # ids of imported maps lose their prefix, and with it where their files stand
    ours = format_.kept(map_) - {"ids"} if map_.imports else format_.kept(map_)
    assert_kept(map_, through(map_, format_), ours)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_drafts() | drafts())
def test_argmap_keeps_all_and_settles(draft: Draft) -> None:
    """A map redrafted says the same; composed once more it is written the same."""
    map_ = loaded(compose(draft))
    text = compose(redraft(map_))
    again = loaded(text)
    assert_kept(map_, again, FEATURES)
    assert compose(redraft(again)) == text


#: For each feature a map with one fact of it, beside what it takes to say that.
ONE = {
    "texts": "claim: Tea calms.",
    "ids": "claim tea: Tea calms.",
    "title": "map: Tea\nclaim: Tea calms.",
    "supports": "claim: Tea calms.\n  premise: It warms.",
    "linked": "claim: Tea calms.\n  argument:\n    premise: It warms.\n    premise: Warmth calms.",
    "gists": "claim: Tea calms.\n  argument: By warmth.\n    premise: It warms.",
    "attacks": "claim: Tea calms.\n  rebuttal: It does not.",
    "undercuts": "claim: Tea calms.\n  premise: It warms.\n    undercut: Not in summer.",
    "contradictions": "claim a: Tea calms.\n  contradicts: b\nclaim b: Tea wakes.",
    "restatements": "claim a: Tea calms.\n  restates: b\nclaim b: Tea soothes.",
    "concessions": "claim: Tea calms.\n  concession @ana",
    "questions": "claim: Tea calms.\n  question: Does it?",
    "answers": "question: Does tea calm?\n  answer: It does.",
    "speakers": "claim @ana: Tea calms.",
    "step-speakers": "claim a @ana: Tea calms.\nclaim b @ana: Tea wakes.\n  rebuttal a @ben",
    "sides": "speaker ana: Ana\n  side: left\nclaim @ana: Tea calms.",
    "implicit": "claim #implicit: Tea calms.",
    "tags": "claim #warm: Tea calms.",
    "sections": "section: Drinks\n  claim: Tea calms.\n  claim: Coffee wakes.",
    "empty-sections": "claim: Tea calms.\nsection: Drinks",
    "schemes": "claim: Tea calms.\n  premise: Ana says so.\n    scheme: expert-opinion",
    "citations": "claim: Tea calms. [book]",
    "sources": "source book: A book\nclaim: Tea calms.",
    "quotes": 'source book: A book\nclaim: Tea calms.\n  quote: "It calms" [book]',
    "notes": "claim: Tea calms.\n  note: So they say.",
    "dates": "claim: Tea calms.\n  date: 1939",
    "weights": "claim: Tea calms.\n  weight: 0.5",
    "assumed": "claim: Tea calms.\n  assumed: yes",
    "details": "map: Tea\n  author: Ana\nclaim: Tea calms.",
    "ignores": "claim: Tea calms.\n  ignore: U101",
}


def test_one_of_each_is_there() -> None:
    assert list(ONE) == list(FEATURES)


@pytest.mark.parametrize("name", ONE)
def test_one_lost_is_told_as_one(name: str) -> None:
    map_, said = Loader().text(ONE[name] + "\n")
    assert [d.message for d in said] == []
    told = {feature.name: number for feature, number in lost(map_, EVERYTHING - {name})}
    if name == "texts":
        told = {feature.name: number for feature, number in lost(map_, frozenset())}
    assert told == {name: 1}
    assert lost(map_, EVERYTHING) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question: Q?\n  answer: A.", {"questions": 1, "answers": 1}),
        ("question q: Q?\n  answer a: A.\nquestion: P?\n  answer a", {"questions": 2, "answers": 1}),
        ("claim: A.\n  note: One.\n  note: Two.", {"notes": 2}),
        ("section: S\n  section: T\n    claim: A.\n    claim: B.", {"sections": 2}),
        ("section: S\n  section: T\nclaim: A.", {"empty-sections": 2}),
        ("map: M\n  ignore: S201\n  note: One.\n  note: Two.\nclaim: A.", {"details": 3}),
    ],
)
def test_what_is_counted(text: str, told: dict[str, int]) -> None:
    """What a person would count, and nothing twice."""
    map_ = loaded(text + "\n")
    found = {feature.name: number for feature, number in lost(map_, frozenset(("texts", "ids", "title")))}
    assert found == told


@pytest.mark.parametrize("name", ["af", "apx"])
def test_what_a_framework_keeps(name: str) -> None:
    """A map of claims and rebuttals comes back whole; of any other map only the texts do for certain."""
    attacks = loaded("claim x: A.\n  rebuttal y: B.\n    rebuttal: C.\n  rebuttal: D.\n")
    assert lost(attacks, known()[name].kept(attacks)) == []
    more = loaded("claim: A.\n  premise: D.\n  rebuttal: B.\n    undercut: C.\n")
    told = [feature.name for feature, _ in lost(more, known()[name].kept(more))]
    assert told == ["supports", "attacks", "undercuts"]
