"""What nobody has answered yet, and who owes the reply: a question about the conversation.

In goes a `Map` with its `Standings`; out come `Unanswered` values. A standing asks what the moves
decide, this asks who has moved: it is computed from who said what (docs/semantics.md).

X is answered when another party attacks X, a step that starts at X, or anything X rests on, at any
depth, or asks a question there, or grants X. The parties that reply flow from the leaves to what
rests on them, in one pass over the support links. All that is ever asked of such a set is whether it
holds a party outside a given few, so it need not grow beyond one more than those: that keeps the
whole linear, circles included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from argmap.analysis.standing import Standings
from argmap.analysis.units import Units, units_of
from argmap.analysis.voices import MAPPER, Voices, spread
from argmap.model.map import ATTACK_LINKS, Link, Map, Node

Move = Literal["rebuttal", "undercut", "question", "claim", "premise"]


@dataclass(slots=True, frozen=True)
class Unanswered:
    """A move nobody has answered.

    `by` are the parties whose move it is, `owed_by` those who owe the reply; neither names the
    mapper. `uses` are the links by which the node is put forward here: attacks or questions.
    """

    move: Move
    node: Node
    by: tuple[str, ...]
    owed_by: tuple[str, ...]
    uses: tuple[Link, ...] = field(default=())


class Conversation:
    """Who replied to what in a map. Each method gives one sort of move, in document order."""

    def __init__(self, map_: Map, standings: Standings, units: Units | None = None) -> None:
        self._map = map_
        self._standings = standings
        self._units = units or units_of(map_)
        self._voices = Voices(map_)
        # Who did something, by unit: the first two flow on to what rests on it, the others stay.
        self._attacked: dict[int, int] = {}  # attacked it, or undercut a step that supports it
        self._asked: dict[int, int] = {}  # asked about it, or about such a step
        self._replied: dict[int, int] = {}  # undercut a step that it makes, or granted it bare
        self._taken: dict[int, int] = {}  # asked about such a step, used it, or granted a part of it
        self._listen()

    @cached_property
    def unanswered_attacks(self) -> list[Unanswered]:
        """Rebuttals and undercuts, each node once for all that it attacks."""
        voices = self._voices
        found: dict[tuple[Node, str], tuple[int, int, list[Link]]] = {}
        for link in self._map.links.values():
            if link.kind not in ("attack", "undercut") or not link.origin:
                continue
            by = voices.of_step(link)
            if not by:
                continue
            node, owing = link.origin[0], voices.owing(link.target)
            # Whoever objects to a claim of their own may answer the objection too.
            if self._replies(node) & ~(by & ~owing if voices.spoken else 0):
                continue
            known_by, known_owing, uses = found.get((node, link.kind), (0, 0, []))
            found[node, link.kind] = by | known_by, owing | known_owing, [*uses, link]
        return [
            Unanswered(
                "rebuttal" if kind == "attack" else "undercut",
                node,
                voices.names(by),
                voices.names(owing),
                tuple(uses),
            )
            for (node, kind), (by, owing, uses) in found.items()
        ]

    def unanswered_questions(self) -> Iterator[Unanswered]:
        """Questions without an answer that counts, unless an undercut disposes of them."""
        voices, in_force = self._voices, self._standings.in_force
        for node in self._map.nodes.values():
            if node.kind != "question":
                continue
            by = voices.of(node)
            if not by or any(
                link.kind == "answer" and in_force(link) != "no" and voices.of_step(link)
                for link in self._units.into(node)
            ):
                continue
            if any(link.kind == "undercut" and in_force(link) == "yes" for link in node.into):
                continue
            asked = [link for link in node.out if link.kind == "question"]
            uses = [link for link in asked if in_force(link) != "no"]
            if asked and not uses:
                continue
            owing = 0
            for link in uses:
                owing |= voices.owing(link.target)
            yield Unanswered("question", node, voices.names(by), voices.names(owing), tuple(uses))

    def dropped_claims(self) -> Iterator[Unanswered]:
        """Claims with a speaker that no other party took up, where the map has several parties."""
        voices = self._voices
        if voices.everyone.bit_count() < 2:
            return
        attacking = {found.node for found in self.unanswered_attacks}
        seen: set[int] = set()
        for node in self._map.nodes.values():
            unit = self._units.number[node]
            if node.kind != "claim" or not node.speakers or node.implicit or unit in seen:
                continue
            seen.add(unit)
            by = 0
            for each in self._units.together(node):
                by |= voices.of(each)
            others = voices.everyone & ~by
            if others and node not in attacking and not self._taken_up(node) & ~by:
                yield Unanswered("claim", node, voices.names(by), voices.names(others))

    def unchallenged_premises(self) -> Iterator[Unanswered]:
        """Premises that no other party attacked, questioned or granted."""
        voices = self._voices
        for node in self._map.nodes.values():
            by = voices.of(node) if node.kind == "premise" else 0
            if by and not self._taken_up(node) & ~(by if voices.spoken else 0):
                yield Unanswered("premise", node, voices.names(by), voices.names(voices.everyone & ~by))

    def _listen(self) -> None:
        """Gather who said what about each unit, and pass it on to all that rests on it."""
        voices, units = self._voices, self._units
        steps: dict[Node, list[Link]] = {}  # those that an argument makes
        questions: list[Link] = []
        for link in self._map.links.values():
            kind = link.kind
            if kind in ATTACK_LINKS:
                self._hear(link.target, voices.of_step(link), self._attacked, self._replied)
            elif kind == "question":
                questions.append(link)
            elif kind == "concession":
                self._note(self._taken, link.target, voices.of_step(link))
            elif link.bare:
                self._note(self._replied, link.target, voices.mask(link.speakers) or MAPPER)
            if link.via is not None:
                steps.setdefault(link.via, []).append(link)
            if link.reference and link.speakers:
                for node in link.origin:
                    self._note(self._taken, node, voices.mask(link.speakers))
        for link in questions:
            target, by = link.target, voices.of_step(link)
            if isinstance(target, Node) and target.kind == "argument":
                for step in steps.get(target, ()):
                    self._hear(step, by, self._asked, self._taken)
            else:
                self._hear(target, by, self._asked, self._taken)

        def resting(unit: int) -> Iterator[int]:
            for link in units.out(units.heads[unit]):
                if link.kind == "support" and isinstance(link.target, Node):
                    yield units.number[link.target]

        most = voices.everyone.bit_count() if units.joined else voices.most
        for heard in (self._attacked, self._asked):
            spread(heard, resting, most + 1)

    def _hear(self, target: Node | Link, by: int, flowing: dict[int, int], staying: dict[int, int]) -> None:
        """What is said about a node flows on from there, what is said about a support from its target.

        Of any step it stays with the nodes that make it.
        """
        if isinstance(target, Node):
            self._note(flowing, target, by)
            return
        for node in target.origin:
            self._note(staying, node, by)
        if target.kind == "support":
            self._note(flowing, target.target, by)

    def _note(self, said: dict[int, int], node: Node | Link, by: int) -> None:
        if isinstance(node, Node):
            unit = self._units.number[node]
            said[unit] = said.get(unit, 0) | by

    def _replies(self, node: Node) -> int:
        """Who attacks a node, a step made from it or what it rests on, or grants it bare."""
        unit = self._units.number[node]
        return self._attacked.get(unit, 0) | self._replied.get(unit, 0)

    def _taken_up(self, node: Node) -> int:
        """Who replies, asks, grants a part of it, or builds a step of their own on it."""
        unit = self._units.number[node]
        return self._replies(node) | self._asked.get(unit, 0) | self._taken.get(unit, 0)
