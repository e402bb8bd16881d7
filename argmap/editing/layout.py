"""A text in canonical layout, as edits of the lines that change: whole, or where somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from argmap.diagnostics import Edit
from argmap.editing.edits import Changes
from argmap.source import Source, Span
from argmap.syntax.format import WIDTH, formatted
from argmap.syntax.parser import parse
from argmap.syntax.same import difference

#: Longer stretches that changed are replaced as one: comparing their lines would take long.
_LONG = 2000


def format_edits(source: Source, width: int = WIDTH) -> list[Edit]:
    """The edits that put a text into canonical layout.

    Raises `HasErrors` and `Unproven` as `syntax.format` does.
    """
    text = formatted(source, width)
    return line_edits(source, text.replace("\n", source.end_of_line))  # line ends are the editor's business


def format_part(source: Source, start: int, end: int, width: int = WIDTH) -> list[Edit]:
    """Those of the edits of a whole layout that touch the lines of a stretch; none where they alone would
    make another map of it.

    Raises `HasErrors` and `Unproven` as `syntax.format` does.
    """
    first = source.starts[source.position(start)[0] - 1]
    edits = [
        edit
        for edit in format_edits(source, width)
        if edit.span.start < end and (edit.span.end > first or edit.span.start >= first)
    ]
    text = Changes(source, edits).text()
    new, errors = parse(Source(source.name, text))
    return [] if errors or difference(parse(source)[0], new) is not None else edits


def line_edits(source: Source, text: str) -> list[Edit]:
    """The edits of whole lines that turn a source's text into another."""
    old = source.lines()
    new = Source("", text).lines()
    first = 0
    least = min(len(old), len(new))
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if not a and not b:
        return []
    starts = _starts(old)
    found: list[Edit] = []
    for i1, i2, j1, j2 in _stretches(a, b):
        start, end = starts[first + i1], starts[first + i2]
        found.append(Edit(Span(source, start, end), "".join(b[j1:j2])))
    return found


def _stretches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    if max(len(a), len(b)) > _LONG:
        return [(0, len(a), 0, len(b))]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
