"""A text's outline: sections, nodes and declarations as they hang on each other, and what folds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from argmap.rules.rule import shortened
from argmap.source import Source
from argmap.syntax.tree import Declaration, Document, Item, Statement, Written

#: What hangs deeper is listed beside what it hangs on: nobody sees such an outline, and readers of JSON
#: give up on it.
_DEEPEST = 100


@dataclass(slots=True)
class Symbol:
    """One line of an outline.

    `start` to `end` is the line with all that hangs on it, `at` to `until` its header.
    """

    kind: str
    name: str
    detail: str
    start: int
    end: int
    at: int
    until: int
    below: list[Symbol] = field(default_factory=list)


def symbols(document: Document) -> list[Symbol]:
    """The outline of a text."""
    top: list[Symbol] = []
    text = document.source.text
    #: What is gone through, into which list it goes, and whose it is.
    stack: list[tuple[Iterator[Item], list[Symbol], Symbol | None]] = [(iter(document.items), top, None)]
    while stack:
        items, into, owner = stack[-1]
        for item in items:
            if owner is not None and item.type != "BLANK":
                owner.end = max(owner.end, _end(text, item))
            if not isinstance(item, (Statement, Declaration)):
                continue
            symbol = _symbol(text, item)
            into.append(symbol)
            if item.block:
                room = symbol.below if len(stack) < _DEEPEST else into
                stack.append((iter(item.block), room, symbol))
                break
        else:
            stack.pop()
            if owner is not None and stack and stack[-1][2] is not None:
                stack[-1][2].end = max(stack[-1][2].end, owner.end)
    return top


def _symbol(text: str, item: Statement | Declaration) -> Symbol:
    start, end = item.start + item.column, _end(text, item)
    if isinstance(item, Statement):
        word, named = item.kind, item.id
        name = named.text if named is not None else shortened(item.text, 60) or word.text
        speakers = " ".join(f"@{one.text}" for one in item.speakers)
        detail = " ".join(
            part for part in (word.text, speakers, shortened(item.text, 60) if named else "") if part
        )
        until = max(word.end, named.end if named is not None else 0)
    else:
        word, named = item.keyword, item.name
        name = item.text or (named.text if named is not None else word.text)
        if named is not None and word.text != "section":
            name = named.text
        detail = " ".join(part for part in (word.text, item.text if name != item.text else "") if part)
        until = max(word.end, named.end if named is not None else 0)
    start = min(start, word.start)
    return Symbol(
        word.text, " ".join(name.split()) or word.text, detail, start, max(end, until), word.start, until
    )


def _end(text: str, item: Item) -> int:
    end = item.end
    while end > item.start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines (from 0) that fold to the first of them."""

    first: int
    last: int
    kind: Literal["", "comment", "imports"] = ""


def folds(document: Document) -> list[Fold]:
    """What folds: whatever something hangs on, runs of comments and of imports."""
    source = document.source
    found: list[Fold] = []
    ends: list[tuple[Item, int]] = []  # what is open, with its last line so far
    run: list[Item] = []

    def close_run() -> None:
        if len(run) > 1:
            kind: Literal["comment", "imports"] = "comment" if run[0].type == "COMMENT" else "imports"
            found.append(Fold(_line(source, run[0].start), _line(source, _end(source.text, run[-1])), kind))
        run.clear()

    stack: list[Iterator[Item]] = [iter(document.items)]
    while stack:
        for item in stack[-1]:
            foldable = item.type == "COMMENT" or (
                isinstance(item, Declaration) and item.keyword.text == "import"
            )
            if run and (not foldable or item.type != run[0].type):
                close_run()
            if foldable:
                run.append(item)
            if item.type == "BLANK":
                continue
            last = _line(source, _end(source.text, item))
            if item.block:
                ends.append((item, last))
                stack.append(iter(item.block))
                break
            if isinstance(item, Written) and len(item.pieces) > 1:
                found.append(Fold(_line(source, item.start), last))
            if ends:
                ends[-1] = (ends[-1][0], max(ends[-1][1], last))
        else:
            close_run()
            stack.pop()
            if ends and stack:
                item, last = ends.pop()
                first = _line(source, item.start)
                if last > first:
                    found.append(Fold(first, last))
                if ends:
                    ends[-1] = (ends[-1][0], max(ends[-1][1], last))
    found.sort(key=lambda fold: (fold.first, -fold.last))
    return found


def _line(source: Source, offset: int) -> int:
    return source.position(offset)[0] - 1
