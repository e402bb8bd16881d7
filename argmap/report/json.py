"""Findings for programs: `argmap-findings/1`, described by `findings.schema.json` beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.report import Findings, Look
from argmap.safe import in_json
from argmap.source import Span


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One JSON object, one line a finding."""
    yield '{"format": "argmap-findings/1", "findings": ['
    lead = "\n"
    for group in findings:
        for finding in group:
            yield lead + in_json(json.dumps(record(finding, look), ensure_ascii=False))
            lead = ",\n"
    yield "]}\n" if lead == "\n" else "\n]}\n"


def record(finding: Diagnostic, look: Look) -> dict[str, Any]:
    """One finding as the schema has it."""
    fix = finding.fix
    return {
        "code": finding.code,
        "name": look.name(finding.code),
        "severity": look.severity(finding.code),
        "message": finding.message,
        "help": finding.help,
        "path": finding.span.source.name,
        **_place(finding.span),
        "node": finding.node,
        "owed_by": finding.owed_by,
        "fix": fix
        and {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
        },
        "related": [
            {"path": span.source.name, **_place(span), "message": why} for span, why in finding.related
        ],
    }


def _place(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
