"""From lines to the parser's tokens: what each line is, and where indentation opens and closes.

The patterns of the lines come from the grammar's terminals. A line that fits none of them is looked at
in `mending`, which finds out what its writer meant. This lexer never fails: whatever is wrong is
reported, and the line becomes what it most likely is, so that what hangs on it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from lark import Token
from lark.lexer import Lexer

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.syntax import headers, mending
from argmap.syntax.tree import (
    BOM,
    Blank,
    Comment,
    Dedent,
    Indent,
    Item,
    Stray,
    TextLine,
    Written,
)

#: The order in which a line's patterns are tried.
_ORDER = ("STATEMENT", "PROPERTY", "DECLARATION", "COMMENT", "BLANK", "TEXT")
_TAB = 4


def line_pattern(terminals: Iterable[Any]) -> re.Pattern[str]:
    """One pattern for any whole line, from the grammar's terminals; `lastgroup` names the one found."""
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in terminals}
    choices = "|".join(rf"(?P<{name}>{patterns[name]}(?=[\r\n]|\Z))" for name in _ORDER)
    return re.compile(rf"(?P<indent>[^\S\r\n]*)(?:{choices})(?:\r\n|[\r\n]|\Z)")


class LineLexer(Lexer):
    """Lark's door to this module: the parser's input is a `Reader`, which knows its own tokens."""

    __future_interface__: ClassVar[int] = 2

    def __init__(self, lexer_conf: Any) -> None:
        self.pattern = line_pattern(lexer_conf.terminals)

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        reader: Reader = lexer_state.text
        return reader.tokens(self.pattern)


class Reader:
    """One reading of one text, or of some of its lines: the tokens in order, and what was wrong on the way.

    Lines from the middle, `source.text[start:end]`, are those of a block in this `column`.
    """

    def __init__(
        self, source: Source, start: int = 0, end: int | None = None, column: int | None = None
    ) -> None:
        self.source = source
        self.start = start
        self.end = len(source.text) if end is None else end
        self.diagnostics: list[Diagnostic] = []
        self.report = self.diagnostics.append
        #: The first line is text, and it hangs on the line before what it is read as.
        self.unsure = False
        #: A line stands further out than the block.
        self.outside = False
        self._columns: list[int] = [] if column is None else [column]
        #: Lines that wait for the next one to show where they belong: comments, blanks, lost text.
        self._waiting: list[Item] = []

    def tokens(self, pattern: re.Pattern[str]) -> Iterator[Item | Token]:
        """The lines of the text as items, with INDENT, DEDENT and END between and behind them."""
        text = self.source.text
        length = self.end
        match_line = pattern.match
        columns = self._columns
        waiting = self._waiting
        read = headers.READ
        begin = at = self.start
        if not begin and text.startswith(BOM):
            at = 1
        above: Written | Stray | None = None  # what a deeper line of text would continue
        item: Item
        while at < length or begin < at:
            match = match_line(text, at)
            assert match is not None  # the patterns take every line
            start = match.end("indent")
            column = start - at
            if column and text.count(" ", at, start) != column:
                column = self._odd_indent(at, start, match.lastgroup == "BLANK")
            end = match.end()
            kind = match.lastgroup
            if kind == "BLANK":
                waiting.append(Blank(begin, end, column))
                above = None
            elif kind == "COMMENT":
                waiting.append(Comment(begin, end, column))
                above = None
            else:
                if kind == "TEXT":
                    self.unsure = self.unsure or begin == self.start
                    continues = above is not None and column > above.column
                    item = mending.other(self.source, match, begin, column, continues, self.report)
                    if isinstance(item, (TextLine, Stray)) and continues:
                        assert above is not None
                        if isinstance(above, Stray):
                            above.end = end
                        elif isinstance(item, TextLine):
                            yield item
                        else:
                            waiting.append(item)
                            above = item
                        begin = at = end
                        continue
                else:
                    item = read[kind](self.source, match, begin, column, self.report)  # type: ignore[index]
                if isinstance(item, Stray) and columns and (column > columns[-1] or not item.holds):
                    waiting.append(item)
                else:
                    if waiting or not columns or column != columns[-1]:
                        yield from self._move_to(column, start, isinstance(item, Stray))
                    yield item
                above = item  # type: ignore[assignment]
            begin = at = end
        yield from self._move_to(columns[0] if columns else 0, length)
        yield Token("END", "")

    def _move_to(self, column: int, start: int, anyhow: bool = False) -> Iterator[Item]:
        """Open and close blocks for a line at `column`, and place the lines that wait for it.

        A waiting comment deeper than the line stays in the block it is aligned with. `start` is where
        the line's first word stands. With `anyhow` nothing is said of its indentation.
        """
        columns = self._columns
        waiting = self._waiting[:]
        self._waiting.clear()
        if not columns:
            if column:
                self._uneven(column, start, 0, "the first line of a map is not indented")
            columns.append(column)
            yield from waiting
            return
        if column > columns[-1]:
            yield Indent(0, 0, column)
            columns.append(column)
            yield from waiting
            return
        first = next((w.column for w in waiting if w.type != "BLANK"), 0)
        if first > columns[-1]:  # comments are all that stands under the line above
            yield Indent(0, 0, first)
            columns.append(first)
        for line in waiting:
            if line.type != "BLANK":
                if line.column > column:
                    while len(columns) > 1 and columns[-2] >= line.column:
                        columns.pop()
                        yield Dedent(0, 0, 0)
                else:
                    yield from self._close(column, start, anyhow)
            yield line
        yield from self._close(column, start, anyhow)

    def _close(self, column: int, start: int, anyhow: bool) -> Iterator[Item]:
        columns = self._columns
        while columns[-1] > column:
            level = columns.pop()
            if not columns:  # further out than the first line
                self.outside = True
                columns.append(column)
            elif columns[-1] < column:  # between two levels: with the deeper lines
                columns.append(column)
                if not anyhow:
                    message = f"the lines beside this one are indented by {level}, this one by {column}"
                    self._uneven(column, start, level, message)
            else:
                yield Dedent(0, 0, 0)

    def _uneven(self, column: int, start: int, wanted: int, message: str) -> None:
        text = self.source.text
        begin = start
        while begin and text[begin - 1] not in "\r\n" + BOM:
            begin -= 1
        span = Span(self.source, begin, start)
        self.report(
            Diagnostic(
                "E102",
                span,
                message,
                help="what stands under one line shares one column",
                fix=Fix(f"indent by {wanted}", (Edit(span, " " * wanted),), safe=False),
            )
        )

    def _odd_indent(self, begin: int, end: int, blank: bool) -> int:
        """The width of white space that isn't all spaces; reported, except on a blank line."""
        column = 0
        for char in self.source.text[begin:end]:
            column += _TAB - column % _TAB if char == "\t" else 2 if char == "\u3000" else 1
        if not blank:
            span = Span(self.source, begin, end)
            self.report(
                Diagnostic(
                    "E101",
                    span,
                    "a line is indented with spaces, not with tabs or other white space",
                    help=f"read as {column} spaces here",
                    fix=Fix("indent with spaces", (Edit(span, " " * column),)),
                )
            )
        return column
