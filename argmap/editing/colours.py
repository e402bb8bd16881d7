"""What each word of a text is, for editors that colour by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from argmap.editing.spot import spots
from argmap.syntax.tree import Declaration, Document, Item, Property, Statement, Written

#: The kinds of words, by the names of the protocol's token types; the numbers are places in this list.
TYPES = (
    "keyword", "variable", "parameter", "decorator", "namespace",
    "enumMember", "property", "string", "comment", "type",
)  # fmt: skip
MODIFIERS = ("declaration",)

_TYPE_OF = {
    "keyword": "keyword",
    "key": "property",
    "node": "variable",
    "speaker": "parameter",
    "tag": "decorator",
    "source": "namespace",
    "import": "namespace",
    "section": "namespace",
    "anchor": "enumMember",
    "code": "enumMember",
    "scheme": "type",
    "role": "type",
    "critical": "type",
    "path": "string",
    "url": "string",
}
_NUMBERS = {name: TYPES.index(type_) for name, type_ in _TYPE_OF.items()}
_STRING, _COMMENT = TYPES.index("string"), TYPES.index("comment")
_KEYWORD, _VARIABLE, _PARAMETER = _NUMBERS["keyword"], _NUMBERS["node"], _NUMBERS["speaker"]
_NAMESPACE, _ANCHOR = _NUMBERS["source"], _NUMBERS["anchor"]


class Coloured(NamedTuple):
    """A stretch of one line: its offsets, its type by number, whether something is declared there."""

    start: int
    end: int
    type: int
    declares: bool = False


def coloured(document: Document, start: int = 0, end: int | None = None) -> Iterator[Coloured]:
    """The words with a meaning, in order, none over another, each within one line; between two offsets."""
    text = document.source.text
    stop = len(text) if end is None else end
    for one in _all(document, start, stop):
        if one.end > start and one.start < stop:
            yield one


def _all(document: Document, start: int, end: int) -> Iterator[Coloured]:
    text = document.source.text
    for item in _between(document, start, end):
        if item.type == "COMMENT":
            at = text.find("//", item.start)
            yield Coloured(at, at + len(text[at : item.end].rstrip()), _COMMENT)
        elif isinstance(item, Written):
            yield from _words(text, item)


def _between(document: Document, start: int, end: int) -> Iterator[Item]:
    for item in document.walk():
        if item.start >= end:
            return
        if item.end > start:
            yield item


def _words(text: str, item: Written) -> Iterator[Coloured]:
    if isinstance(item, Statement) and not (item.tags or item.brackets or item.mentions):
        yield from _header(text, item)  # most lines by far, told fast
        return
    found: list[Coloured] = []
    for spot in spots(text, item):
        number = _NUMBERS.get(spot.kind)
        if number is None:
            if _quoted(item):
                found += _lines(text, item, _STRING)
        elif spot.kind in ("path", "url", "scheme", "role", "critical"):
            found += _lines(text, item, number)
        elif spot.end > spot.start:
            found.append(Coloured(spot.start, spot.end, number, _declares(item, spot.start, spot.kind)))
    found.sort()
    at = 0
    for one in found:
        if one.start >= at:
            yield one
            at = one.end


def _header(text: str, item: Statement) -> Iterator[Coloured]:
    """The words of a statement's header and its citations."""
    kind, named = item.kind, item.id
    yield Coloured(kind.start, kind.end, _KEYWORD)
    if named is not None:
        yield Coloured(named.start, named.end, _VARIABLE, item.form == "node")
    at = 0
    for word in item.speakers:  # one that stood behind the text comes last, and is an error
        if word.start > at:
            yield Coloured(word.start - 1, word.end, _PARAMETER)
            at = word.end
    for cite in item.citations:
        if cite.start < at:
            return
        mark = text.find("#", cite.start, cite.end) if cite.anchor is not None else -1
        yield Coloured(cite.start, mark if mark >= 0 else cite.end, _NAMESPACE)
        if mark >= 0:
            yield Coloured(mark, cite.end, _ANCHOR)
        at = cite.end


def _declares(item: Written, start: int, kind: str) -> bool:
    """Whether a word is where something is stated or declared."""
    if isinstance(item, Statement):
        return kind == "node" and item.form == "node" and item.id is not None and item.id.start == start
    return isinstance(item, Declaration) and kind not in ("keyword", "path")


def _quoted(item: Written) -> bool:
    """Whether what is said is coloured as a whole: exact words, titles."""
    if isinstance(item, Property):
        return item.key.text == "quote"
    return isinstance(item, Declaration) and item.keyword.text in ("map", "section")


def _lines(text: str, item: Written, number: int) -> Iterator[Coloured]:
    """The text of an item, line by line, up to its citations."""
    stop = item.citations[0].start if item.citations else item.end
    for start, end in item.pieces:
        end = min(end, stop)
        said = text[start:end].rstrip(" \t[")
        if said:
            yield Coloured(start, start + len(said), number)
