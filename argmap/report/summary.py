"""The closing line of a run: how much was found, and whether it fails the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from argmap.diagnostics import Diagnostic
from argmap.report import Look
from argmap.report.style import painter


@dataclass(slots=True)
class Summary:
    """Counts what passes by; `failing` is how many of the findings fail the run."""

    look: Look
    files: int = 0
    failing: int = 0
    unreadable: int = 0
    #: How many findings have been fixed.
    fixed: int = 0
    #: Whether safe fixes, and the others, have been tried already, so that none of them is to be offered.
    tried: tuple[bool, bool] = (False, False)
    #: Whether the run does not fail, whatever is found.
    exit_zero: bool = False
    _fixable: list[int] = field(default_factory=lambda: [0, 0])
    _with_findings: int = 0
    _severities: Counter[str] = field(default_factory=Counter)

    def add(self, findings: Sequence[Diagnostic], failing: int) -> None:
        """Count one file and what was found in it."""
        self.files += 1
        self.failing += failing
        self._with_findings += bool(findings)
        self._severities.update(self.look.severity(f.code) for f in findings)
        fixes = [f.fix for f in findings if f.fix is not None]
        safe = sum(fix.safe for fix in fixes)
        self._fixable[0] += safe
        self._fixable[1] += len(fixes) - safe

    def line(self) -> str:
        """The closing line, in words; one before it on what was fixed, one behind it on what can be."""
        fixed = f"Fixed {_count(self.fixed, 'finding')}.\n" if self.fixed else ""
        return fixed + self._found() + self._offer()

    def _found(self) -> str:
        paint = painter(self.look.colour)
        total = self._severities.total()
        left_out = f"; {_count(self.unreadable, 'file')} could not be read" if self.unreadable else ""
        if not total:
            return f"Nothing found in {_count(self.files, 'file')}{left_out}.\n"
        kinds = ", ".join(
            paint(kind, _count(self._severities[kind], kind))
            for kind in ("error", "warning", "note")
            if self._severities[kind]
        )
        where = f" in {_count(self._with_findings, 'file')}" if self.files > 1 else ""
        if self.exit_zero and self.failing:
            verdict = f"; {self.failing:,} of them would fail the run without --exit-zero"
        elif self.failing == total:
            verdict = ""
        elif self.failing:
            verdict = f"; {self.failing:,} of them {'fails' if self.failing == 1 else 'fail'} the run"
        else:
            verdict = "; none of them fails the run"
        return f"{_count(total, 'finding')}{where}: {kinds}{verdict}{left_out}.\n"

    def _offer(self) -> str:
        safe, unsafe = (0 if tried else n for tried, n in zip(self.tried, self._fixable, strict=True))
        if safe:
            more = f", {unsafe:,} more with --fix --unsafe-fixes" if unsafe else ""
            return f"[*] {safe:,} can be fixed with --fix{more}.\n"
        return f"[*] {unsafe:,} can be fixed with --fix --unsafe-fixes.\n" if unsafe else ""


def would_fix(number: int) -> str:
    """The closing line of a run that only shows what could be fixed."""
    return f"Would fix {_count(number, 'finding')}.\n" if number else "Nothing to fix.\n"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
