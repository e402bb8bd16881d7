"""Burden of proof: the standards, the weighing functions, worked examples, and a literal reading."""

from __future__ import annotations

import random

import pytest

from argmap.analysis.burden import (
    Argument,
    Case,
    Issue,
    Label,
    Standard,
    case_of,
    constant,
    convergent,
    cumulative,
    evaluate,
    factorized,
    linked,
    meets,
)
from argmap.analysis.standing import evaluate as standings_of
from tests.mapmaker import Maker, random_map

IN, OUT, UNDECIDED = "in", "out", "undecided"


def literally(case: Case) -> dict[str, Label]:
    """The labelling, by going round and round over definitions."""
    labels: dict[str, Label] = dict.fromkeys(case.statements, "undecided")
    for key in case.assumed:
        labels[key] = "in"
    for issue in case.issues:
        if any(key in case.assumed for key in issue.positions):
            labels.update((key, "out") for key in issue.positions if key not in case.assumed)

    def settled(argument: Argument) -> bool:
        against = labels[argument.undercutter] if argument.undercutter else "out"
        known = all(labels[key] != "undecided" for key in argument.premises)
        return against == "in" or (against == "out" and known)

    def weight(argument: Argument) -> float:
        if argument.undercutter and labels[argument.undercutter] == "in":
            return 0.0
        return argument.weigh([labels[key] for key in argument.premises])

    def pro(key: str) -> float:
        return max((weight(a) for a in case.arguments if a.conclusion == key and settled(a)), default=0.0)

    def done(key: str) -> bool:
        return all(settled(a) for a in case.arguments if a.conclusion == key)

    while True:
        before = dict(labels)
        for key in labels:
            if labels[key] != "undecided":
                continue
            mine = [issue for issue in case.issues if key in issue.positions]
            if done(key) and pro(key) == 0:
                labels[key] = "out"
            elif not mine and pro(key) > 0:
                labels[key] = "in"
            elif mine:
                shown = []
                for issue in mine:
                    if all(done(p) for p in issue.positions):
                        con = max((pro(p) for p in issue.positions if p != key), default=0.0)
                        shown.append(meets(issue.standard, pro(key), con))
                if False in shown:
                    labels[key] = "out"
                elif len(shown) == len(mine):
                    labels[key] = "in"
        if labels == before:
            return labels


@pytest.mark.parametrize("seed", range(300))
def test_the_work_list_finds_what_the_definitions_say(seed: int) -> None:
    rng = random.Random(seed)
    keys = [f"s{i}" for i in range(rng.randint(1, 9))]
    standards: list[Standard] = ["scintilla", "preponderance", "clear-and-convincing"]
    standards += ["beyond-reasonable-doubt", "dialectical-validity"]
    arguments = []
    for i in range(rng.randint(0, 14)):
        premises = tuple(rng.choices(keys, k=rng.randint(0, 3)))
        weigh = rng.choice([linked(), linked(0.4), convergent, cumulative, constant(0.6), factorized(3)])
        undercutter = rng.choice(keys) if rng.random() < 0.3 else None
        arguments.append(Argument(f"a{i}", rng.choice(keys), premises, undercutter, weigh))
    issues = [
        Issue(tuple(rng.choices(keys, k=rng.randint(1, 3))), rng.choice(standards))
        for _ in range(rng.randint(0, 3))
    ]
    case = Case(keys, arguments, issues, frozenset(k for k in keys if rng.random() < 0.2))
    assert evaluate(case) == literally(case)


@pytest.mark.parametrize(
    ("standard", "pro", "con", "met"),
    [
        ("scintilla", 0.1, 1.0, True),
        ("scintilla", 0.0, 0.0, False),
        ("preponderance", 0.5, 0.4, True),
        ("preponderance", 0.5, 0.5, False),
        ("clear-and-convincing", 0.9, 0.3, True),
        ("clear-and-convincing", 0.9, 0.4, False),
        ("beyond-reasonable-doubt", 0.9, 0.2, True),
        ("beyond-reasonable-doubt", 0.9, 0.3, False),
        ("dialectical-validity", 0.1, 0.0, True),
        ("dialectical-validity", 1.0, 0.1, False),
    ],
)
def test_standards(standard: Standard, pro: float, con: float, met: bool) -> None:
    assert meets(standard, pro, con) is met


def test_weighing() -> None:
    some: list[Label] = ["in", "out", "in"]
    assert linked()(some) == 0
    assert linked(0.7)(["in"]) == 0.7
    assert linked()([]) == 1
    assert convergent(some) == 1
    assert convergent(["out"]) == 0
    assert cumulative(some) == pytest.approx(2 / 3)
    assert constant(0.3)(some) == 0.3
    assert factorized(4)(["in", "in"]) == 0.5
    assert factorized(4)(some) == 0


@pytest.mark.parametrize(
    ("arguments", "assumed", "expected"),
    [
        # Nixon diamond: a tie at issue; nobody has shown it
        ([("pacifist", "quaker"), ("hawk", "republican")], "quaker republican", "quaker republican"),
        # a circle of reasons supports nothing
        ([("p", "q"), ("q", "p")], "", ""),
        ([("p", "q"), ("q", "p"), ("p", "r")], "r", "p q r"),
    ],
)
def test_examples(arguments: list[tuple[str, str]], assumed: str, expected: str) -> None:
    steps = [Argument(f"a{i}", goal, (premise,)) for i, (goal, premise) in enumerate(arguments)]
    case = Case([], steps, [Issue(("pacifist", "hawk"))], frozenset(assumed.split()))
    labels = evaluate(case)
    assert {key for key, label in labels.items() if label == "in"} == set(expected.split())


def test_a_red_light_undercuts() -> None:
    """Pollock's: what looks red is red, unless the light is red."""
    steps = [Argument("a", "red", ("looks-red",), "not-a"), Argument("b", "not-a", ("red-light",))]
    case = Case([], steps, [], frozenset({"looks-red", "red-light"}))
    assert evaluate(case)["red"] == "out"
    case.assumed = frozenset({"looks-red"})
    assert evaluate(case)["red"] == "in"


def test_undercutting_oneself_decides_nothing() -> None:
    steps = [Argument("a", "p", ("q",), "not-a"), Argument("b", "not-a", ("p",))]
    labels = evaluate(Case([], steps, [], frozenset({"q"})))
    assert labels == {"p": "undecided", "q": "in", "not-a": "undecided"}


def test_standards_of_a_map_and_of_a_claim() -> None:
    maker = Maker()
    claim, reason, doubt = (maker.node(name) for name in ("claim", "reason", "doubt"))
    doubt.properties["weight"] = 0.4
    maker.link("support", reason, claim)
    maker.link("attack", doubt, claim)
    for standard, label in [
        ("preponderance", "in"),
        ("clear-and-convincing", "in"),
        ("beyond-reasonable-doubt", "out"),
        ("dialectical-validity", "out"),
    ]:
        case = case_of(maker.map, standard, presumed=True)  # type: ignore[arg-type]
        assert evaluate(case)["claim"] == label, standard
    claim.properties["standard"] = "scintilla"
    assert evaluate(case_of(maker.map, "dialectical-validity", presumed=True))["claim"] == "in"
    assert evaluate(case_of(maker.map))["claim"] == "out"  # nobody showed the reason
    maker.link("support", (), reason, speakers=("critic",))
    assert evaluate(case_of(maker.map))["claim"] == "in"  # the doubt, neither


MEANS = {"stands": "in", "falls": "out", "unsupported": "out"}


@pytest.mark.parametrize("seed", range(400))
def test_what_is_decided_is_decided_as_the_standings_have_it(seed: int) -> None:
    """Presumed and by the preponderance, without contradictions, whose positions would both be out."""
    map_ = random_map(random.Random(seed))
    for link in [link for link in map_.links.values() if link.kind == "contradiction"]:
        link.kind = "attack"
    standings = standings_of(map_)
    labels = evaluate(case_of(map_, presumed=True))
    for node in map_.nodes.values():
        standing = standings.of(node)
        label = labels.get(node.id)
        if standing is not None and label in ("in", "out"):
            assert MEANS.get(standing.value) == label, node.id


def test_depth_is_no_limit() -> None:
    steps = [Argument(f"a{i}", f"s{i}", (f"s{i + 1}",)) for i in range(50_000)]
    assert evaluate(Case([], steps, [], frozenset({"s50000"})))["s0"] == "in"
