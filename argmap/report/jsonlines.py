"""Findings for programs that read line by line: one JSON object a line, each as in `json`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from argmap.report import Findings, Look
from argmap.report.json import record
from argmap.safe import in_json


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One line a finding, and nothing around them."""
    for group in findings:
        for finding in group:
            yield in_json(json.dumps(record(finding, look), ensure_ascii=False)) + "\n"
