"""argmap beside Argdown: whole processes, in turn, on the same generated maps.

    python benchmarks/run.py                          all sizes
    python benchmarks/run.py --sizes 100,1000 --runs 9 --markdown table.md

Needs Node and npm; installs `@argdown/cli` into `benchmarks/.cache` the first time. CPU time is user
plus system time as the operating system counts it for the finished process, memory its largest
resident set. Each round runs every command once, so that a change in the machine's speed hits all.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CACHE = HERE / ".cache"
#: The same for all: nothing that makes Python write no bytecode, or unbuffered, or warn.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
ENVIRONMENT["PYTHONPATH"] = str(ROOT)
SIZES = (100, 1_000, 10_000, 100_000)


class Sample(NamedTuple):
    """One finished process."""

    cpu: float
    wall: float
    megabytes: float
    code: int


class Medians(NamedTuple):
    """Of several samples: medians of the times, the largest memory, and the exit codes."""

    cpu: float
    wall: float
    megabytes: float
    codes: frozenset[int]


def measure(command: list[str]) -> Sample:
    """Run a command to its end, its output thrown away."""
    begun = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        ENVIRONMENT,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - begun
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Sample(
        used.ru_utime + used.ru_stime, wall, used.ru_maxrss / scale, os.waitstatus_to_exitcode(status)
    )


def in_turn(commands: dict[str, list[str]], runs: int) -> dict[str, Medians]:
    """Each command `runs` times, A B C A B C …, after one run that doesn't count."""
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for round_ in range(runs + 1):
        for name, command in commands.items():
            sample = measure(command)
            if round_:
                samples[name].append(sample)
    return {
        name: Medians(
            median(s.cpu for s in got),
            median(s.wall for s in got),
            max(s.megabytes for s in got),
            frozenset(s.code for s in got),
        )
        for name, got in samples.items()
    }


def install_argdown(version: str | None) -> list[str]:
    """Argdown's command line, installed by npm into the cache if it isn't there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        sys.exit("This needs Node and npm on the PATH.")
    major = int(subprocess.check_output([node, "--version"], text=True).lstrip("v").split(".")[0])
    version = version or ("2" if major >= 22 else "1.7.5")
    folder = CACHE / f"argdown-{version}-node{major}"
    script = folder / "node_modules/@argdown/cli/dist/cli.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        package = f"@argdown/cli@{version}"
        subprocess.run([npm, "install", "--no-fund", "--no-audit", "--prefix", folder, package], check=True)
    if not script.exists():
        sys.exit(f"npm installed {version}, but there is no {script}")
    return [node, str(script)]


def argmap_command() -> list[str]:
    """The installed `argmap` beside this Python, else the checkout's package."""
    script = Path(sys.executable).with_name("argmap")
    return [str(script)] if script.exists() else [sys.executable, "-m", "argmap"]


def compare(size: int, argdown: list[str], runs: int, folder: Path) -> dict[str, Medians]:
    """All commands on the map of one size."""
    subprocess.run([sys.executable, str(HERE / "maps.py"), str(size), str(folder)], check=True)
    ours, theirs = str(folder / f"{size}.argmap"), str(folder / f"{size}.argdown")
    return in_turn(
        {
            "argmap convert": [*argmap_command(), "convert", ours, "-o", str(folder / "argmap.json")],
            "argmap check": [*argmap_command(), "check", "--no-cache", ours],
            "argdown json": [*argdown, "json", theirs, str(folder)],
        },
        runs,
    )


def rows(size: int, found: dict[str, Medians]) -> list[str]:
    """The figures of one size as rows of a Markdown table."""
    base = found["argdown json"]
    out = []
    for name, m in found.items():
        failed = ""
        if not m.codes <= {0, 1} or (name != "argmap check" and m.codes != {0}):
            failed = f" (exit {', '.join(map(str, sorted(m.codes)))})"
        ratios = f"{m.cpu / base.cpu:.2f} | {m.wall / base.wall:.2f} | {m.megabytes / base.megabytes:.2f}"
        out.append(
            f"| {size:,} | {name}{failed} | {m.cpu:.2f} | {m.wall:.2f} | {m.megabytes:.0f} | {ratios} |"
        )
    return out


def start_up(runs: int) -> str:
    """How long `--version` takes beside an empty Python."""
    commands = {
        "version": [*argmap_command(), "--version"],
        "pass": [sys.executable, "-c", "pass"],
    }
    found = in_turn(commands, runs)
    ours, bare = found["version"], found["pass"]
    return (
        f"`argmap --version`: {ours.cpu * 1000:.1f} ms CPU, {ours.wall * 1000:.1f} ms wall; "
        f"`python -c pass`: {bare.cpu * 1000:.1f} and {bare.wall * 1000:.1f} ms; "
        f"ratio {ours.cpu / bare.cpu:.2f} and {ours.wall / bare.wall:.2f}."
    )


def main() -> None:
    """Measure and print a table, also as a file."""
    options = argparse.ArgumentParser(description="Measures argmap beside Argdown.")
    options.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of nodes")
    options.add_argument("--runs", type=int, default=5, help="counted runs of each command (5)")
    options.add_argument("--argdown", metavar="VERSION", help="of @argdown/cli; by Node's version")
    options.add_argument("--markdown", type=Path, metavar="FILE", help="write the table here too")
    chosen = options.parse_args()

    argdown = install_argdown(chosen.argdown)
    package = (Path(argdown[1]).parents[1] / "package.json").read_text(encoding="utf-8")
    version = package.split('"version":')[1].split('"')[1]
    node = subprocess.check_output([argdown[0], "--version"], text=True).strip()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores} cores; "
        f"@argdown/cli {version} on Node {node}; medians of {chosen.runs} runs in turn."
    )
    lines = [
        machine,
        "",
        start_up(max(chosen.runs, 15)),
        "",
        "| nodes | command | CPU s | wall s | MB | CPU ratio | wall ratio | memory ratio |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    print("\n".join(lines), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for size in (int(one) for one in chosen.sizes.split(",")):
            new = rows(size, compare(size, argdown, chosen.runs, Path(scratch)))
            print("\n".join(new), flush=True)
            lines += new
    if chosen.markdown:
        chosen.markdown.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
