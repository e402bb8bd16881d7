"""Where words of a map lead: files, places in them, addresses on the web."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from argmap.editing.names import file_named, line_of
from argmap.editing.offers import source_named
from argmap.editing.spot import spots
from argmap.session.document import Document
from argmap.syntax.tree import Cite, Property, Written

_WEB = ("https://", "http://")
_KEYS = frozenset({"file", "original", "url", "archive"})


class Leads(NamedTuple):
    """A stretch of a text and where it leads: a file, with a line (from 0) or None, or a web address."""

    start: int
    end: int
    file: Path | None = None
    line: int | None = None
    url: str | None = None


def links(document: Document) -> list[Leads]:
    """Everything in a text that leads elsewhere, in order."""
    found: list[Leads] = []
    cited: dict[tuple[str, str | None], Leads | None] = {}
    text = document.source.text
    for item in document.tree.walk():
        if not isinstance(item, Written):
            continue
        for cite in item.citations:
            key = (cite.source, cite.anchor)
            if key not in cited:
                cited[key] = _cited(document, cite)
            leads = cited[key]
            if leads is not None:
                found.append(leads._replace(start=cite.start, end=cite.end))
        if item.type == "DECLARATION" or (isinstance(item, Property) and item.key.text in _KEYS):
            found += _named(document, text, item)
    return found


def _cited(document: Document, cite: Cite) -> Leads | None:
    source = source_named(document, cite.source)
    if source is None:
        return None
    if source.file is not None and document.context.trouble(source.file) is None:
        line = line_of(document, f"{cite.source}#{cite.anchor}") if cite.anchor is not None else None
        return Leads(0, 0, file=source.file, line=line)
    url = source.properties.get("url")
    return Leads(0, 0, url=url) if isinstance(url, str) and url.startswith(_WEB) else None


def _named(document: Document, text: str, item: Written) -> list[Leads]:
    found = []
    for spot in spots(text, item):
        if spot.kind == "path" and (file := file_named(document, spot.name)) is not None:
            found.append(Leads(spot.start, spot.end, file=file))
        elif spot.kind == "url" and spot.name.startswith(_WEB):
            found.append(Leads(spot.start, spot.end, url=spot.name))
    return found
