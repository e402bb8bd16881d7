"""argmap JSON: the whole resolved map, the published contract `argmap/1`.

The schema stands beside this module (`map.schema.json`), its reader in `unjson`. One node, link and so
on a line, so that two files can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from json import JSONEncoder, loads
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from argmap.analysis.standing import Standings
from argmap.model.map import Citation, Link, Map, Node, Quote
from argmap.safe import in_json
from argmap.source import Span

if TYPE_CHECKING:
    from argmap.formats.draft import Draft
    from argmap.formats.given import Given

FORMAT = "argmap/1"
_BATCH = 1000
_encode = JSONEncoder(ensure_ascii=False).encode


def read(given: Given) -> Draft:
    """The draft of an argmap JSON file. Raises `argmap.formats.given.Unreadable`."""
    from argmap.formats import unjson  # which writing doesn't need

    return unjson.read(given)


def write(map_: Map, standings: Standings | None = None) -> str:
    """A map as JSON text. Without standings, `standing`, `reason` and `in_force` are null."""
    return "".join(chunks(map_, standings))


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The same text in pieces, for a map too large to hold twice."""
    head = {"format": FORMAT, "title": map_.title, "properties": _properties(map_.properties)}
    yield in_json(_encode(head)[:-1])
    lists: tuple[tuple[str, Iterator[str]], ...] = (
        ("nodes", (_node(node, standings) for node in map_.nodes.values())),
        ("links", (_link(link, standings) for link in map_.links.values())),
        ("speakers", map(_encode, _speakers(map_))),
        ("sources", map(_encode, _sources(map_))),
        ("sections", map(_encode, _sections(map_))),
        ("imports", map(_encode, _imports(map_))),
    )
    for name, lines in lists:
        yield f',\n"{name}": ['
        comma = "\n"
        while batch := list(islice(lines, _BATCH)):
            yield in_json(comma + ",\n".join(batch))
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


# Nodes and links are most of a map. Written out piece by piece they cost a fifth of what the encoder
# takes for a dictionary of the same.


def _node(node: Node, standings: Standings | None) -> str:
    standing = standings.of(node) if standings is not None else None
    return (
        f'{{"id": {quoted(node.id)}, "kind": "{node.kind}", "text": {quoted(node.text)}, '
        f'"speakers": {_list(node.speakers)}, "tags": {_list(node.tags)}, '
        f'"citations": {_encode(_citations(node.citations)) if node.citations else "[]"}, '
        f'"properties": {_encode(_properties(node.properties)) if node.properties else "{}"}, '
        f'"section": {_string(node.section)}, "span": {_span_text(node.span)}, '
        f'"standing": {_string(standing.value if standing is not None else None)}, '
        f'"reason": {_string(standing.reason if standing is not None else None)}}}'
    )


def _link(link: Link, standings: Standings | None) -> str:
    return (
        f'{{"id": {quoted(link.id)}, "kind": "{link.kind}", '
        f'"from": {_list([node.id for node in link.origin])}, "to": {quoted(link.target.id)}, '
        f'"argument": {_string(link.via.id if link.via is not None else None)}, '
        f'"speakers": {_list(link.speakers)}, "tags": {_list(link.tags)}, '
        f'"citations": {_encode(_citations(link.citations)) if link.citations else "[]"}, '
        f'"scheme": {_string(link.scheme)}, '
        f'"properties": {_encode(_properties(link.properties)) if link.properties else "{}"}, '
        f'"span": {_span_text(link.span)}, '
        f'"in_force": {_string(standings.in_force(link) if standings is not None else None)}}}'
    )


def _string(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]" if values else "[]"


def _span_text(span: Span) -> str:
    source = span.source
    line, column = source.position(span.start)
    return (
        f'{{"file": {quoted(source.name)}, "start": {span.start}, "end": {span.end}, '
        f'"line": {line}, "column": {column}}}'
    )


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
