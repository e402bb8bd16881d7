"""Circles of support: what rests, in the end, on itself.

In goes a `Map`; out come its strongly connected components under "is a premise of" that hold a
circle, found by Tarjan's algorithm (SIAM J. Comput. 1, 1972) with a stack of its own.
"""

from __future__ import annotations

from collections import deque

from argmap.analysis.units import Units, units_of
from argmap.model.map import Map, Node


def support_circles(map_: Map, units: Units | None = None) -> list[list[Node]]:
    """For each component a shortest circle through its first node, each node a premise of the next.

    What restates one another counts as one node, so a circle of one node is a premise of itself or
    of what says the same. Components come in document order.
    """
    units = units or units_of(map_)
    number = units.number
    steps = [
        (number[node], number[link.target])
        for link in map_.links.values()
        if link.kind == "support" and isinstance(link.target, Node)
        for node in link.origin
    ]
    # In document order a premise mostly stands below what it supports. Every circle has a step that
    # goes the other way, so it is enough to look from where those end.
    downward = [goal for premise, goal in steps if goal >= premise]
    if not downward:
        return []
    above: dict[int, list[int]] = {}
    for premise, goal in steps:
        above.setdefault(premise, []).append(goal)
    circles = [_shortest(above, component) for component in _components(above, downward)]
    return [[units.heads[unit] for unit in circle] for circle in sorted(circles)]


def _components(above: dict[int, list[int]], roots: list[int]) -> list[set[int]]:
    """Tarjan's components that hold a circle, among what is reached from `roots`."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    found: list[set[int]] = []
    for root in roots:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        path.append(root)
        on_path.add(root)
        stack = [(root, iter(above.get(root, ())))]
        while stack:
            unit, rest = stack[-1]
            for other in rest:
                if other not in order:
                    order[other] = low[other] = len(order)
                    path.append(other)
                    on_path.add(other)
                    stack.append((other, iter(above.get(other, ()))))
                    break
                if other in on_path:
                    low[unit] = min(low[unit], order[other])
            else:
                stack.pop()
                if stack:
                    parent = stack[-1][0]
                    low[parent] = min(low[parent], low[unit])
                if low[unit] == order[unit]:
                    at = len(path) - 1
                    while path[at] != unit:
                        at -= 1
                    component = set(path[at:])
                    del path[at:]
                    on_path -= component
                    if len(component) > 1 or unit in above.get(unit, ()):
                        found.append(component)
    return found


def _shortest(above: dict[int, list[int]], component: set[int]) -> list[int]:
    """A shortest circle through the component's first unit, beginning there (breadth first)."""
    start = min(component)
    before: dict[int, int] = {}
    queue = deque([start])
    while True:
        unit = queue.popleft()
        for other in above[unit]:
            if other == start:
                circle = [unit]
                while circle[-1] != start:
                    circle.append(before[circle[-1]])
                return circle[::-1]
            if other in component and other not in before:
                before[other] = unit
                queue.append(other)
