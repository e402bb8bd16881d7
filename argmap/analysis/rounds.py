"""In which round each claim and each step is decided, so that an explanation never goes in a circle.

In goes a `Map` with its `Standings` and the places to begin from; out come `Rounds` for all that
these rest on, or for the whole map at once. A round depends only on what is beneath, so that both say
the same, and whoever explains many nodes counts once. What is decided in one round is decided by what
earlier rounds decided: whoever explains a thing by its earliest grounds comes to an end. Two claims may
refute each other and yet only one of them be refuted first, by a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.analysis.standing import Standings
from argmap.analysis.units import Units
from argmap.model.map import ATTACK_LINKS, CLAIM_KINDS, Link, Node

#: A claim, by its unit's number, or a step.
Thing = int | Link

#: Links whose force rests on the standing of what they start from.
_WEIGHTED = ATTACK_LINKS | {"support"}


class Grounds:
    """What a claim or a step is decided by: the conditions of docs/semantics.md, with their values."""

    def __init__(self, standings: Standings, units: Units) -> None:
        self.standings = standings
        self.units = units

    def value(self, thing: Thing) -> bool | None:
        """Whether a claim stands or a step is in force; None where that is open."""
        if isinstance(thing, Link):
            force = self.standings.in_force(thing)
            return None if force in (None, "open") else force == "yes"
        for node in self.units.together(self.units.heads[thing]):
            standing = self.standings.of(node)
            if standing is not None:
                return None if standing.value == "open" else standing.value == "stands"
        return None

    def attacks(self, unit: int) -> list[Link]:
        """What is said against a claim, in document order."""
        return [link for link in self.units.into(self.units.heads[unit]) if link.kind in ATTACK_LINKS]

    def supports(self, unit: int) -> list[Link]:
        """The reasons given for a claim, in document order."""
        return [link for link in self.units.into(self.units.heads[unit]) if link.kind == "support"]

    def assumed(self, unit: int) -> bool:
        """Whether a claim needs no reason: it is agreed by all."""
        return any(
            node.properties.get("assumed")
            for node in self.units.together(self.units.heads[unit])
            if node.kind in CLAIM_KINDS
        )

    def origins(self, link: Link) -> list[int]:
        """The claims that a step starts from and needs, each once."""
        if link.kind not in _WEIGHTED:
            return []
        return list(dict.fromkeys(self.units.number[node] for node in link.origin))

    def undercuts(self, link: Link) -> list[Link]:
        """What denies a step. A contradiction can't be denied."""
        if link.kind == "contradiction":
            return []
        return [undercut for undercut in link.into if undercut.kind == "undercut"]

    def of(self, thing: Thing) -> Iterator[Thing]:
        """Everything that a claim or a step may be decided by."""
        if isinstance(thing, Link):
            yield from self.undercuts(thing)
            yield from self.origins(thing)
        else:
            yield from self.attacks(thing)
            yield from self.supports(thing)

    def decides(self, thing: Thing) -> Iterator[Thing]:
        """What a claim or a step is a ground of."""
        if not isinstance(thing, Link):
            yield from (link for link in self.units.out(self.units.heads[thing]) if link.kind in _WEIGHTED)
        elif isinstance(thing.target, Node):
            if thing.kind in _WEIGHTED:
                yield self.units.number[thing.target]
        elif thing.kind == "undercut" and thing.target.kind != "contradiction":
            yield thing.target


class Rounds:
    """The round of every decided thing that `starts` rest on."""

    def __init__(self, grounds: Grounds, starts: Iterable[Thing]) -> None:
        self._grounds = grounds
        self._round: dict[Thing, int] = {}
        #: How many grounds a thing still waits for.
        self._waiting: dict[Thing, int] = {}
        #: The claims that have a reason, or need none.
        self._reasoned: set[Thing] = set()
        self._values = self._reach(starts)
        self._count()

    def of(self, thing: Thing) -> int:
        """The round in which a thing is decided; for what is open, a number beyond all rounds."""
        return self._round.get(thing, len(self._values) + 1)

    def first(self, links: Iterable[Link]) -> Link | None:
        """The step decided first; of several, the one stated first."""
        return min(links, key=self.of, default=None)

    def lost(self, unit: int) -> int | None:
        """The round by which all reasons for a claim are gone; None where it needs none or has one."""
        supports = self._grounds.supports(unit)
        if not supports or self._grounds.assumed(unit):
            return None
        if any(self._grounds.value(link) is not False for link in supports):
            return None
        return max(self.of(link) for link in supports)

    def _reach(self, starts: Iterable[Thing]) -> dict[Thing, bool]:
        """The decided things below the starts, with their values."""
        grounds = self._grounds
        values: dict[Thing, bool] = {}
        stack = list(starts)
        while stack:
            thing = stack.pop()
            if thing in values:
                continue
            value = grounds.value(thing)
            if value is not None:
                values[thing] = value
                stack.extend(each for each in grounds.of(thing) if each not in values)
        return values

    def _count(self) -> None:
        now = [thing for thing in self._values if self._ready(thing)]
        number = 1
        while now:
            for thing in now:
                self._round[thing] = number
            after: dict[Thing, None] = {}
            for thing in now:
                for other in dict.fromkeys(self._grounds.decides(thing)):
                    if other in self._values and other not in self._round and self._tell(other, thing):
                        after[other] = None
            now = list(after)
            number += 1

    def _ready(self, thing: Thing) -> bool:
        """Count what a thing waits for; True where that is nothing."""
        grounds = self._grounds
        if isinstance(thing, Link):
            waits = len(grounds.undercuts(thing)) + len(grounds.origins(thing))
        else:
            supports = 0 if grounds.assumed(thing) else len(grounds.supports(thing))
            if self._values[thing]:
                waits = len(grounds.attacks(thing)) + bool(supports)
                if not supports:
                    self._reasoned.add(thing)
            else:
                waits = supports or -1  # without reasons to lose, only an attack makes it fall
        self._waiting[thing] = waits
        return waits == 0

    def _tell(self, thing: Thing, ground: Thing) -> bool:
        """One ground of a thing is decided; True where that decides the thing."""
        favourable, value = self._values[thing], self._values[ground]
        if isinstance(thing, Link):
            if not favourable:
                return value == isinstance(ground, Link)  # an undercut in force, or an origin that fails
        elif isinstance(ground, Link) and ground.kind == "support":
            if value != favourable or (favourable and thing in self._reasoned):
                return False
            if favourable:
                self._reasoned.add(thing)
        elif value:
            return True
        elif not favourable:
            return False
        self._waiting[thing] -= 1
        return self._waiting[thing] == 0
