"""How often each rule found something, in place of the findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from argmap.report import Findings, Look
from argmap.report.style import painter

#: The formats that counts can be written in.
FORMATS = ("text", "json")


def write(findings: Findings, look: Look, format: str) -> Iterator[str]:  # noqa: A002
    """Counts by rule, the most frequent first."""
    counts: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for group in findings:
        counts.update(finding.code for finding in group)
        files.update({finding.code for finding in group})
        fixable.update(finding.code for finding in group if finding.fix is not None)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    if format == "json":
        records = [
            {
                "code": code,
                "name": look.name(code),
                "severity": look.severity(code),
                "count": count,
                "files": files[code],
                "fixable": fixable[code],
            }
            for code, count in ranked
        ]
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in records)
        yield '{"format": "argmap-statistics/1", "statistics": [' + (f"\n{lines}\n" if lines else "") + "]}\n"
        return
    paint = painter(look.colour)
    width = len(f"{max(counts.values(), default=0):,}")
    for code, count in ranked:
        mark = f" {paint('help', '[*]')}" if fixable[code] else ""
        yield f"{count:>{width},}  {paint(look.severity(code), code)}  {look.name(code)}{mark}\n"
