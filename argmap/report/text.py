"""Findings for a person: where, which, what, the line itself, and help."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from argmap.diagnostics import Diagnostic
from argmap.report import Findings, Look
from argmap.report.excerpt import excerpt
from argmap.report.style import Paint, painter
from argmap.safe import visible
from argmap.source import Span


def write(findings: Findings, look: Look) -> Iterator[str]:
    """One paragraph a finding."""
    paint = painter(look.colour)
    for group in findings:
        for finding in group:
            yield _paragraph(finding, look, paint)


def _paragraph(finding: Diagnostic, look: Look, paint: Paint) -> str:
    severity = look.severity(finding.code)
    code = paint(severity, f"{finding.code} {look.name(finding.code)}")
    if finding.fix is not None:
        code += f" {paint('help', '[*]')}"
    shown = excerpt(finding.span, max(look.width - 10, 20))
    path = paint("path", visible(finding.span.source.name))
    lines = [f"{path}:{shown.line}:{shown.column}: {code}: {visible(finding.message)}"]
    gutter = " " * len(str(shown.line))
    if shown.text.strip():
        bar = paint("frame", f"{gutter} |")
        lines += [
            bar,
            f"{paint('frame', f'{shown.line} |')} {shown.text}",
            f"{bar} {_under(shown.carets(), severity, paint)}",
        ]
    note = f"{gutter} {paint('frame', '=')} "
    if finding.help:
        text = _wrapped(visible(finding.help), look.width - len(gutter) - 9)
        lines.append(f"{note}{paint('help', 'help:')} " + f"\n{gutter}         ".join(text))
    lines += [f"{note}{_place(span, paint)} {visible(why)}" for span, why in finding.related]
    return "\n".join(lines) + "\n\n"


def _place(span: Span, paint: Paint) -> str:
    line, column = span.source.position(span.start)
    return f"{paint('path', visible(span.source.name))}:{line}:{column}:"


def _under(carets: str, severity: str, paint: Paint) -> str:
    indent = len(carets) - len(carets.lstrip())
    return carets[:indent] + paint(severity, carets[indent:])


@lru_cache
def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines; rules say the same many times, so this is worked out once."""
    if len(text) <= width:
        return [text]
    from textwrap import wrap

    return wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
