"""`argmap render --to svg` beside the layout engine alone and beside `argdown map`: whole processes, in turn.

    python benchmarks/render.py
    python benchmarks/render.py --sizes 100,1000 --runs 9 --large 10000

The engine alone gets two texts: the very DOT that argmap gives it, whose boxes are hollow since argmap writes
their texts itself, and the DOT of `--to dot` with all texts in it. Start-up is the same command on a map of
one claim, less what the engine takes for that: imports, options, the grammar's tables.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from run import HERE, Medians, argmap_command, in_turn, install_argdown

from argmap.analysis.standing import evaluate
from argmap.model.load import Loader
from argmap.render.diagram import Diagram
from argmap.render.engine import find_engine
from argmap.render.part import Part
from argmap.render.scene import build


def commands(size: int, folder: Path, argdown: list[str] | None) -> dict[str, list[str]]:
    """What is measured on the map of one size."""
    subprocess.run([sys.executable, str(HERE / "maps.py"), str(size), str(folder)], check=True)
    ours = folder / f"{size}.argmap"
    one = folder / "one.argmap"
    one.write_text("claim a: One.\n", encoding="utf-8")
    full, hollow = dots(ours, folder)
    tiny = dots(one, folder)[1]
    render = [*argmap_command(), "render"]
    engine = [find_engine(), "-q1", "-Tsvg", "-o", str(folder / "engine.svg")]
    measured = {
        "one claim": [*render, str(one), "--all", "-o", str(folder / "one.svg")],
        "engine, one": [*engine, tiny],
        "engine": [*engine, hollow],
        "engine, texts": [*engine, full],
        "argmap render": [*render, str(ours), "--all", "-o", str(folder / "argmap.svg")],
    }
    if argdown is not None:
        theirs = str(folder / f"{size}.argdown")
        measured["argdown map"] = [*argdown, "map", "-f", "svg", theirs, str(folder)]
    return measured


def dots(path: Path, folder: Path) -> tuple[str, str]:
    """Files with the DOT of a map: with all texts, and as argmap gives it to the engine."""
    map_, _ = Loader().path(path)
    diagram = Diagram(build(map_, evaluate(map_), Part(), limit=None))
    files = []
    for kind, text in (("full", diagram.dot()), ("hollow", diagram.hollow().dot)):
        file = folder / f"{path.stem}-{kind}.dot"
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    return files[0], files[1]


def told(size: int, found: dict[str, Medians]) -> str:
    """The figures of one size, and what they come to beside the limits."""
    lines = [f"{size:,} nodes"]
    lines += [f"  {name:14} {m.cpu:6.3f} s CPU {m.wall:6.3f} s wall" for name, m in found.items()]
    if any(m.codes != {0} for m in found.values()):
        lines.append("  a command failed: " + ", ".join(n for n, m in found.items() if m.codes != {0}))
    ours = found["argmap render"].cpu
    start = found["one claim"].cpu - found["engine, one"].cpu
    hollow, full = ((ours - start) / found[name].cpu for name in ("engine", "engine, texts"))
    lines.append(
        f"  (argmap - start-up) / engine = {full:.2f} on --to dot (limit 1.25), {hollow:.2f} on hollow"
    )
    if "argdown map" in found:
        theirs = found["argdown map"]
        wall = theirs.wall / found["argmap render"].wall
        lines.append(f"  argdown / argmap = {theirs.cpu / ours:.1f} CPU, {wall:.1f} wall (aim 5)")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="Measures diagrams.")
    options.add_argument("--sizes", default="100,1000", help="numbers of nodes, every node drawn")
    options.add_argument("--runs", type=int, default=5, help="counted runs of each command (5)")
    options.add_argument("--large", type=int, default=10_000, help="nodes of a map drawn folded (10,000)")
    options.add_argument("--argdown", metavar="VERSION", help="of @argdown/cli; by Node's version")
    options.add_argument("--alone", action="store_true", help="without Argdown")
    chosen = options.parse_args()
    argdown = None if chosen.alone else install_argdown(chosen.argdown)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for size in (int(one) for one in chosen.sizes.split(",")):
            print(told(size, in_turn(commands(size, folder, argdown), chosen.runs)), flush=True)
        subprocess.run([sys.executable, str(HERE / "maps.py"), str(chosen.large), scratch], check=True)
        large = [*argmap_command(), "render", str(folder / f"{chosen.large}.argmap")]
        folded = in_turn({"folded": [*large, "-o", str(folder / "large.svg")]}, min(chosen.runs, 3))["folded"]
        print(f"{chosen.large:,} nodes folded: {folded.cpu:.2f} s CPU, {folded.wall:.2f} s wall (limit 2)")


if __name__ == "__main__":
    main()
