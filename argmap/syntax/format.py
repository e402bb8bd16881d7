"""The formatter: a text in its one canonical layout, and the proof that it says what it said.

`layout` lays out a tree; `formatted` is what everybody else calls: it refuses a text with errors, and
gives a new text back only when that has been read again and found to say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.diagnostics import Diagnostic
from argmap.source import Source
from argmap.syntax.blocks import head_of
from argmap.syntax.layout import Layout
from argmap.syntax.parser import parse
from argmap.syntax.same import difference
from argmap.syntax.tree import Declaration, Document, Item, Property, Statement, Written
from argmap.syntax.words import KEYS_OF

#: How wide a line may be unless told otherwise, in cells.
WIDTH = 100
_STEP = "  "
#: Declarations that may stand together without empty lines between them.
_GROUPED = frozenset({"speaker", "source", "import"})


class HasErrors(Exception):
    """A text that can't be formatted since it can't be read whole; holds the first error."""

    def __init__(self, error: Diagnostic) -> None:
        super().__init__(error.message)
        self.error = error


class Unproven(Exception):
    """A layout that would not say what the text says: a bug. The message tells where."""


def formatted(source: Source, width: int = WIDTH, refill: bool = False) -> str:
    """The text in canonical layout. It is proved to say the same and to stay as it is when formatted again.

    Raises `HasErrors` where the text has errors of form, and `Unproven` where the proof fails.
    """
    document, errors = parse(source)
    if errors:
        raise HasErrors(errors[0])
    text = layout(document, width, refill)
    if text != source.text:
        _prove(document, text, width, refill)
    return text


def _prove(old: Document, text: str, width: int, refill: bool) -> None:
    new, errors = parse(Source(old.source.name, text))
    if errors:
        line = errors[0].span.line
        raise Unproven(f"line {line} of the new layout would have an error: {errors[0].message}")
    changed = difference(old, new)
    if changed is not None:
        line = old.source.position(changed.start)[0]
        raise Unproven(f"what stands in line {line} would change its meaning")
    if layout(new, width, refill) != text:
        raise Unproven("formatting it again would change it again")


class _Frame:
    """A block being written: what is left of it, and the last thing written in it."""

    __slots__ = ("before", "indent", "items", "separated")

    def __init__(self, items: Iterable[Item], indent: str, separated: bool, before: Item | None) -> None:
        self.items: Iterator[Item] = iter(items)
        self.indent = indent
        #: Whether empty lines stand between what is in it: the file and sections.
        self.separated = separated
        self.before = before


def layout(document: Document, width: int = WIDTH, refill: bool = False) -> str:
    """The text of a tree without errors in canonical layout. Nothing is proved here."""
    raw = document.source.text
    lines_of = Layout(raw, width, refill).lines
    out: list[str] = []
    stack = [_Frame(document.items, "", True, None)]
    blank = False  # whether the writer had an empty line here
    gap = 0  # where what stands between the last line and the next begins: comments, empty lines
    while stack:
        frame = stack[-1]
        for item in frame.items:
            if not isinstance(item, Written):
                if item.type == "BLANK":
                    blank = True
                    continue
                if blank and out:
                    out.append("")
                blank = False
                out.append(frame.indent + raw[raw.index("//", item.start) : item.end].rstrip())
                continue
            if frame.separated and not blank and _wants_space(frame.before, item) and "" not in out[gap:]:
                out.insert(gap, "")
            if blank and out:
                out.append("")
            blank = False
            out += lines_of(item, frame.indent)
            gap = len(out)
            frame.before = item
            if item.block:
                block = item.block if isinstance(item, Property) else _ordered(item)
                section = isinstance(item, Declaration) and item.keyword.text == "section"
                stack.append(_Frame(block, frame.indent + _STEP, section, item))
                break
        else:
            stack.pop()
            gap = len(out)
    return "\n".join(out) + "\n" if out else ""


def _wants_space(before: Item | None, item: Item) -> bool:
    """Whether an empty line belongs between two neighbours at top level or in a section."""
    if before is None or isinstance(item, Property):
        return False
    if isinstance(before, Declaration) and isinstance(item, Declaration):
        return not (before.keyword.text in _GROUPED and item.keyword.text in _GROUPED)
    return True


def _ordered(item: Item) -> Iterable[Item]:
    """What stands under an item, its properties first and in the order of the language."""
    block = item.block
    if block[0].type == "STATEMENT":
        return block
    held, rest = head_of(block)
    if not held:
        return block
    if len(held) > 1 and isinstance(item, (Statement, Declaration)):
        keys = KEYS_OF[(item.kind if isinstance(item, Statement) else item.keyword).text]
        held.sort(key=lambda h: keys.index(h.key) if h.key in keys else len(keys))
    return [*(each for h in held for each in (*h.comments, h.item)), *rest]
