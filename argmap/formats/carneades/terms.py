"""Statement ids of Carneades that are formulas, in Prolog's notation: ``father(sally,joe)``, ``¬p``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SPACES = re.compile(r"\s*([(),])\s*")
_TERM = re.compile(r"([^\s(),]+)\((.*)\)$", re.DOTALL)
_PLACE = re.compile(r"%(%|[-+#0]*\d*(?:\.\d+)?[a-zA-Z])")


def normal(key: str) -> str:
    """An id as Carneades compares it: without spaces in a formula."""
    key = " ".join(key.split())
    return _SPACES.sub(r"\1", key) if key.endswith(")") and "(" in key else key


def arguments(key: str) -> tuple[str, list[str]]:
    """The predicate of a formula and what it is said of; an id that is no formula is a bare predicate."""
    found = _TERM.match(key)
    if found is None:
        return key, []
    parts: list[str] = []
    depth = start = 0
    inside = found[2]
    for at, char in enumerate(inside):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(inside[start:at])
            start = at + 1
    parts.append(inside[start:])
    return found[1], parts


def in_words(key: str, language: Mapping[str, str]) -> str:
    """A formula in the words of a `language` (predicate/number of places: template), else ""."""
    predicate, said_of = arguments(key)
    template = language.get(f"{predicate}/{len(said_of)}")
    if template is None:
        return ""
    rest = iter(said_of)
    return _PLACE.sub(lambda m: "%" if m[1] == "%" else next(rest, m[0]), template)


def negated(key: str) -> str:
    """What a negation denies: "p" for "¬p"; "" for what is no negation."""
    return key[1:].strip() if key.startswith("¬") else ""
