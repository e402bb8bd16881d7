"""The properties at the head of a block, each with the comments that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from argmap.syntax.tree import Item, Property

#: Items behind which no property of the line above may stand.
_CHILDREN = frozenset({"STATEMENT", "DECLARATION", "STRAY"})


class Held(NamedTuple):
    """A property and the comments above it, which go where it goes."""

    comments: list[Item]
    item: Property

    @property
    def key(self) -> str:
        return self.item.key.text


def head_of(block: Sequence[Item]) -> tuple[list[Held], Sequence[Item]]:
    """The properties that a block begins with, and the rest of it.

    Blank lines among and before the properties are left out. Where something but a comment stands
    under one of them (an error, which the model tells), they are not told apart, and all is rest.
    """
    last = -1
    for i, item in enumerate(block):
        if item.type == "PROPERTY":
            if item.block and any(below.type not in ("COMMENT", "BLANK") for below in item.block):
                return [], block
            last = i
        elif item.type in _CHILDREN:
            break
    if last < 0:
        return [], block
    held: list[Held] = []
    comments: list[Item] = []
    for item in block[: last + 1]:
        if isinstance(item, Property):
            held.append(Held(comments, item))
            comments = []
        elif item.type == "COMMENT":
            comments.append(item)
    return held, block[last + 1 :]
