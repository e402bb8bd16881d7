"""Argumentation semantics by their definitions, set by set: slow, short, and independent of `argmap.solving`.

Dung 1995 (admissible, complete, preferred, stable, grounded), Caminada 2006 (semi-stable), Dung, Mancarella &
Toni 2007 (ideal). An extension is a frozenset of arguments; a framework a number of arguments and pairs.
"""

from __future__ import annotations

from itertools import combinations

Extensions = set[frozenset[int]]


def extensions(size: int, attacks: set[tuple[int, int]]) -> dict[str, Extensions]:
    """All extensions of a framework, by the name of their semantics."""
    everything = frozenset(range(size))
    attackers = {a: frozenset(b for b, c in attacks if c == a) for a in everything}
    targets = {a: frozenset(c for b, c in attacks if b == a) for a in everything}

    def attacked(s: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(targets[a] for a in s))

    def defended(s: frozenset[int]) -> frozenset[int]:
        beaten = attacked(s)
        return frozenset(a for a in everything if attackers[a] <= beaten)

    sets = (frozenset(s) for n in range(size + 1) for s in combinations(everything, n))
    conflict_free = [s for s in sets if s.isdisjoint(attacked(s))]
    admissible = [s for s in conflict_free if s <= defended(s)]
    complete = {s for s in admissible if defended(s) == s}
    preferred = {s for s in admissible if not any(s < t for t in admissible)}
    ranges = {s: s | attacked(s) for s in admissible}
    semi_stable = {s for s in admissible if not any(ranges[s] < ranges[t] for t in admissible)}
    stable = {s for s in conflict_free if s | attacked(s) == everything}
    shared = frozenset.intersection(*preferred)
    candidates = [s for s in admissible if s <= shared]
    return {
        "grounded": {s for s in complete if all(s <= t for t in complete)},
        "complete": complete,
        "preferred": preferred,
        "semi-stable": semi_stable,
        "stable": stable,
        "ideal": {s for s in candidates if not any(s < t for t in candidates)},
    }
