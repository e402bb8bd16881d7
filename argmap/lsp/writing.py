"""Completion and hover: what may be written, and what is to be known of what is."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from argmap.editing.completion import complete
from argmap.editing.describe import about
from argmap.editing.hover import hover
from argmap.editing.offers import Offer
from argmap.lsp.positions import Json
from argmap.lsp.server import Server, plain

_KINDS = {
    "keyword": types.CompletionItemKind.Keyword,
    "key": types.CompletionItemKind.Property,
    "node": types.CompletionItemKind.Reference,
    "speaker": types.CompletionItemKind.Variable,
    "source": types.CompletionItemKind.File,
    "anchor": types.CompletionItemKind.Constant,
    "tag": types.CompletionItemKind.Color,
    "scheme": types.CompletionItemKind.Class,
    "role": types.CompletionItemKind.Field,
    "critical": types.CompletionItemKind.Event,
    "code": types.CompletionItemKind.EnumMember,
    "folder": types.CompletionItemKind.Folder,
    "file": types.CompletionItemKind.File,
    "value": types.CompletionItemKind.Value,
}


def add_to(server: Server) -> None:
    """Have the server complete and explain."""
    options = types.CompletionOptions(trigger_characters=["@", "#", "[", "/", " "], resolve_provider=True)
    server.add(types.TEXT_DOCUMENT_COMPLETION, _complete, options)
    server.add(types.COMPLETION_ITEM_RESOLVE, _resolve)
    server.add(types.TEXT_DOCUMENT_HOVER, _hover)


def _complete(server: Server, params: Json) -> Json | None:
    place = server.place(params)
    found = complete(*place) if place is not None else None
    if place is None or found is None:
        return None
    document, _ = place
    replaced = server.positions(document.source).range(found.start, found.end)
    forms = bool(server.can("textDocument.completion.completionItem.snippetSupport"))
    word = document.source.text[found.start : found.end]
    items = [
        _item(offer, number, document.key, replaced, forms, word) for number, offer in enumerate(found.offers)
    ]
    # what fits by another word may come or go with the next letter, which only we can tell
    open_ = found.more or any(offer.fits or offer.also for offer in found.offers)
    return {"isIncomplete": open_, "items": items}


def _item(offer: Offer, number: int, uri: str, replaced: Json, forms: bool, word: str) -> Json:
    form = bool(offer.form) and forms
    item: Json = {
        "label": offer.label,
        "kind": int(_KINDS[offer.sort]),
        "sortText": f"{number:04}",
        # what fits by another word than its own must not be dropped by a client that filters by names
        "filterText": offer.label if word.casefold() in offer.label.casefold() else word,
        "insertTextFormat": 2 if form else 1,
        "textEdit": {"range": replaced, "newText": offer.form if form else offer.insert},
    }
    if offer.detail:
        item["detail"] = offer.detail
    if offer.about is not None:
        item["data"] = {"uri": uri, "about": list(offer.about)}
    return item


def _resolve(server: Server, params: Json) -> Json:
    data: Any = params.get("data")
    document = server.maps.documents.get(str(data.get("uri"))) if isinstance(data, dict) else None
    if document is None:
        return params
    sort, name = data["about"]
    text = about(document, (sort, name))
    if text:
        accepted = "textDocument.completion.completionItem.documentationFormat"
        takes = server.can(accepted)  # a client that takes nothing else takes a string
        params["documentation"] = server.markup(text, accepted) if takes else plain(text)
    return params


def _hover(server: Server, params: Json) -> Json | None:
    place = server.place(params)
    found = hover(*place) if place is not None else None
    if place is None or found is None:
        return None
    range_ = server.positions(place[0].source).range(found.start, found.end)
    return {"contents": server.markup(found.text, "textDocument.hover.contentFormat"), "range": range_}
