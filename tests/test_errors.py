"""What is said of a map that can't be read in full. The cases are files under `errors/`.

Each expected line is `LINE:COLUMN-LINE:COLUMN CODE WORDS`: where the finding begins and ends, and words
that its message or its help holds. `fixed` is the text after all fixes that are offered.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.diagnostics import Diagnostic
from argmap.model.load import Loader
from argmap.rules.table import RULES
from tests.cases import case_files, read_case


def shown(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    (line, column), (end_line, end_column) = span.source.position(span.start), span.end_position
    return f"{line}:{column}-{end_line}:{end_column} {diagnostic.code}"


def fixed(text: str, diagnostics: list[Diagnostic]) -> str:
    edits = [edit for d in diagnostics if d.fix is not None for edit in d.fix.edits]
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("path", case_files("errors"), ids=lambda p: p.stem)
def test_error(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    _, diagnostics = Loader().text(case["input"], name=path.stem, folder=tmp_path)
    wanted = [line.split(" ", 2) for line in case["findings"].splitlines() if line]
    assert [shown(d) for d in diagnostics] == [f"{place} {code}" for place, code, _ in wanted]
    for diagnostic, (_, _, words) in zip(diagnostics, wanted, strict=True):
        assert words in f"{diagnostic.message} | {diagnostic.help}"
        assert diagnostic.code in RULES
    if "fixed" in case:
        mended = fixed(case["input"], diagnostics)
        assert mended == case["fixed"]
        assert Loader().text(mended, folder=tmp_path)[1] == []


def test_every_error_has_a_case() -> None:
    """A code nobody can show is a code nobody tested. Some need files (test_imports) or rules."""
    shown_codes = {
        line.split()[1]
        for path in case_files("errors")
        for line in read_case(path)["findings"].splitlines()
        if line
    }
    elsewhere = {"E402", "E405", "E406", "E901"}
    assert {code for code in RULES if code.startswith("E")} - elsewhere == shown_codes
