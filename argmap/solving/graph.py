"""A framework as numbers: arguments 0 to `size` - 1, and for each of them whom it attacks, in flat arrays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate


class Graph:
    """Arguments and attacks; an attack given twice counts once in what it means, and takes room twice.

    Whom argument a attacks is `targets[first[a] : first[a + 1]]`; `attackers[a]` counts who attacks it.
    """

    __slots__ = ("attackers", "first", "size", "targets")

    def __init__(self, size: int, sources: Sequence[int], targets: Sequence[int]) -> None:
        """A framework of `size` arguments whose attacks are the pairs of `sources` and `targets`."""
        counts = [0] * (size + 1)
        for a in sources:
            counts[a] += 1
        # the places are filled from behind, so that each count ends as the first place
        places = list(accumulate(counts))
        placed = array("i", bytes(4 * len(targets)))
        attackers = [0] * size
        for a, b in zip(reversed(sources), reversed(targets), strict=True):
            place = places[a] - 1
            places[a] = place
            placed[place] = b
            attackers[b] += 1
        self.size = size
        self.first = places
        self.targets = placed
        self.attackers = attackers

    def attacked(self, argument: int) -> array[int]:
        """Whom an argument attacks."""
        return self.targets[self.first[argument] : self.first[argument + 1]]

    def part(self, kept: Sequence[int]) -> Graph:
        """The framework of some arguments alone, numbered in the order of `kept`."""
        number = dict(zip(kept, range(len(kept)), strict=True))
        sources, targets = array("i"), array("i")
        for a in kept:
            new = number[a]
            for b in self.attacked(a):
                if b in number:
                    sources.append(new)
                    targets.append(number[b])
        return Graph(len(kept), sources, targets)
