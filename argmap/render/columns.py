"""The columns of `--to table`: which there are, what stands in them, how rows are sorted by them.

A row is a box. Its cells are values here, texts or lists of texts; how they look is for `table` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.render.look import LINKS, STANDINGS
from argmap.render.order import SIDEWAYS
from argmap.render.part import KINDS
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.wrap import shorten
from argmap.safe import visible

Value = str | list[str]

#: All columns in their usual order, by the name that `--columns` and `--sort` know them by.
COLUMNS = (
    "kind", "id", "speaker", "side", "standing", "text", "tags", "scheme", "section", "hangs-on",
    "citations",
)  # fmt: skip
#: Those a terminal shows unless told otherwise: there tags stand with the text.
USUAL = ("kind", "id", "speaker", "standing", "text", "hangs-on", "citations")

_NUMBERS = re.compile(r"(\d+)")
_ORDERS: dict[str, Sequence[str]] = {"kind": KINDS, "standing": tuple(STANDINGS)}


@dataclass(slots=True, frozen=True)
class Key:
    """One key of a sort: a column, and whether it runs backwards."""

    column: str
    backwards: bool = False


def sorted_boxes(scene: Scene, keys: Sequence[Key]) -> list[Box]:
    """The boxes by these keys, the first one first; what has no value comes last either way."""
    boxes = list(scene.boxes.values())
    for key in reversed(keys):  # a stable sort by the last key first
        values = {b.id: b.label if key.column == "id" else value(scene, b, key.column) for b in boxes}
        order = _order(key.column)
        full = [box for box in boxes if values[box.id]]
        empty = [box for box in boxes if not values[box.id]]
        full.sort(key=lambda box: order(values[box.id]), reverse=key.backwards)
        boxes = full + empty
    return boxes


def _order(column: str) -> Callable[[Value], Any]:
    """What the values of a column are sorted by: known words in their usual order, else as one reads them."""
    words = _ORDERS.get(column)
    if words is not None:
        place = {word: i for i, word in enumerate(words)}
        return lambda value: place.get(str(value), len(place))
    return lambda value: _natural(value if isinstance(value, str) else "\n".join(value))


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers in a text count as numbers: p2 before p10."""
    parts = _NUMBERS.split(text.casefold())
    return [(int(part) if i % 2 and len(part) < 300 else 0, part) for i, part in enumerate(parts)]


def value(scene: Scene, box: Box, column: str) -> Value:
    """What stands in a column for a box: a text or a list of texts, all safe to show."""
    if column == "section":
        return _sections(scene, box)
    if column == "hangs-on":
        return hangs_on(box, called=lambda other: visible(other.id))
    return _VALUES[column](box)


def _sections(scene: Scene, box: Box) -> str:
    """The titles of its section and those around it, outermost first."""
    titles: list[str] = []
    group = scene.groups.get(box.section or box.prefix)
    while group is not None and len(titles) < 50:
        titles.append(group.title)
        group = scene.groups.get(group.parent or "")
    return " › ".join(reversed(titles))


_VALUES: dict[str, Callable[[Box], Value]] = {
    "kind": lambda box: box.kind,
    "id": lambda box: visible(box.id),
    "speaker": lambda box: list(box.speakers),
    "side": lambda box: list(box.sides),
    "standing": lambda box: box.standing or "",
    "text": lambda box: box.text,
    "tags": lambda box: list(box.tags),
    "scheme": lambda box: box.scheme or "",
    "citations": lambda box: cited(box),
}


def cited(box: Box) -> list[str]:
    """What is cited for a box and for the steps that start at it."""
    return list(dict.fromkeys((*box.citations, *(c for a in box.out if a.head is box for c in a.citations))))


def hangs_on(box: Box, *, signs: bool = True, called: Callable[[Box], str] | None = None) -> list[str]:
    """What it bears on: each by `called`, without it by its id, or its first words where it has none.

    What it contradicts, or says in other words, stands there behind the sign of that link.
    """
    found: dict[str, None] = {}
    mark = "…" if signs else "..."
    name = called or (lambda other: short(other, mark))
    for out in (*box.out, *(a for a in box.into if a.kind in SIDEWAYS)):
        target = out.target
        if out.kind in SIDEWAYS:
            other = out.base if out.base is not box else next(iter(out.origin), box)
            look = LINKS[out.kind]
            found.setdefault(f"{look.sign if signs else look.ascii} {name(other)}")
        elif out.via is not None and out.via is not box:
            found.setdefault(name(out.via))
        elif isinstance(target, Arrow):
            head = target.head
            start = name(head) if head is not None else ", ".join(target.speakers) or "grant"
            found.setdefault(f"{start} {'→' if signs else '->'} {name(target.base)}")
        else:
            found.setdefault(name(target))
    return list(found)


def short(box: Box, mark: str = "…") -> str:
    """How a box is called in a word or two: its id, or its first words."""
    if box.label:
        return box.label
    words = shorten(box.text, 16, mark)
    return f'"{words}"' if words else box.kind


def rows(scene: Scene, columns: Sequence[str], keys: Sequence[Key]) -> Iterator[list[Value]]:
    """The table as plain values: a row a box, a cell a column."""
    for box in sorted_boxes(scene, keys):
        yield [value(scene, box, column) for column in columns]
