"""Why a standing is another now: which changes the new standing, or the old one, is decided by."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.compare import Comparison, Flipped
from argmap.analysis.standing import Standings
from argmap.analysis.units import Units, units_of
from argmap.analysis.why import Explanation, explain
from argmap.model.map import Link, Map, Node

#: So many changed standings are explained, and so many moves looked at in all.
_MANY, _MOVES = 200, 200_000
#: So many changes are named for one standing.
_NAMED = 2

Cause = tuple[str, Node | Link]


def _whole(side: tuple[Map, Standings, Units], node: Node) -> Explanation:
    map_, standings, units = side
    return explain(map_, standings, node, units, full=True)


class Flips:
    """Explains the changed standings of a comparison."""

    def __init__(
        self, old: Map, new: Map, old_standings: Standings, new_standings: Standings, found: Comparison
    ) -> None:
        self._old = old, old_standings, units_of(old)
        self._new = new, new_standings, units_of(new)
        self._found = found
        come = {move.new for move in found.moved} | set(found.linked)
        gone = {move.old for move in found.moved} | set(found.unlinked)
        self._come: set[Node | Link] = {*found.added, *come}
        self._gone: set[Node | Link] = {*found.removed, *gone}
        self._altered: set[Node | Link | str] = {
            each.about for each in found.altered if each.what in ("assumed", "premises", "kind")
        }

    def explained(self) -> Iterator[tuple[Flipped, Explanation | None, tuple[Cause, ...]]]:
        """Each changed standing with its explanation and its causes, as far as the means go."""
        left = _MOVES
        for i, flip in enumerate(self._found.flipped):
            if i >= _MANY or left < 0:
                yield flip, None, ()
                continue
            new, old = _whole(self._new, flip.node), _whole(self._old, flip.old_node)
            left -= len(new.moves) + len(old.moves)
            come, gone = self._causes(new, self._come, "added"), self._causes(old, self._gone, "removed")
            # what stands now stands mostly since something is gone, else since something has come
            causes = (gone or come) if flip.new.value == "stands" else (come or gone)
            causes = causes or self._causes(new, self._altered, "changed")
            map_, standings, units = self._new
            yield flip, explain(map_, standings, flip.node, units), causes

    def _causes(
        self, explanation: Explanation, changed: set[Node | Link] | set[Node | Link | str], what: str
    ) -> tuple[Cause, ...]:
        """The changed nodes and steps among the moves that decide, those nearest to the claim first."""
        causes: dict[Cause, None] = {}
        for move in sorted(explanation.moves, key=lambda move: move.depth):
            for each in (move.node, move.link):
                if each is not None and each in changed:
                    causes[what, each] = None
                    break
        return tuple(causes)[:_NAMED]
