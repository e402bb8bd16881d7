"""GraphML as a draft: what argmap wrote exactly, anything else as far as its labels go.

What argmap wrote is put together again as argmap JSON has it, and read like that.
"""

from __future__ import annotations

from json import JSONDecodeError, loads
from typing import Any

from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable
from argmap.formats.graphml.document import Document, Thing, parse
from argmap.formats.graphml.foreign import add_edges, add_nodes
from argmap.formats.markup import unescaped
from argmap.formats.unjson import _Reader as JsonReader
from argmap.syntax.words import KINDS

_LINKS = frozenset(
    ("support", "attack", "undercut", "question", "answer", "concession", "contradiction", "restatement")
)


def read(given: Given) -> Draft:
    """The draft of a GraphML file."""
    document = parse(given)
    if not document.nodes and not document.graph:
        raise Unreadable("is a GraphML file without a node")
    ours = [node for node in document.nodes if _is_ours(node)]
    if not ours and "argmap" not in document.graph:
        draft = Draft()
        draft.problems += document.problems
        add_nodes(draft, document, document.nodes)
        add_edges(draft, document, document.edges)
        return draft
    return _Own(document, ours).read()


def _is_ours(node: Thing) -> bool:
    kind = node.attributes.get("kind")
    return (kind in KINDS and "text" in node.attributes) or (kind == "step" and "step" in node.attributes)


class _Own:
    """A file that argmap wrote, and that somebody may have worked on since."""

    def __init__(self, document: Document, ours: list[Thing]) -> None:
        self.document = document
        self.nodes = {unescaped(thing.id): _plain(thing) for thing in reversed(ours)}
        self.known = {thing.id for thing in ours}
        self.problems = list(document.problems)
        #: What leads to an argument or to a step, in order.
        self.origins: dict[str, list[str]] = {}
        self.links: dict[str, dict[str, Any]] = {}
        self.late: list[Thing] = []

    def read(self) -> Draft:
        document, nodes = self.document, self.nodes
        for edge in document.edges:
            self._edge(edge)
        for link in self.links.values():
            self._origins(link)
        graph = {key: unescaped(value) for key, value in document.graph.items()}
        data: dict[str, Any] = {
            name: self._json(graph.get(name)) for name in ("properties", "speakers", "sources", "sections")
        }
        data["title"] = graph.get("title")
        data["nodes"] = [
            self._node(id_, nodes[id_])
            for id_ in dict.fromkeys(unescaped(thing.id) for thing in document.nodes)
            if id_ in nodes and nodes[id_]["kind"] != "step"
        ]
        data["links"] = [link for link in self.links.values() if link["to"] is not None]
        draft = JsonReader(data).read()
        for key, node in draft.nodes.items():
            # JSON doesn't tell where a node stands and whether it is named
            node.top = nodes[key].get("top") == "true"
            node.kind = node.kind or ("claim" if node.top else None)
            node.name = nodes[key].get("name") or None
        named = draft.properties.get("of")
        if isinstance(named, list):
            draft.properties["of"] = [name for name in named if name in draft.sources]
        lost = sum(link["to"] is None for link in self.links.values())
        if lost:
            self.problems.append(f"{lost:,} {'step leads' if lost == 1 else 'steps lead'} nowhere; left out")
        draft.problems = [*self.problems, *draft.problems]
        add_nodes(draft, document, [thing for thing in document.nodes if thing.id not in self.known])
        add_edges(draft, document, self.late)
        return draft

    def _edge(self, edge: Thing) -> None:
        source, target = (unescaped(end) for end in edge.ends)
        kind = edge.attributes.get("kind")
        if (
            source not in self.nodes
            or target not in self.nodes
            or (kind not in _LINKS and kind not in _PARTS)
        ):
            self.late.append(edge)
            return
        if kind in _PARTS:
            self.origins.setdefault(target, []).append(source)
            if kind == "origin":
                self._link(target, self.nodes[target])
        elif self.nodes[source]["kind"] == "step":
            self._link(source, self.nodes[source])["to"] = target
        else:
            self.origins[unescaped(edge.id)] = [source]
            self._link(unescaped(edge.id), {**_plain(edge), "step": kind or ""})["to"] = target

    def _link(self, id_: str, values: dict[str, str]) -> dict[str, Any]:
        if id_ not in self.links:
            said = self._said(id_, values)
            speakers = said.pop("speakers")
            self.links[id_] = {
                "id": id_,
                "kind": values.get("step"),
                "to": None,
                "speakers": speakers if "speakers" in values else None,
                "scheme": values.get("scheme"),
                **said,
            }
        return self.links[id_]

    def _origins(self, link: dict[str, Any]) -> None:
        """Give a link what it starts from: nodes, or the premises of an argument."""
        starts = self.origins.get(link["id"], [])
        via = next((id_ for id_ in starts if self.nodes[id_]["kind"] == "argument"), None)
        link["argument"] = via
        link["from"] = list(dict.fromkeys(starts if via is None else self.origins.get(via, [])))
        if link["speakers"] is None:  # those of its head
            head = via or next(iter(starts), None)
            link["speakers"] = _lines(self.nodes[head].get("speakers")) if head is not None else []

    def _node(self, id_: str, values: dict[str, str]) -> dict[str, Any]:
        node = {
            "id": id_,
            "kind": values["kind"],
            "text": values.get("text", ""),
            "section": values.get("section") or None,
            **self._said(id_, values),
        }
        if "assumed" in values:
            node["properties"]["assumed"] = values["assumed"] == "true"
        if values.get("scheme"):
            node["properties"]["scheme"] = values["scheme"]
        return node

    def _said(self, id_: str, values: dict[str, str]) -> dict[str, Any]:
        properties = self._json(values.get("more"))
        properties = properties if isinstance(properties, dict) else {}
        notes = _lines(values.get("note"))
        if notes:
            properties["note"] = notes
        if values.get("date"):
            properties["date"] = values["date"]
        if values.get("weight"):
            try:
                properties["weight"] = float(values["weight"])
            except ValueError:
                self.problems.append(f"the weight of {id_} is no number; left out")
        citations = []
        for line in _lines(values.get("citations")):
            source, hash_, anchor = line.partition("#")
            citations.append({"source": source, "anchor": anchor if hash_ else None})
        return {
            "speakers": _lines(values.get("speakers")),
            "tags": _lines(values.get("tags")),
            "citations": citations,
            "properties": properties,
        }

    def _json(self, text: str | None) -> Any:
        if not text:
            return None
        try:
            return loads(text, strict=False)
        except (JSONDecodeError, RecursionError):
            self.problems.append(f"{text[:40]!r} is no JSON; left out")
            return None


_PARTS = frozenset(("premise", "origin"))


def _plain(thing: Thing) -> dict[str, str]:
    return {key: unescaped(value) for key, value in thing.attributes.items()}


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
