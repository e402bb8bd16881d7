"""Findings as SARIF 2.1.0, the exchange format of static analysis, which code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from argmap.diagnostics import Diagnostic, Fix
from argmap.report import Findings, Look
from argmap.report.places import Fingerprints, uri
from argmap.safe import in_json
from argmap.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One log with one run. Rules and troubles stand behind the results, since only then they are known."""
    known = Fingerprints()
    rules: dict[str, int] = {}
    troubles: list[str] = []
    yield f'{{"version": "2.1.0", "$schema": "{SCHEMA}", "runs": [{{\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    lead = "\n"
    for group in findings:
        if group.problem is not None:
            troubles.append(group.problem)
        for finding in group:
            index = rules.setdefault(finding.code, len(rules))
            yield lead + _json(_result(finding, index, look, known))
            lead = ",\n"
    yield "\n],\n"
    driver = {
        "name": "argmap",
        "version": look.version,
        "rules": [_rule(code, look) for code in rules],
    }
    invocation: dict[str, Any] = {"executionSuccessful": not troubles}
    if troubles:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": text}} for text in troubles
        ]
    yield f'"tool": {_json({"driver": driver})},\n"invocations": [{_json(invocation)}]\n}}]}}\n'


def _json(value: Any) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))


def _rule(code: str, look: Look) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "name": look.name(code),
        "defaultConfiguration": {"level": look.severity(code)},
    }
    known = look.rules.get(code)
    if known is not None:
        rule["shortDescription"] = {"text": known.summary}
        rule["help"] = {"text": known.explanation, "markdown": known.explanation}
    return rule


def _result(finding: Diagnostic, index: int, look: Look, known: Fingerprints) -> dict[str, Any]:
    path = uri(finding.span.source.name)
    message = finding.message if not finding.help else f"{finding.message}\nhelp: {finding.help}"
    location: dict[str, Any] = {"physicalLocation": _place(finding.span)}
    if finding.node is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.node, "kind": "node"}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": look.severity(finding.code),
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"argmap/v1": known.of(finding, path)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(span), "message": {"text": why}}
            for number, (span, why) in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        changes.setdefault(uri(edit.span.source.name), []).append(
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        )
    return {
        "description": {"text": fix.title},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }


def _place(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(uri(span.source.name)), "region": _region(span)}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": path} if path.startswith("file:") else {"uri": path, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
