"""A map as GraphML: nodes, steps as nodes where they must be (`reify`), and edges, all with attributes.

Lists stand one item a line. What no attribute of its own was made for stands as JSON: of the map, its
speakers, sources and sections in the graph's own data, of nodes and links in `more`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from json import JSONEncoder
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.markup import DECLARATION, escaped, token
from argmap.formats.redraft import redraft
from argmap.formats.reify import Edge, edges, steps
from argmap.formats.rows import place
from argmap.model.map import Citation, Link, Map, Node, Quote
from argmap.safe import in_json

_BATCH = 1000
_encode = JSONEncoder(ensure_ascii=False).encode
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

GRAPH = ("argmap", "title", "properties", "speakers", "sources", "sections")
_BOTH = {
    "kind": "string",
    "label": "string",
    "speakers": "string",
    "tags": "string",
    "citations": "string",
    "scheme": "string",
    "date": "string",
    "weight": "double",
    "note": "string",
    "more": "string",
    "in_force": "string",
}
EDGE = _BOTH
NODE = {
    **_BOTH,
    "step": "string",  # of a step: the kind of the link it is
    "text": "string",
    "name": "string",
    "implicit": "boolean",
    "assumed": "boolean",
    "section": "string",
    "top": "boolean",
    "standing": "string",
    "reason": "string",
}
#: What a label is cut to.
_LABEL = 60


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as GraphML, in pieces."""
    yield (
        f'{DECLARATION}<graphml xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}/1.0/graphml.xsd">\n'
    )
    for holder, keys in (("graph", dict.fromkeys(GRAPH, "string")), ("node", NODE), ("edge", EDGE)):
        for name, type_ in keys.items():
            yield f'<key id="{holder}.{name}" for="{holder}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '<graph id="map" edgedefault="directed">\n'
    yield "".join(f"{_data('graph', name, value)}\n" for name, value in _graph(map_).items())
    lines: tuple[Iterator[str], ...] = (
        (_element("node", node.id, _node(node, standings)) for node in map_.nodes.values()),
        (
            _element("node", link.id, {"kind": "step", "step": link.kind, **_link(map_, link, standings)})
            for link in steps(map_)
        ),
        (
            _element("edge", edge.id, _edge(map_, edge, standings), edge.source, edge.target)
            for edge in edges(map_)
        ),
    )
    for group in lines:
        while batch := "".join(islice(group, _BATCH)):
            yield batch
    yield "</graph>\n</graphml>\n"


def _element(name: str, id_: str, attributes: dict[str, Any], *ends: str) -> str:
    way = f' source="{token(ends[0])}" target="{token(ends[1])}"' if ends else ""
    data = "".join([_data(name, key, value) for key, value in attributes.items() if value is not None])
    return f'<{name} id="{token(id_)}"{way}>{data}</{name}>\n'


def _data(holder: str, key: str, value: Any) -> str:
    if value is True or value is False:
        value = str(value).lower()
    elif not isinstance(value, str):
        value = repr(value)
    return f'<data key="{holder}.{key}">{escaped(value)}</data>'


def _json(value: Any) -> str:
    return in_json(_encode(value))


def _graph(map_: Map) -> dict[str, str]:
    draft = redraft(replace(map_, nodes={}, links={}))
    speakers = [
        {"id": id_, "name": s.name, "side": s.side, "properties": s.properties}
        for id_, s in draft.speakers.items()
    ]
    sources = [
        {"id": id_, "description": s.description, "properties": s.properties}
        for id_, s in draft.sources.items()
    ]
    sections = [
        {"id": id_, "title": s.title, "parent": s.parent, "name": s.name, "properties": s.properties}
        for id_, s in draft.sections.items()
    ]
    return {
        "argmap": "1",
        "title": map_.title,
        "properties": _json(draft.properties),
        "speakers": _json(speakers),
        "sources": _json(sources),
        "sections": _json(sections),
    }


def _lines(items: Sequence[str]) -> str | None:
    return "\n".join(items) if items else None


def _said(of: Node | Link) -> dict[str, Any]:
    """What nodes and links have alike."""
    values = of.properties
    more = {
        key: [_quote(quote) for quote in value] if key == "quote" else value
        for key, value in values.items()
        if key not in ("note", "date", "weight", "assumed", "restates", "contradicts", "scheme")
    }
    return {
        "tags": _lines(of.tags),
        "citations": _lines([place(citation) for citation in of.citations]),
        "date": values.get("date"),
        "weight": values.get("weight"),
        "note": _lines(values.get("note", ())),
        "more": _json(more) if more else None,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "citations": [_place(citation) for citation in quote.citations]}


def _place(citation: Citation) -> dict[str, str | None]:
    return {"source": citation.source, "anchor": citation.anchor}


def _node(node: Node, standings: Standings | None) -> dict[str, Any]:
    standing = standings.of(node) if standings is not None else None
    text = node.text
    return {
        "kind": node.kind,
        "label": (text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…") or node.kind,
        "text": text,
        "name": node.id.replace("/", "-") if node.named else None,
        "speakers": _lines(node.speakers),
        **_said(node),
        "scheme": node.properties.get("scheme"),
        "implicit": node.implicit or None,
        "assumed": node.properties.get("assumed"),
        "section": node.section,
        "top": node.top or None,
        "standing": standing.value if standing is not None else None,
        "reason": standing.reason if standing is not None else None,
    }


def _edge(map_: Map, edge: Edge, standings: Standings | None) -> dict[str, Any]:
    link = edge.link
    if link is None or edge.id != link.id:  # all else stands at the step's node
        return {"kind": edge.kind}
    return {"kind": link.kind, **_link(map_, link, standings)}


def _link(map_: Map, link: Link, standings: Standings | None) -> dict[str, Any]:
    head = link.head
    own = head is None or link.speakers != head.speakers
    label: str = link.kind
    if link.bare:
        names = [map_.speakers[id_].name if id_ in map_.speakers else id_ for id_ in link.speakers]
        label = f"conceded by {', '.join(names)}"
    return {
        "label": label,
        # no data: whoever said what it starts from
        "speakers": "\n".join(link.speakers) if own else None,
        **_said(link),
        "scheme": link.scheme,
        "in_force": standings.in_force(link) if standings is not None else None,
    }
