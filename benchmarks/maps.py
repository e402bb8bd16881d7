"""Makes the same argument map in argmap's and in Argdown's language.

A tree of supports, attacks and undercuts, about 12 words a node, at most 12 levels deep (Argdown fails
at 280). The same seed gives the same map. Run by `run.py` in a process of its own:

    python benchmarks/maps.py NODES FOLDER
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

WORDS = (  # noqa: SIM905
    "the offer of help was refused when it came since every side had reason to doubt that others "
    "would keep their word and a treaty without trust between partners costs more than it brings home"
).split()
DEPTH = 12


class Node(NamedTuple):
    """A node of the tree: its number, level and kind, and what it says."""

    number: int
    level: int
    kind: str
    text: str


def tree(size: int, seed: int = 1) -> list[Node]:
    """`size` nodes in the order in which they are written, parents before their children."""
    chance = random.Random(seed)
    children: list[list[int]] = [[] for _ in range(size)]
    levels = [0] * size
    roots = [0]
    for number in range(1, size):
        if chance.random() < 0.02:
            roots.append(number)
            continue
        parent = chance.randrange(max(0, number - 200), number)
        if levels[parent] + 1 >= DEPTH:
            parent = roots[-1]
        levels[number] = levels[parent] + 1
        children[parent].append(number)
    order: list[int] = []
    stack = list(reversed(roots))
    while stack:
        number = stack.pop()
        order.append(number)
        stack.extend(reversed(children[number]))
    return [Node(n, levels[n], _kind(levels[n], chance), _text(chance)) for n in order]


def _kind(level: int, chance: random.Random) -> str:
    if level == 0:
        return "claim"
    kinds = ("premise", "rebuttal") if level == 1 else ("premise", "rebuttal", "undercut")
    return chance.choices(kinds, (5, 3, 2)[: len(kinds)])[0]


def _text(chance: random.Random) -> str:
    text = " ".join(chance.choices(WORDS, k=chance.randint(8, 16)))
    return f"{text[0].upper()}{text[1:]}."


def argmap(nodes: list[Node]) -> str:
    """The map in argmap's language."""
    lines = ["map: A generated map", ""]
    lines += [f"{'  ' * n.level}{n.kind} n{n.number}: {n.text}" for n in nodes]
    return "\n".join(lines) + "\n"


def argdown(nodes: list[Node]) -> str:
    """The map in Argdown: claims as statements, all that hangs on them as arguments."""
    signs = {"premise": "+", "rebuttal": "-", "undercut": "_"}
    lines = ["===", "title: A generated map", "===", ""]
    for n in nodes:
        if n.level == 0:
            lines += ["", f"[n{n.number}]: {n.text}"]
        else:
            lines.append(f"{'  ' * n.level}{signs[n.kind]} <n{n.number}>: {n.text}")
    return "\n".join(lines) + "\n"


def main(size: int, folder: Path) -> None:
    """Write both files into a folder."""
    nodes = tree(size)
    (folder / f"{size}.argmap").write_text(argmap(nodes), encoding="utf-8")
    (folder / f"{size}.argdown").write_text(argdown(nodes), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
