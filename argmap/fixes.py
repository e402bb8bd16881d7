"""Applying fixes to a text, so that nothing gets worse by it. Knows neither rules nor files.

Fixes are applied in the order of the text, as many at a time as don't meddle with each other; then the text
is looked at anew, until nothing more applies. A fix that brings in an error which wasn't there, or
leaves its finding where it was, is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from argmap.diagnostics import Diagnostic, Edit
from argmap.source import Source, Span

#: How often a text is looked at anew before it is left as it is.
_ROUNDS = 200


class Look(NamedTuple):
    """What is found in a text: what shall be fixed, and all errors in it, whether or not they shall be."""

    source: Source
    findings: Sequence[Diagnostic]
    errors: Sequence[Diagnostic]


class Mended(NamedTuple):
    """The text with its fixes, what was fixed in it, and what is found in it now."""

    look: Look
    fixed: list[Diagnostic]

    @property
    def text(self) -> str:
        return self.look.source.text


def mend(text: str, look_at: Callable[[str], Look], *, unsafe: bool = False) -> Mended:
    """Apply the safe fixes of what `look_at` finds in a text, and with `unsafe` the others too."""
    look = look_at(text)
    fixed: list[Diagnostic] = []
    refused: set[tuple[str, ...]] = set()
    limit = 0  # how many at once; 0 for all
    for _ in range(_ROUNDS):
        batch = _batch(look, unsafe, refused)
        if limit:
            batch = batch[:limit]
        if not batch:
            break
        changed = look_at(applied(look.source, batch))
        if _worse(look, changed, batch):
            if len(batch) == 1:
                refused.add(_key(batch[0]))
                limit = 0
            else:
                limit = len(batch) // 2
            continue
        fixed += batch
        look = changed
        limit = 0
    return Mended(look, fixed)


def applied(source: Source, findings: Iterable[Diagnostic]) -> str:
    """A source's text with the edits of some findings, none of which may overlap."""
    edits = [edit for finding in findings if finding.fix is not None for edit in finding.fix.edits]
    text = source.text
    end_of_line = source.end_of_line
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        pieces.append(text[at : edit.span.start])
        pieces.append(edit.text if end_of_line == "\n" else edit.text.replace("\n", end_of_line))
        at = edit.span.end
    pieces.append(text[at:])
    return "".join(pieces)


def _batch(look: Look, unsafe: bool, refused: set[tuple[str, ...]]) -> list[Diagnostic]:
    """The findings whose fixes can be applied together: none edits a line that another is about."""
    chosen: list[Diagnostic] = []
    edited: set[int] = set()
    concerned: set[int] = set()
    for finding in sorted(look.findings, key=lambda f: f.span.start):
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or not fix.edits:
            continue
        if any(edit.span.source is not look.source for edit in fix.edits) or _overlapping(fix.edits):
            continue
        if _key(finding) in refused:
            continue
        edits = _lines(edit.span for edit in fix.edits)
        places = [finding.span, *(span for span, _ in finding.related)]
        about = edits | _lines(span for span in places if span.source is look.source)
        if edits & concerned or about & edited:
            continue
        chosen.append(finding)
        edited |= edits
        concerned |= about
    return chosen


def _overlapping(edits: Sequence[Edit]) -> bool:
    spans = sorted((edit.span.start, edit.span.end) for edit in edits)
    return any(one[1] > other[0] for one, other in pairwise(spans))


def _lines(spans: Iterable[Span]) -> set[int]:
    lines: set[int] = set()
    for span in spans:
        first, last = span.source.position(span.start)[0], span.source.position(span.end)[0]
        lines.update(range(first, last + 1))
    return lines


def _worse(before: Look, after: Look, batch: Sequence[Diagnostic]) -> bool:
    """Whether there are errors that weren't there, or what was fixed is still found where it was."""
    if _counted(after.errors) - _counted(before.errors):
        return True
    left = _counted(batch) - (_counted(before.findings) - _counted(after.findings))
    if not left:
        return False
    # a rule may tell only the first of its kind, and now tells the next
    edits = [edit for finding in batch if finding.fix is not None for edit in finding.fix.edits]
    fixed = {(f.code, f.message, _moved(f.span.start, edits)) for f in batch}
    return any((f.code, f.message, f.span.start) in fixed for f in after.findings)


def _moved(offset: int, edits: Iterable[Edit]) -> int:
    """Where what stood at `offset` stands when the edits are made."""
    return offset + sum(len(e.text) - (e.span.end - e.span.start) for e in edits if e.span.end <= offset)


def _counted(findings: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((finding.code, finding.message) for finding in findings)


def _key(finding: Diagnostic) -> tuple[str, ...]:
    """What tells a finding from others although its place moves with what is fixed before it."""
    source, span = finding.span.source, finding.span
    return finding.code, finding.message, source.line_text(source.position(span.start)[0])
