"""Where new lines go, so that every other line and comment stays where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.source import Source
from argmap.syntax.tree import BOM, Comment, Declaration, Document, Item, Statement

#: How deep a level is where the file doesn't show it.
_STEP = 2
#: Declarations that stand together without empty lines between them.
_GROUPED = ("source", "speaker", "import")


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines may go in: an offset at the beginning of a line or the end of the text.

    `before` and `after` tell whether an empty line belongs between them and what stands there.
    """

    offset: int
    column: int
    before: bool = False
    after: bool = False


def step_of(document: Document) -> int:
    """By how much a level is indented in a file: as its first block is."""
    for item in document.walk():
        if item.block:
            deeper = next((b.column for b in item.block if b.type not in ("BLANK", "COMMENT")), 0)
            if deeper > item.column:
                return deeper - item.column
    return _STEP


def last_in(document: Document, parent: Item | None) -> list[Place]:
    """The places for something that shall come last under a line, or (None) at top level; the best first."""
    source = document.source
    block = parent.block if parent is not None else document.items
    held = [item for item in block if item.type not in ("BLANK", "COMMENT")]
    comments = [item for item in block if isinstance(item, Comment)]
    if parent is None:
        column = 0
    elif held:
        column = next((item.column for item in held if item.type != "PROPERTY"), held[0].column)
    elif comments and comments[0].column > parent.column:
        column = comments[0].column
    else:
        column = parent.column + step_of(document)
    apart = parent is None or isinstance(parent, Declaration) or _set_apart(block)
    if held:
        end = _end_of(held[-1])
    else:
        end = parent.end if parent is not None else _begin(source)
    ends = [end]
    if comments and comments[-1].end > end:
        ends.insert(0 if parent is None and not held else 1, comments[-1].end)
    return [_place(source, offset, column, apart, apart) for offset in ends]


def for_declaration(document: Document, keyword: str) -> list[Place]:
    """The place for a declaration: behind the last of its kind, else behind those at the head of the file."""
    source = document.source
    declared = [item for item in document.items if isinstance(item, Declaration)]
    same = [item for item in declared if item.keyword.text == keyword]
    head: list[Declaration] = []
    for item in document.items:
        if isinstance(item, Statement) or (isinstance(item, Declaration) and item.keyword.text == "section"):
            break
        if isinstance(item, Declaration):
            head.append(item)
    behind = same[-1] if same else head[-1] if head else None
    if behind is None:
        return [_place(source, _begin(source), 0, False, True)]
    end = _end_of(behind)
    following = next(
        (i for i in document.items if i.start >= end and i.type not in ("BLANK", "COMMENT")), None
    )
    grouped = isinstance(following, Declaration) and following.keyword.text in _GROUPED
    return [_place(source, end, 0, behind.keyword.text not in _GROUPED, not grouped)]


def _place(source: Source, offset: int, column: int, before: bool, after: bool) -> Place:
    """A place with the empty lines that are wanted there and aren't there yet."""
    line, at = source.position(offset)
    above = line if at > 1 and offset > _begin(source) else line - 1
    below = source.line_text(line) if above < line and offset < len(source.text) else ""
    empty = above < 1 or not source.line_text(above).strip()
    return Place(offset, column, before and not empty, after and bool(below.strip()))


def _begin(source: Source) -> int:
    return len(BOM) if source.text.startswith(BOM) else 0


def _end_of(item: Item) -> int:
    """Where the lines of an item and of all that hangs on it end, without empty lines behind them."""
    end = item.end
    while item.block:
        below = [one for one in item.block if one.type != "BLANK"]
        if not below:
            break
        item = below[-1]
        end = max(end, item.end)
    return end


def _set_apart(block: Sequence[Item]) -> bool:
    """Whether the statements of a block have empty lines between them."""
    gaps: list[bool] = []
    blank = False
    before: Item | None = None
    for item in block:
        if item.type == "BLANK":
            blank = True
        elif item.type == "STATEMENT":
            if before is not None:
                gaps.append(blank or _ends_blank(before))
            before, blank = item, False
    return bool(gaps) and all(gaps)


def _ends_blank(item: Item) -> bool:
    """Whether an empty line stands at the end of what hangs on an item: it lies in the deepest block."""
    while item.block:
        item = item.block[-1]
        if item.type == "BLANK":
            return True
    return False
