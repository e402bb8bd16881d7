"""Fixes: applied one after the other so that nothing gets worse, and what each does to a map."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.fixes import Look, Mended, applied, mend
from argmap.model.load import Loader
from argmap.model.map import Map
from argmap.rules.run import check
from argmap.source import Source, Span
from argmap.syntax.parser import parse
from tests.cases import HERE, case_files, read_case
from tests.conftest import Argmap

# The engine, with rules of its own: a pattern, what to write instead, whether that is safe


def rules(*table: tuple[str, str, str, bool], error: str = "E!") -> Callable[[str], Look]:
    """Finds each pattern of the table, whose first column is a code; and as an error what `error` names."""

    def look_at(text: str) -> Look:
        source = Source("x", text)
        found = []
        for code, pattern, instead, safe in table:
            for match in re.finditer(pattern, text):
                span = Span(source, *match.span())
                fix = Fix("mend", (Edit(span, match.expand(instead)),), safe)
                found.append(Diagnostic(code, span, f"found {match[0]}", fix=fix))
        errors = [Diagnostic("E", Span(source, *m.span()), f"error {m[0]}") for m in re.finditer(error, text)]
        return Look(source, found, errors)

    return look_at


def outcome(mended: Mended) -> tuple[str, int]:
    return mended.text, len(mended.fixed)


def test_all_safe_fixes_are_applied() -> None:
    look_at = rules(("A", "a", "b", True), ("B", "x", "y", False))
    assert outcome(mend("a x\na x\na", look_at)) == ("b x\nb x\nb", 3)
    assert outcome(mend("a x\na x\na", look_at, unsafe=True)) == ("b y\nb y\nb", 5)


def test_overlapping_fixes_take_turns() -> None:
    look_at = rules(("A", "abc", "bc", True), ("B", "bcd", "d", True))
    assert outcome(mend("abcd", look_at)) == ("d", 2)


def test_a_fix_may_open_the_way_for_another() -> None:
    assert outcome(mend("aaab", rules(("A", "ab", "b", True)))) == ("b", 3)


def test_a_fix_that_brings_in_an_error_is_taken_back() -> None:
    look_at = rules(("A", r"a(\d)", r"b\1", True), error="b[37]")
    text = "".join(f"a{n}\n" for n in range(9))
    want = text.replace("a", "b").replace("b3", "a3").replace("b7", "a7")
    assert outcome(mend(text, look_at)) == (want, 7)


def test_an_error_that_was_there_stops_nothing() -> None:
    assert outcome(mend("a\nb7", rules(("A", "a", "b", True), error="b7"))) == ("b\nb7", 1)


def test_a_fix_that_mends_nothing_is_taken_back() -> None:
    assert outcome(mend("a\nc", rules(("A", "a", "aa", True), ("B", "c", "d", True)))) == ("a\nd", 1)


def test_fixes_that_undo_each_other_end() -> None:
    text, _ = outcome(mend("a\nc", rules(("A", "a", "b", True), ("B", "b", "a", True))))
    assert text in ("a\nc", "b\nc")


def test_two_findings_about_each_other_are_not_fixed_at_once() -> None:
    """Each of two lines may go since the other is there."""

    def look_at(text: str) -> Look:
        source = Source("x", text)
        spans = [Span(source, *m.span()) for m in re.finditer("same\n", text)]
        found = [
            Diagnostic(
                "A",
                span,
                "twice",
                fix=Fix("remove", (Edit(span, ""),)),
                related=tuple((other, "here") for other in spans if other is not span),
            )
            for span in spans
            if len(spans) > 1
        ]
        return Look(source, found, [])

    assert outcome(mend("same\nx\nsame\n", look_at)) == ("x\nsame\n", 1)


def test_a_rule_that_tells_only_the_first_of_its_kind() -> None:
    def look_at(text: str) -> Look:
        source = Source("x", text)
        found = [
            Diagnostic(
                "A", Span(source, at, at + 1), "an a", fix=Fix("b", (Edit(Span(source, at, at + 1), "b"),))
            )
            for at in [text.find("a")]
            if at >= 0
        ]
        return Look(source, found, [])

    assert outcome(mend("a\na\na", look_at)) == ("b\nb\nb", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_the_files_own(end: str) -> None:
    text = f"one{end}two{end}"
    source = Source("x", text)
    fix = Fix("break", (Edit(Span(source, 0, 0), "zero\n"),))
    assert applied(source, [Diagnostic("A", Span(source, 0, 1), "x", fix=fix)]) == f"zero{end}{text}"


# Every fix that a rule offers


def findings(text: str, folder: Path, name: str, select: list[str] | None) -> tuple[Map, list[Diagnostic]]:
    map_, said = Loader(root=HERE).text(text, name=name, folder=folder)
    return map_, check(map_, said, select=select or ())


#: Texts by name, the folder they are read in, and the rules to run.
SAMPLES = [
    pytest.param(path.stem, read_case(path)["input"], HERE / "errors", None, id=path.stem)
    for path in case_files("errors")
] + [
    pytest.param(path.stem, path.read_text("utf-8"), path.parent, [path.stem[:4]], id=path.stem)
    for path in sorted((HERE / "rules").glob("*.argmap"))
]


def comments(text: str) -> list[str]:
    return [text[i.start : i.end].strip() for i in parse(Source("x", text))[0].walk() if i.type == "COMMENT"]


def untouched(map_: Map, lines: set[int]) -> list[tuple[str, str]]:
    """Kind and text of the nodes that stand on none of these lines."""
    return [
        (node.kind, node.text)
        for node in map_.nodes.values()
        if node.span.source is map_.source
        and lines.isdisjoint(range(node.span.line, node.span.end_position[0] + 1))
    ]


def told(finding: Diagnostic) -> tuple[str, str, str]:
    """A finding by what it says of which line, wherever that line is."""
    span = finding.span
    return finding.code, finding.message, span.source.line_text(span.line)


@pytest.mark.parametrize(("name", "text", "folder", "select"), SAMPLES)
def test_every_fix_does_its_work_and_no_more(
    name: str, text: str, folder: Path, select: list[str] | None
) -> None:
    map_, found = findings(text, folder, name, select)
    errors = [f.code for f in found if f.code[0] == "E"]
    for finding in found:
        fix = finding.fix
        if fix is None:
            continue
        assert fix.title
        new = applied(map_.source, [finding])
        lines = {line for edit in fix.edits for line in range(edit.span.line, edit.span.end_position[0] + 1)}
        changed, after = findings(new, folder, name, select)
        # what it was about is gone, and no error has come
        assert told(finding) not in map(told, after), fix.title
        if fix.safe:
            assert not {f.code for f in after if f.code[0] == "E"} - set(errors), fix.title
        # the other lines are as they were, and so is what they say
        kept = untouched(map_, lines)
        others = [(node.kind, node.text) for node in changed.nodes.values()]
        assert all(others.count(each) >= kept.count(each) for each in kept), fix.title
        old, now = text.splitlines(), new.splitlines()
        assert [line for i, line in enumerate(old, 1) if i not in lines and line not in now] == []
        # a comment may be moved to a line of its own, and none goes
        assert [c for c in comments(text) if c not in comments(new)] == []


@pytest.mark.parametrize(("name", "text", "folder", "select"), SAMPLES)
@pytest.mark.parametrize("unsafe", [False, True])
def test_fixing_all_ends_and_makes_nothing_worse(
    name: str, text: str, folder: Path, select: list[str] | None, unsafe: bool
) -> None:
    def look_at(new: str) -> Look:
        map_, found = findings(new, folder, name, select)
        return Look(map_.source, found, [f for f in found if f.code.startswith(("E", "S2"))])

    mended = mend(text, look_at, unsafe=unsafe)
    before, after = look_at(text), mended.look
    assert len(after.errors) <= len(before.errors)
    assert len(after.findings) <= len(before.findings) or mended.fixed
    assert mend(mended.text, look_at, unsafe=unsafe).fixed == []
    assert [c for c in comments(text) if c not in comments(mended.text)] == []


@pytest.mark.parametrize(
    "path", [p for p in case_files("errors") if "fixed" in read_case(p)], ids=lambda p: p.stem
)
def test_fixing_an_error_case(path: Path, argmap: Argmap, tmp_path: Path) -> None:
    case = read_case(path)
    (tmp_path / "a.argmap").write_text(case["input"], "utf-8")
    ran = argmap("check", "--fix", "--unsafe-fixes", "--select", "E", "a.argmap")
    assert (tmp_path / "a.argmap").read_text("utf-8") == case["fixed"]
    assert ran.code == 0
    assert ran.out.startswith("Fixed ")


# The command

MAP = "claim first: One. #late\n  rebuttal: Two.\n  // c\n  premise frist\n"
SAFE = "claim first #late: One.\n  rebuttal: Two.\n  // c\n  premise frist\n"
FIXED = SAFE.replace("frist", "first")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.argmap"
    path.write_text(MAP, "utf-8")
    return path


def test_what_can_be_fixed_is_marked(argmap: Argmap, path: Path) -> None:
    ran = argmap("check", "a.argmap", "--select", "E")
    assert "a.argmap:1:19: E109 belongs-elsewhere [*]: " in re.sub(
        r"E109 \S+", "E109 belongs-elsewhere", ran.out
    )
    assert ran.out.endswith("[*] 1 can be fixed with --fix, 1 more with --fix --unsafe-fixes.\n")
    assert path.read_text("utf-8") == MAP


def test_fix(argmap: Argmap, path: Path) -> None:
    path.chmod(0o600)
    ran = argmap("check", "a.argmap", "--fix", "--select", "E", "--format", "concise")
    assert ran.code == 1
    assert ran.err == ""
    lines = ran.out.splitlines()
    assert lines[0].startswith("a.argmap:4:11: E301 ")
    assert lines[1:] == [
        "Fixed 1 finding.",
        "1 finding: 1 error.",
        "[*] 1 can be fixed with --fix --unsafe-fixes.",
    ]
    assert path.read_text("utf-8") == SAFE
    assert path.stat().st_mode & 0o777 == 0o600


def test_unsafe_fixes(argmap: Argmap, path: Path) -> None:
    ran = argmap("check", "a.argmap", "--fix", "--unsafe-fixes", "--select", "E")
    assert (ran.code, ran.out) == (0, "Fixed 2 findings.\nNothing found in 1 file.\n")
    assert path.read_text("utf-8") == FIXED
    ran = argmap("check", "a.argmap", "--unsafe-fixes")
    assert ran.code == 2
    assert "--unsafe-fixes goes with --fix or --diff" in ran.err


def test_only_what_is_selected_is_fixed(argmap: Argmap, path: Path) -> None:
    argmap("check", "a.argmap", "--fix", "--unsafe-fixes", "--select", "E301")
    assert path.read_text("utf-8") == MAP.replace("frist", "first")


def test_diff(argmap: Argmap, path: Path) -> None:
    ran = argmap("check", "a.argmap", "--diff", "--select", "E")
    assert ran.code == 1
    assert ran.out.splitlines()[:5] == [
        "--- a.argmap",
        "+++ a.argmap",
        "@@ -1,4 +1,4 @@",
        "-claim first: One. #late",
        "+claim first #late: One.",
    ]
    assert ran.err == "Would fix 1 finding.\n"
    assert path.read_text("utf-8") == MAP
    path.write_text("claim a: One. [s]\nsource s: S\n", "utf-8")
    ran = argmap("check", "a.argmap", "--diff")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing to fix.\n")


def test_standard_input_is_fixed_to_standard_output(argmap: Argmap, path: Path) -> None:
    ran = argmap("check", "-", "--fix", "--select", "E", stdin=MAP)
    assert (ran.code, ran.out) == (1, SAFE)
    assert "<stdin>:4:11: E301" in ran.err
    assert "Fixed 1 finding." in ran.err
    ran = argmap("check", "-", "--diff", "--select", "E", stdin=MAP)
    assert ran.code == 1
    assert "+claim first #late: One.\n" in ran.out
    ran = argmap("check", "-", "--fix", stdin=b"\xff")
    assert (ran.code, ran.out) == (2, "")


def test_mark_and_line_ends_stay(argmap: Argmap, path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + MAP.replace("\n", "\r\n").replace("#late", "// late").encode())
    argmap("check", "a.argmap", "--fix", "--select", "E")
    want = MAP.replace("claim first: One. #late\n", "// late\nclaim first: One.\n").replace("\n", "\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + want.encode()


def test_an_imported_file_that_was_fixed_is_read_anew(argmap: Argmap, path: Path, tmp_path: Path) -> None:
    (tmp_path / "b.argmap").write_text("import a: a.argmap\nclaim a/first\n  premise: Two.\n", "utf-8")
    ran = argmap("check", ".", "--fix", "--unsafe-fixes", "--select", "E")
    assert (ran.code, ran.out) == (0, "Fixed 2 findings.\nNothing found in 2 files.\n")


def test_nothing_is_written_where_nothing_is_fixed(argmap: Argmap, path: Path) -> None:
    path.write_text(SAFE, "utf-8")
    path.chmod(0o444)
    before = path.stat()
    assert argmap("check", "a.argmap", "--fix", "--select", "E").code == 1
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_link_out_of_the_project_is_not_written(argmap: Argmap, path: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.argmap").symlink_to(path)
    ran = argmap("check", "project/a.argmap", "--fix")
    assert ran.code == 2
    assert "is a symbolic link out of the project folder" in ran.err
    assert path.read_text("utf-8") == MAP


def test_a_link_out_of_the_project_is_neither_fixed_nor_shown(argmap: Argmap, tmp_path: Path) -> None:
    text = "claim a:One.\n"
    (tmp_path / "outside.argmap").write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    project.mkdir()
    (project / "argmap.toml").touch()
    (project / "link.argmap").symlink_to(tmp_path / "outside.argmap")
    for option in ("--fix", "--diff"):
        ran = argmap("check", option, project / "link.argmap")
        assert (ran.code, "One" in ran.out) == (2, False)
        assert "symbolic link out of the project folder" in ran.err
    assert (tmp_path / "outside.argmap").read_text(encoding="utf-8") == text
