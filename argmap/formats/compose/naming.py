"""Ids that people can read, made of titles or of the first words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from argmap.syntax.words import is_id

_WORD = re.compile(r"[^\W_]+(?:[^\W_]|['’_\u0300-\u036f])*")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)
_RUNS = re.compile(r"[0-9]+|[^\W\d_]+")
#: Words that tell little; left out of an id made of a text unless nothing else is there.
_WEAK_WORDS = (
    "a about also am an and any are as at be because been being both but by can could did do does doing for "
    "from had has have having he hence her him his how however i if in into is it its just let may me might "
    "must my of on or ought our ours s shall she should so some still such t than that the their them then "
    "there therefore these they this those thus to too us very was we were what when where whether which "
    "while who whose why will with would you your yours"
)
_WEAK = frozenset(_WEAK_WORDS.split())
_WORDS = 4
_LONGEST = 32


def is_opaque(key: str) -> bool:
    """Whether a program made a key up: a UUID, a hash, letters and digits in turns."""
    digits = sum(map(str.isdigit, key))
    return (
        _UUID.fullmatch(key) is not None
        or (digits > 1 and _HASH.fullmatch(key) is not None)
        or (digits > 3 and len(key) > 8 and key.isalnum() and len(_RUNS.findall(key)) > 4)
    )


def id_of(text: str, fallback: str = "node", title: bool = False) -> str:
    """An identifier that recalls a text: `gun-control-saves-lives`.

    Of a short title all words count, and of any what numbers it: `Option A` is not `Option B`.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) <= _LONGEST and is_id(text):
        return text
    found: list[str] = []
    weak: list[str] = []
    words = [match[0] for match in _WORD.finditer(text[:400])]
    whole = title and len(words) <= _WORDS
    if title and len(words) > 1 and words[0].casefold() in ("the", "an"):
        del words[0]
    for at, written in enumerate(words):
        word = unicodedata.normalize("NFC", written.replace("'", "").replace("’", "").casefold())
        numbering = title and at > 0 and len(written) == 1 and written.isupper()
        (weak if word in _WEAK and not whole and not numbering else found).append(word)
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

    def name(self, text: str, fallback: str = "node", title: bool = False) -> str:
        """A free id for a text or a title: the plain one, or with a number behind it."""
        base = id_of(text, fallback, title)
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
