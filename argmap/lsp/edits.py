"""Edits of texts as the protocol has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.diagnostics import Edit
from argmap.lsp.positions import Json
from argmap.lsp.server import Server
from argmap.source import Source


def text_edits(server: Server, source: Source, edits: Iterable[Edit]) -> list[Json]:
    """Edits of one text; line ends in what is new are those of the text."""
    positions = server.positions(source)
    end = source.end_of_line
    return [
        {
            "range": positions.range(edit.span.start, edit.span.end),
            "newText": edit.text if end == "\n" else edit.text.replace("\r\n", "\n").replace("\n", end),
        }
        for edit in edits
    ]


def workspace_edit(server: Server, changes: Iterable[tuple[Source, Sequence[Edit]]]) -> Json:
    """Edits of several texts, each for the version that the client has, where it can tell versions."""
    by_uri: dict[str, list[Json]] = {}
    for source, edits in changes:
        uri = server.uri_of(source)
        if uri is not None:
            by_uri.setdefault(uri, []).extend(text_edits(server, source, edits))
    if not server.can("workspace.workspaceEdit.documentChanges"):
        return {"changes": by_uri}
    return {
        "documentChanges": [
            {"textDocument": {"uri": uri, "version": server.versions.get(uri)}, "edits": edits}
            for uri, edits in by_uri.items()
        ]
    }
