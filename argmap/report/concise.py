"""Findings one a line, as editors and `grep` like them: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.report import Findings, Look
from argmap.report.style import painter
from argmap.safe import visible


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One line a finding."""
    paint = painter(look.colour)
    for group in findings:
        for finding in group:
            line, column = finding.span.source.position(finding.span.start)
            path = paint("path", visible(finding.span.source.name))
            code = paint(look.severity(finding.code), finding.code)
            yield f"{path}:{line}:{column}: {code} {visible(finding.message)}\n"
