"""GEXF 1.3 (gexf.net), for Gephi; networkx reads it too.

Edges lead from a node to a node there; see `reify` for links that are attacked. Attributes are the
columns of `rows`, lists with one item a line: Gephi's own lists can't hold every text. Nodes are
coloured by what stands, edges by what they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.colours import KINDS, PLAIN, STANDINGS
from argmap.formats.markup import DECLARATION, escaped
from argmap.formats.reify import edges, is_step, steps
from argmap.formats.rows import LINKS, NODES, Column, link_rows, node_rows
from argmap.model.map import Map

_BATCH = 1000
_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {
    "string": "string",
    "strings": "string",
    "number": "double",
    "boolean": "boolean",
    "integer": "integer",
}
_STEP = Column("step", "string", "of a step: the kind of the link it is")
_NODES = tuple(c for c in NODES if c.name != "id")
#: Steps are nodes with the columns of links: those that nodes have not are added.
_OF_STEPS = (_STEP, *(c for c in LINKS if c.name in ("scheme", "in_force", "reference")))
_EDGES = tuple(c for c in LINKS if c.name not in ("id", "from", "argument", "to", "to_kind"))
_LABEL = 60
#: networkx reads no hexadecimal colours.
_RGB = {
    colour: '<viz:color r="{}" g="{}" b="{}"/>'.format(*bytes.fromhex(colour[1:]))
    for colour in (*STANDINGS.values(), *KINDS.values(), PLAIN)
}


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as GEXF, in pieces."""
    yield (
        f'{DECLARATION}<gexf xmlns="{_NAMESPACE}" xmlns:viz="{_NAMESPACE}/viz" version="1.3">\n'
        f"<meta><creator>argmap</creator><description>{escaped(map_.title)}</description></meta>\n"
        '<graph mode="static" defaultedgetype="directed">\n'
    )
    yield _attributes("node", (*_NODES, *_OF_STEPS))
    yield _attributes("edge", _EDGES)
    links = {row[0]: row for row in link_rows(map_, standings)}
    for name, lines in (("nodes", _nodes(map_, standings, links)), ("edges", _edges(map_, links))):
        yield f"<{name}>\n"
        while batch := "".join(islice(lines, _BATCH)):
            yield batch
        yield f"</{name}>\n"
    yield "</graph>\n</gexf>\n"


def _attributes(holder: str, columns: Sequence[Column]) -> str:
    lines = "".join(
        f'<attribute id="{column.name}" title="{column.name}" type="{_TYPES[column.type]}"/>\n'
        for column in columns
    )
    return f'<attributes class="{holder}">\n{lines}</attributes>\n'


def _nodes(map_: Map, standings: Standings | None, links: dict[str, list[Any]]) -> Iterator[str]:
    for row in node_rows(map_, standings):
        cells = {column.name: value for column, value in zip(NODES, row, strict=True)}
        text = cells["text"]
        label = (text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…") or cells["kind"]
        colour = STANDINGS.get(cells["standing"]) or KINDS.get(cells["kind"], PLAIN)
        yield _node(cells["id"], label, _values(_NODES, cells), colour, 10)
    for link in steps(map_):
        cells = {column.name: value for column, value in zip(LINKS, links[link.id], strict=True)}
        cells.update(kind="step", step=link.kind)
        values = _values((*_NODES, *_OF_STEPS), cells)
        yield _node(link.id, link.kind, values, KINDS.get(link.kind, PLAIN), 4)


def _node(id_: str, label: str, values: str, colour: str, size: int) -> str:
    return (
        f'<node id="{escaped(id_)}" label="{escaped(label)}">{values}{_RGB[colour]}'
        f'<viz:size value="{size}"/></node>\n'
    )


def _edges(map_: Map, links: dict[str, list[Any]]) -> Iterator[str]:
    for edge in edges(map_):
        cells: dict[str, Any] = {}
        if edge.link is not None and not is_step(edge.link):
            cells = {column.name: value for column, value in zip(LINKS, links[edge.link.id], strict=True)}
        cells["kind"] = edge.kind
        # an edge that is half of a step has its colour
        kind = edge.link.kind if edge.link is not None else edge.kind
        yield (
            f'<edge id="{escaped(edge.id)}" source="{escaped(edge.source)}" target="{escaped(edge.target)}" '
            f'label="{edge.kind}">{_values(_EDGES, cells)}{_RGB[KINDS.get(kind, PLAIN)]}</edge>\n'
        )


def _values(columns: Sequence[Column], cells: dict[str, Any]) -> str:
    found = []
    for column in columns:
        value = cells.get(column.name)
        if value is None or value == []:
            continue
        if isinstance(value, bool):
            value = str(value).lower()
        elif isinstance(value, (list, tuple)):
            value = "\n".join(value)
        if value == "":
            continue
        found.append(f'<attvalue for="{column.name}" value="{escaped(str(value))}"/>')
    return f"<attvalues>{''.join(found)}</attvalues>" if found else ""
