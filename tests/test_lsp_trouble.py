"""What goes wrong with a language server: clients that say nonsense or are gone, servers that are killed."""

from __future__ import annotations

import asyncio
import json
import sys

import pytest

from argmap.lsp.start import make

from .lsp_editor import MAP, project, raw, start_raw

pytestmark = pytest.mark.asyncio


@pytest.fixture
def folder(tmp_path):
    return project(tmp_path)


async def test_a_server_that_is_killed_and_started_again(folder):
    uri = (folder / "map.argmap").as_uri()
    text = MAP.replace("claim other", "claim another")
    for version in range(3):  # as an editor does: what is open is opened anew
        client = await start_raw()
        document = {"uri": uri, "version": version, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": document})
        symbols = await client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        assert "another" in [one["name"] for one in symbols["result"]]
        assert client.process.returncode is None
        client.process.kill()
        await client.ended()


async def test_a_server_whose_client_is_gone_ends():
    client = await start_raw()
    assert await client.ended() == 1


async def test_nothing_a_client_says_ends_the_server():
    async with raw() as client:
        uri = "untitled:1"
        document = {"textDocument": {"uri": uri}}
        client.notify(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "version": 1, "text": "claim a: A\n"}}
        )
        far = {"line": 99, "character": 99}
        for params in (
            None,
            [],
            "text",
            {},
            document,
            {**document, "position": None},
            {**document, "position": {"line": -1, "character": -1}},
            {**document, "position": far, "range": {"start": far, "end": {"line": -5}}},
            {"textDocument": {"uri": 5}},
            {"textDocument": {"uri": "file:///not-open.argmap"}, "position": far},
            {"item": {"data": {"uri": uri, "id": "none"}}},
            {"data": {"uri": uri, "about": ["node", "none"]}},
        ):
            for method in REQUESTS:
                answer = await client.ask(method, params)
                assert "error" not in answer or answer["error"]["code"] == -32803, (method, params, answer)
        client.notify("textDocument/didChange", {**document, "contentChanges": "x"})
        client.notify("textDocument/didChange", {**document, "contentChanges": [{"text": 5}, None, {}]})
        client.notify("textDocument/didOpen", {"nothing": 1})
        client.notify("textDocument/didClose", None)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": 3}, None]})
        client.notify("textDocument/noSuchThing", {})
        client.notify("$/cancelRequest", {"id": 12345})
        client.send_bytes(b"{ this is no JSON")
        client.send([1, 2, 3])
        client.send({"jsonrpc": "2.0"})
        answer = await client.ask("textDocument/noSuchThing", {})
        assert answer["error"]["code"] == -32601
        answer = await client.ask("textDocument/hover", {**document, "position": {"line": 0, "character": 6}})
        assert answer["result"]["contents"]["value"].startswith("claim a")


REQUESTS = (
    "textDocument/hover",
    "textDocument/completion",
    "completionItem/resolve",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/documentSymbol",
    "workspace/symbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/codeAction",
    "codeAction/resolve",
    "textDocument/inlayHint",
    "inlayHint/resolve",
    "textDocument/documentLink",
    "textDocument/prepareCallHierarchy",
    "callHierarchy/incomingCalls",
    "callHierarchy/outgoingCalls",
    "textDocument/diagnostic",
    "argmap/preview",
)


async def test_the_list_of_requests_is_what_the_server_takes():

    server = make()
    taken = {name for name in server.protocol.fm.features if name not in server.protocol.fm.builtin_features}
    notifications = {
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didSave",
        "textDocument/didClose",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeConfiguration",
    }
    assert taken - notifications == set(REQUESTS)


async def test_without_the_extra_one_line_says_what_to_install(argmap, monkeypatch):
    monkeypatch.setitem(sys.modules, "pygls", None)
    ran = argmap("lsp")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "pip install 'argmap[lsp]'" in ran.err


async def test_what_was_taken_back_is_not_done():
    server, done = make(), []
    server.add("argmap/test", lambda _server, params: done.append(params), later=True)
    ask = server.protocol.fm.features["argmap/test"]
    taken_back, wanted = asyncio.ensure_future(ask({"n": 1})), asyncio.ensure_future(ask({"n": 2}))
    taken_back.cancel()
    await wanted
    assert done == [{"n": 2}]


@pytest.mark.parametrize("broken", ["edit", "findings"])
async def test_a_document_in_which_something_breaks_is_read_anew(monkeypatch, broken):
    server, sent = make(), []
    monkeypatch.setattr(server.protocol, "send", lambda method, params: sent.append((method, params)))
    ask = server.protocol.fm.features
    uri = "untitled:1"
    ask["textDocument/didOpen"]({"textDocument": {"uri": uri, "version": 1, "text": "claim a: 😀 A\n"}})
    document = server.maps.documents[uri]
    document.findings()

    def breaks(*_given):
        document.source.edit(0, 3, "")  # half of it is done
        raise IndexError

    monkeypatch.setattr(document, broken, breaks)
    place = {"line": 0, "character": 12}
    change = {"range": {"start": place, "end": {"line": 0, "character": 13}}, "text": "B\n  premise nope"}
    ask["textDocument/didChange"]({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]})
    answer = ask["textDocument/diagnostic"]({"textDocument": {"uri": uri}})
    found = json.loads(answer.text)["items"]
    if broken == "edit":
        assert server.maps.documents[uri].source.text == "claim a: 😀 B\n  premise nope\n"
        assert "E301" in {each["code"] for each in found}
    assert server.maps.documents[uri] is not document
    assert [params["type"] for method, params in sent if method == "window/logMessage"] == [1]


async def test_what_is_saved_counts_where_taking_it_over_breaks(monkeypatch):
    server, sent = make(), []
    monkeypatch.setattr(server.protocol, "send", lambda method, params: sent.append((method, params)))
    ask = server.protocol.fm.features
    uri = "untitled:1"
    ask["textDocument/didOpen"]({"textDocument": {"uri": uri, "version": 1, "text": "claim a: A\n"}})

    def breaks(*_given):
        raise IndexError

    monkeypatch.setattr(server.maps.documents[uri], "edit", breaks)
    ask["textDocument/didSave"]({"textDocument": {"uri": uri}, "text": "claim b: B\n"})
    assert server.maps.documents[uri].source.text == "claim b: B\n"
    assert [params["type"] for method, params in sent if method == "window/logMessage"] == [1]


async def test_who_asks_after_the_end_is_answered():
    client = await start_raw()
    assert (await client.ask("shutdown"))["result"] is None
    for method in ("textDocument/hover", "shutdown"):
        assert (await client.ask(method, {}))["error"]["code"] == -32600
    client.notify("exit")
    assert await client.ended() == 0
