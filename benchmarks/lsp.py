"""What a keystroke costs: recorded edits replayed to `argmap lsp` over the real protocol.

    python benchmarks/lsp.py
    python benchmarks/lsp.py --repeat 3 --by-session
    python benchmarks/lsp.py --record

The map is that of `maps.py` with 10,000 nodes. `keystrokes.jsonl` holds what was typed into it, one edit
a line, at its top, in its middle and at its end: words, a new rebuttal, a property, deletions. Each edit is
sent when the findings of the one before have come, and the server waits for nothing (`latency` 0). What
counts is the CPU time of all of the server's threads from one answer to the next, as the kernel counts it
(/proc/PID/task/*/schedstat), so this runs on Linux alone.

`--record` writes the file of edits anew.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import maps

SIZE = 10_000
KEYS = Path(__file__).with_name("keystrokes.jsonl")
#: What a keystroke may cost, in milliseconds of CPU.
LIMIT = 50.0


class Key(NamedTuple):
    """One edit: what it is part of, the range it replaces (lines and columns from 0), and by what."""

    session: str
    range: tuple[int, int, int, int]
    text: str


def recorded() -> list[Key]:
    """The edits in the file."""
    keys = []
    for line in KEYS.read_text(encoding="utf-8").splitlines():
        session, range_, text = json.loads(line)
        keys.append(Key(session, tuple(range_), text))
    return keys


# The client


class Client:
    """A server's process and the little of the protocol that is needed here."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "ARGMAP_CACHE_DIR": str(folder / "cache")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "argmap", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._number = 0

    def send(self, method: str, params: Any, *, asks: bool = False) -> None:
        """Send a notification, or a request."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if asks:
            self._number += 1
            message["id"] = self._number
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> Any:
        """The next message."""
        output = self.process.stdout
        assert output is not None
        length = 0
        while (header := output.readline()).strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(output.read(length))

    def findings(self, version: int) -> int:
        """Wait for the findings of a version; returns how many there are."""
        while True:
            message = self.read()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["version"] == version:
                return len(params["diagnostics"])

    def cpu(self) -> float:
        """The CPU time of all threads so far, in milliseconds."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def end(self) -> None:
        """Take leave."""
        self.send("shutdown", None, asks=True)
        self.read()
        self.send("exit", None)
        self.process.wait()


def replay(keys: list[Key], folder: Path) -> tuple[list[float], float, int]:
    """The CPU milliseconds of each edit, those of opening the map, and the findings at the end."""
    path = folder / "map.argmap"
    text = maps.argmap(maps.tree(SIZE))
    path.write_text(text, encoding="utf-8")
    client = Client(folder)
    options = {"latency": 0}
    client.send("initialize", {"capabilities": {}, "initializationOptions": options}, asks=True)
    client.read()
    client.send("initialized", {})
    before = client.cpu()
    uri = path.as_uri()
    document = {"uri": uri, "languageId": "argmap", "version": 0, "text": text}
    client.send("textDocument/didOpen", {"textDocument": document})
    client.findings(0)
    last = client.cpu()
    opening = last - before
    costs = []
    found = 0
    for version, key in enumerate(keys, 1):
        a, b, c, d = key.range
        range_ = {"start": {"line": a, "character": b}, "end": {"line": c, "character": d}}
        client.send(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": range_, "text": key.text}],
            },
        )
        found = client.findings(version)
        now = client.cpu()
        costs.append(now - last)
        last = now
    client.end()
    return costs, opening, found


# The record


def record() -> None:
    """Write the file of edits: the same places and words each time."""
    lines = maps.argmap(maps.tree(SIZE)).splitlines()
    keys: list[Key] = []
    for where, share in (("top", 0.0005), ("middle", 0.5), ("end", 0.9995)):
        line = int(len(lines) * share)
        keys += _session(lines, line, where)
    rows = [json.dumps([key.session, key.range, key.text]) for key in keys]
    KEYS.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _session(lines: list[str], line: int, where: str) -> Iterator[Key]:
    """Words at the end of a line, a rebuttal below it, a property, deletions, and all as it was."""
    end = len(lines[line])
    indent = " " * (len(lines[line]) - len(lines[line].lstrip()) + 2)
    yield from _typed(f"words, {where}", line, end - 1, ", or so it was said at the time")
    end += 31
    yield Key(f"a rebuttal, {where}", (line, end, line, end), f"\n{indent}")
    yield from _typed(f"a rebuttal, {where}", line + 1, len(indent), "rebuttal: That is not how it went.")
    yield Key(f"a property, {where}", (line, end, line, end), f"\n{indent}")
    yield from _typed(f"a property, {where}", line + 1, len(indent), "note: To be looked up.")
    for number in range(31):  # the words again, from behind
        at = end - 1 - number
        yield Key(f"deletions, {where}", (line, at - 1, line, at), "")
    yield Key(f"deletions, {where}", (line + 1, 0, line + 2, 0), "")
    yield Key(f"deletions, {where}", (line + 1, 0, line + 2, 0), "")


def _typed(session: str, line: int, column: int, text: str) -> Iterator[Key]:
    for number, char in enumerate(text):
        at = column + number
        yield Key(session, (line, at, line, at), char)


# The report


def _row(what: str, costs: list[float]) -> str:
    ordered = sorted(costs)
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"| {what} | {len(costs)} | {statistics.median(costs):.1f} | {p95:.1f} | {ordered[-1]:.1f} |"


def main(repeat: int, by_session: bool) -> None:
    """Replay and print a table."""
    keys = recorded()
    costs: list[float] = []
    openings: list[float] = []
    found = 0
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as name:
            one, opening, found = replay(keys, Path(name))
        costs += one
        openings.append(opening)
    print(f"a map of {SIZE:,} nodes with {found:,} findings; milliseconds of the server's CPU per edit")
    print(f"opening it: {statistics.median(openings):.0f} ms")
    print()
    print("| what | edits | median | p95 | max |")
    print("| --- | ---: | ---: | ---: | ---: |")
    if by_session:
        for session in dict.fromkeys(key.session for key in keys):
            some = [c for c, key in zip(costs, keys * repeat, strict=True) if key.session == session]
            print(_row(session, some))
    print(_row("all", costs))
    print()
    print(f"the limit is {LIMIT:.0f} ms at the 95th percentile")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=1, help="how often all edits are replayed")
    parser.add_argument("--by-session", action="store_true", help="a row for each place and sort of edit")
    parser.add_argument("--record", action="store_true", help="write the file of edits anew")
    arguments = parser.parse_args()
    if arguments.record:
        record()
    else:
        main(arguments.repeat, arguments.by_session)
