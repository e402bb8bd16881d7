"""Findings as one types, with settings, columns and addresses of any sort, over the real protocol."""

from __future__ import annotations

import pytest
from lsprotocol import types as t

from .lsp_editor import MAP, editor, project

pytestmark = pytest.mark.asyncio


@pytest.fixture
def folder(tmp_path):
    return project(tmp_path)


async def test_findings_come_as_one_types(folder):
    async with editor(folder) as client:
        uri = (folder / "map.argmap").as_uri()
        client.open(uri, MAP)
        found = {one.code: one for one in await client.findings(uri)}
        assert found["E301"].severity == t.DiagnosticSeverity.Error
        assert found["E301"].source == "argmap"
        assert found["E301"].range == t.Range(t.Position(14, 10), t.Position(14, 17))
        assert found["U101"].severity == t.DiagnosticSeverity.Warning
        version = client.change(uri, ((14, 0, 15, 0), ""))
        assert "E301" not in {one.code for one in await client.findings(uri, version)}
        client.text_document_did_close(t.DidCloseTextDocumentParams(t.TextDocumentIdentifier(uri)))
        told = await client.wait(
            t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, lambda p: p.uri == uri and p.version is None
        )
        assert told.diagnostics == ()


async def test_findings_wait_for_the_last_of_many_keystrokes(folder):
    async with editor(folder, latency=300) as client:
        uri = (folder / "map.argmap").as_uri()
        client.open(uri, "claim a: \n")
        await client.findings(uri)
        for char in "Hello":
            client.change(uri, ((0, 9, 0, 9), char))
        await client.findings(uri)
        assert client.told[t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] == []  # nothing was sent for those between


async def test_related_places_and_what_is_unused(folder):
    related = t.ClientCapabilities(
        text_document=t.TextDocumentClientCapabilities(
            publish_diagnostics=t.PublishDiagnosticsClientCapabilities(
                related_information=True,
                tag_support=t.ClientDiagnosticsTagOptions([t.DiagnosticTag.Unnecessary]),
            )
        )
    )
    async with editor(folder, related) as client:
        uri = "untitled:1"
        client.open(uri, "speaker ana: 😀\nspeaker ben: Ben\nclaim a @ana: A\nclaim a @ana: B\n")
        found = {one.code: one for one in await client.findings(uri)}
        (place_,) = found["E302"].related_information
        assert (place_.location.uri, place_.location.range.start) == (uri, t.Position(2, 0))
        assert found["M102"].tags == (t.DiagnosticTag.Unnecessary,)


async def test_a_client_that_asks_is_sent_nothing_and_told_when_to_ask_again(folder):
    capabilities = t.ClientCapabilities(
        text_document=t.TextDocumentClientCapabilities(
            diagnostic=t.DiagnosticClientCapabilities(dynamic_registration=False)
        ),
        workspace=t.WorkspaceClientCapabilities(
            diagnostics=t.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        ),
    )
    async with editor(folder, capabilities) as client:
        a, b = ((folder / name).as_uri() for name in ("a.argmap", "b.argmap"))
        client.open(a, "claim x: X\n")
        document = client.open(b, "import a: a.argmap\nclaim y: Y\n  premise a/x\n")
        full = await client.text_document_diagnostic_async(t.DocumentDiagnosticParams(document))
        assert full.kind == "full"
        assert "E301" not in {one.code for one in full.items}
        same = await client.text_document_diagnostic_async(
            t.DocumentDiagnosticParams(document, previous_result_id=full.result_id)
        )
        assert same.kind == "unchanged"
        client.told.pop(t.WORKSPACE_DIAGNOSTIC_REFRESH, None)
        client.change(a, ((0, 6, 0, 7), "z"))
        await client.wait(t.WORKSPACE_DIAGNOSTIC_REFRESH)
        full = await client.text_document_diagnostic_async(
            t.DocumentDiagnosticParams(document, previous_result_id=full.result_id)
        )
        assert "E301" in {one.code for one in full.items}
        assert t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS not in client.told


async def test_findings_of_what_imports_follow(folder):
    async with editor(folder) as client:
        a, b = ((folder / name).as_uri() for name in ("a.argmap", "b.argmap"))
        client.open(a, "claim x: X\n")
        client.open(b, "import a: a.argmap\nclaim y: Y\n  premise a/x\n")
        assert "E301" not in {one.code for one in await client.findings(b)}
        client.change(a, ((0, 6, 0, 7), "z"))
        assert "E301" in {one.code for one in await client.findings(b)}
        client.change(a, ((0, 6, 0, 7), "x"))
        assert "E301" not in {one.code for one in await client.findings(b)}
        # closed without a save, the file counts again: there is none
        client.text_document_did_close(t.DidCloseTextDocumentParams(t.TextDocumentIdentifier(a)))
        assert "E401" in {one.code for one in await client.findings(b)}


async def test_two_documents_that_import_each_other(folder):
    async with editor(folder) as client:
        a, b = ((folder / name).as_uri() for name in ("a.argmap", "b.argmap"))
        client.open(a, "import b: b.argmap\nclaim x: X\n  premise b/y\n")
        client.open(b, "import a: a.argmap\nclaim y: Y\n")
        assert "E402" in {one.code for one in await client.findings(b)}
        await client.findings_when(a, lambda codes: "E402" in codes and "E301" not in codes)
        for text in ("z", "y"):
            client.told[t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS].clear()
            client.change(b, ((1, 6, 1, 7), text))
            there = text == "z"
            await client.findings_when(a, lambda codes, there=there: ("E301" in codes) == there)
        client.change(b, ((0, 0, 1, 0), ""))
        await client.findings_when(a, lambda codes: not codes & {"E301", "E401", "E402"})
        hover = await client.text_document_hover_async(
            t.HoverParams(t.TextDocumentIdentifier(a), t.Position(2, 13))
        )
        assert "Y" in hover.contents.value


async def test_files_that_change_on_disk(folder):
    watching = t.ClientCapabilities(
        workspace=t.WorkspaceClientCapabilities(
            did_change_watched_files=t.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        )
    )
    async with editor(folder, watching) as client:
        told = await client.wait(t.CLIENT_REGISTER_CAPABILITY)
        (wish,) = told.registrations
        assert wish.method == t.WORKSPACE_DID_CHANGE_WATCHED_FILES
        uri = (folder / "b.argmap").as_uri()
        client.open(uri, "import a: a.argmap\nclaim y: Y\n  premise a/x\n")
        assert "E401" in {one.code for one in await client.findings(uri)}
        (folder / "a.argmap").write_text("claim x: X\n", "utf-8")

        def changed(name):
            event = t.FileEvent((folder / name).as_uri(), t.FileChangeType.Changed)
            client.workspace_did_change_watched_files(t.DidChangeWatchedFilesParams([event]))

        changed("a.argmap")
        assert "E401" not in {one.code for one in await client.findings(uri)}
        version = client.change(uri, ((0, 0, 0, 0), "source s: S\n  file: s.md\n"), ((3, 0, 3, 0), "\n"))
        assert "S204" in {one.code for one in await client.findings(uri, version)}
        (folder / "s.md").write_text("# S\n", "utf-8")
        changed("s.md")
        await client.findings_when(uri, lambda codes: "S204" not in codes)
        (folder / "argmap.toml").write_text('select = ["E"]\n', "utf-8")
        changed("argmap.toml")
        assert await client.findings(uri) == []
        (folder / "argmap.toml").write_text('select = ["NOPE"]\n', "utf-8")
        changed("argmap.toml")
        await client.findings(uri)
        assert "NOPE" in client.messages[-1].message


# Settings, encodings, addresses


async def test_settings_of_the_client(folder):
    capabilities = t.ClientCapabilities(
        workspace=t.WorkspaceClientCapabilities(
            configuration=True, inlay_hint=t.InlayHintWorkspaceClientCapabilities(refresh_support=True)
        ),
        text_document=t.TextDocumentClientCapabilities(inlay_hint=t.InlayHintClientCapabilities()),
    )
    whole = t.Range(t.Position(0, 0), t.Position(9, 0))
    async with editor(folder, capabilities, {"inlayHints": False}) as client:
        await client.wait(t.WORKSPACE_INLAY_HINT_REFRESH)
        document = client.open("untitled:1", "claim a: A\n  rebuttal: B\n")
        params = t.InlayHintParams(document, whole)
        assert await client.text_document_inlay_hint_async(params) is None
        client.set_configuration({"inlayHints": True}, section="argmap")
        client.workspace_did_change_configuration(t.DidChangeConfigurationParams(None))
        await client.wait(t.WORKSPACE_INLAY_HINT_REFRESH)
        assert [hint.label for hint in await client.text_document_inlay_hint_async(params)] == [
            "✗ falls · 1 unanswered"
        ]
        client.workspace_did_change_configuration(
            t.DidChangeConfigurationParams({"argmap": {"inlayHints": 7}})
        )
        await client.text_document_inlay_hint_async(params)
        assert "argmap.inlayHints must be true or false" in client.log_messages[-1].message


async def test_files_outside_the_project_are_read_where_that_is_wanted(folder):
    (folder / "in").mkdir()
    (folder / "in" / "argmap.toml").write_text("", "utf-8")
    (folder / "a.argmap").write_text("claim x: X\n", "utf-8")
    uri = (folder / "in" / "b.argmap").as_uri()
    async with editor(folder) as client:
        client.open(uri, "import a: ../a.argmap\nclaim y: Y\n  premise a/x\n")
        assert "E403" in {one.code for one in await client.findings(uri)}
        client.workspace_did_change_configuration(t.DidChangeConfigurationParams({"allowOutside": True}))
        assert "E403" not in {one.code for one in await client.findings(uri)}


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 18), ("utf-16", 14), ("utf-32", 12)])
async def test_columns_are_counted_as_agreed(folder, encoding, column):
    general = t.GeneralClientCapabilities(position_encodings=[encoding])
    async with editor(folder, t.ClientCapabilities(general=general)) as client:
        uri = "untitled:1"
        client.open(uri, "claim a: 😀日 [nope]\n".replace(" [nope]", " #x"))
        (finding,) = [one for one in await client.findings(uri) if one.code == "E109"]
        assert finding.range.start == t.Position(0, {"utf-8": 17, "utf-16": 13, "utf-32": 12}[encoding])
        line = (0, finding.range.start.character, 0, finding.range.end.character)
        client.change(uri, (line, "yes"))
        hover = await client.text_document_hover_async(
            t.HoverParams(t.TextDocumentIdentifier(uri), t.Position(0, finding.range.start.character))
        )
        assert "😀日 yes" in hover.contents.value


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "vscode-notebook-cell:/x.ipynb#W0",
        "file:///C:/maps/a%20b.argmap",
        "file:///maps/%00.argmap",
        "x",
        "",
    ],
)
async def test_documents_of_any_address(folder, uri):
    async with editor(folder) as client:
        document = client.open(uri, "claim a: A\n  premise nope\n")
        assert "E301" in {one.code for one in await client.findings(uri)}
        hover = await client.text_document_hover_async(t.HoverParams(document, t.Position(0, 7)))
        assert hover.contents.value.startswith("claim a")


async def test_a_text_that_was_saved_is_the_text(folder):
    async with editor(folder) as client:
        uri = (folder / "map.argmap").as_uri()
        document = client.open(uri, "claim a: A\n")
        client.text_document_did_save(t.DidSaveTextDocumentParams(document, "claim b: B\n"))
        await client.findings_when(uri, lambda codes: True)
        symbols = await client.text_document_document_symbol_async(t.DocumentSymbolParams(document))
        assert [symbol.name for symbol in symbols] == ["b"]
