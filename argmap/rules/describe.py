"""A rule's description in full: as Markdown, as plain text, as a record for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from argmap.rules.pages import page_of
from argmap.rules.rule import FAMILIES, Rule

_HEAD = """\
# Rules

What `argmap check` finds. `--select` and `--ignore` take codes, their beginnings and names; the
longest that fits a rule decides. A rule that is off by default runs where its code or name is
selected in full, or `ALL`. `ignore: CODE…` under a node silences rules for that node, under `map`
for the whole file. `argmap rule CODE` shows a rule's entry in the terminal.

This page is written from the table in `argmap/rules`; a test keeps it current.
"""


def standing(rule: Rule) -> str:
    """Its severity, and whether it runs unless asked for."""
    return rule.severity if rule.default else f"{rule.severity}, off by default"


def markdown(rules: Iterable[Rule], head: str = _HEAD) -> str:
    """The page of several rules, as docs/rules.md has it."""
    lines = [head] if head else []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(f"## {FAMILIES[family]}\n")
        lines += _markdown(rule)
    return "\n".join(lines)


def _markdown(rule: Rule) -> Iterator[str]:
    page = page_of(rule.code)
    yield f"### {rule.code} {rule.name}\n"
    yield f"*{standing(rule)}.* {rule.summary}\n"
    yield f"{page.what}\n"
    yield f"**Why.** {page.why}\n"
    # a map with errors, or one that needs another file, isn't marked as a map to be read
    kind = "text" if rule.family == "E" or "import " in page.example else "argmap"
    yield f"```{kind}\n{page.example}```\n"
    yield f"**Mend.** {page.mend}\n"
    yield f"**Fix.** {page.fix}\n"


def text(rule: Rule, width: int = 80) -> str:
    """The entry of a rule for a terminal, at most `width` columns wide where it may be broken."""
    page = page_of(rule.code)
    parts = [
        f"{rule.code} {rule.name} ({standing(rule)})",
        _filled(rule.summary, width),
        _filled(page.what, width),
        _filled(f"Why: {page.why}", width),
        "Example:\n" + "\n".join(f"    {line}".rstrip() for line in page.example.splitlines()),
        _filled(f"Mend: {page.mend}", width),
        _filled(f"Fix: {page.fix}", width),
    ]
    return "\n\n".join(parts) + "\n"


def record(rule: Rule) -> dict[str, Any]:
    """A rule for programs."""
    page = page_of(rule.code)
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES[rule.family],
        "severity": rule.severity,
        "default": rule.default,
        "summary": rule.summary,
        "what": _plain(page.what),
        "why": _plain(page.why),
        "example": page.example,
        "mend": _plain(page.mend),
        "fix": page.fix.partition(":")[0].split(",")[0].split()[0].rstrip(".").lower(),
        "fix_note": _plain(page.fix),
    }


def _plain(words: str) -> str:
    return " ".join(words.split())


def _filled(words: str, width: int) -> str:
    import textwrap

    paragraphs = [_plain(part) for part in words.split("\n\n")]
    return "\n\n".join(
        textwrap.fill(each, width, break_long_words=False, break_on_hyphens=False) for each in paragraphs
    )
