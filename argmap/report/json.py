"""Findings for programs: `argmap-findings/1`, described by `findings.schema.json` beside this file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.report import Findings, Look

#: What JSON need not escape and a terminal would obey: C1 controls, directional overrides, line separators.
_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One JSON object, one line a finding."""
    yield '{"format": "argmap-findings/1", "findings": ['
    lead = "\n"
    for group in findings:
        for finding in group:
            yield lead + _dump(_record(finding, look))
            lead = ",\n"
    yield "]}\n" if lead == "\n" else "\n]}\n"


def _dump(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False)
    return text if text.isascii() and "\x7f" not in text else _OBEYED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _record(finding: Diagnostic, look: Look) -> dict[str, Any]:
    source = finding.span.source
    line, column = source.position(finding.span.start)
    end_line, end_column = source.position(finding.span.end)
    return {
        "code": finding.code,
        "name": look.name(finding.code),
        "severity": look.severity(finding.code),
        "message": finding.message,
        "help": finding.help,
        "path": source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "node": finding.node,
    }
