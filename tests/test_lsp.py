"""`argmap lsp` over its real standard input and output: every request, as several editors make it."""

from __future__ import annotations

import asyncio
import sys

import pytest
from lsprotocol import types as t
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

from argmap.lsp.preview import Drawer
from argmap.lsp.start import make

from .lsp_editor import editor, raw, start_raw

pytestmark = pytest.mark.asyncio

MAP = """\
map: 😀 Should we move?
source log: The log
  file: log.md
speaker ana: Ana
  side: move
speaker ben: Ben
  side: stay

claim move @ana #good: 日本 We should move. [log#first]
  premise room: There is more room.
    rebuttal small @ben: 😀 It is smaller, see [[room]]. [log#first]
  premise: There is more room!
claim other @ben: Something else.
  rebuttal move
  premise nowhere
"""
LOG = "# Log\n\n## First {#first}\n\nWe said so.\n"
EDITORS = ("neovim@v0.11.0", "visual-studio-code@v1.65.2", "emacs@v29.1")


def position(text, words, inside="", encoding="utf-16"):
    """The position of some words (or of one inside them), counted as an editor counts."""
    at = text.index(words) + (words.index(inside) if inside else 0)
    line = text.count("\n", 0, at)
    before = text[text.rfind("\n", 0, at) + 1 : at]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return t.Position(line, len(before.encode(encoding if size == 1 else f"{encoding}-le")) // size)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "argmap.toml").write_text("", "utf-8")
    (tmp_path / "log.md").write_text(LOG, "utf-8")
    (tmp_path / "map.argmap").write_text(MAP, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", EDITORS)
async def test_every_request_of_an_editor(folder, name):
    async with editor(folder, client_capabilities(name)) as client:
        uri = (folder / "map.argmap").as_uri()
        document = client.open(uri, MAP)

        def place(words, inside=""):
            return position(MAP, words, inside, client.server_can.position_encoding)

        move = place("claim move", "move")
        room = place("[[room]]", "room")
        whole = t.Range(t.Position(0, 0), t.Position(15, 0))

        hover = await client.text_document_hover_async(t.HoverParams(document, move))
        assert "We should move." in hover.contents.value
        assert hover.range == t.Range(move, t.Position(move.line, move.character + 4))

        offered = await client.text_document_completion_async(
            t.CompletionParams(document, place("rebuttal move", "ove"))
        )
        labels = [item.label for item in offered.items]
        assert "move" in labels
        item = next(item for item in offered.items if item.label == "move")
        resolved = await client.completion_item_resolve_async(item)
        told = resolved.documentation
        assert "We should move." in (told if isinstance(told, str) else told.value)

        (found,) = await client.text_document_definition_async(t.DefinitionParams(document, room))
        assert (found.uri, found.range.start) == (uri, place("premise room", "room"))
        (found,) = await client.text_document_definition_async(
            t.DefinitionParams(document, place("[[room]]. [log#first]", "first"))
        )
        assert (found.uri, found.range.start) == ((folder / "log.md").as_uri(), t.Position(2, 0))

        context = t.ReferenceContext(include_declaration=True)
        found = await client.text_document_references_async(t.ReferenceParams(context, document, room))
        assert [one.range.start for one in found] == [place("premise room", "room"), room]
        found = await client.text_document_document_highlight_async(t.DocumentHighlightParams(document, room))
        assert [one.kind for one in found] == [t.DocumentHighlightKind.Write, t.DocumentHighlightKind.Read]

        symbols = await client.text_document_document_symbol_async(t.DocumentSymbolParams(document))
        assert {"move", "other"} <= {symbol.name for symbol in symbols}
        assert isinstance(symbols[0], t.DocumentSymbol)
        found = await client.workspace_symbol_async(t.WorkspaceSymbolParams("small"))
        assert [one.name for one in found] == ["small"]

        ranges = await client.text_document_folding_range_async(t.FoldingRangeParams(document))
        assert (8, 11) in [(one.start_line, one.end_line) for one in ranges]

        hints = await client.text_document_inlay_hint_async(t.InlayHintParams(document, whole))
        labels = {hint.position.line: hint.label for hint in hints}
        assert labels[8] == "✓ stands"  # its other reason carries it
        assert labels[9] == "✗ falls · 1 unanswered"
        assert (await client.inlay_hint_resolve_async(hints[1])).tooltip.startswith("Its standing")

        links = await client.text_document_document_link_async(t.DocumentLinkParams(document))
        assert [link.target.rpartition("/")[2] for link in links] == ["log.md", "log.md#L3", "log.md#L3"]

        (item,) = await client.text_document_prepare_call_hierarchy_async(
            t.CallHierarchyPrepareParams(document, move)
        )
        assert (item.name, item.detail) == ("move", "claim · Ana · stands")
        calls = await client.call_hierarchy_incoming_calls_async(t.CallHierarchyIncomingCallsParams(item))
        assert [call.from_.name for call in calls] == ["room", "“There is more room!”"]
        calls = await client.call_hierarchy_outgoing_calls_async(t.CallHierarchyOutgoingCallsParams(item))
        assert [call.to.name for call in calls] == ["other"]
        assert calls[0].from_ranges[0].start == place("rebuttal move")


async def test_colours_and_what_changed_in_them(folder):
    tokens = client_capabilities("neovim@v0.11.0").text_document.semantic_tokens
    capabilities = t.ClientCapabilities(
        text_document=t.TextDocumentClientCapabilities(semantic_tokens=tokens)
    )
    async with editor(folder, capabilities) as client:
        uri = "untitled:Untitled-1"
        document = client.open(uri, "claim a: 😀 [s]\n  premise b: X\n")
        full = await client.text_document_semantic_tokens_full_async(t.SemanticTokensParams(document))
        legend = client_legend(client)
        words = [(line, column, length, legend[kind]) for line, column, length, kind in absolute(full.data)]
        assert words == [
            (0, 0, 5, "keyword"),
            (0, 6, 1, "variable"),
            (0, 13, 1, "namespace"),  # the emoji counts two
            (1, 2, 7, "keyword"),
            (1, 10, 1, "variable"),
        ]
        client.change(uri, ((1, 12, 1, 14), ": Y @z"), ((0, 0, 0, 0), "// new\n"))
        delta = await client.text_document_semantic_tokens_full_delta_async(
            t.SemanticTokensDeltaParams(document, full.result_id)
        )
        data = list(full.data)
        for edit in delta.edits:
            data[edit.start : edit.start + edit.delete_count] = edit.data
        again = await client.text_document_semantic_tokens_full_async(t.SemanticTokensParams(document))
        assert data == list(again.data)
        range_ = t.Range(t.Position(2, 0), t.Position(3, 0))
        part = await client.text_document_semantic_tokens_range_async(
            t.SemanticTokensRangeParams(document, range_)
        )
        assert [line for line, *_ in absolute(part.data)] == [2] * (len(part.data) // 5)
        # what isn't known any more is told whole
        whole = await client.text_document_semantic_tokens_full_delta_async(
            t.SemanticTokensDeltaParams(document, "long ago")
        )
        assert list(whole.data) == data


def client_legend(client):
    return client.server_can.semantic_tokens_provider.legend.token_types


def absolute(data):
    line = column = 0
    for at in range(0, len(data), 5):
        lines, columns, length, kind, _ = data[at : at + 5]
        line, column = line + lines, columns + (0 if lines else column)
        yield line, column, length, kind


@pytest.mark.parametrize("name", EDITORS)
async def test_a_name_is_changed(folder, name):
    async with editor(folder, client_capabilities(name)) as client:
        uri = (folder / "map.argmap").as_uri()
        document = client.open(uri, MAP.replace("  premise nowhere\n", ""))

        def place(words, inside=""):
            return position(MAP, words, inside, client.server_can.position_encoding)

        at = place("[[room]]", "room")
        prepared = await client.text_document_prepare_rename_async(t.PrepareRenameParams(document, at))
        assert (prepared.placeholder, prepared.range.start) == ("room", at)
        assert (
            await client.text_document_prepare_rename_async(t.PrepareRenameParams(document, place("There")))
            is None
        )
        edit = await client.text_document_rename_async(t.RenameParams(document, at, "space"))
        edits = edit.document_changes[0].edits if edit.document_changes else edit.changes[uri]
        assert [(one.range.start, one.new_text) for one in edits] == [
            (place("premise room", "room"), "space"),
            (at, "space"),
        ]
        with pytest.raises(JsonRpcException, match="already the name"):
            await client.text_document_rename_async(t.RenameParams(document, at, "small"))


@pytest.mark.parametrize("name", EDITORS)
async def test_actions(folder, name):
    async with editor(folder, client_capabilities(name)) as client:
        uri = (folder / "map.argmap").as_uri()
        document = client.open(uri, MAP)

        async def titles(at, only=None):
            return await client.text_document_code_action_async(
                t.CodeActionParams(
                    document,
                    t.Range(at, at),
                    t.CodeActionContext([], only=only, trigger_kind=t.CodeActionTriggerKind.Invoked),
                )
            )

        found = {action.title: action for action in await titles(position(MAP, "There is more room!"))}
        action = found["Turn this text into a reference to `room`"]
        if action.edit is None:
            action = await client.code_action_resolve_async(action)
        edit = action.edit
        (change,) = edit.document_changes[0].edits if edit.document_changes else edit.changes[uri]
        assert change.new_text == " room"
        assert "Add a rebuttal here" in found
        assert "Give it an id" in found
        assert [action.kind for action in await titles(t.Position(0, 0), ["source.fixAll"])] == []


async def test_safe_fixes_all_at_once(folder):
    async with editor(folder) as client:
        document = client.open("untitled:1", "claim a: 😀 One. #tag\nclaim b: Two. #tag\n")
        (action,) = await client.text_document_code_action_async(
            t.CodeActionParams(
                document,
                t.Range(t.Position(0, 0), t.Position(0, 0)),
                t.CodeActionContext([], only=["source"]),
            )
        )
        assert action.kind == "source.fixAll.argmap"
        ((edit,),) = action.edit.changes.values()
        assert edit.new_text == "claim a #tag: 😀 One.\nclaim b #tag: Two.\n"
        found = await client.text_document_code_action_async(
            t.CodeActionParams(
                document, t.Range(t.Position(0, 18), t.Position(0, 18)), t.CodeActionContext([])
            )
        )
        assert found[0].is_preferred
        assert found[0].diagnostics[0].code == "E109"
        assert found[0].diagnostics[0].range.start == t.Position(0, 17)


async def test_formatting_whole_and_in_part(folder):
    (folder / "argmap.toml").write_text("width = 40\n", "utf-8")
    async with editor(folder) as client:
        text = "claim a:   😀 One.\n\nclaim b:   A text that is longer than forty cells.\n"
        document = client.open((folder / "new.argmap").as_uri(), text)
        options = t.FormattingOptions(2, True)
        edits = await client.text_document_formatting_async(t.DocumentFormattingParams(document, options))
        assert "".join(edit.new_text for edit in edits) == (
            "claim a: 😀 One.\nclaim b: A text that is longer than\n    forty cells.\n"
        )
        range_ = t.Range(t.Position(0, 0), t.Position(0, 3))
        (edit,) = await client.text_document_range_formatting_async(
            t.DocumentRangeFormattingParams(document, range_, options)
        )
        assert edit == t.TextEdit(t.Range(t.Position(0, 0), t.Position(1, 0)), "claim a: 😀 One.\n")
        client.change(document.uri, (None, "claim a One.\n"))
        assert (
            await client.text_document_formatting_async(t.DocumentFormattingParams(document, options)) is None
        )
        assert "not laid out: line 1" in client.log_messages[-1].message


# Findings


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
    ["untitled:Untitled-1", "vscode-notebook-cell:/x.ipynb#W0", "file:///C:/maps/a%20b.argmap", "x", ""],
)
async def test_documents_of_any_address(folder, uri):
    async with editor(folder) as client:
        document = client.open(uri, "claim a: A\n  premise nope\n")
        assert "E301" in {one.code for one in await client.findings(uri)}
        hover = await client.text_document_hover_async(t.HoverParams(document, t.Position(0, 7)))
        assert hover.contents.value.startswith("claim a")


# The picture


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


# What goes wrong


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


async def test_a_text_that_was_saved_is_the_text(folder):
    async with editor(folder) as client:
        uri = (folder / "map.argmap").as_uri()
        document = client.open(uri, "claim a: A\n")
        client.text_document_did_save(t.DidSaveTextDocumentParams(document, "claim b: B\n"))
        await client.findings_when(uri, lambda codes: True)
        symbols = await client.text_document_document_symbol_async(t.DocumentSymbolParams(document))
        assert [symbol.name for symbol in symbols] == ["b"]


@pytest.mark.parametrize("takes", [True, False])
async def test_forms_to_fill_in_where_the_client_can(folder, takes):
    item = t.ClientCompletionItemOptions(snippet_support=takes)
    completion = t.CompletionClientCapabilities(completion_item=item)
    capabilities = t.ClientCapabilities(text_document=t.TextDocumentClientCapabilities(completion=completion))
    async with editor(folder, capabilities) as client:
        document = client.open("untitled:1", "speaker ana: Ana\nclaim a: A\n  reb")
        found = await client.text_document_completion_async(t.CompletionParams(document, t.Position(2, 5)))
        first = found.items[0]
        form = t.InsertTextFormat.Snippet if takes else t.InsertTextFormat.PlainText
        assert first.insert_text_format == form
        assert first.text_edit.new_text == ("rebuttal @${1|ana|}: $0" if takes else "rebuttal: ")
        assert first.text_edit.range == t.Range(t.Position(2, 2), t.Position(2, 5))


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
