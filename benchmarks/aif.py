"""A forum corpus in AIF: converted to argmap text in one run, and checked in another.

    python benchmarks/aif.py
    python benchmarks/aif.py --files 1800 --processes 2

Makes the files after the structure of AIF's forum corpora, in words of its own: posts that answer a post
before them, by a conflict three times in four; half of the files have at most six posts, the largest about
sixty; half of the posts have at most 35 words, the longest 400. The same seed makes the same files. A tenth
is a dialogue: locutions with speakers, illocutions and transitions. What counts is the wall time of both
runs together; two minutes on two cores is the limit set.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from maps import WORDS
from run import ENVIRONMENT

LIMIT = 120.0
#: How many posts files have, and how many words posts, at equal distances of a sorted list.
POSTS = (0, 2, 2, 2, 2, 3, 4, 4, 5, 6, 6, 6, 8, 8, 11, 12, 12, 15, 18, 23, 56, 59)
LENGTHS = (3, 8, 14, 20, 26, 35, 43, 57, 79, 126, 400)
SPEAKERS = ("Aldo", "Berit", "Caro", "Dag", "Edda")


def corpus(files: int, folder: Path, seed: int = 1) -> int:
    """Write the files into a folder; returns how many posts there are in all."""
    chance = random.Random(seed)
    posts = 0
    for number in range(files):
        size = _between(POSTS, chance)
        graph = aif(size, chance, 10_000 + number * 500, dialogue=number % 10 == 0)
        posts += size
        place = folder / f"nodeset{number + 1}.json"
        place.write_text(json.dumps(graph, ensure_ascii=False), encoding="utf-8")
    return posts


def aif(size: int, chance: random.Random, first: int, dialogue: bool = False) -> dict[str, Any]:
    """One thread of `size` posts."""
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, Any]] = []
    locutions: list[dict[str, Any]] = []
    stamp = "2013-05-06 07:08:09"

    def node(kind: str, text: str, scheme: str = "") -> str:
        id_ = str(first + len(nodes))
        more = {"scheme": scheme} if scheme else {}
        nodes.append({"nodeID": id_, "text": text, "type": kind, "timestamp": stamp, **more})
        return id_

    def edge(*ids: str) -> None:
        for start, end in pairwise(ids):
            number = str(first + len(edges))
            edges.append({"edgeID": number, "fromID": start, "toID": end, "formEdgeID": None})

    said: list[tuple[str, str]] = []
    for number in range(size):
        words = text(chance)
        post, locution = node("I", words), ""
        if dialogue:
            speaker = chance.randrange(len(SPEAKERS))
            locution = node("L", f"{SPEAKERS[speaker]} : {words}")
            edge(locution, node("YA", "Asserting", "Asserting"), post)
            locutions.append(
                {"nodeID": locution, "personID": str(speaker + 1), "timestamp": stamp, "start": None}
            )
        if number % 2 or chance.random() < 0.1:
            other = chance.choice(said[-6:]) if said else None
            if other is not None:
                conflict = chance.random() < 0.75
                name = "Default Conflict" if conflict else "Default Inference"
                step = node("CA" if conflict else "RA", name)
                edge(post, step, other[0])
                if dialogue:
                    turn = node("TA", "Default Transition", "Default Transition")
                    force = "Disagreeing" if conflict else "Arguing"
                    edge(other[1], turn, locution)
                    edge(turn, node("YA", force, force), step)
        said.append((post, locution))
    return {"nodes": nodes, "edges": edges, "locutions": locutions}


def text(chance: random.Random) -> str:
    """A post: sentences of a few words each."""
    words = chance.choices(WORDS, k=max(_between(LENGTHS, chance), 1))
    for start in range(0, len(words), 12):
        words[start] = words[start].capitalize()
        end = min(start + 11, len(words) - 1)
        words[end] += chance.choice((".", ".", ".", "!", "?", "..."))
    return " ".join(words)


def _between(steps: tuple[int, ...], chance: random.Random) -> int:
    """A number spread as a sorted list of numbers is."""
    at = chance.random() * (len(steps) - 1)
    low, high = steps[int(at)], steps[int(at) + 1]
    return round(low + (high - low) * (at - int(at)))


def main(files: int, processes: int) -> int:
    """Make the corpus, convert it, check what came out; returns 1 where that took too long."""
    with tempfile.TemporaryDirectory() as name:
        corpus_folder, maps_folder = Path(name) / "corpus", Path(name) / "maps"
        corpus_folder.mkdir()
        posts = corpus(files, corpus_folder)
        ENVIRONMENT["ARGMAP_CACHE_DIR"] = str(Path(name) / "cache")
        argmap = [sys.executable, "-m", "argmap"]
        jobs = ["-j", str(processes)]
        convert = [*argmap, "convert", str(corpus_folder), "--from", "aif", "--to", "argmap"]
        converting = _timed([*convert, "-o", str(maps_folder), *jobs])
        made = len(list(maps_folder.rglob("*.argmap")))
        checking = _timed([*argmap, "check", str(maps_folder), *jobs])
    print(f"{files:,} AIF files, {posts:,} posts; {made:,} maps made, {processes} processes")
    print()
    print(f"convert {converting:.1f} s, check {checking:.1f} s")
    print(f"together {converting + checking:.1f} s; the limit is {LIMIT:.0f} s")
    return 1 if made != files or converting + checking > LIMIT else 0


def _timed(command: list[str]) -> float:
    """The wall time of a command; what it finds is no failure, what it can't do is."""
    start = time.perf_counter()
    ran = subprocess.run(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, text=True
    )
    took = time.perf_counter() - start
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)
    return took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=1800, help="how many files")
    parser.add_argument("--processes", type=int, default=2, help="how many processes work at once")
    options = parser.parse_args()
    sys.exit(main(options.files, options.processes))
