"""Every rule: maps with the findings they must have written above the lines they are about.

A file in `tests/rules` is named after the rule it is for; only that rule runs on it, or, if it is one
that runs last, all of them. A comment
`// expect CODE by PARTY, PARTY at TEXT: WORDS` says that the next line which is no comment has that
finding: owed by these (`-` for nobody), beginning at this text, with these words in its message or
help. All but the code may be left out. What no comment expects must not be found.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from argmap.diagnostics import Diagnostic
from argmap.fixes import applied
from argmap.model.load import Loader
from argmap.model.map import Map
from argmap.rules.run import check, party_of, selected, unknown_party
from argmap.rules.table import RULES, page, prefix_of, unknown_code
from tests.mapmaker import Maker

HERE = Path(__file__).parent
CASES = sorted((HERE / "rules").glob("*.argmap"))
EXPECT = re.compile(r"\s*// expect (\w+)(?: by ([^:]+?))?(?: at ([^:]+?))?(?: ?: (.+))?")


class Expected(NamedTuple):
    line: int
    code: str
    owed_by: tuple[str, ...] | None
    begins: str | None
    words: str | None

    def fits(self, found: Diagnostic) -> bool:
        return (
            self.line == found.span.line
            and self.code == found.code
            and self.owed_by in (None, found.owed_by)
            and found.span.text.startswith(self.begins or "")
            and (self.words or "") in f"{found.message} {found.help}"
        )


def expectations(text: str) -> list[Expected]:
    expected: list[Expected] = []
    waiting: list[tuple[str, tuple[str, ...] | None, str | None, str | None]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("//"):
            match = EXPECT.fullmatch(line)
            assert match or "// expect" not in line, line
            if match:
                code, by, begins, words = match.groups()
                owed = None if by is None else () if by == "-" else tuple(by.split(", "))
                waiting.append((code, owed, begins, words))
        elif line.strip():
            expected += [Expected(number, *each) for each in waiting]
            waiting.clear()
    assert not waiting
    return expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    map_, diagnostics = Loader(root=HERE).path(path)
    assert not diagnostics
    code = path.stem[:4]
    wanted = "ALL" if RULES[code].last else code
    found = [each for each in check(map_, select=[wanted]) if each.code == code]
    expected = expectations(path.read_text("utf-8"))
    shown = [f"{each.span.line}: {each.message} [{', '.join(each.owed_by)}]" for each in found]
    missing = [each for each in expected if not any(each.fits(other) for other in found)]
    unexpected = [
        words
        for each, words in zip(found, shown, strict=True)
        if not any(other.fits(each) for other in expected)
    ]
    assert (missing, unexpected) == ([], [])
    assert len(found) == len(expected), shown


def test_every_rule_has_a_case_that_fires() -> None:
    fired = {each.code for path in CASES for each in expectations(path.read_text("utf-8"))}
    assert {rule.code for rule in RULES.values() if rule.runs} == fired


def test_the_page_of_rules_is_current() -> None:
    assert (HERE.parent / "docs" / "rules.md").read_text("utf-8") == page(), (
        "write it again: python -m argmap.rules > docs/rules.md"
    )


# Which rules run

DEBATE = """\
speaker op: Starter
  side: east
speaker critic: Critic

claim c @op: One.
  rebuttal r @critic: Two.
claim d @critic: Three.
  rebuttal s @op: Four. [nowhere]
"""


def read(text: str) -> Map:
    map_, diagnostics = Loader().text(text, name="x.argmap")
    assert not diagnostics
    return map_


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def test_findings_come_in_the_order_of_the_file() -> None:
    found = check(read(DEBATE))
    assert codes(found) == ["S101", "U101", "S101", "U101", "S201"]
    assert [each.span.start for each in found] == sorted(each.span.start for each in found)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"select": ["U"]}, ["U101", "U101"]),
        ({"select": ["unanswered-rebuttal"]}, ["U101", "U101"]),
        ({"select": ["u1"]}, ["U101", "U101"]),
        ({"select": ["S"], "ignore": ["S1"]}, ["S201"]),
        ({"select": ["S101"], "ignore": ["S"]}, ["S101", "S101"]),
        ({"select": ["S"], "ignore": ["S"]}, []),
        ({"ignore": ["S", "U"]}, []),
        ({"ignore": ["ALL"]}, []),
        ({"select": ["L"], "extend_select": ["S2"]}, ["S201"]),
        ({"extend_select": ["S102"], "extend_ignore": ["S101", "U"]}, ["S102", "S201"]),
        # off by default: only by name or in full, or with everything
        ({"select": ["S102"]}, ["S102"]),
        ({"select": ["bare-assertion"]}, ["S102"]),
        ({"select": ["S1"]}, ["S101", "S101"]),
        ({"select": ["ALL"], "ignore": ["U", "S101", "S201"]}, ["S102"]),
    ],
)
def test_choosing_rules(choice: dict[str, list[str]], expected: list[str]) -> None:
    assert codes(check(read(DEBATE), **choice)) == expected


def test_errors_stay_unless_they_are_ignored() -> None:
    map_, diagnostics = Loader().text("claim a: One. #late\n", name="x.argmap")
    error = diagnostics[0].code
    assert error.startswith("E")
    assert codes(check(map_, diagnostics, select=["U"])) == [error]
    assert codes(check(map_, diagnostics, select=["U"], ignore=["E"])) == []
    assert codes(check(map_, diagnostics, select=["U", "E9"])) == []


def test_for_a_speaker_or_a_side() -> None:
    map_ = read(DEBATE)
    for name in ("op", "east"):
        assert [each.node for each in check(map_, for_party=name)] == ["r"]
    assert [each.node for each in check(map_, for_party="critic")] == ["s"]
    assert check(map_, for_party="nobody") == []
    assert party_of(map_, "op") == "east"


def test_unknown_party() -> None:
    map_ = read(DEBATE)
    assert unknown_party(map_, "op") is None
    assert unknown_party(map_, "east") is None
    assert "Did you mean `critic`?" in (unknown_party(map_, "critc") or "")
    assert "It has `op`, `critic`, `east`." in (unknown_party(map_, "zzz") or "")


def test_unknown_code() -> None:
    for known in ("U", "U1", "u101", "U101", "unanswered-rebuttal", "ALL", "all"):
        assert unknown_code(known) is None
    assert "Did you mean `unanswered-rebuttal`?" in (unknown_code("unanswerd-rebuttal") or "")
    assert prefix_of("") is None
    assert prefix_of("X") is None


def test_ignoring_at_a_node_at_a_use_and_in_a_whole_map() -> None:
    map_ = read(
        "map: M\n  ignore: L102\n"
        "claim a: One.\n  ignore: unsupported-claim\n  rebuttal a\n"
        "claim b: Two.\n  rebuttal c\n    ignore: U1\n"
        "claim c: Three. [nowhere]\n  ignore: S\n"
    )
    assert codes(check(map_)) == ["S101"]


def test_only_the_main_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "one.argmap").write_text("claim a: One.\n  rebuttal r: Two.\n", "utf-8")
    (tmp_path / "main.argmap").write_text(
        "import one: one.argmap\nclaim one/a\n  contradicts: b\nclaim b: Three.\n", "utf-8"
    )
    map_, diagnostics = Loader().path(tmp_path / "main.argmap")
    assert not diagnostics
    assert codes(check(map_)) == ["S101"]


def test_a_contradiction_between_two_imports_is_found_where_it_is_drawn(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.argmap").write_text("claim a: One.\n", "utf-8")
    (tmp_path / "main.argmap").write_text(
        "import one: one.argmap\nimport two: two.argmap\nclaim one/a\n  contradicts: two/a\n", "utf-8"
    )
    map_, _ = Loader().path(tmp_path / "main.argmap")
    found = check(map_)
    assert [(each.code, each.span.line) for each in found] == [("L104", 4)]


def test_a_misspelt_source_has_a_fix() -> None:
    (found,) = check(read("source thread: T\nclaim a: One. [thraed#p1]\n"), select=["S201"])
    assert found.fix is not None
    assert [(edit.span.text, edit.text) for edit in found.fix.edits] == [("thraed", "thread")]


@pytest.mark.parametrize(
    ("code", "text", "command"),
    [
        ("U101", "claim a: One.\n  rebuttal r: Two.\n", "argmap why x.argmap a"),
        (
            "U101",
            "claim a: One.\n  premise: Two.\n    rebuttal r: No.\n",
            "argmap why x.argmap 'a~premise-two'",
        ),
        ("U102", "claim a: One.\n  premise p: Two.\n    undercut u: No.\n", "argmap why x.argmap a"),
        ("L101", "claim a: One.\n  premise a\n", "argmap why x.argmap a"),
        ("L102", "claim a: One.\n  rebuttal a\n", "argmap why x.argmap a"),
        ("L104", "claim a: One.\n  contradicts: b\nclaim b: Two.\n", "argmap why x.argmap a"),
        (
            "L107",
            "speaker o: O\nspeaker p: P\nclaim a @o: One.\nclaim b @o: Two.\nclaim a\n  rebuttal b @p\n",
            "argmap why x.argmap a",
        ),
    ],
)
def test_help_names_the_command_that_tells_how_a_claim_stands(code: str, text: str, command: str) -> None:
    found = check(read(text), select=[code])
    assert found
    assert f"`{command}` tells how it stands" in (found[0].help or "")


def test_names_and_codes_are_unique_and_described() -> None:
    rules = list(RULES.values())
    assert len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[EUSLWM]\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.summary.endswith(".")
        assert rule.summary


def test_all_rules_on_a_long_chain_and_a_circle() -> None:
    """Nothing recurses, and nothing is square, when a hundred thousand steps hang on one another."""
    maker = Maker(op=None, critic=None)
    node = first = maker.node("n0", speakers=("op",))
    for i in range(1, 50_000):
        new = maker.node(f"n{i}", "premise", speakers=("op", "critic")[i % 2 : i % 2 + 1])
        maker.link("support", new, node, speakers=new.speakers)
        if i % 10 == 0:
            maker.link("attack", maker.node(f"r{i}", "rebuttal", speakers=("critic",)), new)
        node = new
    maker.link("support", first, node, reference=True)
    found = check(maker.map, select=["ALL"])
    assert "L101" in codes(found)


def test_selected_keeps_the_order_of_the_table() -> None:
    assert [rule.code for rule in selected([], [])] == [rule.code for rule in RULES.values() if rule.default]


# Fixes


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        (
            "M103",
            "// on s\nsource s: S\n  file: x.md\n  note: Two\n    lines.\n\n// on a\nclaim a: One.\n",
            "// on s\n\n// on a\nclaim a: One.\n",
        ),
        ("M104", "section: S\n  by: x\n  // kept\nclaim a: One.\n", "  // kept\nclaim a: One.\n"),
        ("M105", "claim a: One.\nclaim a\n  // kept\n", "claim a: One.\n  // kept\n"),
        ("M107", "claim a: One.\n  ignore: U101, S101\n", "claim a: One.\n  ignore: S101\n"),
        ("M107", "claim a: One.\n  ignore: U101 S101 U102\n", "claim a: One.\n  ignore: S101\n"),
        ("M107", "map: M\n  ignore: U101\nclaim a: One.\n", "map: M\nclaim a: One.\n"),
        (
            "W106",
            "claim a: One two three four.\nclaim b: One two three four.\n    premise: Five.",
            "claim a: One two three four.\nclaim b: One two three four.\n    restates: a\n    premise: Five.",
        ),
        (
            "W106",
            "claim a: One two three four.\nclaim b: One two\n  three four.",
            "claim a: One two three four.\nclaim b: One two\n  three four.\n  restates: a",
        ),
        (
            "S205",
            "source s: S\nclaim a: As [s] has it. [s#p]\n",
            "source s: S\nclaim a: As has it. [s#p] [s]\n",
        ),
        ("S205", "source s: S\nclaim a: One ([s#p1]), two.\n", "source s: S\nclaim a: One, two. [s#p1]\n"),
        ("S301", "claim a: One.\n  premise: Two.\n    scheme:  anology\n", None),
        ("W104", "claim a: Who?\n  question: Why?\n", "question a: Who?\n  question: Why?\n"),
        ("E901", "claim a: One.\n  ignore: S1, U1O1\n", "claim a: One.\n  ignore: S1, U101\n"),
    ],
)
def test_fixes(code: str, before: str, after: str | None) -> None:
    map_, _ = Loader().text(before)
    found = next(each for each in check(map_, select=["ALL"]) if each.code == code)
    assert found.fix is not None
    if after is None:
        after = before.replace("anology", "analogy")
    assert applied(map_.source, [found]) == after


def test_no_fix_where_it_would_lose_something() -> None:
    for text in ("claim a: Who?\n  premise: Me.\n", "claim a: One.\n  premise: Who?\n"):
        (found,) = check(read(text), select=["W104"])
        assert found.fix is None
    (found,) = check(read("claim a: One.\nclaim a [s]\n"), select=["M105"])
    assert found.fix is not None
    assert not found.fix.safe


def test_what_is_not_known_to_be_unused_is_left_alone() -> None:
    map_ = read("claim a: One.\n  ignore: U101, S102\n")
    assert codes(check(map_)) == ["S101", "M107"]
    assert codes(check(map_, select=["M107"])) == []
    assert codes(check(map_, ignore=["U"])) == ["S101"]
    (found,) = check(map_, select=["U101", "S102", "M107"])
    assert "`U101`, `S102` silence nothing" in found.message


def test_texts_alike_among_many() -> None:
    """Not only neighbours are compared, and one template of ten thousand texts doesn't make it square."""
    lines = [
        f"claim c{i}: The measurement with the number {i} was taken in the morning." for i in range(10_000)
    ]
    lines += ["claim last: The measurement with the number 17 was taken in the mornings."]
    (found,) = check(read("\n".join(lines)), select=["W106"])
    assert (found.node, found.related[0][0].text.split()[1]) == ("last", "c17:")
