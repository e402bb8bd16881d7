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
from collections.abc import Iterable, Iterator
from itertools import combinations

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


def alike_pairs(forms: Iterable[Form], english: bool) -> Iterator[tuple[int, int]]:
    """The numbers of forms that are alike, each later one with the first before it that it is like."""
    whole: dict[Form, int] = {}
    found: dict[int, int] = {}
    halves: dict[Form, list[int]] = {}
    different: list[Form] = []
    for number, form in enumerate(forms):
        different.append(form)
        first = whole.setdefault(form, number)
        if first != number:
            found[number] = first
            continue
        for half in {len(form) // 2, (len(form) - 1) // 2}:  # that of a form with one word less, too
            if half > 0:
                halves.setdefault(form[:half], []).append(number)
                halves.setdefault(("…", *form[-half:]), []).append(number)
    for sharing in halves.values():
        if len(sharing) > 1:
            for one, other in _meetings(different, sharing):
                if found.get(other, other) > one and nearly(different[one], different[other], english):
                    found[other] = one
    yield from ((found[number], number) for number in sorted(found))


def _meetings(forms: list[Form], sharing: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs to compare among forms that share a half, the first of each before the second."""
    if len(sharing) <= _MOST:
        yield from combinations(sharing, 2)
        return
    shorter: dict[int, list[int]] = {}
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
