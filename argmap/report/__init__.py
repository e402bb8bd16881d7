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


@dataclass(slots=True, frozen=True)
class Look:
    """How findings shall be shown: the rules' names, colour or not, and columns to fill."""

    rules: Mapping[str, Described]
    colour: bool = False
    width: int = 100

    def name(self, code: str) -> str:
        """The name of a code's rule; the code itself where the table doesn't have it."""
        return self.rules[code].name if code in self.rules else code

    def severity(self, code: str) -> Severity:
        return self.rules[code].severity if code in self.rules else "error"


#: What `--format` may be, and the module whose `write` makes it.
FORMATS = {
    "text": "argmap.report.text",
    "concise": "argmap.report.concise",
    "json": "argmap.report.json",
}
#: Formats for people, which end in a line that sums up.
FOR_PEOPLE = frozenset({"text", "concise"})

Findings = Iterable[Sequence[Diagnostic]]


def write(format: str, findings: Findings, look: Look) -> Iterator[str]:  # noqa: A002
    """The findings in one of `FORMATS`, in pieces."""
    made: Callable[[Findings, Look], Iterator[str]] = import_module(FORMATS[format]).write
    return made(findings, look)
