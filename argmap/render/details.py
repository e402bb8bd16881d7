"""What a page or a document tells of a node beyond its box: where it stands, what it quotes, its notes.

Made for one node when it is asked for, so that a picture doesn't pay for it. Text is safe to show, as in
the scene; links are checked, so that only web addresses get through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from argmap.model.map import Citation, Map, Quote
from argmap.safe import visible

_WEB = re.compile(r"https?://[^\s\"'<>\\^`{|}]+\Z", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Cited:
    """One citation: the source and the place in it, and where it leads.

    `label` is how the map's text writes it (`thread#p1`); `title` is the source's description; `href`
    a web address, or None; `words` are what a quotation says stands there.
    """

    source: str
    anchor: str | None
    label: str
    title: str
    href: str | None
    words: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Quoted:
    """Exact words, and where they are said to stand."""

    words: str
    cited: tuple[Cited, ...]


@dataclass(slots=True, frozen=True)
class Details:
    """All that is known of one node and isn't in its box."""

    file: str
    line: int
    citations: tuple[Cited, ...]
    quotes: tuple[Quoted, ...]
    notes: tuple[str, ...]
    date: str | None
    scheme: str | None
    weight: float | None


def details(map_: Map, id_: str) -> Details:
    """The details of a node of the map. `file` is the name the map was read by, `line` counts from 1."""
    node = map_.nodes[id_]
    properties = node.properties
    quotes = tuple(
        Quoted(visible(q.text), tuple(cited(map_, c) for c in q.citations)) for q in _quotes(properties)
    )
    scheme = properties.get("scheme")
    date = properties.get("date")
    citations = dict.fromkeys(
        (*node.citations, *(c for link in node.out if link.head is node for c in link.citations))
    )
    return Details(
        file=visible(node.span.source.name),
        line=node.span.line,
        citations=tuple(
            cited(map_, c, tuple(q.words for q in quotes if _same(q, c))) for c in _once(citations)
        ),
        quotes=quotes,
        notes=tuple(visible(str(note)) for note in properties.get("note", ())),
        date=visible(str(date)) if date else None,
        scheme=_scheme(str(scheme)) if scheme else None,
        weight=properties.get("weight"),
    )


def cited(map_: Map, citation: Citation, words: tuple[str, ...] = ()) -> Cited:
    """A citation with what is known of its source."""
    source = map_.sources.get(citation.source)
    anchor = citation.anchor
    label = f"{citation.source}#{anchor}" if anchor else citation.source
    url = source.properties.get("url") if source is not None else None
    return Cited(
        source=visible(citation.source),
        anchor=visible(anchor) if anchor else None,
        label=visible(label),
        title=visible(source.description) if source is not None else "",
        href=web_address(url),
        words=words,
    )


def web_address(url: Any) -> str | None:
    """The address if it is one of the web, with nothing in it that needs escaping; else None."""
    return url if isinstance(url, str) and _WEB.match(url) else None


def _quotes(properties: dict[str, Any]) -> list[Quote]:
    return [q for q in properties.get("quote", ()) if isinstance(q, Quote)]


def _same(quoted: Quoted, citation: Citation) -> bool:
    return any(
        (c.source, c.anchor) == (visible(citation.source), citation.anchor and visible(citation.anchor))
        for c in quoted.cited
    )


def _once(citations: dict[Citation, None]) -> list[Citation]:
    """Citations without those of the same place."""
    return list({(c.source, c.anchor): c for c in reversed(citations)}.values())[::-1]


@cache
def _scheme(name: str) -> str:
    """The usual name of a pattern of argument, or the name as written."""
    from argmap.schemes import Library

    known = Library().find(name)
    return known.name if known is not None else visible(name)
