"""A map as an abstract argumentation framework in Dung's sense: arguments, and who attacks whom.

In goes a `Map`; out comes a `Framework` whose grounded extension (Dung, AIJ 77, 1995) holds, of the
claims, exactly those that stand; whose grounded labelling is "out" for those that fall or are unsupported
and "undecided" for the open ones.

An argument of a framework is in when all its attackers are out: a NOR of its attackers, read in
Kleene's strong three-valued logic, of which the grounded labelling is the least fixed point. The
conditions of a map (`analysis.standing`) are made of such gates, the way ADFs are translated to
frameworks (Brewka, Dunne & Woltran, "Relating the semantics of abstract dialectical frameworks and
standard AFs", IJCAI 2011):

- every claim is an argument, and an attack on it by one claim that nobody undercuts is an attack;
- "x doesn't stand" (`NOT`) is attacked by x;
- a step of several premises, or one that is undercut, is an argument (`STEP`), attacked by its
  undercuts and by what says that a premise of it doesn't stand;
- "x has no reason in force" (`BARE`) attacks a claim x that rests on reasons, and is attacked by them;
- a claim that restates another is attacked by what says that the other doesn't stand.

So a map of claims and attacks alone comes out one to one. Questions, answers and concessions with a
text change no standing, and are not in the framework.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from argmap.analysis.units import units_of
from argmap.model.map import ATTACK_LINKS, CLAIM_KINDS, Link, Map, Node

#: What an argument that is no claim stands for: see above.
Auxiliary = Literal["not", "step", "bare"]


@dataclass(slots=True)
class Argument:
    """A claim of the map, or an auxiliary argument about a claim or link of it."""

    about: Node | Link
    auxiliary: Auxiliary | None = None


@dataclass(slots=True)
class Framework:
    """Arguments, the claims first; attacks as pairs of their places, attacker first, none twice."""

    arguments: list[Argument] = field(default_factory=list)
    attacks: dict[tuple[int, int], None] = field(default_factory=dict)

    def _add(self, about: Node | Link, auxiliary: Auxiliary | None = None) -> int:
        self.arguments.append(Argument(about, auxiliary))
        return len(self.arguments) - 1

    def _attack(self, attacker: int, target: int) -> None:
        self.attacks[attacker, target] = None


def framework_of(map_: Map) -> Framework:
    """The framework of a map; see the module."""
    framework = Framework()
    units = units_of(map_)
    attack = framework._attack
    place: dict[Node, int] = {}
    for node in map_.nodes.values():
        if node.kind in CLAIM_KINDS:
            place[node] = framework._add(node)
    # the argument that speaks for a whole unit: its first claim
    main: dict[int, int] = {}
    for node, at in place.items():
        main.setdefault(units.number[node], at)
    negated: dict[int, int] = {}

    def claim(node: Node) -> int:
        return main[units.number[node]]

    def not_(at: int) -> int:
        if at not in negated:
            negated[at] = framework._add(framework.arguments[at].about, "not")
            attack(at, negated[at])
        return negated[at]

    for node, at in place.items():
        if (first := claim(node)) != at:
            attack(not_(first), at)

    effective, undercut = _effective(map_, place)
    force: dict[Link, int] = {}
    for link in effective:
        if len(link.origin) == 1 and link not in undercut:
            force[link] = claim(link.origin[0])
        else:
            force[link] = framework._add(link, "step")

    assumed = {units.number[node] for node in place if node.properties.get("assumed")}
    reasons: dict[int, int] = {}
    for link in effective:
        at, target = force[link], link.target
        if len(link.origin) != 1 or link in undercut:
            for origin in link.origin:
                attack(not_(claim(origin)), at)
        if isinstance(target, Node):
            if link.kind in ATTACK_LINKS:
                attack(at, claim(target))
            elif (unit := units.number[target]) not in assumed:
                if unit not in reasons:
                    reasons[unit] = framework._add(target, "bare")
                    attack(reasons[unit], claim(target))
                attack(at, reasons[unit])
        elif target in undercut and target in force:
            attack(at, force[target])
    return framework


def _effective(map_: Map, claims: dict[Node, int]) -> tuple[list[Link], set[Link]]:
    """The links that can change what stands, and those of them that are undercut."""
    counting = {
        link: None
        for link in map_.links.values()
        if (link.kind == "support" or link.kind in ATTACK_LINKS) and link.target in claims
    }
    undercut: set[Link] = set()
    work = [link for link in counting if link.kind != "contradiction"]
    for link in work:
        for one in link.into:
            if one.kind == "undercut":
                undercut.add(link)
                if one not in counting:
                    counting[one] = None
                    work.append(one)
    return list(counting), undercut
