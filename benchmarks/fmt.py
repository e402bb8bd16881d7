"""What formatting costs beside parsing: CPU times of one process, in turn.

    python benchmarks/fmt.py                       10,000 nodes
    python benchmarks/fmt.py --sizes 1000,100000 --runs 9

Three maps of each size: formatted already; with wrong spacing everywhere, so that all is proved; and with
citations, properties, comments and texts of several lines. The first row is `fmt --check`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from maps import Node, argmap, tree  # noqa: E402

from argmap.source import Source  # noqa: E402
from argmap.syntax.format import formatted  # noqa: E402
from argmap.syntax.parser import parse  # noqa: E402


def rich(nodes: list[Node]) -> str:
    """The map with a second line, a citation, a note or a comment at many nodes."""
    lines = ["map: A generated map", ""]
    for n in nodes:
        indent = "  " * n.level
        if n.number % 7 == 0:
            lines.append(f"{indent}// a comment")
        lines.append(f"{indent}{n.kind} n{n.number} @ana: {n.text}")
        if n.number % 2 == 0:
            lines.append(f"{indent}    And a second sentence. [book#p{n.number}, thread]")
        if n.number % 5 == 0:
            lines.append(f"{indent}  weight: 0.5")
            lines.append(f"{indent}  note: An aside. [book]")
    return "\n".join(lines) + "\n"


def in_turn(jobs: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """CPU seconds of each job, the median of `runs`, after one run that doesn't count."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for round_ in range(runs + 1):
        for name, job in jobs.items():
            begun = time.process_time()
            job()
            if round_:
                times[name].append(time.process_time() - begun)
    return {name: median(got) for name, got in times.items()}


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description="Measures argmap's formatter beside its parser.")
    options.add_argument("--sizes", default="10000", help="numbers of nodes")
    options.add_argument("--runs", type=int, default=7, help="counted runs of each (7)")
    chosen = options.parse_args()
    print("| nodes | map | parse s | fmt s | ratio |\n| ---: | --- | ---: | ---: | ---: |")
    for size in map(int, chosen.sizes.split(",")):
        nodes = tree(size)
        plain = formatted(Source("plain", argmap(nodes)))
        maps = {
            "formatted": plain,
            "formatted, rich": formatted(Source("rich", rich(nodes))),
            "all wrong": plain.replace(": ", ":  "),
        }
        for name, text in maps.items():
            found = in_turn(
                {
                    "parse": partial(parse, Source("x", text)),
                    "fmt": partial(formatted, Source("x", text)),
                },
                chosen.runs,
            )
            ratio = found["fmt"] / found["parse"]
            print(f"| {size:,} | {name} | {found['parse']:.3f} | {found['fmt']:.3f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
