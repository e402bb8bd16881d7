"""Ids that people can read, made of titles or of the first words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from argmap.syntax.words import is_id

_WORD = re.compile(r"[^\W_]+(?:[^\W_]|['’_\u0300-\u036f])*")
#: Words that tell little; left out of an id unless nothing else is there.
_WEAK_WORDS = (
    "a an and are as at be been but by can do does for from had has have he her his i if in into is it its "
    "of on or our s she so such t than that the their them then there these they this those to very was we "
    "were what which who will with would you your"
)
_WEAK = frozenset(_WEAK_WORDS.split())
_WORDS = 4
_LONGEST = 32


def id_of(text: str, fallback: str = "node") -> str:
    """An identifier that recalls a text: `gun-control-saves-lives`."""
    text = unicodedata.normalize("NFC", text)
    if len(text) <= _LONGEST and is_id(text):
        return text
    found: list[str] = []
    weak: list[str] = []
    for match in _WORD.finditer(text[:400]):
        word = match[0].replace("'", "").replace("’", "").casefold()
        word = unicodedata.normalize("NFC", word)
        (weak if word in _WEAK else found).append(word)
        if len(found) == _WORDS:
            break
    made = ""
    for word in found or weak[:_WORDS]:
        longer = f"{made}-{word}" if made else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        made = longer
    if not is_id(made):
        # digits first, a word of the language, or a character that no identifier may hold
        made = "".join(c for c in made if c == "-" or ("a" + c).isidentifier()).strip("-")
        if not is_id(made):
            made = f"{fallback}-{made}" if made else fallback
    return made if is_id(made) else fallback


class Names:
    """Hands out ids, none twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._count: dict[str, int] = {}

    def exact(self, id_: str) -> str:
        """An id as it is, or with a number behind it where it is taken."""
        if id_ not in self._taken:
            self._taken.add(id_)
            return id_
        return self._numbered(id_)

    def name(self, text: str, fallback: str = "node") -> str:
        """A free id for a text: the plain one, or with a number behind it."""
        base = id_of(text, fallback)
        if base not in self._taken and is_id(base):
            self._taken.add(base)
            return base
        return self._numbered(base)

    def _numbered(self, base: str) -> str:
        number = self._count.get(base, 1) + 1
        while (found := f"{base}-{number}") in self._taken:
            number += 1
        self._count[base] = number
        self._taken.add(found)
        return found
