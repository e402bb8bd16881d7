"""Carneades 4 YAML: read, weighed as it weighs, written, read again; and files broken in every way."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all

from argmap.analysis import burden
from argmap.analysis.standing import evaluate
from argmap.formats import carneades, known
from argmap.formats.carneades.terms import in_words, normal
from argmap.formats.carneades.tree import tree_of
from argmap.formats.compose import compose
from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import read_foreign
from argmap.model.map import Map
from tests.drafts import sound_drafts
from tests.foreign import FILES, broken_bytes, broken_json, check_expected, draft_of, fold, given, samples
from tests.mapmaker import random_map
from tests.rebuilt import facts, map_of, some_maps

FOLDER = FILES / "carneades"
MADE = sorted(FOLDER.glob("*.yml"))


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_files_made_by_hand(path: Path) -> None:
    check_expected("carneades", path)


# Counts made from the raw file, by code that knows nothing of the reader


def raw(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)  # type: ignore[no-any-return]


def raw_counts(data: dict[str, Any]) -> Counter[str]:
    """Claims and steps as the file has them: see `drafting` for which argument is what."""
    statements = dict(data.get("statements") or {})
    arguments = dict(data.get("arguments") or {})
    undercutters = {a.get("undercutter") for a in arguments.values()} - {None}
    told = {k: v.get("text", "") if isinstance(v, dict) else v for k, v in statements.items()}
    silent = {key for key in undercutters if str(told.get(key)).strip() == key}
    counts: Counter[str] = Counter()
    keys = set(statements) | set(data.get("assumptions") or [])
    for argument in arguments.values():
        premises = argument.get("premises") or []
        keys |= {argument["conclusion"], *premises}
        each = len(premises) if argument.get("scheme") in ("cumulative", "convergent") else 1
        counts["undercut" if argument["conclusion"] in silent else "support"] += each
        if argument.get("undercutter") and argument["undercutter"] not in silent:
            counts["undercut"] += each
        counts["claim"] += not premises
    counts["claim"] += len(keys - silent)
    for issue in (data.get("issues") or {}).values():
        counts["contradiction"] += len(issue["positions"]) * (len(issue["positions"]) - 1) // 2
    if ["¬Q", "Q"] in (data.get("issue_schemes") or {}).values():
        counts["contradiction"] += sum(f"¬{key}" in statements for key in statements)
    return counts


def draft_counts(draft: Draft) -> Counter[str]:
    counts: Counter[str] = Counter(step.kind for step in draft.steps.values())
    counts["claim"] = sum(node.kind is None for node in draft.nodes.values())
    return counts


def test_the_samples_are_read_whole() -> None:
    paths = samples("carneades-yaml")
    assert len(paths) == 22
    for path in paths:
        draft = carneades.read(given(path))
        data = raw(path)
        found, expected = draft_counts(draft), raw_counts(data)
        assert {k: v for k, v in found.items() if v} == {k: v for k, v in expected.items() if v}, path.name
        foreign = read_foreign(given(path), known()["carneades"])
        assert [d for d in foreign.diagnostics if d.code.startswith("E")] == []
        whole = fold(foreign.text).replace("// ", "")
        for key, value in (data.get("statements") or {}).items():
            text = fold(str(value.get("text", "") if isinstance(value, dict) else value)).strip()
            assert text in whole or (text == key and text.startswith("¬app(")), (path.name, text)
        for value in (data.get("meta") or {}).values():
            assert fold(str(value)).strip() in whole, path.name


def test_published_labellings() -> None:
    """All the labels that the samples' `tests` expect; none of these needs rules to make arguments."""
    files = labels = 0
    for path in samples("carneades-yaml"):
        case, expected, rules = carneades.case(given(path))
        found = burden.evaluate(case)
        if expected:
            assert not rules
            assert {key: found[key] for key in expected} == expected, path.name
            files += 1
            labels += len(expected)
    assert (files, labels) == (17, 87)


def case_of(text: str) -> dict[str, burden.Label]:
    return burden.evaluate(carneades.case(Given("x.yml", text.encode())).case)


def test_criteria_preferences_and_constants_weigh() -> None:
    labels = case_of(
        """
        argument_schemes:
          - id: choice
            weight: {criteria: {hard: [], soft: {price: {factor: 1, values: {low: 1, high: 0}},
                                                 speed: {factor: 3, values: {slow: 0, fast: 1}}}}}
          - {id: rumour, weight: {constant: 0.2}}
          - {id: report, weight: {constant: 0.9}}
          - {id: old, weight: newer, meta: {year: 1990}}
          - {id: new, weight: newer, meta: {year: 2005}}
        weighing_functions:
          newer: {preference: {property: year, order: ascending}}
        assumptions: ["price(a,low)", "speed(a,slow)", "price(b,high)", "speed(b,fast)", s, t]
        issues:
          i1: {positions: [a, b]}
          i2: {positions: [quiet, loud], standard: CCE}
          i3: {positions: [yes, no]}
        arguments:
          a1: {conclusion: a, scheme: choice, premises: ["price(a, low)", "speed(a, slow)"]}
          a2: {conclusion: b, scheme: choice, premises: ["price(b,high)", "speed(b,fast)"]}
          a3: {conclusion: quiet, scheme: rumour, premises: [s]}
          a4: {conclusion: loud, scheme: report, premises: [t]}
          a5: {conclusion: yes, scheme: old}
          a6: {conclusion: no, scheme: new}
        """
    )
    assert {key for key, label in labels.items() if label == "in"} >= {"b", "loud", "no"}
    assert {key for key, label in labels.items() if label == "out"} == {"a", "quiet", "yes"}


def test_formulas() -> None:
    assert normal(" f( a , g(b, c) ) ") == "f(a,g(b,c))"
    language = {"f/2": "%v likes %s (100%%).", "g/0": "It goes."}
    assert in_words("f(a,g(b,c))", language) == "a likes g(b,c) (100%)."
    assert in_words("g", language) == "It goes."
    assert in_words("f(a)", language) == ""


# Writing


def written(map_: Map) -> str:
    return "".join(carneades.chunks(map_, evaluate(map_)))


def comes_back(map_: Map) -> None:
    text = written(map_)
    yaml.load(text, Loader=yaml.SafeLoader)
    keeps = known()["carneades"].keeps
    foreign = read_foreign(Given("x.yml", text.encode()), known()["carneades"])
    assert foreign.problems == []
    assert facts(foreign.map, keeps) == facts(map_, keeps)
    assert "".join(carneades.chunks(map_)) == text


@pytest.mark.parametrize("name", some_maps())
def test_whole_maps_come_back(name: str) -> None:
    map_ = some_maps()[name]
    if not map_.imports:  # names of imported things change
        comes_back(map_)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@for_all(sound_drafts())
def test_any_map_comes_back(draft: Draft) -> None:
    comes_back(map_of(compose(draft)))


MEANS = {"stands": "in", "falls": "out", "unsupported": "out"}


@pytest.mark.parametrize("seed", range(200))
def test_what_is_written_means_the_same_in_carneades(seed: int) -> None:
    """Whatever it labels in stands, whatever it labels out does not."""
    map_ = random_map(random.Random(seed))
    if any(link.kind == "restatement" for link in map_.links.values()):
        return  # it has none: two statements
    labels = case_of(written(map_))
    standings = evaluate(map_)
    for node in map_.nodes.values():
        standing = standings.of(node)
        if standing is not None and labels[node.id] != "undecided":
            assert MEANS.get(standing.value) == labels[node.id], node.id


def test_without_circles_it_means_exactly_the_same() -> None:
    map_ = map_of(
        """\
map: Pier
claim close: Close it.
  premise rust: It is rusty.
    rebuttal painted: It was painted.
      undercut: Paint hides rust.
  argument danger:
    premise storms: Storms are frequent.
    premise thin: The posts are thin.
      rebuttal: They are 40 cm thick.
  concession: So much is true.
claim free: It costs nothing.
  assumed: yes
  premise said: The mayor said so.
    rebuttal: He did not.
"""
    )
    labels = case_of(written(map_))
    standings = evaluate(map_)
    for node in map_.nodes.values():
        if (standing := standings.of(node)) is not None:
            assert MEANS[standing.value] == labels[node.id], node.id


def test_numbers_and_words_of_yaml_stay_texts() -> None:
    map_ = map_of("map: 1.10\nclaim no: yes\n  note: null\nclaim: 2020-01-01\nclaim: ~\nclaim: a: b # c\n")
    comes_back(map_)


# Broken files


def as_json(path: Path) -> str:
    return json.dumps(raw(path))  # which is YAML too


def test_any_value_may_be_anything() -> None:
    text = as_json(FOLDER / "pier.yml")
    for number, data in enumerate(broken_json(text)):
        if draft_of("carneades", data) is not None:
            carneades.case(Given("x", data))
            if number % 17 == 0:
                read_foreign(Given("x", data), known()["carneades"])


def test_what_we_write_may_be_broken_too() -> None:
    map_ = map_of(
        "map: M\nspeaker a: A\nclaim x @a: X\n  rebuttal y @a: Y\n    undercut z: Z\n      undercut: Q\n"
        "  question: Why?\n    answer: So.\n  concession @a\n"
        "  argument g: G\n    premise: P\n    premise: R\n"
    )
    text = json.dumps(yaml.load(written(map_), Loader=yaml.SafeLoader))
    for number, data in enumerate(broken_json(text)):
        if draft_of("carneades", data) is not None:
            carneades.case(Given("x", data))
            if number % 29 == 0:
                read_foreign(Given("x", data), known()["carneades"])


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_any_bytes_are_read_or_refused(path: Path) -> None:
    for data in broken_bytes(path.read_bytes()):
        draft_of("carneades", data)


def test_aliases_are_shared_and_not_unfolded() -> None:
    lines = ["statements: {p: P}", "x0: &x0 [a, a, a, a, a, a, a, a, a, a]"]
    lines += [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 10)}]" for i in range(1, 12)]
    with pytest.raises(Unreadable, match="aliases"):
        tree_of("\n".join(lines))
    with pytest.raises(Unreadable, match="alias"):
        tree_of("a: &a [*a]")
    draft = carneades.read(
        Given("x", b"statements: {p: &t Text, q: *t}\narguments: {a: {conclusion: p, <<: {premises: [q]}}}")
    )
    assert [node.text for node in draft.nodes.values()] == ["Text", "Text"]
    assert len(draft.steps) == 1


def test_no_tag_makes_an_object() -> None:
    draft = carneades.read(Given("x", b"statements: {p: !!python/object/apply:os.system [ls], q: !!int 7}"))
    assert draft.nodes["q"].text == "7"


@pytest.mark.parametrize("text", ["", "x", "- a", "a: 1", "statements: {", "a: b: c", "\x01"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        carneades.read(Given("x", text.encode()))


def test_long_chains_and_big_issues_take_no_time() -> None:
    size = 5_000
    statements = {f"s{i}": f"S {i}" for i in range(size)}
    statements |= {f"¬app(a{i})": f"¬app(a{i})" for i in range(size)}
    arguments = {"a0": {"conclusion": "s0", "undercutter": "¬app(a0)"}}
    for i in range(1, size):
        arguments[f"a{i}"] = {
            "conclusion": f"¬app(a{i - 1})",
            "premises": [f"s{i}"],  # type: ignore[dict-item]
            "undercutter": f"¬app(a{i})",
        }
    issue = {"i": {"positions": [f"s{i}" for i in range(size)]}}
    text = json.dumps({"statements": statements, "arguments": arguments, "issues": issue})
    draft = carneades.read(Given("x", text.encode()))
    assert sum(step.kind == "undercut" for step in draft.steps.values()) == size - 1
    assert len(draft.problems) == 1
    burden.evaluate(carneades.case(Given("x", text.encode())).case)


def test_the_weight_of_an_argument_is_one_in_a_map() -> None:
    text = "statements: {a: A., b: B.}\narguments:\n  first: {premises: [b], conclusion: a, weight: 0.4}\n"
    text += "  second: {premises: [b], conclusion: a, weight: linked}\n"
    draft = draft_of("carneades", text.encode())
    assert draft is not None
    first, second = (node for node in draft.nodes.values() if node.kind == "argument")
    assert first.properties == {"weight": 0.4}
    assert second.properties == {"note": ["weight: linked"]}
