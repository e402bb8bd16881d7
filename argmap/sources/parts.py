"""JSON as other people's programs write it: its objects, and what stands in them if it is of the right kind.

Nothing here fails over what an object holds: what is missing or of another kind is as if it weren't there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from argmap.formats.given import Given, Unreadable

Part = dict[str, Any]

#: Not `[[note]]` or `[ ] a task`, which are Markdown.
_JSON = re.compile(r'\s*(?:\[\s*)*\{\s*["}]|\s*\[\s*\]\s*\Z')
_DEEPEST_LIST = 3


def looks_like_json(given: Given) -> bool:
    """Whether a file begins as JSON of objects does."""
    return _JSON.match(given.text) is not None


def parts(given: Given) -> list[Part]:
    """The objects of a JSON file, those of its lists in their place.

    Several answers of a server may stand one behind the other, as `cat a.json b.json` makes them, or one a
    line. Raises `Unreadable` for anything else.
    """
    found: list[Part] = []
    todo = [(value, 0) for value in reversed(_values(given))]
    while todo:
        value, depth = todo.pop()
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list) and depth < _DEEPEST_LIST:
            todo += [(one, depth + 1) for one in reversed(value)]
    return found


def _values(given: Given) -> list[Any]:
    try:
        return [given.json]
    except Unreadable as error:
        if "Extra data" not in str(error):
            raise
    texts = [*_apart(given)]
    return [Given(given.name, text.encode()).json for text in texts]


def _apart(given: Given) -> Iterator[str]:
    """The texts of JSON values that stand one behind the other."""
    decoder = json.JSONDecoder(strict=False)
    text, at = given.text.strip(), 0
    while at < len(text):
        try:
            end = decoder.raw_decode(text, at)[1]
        except ValueError:
            end = len(text)  # told better by whoever reads it
        yield text[at:end]
        at = end
        while text[at : at + 1].isspace():
            at += 1


def inner(part: Any, *keys: str) -> Part:
    """The object behind a path of keys; an empty one where there is none."""
    for key in keys:
        part = part.get(key) if isinstance(part, dict) else None
    return part if isinstance(part, dict) else {}


def objects(part: Part, key: str) -> list[Part]:
    """The objects in a list."""
    value = part.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def string(part: Part, *keys: str) -> str:
    """The first of these values that is a text with something in it, else nothing."""
    for key in keys:
        value = part.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def name(part: Part, key: str) -> str | None:
    """What identifies something: a text, or a number as a text."""
    value = part.get(key)
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, int) else value if isinstance(value, str) and value else None


def when(value: Any) -> str | None:
    """A time by ISO 8601, to the second, in UTC where its zone is told; from a text or seconds since 1970."""
    try:
        if isinstance(value, str):
            time = datetime.fromisoformat(value.strip())
        elif isinstance(value, int | float) and not isinstance(value, bool):
            time = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
        else:
            return None
        if time.tzinfo is None:
            return f"{time:%Y-%m-%dT%H:%M:%S}"
        return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError, OSError):
        return None


def opening(title: str, text: str) -> str:
    """The text of a post that opens a thread, under the thread's title."""
    title = title.strip()
    return f"**{title}**\n\n{text}".rstrip() if title else text
