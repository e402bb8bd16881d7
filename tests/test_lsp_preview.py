"""The live picture, over the real protocol."""

from __future__ import annotations

import asyncio

import pytest

from argmap.lsp.preview import Drawer
from argmap.lsp.start import make

from .lsp_editor import editor, project

pytestmark = pytest.mark.asyncio


@pytest.fixture
def folder(tmp_path):
    return project(tmp_path)


async def test_the_live_picture(folder):
    async with editor(folder) as client:
        uri = (folder / "map.argmap").as_uri()
        client.open(uri, "claim a: One\n")
        params = {"textDocument": {"uri": uri}}
        drawn = await client.ask("argmap/preview", params)
        assert (drawn.version, drawn.errors) == (1, [])
        assert "One" in drawn.svg
        client.change(uri, ((0, 9, 0, 12), "Two 😀"), ((1, 0, 1, 0), "premise nope\n"))
        await client.wait("argmap/previewChanged", lambda params: params.uri == uri)
        drawn = await client.ask("argmap/preview", params)
        assert drawn.version == 2
        assert "Two" in drawn.svg
        assert [error.line for error in drawn.errors] == [2, 2] or [error.line for error in drawn.errors] == [
            2
        ]
        drawn = await client.ask("argmap/preview", {"textDocument": {"uri": "file:///nowhere.argmap"}})
        assert (drawn.version, drawn.svg) == (None, None)


async def test_the_picture_has_what_is_open_elsewhere(folder):
    async with editor(folder) as client:
        a, b = ((folder / name).as_uri() for name in ("a.argmap", "b.argmap"))
        client.open(a, "claim x: Unsaved\n")
        client.open(b, "import a: a.argmap\nclaim y: Y\n  premise a/x\n")
        params = {"textDocument": {"uri": b}}
        assert "Unsaved" in (await client.ask("argmap/preview", params)).svg
        client.change(a, ((0, 9, 0, 16), "Changed"))
        await client.wait("argmap/previewChanged", lambda params: params.uri == b)
        assert "Changed" in (await client.ask("argmap/preview", params)).svg


async def test_a_process_that_draws_and_dies_is_started_again(folder):
    server = make()
    server.maps.open("untitled:1", None, "claim a: One\n")
    drawer = Drawer()
    assert "One" in (await drawer.draw(server, "untitled:1"))["svg"]
    drawer._process.kill()
    await drawer._process.wait()
    assert "One" in (await drawer.draw(server, "untitled:1"))["svg"]
    await drawer.end()
    assert await drawer.draw(server, "untitled:none") == {"version": None, "svg": None, "errors": []}


async def test_no_file_beside_the_map_is_run(folder, monkeypatch):
    """A folder with a map may hold anybody's Python files, named like modules that drawing imports."""
    for name in ("graphviz", "colorsys", "json"):
        (folder / f"{name}.py").write_text("open('run', 'w')\nraise SystemExit\n")
    monkeypatch.chdir(folder)
    server = make()
    server.maps.open("untitled:1", None, "claim a: One.\n")
    drawer = Drawer()
    assert "One" in (await drawer.draw(server, "untitled:1"))["svg"]
    await drawer.end()
    assert not (folder / "run").exists()


async def test_a_picture_that_is_not_wanted_any_more_is_not_taken_for_the_next():
    server = make()
    server.maps.open("untitled:1", None, "claim a: One\n")
    server.maps.open("untitled:2", None, "claim a: Two\n")
    drawer = Drawer()
    unwanted = asyncio.create_task(drawer.draw(server, "untitled:1"))
    while drawer._process is None:
        await asyncio.sleep(0)
    unwanted.cancel()
    with pytest.raises(asyncio.CancelledError):
        await unwanted
    assert "Two" in (await drawer.draw(server, "untitled:2"))["svg"]
    await drawer.end()
