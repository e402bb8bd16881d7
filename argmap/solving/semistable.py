"""Semi-stable semantics by SAT: as little as possible is left open.

Caminada, Carnielli & Dunne, "Semi-stable semantics", Journal of Logic and Computation 22, 2012. The
search goes from range to range as in Dvořák, Järvisalo, Wallner & Woltran, "Complexity-sensitive decision
procedures for abstract argumentation", Artificial Intelligence 206, 2014.

`counted` are the arguments whose being open counts: all of them for the semantics as it was defined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.solving.grounded import OPEN
from argmap.solving.search import Search


def with_literal(search: Search, literal: int, counted: Sequence[int]) -> bytearray | None:
    """A semi-stable labelling in which a literal holds; None if there is none.

    Of those in which it holds take one that decides as much as possible. If another decides more, nothing
    that decides no more than that one is semi-stable.
    """
    left = search.fresh()
    while (labels := search.find([left, literal])) is not None:
        labels = search.widen(labels, counted, [literal])
        better = search.wider(labels, counted)
        if better is None:
            break
        _block(search, left, search.widen(better, counted), counted)
    search.add([-left])
    return labels


def each_semistable(search: Search, counted: Sequence[int]) -> Iterator[bytearray]:
    """All semi-stable labellings, one after the other."""
    left = search.fresh()
    while (labels := search.find([left])) is not None:
        labels = search.widen(labels, counted)
        decided = [search.is_decided(a) for a in counted if labels[a] != OPEN]
        fresh = search.fresh()
        found: bytearray | None = labels
        while found is not None:
            yield found
            search.exclude(found, fresh)
            found = search.find([fresh, *decided])
        search.add([-fresh])
        _block(search, left, labels, counted)


def _block(search: Search, guard: int, labels: bytearray, counted: Sequence[int]) -> None:
    """From now on, something is decided that these labels leave open."""
    search.add([-guard, *(search.is_decided(a) for a in counted if labels[a] == OPEN)])
