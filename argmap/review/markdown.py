"""A page as Markdown (CommonMark with GitHub's tables). User text is escaped: it can't mark anything up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.render.look import STANDINGS
from argmap.review.blocks import Block, Bullets, Heading, Page, Paragraph, Table
from argmap.review.phrases import Phrase
from argmap.safe import visible

_MARKS = re.compile(r"[\\`*_\[\]|~$#]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_ANGLES = re.compile(r"[<>&]")
#: At the beginning of a line these would begin a list, a rule or a heading.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_URL = re.compile(r"https?://[^\s<>()\[\]|\\`]+")


def as_markdown(page: Page) -> Iterator[str]:
    """The page, block by block."""
    yield f"# {_start(escaped(page.title))}\n"
    for block in page.blocks:
        yield "\n"
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {written(block.words)}\n"
    elif isinstance(block, Paragraph):
        yield _start(written(block.words)) + "\n"
    elif isinstance(block, Bullets):
        for item in block.items:
            yield f"- {_start(written(item))}\n"
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(table.head) + " |\n"
    rules = ["---:" if i in table.numbers else "---" for i in range(len(table.head))]
    yield "| " + " | ".join(rules) + " |\n"
    for row in table.rows:
        yield "| " + " | ".join(written(cell) for cell in row) + " |\n"


def written(words: Phrase) -> str:
    """A phrase in which user text marks nothing up."""
    return "".join(_piece(kind, text) for kind, text in words)


def _piece(kind: str, text: str) -> str:
    if not kind:
        return text
    if kind == "id":
        return f"`{visible(text).replace('`', '')}`"
    if kind == "quote":
        return f"“{escaped(text)}”"
    if kind == "url":
        return f"<{text}>" if _URL.fullmatch(text) else escaped(text)
    if kind.startswith("standing:"):
        return f"{STANDINGS[text].sign} {text}"
    return escaped(text)


def escaped(text: str) -> str:
    """User text of which every character is shown as it is."""
    text = " ".join(visible(text).split())
    text = _ANGLES.sub(lambda match: _ENTITIES[match[0]], text)
    return _MARKS.sub(lambda match: "\\" + match[0], text)


def _start(line: str) -> str:
    """A line whose beginning begins no list, rule or heading."""
    return _LINE_START.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1]), line)
