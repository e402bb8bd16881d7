"""Whether two trees say the same: the proof that a new layout leaves a map as it was.

A map is made of its tree alone: of the words of each line and of what stands under what. So two files
whose trees have the same lines in the same order, with the same words, texts, citations and comments,
are one map. The properties at the head of a block may change places, except among those of one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from argmap.syntax.blocks import head_of
from argmap.syntax.tree import Declaration, Document, Item, Property, Statement, Written
from argmap.syntax.words import LISTS

_SEPARATOR = re.compile(r"[,\s]+")


def difference(old: Document, new: Document) -> Item | None:
    """The first item of the old tree that the new one has otherwise, or None where both say the same.

    Where the new tree only has more, that is its last item.
    """
    item: Item | None = None
    for (one, said), (_, other) in zip_longest(outline(old), outline(new), fillvalue=(None, None)):
        item = one or item
        if said != other:
            return item or Item(0, 0, 0)
    return None


def outline(document: Document) -> Iterator[tuple[Item, tuple[Any, ...]]]:
    """Every item but blank lines, with what it says and how deep it stands (from 1)."""
    text = document.source.text
    stack: list[Iterator[Item]] = [iter(document.items)]
    while stack:
        for item in stack[-1]:
            kind = item.type
            if kind == "BLANK":
                continue
            yield item, (len(stack), kind, *_said(item, text))
            if item.block:
                stack.append(iter(item.block if kind == "PROPERTY" else _in_order(item)))
                break
        else:
            stack.pop()


def _in_order(item: Item) -> list[Item]:
    held, rest = head_of(item.block)
    held.sort(key=lambda h: h.key)
    return [each for h in held for each in (*h.comments, h.item)] + list(rest)


def _said(item: Item, text: str) -> tuple[Any, ...]:
    if not isinstance(item, Written):
        start = text.find("//", item.start) if item.type == "COMMENT" else item.start
        return (text[start : item.end].strip(),)
    said = (
        item.text,
        [(c.source, c.anchor) for c in item.citations],
        [(c.source, c.anchor) for c in item.brackets],
        [w.text for w in item.mentions],
    )
    if isinstance(item, Statement):
        words = [[w.text for w in item.speakers], [w.text for w in item.tags]]
        return (item.kind.text, item.id.text if item.id is not None else None, item.form, *words, *said)
    if isinstance(item, Declaration):
        return (item.keyword.text, item.name.text if item.name is not None else None, *said)
    if isinstance(item, Property):
        if item.key.text in LISTS:
            return item.key.text, [name for name in _SEPARATOR.split(item.text) if name]
        return (item.key.text, *said)
    return said
