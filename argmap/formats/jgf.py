"""JSON Graph Format, version 2 (jsongraphformat.info): one graph, its nodes by id, its edges in a list.

Edges lead from a node to a node there; see `reify` for links that are attacked. A node's metadata are
the columns of `rows`, an edge's those of the link whose step it makes; what the map itself has to say
stands in the graph's. Nothing that is empty is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from json import JSONEncoder
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.reify import edges, is_step, steps
from argmap.formats.rows import LINKS, NODES, Column, link_rows, node_rows
from argmap.model.map import Map, Quote
from argmap.safe import in_json

_BATCH = 1000
_encode = JSONEncoder(ensure_ascii=False).encode


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as JSON Graph Format, in pieces; one node or edge a line."""
    head = {
        "directed": True,
        "type": "argument map",
        **({"label": map_.title} if map_.title else {}),
        "metadata": _filled(_of_map(map_)),
    }
    yield '{"graph": ' + in_json(_encode(head)[:-1])
    links = {row[0]: _metadata(LINKS, row) for row in link_rows(map_, standings)}
    yield ',\n"nodes": {'
    yield from _lines(_nodes(map_, standings, links))
    yield '},\n"edges": ['
    yield from _lines(_edges(map_, links))
    yield "]}}\n"


def _lines(items: Iterator[str]) -> Iterator[str]:
    comma = "\n"
    while batch := list(islice(items, _BATCH)):
        yield in_json(comma + ",\n".join(batch))
        comma = ",\n"


def _nodes(map_: Map, standings: Standings | None, links: dict[str, dict[str, Any]]) -> Iterator[str]:
    for row in node_rows(map_, standings):
        metadata = _metadata(NODES, row)
        text = metadata.pop("text", "")
        node = {"label": text, "metadata": metadata} if text else {"metadata": metadata}
        yield f"{_encode(row[0])}: {_encode(node)}"
    for link in steps(map_):
        metadata = {**links[link.id], "kind": "step", "step": link.kind}
        yield f"{_encode(link.id)}: {_encode({'label': link.kind, 'metadata': metadata})}"


def _edges(map_: Map, links: dict[str, dict[str, Any]]) -> Iterator[str]:
    for edge in edges(map_):
        value: dict[str, Any] = {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "relation": edge.kind,
            "directed": True,
        }
        if edge.link is not None and not is_step(edge.link):
            value["metadata"] = links[edge.link.id]
        yield _encode(value)


def _metadata(columns: Sequence[Column], row: Sequence[Any]) -> dict[str, Any]:
    """The cells that hold something; an id is a key there and not repeated."""
    return {
        column.name: value
        for column, value in zip(columns, row, strict=True)
        if column.name != "id" and value is not None and value != [] and value is not False
    }


def _of_map(map_: Map) -> dict[str, Any]:
    return {
        "properties": _plain(map_.properties),
        "speakers": [
            {"id": s.id, "name": s.name, **_filled({"properties": _plain(s.properties)})}
            for s in map_.speakers.values()
        ],
        "sources": [
            {
                "id": s.id,
                "description": s.description,
                "mapped": s.id in map_.mapped,
                **_filled({"properties": _plain(s.properties)}),
            }
            for s in map_.sources.values()
        ],
        "sections": [
            {
                "id": s.id,
                "title": s.title,
                **_filled({"parent": s.parent, "properties": _plain(s.properties)}),
            }
            for s in map_.sections.values()
        ],
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if not _has_quotes(value)}


def _has_quotes(value: Any) -> bool:
    return isinstance(value, Iterable) and any(isinstance(one, Quote) for one in value)
