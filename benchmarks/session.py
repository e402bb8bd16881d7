"""What a keystroke costs: edits of a large map that is open, held against reading and checking it whole.

    python benchmarks/session.py [NODES]

Types words, a new rebuttal, a property, a speaker and an id at the beginning, in the middle and at the end
of a generated map, a key at a time, and takes them back. After each key the findings are asked for. Times
are CPU time in this process; the last column is the whole map's, parsed, linked and checked by the same
code, over the median key's.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from statistics import median

import maps

from argmap.session.document import Document, Edit
from argmap.session.workspace import Workspace

#: What is typed behind a line of the map; each piece is one keystroke.
KEYS = {
    "words": [*" and more words to it"],
    "a rebuttal": ["\n", "  ", "rebuttal", ":", *" But that is not so"],
    "a speaker": ["\n", "  ", "rebuttal", *" @west", ":", *" No"],
    "an id": ["\n", "  ", "premise", *" mine", ":", *" Yes"],
    "a property": ["\n", "  ", *"note: To be seen"],
}


def places(text: str) -> Iterator[int]:
    """Ends of lines at top level: near the beginning, in the middle, near the end."""
    for share in (0.01, 0.5, 0.99):
        begin = text.index("\nclaim ", int(len(text) * share * 0.97)) + 1
        yield text.index("\n", begin)


def typed(document: Document, at: int, keys: list[str]) -> Iterator[float]:
    """The milliseconds of each key, typed and then taken back."""
    for key in keys:
        yield timed(document, Edit(at, at, key))
        at += len(key)
    for key in reversed(keys):
        at -= len(key)
        yield timed(document, Edit(at, at + len(key), ""))


def timed(document: Document, edit: Edit) -> float:
    begin = time.process_time()
    document.edit([edit])
    document.findings()
    return (time.process_time() - begin) * 1000


def whole(text: str) -> float:
    begin = time.process_time()
    Workspace().open("map", None, text).findings()
    return (time.process_time() - begin) * 1000


def main(size: int) -> None:
    text = maps.argmap(maps.tree(size))
    document = Workspace().open("map", None, text)
    print(f"{size:,} nodes, {len(document.findings()):,} findings; milliseconds of CPU a key")
    gc.collect()
    gc.freeze()  # as the server does
    all_of_it = median(whole(text) for _ in range(5))
    for what, keys in KEYS.items():
        times = sorted(each for at in list(places(text)) for each in typed(document, at, keys))
        middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(
            f"{what:12} median {middle:6.1f}  95 % {high:6.1f}  most {times[-1]:6.1f}  "
            f"whole map {all_of_it:5.0f} = {all_of_it / middle:.0f} times"
        )
    assert document.source.text == text


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
