"""The pages that describe the rules: complete, and their examples are found fault with as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.diagnostics import Diagnostic
from argmap.fixes import applied
from argmap.model.load import Loader
from argmap.rules.describe import record, text
from argmap.rules.pages import page_of
from argmap.rules.rule import FAMILIES, Rule
from argmap.rules.run import check
from argmap.rules.table import RULES

#: What the examples may name beside themselves.
FILES = {
    "minutes.md": "# Opening\n\nAll are there.\n\n# The vote\n\nSo it is. Nearly everybody wanted Friday.\n",
    "other.argmap": "claim tea: We should drink tea.\n",
    "faulty.argmap": "claim tea: We should drink tea.\n  premise tae\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "argmap.toml").touch()
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def findings(folder: Path, content: str) -> list[Diagnostic]:
    path = folder / "example.argmap"
    path.write_text(content, "utf-8")
    return check(*Loader().path(path), select=["ALL"])


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_example_is_one(rule: Rule, folder: Path) -> None:
    found = findings(folder, page_of(rule.code).example)
    assert rule.code in {each.code for each in found}, [each.message for each in found]
    errors = {each.code for each in found if each.code.startswith("E")}
    assert errors <= {rule.code}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_fix_is_as_safe_as_its_page_says_and_does_away_with_the_finding(rule: Rule, folder: Path) -> None:
    page = page_of(rule.code)
    assert re.match(r"None[.:]|Safe[:, ]|Unsafe[:, ]", page.fix)
    for each in findings(folder, page.example):
        if each.code != rule.code or each.fix is None:
            continue
        assert each.fix.title[0].islower()
        assert not page.fix.startswith("None")
        if page.fix.startswith("Safe:"):
            assert each.fix.safe
        if page.fix.startswith("Unsafe"):
            assert not each.fix.safe
        after = findings(folder, applied(each.span.source, [each]))
        assert not [other for other in after if other.code == rule.code and other.message == each.message]
        assert not [other.message for other in after if other.code.startswith("E")]


def test_rules_with_a_fix_on_their_page_offer_one(folder: Path) -> None:
    for rule in RULES.values():
        page = page_of(rule.code)
        if re.match(r"(Safe|Unsafe):", page.fix):
            found = [each for each in findings(folder, page.example) if each.code == rule.code]
            assert any(each.fix is not None for each in found), rule.code


def test_pages_are_complete_and_of_rules_that_exist() -> None:
    here = Path(__file__).parent.parent / "argmap" / "rules" / "text"
    described = {
        code for path in here.glob("*.md") for code in re.findall(r"^# (\w+)$", path.read_text(), re.M)
    }
    assert described == set(RULES)
    assert {path.stem for path in here.glob("*.md")} == set(FAMILIES)
    for rule in RULES.values():
        page = page_of(rule.code)
        assert page.what
        assert page.why
        assert page.mend
        assert page.example.endswith("\n")


def test_descriptions() -> None:
    rule = RULES["U105"]
    assert text(rule).startswith("U105 unchallenged-premise (note, off by default)\n\n")
    assert max(map(len, text(RULES["W106"], 60).splitlines())) <= 70  # examples are not broken
    known = record(RULES["M107"])
    assert (known["severity"], known["default"], known["fix"]) == ("warning", True, "safe")
    assert {record(each)["fix"] for each in RULES.values()} == {"none", "safe", "unsafe"}
