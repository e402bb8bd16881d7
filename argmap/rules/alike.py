"""Which texts say the same in the same, or nearly the same, words. Says nothing about meaning.

A text's *form* is its words in order, without case, punctuation and, in English, fillers. Two texts are
alike where their forms are equal, or where one word differs in its spelling alone or is a small one that
was left out. Then their first or their second halves are equal, so only texts that share a half are
compared. Where many share one, they are told apart by what is left when any one word is taken away (the
deletion index of W. Garbe's SymSpell, with words for letters). So the work grows with the length of the
texts and not with the number of pairs.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import Any, Generic, TypeVar

from argmap.rules.english import FILLERS, SMALL

Form = tuple[str, ...]

#: Words and numbers, and the signs without which a formula says something else.
_TOKEN = re.compile(r"(?:(?<!\w)-(?=\d))?[^\W_]+(?:['’][^\W_]+)*|[<>=≤≥≠+*/%&$€£°×÷]")
_WANTS_CARE = re.compile(r"['<>=+*/%&$]|-\d")
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_SHORT = str.maketrans("’", "'")
_ENDINGS = frozenset(("s", "es", "d", "ed", "ing", "'s"))

#: Of those that meet in one place, how many a text is compared with.
_MOST = 8
#: Of those that share a half with many, longer ones are not compared.
_LONG = 80


def form_of(text: str, english: bool) -> Form:
    """The words of a text that count when it is compared."""
    if text.isascii() and not _WANTS_CARE.search(text):
        tokens = text.lower().translate(_BLANKS).split()  # the same as below, in less time
    else:
        tokens = _TOKEN.findall(text.casefold())
    if english:
        if "'" in text or "’" in text or "annot" in text:
            tokens = [word for token in tokens for word in _spelt_out(token.translate(_SHORT))]
        tokens = [token for token in tokens if token not in FILLERS]
    return tuple(tokens)


def _spelt_out(token: str) -> tuple[str, ...]:
    """`doesn't` as `does not`; the possessive stays."""
    if token in ("can't", "cannot"):
        return ("can", "not")
    if token == "won't":
        return ("will", "not")
    return (token[:-3], "not") if token.endswith("n't") else (token,)


Key = TypeVar("Key", bound=Hashable)


class Alike(Generic[Key]):
    """Texts that come and go, by a key of their own, and which of them are alike.

    `forms` holds them in order; `order` gives the order of a key among all, now and later.
    """

    def __init__(self, forms: dict[Key, Form], english: bool, order: Callable[[Key], Any]) -> None:
        self.forms = forms
        self._english = english
        self._order = order
        #: Keys by their form, and those that are the first of their form by the halves of it.
        self._same: dict[Form, list[Key]] = {}
        self._sharing: dict[Form, list[Key]] = {}
        #: By half: with which first one before it each key was found alike.
        self._found: dict[Form, dict[Key, Key]] = {}
        same, sharing = self._same, self._sharing
        for key, form in forms.items():
            known = same.get(form)
            if known is not None:
                known.append(key)
                continue
            same[form] = [key]
            for half in _halves(form):
                there = sharing.get(half)
                if there is None:
                    sharing[half] = [key]
                else:
                    there.append(key)
        for half, keys in sharing.items():
            if len(keys) > 1:
                self._meet(half, keys)

    def change(self, gone: Iterable[Key], come: dict[Key, Form]) -> None:
        """Take texts out, then put others in."""
        touched: set[Form] = set()
        for key in gone:
            form = self.forms.pop(key, None)
            if form is None:
                continue
            keys = self._same[form]
            first = keys[0] == key
            keys.remove(key)
            if first:
                self._leave(key, form, touched)
                if keys:
                    self._enter(keys[0], form, touched)
            if not keys:
                del self._same[form]
        for key, form in come.items():
            self.forms[key] = form
            keys = self._same.setdefault(form, [])
            insort(keys, key, key=self._order)
            if keys[0] == key:
                if len(keys) > 1:
                    self._leave(keys[1], form, touched)
                self._enter(key, form, touched)
        for half in touched:
            self._found.pop(half, None)
            keys = self._sharing[half]
            if len(keys) > 1:
                self._meet(half, keys)
            elif not keys:
                del self._sharing[half]

    def pairs(self) -> list[tuple[Key, Key]]:
        """Those that are alike, each later one with the first before it that it is like, in order."""
        found: dict[Key, Key] = {}
        order = self._order
        for met in self._found.values():
            for other, one in met.items():
                known = found.get(other)
                if known is None or order(one) < order(known):
                    found[other] = one
        for keys in self._same.values():
            if len(keys) > 1:
                found.update((other, keys[0]) for other in keys[1:])
        return [(found[other], other) for other in sorted(found, key=order)]

    def _enter(self, key: Key, form: Form, touched: set[Form]) -> None:
        for half in _halves(form):
            insort(self._sharing.setdefault(half, []), key, key=self._order)
            touched.add(half)

    def _leave(self, key: Key, form: Form, touched: set[Form]) -> None:
        for half in _halves(form):
            self._sharing[half].remove(key)
            touched.add(half)

    def _meet(self, half: Form, keys: list[Key]) -> None:
        """Compare those that share a half."""
        found: dict[Key, Key] = {}
        forms, order = self.forms, self._order
        for one, other in _meetings(forms, keys):
            known = found.get(other)
            if (known is None or order(one) < order(known)) and nearly(
                forms[one], forms[other], self._english
            ):
                found[other] = one
        if found:
            self._found[half] = found


def _halves(form: Form) -> list[Form]:
    """A form's first and second halves, and those of a form with one word less."""
    length = len(form)
    found = []
    for half in {length // 2, (length - 1) // 2}:
        if half > 0:
            found += [form[:half], ("…", *form[-half:])]
    return found


def _meetings(forms: dict[Key, Form], sharing: list[Key]) -> Iterator[tuple[Key, Key]]:
    """Pairs to compare among forms that share a half, the first of each before the second."""
    if len(sharing) <= _MOST:
        yield from combinations(sharing, 2)
        return
    shorter: dict[int, list[Key]] = {}
    for number in sharing:
        form = forms[number]
        if len(form) > _LONG:
            continue
        for i in range(-1, len(form)):
            met = shorter.setdefault(hash(form if i < 0 else form[:i] + form[i + 1 :]), [])
            yield from ((other, number) for other in met)
            if len(met) < _MOST:
                met.append(number)


def nearly(one: Form, other: Form, english: bool) -> bool:
    """Whether two different forms differ in the spelling of one word, or by one small word left out."""
    if len(one) == len(other):
        differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(differing) == 1 and same_word(*differing[0], english)
    if not english or abs(len(one) - len(other)) != 1:
        return False
    long, short = (one, other) if len(one) > len(other) else (other, one)
    at = next((i for i, word in enumerate(short) if long[i] != word), len(short))
    return long[at + 1 :] == short[at:] and long[at] in SMALL


def same_word(one: str, other: str, english: bool) -> bool:
    """Whether two spellings are of one word: a usual ending, or one letter more or less inside a long one."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    if len(short) < 4 or not (one.isalpha() and other.isalpha()):
        return False
    if long.startswith(short):
        return english and long[len(short) :] in _ENDINGS
    if len(short) < 7 or len(long) - len(short) != 1 or long[-1] != short[-1] or long[:2] != short[:2]:
        return False
    at = next(i for i, letter in enumerate(short) if long[i] != letter)
    return long[at + 1 :] == short[at:]
