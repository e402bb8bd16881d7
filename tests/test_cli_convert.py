"""`argmap convert`, and how all commands write files."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import Argmap

MAP = "map: A map\n\nclaim a: One.\n  rebuttal b: Two.\n"
BROKEN = MAP + "  premis c: Three.\n"


@pytest.fixture(autouse=True)
def a_map(tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(MAP)


def test_json_and_nothing_else_on_standard_output(argmap: Argmap) -> None:
    ran = argmap("convert", "a.argmap", "--to", "json")
    assert (ran.code, ran.err) == (0, "")
    assert [node["id"] for node in json.loads(ran.out)["nodes"]] == ["a", "b"]
    assert argmap("convert", "-", "--to", "json", stdin=MAP).code == 0
    assert argmap("convert", "a.argmap", "--to", "json", "-o", "-").out == ran.out


def test_the_suffix_tells_the_format(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("convert", "a.argmap", "-o", "a.JSON")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "a.JSON").read_text("utf-8"))["title"] == "A map"


def test_a_map_with_errors_is_converted_with_a_warning(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "b.argmap").write_text(BROKEN)
    ran = argmap("convert", "b.argmap", "--to", "json")
    assert ran.code == 0
    assert [node["id"] for node in json.loads(ran.out)["nodes"]] == ["a", "b", "c"]
    assert (
        ran.err
        == "argmap: warning: b.argmap has 1 error; what could be read is here. See: argmap check b.argmap\n"
    )


def test_an_existing_file_is_replaced_whole_and_keeps_its_mode(argmap: Argmap, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    assert argmap("convert", "a.argmap", "-o", "out.json").code == 0
    assert json.loads(target.read_text("utf-8"))
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.argmap", "out.json"]


def test_a_new_file_has_the_usual_mode(argmap: Argmap, tmp_path: Path) -> None:
    argmap("convert", "a.argmap", "-o", "out.json")
    (tmp_path / "usual").write_text("")
    assert (tmp_path / "out.json").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_symbolic_link_stays_one(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    assert argmap("convert", "a.argmap", "-o", "link.json").code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text("utf-8"))


def test_the_map_is_never_overwritten(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "same.json").symlink_to("a.argmap")
    for name in ("a.argmap", "./a.argmap", "same.json", "new.argmap"):
        ran = argmap("convert", "a.argmap", "--to", "json", "-o", name)
        assert (ran.code, ran.out) == (2, ""), name
        assert (tmp_path / "a.argmap").read_text() == MAP
    assert not (tmp_path / "new.argmap").exists()


def test_nor_is_a_map_it_imports(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "imported.json").write_text(MAP)
    (tmp_path / "b.argmap").write_text("map: B\n\nimport a: imported.json\n\nclaim a/a\n  premise: Three.\n")
    ran = argmap("convert", "b.argmap", "-o", "imported.json")
    assert ran.code == 2
    assert (tmp_path / "imported.json").read_text() == MAP


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("no/such/out.json", "cannot write no/such/out.json: there is no folder"),
        ("folder.json", "cannot write folder.json: Is a directory"),
        ("a.argmap/out.json", "cannot write a.argmap/out.json: "),
    ],
)
def test_what_cannot_be_written(argmap: Argmap, tmp_path: Path, target: str, words: str) -> None:
    (tmp_path / "folder.json").mkdir()
    ran = argmap("convert", "a.argmap", "-o", target)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert (tmp_path / "a.argmap").read_text() == MAP


def test_no_permission_to_write(argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # asked of the system rather than tried, so that a file set read-only isn't replaced all the same
    monkeypatch.setattr("os.access", lambda path, mode: False)
    (tmp_path / "out.json").write_text("mine")
    ran = argmap("convert", "a.argmap", "-o", "out.json")
    assert (ran.code, ran.err) == (2, "argmap: cannot write out.json: the file may not be written to\n")
    assert (tmp_path / "out.json").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_to(argmap: Argmap) -> None:
    ran = argmap("convert", "a.argmap", "--to", "json", "-o", "/dev/full")
    assert (ran.code, ran.err) == (2, "argmap: cannot write /dev/full: No space left on device\n")
    assert argmap("convert", "a.argmap", "--to", "json", "-o", "/dev/null").code == 0


def test_a_failed_write_leaves_the_old_file(
    argmap: Argmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.json").write_text("old")
    monkeypatch.setattr("os.fsync", fail)
    ran = argmap("convert", "a.argmap", "-o", "out.json")
    assert (ran.code, ran.err) == (2, "argmap: cannot write out.json: No space left on device\n")
    assert (tmp_path / "out.json").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.argmap", "out.json"]


def test_format_and_suffix_must_agree(argmap: Argmap) -> None:
    ran = argmap("render", "a.argmap", "--to", "svg", "-o", "a.png")
    assert ran.code == 2
    assert "--to svg and -o a.png don't agree" in ran.err
