"""`argmap readings`: in how many readings each claim stands, and the readings, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from argmap.analysis.readings import Reading, Readings
from argmap.model.map import Node
from argmap.render.ink import Ink
from argmap.review.lines import fold
from argmap.review.phrases import Phrase, count, joined, listed, phrase, shortened
from argmap.safe import in_json

FORMAT = "argmap-readings/1"
_SHARES = (("every", "in every reading"), ("some", "in some"), ("none", "in none"))
_VALUES = ("stands", "falls", "unsupported", "open")


def as_text(readings: Readings, *, width: int, ink: Ink) -> Iterator[str]:
    """The lines, without line ends."""
    number = len(readings.readings)
    yield ink.paint(_heading(readings), "title")
    if not number:
        return
    for share, words in _SHARES:
        nodes = [node for node, each in readings.shares.items() if each == share]
        if nodes:
            yield ""
            yield f"Stands {words}:"
            for node in nodes:
                yield from fold(_claim(node), "  ", "    ", width, ink, marks=False)
    if number == 1 and readings.whole:
        yield from _reading(
            readings.readings[0], "The reading:", width, ink, ("falls", "unsupported", "open")
        )
        return
    for i, reading in enumerate(readings.readings, 1):
        yield from _reading(reading, f"Reading {i}:", width, ink, _VALUES)


def _heading(readings: Readings) -> str:
    number = len(readings.readings)
    if not number:
        return f"No {readings.semantics} reading: whatever one decides, some claim stays open."
    if readings.whole:
        return f"{count(number, f'{readings.semantics} reading')}."
    return f"More than {count(number, f'{readings.semantics} reading')}; {number:,} of them are listed."


def _claim(node: Node) -> Phrase:
    """An id and what the claim says, or how its text begins where it has no id of its own."""
    name: Phrase = (("id", node.id),)
    text: Phrase = (("text", shortened(node.text, 100)),)
    return joined((name, text), ": ") if node.named and node.text else name if node.named else text


def _reading(reading: Reading, title: str, width: int, ink: Ink, values: Sequence[str]) -> Iterator[str]:
    """What stands and what doesn't, by short names."""
    lines: list[str] = []
    for value in values:
        nodes = [node for node, each in reading.items() if each == value]
        if nodes:
            names = listed([_short(node) for node in nodes], ", ")
            words = phrase("{value}: {names}", value=value, names=names)
            lines += fold(words, "  ", "    ", width, ink, marks=False)
    if lines:
        yield ""
        yield title
        yield from lines


def _short(node: Node) -> Phrase:
    return (("id", node.id),) if node.named else (("quote", shortened(node.text, 30)),)


def as_json(readings: Readings) -> Iterator[str]:
    """One JSON object; a reading a line."""
    head: dict[str, Any] = {
        "format": FORMAT,
        "semantics": readings.semantics,
        "listed": len(readings.readings),
        "complete": readings.whole,
        "stands_in": {node.id: share for node, share in readings.shares.items()},
    }
    yield _written(head)[:-1] + ', "readings": ['
    for i, reading in enumerate(readings.readings):
        yield (",\n" if i else "\n") + _written({node.id: value for node, value in reading.items()})
    yield "\n]}\n"


def _written(record: dict[str, Any]) -> str:
    return in_json(json.dumps(record, ensure_ascii=False))
