"""Why a claim stands, falls, is unsupported or open: the moves that decide it, and no others.

In goes a `Map` with its `Standings` and a node; out comes an `Explanation`, its moves in the order in
which a person would argue: what is said, what is said against it, what answers that. A claim falls by
one attack in force, told with why it is in force; it stands by each attack not being in force; it is
unsupported by each of its reasons being gone; it is open by a circle. What is shared is told once. Of
several grounds the earliest decided is told (`rounds`), so that no explanation rests on itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from argmap.analysis.circles import circle_from
from argmap.analysis.rounds import Grounds, Rounds, Thing
from argmap.analysis.standing import Force, Standing, Standings
from argmap.analysis.units import Units, units_of
from argmap.model.map import ATTACK_LINKS, Link, Map, Node

#: So many replies to replies are followed, so many told of one claim, and so many told in all.
DEEP, WIDE, MANY = 12, 12, 120


@dataclass(slots=True, eq=False)
class Move:
    """One move that decides.

    `link` is the step by which it is put forward here and `node` what stands for it: what is said, or
    an argument, or None for a bare concession. The claim asked about has no link. `linked` marks one
    premise of an argument, whose step is told by the move around it.
    """

    depth: int
    node: Node | None
    link: Link | None = None
    linked: bool = False
    standing: Standing | None = None
    force: Force | None = None
    #: Why it is so has been told further up.
    told: bool = False
    #: How many moves right beneath it are left out, for being too deep or too many.
    left_out: int = 0
    #: What it takes to tell why it is so; empty where nothing is said against it.
    beneath: tuple[Move, ...] = field(default=(), repr=False)
    #: Part of the circle that decides nothing; `closes` where the circle is back at its beginning.
    circle: bool = False
    closes: bool = False

    @property
    def robbed(self) -> bool:
        """Whether what is told beneath is that the claim's reasons are gone."""
        first = self.beneath[0] if self.beneath else None
        return (
            first is not None
            and first.link is not None
            and first.link.kind == "support"
            and (not first.linked and first.force == "no")
        )


@dataclass(slots=True, frozen=True)
class Explanation:
    """Why `node` has its standing. `moves` are in order, each deeper than the one it replies to.

    `circle` holds the steps of the circle by which it is open. `whole` is False where something was
    left out. `same` are the nodes that are one claim with it. `denied` are the undercuts in force by
    which it stands and yet carries or refutes nothing, one for each step it makes.
    """

    node: Node
    standing: Standing | None
    moves: list[Move]
    circle: tuple[Link, ...] = ()
    whole: bool = True
    same: tuple[Node, ...] = ()
    denied: tuple[Link, ...] = ()


def explain(
    map_: Map, standings: Standings, node: Node, units: Units | None = None, *, full: bool = False
) -> Explanation:
    """Why a node has its standing; with `full`, however much there is to tell.

    A question has no standing: what is told is which answers count. An argument has none either: what
    is told is whether its steps are in force.
    """
    grounds = Grounds(standings, units or units_of(map_))
    rounds = Rounds(grounds, _steps_of(node) or [grounds.units.number[node]])
    return _Telling(grounds, rounds, node, full).explanation()


class Explainer:
    """Explains one node of a map after another, as `explain` does one: what they share is counted once."""

    def __init__(self, map_: Map, standings: Standings, units: Units | None = None) -> None:
        units = units or units_of(map_)
        self._grounds = Grounds(standings, units)
        self._rounds = Rounds(self._grounds, [*range(len(units.heads)), *map_.links.values()])

    def explain(self, node: Node, *, full: bool = False) -> Explanation:
        """Why a node has its standing."""
        return _Telling(self._grounds, self._rounds, node, full).explanation()


class _Telling:
    """The moves of one explanation, as they are found."""

    def __init__(self, grounds: Grounds, rounds: Rounds, node: Node, full: bool) -> None:
        self._grounds = grounds
        self._standings = grounds.standings
        self._number = grounds.units.number
        self._node = node
        self._full = full
        self._steps = _steps_of(node)
        self._rounds = rounds
        #: What has been told: steps, why claims stand (units), by what they fall; the last move's own.
        self._told: set[object] = set()
        self._fresh: list[object] = []
        self._whole = True

    def explanation(self) -> Explanation:
        node = self._node
        standing = self._standings.of(node)
        root = Move(0, node, standing=standing)
        if standing is not None and standing.value == "open":
            return self._open(root)
        moves: list[Move] = []
        stack = [root]
        while stack:
            move = stack.pop()
            moves.append(move)
            self._fresh.clear()
            beneath = self._beneath(move)
            kept = beneath[: self._room(move, len(moves) + len(stack))]
            move.left_out = len(beneath) - len(kept)
            move.beneath = tuple(kept)
            stack.extend(reversed(kept))
            if move.left_out:
                self._whole = False
            if not kept:
                self._told.difference_update(self._fresh)  # only what is told can be referred to
        return self._explained(moves)

    def _explained(self, moves: list[Move], circle: Iterable[Link] = ()) -> Explanation:
        node = self._node
        same = tuple(each for each in self._grounds.units.together(node) if each is not node)
        standing = self._standings.of(node)
        denied = self._denied(node) if standing is not None and standing.value == "stands" else ()
        return Explanation(node, standing, moves, tuple(circle), self._whole, same, denied)

    def _denied(self, node: Node) -> tuple[Link, ...]:
        """For each step that a node makes the first undercut in force on it."""
        found = []
        for link in node.out:
            denials = (each for each in self._grounds.undercuts(link) if self._grounds.value(each))
            if (denial := next(denials, None)) is not None:
                found.append(denial)
        return tuple(found)

    def _room(self, move: Move, said: int) -> int | None:
        """How many moves may be told right beneath one; None for all."""
        if self._full:
            return None
        return WIDE if move.depth < DEEP and said < MANY else 0

    # What decides a move

    def _beneath(self, move: Move) -> list[Move]:
        """The moves that decide one, unless they have been told before."""
        link, node, depth = move.link, move.node, move.depth + 1
        if link is None or move.linked:
            assert node is not None
            if link is None and node.kind in ("argument", "question"):
                return [self._step(each, depth) for each in self._steps]
            return self._of_claim(move, self._number[node], depth, root=link is None)
        if link in self._told:
            move.told = bool(link.into) or not self._plain(link.origin)
            return []
        self._mark(link)
        undercuts = self._grounds.undercuts(link)
        if move.force == "no":
            return self._not_in_force(move, link, undercuts, depth)
        found = [self._step(each, depth) for each in undercuts]
        if link.via is not None:
            needed = [n for n in link.origin if not self._plain((n,))]
            return [self._premise(each, link, depth) for each in needed] + found
        if link.kind == "answer" or node is None:
            return found
        return self._of_claim(move, self._number[node], depth) + found

    def _not_in_force(self, move: Move, link: Link, undercuts: list[Link], depth: int) -> list[Move]:
        """Why a step is not in force: what it starts from fails, or an undercut denies it."""
        denial = self._rounds.first(each for each in undercuts if self._grounds.value(each))
        failing = [unit for unit in self._grounds.origins(link) if self._grounds.value(unit) is False]
        origin = min(failing, key=self._rounds.of, default=None)
        if origin is None or (denial is not None and self._rounds.of(denial) < self._rounds.of(origin)):
            return [self._step(denial, depth)] if denial is not None else []
        if link.via is None:
            return self._of_claim(move, origin, depth)
        premise = next(node for node in link.origin if self._number[node] == origin)
        return [self._premise(premise, link, depth)]

    def _of_claim(self, move: Move, unit: int, depth: int, root: bool = False) -> list[Move]:
        """What decides a claim: see the module's first lines."""
        grounds, rounds = self._grounds, self._rounds
        attacks, supports = grounds.attacks(unit), grounds.supports(unit)
        if grounds.value(unit):
            told: object = unit
            found = [] if grounds.assumed(unit) else self._reason(supports, root)
            found += attacks
        else:
            attack = rounds.first(link for link in attacks if grounds.value(link))
            lost = rounds.lost(unit)
            refuted = root and move.standing is not None and move.standing.reason == "refuted"
            if attack is not None and (refuted or lost is None or rounds.of(attack) <= lost):
                told, found = ("refuted", attack), [attack]
            else:
                told, found = ("unsupported", unit), supports
        if not found:
            return []
        if told in self._told:
            move.told = True
            return []
        self._mark(told)
        return [self._step(link, depth) for link in found]

    def _mark(self, what: object) -> None:
        self._told.add(what)
        self._fresh.append(what)

    def _reason(self, supports: list[Link], root: bool) -> list[Link]:
        """The reason that carries a claim, where there is something to say about its reasons."""
        best = self._rounds.first(link for link in supports if self._grounds.value(link))
        tried = root or any(link.into or not self._plain(link.origin) for link in supports)
        return [best] if best is not None and tried else []

    def _plain(self, nodes: Iterable[Node]) -> bool:
        """Whether nothing was said against any of these or against what they rest on."""
        return all(
            standing is None or standing.reason == "unchallenged"
            for standing in map(self._standings.of, nodes)
        )

    def _step(self, link: Link, depth: int) -> Move:
        node = link.head
        standing = self._standings.of(node) if node is not None else None
        return Move(depth, node, link, standing=standing, force=self._standings.in_force(link))

    def _premise(self, node: Node, link: Link, depth: int) -> Move:
        standing = self._standings.of(node)
        return Move(depth, node, link, True, standing, self._standings.in_force(link))

    # What is open

    def _open(self, root: Move) -> Explanation:
        start: Thing = self._number[self._node]
        way, circle = circle_from(start, self._open_grounds)
        on_way = [thing for thing in way if isinstance(thing, Link)]
        around = [thing for thing in circle if isinstance(thing, Link)]
        moves = [root]
        for i, link in enumerate(on_way + around):
            above = moves[-1].link
            if above is not None and above.via is not None and isinstance(link.target, Node):
                unit = self._number[link.target]
                premise = next(n for n in above.origin if self._number[n] == unit)
                moves.append(self._premise(premise, above, len(moves)))
                moves[-1].circle = moves[-2].circle
            moves.append(self._step(link, len(moves)))
            moves[-1].circle = i >= len(on_way)
        moves[-1].closes = True
        if not self._full and len(moves) > DEEP:
            moves[DEEP - 2].left_out = len(moves) - DEEP
            moves[-1].depth = DEEP - 1
            del moves[DEEP - 1 : -1]
            self._whole = False
        for move, beneath in pairwise(moves):
            move.beneath = (beneath,)
        return self._explained(moves, around)

    def _open_grounds(self, thing: Thing) -> list[Thing]:
        return [each for each in self._grounds.of(thing) if self._grounds.value(each) is None]


def _steps_of(node: Node) -> list[Link]:
    """The steps to explain where a node has no standing of its own."""
    if node.kind == "argument":
        return [link for link in node.out if link.via is node]
    if node.kind == "question":
        return [link for link in node.into if link.kind == "answer" or link.kind in ATTACK_LINKS]
    return []
