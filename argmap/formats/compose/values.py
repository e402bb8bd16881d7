"""Values as they are written: properties, quotations, and plain texts broken into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from argmap.formats.draft import DraftStep, Place
from argmap.model.values import READERS, BadValue, read_value
from argmap.syntax.escape import plain
from argmap.syntax.words import DECLARATIONS, KINDS

#: Keys that, under a reference, are said of the node and not of this use of it.
_OF_NODE = ("weight", "assumed", "restates", "contradicts")
#: What may make a line that continues a text read as something else, or be wider or narrower than a cell.
_CLOSELY = re.compile(r"[:\[\\]|//|  |[^\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]")
_KEYWORD = re.compile(rf"(?:{'|'.join((*KINDS, *DECLARATIONS))})(?![^ @#])")


def filled(text: str, first_room: int, room: int) -> list[str] | None:
    """What `broken` makes of a plain text, found fast; None of one that it has to look at closely."""
    if _CLOSELY.search(text) is not None:
        return None
    lines = []
    at, width, end = 0, first_room, len(text)
    while end - at > width:
        stop = text.rfind(" ", at, at + width + 1)
        if stop <= at:
            return None
        lines.append(text[at:stop])
        at, width = stop + 1, room
        if _KEYWORD.match(text, at) is not None:
            return None
    lines.append(text[at:])
    return lines


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def quotes_of(value: Any) -> list[tuple[Any, Sequence[Place]]]:
    """Quotations as (words, places); anything else is words without a place."""
    return [
        (one[0], one[1])
        if isinstance(one, (tuple, list)) and len(one) == 2 and isinstance(one[1], (tuple, list))
        else (one, ())
        for one in listed(value)
    ]


def as_written(value: Any) -> str:
    """A property's value as it is written."""
    if isinstance(value, (list, tuple)):
        return plain(", ".join(map(str, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and float(short := f"{value:g}") == value:
        return short
    return plain(str(value))


def can_read(key: str, text: str) -> bool:
    """Whether the language can read a value."""
    if not text:
        return False
    if key == "ignore":
        return all(one.isalnum() and one.isascii() for one in text.split(", "))
    if key not in READERS:
        return True
    try:
        read_value(key, text)
    except BadValue:
        return False
    return True


def own_properties(step: DraftStep) -> dict[str, Any]:
    """What is said of a step by a line of its own. What would be read as said of its node is a note."""
    found = {key: value for key, value in step.properties.items() if key != "roles"}
    notes = [f"{key}: {as_written(found.pop(key))}" for key in _OF_NODE if key in found]
    if notes:
        found["note"] = [*listed(found.get("note")), *notes]
    if step.scheme:
        found.setdefault("scheme", step.scheme)
    return found
