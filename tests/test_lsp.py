"""`argmap lsp` over its real standard input and output: every request, as several editors make it."""

from __future__ import annotations

import pytest
from lsprotocol import types as t
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

from .lsp_editor import MAP, editor, project

pytestmark = pytest.mark.asyncio


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
    return project(tmp_path)


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


async def test_what_goes_by_another_word_is_asked_for_again_at_the_next_letter(folder):
    async with editor(folder) as client:
        document = client.open("untitled:1", "claim a: A\n  ignore: u")
        found = await client.text_document_completion_async(t.CompletionParams(document, t.Position(1, 11)))
        assert found.is_incomplete  # else who goes on with "unanswered" would see nothing
        client.change(document.uri, ((1, 11, 1, 11), "nanswered-r"))
        found = await client.text_document_completion_async(t.CompletionParams(document, t.Position(1, 22)))
        (one,) = found.items
        assert (one.label, one.filter_text, one.text_edit.new_text) == ("U101", "unanswered-r", "U101")
