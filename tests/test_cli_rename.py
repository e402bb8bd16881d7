"""`argmap rename`: cases under `rename/` (see its README), and what holds of every map."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from argmap.editing.edits import Refused
from argmap.editing.occurrences import Index
from argmap.editing.rename import KINDS, rename
from argmap.model.load import Loader
from argmap.source import Source
from argmap.syntax.parser import parse
from tests.cases import case_files, read_case
from tests.conftest import Argmap

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.argmap"))


def lay_out(folder: Path, parts: dict[str, str]) -> dict[str, str]:
    """Write the files of a case; returns what each of them holds."""
    files = {name: text for name, text in parts.items() if "." in name and " " not in name}
    files["main.argmap"] = parts["input"]
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return files


@pytest.mark.parametrize("path", case_files("rename"), ids=lambda p: p.stem)
def test_cases(path: Path, argmap: Argmap, tmp_path: Path) -> None:
    case = read_case(path)
    files = lay_out(tmp_path, case)
    words = shlex.split(case["run"])
    assert ("refused" in case) != any(name.endswith(" after") for name in case)
    after = files | {name[:-6]: text for name, text in case.items() if name.endswith(" after")}
    if "refused" not in case:
        shown = argmap("rename", *words, "--diff")
        assert (shown.code, shown.err) == (1, "")
        assert {name: (tmp_path / name).read_text("utf-8") for name in files} == files
    ran = argmap("rename", *words)
    if "refused" in case:
        assert (ran.code, ran.out) == (2, "")
        assert all(line in ran.err for line in case["refused"].splitlines())
    else:
        assert (ran.code, ran.err) == (0, "")
        assert all(name in ran.out for name in files if files[name] != after[name])
    assert {name: (tmp_path / name).read_text("utf-8") for name in files} == after


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_any_name_of_an_example_can_be_changed_and_changed_back(path: Path) -> None:
    loader = Loader()
    source = Source(path.name, path.read_text("utf-8"), path)
    loaded = loader.whole(source, *parse(source))
    things = [thing for thing in Index(loaded).things() if thing.kind in KINDS]
    chosen = {thing.kind: thing for thing in things if not thing.name.startswith(("implicit", "decided"))}
    assert {"node"} < chosen.keys()
    for thing in chosen.values():
        changes = rename([loaded], thing, "quite-new", loader)
        assert sum(change.text().count("quite-new") for change in changes) == sum(
            len(change.edits) for change in changes
        )
        for change in changes:
            assert change.text().replace("quite-new", thing.name) == change.source.text


def test_standard_input_to_standard_output(argmap: Argmap) -> None:
    ran = argmap("rename", "-", "a", "b", stdin="claim a: A\nclaim a\n")
    assert (ran.code, ran.out, ran.err) == (0, "claim b: A\nclaim b\n", "")


def test_standard_input_changes_no_other_file(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "one.argmap").write_text("claim a: A\n")
    ran = argmap("rename", "-", "one/a", "b", stdin="import one: one.argmap\nclaim one/a\n")
    assert ran.code == 2
    assert "one.argmap would change too" in ran.err
    assert (tmp_path / "one.argmap").read_text() == "claim a: A\n"


def test_line_ends_and_byte_order_mark_stay(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_bytes("\ufeffclaim a: A\r\nclaim a\r\n".encode())
    assert argmap("rename", "a.argmap", "a", "longer").code == 0
    assert (tmp_path / "a.argmap").read_bytes() == "\ufeffclaim longer: A\r\nclaim longer\r\n".encode()


def test_all_files_or_none(argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second file can't be written, the first one isn't either."""
    (tmp_path / "main.argmap").write_text("import one: lib/one.argmap\nclaim one/a\n")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "one.argmap").write_text("claim a: A\n")
    import argmap.cli.atomic as atomic

    staged = atomic._staged

    def full(target: Path, data: object) -> Path | None:
        if target.name == "one.argmap":
            raise OSError(28, "No space left on device")
        return staged(target, data)  # type: ignore[arg-type]

    monkeypatch.setattr(atomic, "_staged", full)
    ran = argmap("rename", "main.argmap", "one/a", "b")
    assert ran.code == 2
    assert "No space left" in ran.err
    assert (tmp_path / "main.argmap").read_text() == "import one: lib/one.argmap\nclaim one/a\n"
    assert (tmp_path / "lib" / "one.argmap").read_text() == "claim a: A\n"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["lib", "main.argmap", "one.argmap"]


def test_a_map_that_is_not_there_and_others_that_import_nothing(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim a: A\n")
    (tmp_path / "b.argmap").write_text("claim a: A\n")
    assert argmap("rename", "none.argmap", "a", "b").code == 2
    ran = argmap("rename", "a.argmap", "a", "b", "--also", "b.argmap")
    assert ran.code == 0
    assert "b.argmap imports no file of a.argmap" in ran.err
    assert argmap("rename", "a.argmap", "b", "c", "--also", "none.argmap").code == 2
    assert argmap("rename", "a.argmap", "b", "c", "--kind", "nod").err.count("Did you mean `node`?") == 1


def test_the_core_refuses_with_one_kind_of_error() -> None:
    source = Source("a", "claim a: A\nclaim b: B\n")
    loader = Loader()
    loaded = loader.whole(source, *parse(source))
    a = next(iter(Index(loaded).things()))
    with pytest.raises(Refused, match="already"):
        rename([loaded], a, "b", loader)
