"""A tree after an edit of its text: only the lines that it touched, and what hangs on them, are read again.

`reparse` tries the smallest stretch of lines first: one statement's own lines, then whole statements with
all that stands below them, then what those stand under. A stretch will do where nothing outside it can
read otherwise for what is inside, and nothing inside for what is outside. Where none will do, it gives up,
and the whole text is to be parsed anew. So the tree is always that of the whole text.

The items that stay are moved. Their own beginning and end are right at once; the words in them are moved when
`settle` is called, since most are never looked at again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from argmap.diagnostics import Diagnostic
from argmap.syntax.parser import parse_lines
from argmap.syntax.tree import (
    BOM,
    Cite,
    Declaration,
    Document,
    Item,
    Property,
    Statement,
    Word,
    Written,
    walk,
)

#: Longer stretches are not worth it: the whole is parsed.
_LONGEST = 100_000

#: Lines that are placed when the next line is known.
_WAITING = frozenset({"COMMENT", "BLANK", "STRAY"})


class Reparsed(NamedTuple):
    """What an edit changed in a tree: `old` items gave way to `new` ones, each in the order of the text.

    The edit replaced what stood between `cut` and `cut_end`; the lines read anew stood between `start` and
    `end`, and are now `moved` characters longer. All four are offsets before the edit.
    `said` is what was wrong with the new lines. With `whole` False the items that hung on the one old item
    hang on the first new one now, and are in neither list.
    """

    old: list[Item]
    new: list[Item]
    cut: int
    cut_end: int
    start: int
    end: int
    moved: int
    said: list[Diagnostic]
    whole: bool
    #: The line that the new ones stand under, None at top level.
    holder: Item | None


class Flat:
    """A tree with all its items in the order of the text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.items = list(document.walk())

    def index(self, offset: int) -> int:
        """The place of the item whose own lines hold an offset."""
        return max(bisect_right(self.items, offset, key=_start) - 1, 0)

    def settle(self) -> None:
        """Move the words of all items to where they stand now."""
        for item in self.items:
            if isinstance(item, Written) and item.moved:
                settle(item)

    def edit(self, start: int, end: int, new: str) -> Reparsed | None:
        """Replace `text[start:end]` by `new` in the source and in the tree.

        Returns None where the tree can't be mended: the source is changed then, the tree of no more use.
        """
        source = self.document.source
        old = source.text
        moved = len(new) - (end - start)
        source.edit(start, end, new)
        if (
            not self.items
            or (old.startswith(BOM) and start == 0)
            or "\r" in new
            or "\r" in old[start : end + 1]
        ):
            return None
        if source.text.startswith(BOM) and start == 0:
            return None
        for stretch in self._stretches(start, end, len(old)):
            if stretch.end - stretch.start > _LONGEST:
                return None
            found = self._read(stretch, start, end, moved)
            if found is not None:
                return found
        return None

    # Stretches of lines

    def _stretches(self, start: int, end: int, length: int) -> Iterator[_Stretch]:
        """Stretches that hold an edit, the smallest first."""
        above: list[
            tuple[list[Item], int, Item | None]
        ] = []  # the block, the place in it, what holds the block
        block, holder = self.document.items, None
        while True:
            i, j = _place(block, start), _place(block, end)
            if i != j:
                break
            child = block[i]
            inside = start < child.end or (start == child.end == length and not child.block)
            if not inside and child.block and start >= child.block[0].start:
                above.append((block, i, holder))
                block, holder = child.block, child
                continue
            if inside and (end < child.end or child.end == length):
                yield self._stretch(block, i, i, holder, whole=not child.block)
            break
        while True:
            yield self._stretch(block, i, j, holder)
            k = i
            while k and block[k - 1].type in _WAITING:
                k -= 1
            if k:
                yield self._stretch(block, k - 1, j, holder)
            if not above:
                return
            block, i, holder = above.pop()
            j = i

    def _stretch(
        self, block: list[Item], i: int, j: int, holder: Item | None, whole: bool = True
    ) -> _Stretch:
        """The siblings from `i` to `j`, with the waiting lines behind them; or one's own lines alone."""
        if not whole:
            return _Stretch(block, i, j, holder, block[i].start, block[i].end, False)
        while j + 1 < len(block) and block[j + 1].type in _WAITING:
            j += 1
        last = block[j]
        while last.block:
            last = last.block[-1]
        return _Stretch(block, i, j, holder, block[i].start, last.end, True)

    # Reading one

    def _read(self, stretch: _Stretch, cut: int, cut_end: int, moved: int) -> Reparsed | None:
        """The stretch, read anew and put in its place; None where it won't do."""
        block, i, j, holder, start, end, whole = stretch
        text = self.document.source.text
        first, stop = block[i], end + moved
        column = _column_of(block, j)
        if column is None or (column and holder is None) or stop <= start:
            return None
        if stop < len(text) and text[stop - 1] != "\n":
            return None
        following = self._following(end)
        if following is not None and following.type == "STRAY":
            return None  # text that may go on with what is new
        parsed = parse_lines(self.document.source, start, stop, column)
        if parsed is None:
            return None
        new, reader = parsed[0].items, parsed[1]
        if reader.unsure or reader.outside or not _fits(new, first, column):
            return None
        if holder is None and all(item.type in _WAITING for item in block[:i]) and not _may_begin(new):
            return None
        at = self.index(start)
        if whole:
            old, added = list(walk(block[i : j + 1])), list(walk(new))
            if following is not None and following.type == "COMMENT" and added[-1].type in _WAITING:
                return None
            block[i : j + 1] = new
        else:
            below = _put_below(new, first)
            if below is None:
                return None
            old, added = [first], [new[0], *below]
            new[0].block = [*below, *first.block]
            block[i] = new[0]
        self._replace(at, at + len(old), added, moved)
        return Reparsed(old, added, cut, cut_end, start, end, moved, reader.diagnostics, whole, holder)

    def _following(self, end: int) -> Item | None:
        at = bisect_right(self.items, end - 1, key=_start)
        return self.items[at] if at < len(self.items) else None

    def _replace(self, at: int, stop: int, new: list[Item], moved: int) -> None:
        items = self.items
        if moved:
            for item in items[stop:]:
                item.start += moved
                item.end += moved
                if isinstance(item, Written):
                    item.moved += moved
        items[at:stop] = new


class _Stretch(NamedTuple):
    """Siblings from `i` to `j` of a block, and where their lines begin and end."""

    block: list[Item]
    i: int
    j: int
    holder: Item | None
    start: int
    end: int
    whole: bool


def _start(item: Item) -> int:
    return item.start


def _place(block: list[Item], offset: int) -> int:
    return max(bisect_right(block, offset, key=_start) - 1, 0)


def _column_of(block: list[Item], j: int) -> int | None:
    """The column of a block down to its item `j`, if it has one."""
    columns = {item.column for item in block[: j + 2] if item.type not in _WAITING}
    return columns.pop() if len(columns) == 1 else None


def _fits(new: list[Item], first: Item, column: int) -> bool:
    """Whether lines that were read apart from the rest stand where they would if all was read."""
    if not new:
        return False
    for item in new:
        if item.type == "BLANK":
            continue
        if item.column < column or (item.column > column and item.type not in _WAITING):
            return False
    if new[0].type in _WAITING:
        # where it stands hangs on what was open above; that one like it stood there already shows it
        if first.type != new[0].type or (first.type != "BLANK" and first.column != new[0].column):
            return False
        for item in new:
            if item.type not in _WAITING:
                break
            if item.type == "STRAY" or (item.type == "COMMENT" and item.column != column):
                return False
    return True


def _may_begin(new: list[Item]) -> bool:
    """Whether lines may be a text's first: before its first statement no block is open."""
    if new[0].type not in _WAITING:
        return True
    return all(item.type == "BLANK" or (item.type == "COMMENT" and not item.column) for item in new)


def _put_below(new: list[Item], first: Item) -> list[Item] | None:
    """What new lines put between a line and the block below it, or None where the two don't join."""
    head, below = new[0], [*new[0].block, *new[1:]]
    if not isinstance(head, Written):
        return None
    if not below:
        return below
    column = _column_of(first.block, len(first.block))
    if first.block[0].type in _WAITING or column is None:
        return None
    for item in below:
        if item.block or item.type == "STRAY":
            return None
        if item.type != "BLANK" and item.column != column:
            return None
    return below


def settle(item: Written) -> None:
    """Move the words of an item to where it stands now."""
    by = item.moved
    if not by:
        return
    item.moved = 0
    item.pieces = tuple([(start + by, end + by) for start, end in item.pieces])
    if item.citations:
        item.citations = tuple([_moved(cite, by) for cite in item.citations])
    if item.brackets:
        item.brackets = tuple([_moved(cite, by) for cite in item.brackets])
    if item.mentions:
        item.mentions = tuple([_moved(word, by) for word in item.mentions])
    if isinstance(item, Statement):
        item.kind = _moved(item.kind, by)
        if item.id is not None:
            item.id = _moved(item.id, by)
        if item.speakers:
            item.speakers = tuple([_moved(word, by) for word in item.speakers])
        if item.tags:
            item.tags = tuple([_moved(word, by) for word in item.tags])
    elif isinstance(item, Declaration):
        item.keyword = _moved(item.keyword, by)
        if item.name is not None:
            item.name = _moved(item.name, by)
    elif isinstance(item, Property):
        item.key = _moved(item.key, by)


_Placed = TypeVar("_Placed", Word, Cite)


def _moved(word: _Placed, by: int) -> _Placed:
    return word._replace(start=word.start + by, end=word.end + by)
