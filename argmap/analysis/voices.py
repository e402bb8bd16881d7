"""Who speaks: the parties behind every node and every step, and who owes the reply to an attack.

A party is a side, or a speaker without one; what no speaker said and nobody left implicit is the
mapper's, a party of its own. Sets of parties are bit masks, so that they cost no more than a number.

What is `#implicit` nobody said: its voice is that of the nodes that directly support it, and a reply
to it is owed by those whose reason it serves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from argmap.model.map import Link, Map, Node

K = TypeVar("K", bound=Hashable)

#: The bit of the mapper.
MAPPER = 1


def spread(masks: dict[K, int], onward: Callable[[K], Iterable[K]], enough: int) -> None:
    """Let every mask flow along `onward` until nothing changes; the masks are changed in place.

    A mask that holds `enough` parties grows no more, so each place is visited at most that often.
    """
    work = [key for key, mask in masks.items() if mask]
    while work:
        key = work.pop()
        mask = masks[key]
        for other in onward(key):
            known = masks.get(other, 0)
            if mask | known != known and known.bit_count() < enough:
                masks[other] = mask | known
                work.append(other)


class Voices:
    """The parties of a map. `spoken` is False where no speaker is declared or named anywhere.

    Then there is nobody to tell apart: every node has the mapper's voice.
    """

    def __init__(self, map_: Map) -> None:
        self._map = map_
        self._names: list[str] = [""]  # by bit; the first is the mapper
        self._bits: dict[str, int] = {}
        self._masks: dict[tuple[str, ...], int] = {(): 0}
        self._named: dict[int, tuple[str, ...]] = {}
        for speaker in map_.speakers.values():
            self._bit(speaker.party)
        heard = dict.fromkeys(node.speakers for node in map_.nodes.values())
        heard.update(dict.fromkeys(link.speakers for link in map_.links.values()))
        for speakers in heard:
            self.mask(speakers)
        self.spoken = len(self._names) > 1
        #: Everyone who speaks in the map, the mapper apart.
        self.everyone = (1 << len(self._names)) - 1 & ~MAPPER
        self._voice: dict[Node, int] = {}
        self._served: dict[Node, int] = {}
        if self.spoken:
            implicit = [node for node in map_.nodes.values() if node.implicit and not node.speakers]
            self._give_voice(implicit)
            self._find_served(implicit)

    @property
    def most(self) -> int:
        """No node or step has more parties than this."""
        return max(mask.bit_count() for mask in (*self._masks.values(), *self._voice.values(), MAPPER))

    def mask(self, speakers: tuple[str, ...]) -> int:
        """The parties of some speakers."""
        mask = self._masks.get(speakers)
        if mask is None:
            mask = 0
            for party in self._map.parties(speakers):
                mask |= self._bit(party)
            self._masks[speakers] = mask
        return mask

    def names(self, mask: int) -> tuple[str, ...]:
        """The parties in a mask, in the order in which the map declares them; the mapper has no name."""
        known = self._named.get(mask)
        if known is None:
            known = tuple(name for i, name in enumerate(self._names) if i and mask >> i & 1)
            self._named[mask] = known
        return known

    def of(self, node: Node) -> int:
        """Who says a node; 0 where nobody does."""
        if node.speakers:
            return self.mask(node.speakers)
        if self.spoken and node.implicit:
            return self._voice.get(node, 0)
        return MAPPER

    def of_step(self, link: Link) -> int:
        """Who makes a step: those named on it, else those who say what it starts from."""
        if not self.spoken:
            return MAPPER
        if link.speakers and link.kind != "contradiction":
            return self.mask(link.speakers)
        mask = 0
        for node in link.origin:
            mask |= self.of(node)
        return mask

    def owing(self, target: Node | Link) -> int:
        """Who owes a reply to an attack on this node or step."""
        if not self.spoken:
            return MAPPER
        if isinstance(target, Node):
            if target.implicit and not target.speakers:
                return self._served.get(target, 0) or self._voice.get(target, 0)
            return self.of(target)
        if target.speakers:
            return self.mask(target.speakers)
        mask = 0
        for node in target.origin:
            mask |= self.owing(node)
        return mask

    def _bit(self, party: str) -> int:
        bit = self._bits.get(party)
        if bit is None:
            bit = self._bits[party] = 1 << len(self._names)
            self._names.append(party)
        return bit

    def _give_voice(self, implicit: list[Node]) -> None:
        """What nobody said has the voice of its reasons, through other implicit ones if need be."""
        for node in implicit:
            mask = 0
            for link in node.into:
                if link.kind == "support":
                    mask |= self.mask(link.speakers) or self._said(link.origin)
            self._voice[node] = mask
        unspoken = self._voice.keys()

        def upward(node: Node) -> Iterator[Node]:
            for link in node.out:
                if link.kind == "support" and not link.speakers and link.target in unspoken:
                    assert isinstance(link.target, Node)
                    yield link.target

        spread(self._voice, upward, len(self._names))

    def _find_served(self, implicit: list[Node]) -> None:
        """What nobody said serves those who make a step from it, else those to whom it is a reason."""
        for node in implicit:
            mask = 0
            for link in node.out:
                if link.kind in ("support", "attack", "undercut", "answer"):
                    mask |= self.mask(link.speakers)
                if link.kind in ("support", "answer") and not link.speakers:
                    mask |= self._said((link.target,))
            self._served[node] = mask
        unspoken = self._served.keys()

        def downward(node: Node) -> Iterator[Node]:
            for link in node.into:
                if link.kind == "support" and not link.speakers:
                    yield from (each for each in link.origin if each in unspoken)

        spread(self._served, downward, len(self._names))

    def _said(self, nodes: Iterable[Node | Link]) -> int:
        """Who says those of the nodes that somebody, or the mapper, says."""
        mask = 0
        for node in nodes:
            if isinstance(node, Node) and (node.speakers or not node.implicit):
                mask |= self.of(node)
        return mask
