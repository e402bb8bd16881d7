"""What stands beside a text: hints with standings, links to sources."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from argmap.editing.hints import hints, tip
from argmap.editing.links import Leads, links
from argmap.lsp.positions import Json
from argmap.lsp.server import Server, uri_of


def add_to(server: Server) -> None:
    """Have the server write hints and links."""
    server.add(types.TEXT_DOCUMENT_INLAY_HINT, _hints, types.InlayHintOptions(resolve_provider=True))
    server.add(types.INLAY_HINT_RESOLVE, _resolve)
    server.add(types.TEXT_DOCUMENT_DOCUMENT_LINK, _links, types.DocumentLinkOptions(), later=True)


def _hints(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None or not server.settings.hints:
        return None
    positions = server.positions(document.source)
    start, end = positions.span(params.get("range")) if "range" in params else (0, len(document.source.text))
    return [
        {
            "position": positions.position(hint.offset),
            "label": hint.text,
            "paddingLeft": True,
            "data": {"uri": document.key, "id": hint.node.id},
        }
        for hint in hints(document, start, end)
    ]


def _resolve(server: Server, params: Json) -> Json:
    data: Any = params.get("data")
    document = server.maps.documents.get(str(data.get("uri"))) if isinstance(data, dict) else None
    node = document.map.nodes.get(str(data.get("id"))) if document is not None else None
    if document is not None and node is not None:
        params["tooltip"] = tip(document, node)
    return params


def _links(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None:
        return None
    positions = server.positions(document.source)
    found = []
    for leads in links(document):
        target = _target(leads)
        if target is not None:
            found.append({"range": positions.range(leads.start, leads.end), "target": target})
    return found


def _target(leads: Leads) -> str | None:
    if leads.url is not None:
        return leads.url
    uri = uri_of(leads.file) if leads.file is not None else None
    if uri is None:
        return None
    return uri if leads.line is None else f"{uri}#L{leads.line + 1}"
