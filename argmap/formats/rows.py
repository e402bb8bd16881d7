"""Nodes and links as rows of two tables: what CSV, Parquet, GEXF and JSON Graph Format have in common.

Speakers and sources are called by name and description there, since no third table explains their ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from argmap.analysis.standing import Standings
from argmap.model.map import Citation, Link, Map, Node, Quote


@dataclass(slots=True, frozen=True)
class Column:
    """A cell that has nothing to say is None, a list without items is empty."""

    name: str
    type: Literal["string", "strings", "number", "boolean", "integer"]
    about: str


#: Node columns that links have as well.
_SAID = (
    Column("speakers", "strings", "names of who says it; nobody: the mapper, or it is implicit"),
    Column("sides", "strings", "the side of each speaker, empty where there is none"),
    Column("tags", "strings", "its tags; `implicit` of a node has a column of its own"),
    Column("citations", "strings", "what it cites, as `source#anchor`"),
    Column("sources", "strings", "the description of the source of each citation"),
)
_ASIDE = (
    Column("date", "string", "when it was said, ISO 8601, as precise as is known"),
    Column("notes", "strings", "the mapper's notes"),
    Column("quotes", "strings", "exact words with their citations, as `“words” [source#anchor]`"),
)
_PLACE = (
    Column("file", "string", "the file it is written in"),
    Column("line", "integer", "the line there, from 1"),
)

NODES = (
    Column("id", "string", "its id; one that the mapper didn't give contains `~`"),
    Column("kind", "string", "claim, premise, argument, rebuttal, undercut, concession, question, answer"),
    Column("text", "string", "what is said; an argument's gist"),
    *_SAID,
    Column("implicit", "boolean", "whether nobody said it and the mapper supplied it"),
    Column("section", "strings", "the titles of its section and of those around it, outermost first"),
    Column("top", "boolean", "whether it stands at top level or directly in a section"),
    Column("standing", "string", "stands, falls, unsupported, open; empty for arguments and questions"),
    Column("reason", "string", "why: unchallenged, defended, refuted, unsupported, contested"),
    Column("assumed", "boolean", "whether all agree on it"),
    Column("weight", "number", "from 0 to 1"),
    *_ASIDE,
    Column("role", "string", "a premise's part in its scheme"),
    Column("critical", "string", "the critical question it raises"),
    Column("ignore", "strings", "rules that are silenced for it"),
    *_PLACE,
)

LINKS = (
    Column("id", "string", "its id, not the id of any node"),
    Column("kind", "string", "support, attack, undercut, question, answer, concession, contradiction, …"),
    Column("from", "strings", "the ids of the nodes it starts from; several work together"),
    Column("argument", "string", "the id of the argument node that stands for several premises"),
    Column("to", "string", "the id of the node or link it leads to"),
    Column("to_kind", "string", "node or link: an undercut leads to the link it denies"),
    *_SAID,
    Column("scheme", "string", "the pattern of argument"),
    Column("in_force", "string", "yes, no, open; empty where that makes no sense"),
    Column("reference", "boolean", "whether it comes from a line that refers to a node stated elsewhere"),
    *_ASIDE,
    *_PLACE,
)


def node_rows(map_: Map, standings: Standings | None) -> Iterator[list[Any]]:
    """One list of cells a node, in the order of `NODES`."""
    said = _Said(map_)
    paths = _section_paths(map_)
    for node in map_.nodes.values():
        standing = standings.of(node) if standings is not None else None
        properties = node.properties
        yield [
            node.id,
            node.kind,
            node.text,
            *said.cells(node),
            node.implicit,
            paths.get(node.section, []),
            node.top,
            standing.value if standing is not None else None,
            standing.reason if standing is not None else None,
            bool(properties.get("assumed", False)),
            properties.get("weight"),
            *said.aside(properties),
            properties.get("role"),
            properties.get("critical"),
            properties.get("ignore", []),
            node.span.source.name,
            node.span.line,
        ]


def link_rows(map_: Map, standings: Standings | None) -> Iterator[list[Any]]:
    """One list of cells a link, in the order of `LINKS`."""
    said = _Said(map_)
    for link in map_.links.values():
        yield [
            link.id,
            link.kind,
            [node.id for node in link.origin],
            link.via.id if link.via is not None else None,
            link.target.id,
            "node" if isinstance(link.target, Node) else "link",
            *said.cells(link),
            link.scheme,
            standings.in_force(link) if standings is not None else None,
            link.reference,
            *said.aside(link.properties),
            link.span.source.name,
            link.span.line,
        ]


class _Said:
    def __init__(self, map_: Map) -> None:
        self.names = {id_: speaker.name for id_, speaker in map_.speakers.items()}
        self.sides = {id_: speaker.side or "" for id_, speaker in map_.speakers.items()}
        self.sources = {id_: source.description for id_, source in map_.sources.items()}

    def cells(self, of: Node | Link) -> list[list[str]]:
        return [
            [self.names.get(id_, id_) for id_ in of.speakers],
            [self.sides.get(id_, "") for id_ in of.speakers],
            [tag for tag in of.tags if tag != "implicit" or isinstance(of, Link)],
            [place(citation) for citation in of.citations],
            [self.sources.get(citation.source, "") for citation in of.citations],
        ]

    def aside(self, properties: dict[str, Any]) -> list[Any]:
        quotes = [quoted(quote) for quote in properties.get("quote", ()) if isinstance(quote, Quote)]
        return [properties.get("date"), properties.get("note", []), quotes]


def place(citation: Citation) -> str:
    """A citation as it is written, without brackets."""
    return citation.source if citation.anchor is None else f"{citation.source}#{citation.anchor}"


def quoted(quote: Quote) -> str:
    """Exact words and where they stand, in one line."""
    return f"“{quote.text}” [{', '.join(map(place, quote.citations))}]"


def _section_paths(map_: Map) -> dict[str | None, list[str]]:
    """For each section the titles from the outermost to itself; an outer one is declared first."""
    paths: dict[str | None, list[str]] = {}
    for section in map_.sections.values():
        paths[section.id] = [*paths.get(section.parent, []), section.title]
    return paths
