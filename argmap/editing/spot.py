"""What stands at a place in a text: the line as an item of the tree, the word, the statement's node.

Found by going down the tree, so that it costs little in a large map.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from argmap.model.unit import Entry, Unit
from argmap.syntax.tree import Cite, Declaration, Document, Item, Property, Statement, Written
from argmap.syntax.words import LISTS

Kind = Literal[
    "keyword", "key", "node", "speaker", "source", "anchor", "tag", "section", "import",
    "scheme", "role", "critical", "code", "path", "url", "text",
]  # fmt: skip

#: What the value of a property is, or each name in it.
VALUES: dict[str, Kind] = {
    "restates": "node",
    "contradicts": "node",
    "ignore": "code",
    "of": "source",
    "by": "speaker",
    "scheme": "scheme",
    "role": "role",
    "critical": "critical",
    "file": "path",
    "original": "path",
    "url": "url",
    "archive": "url",
}
_NAME = re.compile(r"[^,\s]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """One word of a line, or the text behind its header: `start` and `end` are offsets.

    `name` is what it says; of an anchor it is `source#anchor`.
    """

    kind: Kind
    name: str
    start: int
    end: int
    item: Item


def item_at(document: Document, offset: int) -> Item | None:
    """The line (with those that continue it) in which a place lies; at the end of a text the last one."""
    found: Item | None = None
    items: Sequence[Item] = document.items
    while items:
        at = bisect_right(items, offset, key=_start) - 1
        if at < 0:
            break
        found = items[at]
        items = found.block
    return found if found is not None and found.start <= offset <= found.end else None


def above(document: Document, offset: int, column: int) -> list[Written]:
    """The statements and declarations that a line at a place would stand under if it were indented so.

    The innermost comes last. Only what begins before the place counts.
    """
    chain: list[Written] = []
    items: Sequence[Item] = document.items
    while items:
        at = bisect_right(items, offset - 1, key=_start) - 1
        while at >= 0 and items[at].type not in ("STATEMENT", "DECLARATION"):
            at -= 1
        if at < 0 or items[at].column >= column:
            break
        item = items[at]
        assert isinstance(item, Written)
        chain.append(item)
        items = item.block
    return chain


def entry_of(unit: Unit, item: Item | None) -> Entry | None:
    """What became of a statement in the map, by its line."""
    if not isinstance(item, Statement):
        return None
    entries = unit.entries
    at = bisect_right(entries, item.start, key=_entry_start) - 1
    return entries[at] if at >= 0 and entries[at].item is item else None


def entry_at(unit: Unit, document: Document, offset: int) -> Entry | None:
    """The statement that a place lies in, or in a property of it."""
    item = item_at(document, offset)
    if isinstance(item, Property):
        chain = above(document, item.start, item.column)
        item = chain[-1] if chain else None
    return entry_of(unit, item)


def spot_at(document: Document, offset: int) -> Spot | None:
    """The word that a place lies in or right behind; a word that begins there comes first."""
    item = item_at(document, offset)
    if item is None or not isinstance(item, Written):
        return None
    behind = None
    for spot in spots(document.source.text, item):
        if spot.start <= offset < spot.end:
            return spot
        if offset == spot.end and (behind is None or spot.kind != "text"):
            behind = spot
    return behind


def spots(text: str, item: Written) -> Iterator[Spot]:
    """The words of a line, its text last."""
    if isinstance(item, Statement):
        yield Spot("keyword", item.kind.text, item.kind.start, item.kind.end, item)
        if item.id is not None:
            yield Spot("node", item.id.text, item.id.start, item.id.end, item)
        for word in item.speakers:
            yield Spot("speaker", word.text, word.start - 1, word.end, item)
        for word in item.tags:
            yield Spot("tag", word.text, word.start - 1, word.end, item)
        yield from _cited(text, item, item.citations)
        yield from _cited(text, item, item.brackets)
        for word in item.mentions:
            yield Spot("node", word.text, word.start, word.end, item)
        yield _text("text", text, item)
    elif isinstance(item, Declaration):
        keyword = item.keyword.text
        yield Spot("keyword", keyword, item.keyword.start, item.keyword.end, item)
        if item.name is not None and keyword != "map":
            yield Spot(keyword, item.name.text, item.name.start, item.name.end, item)  # type: ignore[arg-type]
        yield _text("path" if keyword == "import" else "text", text, item)
    elif isinstance(item, Property):
        key = item.key.text
        yield Spot("key", key, item.key.start, item.key.end, item)
        kind = VALUES.get(key, "text")
        if key in LISTS:
            for start, end in item.pieces:
                for match in _NAME.finditer(text, start, end):
                    name = match[0].removeprefix("@") if kind == "speaker" else match[0]
                    yield Spot(kind, name, match.start(), match.end(), item)
        else:
            yield from _cited(text, item, item.citations)
            yield _text(kind, text, item)


def _cited(text: str, item: Item, cites: Sequence[Cite]) -> Iterator[Spot]:
    for cite in cites:
        if cite.anchor is None:
            yield Spot("source", cite.source, cite.start, cite.end, item)
            continue
        mark = text.find("#", cite.start, cite.end)
        mark = mark if mark >= 0 else cite.end
        yield Spot("source", cite.source, cite.start, mark, item)
        yield Spot("anchor", f"{cite.source}#{cite.anchor}", mark, cite.end, item)


def _text(kind: Kind, text: str, item: Written) -> Spot:
    """What is said, from the first line that says something to the last; citations stand in it."""
    start, end = item.pieces[0][0], item.pieces[-1][1]
    while end > start and text[end - 1].isspace():
        end -= 1
    return Spot(kind, item.text, start, end, item)


def _start(item: Item) -> int:
    return item.start


def _entry_start(entry: Entry) -> int:
    return entry.item.start
