"""Complete labellings of a framework, asked for from a SAT solver.

The clauses are those of Besnard & Doutre, "Checking the acceptability of a set of arguments", NMR 2004,
in the form for labellings of Cerutti, Dunne, Giacomin & Vallati, "Computing preferred extensions in
abstract argumentation: a SAT-based approach", TAFA 2013: for every argument one variable says that it is
in, another that it is out. The solver is asked again and again with other assumptions and more clauses,
and keeps what it learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN, OUT

#: Of python-sat's solvers the quickest on these clauses: see benchmarks/solve.py.
SOLVER = "cadical153"


class Search:
    """The complete labellings of one framework; of an argument's attackers each stands once in `against`.

    With `total` only those that leave nothing open, which are the stable ones. Raises `ImportError` where
    python-sat is missing.
    """

    def __init__(self, graph: Graph, *, total: bool = False) -> None:
        from pysat.solvers import Solver

        self.size = size = graph.size
        self.against: list[list[int]] = [[] for _ in range(size)]
        for a in range(size):
            for b in dict.fromkeys(graph.attacked(a)):
                self.against[b].append(a)
        self._sat: Any = Solver(name=SOLVER)
        self._ranged: dict[int, int] = {}
        self._last = 2 * size
        for a, against in enumerate(self.against):
            is_in, is_out = self.is_in(a), self.is_out(a)
            self.add([-is_in, -is_out])
            self.add([-is_out, *map(self.is_in, against)])
            self.add([is_in, *(-self.is_out(b) for b in against)])
            for b in against:
                self.add([-self.is_in(b), is_out])
                self.add([-is_in, self.is_out(b)])
            if total:
                self.add([is_in, is_out])
        if size:
            # what is in decides more than what is out: begin with as much of it as possible
            self._sat.set_phases([self.is_in(a) for a in range(size)])

    @staticmethod
    def is_in(argument: int) -> int:
        """The literal that an argument is in."""
        return 2 * argument + 1

    @staticmethod
    def is_out(argument: int) -> int:
        """The literal that an argument is out."""
        return 2 * argument + 2

    def is_decided(self, argument: int) -> int:
        """A literal that holds only if an argument is in or out."""
        if argument not in self._ranged:
            literal = self._ranged[argument] = self.fresh()
            self.add([-literal, self.is_in(argument), self.is_out(argument)])
        return self._ranged[argument]

    def fresh(self) -> int:
        """A literal that has no meaning yet: clauses with its opposite hold as long as it is assumed."""
        self._last += 1
        return self._last

    def add(self, clause: list[int]) -> None:
        """One of these literals holds in every labelling asked for from now on."""
        self._sat.add_clause(clause)

    def find(self, assumed: Iterable[int] = ()) -> bytearray | None:
        """The labels of a complete labelling in which all of these literals hold; None if there is none."""
        if not self._sat.solve(assumptions=list(assumed)):
            return None
        labels = bytearray(self.size)
        for literal in self._sat.get_model()[: 2 * self.size]:
            if literal > 0:
                labels[(literal - 1) // 2] = IN if literal % 2 else OUT
        return labels

    def each(self) -> Iterator[bytearray]:
        """All labellings, one after the other."""
        fresh = self.fresh()
        while (labels := self.find([fresh])) is not None:
            yield labels
            self.exclude(labels, fresh)

    def exclude(self, labels: bytearray, guard: int) -> None:
        """Where `guard` is assumed, ask for other labels than these; what is in tells one from another."""
        other = (-self.is_in(a) if label == IN else self.is_in(a) for a, label in enumerate(labels))
        self.add([-guard, *other])

    def grow(self, labels: bytearray, assumed: Sequence[int] = ()) -> bytearray:
        """A labelling with at least the same in, where these literals hold, and no more could be in."""
        while True:
            undecided = [self.is_in(a) for a, label in enumerate(labels) if label == OPEN]
            if not undecided:
                return labels
            kept = [self.is_in(a) for a, label in enumerate(labels) if label == IN]
            more = self._find_one_of(undecided, [*assumed, *kept])
            if more is None:
                return labels
            labels = more

    def widen(self, labels: bytearray, counted: Sequence[int], assumed: Sequence[int] = ()) -> bytearray:
        """A labelling that decides at least the same of `counted`, where these literals hold, and as much
        as can be."""
        while (more := self.wider(labels, counted, assumed)) is not None:
            labels = more
        return labels

    def wider(
        self, labels: bytearray, counted: Sequence[int], assumed: Sequence[int] = ()
    ) -> bytearray | None:
        """A labelling that decides what this one does of `counted` and something more; None if there is
        none."""
        undecided = [self.is_decided(a) for a in counted if labels[a] == OPEN]
        kept = [self.is_decided(a) for a in counted if labels[a] != OPEN]
        return self._find_one_of(undecided, [*assumed, *kept]) if undecided else None

    def _find_one_of(self, literals: list[int], assumed: list[int]) -> bytearray | None:
        if len(literals) == 1:
            return self.find([*assumed, *literals])
        guard = self.fresh()
        self.add([-guard, *literals])
        found = self.find([guard, *assumed])
        self.add([-guard])
        return found
