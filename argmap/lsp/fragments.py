"""Findings as text of JSON, of which all but the place is written once.

A large map has thousands of findings, and nearly all of them are what they were one keystroke before, if
perhaps a line further down. So what is written of a finding beside its place is kept for as long as there is
one like it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.lsp.positions import UTF32, Json, units
from argmap.rules.table import RULES
from argmap.session.document import Document
from argmap.source import Source

SEVERITIES = {"error": 1, "warning": 2, "note": 3}
#: Rules that find what serves no purpose: editors show such places faded.
UNNECESSARY = frozenset({"M101", "M102", "M103", "M104", "M105", "M107"})

#: What gives a place in a text as the protocol's location, or None.
Locate = Callable[[Source, int, int], "Json | None"]


class Fragments:
    """One document's findings as they were last written."""

    def __init__(self, encoding: str, locate: Locate | None = None) -> None:
        self._encoding = encoding
        #: How related places are written; None where the client shows none.
        self._locate = locate
        self._known: dict[Any, str] = {}

    def write(self, document: Document) -> str:
        """All findings of a document, as a JSON array."""
        source = document.source
        text, starts, encoding = source.text, source.starts, self._encoding
        plain = encoding == UTF32 or text.isascii()
        known, now = self._known, {}
        parts: list[str] = []
        ends = len(starts)
        for finding in document.findings():
            span = finding.span
            start, end = span.start, span.end
            line = bisect_right(starts, start) - 1
            begin = starts[line]
            same = line + 1 >= ends or end < starts[line + 1]
            last = line if same else bisect_right(starts, end) - 1
            if plain:
                column, until = start - begin, end - starts[last]
            else:
                column, until = units(text[begin:start], encoding), units(text[starts[last] : end], encoding)
            related = self._related(finding) if finding.related and self._locate is not None else ""
            key = (finding.code, finding.message, finding.help, related)
            rest = known.get(key)
            if rest is None:
                rest = _rest(finding, related)
            now[key] = rest
            parts.append(
                f'{{"range":{{"start":{{"line":{line},"character":{column}}},'
                f'"end":{{"line":{last},"character":{until}}}}},{rest}'
            )
        self._known = now
        return f"[{','.join(parts)}]"

    def _related(self, finding: Diagnostic) -> str:
        assert self._locate is not None
        found = []
        for span, word in finding.related:
            location = self._locate(span.source, span.start, span.end)
            if location is not None:
                found.append({"location": location, "message": word})
        return json.dumps(found, separators=(",", ":")) if found else ""


def _rest(finding: Diagnostic, related: str) -> str:
    """What is written behind the range, up to the closing brace."""
    written = json.dumps(_told(finding), separators=(",", ":"))
    return f'{written[1:-1]},"relatedInformation":{related}}}' if related else written[1:]


def as_json(finding: Diagnostic, at: tuple[int, int, int, int]) -> Json:
    """A finding without its related places; `at` are line and column of its beginning and its end."""
    start, end = {"line": at[0], "character": at[1]}, {"line": at[2], "character": at[3]}
    return {"range": {"start": start, "end": end}, **_told(finding)}


def _told(finding: Diagnostic) -> Json:
    rule = RULES.get(finding.code)
    help_ = f"\n{finding.help}" if finding.help else ""
    of: Json = {
        "severity": SEVERITIES[rule.severity] if rule is not None else 1,
        "code": finding.code,
        "source": "argmap",
        "message": finding.message + help_,
    }
    if finding.code in UNNECESSARY:
        of["tags"] = [1]
    return of
