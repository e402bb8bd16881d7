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
from argmap.analysis.units import units_of
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

    def __init__(self, map_: Map, standings: Standings) -> None:
        self._map = map_
        self._standings = standings
        self._units = units_of(map_)
        self._voices = Voices(map_)
        self._attacked: dict[int, int] = {}  # by unit: who attacks it or what it rests on
        self._asked: dict[int, int] = {}  # by unit: who asks about it or what it rests on
        self._asked_of_step: dict[Link, int] = {}
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
        """Gather who attacks and who asks, and pass it on to all that rests on it."""
        voices, units = self._voices, self._units
        steps: dict[Node, list[Link]] = {}  # those that an argument makes
        questions: list[Link] = []
        for link in self._map.links.values():
            if link.kind in ATTACK_LINKS:
                self._hear(self._attacked, link.target, voices.of_step(link))
            elif link.kind == "question":
                questions.append(link)
            if link.via is not None:
                steps.setdefault(link.via, []).append(link)
        for link in questions:
            target, asking = link.target, voices.of_step(link)
            if isinstance(target, Node) and target.kind != "argument":
                self._hear(self._asked, target, asking)
                continue
            for step in (target,) if isinstance(target, Link) else steps.get(target, ()):
                self._hear(self._asked, step, asking)
                self._asked_of_step[step] = self._asked_of_step.get(step, 0) | asking

        def resting(unit: int) -> Iterator[int]:
            for link in units.out(units.heads[unit]):
                if link.kind == "support" and isinstance(link.target, Node):
                    yield units.number[link.target]

        most = voices.everyone.bit_count() if units.joined else voices.most
        for heard in (self._attacked, self._asked):
            spread(heard, resting, most + 1)

    def _hear(self, heard: dict[int, int], target: Node | Link, by: int) -> None:
        """A reply to a node counts there; one to a support is a reply to what rests on that support."""
        if isinstance(target, Link):
            if target.kind != "support" or isinstance(target.target, Link):
                return
            target = target.target
        unit = self._units.number[target]
        heard[unit] = heard.get(unit, 0) | by

    def _replies(self, node: Node) -> int:
        """Who attacks a node, a step made from it or what it rests on, or grants it bare."""
        mask = self._attacked.get(self._units.number[node], 0)
        for link in self._units.out(node):
            for other in link.into:
                if other.kind == "undercut":
                    mask |= self._voices.of_step(other)
        for link in self._units.into(node):
            if link.bare:
                mask |= self._voices.mask(link.speakers) or MAPPER
        return mask

    def _taken_up(self, node: Node) -> int:
        """Who replies, asks, grants a part of it, or builds a step of their own on it."""
        mask = self._replies(node) | self._asked.get(self._units.number[node], 0)
        for link in self._units.out(node):
            mask |= self._asked_of_step.get(link, 0)
            if link.reference:
                mask |= self._voices.mask(link.speakers)
        for link in self._units.into(node):
            if link.kind == "concession":
                mask |= self._voices.of_step(link)
        return mask
