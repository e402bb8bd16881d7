"""Reading Argdown: argmap's import beside Argdown's own parser, whole processes in turn on the same file.

    python benchmarks/formats.py
    python benchmarks/formats.py --nodes 10000 --runs 5

`argmap convert FILE.argdown --to argmap` reads the file, makes a map of it and writes that; `argdown json`
reads it and writes its model. The limit: argmap takes less CPU time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from run import HERE, argmap_command, in_turn, install_argdown


def main(nodes: int, runs: int, version: str | None) -> bool:
    """Make the file, run both, print a table; whether argmap is faster."""
    argdown = install_argdown(version)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, str(HERE / "maps.py"), str(nodes), name], check=True)
        given = str(folder / f"{nodes}.argdown")
        made = str(folder / "made.argmap")
        found = in_turn(
            {
                "argmap convert": [
                    *argmap_command(),
                    *("convert", given, "--to", "argmap", "-o", made, "--force"),
                ],
                "argdown json": [*argdown, "json", given, name],
            },
            runs,
        )
    base = found["argdown json"]
    print(f"{nodes:,} statements and arguments, medians of {runs} runs in turn")
    print()
    print("| command | CPU s | wall s | MB | CPU ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for what, each in found.items():
        failed = "" if each.codes == {0} else f" (exit {', '.join(map(str, sorted(each.codes)))})"
        ratio = each.cpu / base.cpu
        print(f"| {what}{failed} | {each.cpu:.2f} | {each.wall:.2f} | {each.megabytes:.0f} | {ratio:.2f} |")
    return found["argmap convert"].cpu < base.cpu and all(each.codes == {0} for each in found.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--argdown", metavar="VERSION", help="of @argdown/cli; by Node's version")
    options = parser.parse_args()
    sys.exit(not main(options.nodes, options.runs, options.argdown))
