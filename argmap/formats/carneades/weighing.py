"""A Carneades graph as a case to be weighed, and the labelling that its file expects.

How an argument is weighed is said by its scheme: one of the basic ones (``linked``, which is what an
argument without a scheme is, ``convergent``, ``cumulative``, ``factorized``), or one of the file's own with
a `weight`: the name of a function, or a ``constant``, ``criteria`` (a weighted sum over properties that
premises tell), or a ``preference`` (an order of the schemes by their `meta`; Gordon & Walton 2016). Rules are
not applied: a case holds the arguments that stand in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from argmap.analysis.burden import (
    Argument,
    Case,
    Issue,
    Label,
    Standard,
    Weigh,
    constant,
    convergent,
    cumulative,
    factorized,
    linked,
)
from argmap.formats.carneades import graph as carneades
from argmap.formats.carneades.graph import Graph, graph_of
from argmap.formats.carneades.terms import arguments as parts_of
from argmap.formats.carneades.tree import Value, one_line
from argmap.formats.given import Given

BASIC = ("linked", "convergent", "cumulative", "factorized")
STANDARDS: dict[str, Standard] = {
    "pe": "preponderance",
    "cce": "clear-and-convincing",
    "brd": "beyond-reasonable-doubt",
    "dv": "dialectical-validity",
    "se": "scintilla",
}


class Expected(NamedTuple):
    """A case, the labels that its file expects, and whether it has rules that nothing here applies."""

    case: Case
    labels: dict[str, Label]
    rules: bool


def case(given: Given) -> Expected:
    """The case in a Carneades file. Raises `Unreadable`."""
    graph = graph_of(given)
    schemes = _schemes(graph)
    rules = any(scheme.get("conclusions") is not None for scheme in schemes.values())
    return Expected(_Weigher(graph, schemes).case(), graph.expected, rules)


def _schemes(graph: Graph) -> dict[str, dict[str, Value]]:
    """The file's own argument schemes, a list with ids or a mapping."""
    value = graph.theory.get("argument_schemes")
    found: dict[str, dict[str, Value]] = {}
    if isinstance(value, dict):
        found = {name: one if isinstance(one, dict) else {} for name, one in value.items()}
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict) and one_line(one.get("id")):
                found.setdefault(one_line(one["id"]), one)
    return found


class _Weigher:
    def __init__(self, graph: Graph, schemes: dict[str, dict[str, Value]]) -> None:
        self.graph = graph
        self.schemes = schemes
        functions = graph.theory.get("weighing_functions")
        self.functions: dict[str, Value] = functions if isinstance(functions, dict) else {}
        self.issue = {key: i for i, issue in enumerate(graph.issues) for key in issue.positions}
        self.about: dict[int, list[carneades.Argument]] = {}
        for argument in graph.arguments:
            if argument.conclusion in self.issue:
                self.about.setdefault(self.issue[argument.conclusion], []).append(argument)
        self.factors = {
            i: len({key for argument in about for _, key in argument.premises})
            for i, about in self.about.items()
        }
        self.ranks: dict[tuple[int, str], dict[str, float]] = {}

    def case(self) -> Case:
        graph = self.graph
        return Case(
            list(graph.statements),
            [
                Argument(
                    argument.key,
                    argument.conclusion,
                    tuple(key for _, key in argument.premises),
                    argument.undercutter or None,
                    self._weigh(argument),
                )
                for argument in graph.arguments
            ],
            [
                Issue(tuple(issue.positions), STANDARDS.get(issue.standard.lower(), "preponderance"))
                for issue in graph.issues
            ],
            frozenset(key for key, statement in graph.statements.items() if statement.assumed),
        )

    def _weigh(self, argument: carneades.Argument) -> Weigh:
        name, spec = argument.scheme, None
        if name in self.schemes:
            spec = self.schemes[name].get("weight")
            name = one_line(spec)
            if name in self.functions:
                spec = self.functions[name]
        if isinstance(spec, dict):
            if "constant" in spec:
                return constant(_number(spec["constant"]))
            if "criteria" in spec and isinstance(spec["criteria"], dict):
                return _criteria(argument, spec["criteria"])
            if "preference" in spec:
                return self._preference(argument, name, spec["preference"])
        if name == "convergent":
            return convergent
        if name == "cumulative":
            return cumulative
        if name == "factorized":
            own = len(argument.premises)
            return factorized(self.factors.get(self.issue.get(argument.conclusion, -1), own))
        return linked()

    def _preference(self, argument: carneades.Argument, name: str, order: Value) -> Weigh:
        """The place of an argument's scheme in an order of all schemes that an issue is argued with."""
        issue = self.issue.get(argument.conclusion)
        if issue is None:
            return linked()
        at = issue, name or argument.scheme
        if at not in self.ranks:
            self.ranks[at] = self._ranked(issue, order if isinstance(order, list) else [order])
        return linked(self.ranks[at].get(argument.scheme, 0.0))

    def _ranked(self, issue: int, order: list[Value]) -> dict[str, float]:
        """For each scheme that an issue is argued with, how strong it is: the strongest 1."""
        names = list(dict.fromkeys(argument.scheme for argument in self.about[issue]))
        places: dict[str, list[int]] = {name: [] for name in names}
        for one in order:
            if not isinstance(one, dict):
                continue
            values = {name: self._property(name, one_line(one.get("property"))) for name in names}
            how = one.get("order")
            if isinstance(how, list):
                ranked = [one_line(value).lower() for value in how]
                known = {value: i for i, value in reversed(list(enumerate(ranked)))}
                for name in names:
                    places[name].append(known.get(values[name].lower(), len(ranked)))
            else:
                ranks = {value: i for i, value in enumerate(sorted(set(values.values()), key=_comparable))}
                sign = 1 if one_line(how).lower() == "ascending" else -1
                for name in names:
                    places[name].append(sign * ranks[values[name]])
        groups = sorted({tuple(place) for place in places.values()})
        strength = {group: (i + 1) / len(groups) for i, group in enumerate(groups)}
        return {name: strength[tuple(place)] for name, place in places.items()}

    def _property(self, scheme: str, name: str) -> str:
        meta = self.schemes.get(scheme, {}).get("meta")
        return one_line(meta.get(name)) if isinstance(meta, dict) else ""


def _criteria(argument: carneades.Argument, criteria: dict[str, Value]) -> Weigh:
    """A weighted sum of what premises like ``price(volvo,low)`` tell; a hard one that is out decides."""
    hard = criteria.get("hard")
    hard_names = {one_line(name) for name in hard} if isinstance(hard, list) else set()
    soft = criteria.get("soft")
    parts: list[tuple[float, dict[int, float]]] = []
    for name, one in soft.items() if isinstance(soft, dict) else ():
        if not isinstance(one, dict):
            continue
        values = one.get("values")
        worth = {k: _number(v) for k, v in values.items()} if isinstance(values, dict) else {}
        told = {}
        for i, (role, key) in enumerate(argument.premises):
            predicate, said_of = parts_of(key)
            if name in (role, predicate):
                told[i] = worth.get(said_of[-1].strip() if said_of else "", 0.0)
        parts.append((_number(one.get("factor")), told))
    total = sum(factor for factor, _ in parts)
    needed = [
        i for i, (role, _) in enumerate(argument.premises) if role in hard_names or str(i) in hard_names
    ]

    def weigh(labels: Sequence[Label]) -> float:
        if any(labels[i] == "out" for i in needed) or total <= 0:
            return 0.0
        weight = 0.0
        for factor, told in parts:
            found = [worth for i, worth in told.items() if labels[i] == "in"]
            if not found:
                return 0.0
            weight += factor / total * found[0]
        return weight

    return weigh


def _number(value: Value) -> float:
    try:
        number = float(one_line(value))
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1e9 else 0.0


def _comparable(value: str) -> tuple[int, float, str]:
    """Numbers before texts; dates are texts that sort as they should."""
    try:
        number = float(value)
    except ValueError:
        return (1, 0.0, value)
    return (0, number if number == number else 0.0, value)
