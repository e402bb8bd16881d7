"""Findings as GitHub Actions' workflow commands, which it shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.report import Findings, Look
from argmap.report.places import in_repository
from argmap.safe import visible

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_VALUE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_VALUE | str.maketrans({":": "%3A", ",": "%2C"})


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One command a finding. GitHub takes an end column only within one line."""
    for group in findings:
        for finding in group:
            source = finding.span.source
            line, column = source.position(finding.span.start)
            end_line, end_column = source.position(finding.span.end)
            path = visible(in_repository(source.name, "GITHUB_WORKSPACE"))
            place = {"file": path, "line": line, "endLine": end_line, "col": column}
            if end_line == line:
                place["endColumn"] = end_column
            place["title"] = f"argmap {finding.code} {look.name(finding.code)}"
            properties = ",".join(
                f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in place.items()
            )
            text = f"{path}:{line}:{column}: {finding.code} {visible(finding.message)}"
            if finding.help:
                text += f"\nhelp: {visible(finding.help)}"
            yield f"::{_LEVELS[look.severity(finding.code)]} {properties}::{text.translate(_IN_VALUE)}\n"
        if group.problem is not None:
            yield f"::error title=argmap::{visible(group.problem).translate(_IN_VALUE)}\n"
