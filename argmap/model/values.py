"""The value of a property: text in, a typed value out, or an error that says what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

_DATE = re.compile(
    r"-?\d{4,}(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)


class BadValue(Exception):
    """A value that can't be read; the message says what is expected."""


def names(text: str) -> list[str]:
    """A list separated by commas or spaces."""
    found = [word for word in re.split(r"[,\s]+", text) if word]
    if not found:
        raise BadValue("one id or several, separated by commas or spaces")
    return found


def _speakers(text: str) -> list[str]:
    return [name for word in names(text) if (name := word.removeprefix("@"))]


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise BadValue("a number from 0 to 1")
    return value


def _assumed(text: str) -> bool:
    if text in ("yes", "no"):
        return text == "yes"
    raise BadValue("`yes` or `no`")


def _date(text: str) -> str:
    expected = (
        "a date by ISO 8601, as precise as is known: `1939`, `1939-08`, `1939-08-23`, `1939-08-23T14:00`"
    )
    match = _DATE.fullmatch(text)
    if match is None:
        raise BadValue(expected)
    month, day = match.groups()
    try:  # the calendar of a leap year where the year itself is beyond what `date` knows
        year = int(text[:4]) if text[0] != "-" and text[4:5] in ("-", "") else 2000
        date(year or 2000, int(month or 1), int(day or 1))
    except ValueError:
        raise BadValue(expected) from None
    return text


def _sha256(text: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", text) is None:
        raise BadValue("64 hexadecimal digits")
    return text.lower()


def _text(text: str) -> str:
    if not text:
        raise BadValue("a text")
    return text


#: How each key's value is read; every other key holds plain text. `quote` is read with its citations.
READERS: dict[str, Callable[[str], Any]] = {
    "restates": names,
    "contradicts": names,
    "ignore": names,
    "of": names,
    "by": _speakers,
    "weight": _weight,
    "assumed": _assumed,
    "date": _date,
    "accessed": _date,
    "sha256": _sha256,
}


def read_value(key: str, text: str) -> Any:
    """The value of `key`, or `BadValue`."""
    return READERS.get(key, _text)(text)


def unquoted(text: str) -> str:
    """The words of a `quote:` without the quotation marks around them."""
    pairs = ('""', "''", "“”", "„“", "„”", "‘’", "‚‘", "«»", "»«", "‹›", "「」", "『』")
    text = text.strip()
    return text[1:-1].strip() if len(text) >= 2 and text[0] + text[-1] in pairs else text
