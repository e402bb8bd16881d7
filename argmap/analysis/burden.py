"""Burden of proof: who has to show what, and whether they did, by balancing arguments.

In goes a `Case`: statements, arguments for them, issues between statements that rival each other; out
comes a label for every statement. A statement that is at issue is in only when its arguments outweigh
those for its rivals by the standard of proof that the issue asks for: Gordon, Prakken & Walton, "The
Carneades model of argument and burden of proof", Artificial Intelligence 171 (2007), in the form of
Gordon & Walton, "Formalizing balancing arguments", COMMA 2016, which allows circles, cumulative arguments
and issues of many positions, and which Carneades 4 computes.

An argument is settled when its undercutter is in (then it weighs nothing), or when no undercutter can come
in any more and all its premises are decided. Then its weight is what its weighing function says of the
labels of its premises. Labels are the least fixed point of these rules, found by a work-list that visits
every argument, premise and position a constant number of times: what lies on a circle that nothing
decides stays undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from argmap.analysis.units import units_of
from argmap.model.map import ATTACK_LINKS, CLAIM_KINDS, Link, Map, Node

Label = Literal["in", "out", "undecided"]
Standard = Literal[
    "scintilla", "preponderance", "clear-and-convincing", "beyond-reasonable-doubt", "dialectical-validity"
]
STANDARDS: tuple[Standard, ...] = (
    "scintilla",
    "preponderance",
    "clear-and-convincing",
    "beyond-reasonable-doubt",
    "dialectical-validity",
)

#: The weight of an argument, 0 to 1, from the labels of its premises, of which none is undecided.
Weigh = Callable[[Sequence[Label]], float]

#: By how much clear and convincing evidence outweighs the rest, and what doubt is still no reasonable one.
ALPHA, BETA = 0.5, 0.3


def linked(weight: float = 1.0) -> Weigh:
    """Premises that count only together; without premises, the weight itself."""
    return lambda labels: weight if all(label == "in" for label in labels) else 0.0


def convergent(labels: Sequence[Label]) -> float:
    """Premises of which any one will do."""
    return 1.0 if "in" in labels else 0.0


def cumulative(labels: Sequence[Label]) -> float:
    """The more premises are in, the better."""
    return sum(label == "in" for label in labels) / len(labels) if labels else 1.0


def constant(weight: float) -> Weigh:
    """The same weight, whatever becomes of the premises."""
    return lambda labels: weight


def factorized(factors: int) -> Weigh:
    """Premises that count only together, and for more the more of all an issue's `factors` they are."""
    return lambda labels: len(labels) / factors if factors and all(label == "in" for label in labels) else 0.0


@dataclass(slots=True, frozen=True)
class Argument:
    """A step to a conclusion. It counts for nothing where the statement `undercutter` is in."""

    id: str
    conclusion: str
    premises: tuple[str, ...] = ()
    undercutter: str | None = None
    weigh: Weigh = field(default_factory=linked)


@dataclass(slots=True, frozen=True)
class Issue:
    """Statements that rival each other: each has to be shown against the others by this standard."""

    positions: tuple[str, ...]
    standard: Standard = "preponderance"


@dataclass(slots=True)
class Case:
    """All there is to weigh. `assumed` is in from the beginning, whatever speaks against it."""

    statements: list[str] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    assumed: frozenset[str] = frozenset()


def meets(standard: Standard, pro: float, con: float) -> bool:
    """Whether arguments of the weight `pro` satisfy a standard of proof against such of the weight `con`."""
    if standard == "scintilla":
        return pro > 0
    if standard == "dialectical-validity":
        return pro > 0 and con == 0
    better = pro > con
    if standard == "preponderance":
        return better
    if standard == "clear-and-convincing":
        return better and pro - con > ALPHA
    return better and pro - con > ALPHA and con < BETA


def evaluate(case: Case) -> dict[str, Label]:
    """The grounded labelling of a case."""
    return _Weighing(case).run()


class _Weighing:
    """One run: what is known so far, and what has been decided and not yet passed on."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.labels: dict[str, Label] = dict.fromkeys(case.statements, "undecided")
        for argument in case.arguments:
            for key in (argument.conclusion, *argument.premises, argument.undercutter):
                if key is not None:
                    self.labels.setdefault(key, "undecided")
        for issue in case.issues:
            for key in issue.positions:
                self.labels.setdefault(key, "undecided")
        for key in case.assumed:
            self.labels.setdefault(key, "undecided")
        #: How many arguments for a statement are not settled, and the best weight of those that are.
        self.unsettled = dict.fromkeys(self.labels, 0)
        self.best = dict.fromkeys(self.labels, 0.0)
        self.uses: dict[str, list[int]] = {}
        self.undercuts: dict[str, list[int]] = {}
        #: What an argument waits for: undecided premises, and its undercutter.
        self.waiting: list[int] = []
        self.settled = bytearray(len(case.arguments))
        for i, argument in enumerate(case.arguments):
            premises = dict.fromkeys(argument.premises)
            for key in premises:
                self.uses.setdefault(key, []).append(i)
            if argument.undercutter is not None:
                self.undercuts.setdefault(argument.undercutter, []).append(i)
            self.waiting.append(len(premises) + (argument.undercutter is not None))
            self.unsettled[argument.conclusion] += 1
        self.at_issue: dict[str, list[int]] = {}
        #: How many positions of an issue have arguments that are not settled.
        self.unready = [0] * len(case.issues)
        for i, issue in enumerate(case.issues):
            for key in dict.fromkeys(issue.positions):
                self.at_issue.setdefault(key, []).append(i)
                self.unready[i] += bool(self.unsettled[key])
        #: For each statement at issue, in how many of its issues it hasn't been shown yet.
        self.unshown = {key: len(issues) for key, issues in self.at_issue.items()}
        self.work: list[str] = []

    def run(self) -> dict[str, Label]:
        case = self.case
        for key in self.labels:
            if key in case.assumed:
                self._decide(key, "in")
        for issue in case.issues:
            if any(key in case.assumed for key in issue.positions):
                for key in issue.positions:
                    self._decide(key, "out")
        for key, unsettled in self.unsettled.items():
            if not unsettled:
                self._decide(key, "out")
        for i, unready in enumerate(self.unready):
            if not unready:
                self._resolve(i)
        for i, waiting in enumerate(self.waiting):
            if not waiting:
                self._settle(i, undercut=False)
        while self.work:
            key = self.work.pop()
            inside = self.labels[key] == "in"
            for i in self.undercuts.get(key, ()):
                if inside:
                    self._settle(i, undercut=True)
                else:
                    self._hear(i)
            for i in self.uses.get(key, ()):
                self._hear(i)
        return self.labels

    def _decide(self, key: str, label: Label) -> None:
        if self.labels[key] == "undecided":
            self.labels[key] = label
            self.work.append(key)

    def _hear(self, i: int) -> None:
        """One of the things that an argument waits for is decided, and not against it for good."""
        self.waiting[i] -= 1
        if not self.waiting[i]:
            self._settle(i, undercut=False)

    def _settle(self, i: int, undercut: bool) -> None:
        if self.settled[i]:
            return
        self.settled[i] = 1
        argument = self.case.arguments[i]
        key = argument.conclusion
        if not undercut:
            weight = argument.weigh([self.labels[premise] for premise in argument.premises])
            self.best[key] = max(self.best[key], weight)
        self.unsettled[key] -= 1
        done = not self.unsettled[key]
        if key not in self.at_issue:
            if self.best[key] > 0:
                self._decide(key, "in")
            elif done:
                self._decide(key, "out")
        elif done:
            if self.best[key] <= 0:
                self._decide(key, "out")
            for issue in self.at_issue[key]:
                self.unready[issue] -= 1
                if not self.unready[issue]:
                    self._resolve(issue)

    def _resolve(self, i: int) -> None:
        """Apply the standard of an issue all whose arguments are settled."""
        issue = self.case.issues[i]
        positions = list(dict.fromkeys(issue.positions))
        first = max(positions, key=self.best.__getitem__, default=None)
        if first is None:
            return
        second = max((self.best[key] for key in positions if key != first), default=0.0)
        for key in positions:
            con = second if key == first else self.best[first]
            if not meets(issue.standard, self.best[key], con):
                self._decide(key, "out")
                continue
            self.unshown[key] -= 1
            if not self.unshown[key]:
                self._decide(key, "in")


def case_of(map_: Map, standard: Standard = "preponderance", *, presumed: bool = False) -> Case:
    """A map as a case, its claims called by their ids (what restates another claim, by that one's).

    A rebuttal is an argument for the claim's contrary, with which the claim is at issue; contradictory
    claims are at issue with each other; an undercut is an argument for the statement that a step doesn't
    count. A claim is to be shown by its own `standard`, else by the one given here. A bare concession is
    an argument without premises, and so is what makes an `assumed` claim stand unless it is attacked.
    `presumed` says the same of every claim that nobody gave a reason for; without it, such a claim has
    not been shown. An argument weighs what its node's `weight` says, or 1.
    """
    units = units_of(map_)
    name = {node: units.heads[unit].id for node, unit in units.number.items()}
    claims = [node for node in map_.nodes.values() if node.kind in CLAIM_KINDS]
    case = Case(list(dict.fromkeys(name[node] for node in claims)))
    standards = _standards(claims, name, standard)
    links = [link for link in map_.links.values() if link.kind == "support" or link.kind in ATTACK_LINKS]
    undercut = {
        link.target
        for link in links
        if link.kind == "undercut" and isinstance(link.target, Link) and link.target.kind != "contradiction"
    }
    supported: set[str] = set()
    attacked: dict[str, None] = {}
    rivals: dict[frozenset[str], None] = {}
    for link in links:
        target = link.target
        if isinstance(target, Node):
            if target.kind not in CLAIM_KINDS:
                continue
            goal = name[target]
            if link.kind == "support":
                supported.add(goal)
            elif link.kind == "contradiction" and goal != name[link.origin[0]]:
                rivals[frozenset((name[link.origin[0]], goal))] = None
                continue
            else:
                attacked[goal] = None
                goal = f"¬{goal}"
        elif target in undercut:
            goal = f"¬{target.id}"
        else:
            continue
        denial = f"¬{link.id}" if link in undercut else None
        premises = tuple(name[node] for node in link.origin)
        case.arguments.append(Argument(link.id, goal, premises, denial, linked(_weight(link))))
    case.issues += [Issue((goal, f"¬{goal}"), standards[goal]) for goal in attacked]
    case.issues += [Issue(tuple(sorted(pair)), standards[min(pair)]) for pair in rivals]
    granted = {name[node] for node in claims if node.properties.get("assumed")}
    if presumed:
        granted.update(key for key in case.statements if key not in supported)
    case.arguments += [Argument(f"¬¬{key}", key) for key in case.statements if key in granted]
    return case


def _standards(claims: Iterable[Node], name: dict[Node, str], default: Standard) -> dict[str, Standard]:
    found: dict[str, Standard] = {}
    for node in claims:
        own = node.properties.get("standard")
        found.setdefault(name[node], default)
        if own in STANDARDS:
            found[name[node]] = own
    return found


def _weight(link: Link) -> float:
    head = link.head
    weight = head.properties.get("weight") if head is not None else None
    return float(weight) if isinstance(weight, int | float) else 1.0
