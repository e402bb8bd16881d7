"""What may be written at a place: keywords, names, values, each with what is to be known of it.

The line up to the place decides what is offered, since it is rarely whole; what stands above it is asked of
the tree. Out comes what replaces the word before the place. Descriptions are made when one is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from argmap.editing import offers
from argmap.editing.offers import MOST, Offer
from argmap.editing.spot import VALUES, above, entry_at
from argmap.session.document import Document
from argmap.syntax.words import DECLARATIONS, KEYS, KINDS, LISTS

_PROPERTY = re.compile(r"[^\S\r\n]*([a-z0-9]+) *:\s+(.*)")
_IMPORT = re.compile(r"[^\S\r\n]*import +\S+ *:\s+(.*)")
_HEADER = re.compile(rf"[^\S\r\n]*({'|'.join(KINDS)})[^\S\r\n]+(.*)")
_DECLARED = re.compile(rf"[^\S\r\n]*({'|'.join(DECLARATIONS)})\b(?=[ :]|$)")
_BEGINNING = re.compile(r"([^\S\r\n]*)([^\s:@#\[\]]*)")
_COLON = re.compile(r":(?:\s|$)")
_LAST_NAME = re.compile(r"@?[^\s,]*$")
_LAST_PLACE = re.compile(r"[^\s,\[]*$")

#: A word of so many letters is looked for inside of names, too.
_INSIDE = 3
#: Names that may be offered for being used somewhere, without a declaration.
_IN_USE = frozenset({"speaker", "tag", "anchor"})


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand between two offsets, the best first. `more` where it holds not all that fits."""

    start: int
    end: int
    offers: list[Offer]
    more: bool = False


def complete(document: Document, offset: int) -> Completion | None:
    """What may be written at an offset; None where anything may, such as in a text."""
    source = document.source
    begin = source.starts[bisect_right(source.starts, offset) - 1]
    line = source.text[begin:offset].lstrip("\ufeff")
    begin = offset - len(line)
    if line.lstrip().startswith("//"):
        return None
    if (found := _in_brackets(document, line, offset)) is not None:
        return found
    if (match := _IMPORT.fullmatch(line)) is not None:
        return _given(match[1], offset, offers.paths(document, match[1], (".argmap",)))
    if (match := _PROPERTY.fullmatch(line)) is not None and match[1] in KEYS:
        return _value(document, match[1], match[2], offset)
    if (match := _HEADER.fullmatch(line)) is not None:
        return None if _COLON.search(line) else _header(document, match[1], match[2], offset)
    if (match := _BEGINNING.fullmatch(line)) is not None:
        chain = above(document.tree, begin, len(match[1].expandtabs(4)))
        return _given(match[2], offset, offers.beginnings(document, chain, begin, match[2]))
    return None


def _in_brackets(document: Document, line: str, offset: int) -> Completion | None:
    """A citation that has been opened, or a mention."""
    opened = line.rfind("[")
    if opened < 0 or "]" in line[opened:] or line[opened - 1 : opened] == "\\":
        return None
    if _DECLARED.match(line):
        return None
    match = _PROPERTY.fullmatch(line)
    if match is not None and match[1] in KEYS and match[1] != "quote":
        return None
    if line[opened - 1 : opened] == "[":
        return _given(line[opened + 1 :], offset, offers.nodes(document, line[opened + 1 :]))
    word = _LAST_PLACE.search(line)
    assert word is not None
    name, mark, anchor = word[0].partition("#")
    if mark:
        return _given(anchor, offset, offers.anchors(document, name))
    return _given(name, offset, offers.sources(document))


def _value(document: Document, key: str, value: str, offset: int) -> Completion | None:
    """The value of a property, or the last name in a list of them."""
    last = _LAST_NAME.search(value)
    assert last is not None
    word = last[0] if key in LISTS else value
    kind = VALUES.get(key)
    found: Iterable[Offer]
    entry = entry_at(document.unit, document.tree, offset)
    if kind == "node":
        own = entry.node.id if entry is not None and entry.node is not None else ""
        found = [o for o in offers.nodes(document, word, "claim") if o.label != own]
    elif kind == "source":
        found = [o for o in offers.sources(document) if "/" not in o.label]
    elif kind == "speaker":
        mark = "@" if word.startswith("@") else ""
        found = offers.speakers(document, mark)
    elif kind == "code":
        found = offers.codes()
    elif kind == "scheme":
        found = offers.schemes(document)
    elif kind == "role":
        found = offers.roles(document, entry)
    elif kind == "critical":
        found = offers.critical_questions(document, entry)
    elif kind == "path":
        found = offers.paths(document, value)
    else:
        found = list(offers.values(document, key))
        if not found:
            return None
    return _given(word, offset, found)


def _header(document: Document, kind: str, rest: str, offset: int) -> Completion:
    """A name in the header of a node: of what it refers to, of a speaker, of a tag."""
    before, _, word = rest.rpartition(" ")
    if word.startswith("@"):
        return _given(word, offset, offers.speakers(document))
    if word.startswith("#"):
        return _given(word, offset, offers.tags(document))
    found: list[Offer] = []
    if not before.strip():
        wanted: Literal["claim", "argument", "question"] = (
            kind if kind in ("argument", "question") else "claim"  # type: ignore[assignment]
        )
        entry = entry_at(document.unit, document.tree, offset)
        over = entry.parent.node if entry is not None and entry.parent is not None else None
        found += [o for o in offers.nodes(document, word, wanted) if over is None or o.label != over.id]
    if not word:
        found = [*offers.speakers(document), *found]
    return _given(word, offset, found)


def _given(word: str, offset: int, found: Iterable[Offer]) -> Completion:
    """Those of the offers that a word may become; those that begin with it come first."""
    wanted = word.casefold()
    ranked: list[tuple[int, int, Offer]] = []
    for number, offer in enumerate(found):
        if offer.label == word and offer.about is None and offer.sort in _IN_USE:
            continue  # it is in use here alone
        name = offer.label.casefold()
        if name.startswith(wanted):
            rank = 0
        elif offer.also and offer.also.startswith(wanted):
            rank = 1
        elif wanted in name and len(wanted) >= _INSIDE:
            rank = 2
        elif offer.fits:
            rank = 3
        else:
            continue
        ranked.append((rank, number, offer))
    ranked.sort(key=lambda one: one[:2])
    return Completion(offset - len(word), offset, [one[2] for one in ranked[:MOST]], len(ranked) > MOST)
