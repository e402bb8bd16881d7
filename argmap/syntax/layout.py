"""The canonical form of one statement, declaration or property: its header and the lines of its text."""

from __future__ import annotations

import re

from argmap.syntax.breaking import broken, cells
from argmap.syntax.parser import continues_text
from argmap.syntax.text import Folded, trailing_citations
from argmap.syntax.tree import Declaration, Property, Statement, Written
from argmap.syntax.words import LISTS

#: How much deeper than its header a continued line is indented.
DEEPER = 4
#: However deep a line is indented, its text may take this many cells.
_LEAST = 40
_SEPARATOR = re.compile(r"[,\s]+")


class Layout:
    """Writes the items of one text, with lines of at most `width` cells where they can be broken."""

    def __init__(self, text: str, width: int, refill: bool) -> None:
        self.text = text
        self.width = width
        self.refill = refill

    def lines(self, item: Written, indent: str) -> list[str]:
        """The lines of an item, indented."""
        header = indent + self._header(item)
        first, *more = self._text(item)
        line = f"{header} {first}" if first else header
        if not more and len(line) <= self.width and line.isascii():
            return [line]
        return self._fitted(header, first, more, indent + " " * DEEPER)

    def _fitted(self, header: str, first: str, more: list[str], indent: str) -> list[str]:
        """The lines, broken where they are too long."""
        room = max(self.width - len(indent), _LEAST)
        out = broken(first, max(self.width - cells(header) - 1, 0), room, first=True) if first else [""]
        for line in more:
            out += broken(line, room, room, first=False)
        out[1:] = [indent + line for line in out[1:]]
        out[0] = f"{header} {out[0]}" if out[0] else header
        return out

    def _header(self, item: Written) -> str:
        text = self.text
        if isinstance(item, Statement):
            header = item.kind.text
            if item.id is not None:
                header = f"{header} {text[item.id.start : item.id.end]}"
            for word in item.speakers:
                header += f" @{text[word.start : word.end]}"
            for word in item.tags:
                header += f" #{text[word.start : word.end]}"
            return f"{header}:" if item.form == "node" else header
        if isinstance(item, Declaration):
            if item.name is None:
                return f"{item.keyword.text}:"
            return f"{item.keyword.text} {text[item.name.start : item.name.end]}:"
        assert isinstance(item, Property)
        return f"{item.key.text}:"

    def _text(self, item: Written) -> list[str]:
        """The lines of the text as the writer broke them, citations and lists in canonical form."""
        text = self.text
        if len(item.pieces) == 1:
            start, end = item.pieces[0]
            lines = [text[start:end].rstrip()]
        else:
            lines = [text[start:end].rstrip() for start, end in item.pieces]
        if isinstance(item, Property) and item.key.text in LISTS:
            names = [name for name in _SEPARATOR.split(item.text) if name]
            return [", ".join(names)] if names and not any("\\" in line for line in lines) else lines
        if self.refill and len(lines) > 1:
            return self._cited(item, refill=True) if item.citations else [Folded(text, item.pieces).text]
        if item.citations and not _canonical(item, lines[-1]):
            return self._cited(item, refill=False)
        return lines

    def _cited(self, item: Written, refill: bool) -> list[str]:
        """The lines of a text that ends in citations. A bracket broken in two is put together."""
        folded = Folded(self.text, item.pieces)
        text = folded.text
        body_end, brackets = trailing_citations(text)
        begins = [0] if refill else folded.begins
        starts = {start for start, _ in item.pieces}
        lines: list[str] = []
        for i, begin in enumerate(begins):
            if begin >= body_end and i:
                break
            stop = min(begins[i + 1] if i + 1 < len(begins) else body_end, body_end)
            # a backslash that made the line text is no part of the folded text
            mark = "" if refill or folded.offsets[i] in starts else "\\"
            lines.append(mark + text[begin:stop].rstrip())
        behind = body_end
        for begin, bracket in brackets:
            if any(behind < at <= begin or (at == behind and at == begin) for at in begins[1:]):
                lines.append(bracket)
            else:
                lines[-1] = f"{lines[-1]} {bracket}" if lines[-1] else bracket
            behind = begin + 1
        # a space before a citation may make a header of what was none: `map x:[s]`
        return [lines[0], *(line if continues_text(line) else "\\" + line for line in lines[1:])]


def _canonical(item: Written, line: str) -> bool:
    """Whether the last line of a text ends in all its citations, in one bracket of canonical form."""
    if line[-1] != "]":
        return False
    begin = line.rfind("[")
    places = [c.source if c.anchor is None else f"{c.source}#{c.anchor}" for c in item.citations]
    return line[begin:] == f"[{', '.join(places)}]" and (
        begin == 0 or (line[begin - 1] == " " and not line[begin - 2].isspace())
    )
