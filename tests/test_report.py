"""Findings as text: carets where they belong, whatever the line holds; formats that keep their promise."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

import jsonschema
import pytest
from rich.cells import cell_len

from argmap.diagnostics import Diagnostic, Edit, Fix, Severity
from argmap.report import FORMATS, Checked, Look, write
from argmap.report.excerpt import excerpt
from argmap.report.summary import Summary
from argmap.source import Source, Span


@dataclass(frozen=True)
class Rule:
    name: str
    severity: Severity
    summary: str = "In a line."
    explanation: str = "In *full*."


RULES = {
    "E101": Rule("bad-line", "error"),
    "U101": Rule("unanswered", "note"),
    "S101": Rule("bare", "warning"),
}


def span(text: str, marked: str, name: str = "a.argmap") -> Span:
    start = text.index(marked)
    return Span(Source(name, text), start, start + len(marked))


def shown(format_: str, *findings: Diagnostic, colour: bool = False) -> str:
    return "".join(write(format_, [Checked("a.argmap", findings, ("E",))], Look(RULES, colour)))


def under(text: str, marked: str, width: int = 80) -> str:
    """What stands above the carets."""
    found = excerpt(span(text, marked), width)
    carets = found.carets()
    assert len(carets) == cell_len(found.before) + max(cell_len(found.marked), 1) + found.runs_on
    assert found.text.startswith(found.before + found.marked)
    return found.marked


def test_text_shows_place_code_line_carets_and_help() -> None:
    text = "claim a: One.\n  premiss b: Two.\n"
    related = ((span(text, "claim"), "stands under this"),)
    finding = Diagnostic(
        "E101", span(text, "premiss"), "no such word", help="write `premise`", related=related
    )
    assert shown("text", finding) == (
        "a.argmap:2:3: E101 bad-line: no such word\n"
        "  |\n"
        "2 |   premiss b: Two.\n"
        "  |   ^^^^^^^\n"
        "  = help: write `premise`\n"
        "  = a.argmap:1:1: stands under this\n"
        "\n"
    )


def test_concise_is_one_line() -> None:
    finding = Diagnostic("E101", span("x\ny", "y"), "no such word", help="help")
    assert shown("concise", finding) == "a.argmap:2:1: E101 no such word\n"


def test_json_is_valid_by_its_schema() -> None:
    schema = json.loads(files("argmap.report").joinpath("findings.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    first = Diagnostic("E101", span("ä\nöü\n", "öü"), "no \x1b[31m, \x85 or \u202e", node="öü~1")
    second = Diagnostic(
        "U101",
        span("x", "x", "<stdin>"),
        "m",
        help="h",
        owed_by=("pro",),
        fix=Fix("write `y`", (Edit(span("x", "x", "<stdin>"), "y\u202e"),), safe=False),
        related=((span("a\nb", "b"), "why"),),
    )
    for findings in ((), (first,), (first, second)):
        text = shown("json", *findings)
        jsonschema.validate(json.loads(text), schema)
        assert not any(c in text for c in "\x1b\x85\u202e")
    assert json.loads(text) == {
        "format": "argmap-findings/1",
        "findings": [
            {
                "code": "E101",
                "name": "bad-line",
                "severity": "error",
                "message": "no \x1b[31m, \x85 or \u202e",
                "help": None,
                "path": "a.argmap",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 3,
                "node": "öü~1",
                "owed_by": [],
                "fix": None,
                "related": [],
            },
            {
                "code": "U101",
                "name": "unanswered",
                "severity": "note",
                "message": "m",
                "help": "h",
                "path": "<stdin>",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 2,
                "node": None,
                "owed_by": ["pro"],
                "fix": {
                    "title": "write `y`",
                    "safe": False,
                    "edits": [
                        {"line": 1, "column": 1, "end_line": 1, "end_column": 2, "text": "y\u202e"},
                    ],
                },
                "related": [
                    {
                        "path": "a.argmap",
                        "line": 2,
                        "column": 1,
                        "end_line": 2,
                        "end_column": 2,
                        "message": "why",
                    },
                ],
            },
        ],
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_a_code_without_a_rule_is_no_crash(format_: str) -> None:
    assert "X999" in shown(format_, Diagnostic("X999", span("x", "x"), "m"))


@pytest.mark.parametrize("format_", ["text", "concise"])
def test_colour_changes_nothing_but_colour(format_: str) -> None:
    finding = Diagnostic("E101", span("claim a: [x] :smile: <b>", "[x]"), "m [x]", help="h")
    plain, coloured = shown(format_, finding), shown(format_, finding, colour=True)
    assert "\x1b" not in plain
    stripped = coloured
    for code in ("0", "1", "2", "36", "1;31"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    assert coloured != plain == stripped


@pytest.mark.parametrize("format_", ["text", "concise"])
def test_nothing_in_a_text_reaches_the_terminal(format_: str) -> None:
    text = "claim \x1b[31mred\x07\x9b\u202e: x\n"
    finding = Diagnostic(
        "E101", span(text, "red", "\x1b]0;t\x07.argmap"), "m\x1b[2J", help="\x1b", related=()
    )
    out = shown(format_, finding)
    assert not any(c in out for c in "\x1b\x07\x9b\u202e")


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("claim: ab", "ab", "ab"),
        ("主张：因为 b", "因为", "因为"),
        ("e\u0301e\u0301 x", "x", "x"),
        ("👍🏽 x", "x", "x"),
        ("\tclaim\tx", "x", "x"),
        ("a\r\nb\rc", "b", "b"),
        ("one\ntwo", "ne\ntw", "ne"),
        ("one\r\ntwo", "ne\r\ntw", "ne"),
        ("x\x1by", "\x1b", "␛"),
    ],
)
def test_carets_stand_under_what_is_meant(text: str, marked: str, expected: str) -> None:
    assert under(text, marked) == expected


def test_a_tab_is_as_wide_above_as_below() -> None:
    found = excerpt(span("\tab\tcd", "cd"), 80)
    assert found.text == "    ab  cd"
    assert found.carets() == "        ^^"


def test_a_span_at_the_end_of_the_text_has_a_caret() -> None:
    found = excerpt(Span(Source("a", "one\n"), 4, 4), 80)
    assert (found.line, found.text, found.carets()) == (2, "", "^")


def test_a_span_that_ends_with_its_line_does_not_run_on() -> None:
    assert not excerpt(span("one\ntwo", "one\n"), 80).runs_on
    assert not excerpt(span("one\r\ntwo", "one\r\n"), 80).runs_on
    assert excerpt(span("one\ntwo", "one\nt"), 80).runs_on


@pytest.mark.parametrize("at", [0, 50, 5_000_000, 9_999_990])
def test_a_line_of_ten_megabytes_is_cut_around_the_span(at: int) -> None:
    source = Source("a", "x" * 10_000_000)
    found = excerpt(Span(source, at, at + 5), 80)
    assert len(found.text) <= 82
    assert found.marked == "xxxxx"
    assert found.text.startswith("…") == (at > 60)
    assert found.text.endswith("…") == (at < 9_999_900)


def test_a_span_longer_than_the_window_begins_in_it() -> None:
    found = excerpt(Span(Source("a", "x" * 1000), 100, 900), 80)
    assert found.before == "…"
    assert len(found.marked) == 80


@pytest.mark.parametrize(
    ("files_", "failing", "line"),
    [
        ([[]], 0, "Nothing found in 1 file.\n"),
        ([[], []], 0, "Nothing found in 2 files.\n"),
        ([["E101"]], 1, "1 finding: 1 error.\n"),
        ([["E101", "U101", "U101"]], 1, "3 findings: 1 error, 2 notes; 1 of them fails the run.\n"),
        (
            [["U101"], ["S101"], []],
            0,
            "2 findings in 2 files: 1 warning, 1 note; none of them fails the run.\n",
        ),
        (
            [["E101"] * 2000 + ["U101"]],
            2000,
            "2,001 findings: 2,000 errors, 1 note; 2,000 of them fail the run.\n",
        ),
    ],
)
def test_the_closing_line_sums_up(files_: list[list[str]], failing: int, line: str) -> None:
    summary = Summary(Look(RULES))
    for codes in files_:
        summary.add([Diagnostic(code, span("x", "x"), "m") for code in codes], 0)
    summary.failing = failing
    assert summary.line() == line
