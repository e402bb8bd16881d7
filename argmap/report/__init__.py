"""Findings as text: one module an output format, and the one table of them.

A format is a function from the findings (per file, lazily, in the order they shall appear) to pieces
of text. It knows of the rules only what `Described` says, so that `report` needn't import `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from argmap.diagnostics import Diagnostic, Severity


class Described(Protocol):
    """What a format needs to know of a rule."""

    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def summary(self) -> str: ...
    @property
    def explanation(self) -> str: ...


@dataclass(slots=True, frozen=True)
class Look:
    """How findings shall be shown: the rules' names, colour or not, columns to fill; argmap's version."""

    rules: Mapping[str, Described]
    colour: bool = False
    width: int = 100
    version: str = "0"

    def name(self, code: str) -> str:
        """The name of a code's rule; the code itself where the table doesn't have it."""
        return self.rules[code].name if code in self.rules else code

    def severity(self, code: str) -> Severity:
        return self.rules[code].severity if code in self.rules else "error"


@dataclass(slots=True, frozen=True)
class Checked:
    """One file and what was found in it.

    `failing` are the beginnings of the codes that fail the run; `problem` says why the file could not be
    read. Iterating goes over the findings.
    """

    name: str
    findings: Sequence[Diagnostic] = ()
    failing: tuple[str, ...] = ()
    problem: str | None = None

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.findings)

    def fails(self, finding: Diagnostic) -> bool:
        """Whether a finding fails the run."""
        return finding.code.startswith(self.failing)


#: What `--format` may be, and the module whose `write` makes it.
FORMATS = {
    "text": "argmap.report.text",
    "concise": "argmap.report.concise",
    "json": "argmap.report.json",
    "json-lines": "argmap.report.jsonlines",
    "sarif": "argmap.report.sarif",
    "github": "argmap.report.github",
    "gitlab": "argmap.report.gitlab",
    "junit": "argmap.report.junit",
}
#: Formats for people, which end in a line that sums up.
FOR_PEOPLE = frozenset({"text", "concise"})

Findings = Iterable[Checked]


def write(format: str, findings: Findings, look: Look) -> Iterator[str]:  # noqa: A002
    """The findings in one of `FORMATS`, in pieces."""
    made: Callable[[Findings, Look], Iterator[str]] = import_module(FORMATS[format]).write
    return made(findings, look)
