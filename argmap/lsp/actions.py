"""Doing things: fixes, changes a writer may want, formatting."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from argmap.config import ConfigError, Configs
from argmap.diagnostics import Diagnostic
from argmap.editing import actions
from argmap.editing.edits import Refused
from argmap.editing.layout import format_edits, format_part
from argmap.lsp.edits import text_edits, workspace_edit
from argmap.lsp.fragments import as_json
from argmap.lsp.positions import Json
from argmap.lsp.server import RequestRefused, Server
from argmap.session.document import Document
from argmap.syntax.format import WIDTH, HasErrors

_FIX, _CHANGE, _ALL = "quickfix", "refactor.rewrite", "source.fixAll.argmap"
#: An editor asks for actions at every move of the cursor, unless somebody asked for them.
_BY_HAND = 1


def add_to(server: Server) -> None:
    """Have the server offer actions and lay out texts."""
    options = types.CodeActionOptions(code_action_kinds=[_FIX, _CHANGE, _ALL], resolve_provider=True)
    server.add(types.TEXT_DOCUMENT_CODE_ACTION, _actions, options)
    server.add(types.CODE_ACTION_RESOLVE, _resolve)
    server.add(types.TEXT_DOCUMENT_FORMATTING, _format)
    server.add(types.TEXT_DOCUMENT_RANGE_FORMATTING, _format)


def _actions(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None:
        return None
    start, end = server.positions(document.source).span(params.get("range"))
    context: Any = params.get("context")
    only = context.get("only") if isinstance(context, dict) else None
    by_hand = isinstance(context, dict) and context.get("triggerKind", _BY_HAND) == _BY_HAND
    found: list[Json] = []
    if _wanted(_FIX, only):
        found += [_fix(server, document, each) for each in actions.fixes(document, start, end)]
    if _wanted(_CHANGE, only):
        found += _changes(server, document, start, by_hand)
    if only and _wanted(_ALL, only):
        edits = actions.fix_all(document)
        if edits:
            edit = workspace_edit(server, [(document.source, edits)])
            found.append({"title": "Apply all safe fixes of argmap", "kind": _ALL, "edit": edit})
    return found


def _wanted(kind: str, only: Any) -> bool:
    """Whether a kind of actions, or one above it, was asked for."""
    if not only:
        return True
    return any(kind == each or kind.startswith(f"{each}.") for each in only if isinstance(each, str))


def _fix(server: Server, document: Document, action: actions.Action) -> Json:
    finding = action.fix
    assert finding is not None
    assert finding.fix is not None
    return {
        "title": action.title,
        "kind": _FIX,
        "diagnostics": [_shown(server, finding)],
        "isPreferred": finding.fix.safe,
        "edit": workspace_edit(server, [(document.source, finding.fix.edits)]),
    }


def _shown(server: Server, finding: Diagnostic) -> Json:
    positions = server.positions(finding.span.source)
    begin, end = positions.line_column(finding.span.start), positions.line_column(finding.span.end)
    return as_json(finding, (*begin, *end))


def _changes(server: Server, document: Document, offset: int, by_hand: bool) -> list[Json]:
    later = "edit" in (server.can("textDocument.codeAction.resolveSupport.properties") or ())
    if not later and not by_hand:
        return []
    found: list[Json] = []
    for action in actions.changes(document, offset):
        of: Json = {"title": action.title, "kind": _CHANGE}
        if later:
            of["data"] = {
                "uri": document.key,
                "version": server.versions.get(document.key),
                "do": action.do,
                "offset": offset,
            }
        else:
            try:
                changed = actions.perform(document, action.do, offset)
            except Refused:
                changed = None
            if changed is None:
                continue
            of["edit"] = workspace_edit(server, changed)
        found.append(of)
    return found


def _resolve(server: Server, params: Json) -> Json:
    data: Any = params.get("data")
    document = server.maps.documents.get(str(data.get("uri"))) if isinstance(data, dict) else None
    if document is None or data.get("version") != server.versions.get(document.key):
        return params  # the text is another now, and so are the places in it
    offset = min(max(int(data.get("offset", 0)), 0), len(document.source.text))
    try:
        changed = actions.perform(document, str(data.get("do")), offset)
    except Refused as refused:
        raise RequestRefused(str(refused)) from refused
    if changed is None:
        raise RequestRefused("this can't be done here without an error")
    params["edit"] = workspace_edit(server, changed)
    return params


def _format(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None:
        return None
    source = document.source
    width = _width(document)
    try:
        if "range" in params:
            start, end = server.positions(source).span(params["range"])
            edits = format_part(source, start, end, width)
        else:
            edits = format_edits(source, width)
    except HasErrors as error:
        server.log(f"not laid out: line {error.error.span.line}: {error.error.message}")
        return None
    return text_edits(server, source, edits)


def _width(document: Document) -> int:
    """How wide lines may be, as the settings files say."""
    if document.path is None:
        return WIDTH
    try:
        return Configs().for_folder(document.path.parent).width or WIDTH
    except ConfigError:
        return WIDTH
