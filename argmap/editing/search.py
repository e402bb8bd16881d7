"""Finding nodes, sections and declarations by name or text: in open maps, their imports, and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from argmap.editing.names import maps_below
from argmap.model.load import ReadError
from argmap.rules.rule import shortened
from argmap.session.workspace import Workspace
from argmap.source import Span
from argmap.syntax.tree import Declaration, Document, Statement

#: So many are found at most.
MOST = 200


class Hit(NamedTuple):
    """One thing found: what it is, what it is called, in which file, and where it begins."""

    kind: str
    name: str
    within: str
    span: Span


def search(workspace: Workspace, wanted: str, folders: Iterable[Path] = ()) -> list[Hit]:
    """What has a name, a title or a text that holds some words; names that begin so come first.

    Without words all that has a name is found.
    """
    words = wanted.casefold().split()
    ranked: list[tuple[int, int, Hit]] = []
    for number, (hit, text) in enumerate(
        pair for tree in _trees(workspace, folders) for pair in _named(tree, bool(words))
    ):
        folded = text.casefold()
        if all(word in folded for word in words):
            name = hit.name.casefold()
            rank = 0 if words and name.startswith(words[0]) else 1 if words and words[0] in name else 2
            ranked.append((rank, number, hit))
    ranked.sort(key=lambda one: one[:2])
    return [hit for _, _, hit in ranked[:MOST]]


def _trees(workspace: Workspace, folders: Iterable[Path]) -> Iterator[Document]:
    seen: set[Path] = set()
    for document in workspace.documents.values():
        if document.path is not None:
            seen.add(document.path.resolve())
        yield document.tree
    imported = list(workspace.loader.imported())
    for path in (*imported, *maps_below(folders)):
        if path in seen:
            continue
        seen.add(path)
        try:
            yield workspace.loader.parsed(path, str(path))[1]
        except ReadError:
            continue


def _named(tree: Document, texts: bool) -> Iterator[tuple[Hit, str]]:
    """What can be found in a file, each with the text that is looked through."""
    source = tree.source
    for item in tree.walk():
        if isinstance(item, Statement) and item.form == "node" and (item.id is not None or texts):
            id_ = item.id.text if item.id is not None else ""
            end = item.id.end if item.id is not None else item.kind.end
            name = id_ or f"“{shortened(item.text, 60)}”"
            yield (
                Hit(item.kind.text, name, source.name, Span(source, item.kind.start, end)),
                f"{id_} {item.text}",
            )
        elif isinstance(item, Declaration) and (item.name is not None or item.keyword.text == "section"):
            named = item.name
            end = named.end if named is not None else item.keyword.end
            name = named.text if named is not None and item.keyword.text != "section" else item.text
            span = Span(source, item.keyword.start, end)
            yield Hit(item.keyword.text, name, source.name, span), f"{name} {item.text}"
