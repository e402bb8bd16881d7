"""Preferred and ideal semantics by SAT: as much as possible is in.

What is in every preferred extension is found without computing them, after Thimm, Cerutti & Vallati,
"Skeptical reasoning with preferred semantics in abstract argumentation without computing preferred
extensions", IJCAI 2021, and so is the ideal extension (see also Dunne, Dvořák & Woltran, "Parametric
properties of ideal semantics", Artificial Intelligence 202, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.solving.grounded import IN, OPEN, OUT
from argmap.solving.search import Search


def without(search: Search, argument: int) -> bytearray | None:
    """A preferred labelling in which an argument isn't in; None where it is in all of them.

    If a set that contains the argument and defends itself doesn't conflict with a preferred extension, it
    is part of it. So an extension without the argument attacks every such set: look for a rival of all
    sets known so far, try to add the argument to it, and if that works another set is known.
    """
    is_in, is_out = search.is_in, search.is_out
    rival = search.find([is_out(argument)])
    if rival is not None:
        return search.grow(rival)
    supporter = search.find([is_in(argument)])
    if supporter is None:
        anything = search.find()
        assert anything is not None  # there always is the grounded labelling
        return search.grow(anything)
    known = search.fresh()
    while supporter is not None:
        search.add([-known, *map(is_out, _defence(search, argument, supporter))])
        rival = search.find([known, -is_in(argument)])
        if rival is None:
            break
        with_it = [is_in(a) for a, label in enumerate(rival) if label == IN]
        supporter = search.find([is_in(argument), *with_it])
    search.add([-known])
    return search.grow(rival) if rival is not None else None


def _defence(search: Search, argument: int, labels: bytearray) -> list[int]:
    """A small part of what is in that contains an argument and defends itself."""
    chosen = {argument}
    work = [argument]
    beaten: set[int] = set()
    for defended in work:
        for attacker in search.against[defended]:
            if attacker in beaten:
                continue
            beaten.add(attacker)
            defenders = [c for c in search.against[attacker] if labels[c] == IN]
            if not chosen.intersection(defenders):
                chosen.add(defenders[0])
                work.append(defenders[0])
    return work


def each_preferred(search: Search) -> Iterator[bytearray]:
    """All preferred labellings, one after the other."""
    fresh = search.fresh()
    while (labels := search.find([fresh])) is not None:
        labels = search.grow(labels)
        yield labels
        search.add([-fresh, *(search.is_in(a) for a, label in enumerate(labels) if label != IN)])


def ideal(search: Search) -> bytearray:
    """The ideal labelling: what is in is the largest set that defends itself and is part of every
    preferred one.

    It is the largest that defends itself within those arguments of any preferred extension that no set
    which defends itself attacks.
    """
    labels = search.find()
    assert labels is not None
    labels = search.grow(labels)
    left = {a for a, label in enumerate(labels) if label == IN}
    while left:
        attacked = search.fresh()
        search.add([-attacked, *map(search.is_out, sorted(left))])
        rival = search.find([attacked])
        search.add([-attacked])
        if rival is None:
            break
        left = {a for a in left if rival[a] == IN or not any(rival[b] == IN for b in search.against[a])}
    while True:
        defended = {a for a in left if all(not left.isdisjoint(search.against[b]) for b in search.against[a])}
        if defended == left:
            break
        left = defended
    return bytearray(
        IN if a in left else OPEN if left.isdisjoint(against) else OUT
        for a, against in enumerate(search.against)
    )
