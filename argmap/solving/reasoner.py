"""The questions one asks of a framework: credulous, sceptical, some extension, all of them.

Whatever the semantics, the grounded labelling is part of every labelling it has, so only what that leaves
open is given to the SAT solver (Baumann, Brewka & Ulbricht, "Revisiting the foundations of abstract
argumentation", AAAI 2020: the reduct of a framework). Without anything open, and for grounded semantics,
no solver is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, get_args

from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN, grounded
from argmap.solving.preferred import each_preferred, ideal, without
from argmap.solving.search import Search
from argmap.solving.semistable import each_semistable, with_literal

Semantics = Literal["grounded", "complete", "preferred", "stable", "semi-stable", "ideal"]
SEMANTICS: tuple[Semantics, ...] = get_args(Semantics)


class Reasoner:
    """Answers for one framework and one semantics; the solver is kept from question to question.

    Labellings are `bytearray`s of the labels of `grounded`. A semantics that has no extension (stable)
    accepts everything sceptically, since nothing speaks against it. Every question may raise
    `ImportError` where python-sat is missing.
    """

    def __init__(self, graph: Graph, semantics: Semantics, counted: Sequence[int] | None = None) -> None:
        """`counted` are the arguments that semi-stable semantics leaves open as rarely as possible: all."""
        self.semantics = semantics
        self.base = grounded(graph)
        self._graph = graph
        self._left = [a for a, label in enumerate(self.base) if label == OPEN]
        self._number = dict(zip(self._left, range(len(self._left)), strict=True))
        self._counted = [
            self._number[a] for a in (self._left if counted is None else counted) if a in self._number
        ]

    def credulous(self, argument: int) -> bytearray | None:
        """A labelling in which an argument is in; None if there is none."""
        if self._decided(argument):
            return self.one() if self.base[argument] == IN else None
        return self._whole(self._with(self._number[argument]))

    def sceptical(self, argument: int) -> bytearray | None:
        """A labelling in which an argument isn't in; None where it is in all of them."""
        if self._decided(argument):
            return None if self.base[argument] == IN else self.one()
        return self._whole(self._without(self._number[argument]))

    def one(self) -> bytearray | None:
        """Some labelling; None if there is none."""
        return next(self.each(), None)

    def each(self) -> Iterator[bytearray]:
        """All labellings, in no particular order; they may be many: stop when there are enough."""
        if not self._left or self.semantics == "grounded":
            yield bytearray(self.base)
            return
        for labels in self._each():
            whole = self._whole(labels)
            assert whole is not None
            yield whole

    def _decided(self, argument: int) -> bool:
        return self.base[argument] != OPEN or self.semantics == "grounded"

    @cached_property
    def _search(self) -> Search:
        return Search(self._graph.part(self._left), total=self.semantics == "stable")

    @cached_property
    def _ideal(self) -> bytearray:
        return ideal(self._search)

    def _with(self, argument: int) -> bytearray | None:
        """A labelling of what is left in which an argument is in."""
        search = self._search
        literal = search.is_in(argument)
        match self.semantics:
            case "semi-stable":
                return with_literal(search, literal, self._counted)
            case "ideal":
                return self._ideal if self._ideal[argument] == IN else None
            case "preferred":
                labels = search.find([literal])
                return None if labels is None else search.grow(labels)
            case _:
                return search.find([literal])

    def _without(self, argument: int) -> bytearray | None:
        """A labelling of what is left in which an argument isn't in."""
        search = self._search
        literal = -search.is_in(argument)
        match self.semantics:
            case "semi-stable":
                return with_literal(search, literal, self._counted)
            case "ideal":
                return self._ideal if self._ideal[argument] != IN else None
            case "preferred":
                return without(search, argument)
            case "complete":
                return bytearray(search.size)
            case _:
                return search.find([literal])

    def _each(self) -> Iterator[bytearray]:
        """The labellings of what is left."""
        search = self._search
        match self.semantics:
            case "semi-stable":
                yield from each_semistable(search, self._counted)
            case "ideal":
                yield self._ideal
            case "preferred":
                yield from each_preferred(search)
            case _:
                yield from search.each()

    def _whole(self, labels: bytearray | None) -> bytearray | None:
        """Labels of what the grounded labelling leaves open, put into it."""
        if labels is None:
            return None
        whole = bytearray(self.base)
        for a, label in zip(self._left, labels, strict=True):
            whole[a] = label
        return whole
