"""What semantics of abstract frameworks cost, beside published solvers on the same frameworks in the same
run.

    python benchmarks/solve.py [--large] [--arguments N]

Grounded is held against formal-argumentation, on random frameworks with three attacks an argument; what
is in every preferred extension against its SAT solver (z3) on frameworks of several shapes, and one
preferred extension against clingo with a program like ASPARTIX's. Those that are not installed are left
out: `pip install 'formal-argumentation[z3]' clingo`. Times are CPU time in this process, without reading
or building a framework; what takes clingo longer than 20 s is given up.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import sys
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from argmap.solving.graph import Graph
from argmap.solving.grounded import IN, OPEN, grounded
from argmap.solving.reasoner import Reasoner

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

Attacks = tuple[Sequence[int], Sequence[int]]
#: So many arguments are asked about in every framework.
QUESTIONS = 5
PATIENCE = 20
#: formal-argumentation can't be stopped, and is asked about small random frameworks only: one question about
#: 10,000 arguments took it more than three minutes, five about a small world of 500 more than one and a half.
BESIDE = 500


def random_attacks(size: int, rng: random.Random) -> Attacks:
    """Three attacks an argument, between any two."""
    pick = rng.random
    return tuple(array("i", (int(pick() * size) for _ in range(3 * size))) for _ in "st")  # type: ignore[return-value]


def shaped(pairs: Iterator[tuple[int, int]], rng: random.Random, returned: float) -> Attacks:
    """Attacks along undirected pairs, in either direction, some of them returned."""
    sources, targets = array("i"), array("i")
    for a, b in pairs:
        one, other = (a, b) if rng.random() < 0.5 else (b, a)
        sources.append(one)
        targets.append(other)
        if rng.random() < returned:
            sources.append(other)
            targets.append(one)
    return sources, targets


def small_world(size: int, rng: random.Random) -> Attacks:
    """A ring with neighbours at one and two steps, a fifth of them anywhere (Watts & Strogatz 1998)."""
    pairs = (
        (a, (a + step) % size if rng.random() > 0.2 else rng.randrange(size))
        for a in range(size)
        for step in (1, 2)
    )
    return shaped(((a, b) for a, b in pairs if a != b), rng, 0.3)


def scale_free(size: int, rng: random.Random) -> Attacks:
    """Newcomers argue with those who are much argued with (Barabási & Albert 1999)."""

    def pairs() -> Iterator[tuple[int, int]]:
        pool = [0, 1]
        for a in range(2, size):
            for b in sorted({rng.choice(pool), rng.choice(pool)}):
                yield a, b
                pool.extend((a, b))

    return shaped(pairs(), rng, 0.3)


def grid(size: int, rng: random.Random) -> Attacks:
    """Neighbours in a square."""
    side = int(size**0.5)
    right = ((a, a + 1) for a in range(side * side) if (a + 1) % side)
    down = ((a, a + side) for a in range(side * side - side))
    return shaped((pair for pairs in (right, down) for pair in pairs), rng, 0.2)


SHAPES: dict[str, Callable[[int, random.Random], Attacks]] = {
    "random": random_attacks,
    "small world": small_world,
    "scale free": scale_free,
    "grid": grid,
}


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    begin = time.process_time()
    result = call()
    return time.process_time() - begin, result


def published(size: int, attacks: Attacks) -> Any:
    """The framework as formal-argumentation has it."""
    from argumentation.core.dung import ArgumentationFramework

    names = [str(a) for a in range(size)]
    return ArgumentationFramework(
        frozenset(names), frozenset((names[a], names[b]) for a, b in zip(*attacks, strict=True))
    )


def measure_grounded(size: int) -> None:
    attacks = random_attacks(size, random.Random(1))
    building, graph = timed(lambda: Graph(size, *attacks))
    mine, labels = timed(lambda: grounded(graph))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = f"{size:9,} arguments: grounded {mine:.2f} s, building the graph {building:.2f} s, {memory:,} MB"
    if find_spec("argumentation") and size <= 100_000:
        from argumentation.core.dung import grounded_extension

        framework = published(size, attacks)
        theirs, extension = timed(lambda: grounded_extension(framework))
        assert {int(a) for a in extension} == {a for a in range(size) if labels[a] == IN}
        line += f"; formal-argumentation {theirs:.2f} s"
    print(line, flush=True)


def measure_preferred(name: str, size: int) -> None:
    rng = random.Random(2)
    attacks = SHAPES[name](size, rng)
    graph = Graph(size, *attacks)
    labels = grounded(graph)
    left = [a for a in range(size) if labels[a] == OPEN]
    asked = rng.sample(left, min(QUESTIONS, len(left)))
    mine, answers = timed(lambda: [Reasoner(graph, "preferred").sceptical(a) is None for a in asked])
    line = f"{name:>12}, {len(left):6,} left open: {len(asked)} questions DS-PR {mine:.2f} s"
    if name == "random" and size <= BESIDE and find_spec("argumentation") and find_spec("z3"):
        from argumentation.solving.af_sat import is_preferred_skeptically_accepted

        framework = published(size, attacks)
        theirs = 0.0
        for a, answer in zip(asked, answers, strict=True):
            took, said = timed(lambda a=a: is_preferred_skeptically_accepted(framework, str(a)))  # type: ignore[misc]
            assert said == answer
            theirs += took
        line += f", formal-argumentation {theirs:.2f} s"
    mine, _ = timed(lambda: Reasoner(graph, "preferred").one())
    line += f"; SE-PR {mine:.2f} s"
    if find_spec("clingo"):
        theirs, found = timed(lambda: one_by_clingo(size, attacks))
        line += f", clingo with grounding {'' if found else 'more than '}{theirs:.2f} s"
    print(line, flush=True)


def one_by_clingo(size: int, attacks: Attacks) -> bool:
    """Whether clingo finds a preferred extension in time."""
    import clingo

    from tests.answersets import LABELS, PROGRAMS

    control = clingo.Control(["--heuristic=Domain", "--enum-mode=domRec", "--models=1", "--warn=none"])
    facts = [f"arg({a})." for a in range(size)]
    facts += [f"att({a},{b})." for a, b in zip(*attacks, strict=True)]
    control.add("base", [], "\n".join([*facts, LABELS, PROGRAMS["preferred"][0]]))
    control.ground([("base", [])])
    with control.solve(async_=True) as handle:
        if handle.wait(PATIENCE):
            return bool(handle.get().satisfiable)
        handle.cancel()
        return False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--arguments", type=int, default=10_000, help="of the frameworks for preferred")
    options.add_argument("--large", action="store_true", help="grounded of 1,000,000 arguments too")
    given = options.parse_args()
    for size in (10_000, 100_000, *([1_000_000] if given.large else [])):
        measure_grounded(size)
    for size in (BESIDE, given.arguments):
        print(f"\n{size:,} arguments, preferred:")
        for name in SHAPES:
            measure_preferred(name, size)


if __name__ == "__main__":
    main()
