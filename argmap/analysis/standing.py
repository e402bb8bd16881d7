"""What stands: the grounded interpretation of a map.

In goes a `Map`; out comes the standing of every claim-like node and whether each link is in force.
Claims and links are the statements of an abstract dialectical framework (Brewka & Woltran, KR 2010;
Brewka, Ellmauthaler, Strass, Wallner & Woltran, IJCAI 2013): a link is a statement of its own, so
that it can be attacked. The conditions are read in Kleene's strong three-valued logic, and the
result is their least fixed point from "everything undecided". On maps of rebuttals alone it is
Dung's grounded extension (AIJ 77, 1995).

A link is in force when all its origins stand and no undercut on it is in force. A claim stands when
no attack on it is in force and, if it has supports and isn't assumed, one of them is in force.

The fixed point is found by a work-list that starts from what is decided without asking. Every link
counts how much it still waits for, so each is visited a constant number of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from argmap.analysis.units import Units, units_of
from argmap.model.map import ATTACK_LINKS, CLAIM_KINDS, Link, Map, Node

Value = Literal["stands", "falls", "unsupported", "open"]
Reason = Literal["unchallenged", "defended", "refuted", "unsupported", "contested"]
Force = Literal["yes", "no", "open"]


@dataclass(slots=True, frozen=True)
class Standing:
    """A verdict and why: see the table in docs/semantics.md."""

    value: Value
    reason: Reason


UNCHALLENGED = Standing("stands", "unchallenged")
DEFENDED = Standing("stands", "defended")
REFUTED = Standing("falls", "refuted")
UNSUPPORTED = Standing("unsupported", "unsupported")
CONTESTED = Standing("open", "contested")

_TRUE, _FALSE = 1, 2  # and 0 is undecided
_FORCES: tuple[Force, Force, Force] = ("open", "yes", "no")

#: What a link in force does: nothing, or it is a reason for a claim, makes one fall, denies a link.
_NOTHING, _SUPPORTS, _ATTACKS, _DENIES = 0, 1, 2, 3

#: Links whose force rests on the standing of their origins.
_WEIGHTED = ATTACK_LINKS | {"support"}
#: Links that can't be in force.
_INERT = frozenset({"concession", "restatement"})


@dataclass(slots=True, frozen=True)
class Standings:
    """The verdict on every claim-like node and every link of a map."""

    _nodes: dict[Node, Standing]
    _links: dict[Link, Force]
    #: The first node of every unit that was attacked, or rests on what was.
    _challenged: set[Node]

    def of(self, node: Node) -> Standing | None:
        """The standing of a node; None for an argument or a question."""
        return self._nodes.get(node)

    def in_force(self, link: Link) -> Force | None:
        """Whether a link is in force; None for a restatement and for a concession with a text.

        A question or an answer is in force unless it is undercut.
        """
        return self._links.get(link)


def evaluate(map_: Map, units: Units | None = None) -> Standings:
    """The standings of a map; `units` saves finding what restates what again."""
    units = units or units_of(map_)
    framework = _Framework(map_.links.values(), units.number, len(units.heads))
    nodes, links, challenged = _judged(framework, units.number, {}, ())
    return Standings(nodes, links, {units.heads[u] for u in challenged})


def reevaluate(old: Standings, map_: Map, units: Units, changed: Iterable[Node]) -> Standings:
    """The standings of a map in which links at some nodes came or went; `changed` are those nodes.

    Only what hangs on them is judged again: no other statement's condition has another value. Where nodes
    count as one, all is.
    """
    if units.joined:
        return evaluate(map_, units)
    inside = _downstream(node for node in changed if node in units.number)
    links = _links_at(inside)
    number = dict(zip(inside, range(len(inside)), strict=True))
    for link in links:
        for node in link.origin:
            number.setdefault(node, len(number))
    outside = list(number)[len(inside) :]
    framework = _Framework(links, number, len(number))
    given: dict[int, int] = {}
    for node in outside:
        u = number[node]
        framework.claims[u] = 0
        standing = old.of(node)
        if standing is not None and standing.value != "open":
            given[u] = _TRUE if standing.value == "stands" else _FALSE
    attacked = [number[node] for node in outside if node in old._challenged]
    nodes, forces, challenged = _judged(framework, {node: number[node] for node in inside}, given, attacked)
    every = list(inside)
    now = old._challenged.difference(every)
    now.update(every[u] for u in challenged if u < len(every))
    return Standings({**old._nodes, **nodes}, {**old._links, **forces}, now)


def _downstream(nodes: Iterable[Node]) -> dict[Node, None]:
    """Some nodes and all whose standing may hang on theirs."""
    found = dict.fromkeys(nodes)
    waiting = list(found)
    while waiting:
        for link in waiting.pop().out:
            target = link.target
            while isinstance(target, Link):
                target = target.target
            if target not in found:
                found[target] = None
                waiting.append(target)
    return found


def _links_at(nodes: Iterable[Node]) -> list[Link]:
    """The links that end at some nodes, and all that deny those links."""
    found: list[Link] = []
    waiting = [link for node in nodes for link in node.into]
    while waiting:
        link = waiting.pop()
        found.append(link)
        waiting += link.into
    return found


def _judged(
    framework: _Framework, number: dict[Node, int], given: dict[int, int], attacked: Iterable[int]
) -> tuple[dict[Node, Standing], dict[Link, Force], list[int]]:
    """Verdicts on nodes and links, and which units were challenged.

    `given` are the truth values of units that are not to be judged, `attacked` those of them challenged.
    """
    of_unit, of_link = _least_fixed_point(framework, given)
    challenged = _challenged(framework, attacked)
    refuted = framework.refuted
    standings: dict[Node, Standing] = {}
    for node, u in number.items():
        if node.kind not in CLAIM_KINDS:
            continue
        if of_unit[u] == _TRUE:
            standings[node] = DEFENDED if challenged[u] else UNCHALLENGED
        elif of_unit[u] == _FALSE:
            standings[node] = REFUTED if refuted[u] else UNSUPPORTED
        else:
            standings[node] = CONTESTED
    forces = {link: _FORCES[of_link[i]] for link, i in framework.index.items()}
    return standings, forces, [u for u, yes in enumerate(challenged) if yes]


class _Framework:
    """A map's conditions as numbers: per link (by `index`) and per claim (by unit).

    `waiting` counts what a link still needs before it is in force; `effect` and `goal` tell what it
    does and to which unit or link. `attacks` and `supports` count a claim's links that may still
    matter; `grounded` claims have a reason in force or need none, `refuted` ones an attack in force.
    The weighted links that start at a unit are chained: `first[unit]` is a place in `starts` (links)
    and `after` (the next place), -1 the end.
    """

    __slots__ = (
        "after",
        "attacks",
        "claims",
        "effect",
        "first",
        "goal",
        "grounded",
        "index",
        "refuted",
        "starts",
        "supports",
        "waiting",
    )

    def __init__(self, among: Iterable[Link], number: dict[Node, int], size: int) -> None:
        links = [link for link in among if link.kind not in _INERT]
        self.index = index = dict(zip(links, range(len(links)), strict=True))
        self.waiting = waiting = [0] * len(links)
        self.effect = effect = bytearray(len(links))
        self.goal = goal = [0] * len(links)
        self.attacks = attacks = [0] * size
        self.supports = supports = [0] * size
        self.claims = claims = bytearray(size)
        self.grounded = grounded = bytearray(size)
        self.refuted = bytearray(size)
        self.first = first = [-1] * size
        starts: list[int] = []
        after: list[int] = []
        self.starts, self.after = starts, after

        for i, link in enumerate(links):
            kind, target = link.kind, link.target
            if kind in _WEIGHTED:
                for node in link.origin:
                    u = number[node]
                    after.append(first[u])
                    first[u] = len(starts)
                    starts.append(i)
                    waiting[i] += 1
            if kind == "support":
                assert isinstance(target, Node)
                u = goal[i] = number[target]
                effect[i] = _SUPPORTS
                supports[u] += 1
            elif kind in ATTACK_LINKS:
                if isinstance(target, Node):
                    u = goal[i] = number[target]
                    effect[i] = _ATTACKS
                    attacks[u] += 1
                elif target.kind != "contradiction" and target in index:
                    j = goal[i] = index[target]
                    effect[i] = _DENIES
                    waiting[j] += 1

        for node, u in number.items():
            if node.kind in CLAIM_KINDS:
                claims[u] = 1
                if not supports[u] or node.properties.get("assumed"):
                    grounded[u] = 1


def _least_fixed_point(framework: _Framework, given: dict[int, int]) -> tuple[bytearray, bytearray]:
    """The truth value of every unit and of every link; that of some units is given."""
    waiting, effect, goal = framework.waiting, framework.effect, framework.goal
    attacks, supports = framework.attacks, framework.supports
    claims, grounded, refuted = framework.claims, framework.grounded, framework.refuted
    first, starts, after = framework.first, framework.starts, framework.after
    of_unit = bytearray(len(claims))
    of_link = bytearray(len(waiting))
    # Decided and not yet passed on: a unit by its number, a link by the complement of its number.
    work: list[int] = []

    def tell_link(i: int, hindered: bool) -> None:
        """One of the things that link `i` waits for is decided: against it, or in its favour."""
        if of_link[i]:
            return
        if hindered:
            of_link[i] = _FALSE
        else:
            waiting[i] -= 1
            if waiting[i]:
                return
            of_link[i] = _TRUE
        work.append(~i)

    def settle_unit(u: int) -> None:
        """Decide the claim `u` if what is known of its links decides it."""
        if refuted[u] or not (grounded[u] or supports[u]):
            of_unit[u] = _FALSE
        elif grounded[u] and not attacks[u]:
            of_unit[u] = _TRUE
        else:
            return
        work.append(u)

    for u, value in given.items():
        of_unit[u] = value
        work.append(u)
    for i, needed in enumerate(waiting):
        if not needed:
            of_link[i] = _TRUE
            work.append(~i)
    for u, attacked in enumerate(attacks):
        if claims[u] and grounded[u] and not attacked:
            of_unit[u] = _TRUE
            work.append(u)

    while work:
        decided = work.pop()
        if decided >= 0:
            fell = of_unit[decided] == _FALSE
            place = first[decided]
            while place >= 0:
                tell_link(starts[place], fell)
                place = after[place]
            continue
        i = ~decided
        in_force = of_link[i] == _TRUE
        does, u = effect[i], goal[i]
        if does == _DENIES:
            tell_link(u, in_force)
            continue
        if does == _NOTHING:
            continue
        if does == _SUPPORTS:
            if in_force:
                grounded[u] = 1
            else:
                supports[u] -= 1
        elif in_force:
            refuted[u] = 1
        else:
            attacks[u] -= 1
        if claims[u] and not of_unit[u]:
            settle_unit(u)
    return of_unit, of_link


def _challenged(framework: _Framework, attacked: Iterable[int]) -> bytearray:
    """For every unit, whether it or anything it rests on was attacked, to any effect; some surely were."""
    effect, goal = framework.effect, framework.goal
    first, starts, after = framework.first, framework.starts, framework.after
    challenged = bytearray(len(first))
    for i, does in enumerate(effect):
        if does == _ATTACKS:
            challenged[goal[i]] = 1
        elif does == _DENIES and effect[goal[i]] == _SUPPORTS:
            challenged[goal[goal[i]]] = 1
    for u in attacked:
        challenged[u] = 1
    work = [u for u, yes in enumerate(challenged) if yes]
    while work:
        place = first[work.pop()]
        while place >= 0:
            i = starts[place]
            place = after[place]
            if effect[i] == _SUPPORTS and not challenged[goal[i]]:
                challenged[goal[i]] = 1
                work.append(goal[i])
    return challenged
