"""Documents as they are opened, edited, saved and closed, and files as they change on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lsprotocol import types

from argmap.lsp import diagnostics
from argmap.lsp.positions import Json, edits_of
from argmap.lsp.server import Server, path_of
from argmap.session.document import Document, Edit


def add_to(server: Server) -> None:
    """Have the server follow its client's documents."""
    server.add(types.TEXT_DOCUMENT_DID_OPEN, _open)
    server.add(types.TEXT_DOCUMENT_DID_CHANGE, _change)
    server.add(types.TEXT_DOCUMENT_DID_SAVE, _save, types.SaveOptions(include_text=True))
    server.add(types.TEXT_DOCUMENT_DID_CLOSE, _close)
    server.add(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _watched)


def _open(server: Server, params: Json) -> None:
    of = params["textDocument"]
    uri, text = of["uri"], of.get("text") or ""
    path = path_of(uri)
    document = server.maps.open(uri, path, text, _shown(path, uri))
    server.versions[uri] = of.get("version")
    diagnostics.look(server, [document, *server.maps.importers(document)])


def _change(server: Server, params: Json) -> None:
    document = server.document(params)
    if document is None:
        return
    document = _edit(server, document, params.get("contentChanges") or ())
    server.versions[document.key] = params["textDocument"].get("version")
    diagnostics.changed(server, document)


def _edit(server: Server, document: Document, changes: Iterable[Any]) -> Document:
    """Change a document; where something breaks inside of it, it is opened anew with its new text."""
    before = document.source.text
    edits = edits_of(document.source, changes, server.encoding)
    try:
        document.edit(edits)
    except Exception:
        return server.renew(document, _edited(before, edits))
    return document


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text


def _save(server: Server, params: Json) -> None:
    document = server.document(params)
    if document is None:
        return
    text = params.get("text")
    if isinstance(text, str) and text != document.source.text:
        # an edit got lost on the way: what the client says now is how it is
        document = _edit(server, document, [{"text": text}])
    diagnostics.look(server, [document, *server.maps.importers(document)])


def _close(server: Server, params: Json) -> None:
    document = server.document(params)
    if document is None:
        return
    server.versions.pop(document.key, None)
    server.colours.forget(document.key)
    touched = server.maps.close(document.key)
    diagnostics.closed(server, document.key)
    diagnostics.look(server, touched)


def _watched(server: Server, params: Json) -> None:
    changes: list[Any] = params.get("changes") or []
    paths = [path_of(change["uri"]) for change in changes if isinstance(change, dict)]
    touched = server.maps.disk_changed([path for path in paths if path is not None])
    server.troubles &= set(server.maps.trouble.values())
    diagnostics.look(server, touched)


def _shown(path: Path | None, uri: str) -> str:
    """What findings call a document: its file as seen from here, else its address."""
    if path is None:
        return uri
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if near.startswith("..") else near
