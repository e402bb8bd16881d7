"""The shape of a text: symbols, folding, colours by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from lsprotocol import types

from argmap.editing.colours import MODIFIERS, TYPES, Coloured, coloured
from argmap.editing.outline import Symbol, folds, symbols
from argmap.editing.search import search
from argmap.lsp.navigation import folders
from argmap.lsp.positions import Json, Positions
from argmap.lsp.server import Server
from argmap.session.document import Document

_KINDS = {
    "map": types.SymbolKind.File,
    "source": types.SymbolKind.Package,
    "speaker": types.SymbolKind.Object,
    "section": types.SymbolKind.Namespace,
    "import": types.SymbolKind.Module,
    "argument": types.SymbolKind.Interface,
    "question": types.SymbolKind.Operator,
    "answer": types.SymbolKind.Function,
    "claim": types.SymbolKind.Class,
    "premise": types.SymbolKind.Field,
    "rebuttal": types.SymbolKind.Event,
    "undercut": types.SymbolKind.Event,
    "concession": types.SymbolKind.Constant,
}


def add_to(server: Server) -> None:
    """Have the server tell how texts are built."""
    server.add(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, later=True)
    server.add(types.WORKSPACE_SYMBOL, _search)
    server.add(types.TEXT_DOCUMENT_FOLDING_RANGE, _folds, later=True)
    legend = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))
    server.add(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _colours, legend, later=True)
    server.add(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, _colours_changed, legend, later=True)
    server.add(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, _colours_between, legend)


def _symbols(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None:
        return None
    positions = server.positions(document.source)
    found = symbols(document.tree)
    if server.can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"):
        return _nested(found, positions)
    return _flat(found, positions, document.key)


def _nested(found: list[Symbol], positions: Positions) -> list[Json]:
    top: list[Json] = []
    waiting = [(found, top)]
    while waiting:
        some, into = waiting.pop()
        for symbol in some:
            item: Json = {
                "name": symbol.name,
                "detail": symbol.detail,
                "kind": int(_KINDS[symbol.kind]),
                "range": positions.range(symbol.start, symbol.end),
                "selectionRange": positions.range(symbol.at, symbol.until),
            }
            into.append(item)
            if symbol.below:
                item["children"] = []
                waiting.append((symbol.below, item["children"]))
    return top


def _flat(found: list[Symbol], positions: Positions, uri: str) -> list[Json]:
    flat: list[Json] = []
    waiting = [(symbol, "") for symbol in reversed(found)]
    while waiting:
        symbol, over = waiting.pop()
        location = {"uri": uri, "range": positions.range(symbol.start, symbol.end)}
        flat.append({"name": symbol.name, "kind": int(_KINDS[symbol.kind]), "location": location})
        if over:
            flat[-1]["containerName"] = over
        waiting += [(each, symbol.name) for each in reversed(symbol.below)]
    return flat


def _search(server: Server, params: Json) -> list[Json]:
    found = []
    for hit in search(server.maps, str(params.get("query", "")), folders(server)):
        location = server.location(hit.span.source, hit.span.start, hit.span.end)
        if location is not None:
            kind = int(_KINDS[hit.kind])
            found.append({"name": hit.name, "kind": kind, "location": location, "containerName": hit.within})
    return found


def _folds(server: Server, params: Json) -> list[Json] | None:
    document = server.document(params)
    if document is None:
        return None
    return [
        {"startLine": fold.first, "endLine": fold.last, **({"kind": fold.kind} if fold.kind else {})}
        for fold in folds(document.tree)
    ]


# Colours


def _numbers(server: Server, document: Document, start: int = 0, end: int | None = None) -> list[int]:
    """Five numbers a word, each told from the word before, as the protocol wants it."""
    positions = server.positions(document.source)
    return list(chain.from_iterable(_relative(positions, coloured(document.tree, start, end))))


def _relative(positions: Positions, words: Iterable[Coloured]) -> Iterator[tuple[int, int, int, int, int]]:
    line = column = at = 0
    for start, end, type_, declares in words:
        at = positions.line_from(start, at)
        begin = positions.column(start, at)
        behind = begin - column if at == line else begin
        yield at - line, behind, positions.length(start, end), type_, int(declares)
        line, column = at, begin


def _colours(server: Server, params: Json) -> Json | None:
    document = server.document(params)
    if document is None:
        return None
    data = _numbers(server, document)
    id_ = server.colours.keep(document.key, data)
    return {"resultId": id_, "data": data}


def _colours_changed(server: Server, params: Json) -> Json | None:
    document = server.document(params)
    if document is None:
        return None
    old = server.colours.kept(document.key, params.get("previousResultId"))
    data = _numbers(server, document)
    id_ = server.colours.keep(document.key, data)
    if old is None:
        return {"resultId": id_, "data": data}
    return {"resultId": id_, "edits": _difference(old, data)}


def _difference(old: list[int], new: list[int]) -> list[Json]:
    """The one stretch in which two lists of numbers differ."""
    if old == new:
        return []
    least = min(len(old), len(new))
    start = next((i for i in range(least) if old[i] != new[i]), least)
    same = 0
    while same < least - start and old[-1 - same] == new[-1 - same]:
        same += 1
    until = len(new) - same
    return [{"start": start, "deleteCount": len(old) - same - start, "data": new[start:until]}]


def _colours_between(server: Server, params: Json) -> Json | None:
    document = server.document(params)
    if document is None:
        return None
    start, end = server.positions(document.source).span(params.get("range"))
    return {"data": _numbers(server, document, start, end)}
