"""Text to tree: `parse`. The only door to Lark; nothing outside `argmap.syntax` imports it.

Parsing never fails. The grammar accepts every sequence of lines, so all that can be wrong has been
said by the lexer, or is said here when the text of a line is read.
"""

from __future__ import annotations

import gc
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark import Lark

from argmap.cache import cache_folder
from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.syntax.lexer import LineLexer, Reader, line_pattern
from argmap.syntax.mending import other
from argmap.syntax.text import read_plain, read_text
from argmap.syntax.tree import Document, Item, Property, Statement, TextLine, Written


class _Builder:
    """Lark's callbacks, one a rule of the grammar: hang the lines below a line on it.

    The children of a rule are the items themselves, so nothing is copied.
    """

    @staticmethod
    def document(children: list[Any]) -> list[Item]:
        children.pop()  # END
        return children

    @staticmethod
    def block(children: list[Any]) -> list[Item]:
        return children[1:-1]

    @staticmethod
    def statement(children: list[Any]) -> Item:
        item: Written = children[0]
        if len(children) > 1:
            if type(children[-1]) is list:
                item.block = children.pop()
            if len(children) > 1:
                lines: list[TextLine] = children[1:]
                item.pieces = (*item.pieces, *((line.text_start, line.text_end) for line in lines))
                item.end = lines[-1].end
        return item

    declaration = property = stray = statement


@cache
def _grammar() -> str:
    here = Path(__file__).parent
    shipped = here / "argmap.lark"
    path = shipped if shipped.exists() else here.parent.parent / "grammar" / "argmap.lark"
    return path.read_text(encoding="utf-8")


@cache
def _lark() -> Lark:
    """The parser. Lark keeps its tables in the user's cache folder, and makes them anew where it can't
    read them or they don't fit the grammar, Lark's version or Python's."""
    folder = cache_folder()
    version = f"{lark.__version__}-{sys.version_info[0]}.{sys.version_info[1]}"
    return Lark(
        _grammar(),
        parser="lalr",
        lexer=LineLexer,
        start="document",
        transformer=_Builder(),
        cache=str(folder / f"grammar-{version}.pickle") if folder is not None else False,
    )


def parse(source: Source) -> tuple[Document, list[Diagnostic]]:
    """The tree of a text and what is wrong with its form, in the order of the text."""
    reader = Reader(source)
    return _parse(reader), reader.diagnostics


def parse_lines(source: Source, start: int, end: int, column: int) -> tuple[Document, Reader] | None:
    """The tree of some whole lines, as if a block in that column began and ended with them.

    None where they can't begin one: the first is indented deeper.
    """
    reader = Reader(source, start, end, column)
    try:
        return _parse(reader), reader
    except lark.UnexpectedInput:
        return None


def _parse(reader: Reader) -> Document:
    collecting = gc.isenabled()
    gc.disable()  # a tree is many small objects and no garbage: the collector would walk it over and over
    try:
        items: Any = _lark().parse(reader)
        document = Document(reader.source, items)
        _read_texts(document, reader)
    finally:
        if collecting:
            gc.enable()
    reader.diagnostics.sort(key=lambda d: d.span.start)
    return document


@cache
def _line() -> re.Pattern[str]:
    return line_pattern(_lark().terminals)


def continues_text(line: str) -> bool:
    """Whether a line, indented below a text, continues it, and nothing is to be said about that."""
    match = _line().match(line)
    if match is None or match.lastgroup != "TEXT" or match.end() != len(line):
        return False
    said: list[Diagnostic] = []
    item = other(Source("", line), match, 0, 0, True, said.append)
    return isinstance(item, TextLine) and not said


def _read_texts(document: Document, reader: Reader) -> None:
    source, report = document.source, reader.report
    for item in document.walk():
        if isinstance(item, Statement):
            marks = read_text(source, item, report)
            if marks.speakers or marks.tags:
                item.speakers += marks.speakers
                item.tags += marks.tags
            if item.form != "node":
                if item.text:
                    _text_without_colon(source, item, report)
            elif not item.text and item.kind.text != "argument":
                _no_text(source, item, report)
        elif isinstance(item, Property) and item.key.text == "quote":
            read_text(source, item, report)
        elif isinstance(item, Written):
            read_plain(source, item, report)


def _text_without_colon(source: Source, item: Statement, report: Any) -> None:
    start, end = item.kind.start, item.pieces[-1][1]
    behind = max(w.end for w in (item.kind, item.id, *item.speakers, *item.tags) if w is not None)
    report(
        Diagnostic(
            "E104",
            Span(source, start, max(end, behind)),
            f"a text follows, but this `{item.kind.text}` has no colon",
            help="with a colon it states something new; without one it refers to what is stated elsewhere",
            fix=Fix("put a colon", (Edit(Span(source, behind, behind), ":"),), safe=False),
        )
    )
    item.text = ""


def _no_text(source: Source, item: Statement, report: Any) -> None:
    kind = item.kind.text
    start = item.kind.start
    hint = (
        f"or write `{kind} {item.id.text}` without a colon to refer to it" if item.id else "say what it says"
    )
    report(Diagnostic("E111", Span(source, start, item.pieces[0][0]), f"this `{kind}` is empty", help=hint))
