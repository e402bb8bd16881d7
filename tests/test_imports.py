"""Maps of several files."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.diagnostics import Diagnostic
from argmap.model.load import Loader, ReadError
from argmap.model.map import Map


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".argmap").write_text(text, encoding="utf-8")


def load(path: Path) -> tuple[Map, list[Diagnostic]]:
    return Loader().path(path / "main.argmap")


def said(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.span.line} {d.code}" for d in diagnostics]


def test_an_import_brings_the_whole_map(tmp_path: Path) -> None:
    write(
        tmp_path,
        thread="map: Thread\n  of: post\nsource post: A post\nspeaker op: Starter\n"
        "claim a @op: One. [post#p1]\n  premise: Unnamed.\n    rebuttal b: Against.\n",
        main="import thread: thread.argmap\nspeaker me: Me\n"
        "claim thread/a\n  rebuttal c @me @thread/op: New. [thread/post#p2]\n    premise thread/b\n"
        "claim d: As [[thread/a]] says.\n  contradicts: thread/a\n",
    )
    map_, diagnostics = load(tmp_path)
    assert said(diagnostics) == []
    assert list(map_.nodes) == ["c", "d", "thread/a", "thread/a~premise-unnamed", "thread/b"]
    assert [(k.kind, [n.id for n in k.origin], k.target.id) for k in map_.links.values()] == [
        ("support", ["thread/a~premise-unnamed"], "thread/a"),
        ("attack", ["thread/b"], "thread/a~premise-unnamed"),
        ("attack", ["c"], "thread/a"),
        ("support", ["thread/b"], "c"),
        ("contradiction", ["d"], "thread/a"),
        ("contradiction", ["thread/a"], "d"),
    ]
    assert map_.nodes["c"].speakers == ("me", "thread/op")
    assert map_.nodes["c"].citations[0].source == "thread/post"
    assert map_.mapped == {"thread/post"}
    assert [n.id for n in map_.roots()] == ["d"]
    # and nothing of it counts back there
    alone, _ = Loader().path(tmp_path / "thread.argmap")
    assert len(alone.links) == 2


def test_what_is_added_to_an_imported_node_is_not_said_by_its_speaker(tmp_path: Path) -> None:
    write(
        tmp_path,
        thread="speaker op: Starter\nclaim a @op: One.\nclaim b @op: Two.\n",
        main="import thread: thread.argmap\nspeaker me: Me\nmap: M\n  by: me\n"
        "claim thread/a\n  premise p: Mine.\n  premise thread/b\n"
        "  rebuttal thread/b\n    premise q: Mine too.\n"
        "claim thread/b @thread/op\n  premise r: Said so there.\n",
    )
    map_, diagnostics = load(tmp_path)
    assert said(diagnostics) == []
    speakers = {f"{k.kind} {k.origin[0].id}": k.speakers for k in map_.links.values()}
    assert speakers == {
        "support p": ("me",),
        "support thread/b": ("me",),
        "attack thread/b": ("thread/op",),
        "support q": ("me",),
        "support r": ("thread/op",),
    }


def test_a_file_reached_twice_is_one_map(tmp_path: Path) -> None:
    write(
        tmp_path,
        base="claim a: One.\n",
        left="import base: base.argmap\nclaim l: Left.\n  premise base/a\n",
        right="import base: base.argmap\nclaim r: Right.\n  premise base/a\n",
        main="import left: left.argmap\nimport right: right.argmap\nimport b: base.argmap\n"
        "claim m: M.\n  premise b/a\n",
    )
    map_, diagnostics = load(tmp_path)
    assert said(diagnostics) == []
    assert list(map_.nodes) == ["m", "left/l", "right/r", "b/a"]
    assert len(map_.nodes["b/a"].out) == 3


def test_a_name_reaches_one_map_far(tmp_path: Path) -> None:
    write(
        tmp_path,
        far="claim a: One.\n",
        near="import far: far.argmap\nclaim b: Two.\n",
        main="import near: near.argmap\nclaim m: M.\n"
        "  premise near/far/a\n  premise near/c\n  premise near/b\n",
    )
    map_, diagnostics = load(tmp_path)
    assert said(diagnostics) == ["3 E404", "4 E301"]
    assert "import that map in this file too" in (diagnostics[0].help or "")
    assert "near/far/a" in map_.nodes


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"main": "claim a: One.\nimport me: main.argmap\n"}, 2),
        ({"main": "import b: b.argmap\n", "b": "import m: main.argmap\n"}, 1),
        (
            {"main": "import b: b.argmap\n", "b": "import c: c.argmap\n", "c": "import m: main.argmap\n"},
            1,
        ),
    ],
)
def test_circles_are_errors(tmp_path: Path, files: dict[str, str], line: int) -> None:
    write(tmp_path, **files)
    _, diagnostics = load(tmp_path)
    assert f"{line} E402" in said(diagnostics)


def test_errors_of_an_import_are_told_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, bad="claim a: One.\n  premis b: Two.\n  premise c\n", main="import bad: bad.argmap\n")
    map_, diagnostics = load(tmp_path)
    assert said(diagnostics) == ["1 E406"]
    assert "2 errors" in diagnostics[0].message
    assert list(map_.nodes) == ["bad/a", "bad/b"]


def test_what_is_no_map_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.argmap").write_bytes(b"\x00\x01claim")
    (tmp_path / "latin.argmap").write_bytes("claim a: Grüße".encode("latin-1"))
    (tmp_path / "empty.argmap").write_text("")
    write(
        tmp_path,
        main="import a: folder\nimport b: binary.argmap\nimport c: latin.argmap\nimport d: empty.argmap\n"
        "import e:\n"
        "claim x: One.\n  premise a/gone\n  premise b/gone\n",
    )
    _, diagnostics = load(tmp_path)
    assert said(diagnostics) == ["1 E405", "2 E405", "3 E405", "5 E401"]


@pytest.mark.parametrize("mark", ["argmap.toml", "pyproject.toml", ".git"])
def test_the_project_folder_bounds_what_is_read(tmp_path: Path, mark: str) -> None:
    project = tmp_path / "project"
    write(project / "maps", main="import up: ../up.argmap\nimport out: ../../out.argmap\n")
    write(project, up="claim a: One.\n")
    write(tmp_path, out="claim secret: Two.\n")
    assert said(load(project / "maps")[1]) == ["1 E403", "2 E403"]
    (project / mark).write_text("")
    map_, diagnostics = load(project / "maps")
    assert said(diagnostics) == ["2 E403"]
    assert list(map_.nodes) == ["up/a"]
    map_, diagnostics = Loader(anywhere=True).path(project / "maps" / "main.argmap")
    assert said(diagnostics) == []
    assert list(map_.nodes) == ["up/a", "out/secret"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write(project, main="import in: in.argmap\nsource s: A\n  file: s.txt\n")
    write(tmp_path, out="claim secret: Two.\n")
    (project / "in.argmap").symlink_to(tmp_path / "out.argmap")
    (project / "s.txt").symlink_to(tmp_path / "out.argmap")
    map_, diagnostics = load(project)
    assert said(diagnostics) == ["1 E403", "2 E403"]
    assert not map_.nodes
    assert map_.sources["s"].file is None


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "no such file"), (b"\x00\xff", "binary"), (b"claim a: \xff", "not UTF-8 text (line 1)")],
)
def test_a_main_file_that_can_not_be_read(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "main.argmap"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReadError, match=words.replace("(", r"\(").replace(")", r"\)")):
        Loader().path(path)
    with pytest.raises(ReadError, match="is a folder"):
        Loader().path(tmp_path)
