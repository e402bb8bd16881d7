"""argmap JSON: the whole resolved map, the published contract `argmap/1`.

The schema stands beside this module (`map.schema.json`). One node, link and so on a line, so that two
files can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from json import JSONEncoder, loads
from typing import Any

from argmap.analysis.standing import Standings
from argmap.model.map import Citation, Link, Map, Node, Quote
from argmap.source import Span

FORMAT = "argmap/1"
_BATCH = 1000


def write(map_: Map, standings: Standings | None = None) -> str:
    """A map as JSON text. Without standings, `standing`, `reason` and `in_force` are null."""
    return "".join(chunks(map_, standings))


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The same text in pieces, for a map too large to hold twice."""
    encode = JSONEncoder(ensure_ascii=False).encode
    head = {"format": FORMAT, "title": map_.title, "properties": _properties(map_.properties)}
    yield encode(head)[:-1]
    lists: tuple[tuple[str, Iterable[dict[str, Any]]], ...] = (
        ("nodes", (_node(node, standings) for node in map_.nodes.values())),
        ("links", (_link(link, standings) for link in map_.links.values())),
        ("speakers", _speakers(map_)),
        ("sources", _sources(map_)),
        ("sections", _sections(map_)),
        ("imports", _imports(map_)),
    )
    for name, values in lists:
        yield f',\n"{name}": ['
        lines = map(encode, values)
        comma = "\n"
        while batch := list(islice(lines, _BATCH)):
            yield comma + ",\n".join(batch)
            comma = ",\n"
        yield "]" if comma == "\n" else "\n]"
    yield "}\n"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `write` writes."""
    text = files("argmap.formats").joinpath("map.schema.json").read_text(encoding="utf-8")
    return loads(text)  # type: ignore[no-any-return]


def _span(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    return {
        "file": span.source.name,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
    }


def _citations(citations: tuple[Citation, ...]) -> list[dict[str, str | None]]:
    return [{"source": c.source, "anchor": c.anchor} for c in citations]


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    if not properties:
        return {}
    return {
        key: [_plain(v) for v in value] if isinstance(value, list) else value
        for key, value in properties.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Quote):
        return {"text": value.text, "citations": _citations(value.citations)}
    return value


def _node(node: Node, standings: Standings | None) -> dict[str, Any]:
    standing = standings.of(node) if standings is not None else None
    return {
        "id": node.id,
        "kind": node.kind,
        "text": node.text,
        "speakers": node.speakers,
        "tags": node.tags,
        "citations": _citations(node.citations),
        "properties": _properties(node.properties),
        "section": node.section,
        "span": _span(node.span),
        "standing": standing.value if standing is not None else None,
        "reason": standing.reason if standing is not None else None,
    }


def _link(link: Link, standings: Standings | None) -> dict[str, Any]:
    return {
        "id": link.id,
        "kind": link.kind,
        "from": [node.id for node in link.origin],
        "to": link.target.id,
        "argument": link.via.id if link.via is not None else None,
        "speakers": link.speakers,
        "tags": link.tags,
        "citations": _citations(link.citations),
        "scheme": link.scheme,
        "properties": _properties(link.properties),
        "span": _span(link.span),
        "in_force": standings.in_force(link) if standings is not None else None,
    }


def _speakers(map_: Map) -> Iterable[dict[str, Any]]:
    for speaker in map_.speakers.values():
        properties = {k: v for k, v in speaker.properties.items() if k != "side"}
        yield {
            "id": speaker.id,
            "name": speaker.name,
            "side": speaker.side,
            "properties": _properties(properties),
            "span": _span(speaker.span),
        }


def _sources(map_: Map) -> Iterable[dict[str, Any]]:
    for source in map_.sources.values():
        yield {
            "id": source.id,
            "description": source.description,
            "mapped": source.id in map_.mapped,
            "properties": _properties(source.properties),
            "span": _span(source.span),
        }


def _sections(map_: Map) -> Iterable[dict[str, Any]]:
    for section in map_.sections.values():
        yield {
            "id": section.id,
            "title": section.title,
            "parent": section.parent,
            "properties": _properties(section.properties),
            "span": _span(section.span),
        }


def _imports(map_: Map) -> Iterable[dict[str, Any]]:
    for import_ in map_.imports.values():
        yield {
            "name": import_.name,
            "path": import_.path,
            "prefix": import_.prefix,
            "span": _span(import_.span),
        }
