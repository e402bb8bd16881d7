"""Getting about: definitions, references, highlights, renaming, and what bears on what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lsprotocol import types

from argmap.editing import names, relations
from argmap.editing.edits import Refused
from argmap.lsp.edits import workspace_edit
from argmap.lsp.positions import Json
from argmap.lsp.server import RequestRefused, Server, path_of
from argmap.model.map import Node
from argmap.session.document import Document
from argmap.source import Span

_SYMBOLS = {"question": 25, "argument": 11}  # operator, interface; the others are like variables


def add_to(server: Server) -> None:
    """Have the server find names and what they mean."""
    server.add(types.TEXT_DOCUMENT_DEFINITION, _definition)
    server.add(types.TEXT_DOCUMENT_REFERENCES, _references)
    server.add(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _highlights)
    server.add(types.TEXT_DOCUMENT_RENAME, _rename, types.RenameOptions(prepare_provider=True))
    server.add(types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename)
    server.add(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, _prepare_hierarchy)
    server.add(types.CALL_HIERARCHY_INCOMING_CALLS, _incoming)
    server.add(types.CALL_HIERARCHY_OUTGOING_CALLS, _outgoing)


def folders(server: Server) -> list[Path]:
    """The folders that the client works in."""
    workspace = server.protocol.workspace
    found = [path_of(uri) for uri in workspace.folders] or [path_of(workspace.root_uri or "")]
    return [path for path in found if path is not None and path.is_dir()]


def _locations(server: Server, spans: list[Span]) -> list[Json]:
    found = [server.location(span.source, span.start, span.end) for span in spans]
    return [each for each in found if each is not None]


def _definition(server: Server, params: Json) -> list[Json] | None:
    place = server.place(params)
    return _locations(server, names.definition(*place)) if place is not None else None


def _references(server: Server, params: Json) -> list[Json] | None:
    place = server.place(params)
    if place is None:
        return None
    context: Any = params.get("context")
    declared = not isinstance(context, dict) or context.get("includeDeclaration") is not False
    others = names.importers(place[0], folders(server))
    return _locations(server, names.references(*place, others, declarations=declared))


def _highlights(server: Server, params: Json) -> list[Json] | None:
    place = server.place(params)
    if place is None:
        return None
    positions = server.positions(place[0].source)
    return [
        {"range": positions.range(one.span.start, one.span.end), "kind": 3 if one.declares else 2}
        for one in names.highlights(*place)
    ]


def _prepare_rename(server: Server, params: Json) -> Json | None:
    place = server.place(params)
    span = names.renamable(*place) if place is not None else None
    if place is None or span is None:
        return None
    range_ = server.positions(place[0].source).range(span.start, span.end)
    return {"range": range_, "placeholder": span.text}


def _rename(server: Server, params: Json) -> Json | None:
    place = server.place(params)
    if place is None:
        return None
    try:
        others = names.importers(place[0], folders(server))
        changes = names.renamed(*place, str(params.get("newName", "")), others)
    except Refused as refused:
        raise RequestRefused(str(refused)) from refused
    return workspace_edit(server, [(each.source, each.edits) for each in changes])


# What bears on what


def _prepare_hierarchy(server: Server, params: Json) -> list[Json] | None:
    place = server.place(params)
    node = relations.node_at(*place) if place is not None else None
    if place is None or node is None:
        return None
    item = _item(server, place[0], node)
    return [item] if item is not None else None


def _item(server: Server, document: Document, node: Node) -> Json | None:
    location = server.location(node.span.source, node.span.start, node.span.end)
    if location is None:
        return None
    return {
        "name": relations.called(node),
        "kind": _SYMBOLS.get(node.kind, 13),
        "detail": " · ".join(relations.details(document, node)),
        "uri": location["uri"],
        "range": location["range"],
        "selectionRange": location["range"],
        "data": {"uri": document.key, "id": node.id},
    }


def _asked(server: Server, params: Json) -> tuple[Document, Node] | None:
    """The document and the node of an item that was given out before."""
    item: Any = params.get("item")
    data = item.get("data") if isinstance(item, dict) else None
    if not isinstance(data, dict):
        return None
    document = server.maps.documents.get(str(data.get("uri")))
    node = document.map.nodes.get(str(data.get("id"))) if document is not None else None
    return (document, node) if document is not None and node is not None else None


def _incoming(server: Server, params: Json) -> list[Json] | None:
    return _steps(server, params, "from")


def _outgoing(server: Server, params: Json) -> list[Json] | None:
    return _steps(server, params, "to")


def _steps(server: Server, params: Json, way: str) -> list[Json] | None:
    asked = _asked(server, params)
    if asked is None:
        return None
    document, node = asked
    found: list[Json] = []
    for other, links in relations.bearing_on(node) if way == "from" else relations.borne_on(node):
        item = _item(server, document, other)
        if item is None:
            continue
        text = (other if way == "from" else node).span.source  # where the ranges have to be
        spans = [link.span for link in links if link.span.source is text]
        positions = server.positions(text)
        ranges = [positions.range(span.start, span.end) for span in spans]
        found.append({way: item, "fromRanges": ranges or [item["selectionRange"]]})
    return found
