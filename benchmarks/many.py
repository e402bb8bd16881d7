"""Many small maps: one process and two, and an unchanged folder answered from what is kept.

    python benchmarks/many.py
    python benchmarks/many.py --maps 1000 --nodes 30 --runs 5

Whole processes, in turn, their output thrown away. What counts is the wall time of two processes as a
share of one's: half would be perfect, 0.65 is the limit set. On a machine that is busy with other
work the share says little; the CPU time then tells what the second process costs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import maps
from run import ENVIRONMENT, in_turn

#: Wall time of two processes, as a share of one's: 1.3 times a half.
LIMIT = 0.65


def main(number: int, nodes: int, runs: int) -> None:
    """Make the maps, run all commands, and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for i in range(number):
            place = folder / "maps" / f"{i % 20:02}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{i:05}.argmap").write_text(maps.argmap(maps.tree(nodes, seed=i)), encoding="utf-8")
        cache = folder / "cache"
        ENVIRONMENT["ARGMAP_CACHE_DIR"] = str(cache)
        check = [sys.executable, "-m", "argmap", "check", str(folder / "maps")]
        found = in_turn(
            {
                "1 process": [*check, "--no-cache", "-j", "1"],
                "2 processes": [*check, "--no-cache", "-j", "2"],
            },
            runs,
        )
        shutil.rmtree(cache / "check", ignore_errors=True)
        found |= in_turn({"unchanged": check}, runs)
    print(f"{number:,} maps of {nodes} nodes, medians of {runs} runs in turn")
    print()
    print("| run | CPU s | wall s | of one process's wall |")
    print("| --- | ---: | ---: | ---: |")
    one = found["1 process"].wall
    for what, each in found.items():
        print(f"| {what} | {each.cpu:.2f} | {each.wall:.2f} | {each.wall / one:.2f} |")
    share = found["2 processes"].wall / one
    print()
    print(f"two processes take {share:.2f} of one's time; the limit is {LIMIT}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--maps", type=int, default=1_000)
    parser.add_argument("--nodes", type=int, default=30)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    main(wanted.maps, wanted.nodes, wanted.runs)
