"""Findings as the client shows them: sent when the writer pauses, or given when the client asks.

A client that asks by itself (`textDocument/diagnostic`) is sent nothing, since it would show all twice.
Findings are looked for on the thread that takes the edits, so they are those of the newest text that has
arrived, and an older result is never sent.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import traceback
from collections.abc import Iterable

from lsprotocol import types

from argmap.lsp import preview
from argmap.lsp.fragments import Fragments
from argmap.lsp.positions import Json
from argmap.lsp.protocol import Prepared
from argmap.lsp.server import Server
from argmap.session.document import Document


def add_to(server: Server) -> None:
    """Have the server give findings to a client that asks for them."""
    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=False, identifier="argmap"
    )
    server.add(types.TEXT_DOCUMENT_DIAGNOSTIC, _asked, options)


def changed(server: Server, document: Document) -> None:
    """A document was edited: look at it, and at what imports it, once the writer pauses."""
    others = server.maps.importers(document)
    if _asks(server):
        _refresh(server, others)
    for each in (document, *others):
        _later(server, each.key, server.settings.latency / 1000)


def look(server: Server, documents: Iterable[Document]) -> None:
    """Look at documents as soon as nothing else is to be done."""
    documents = list(documents)
    if _asks(server):
        _refresh(server, documents)
    for document in documents:
        _later(server, document.key, 0)


def closed(server: Server, uri: str) -> None:
    """A document was closed: its findings are shown no longer."""
    timer = server.timers.pop(uri, None)
    if timer is not None:
        timer.cancel()
    server.fragments.pop(uri, None)
    server.previewed.discard(uri)
    if not _asks(server):
        _send(server, uri, None, "[]")


def _asks(server: Server) -> bool:
    """Whether the client asks for findings by itself."""
    return server.can("textDocument.diagnostic") is not None


def _refresh(server: Server, documents: Iterable[Document]) -> None:
    """Have the client ask anew: documents other than the one it edits have other findings now."""
    if any(True for _ in documents) and server.can("workspace.diagnostics.refreshSupport"):
        server.workspace_diagnostic_refresh(None)


def _later(server: Server, uri: str, seconds: float) -> None:
    waiting = server.timers.get(uri)
    if waiting is not None:
        waiting.cancel()
    server.timers[uri] = asyncio.get_running_loop().call_later(seconds, _publish, server, uri)


def _publish(server: Server, uri: str) -> None:
    server.timers.pop(uri, None)
    document = server.maps.documents.get(uri)
    if document is None:
        return
    preview.changed(server, uri)
    if _asks(server):
        return
    try:
        _send(server, uri, server.versions.get(uri), _written(server, document))
    except Exception:
        server.log(f"findings of {uri}: {traceback.format_exc()}", types.MessageType.Error)
    server.tidy_later()


def _written(server: Server, document: Document) -> str:
    fragments = server.fragments.get(document.key)
    if fragments is None:
        shows = server.can("textDocument.publishDiagnostics.relatedInformation") or server.can(
            "textDocument.diagnostic.relatedInformation"
        )
        fragments = Fragments(server.encoding, server.location if shows else None)
        server.fragments[document.key] = fragments
    try:
        written = fragments.write(document)
    except Exception:
        written = fragments.write(server.renew(document, document.source.text))
    for trouble in server.maps.trouble.values():
        if trouble not in server.troubles:
            server.troubles.add(trouble)
            server.show(trouble)
    return written


def _send(server: Server, uri: str, version: int | None, findings: str) -> None:
    of = "" if version is None else f'"version":{json.dumps(version)},'
    body = f'{{"uri":{json.dumps(uri)},{of}"diagnostics":{findings}}}'
    server.protocol.send(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, Prepared(body))


def _asked(server: Server, params: Json) -> Prepared | Json:
    """The findings of a document, or that they are those the client has."""
    document = server.document(params)
    if document is None:
        return {"kind": "full", "items": []}
    findings = _written(server, document)
    id_ = hashlib.blake2b(findings.encode(), digest_size=12).hexdigest()
    if params.get("previousResultId") == id_:
        return {"kind": "unchanged", "resultId": id_}
    return Prepared(f'{{"kind":"full","resultId":"{id_}","items":{findings}}}')
