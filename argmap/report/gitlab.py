"""Findings as a code quality report for GitLab, which shows what a merge request adds and mends."""

from __future__ import annotations

import json
from collections.abc import Iterator

from argmap.report import Findings, Look
from argmap.report.places import Fingerprints, in_repository
from argmap.safe import in_json

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One JSON list, one line a finding."""
    known = Fingerprints()
    yield "["
    lead = "\n"
    for group in findings:
        for finding in group:
            source = finding.span.source
            path = in_repository(source.name, "CI_PROJECT_DIR")
            issue = {
                "description": f"{finding.code} {look.name(finding.code)}: {finding.message}",
                "check_name": finding.code,
                "fingerprint": known.of(finding, path),
                "severity": _SEVERITIES[look.severity(finding.code)],
                "location": {
                    "path": path,
                    "lines": {
                        "begin": source.position(finding.span.start)[0],
                        "end": source.position(finding.span.end)[0],
                    },
                },
            }
            yield lead + in_json(json.dumps(issue, ensure_ascii=False))
            lead = ",\n"
    yield "]\n" if lead == "\n" else "\n]\n"
