"""OPML 2.0 (2005.opml.org/spec2.html): the map as an outline, which outliners and mind maps read.

An outline's `text` is what is said and nothing else; `_note`, which most of those programs show, tells
what it does there, who says it, how it stands, and what it cites. The same stands in attributes of a
namespace of argmap's, as the specification asks. A node that is stated elsewhere is "see: …".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.markup import DECLARATION, escaped
from argmap.formats.outline import Item, walk
from argmap.formats.rows import place, quoted
from argmap.model.map import Citation, Map, Quote, Section

_NAMESPACE = "urn:argmap:outline"
_WORDS = {"support": "premise", "attack": "rebuttal"}
_LINES = 500


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as OPML, in pieces."""
    yield (
        f'{DECLARATION}<opml version="2.0" xmlns:argmap="{_NAMESPACE}">\n'
        f"<head><title>{escaped(map_.title)}</title></head>\n<body>\n"
    )
    writer = _Writer(map_, standings)
    waiting: list[str] = []
    empty = True
    for begins, what in walk(map_):
        empty = False
        if not begins:
            waiting.append("</outline>\n")
        elif isinstance(what, Section):
            waiting.append(writer.section(what))
        else:
            waiting.append(writer.item(what))
        if len(waiting) >= _LINES:
            yield "".join(waiting)
            waiting.clear()
    if empty:  # a body holds one outline at least
        waiting.append('<outline text=""/>\n')
    yield "".join(waiting) + "</body>\n</opml>\n"


class _Writer:
    def __init__(self, map_: Map, standings: Standings | None) -> None:
        self.map = map_
        self.standings = standings

    def section(self, section: Section) -> str:
        note = [f"{key}: {_plain(value)}" for key, value in section.properties.items()]
        return _open(section.title, note, {"kind": "section"})

    def item(self, item: Item) -> str:
        node, link = item.node, item.link
        attributes: dict[str, Any] = {"kind": self._kind(item)}
        note = []
        speakers: tuple[str, ...] = ()
        if node is None:
            assert link is not None
            speakers = link.speakers
            text = f"conceded by {self._names(speakers)}"
        else:
            text = node.text or node.kind
            if item.stated:
                speakers = node.speakers
                attributes["id"] = node.id if node.named else None
                attributes["implicit"] = "true" if node.implicit else None
            else:
                text = f"see: {text}"
                attributes["see"] = node.id
                speakers = link.speakers if link is not None else ()
        by = f" by {self._names(speakers)}" if speakers else ""
        attributes["speakers"] = self._names(speakers) or None
        standing = self.standings.of(node) if self.standings is not None and node is not None else None
        stands = ""
        if standing is not None and item.stated:
            attributes["standing"], attributes["reason"] = standing.value, standing.reason
            stands = f" · {standing.value} ({standing.reason})"
        note.append(f"{attributes['kind']}{by}{', implicit' if attributes.get('implicit') else ''}{stands}")
        if item.stated and node is not None:
            note += self._details(node.tags, node.citations, node.properties)
        if link is not None and link.via in (None, node):  # what is said of a step stands at its argument
            note += self._details(link.tags, link.citations, link.properties)
            if link.scheme and (node is None or "scheme" not in node.properties):
                note.append(f"scheme: {link.scheme}")
        return _open(text, note, attributes)

    @staticmethod
    def _kind(item: Item) -> str:
        node, link = item.node, item.link
        if link is None:
            return node.kind if node is not None else ""
        if link.bare:
            return "concession"
        if link.via is not None:
            return "argument" if node is link.via else "premise"
        return _WORDS.get(link.kind, link.kind)

    def _names(self, speakers: tuple[str, ...]) -> str:
        names = []
        for id_ in speakers:
            known = self.map.speakers.get(id_)
            name = known.name if known is not None else id_
            names.append(f"{name} ({known.side})" if known is not None and known.side else name)
        return ", ".join(names)

    def _details(
        self, tags: tuple[str, ...], citations: tuple[Citation, ...], properties: dict[str, Any]
    ) -> Iterator[str]:
        plain = [f"#{tag}" for tag in tags if tag != "implicit"]
        if plain:
            yield " ".join(plain)
        for citation in citations:
            source = self.map.sources.get(citation.source)
            yield f"[{place(citation)}] {source.description if source is not None else ''}".rstrip()
        for key, value in properties.items():
            if key in ("restates", "contradicts", "roles"):
                continue
            for one in value if key in ("note", "quote") else [value]:
                yield f"{key}: {_plain(one)}"


def _plain(value: Any) -> str:
    if isinstance(value, Quote):
        return quoted(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_plain, value)) if isinstance(value, (list, tuple)) else str(value)


def _open(text: str, note: list[str], attributes: dict[str, Any]) -> str:
    own = "".join(
        f' argmap:{key}="{escaped(value)}"' for key, value in attributes.items() if value is not None
    )
    lines = "\n".join(note)
    aside = f' _note="{escaped(lines)}"' if lines else ""
    return f'<outline text="{escaped(text)}"{aside}{own}>\n'
