"""Findings as JUnit's XML, for what shows test results: a file is a suite, a finding a test case.

A finding that fails the run is a failure, any other a skipped test; a file without findings is one
test that passed, one that can't be read an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.report import Checked, Findings, Look
from argmap.safe import markup


def write(findings: Findings, look: Look) -> Iterator[str]:
    """The document; the numbers of all suites can be had by adding up, so that none is kept."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="argmap check">\n'
    for group in findings:
        yield _suite(group, look)
    yield "</testsuites>\n"


def _suite(group: Checked, look: Look) -> str:
    failures = sum(map(group.fails, group.findings))
    skipped = len(group.findings) - failures
    errors = int(group.problem is not None)
    name = markup(group.name)
    tests = max(len(group.findings) + errors, 1)
    numbers = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    lines = [f'  <testsuite name="{name}" {numbers}>\n']
    if group.problem is not None:
        lines.append(
            f'    <testcase name="can be read" classname="{name}">'
            f'<error message="{markup(group.problem)}"/></testcase>\n'
        )
    elif not group.findings:
        lines.append(f'    <testcase name="nothing found" classname="{name}"/>\n')
    for finding in group.findings:
        line, column = finding.span.source.position(finding.span.start)
        case = f"{finding.code} {look.name(finding.code)} at {line}:{column}"
        message = markup(finding.message)
        if group.fails(finding):
            severity = look.severity(finding.code)
            text = markup(f"{finding.span.source.name}:{line}:{column}: {finding.code} {finding.message}")
            more = f"\nhelp: {markup(finding.help)}" if finding.help else ""
            outcome = f'<failure type="{severity}" message="{message}">{text}{more}</failure>'
        else:
            outcome = f'<skipped message="{message}"/>'
        lines.append(
            f'    <testcase name="{markup(case)}" classname="{name}" file="{name}" line="{line}">'
            f"{outcome}</testcase>\n"
        )
    lines.append("  </testsuite>\n")
    return "".join(lines)
