"""A circle in what hangs on what: one that an undecided claim is in, or hangs on.

Everything undecided hangs on something undecided, so whoever follows that comes round in the end.
Linear in what is followed; nothing recurses.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def circle_from(start: T, onward: Callable[[T], Iterable[T]]) -> tuple[list[T], list[T]]:
    """The way from `start` to a circle, without what is on the circle, and the circle.

    The circle begins where the way meets it, each thing hanging on the next and the last on the first.
    Of what hangs together there it is the shortest. `onward` must never be empty.
    """
    place: dict[T, int] = {}
    thing = start
    while thing not in place:
        place[thing] = len(place)
        thing = next(iter(onward(thing)))
    circle = shortest(onward(thing), {thing}, onward)
    circle = [thing, *circle[:-1]]
    if start in circle:
        at = circle.index(start)
        return [], circle[at:] + circle[:at]
    way = shortest(onward(start), set(circle), onward)
    at = circle.index(way[-1])
    return [start, *way[:-1]], circle[at:] + circle[:at]


def shortest(starts: Iterable[T], goals: Collection[T], onward: Callable[[T], Iterable[T]]) -> list[T]:
    """A shortest way from one of the starts to one of the goals, both ends included (breadth first)."""
    before: dict[T, T | None] = dict.fromkeys(starts)
    queue = deque(before)
    while queue:
        thing = queue.popleft()
        if thing in goals:
            way = [thing]
            while (last := before[way[-1]]) is not None:
                way.append(last)
            return way[::-1]
        for other in onward(thing):
            if other not in before:
                before[other] = thing
                queue.append(other)
    return []
