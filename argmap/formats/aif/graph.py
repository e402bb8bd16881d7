"""An AIF graph as its file has it, made tidy: ids are texts, edges join nodes that are there.

The structure is that of AIFdb's JSON (Lawrence, Bex, Reed & Snaith 2012, "AIFdb: Infrastructure for the
argument web"), which xAIF wraps. Of an I-node, an application of a scheme (RA, CA, MA, PA), a locution
(L), a transition (TA) or an illocution (YA) only the text, the type and the scheme's name are kept.
Left out on purpose, as the database's bookkeeping: `timestamp` (when the analyst made the node),
`schemeID`, `edgeID`, `formEdgeID`, the `*fulfillments` (numbers of rows), `end` and `source` of a locution.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.formats.given import Unreadable

#: Applications of schemes: what holds between what is said.
RELATIONS = frozenset({"RA", "CA", "MA", "PA"})
_TYPES = RELATIONS | {"I", "L", "TA", "YA"}

Problem = Callable[[str], None]


@dataclass(slots=True)
class AifNode:
    id: str
    type: str
    text: str
    scheme: str = ""


@dataclass(slots=True)
class AifGraph:
    """`persons` and `starts` are who made a locution and when; `names` are the participants by id."""

    nodes: dict[str, AifNode] = field(default_factory=dict)
    out: dict[str, list[str]] = field(default_factory=dict)
    into: dict[str, list[str]] = field(default_factory=dict)
    persons: dict[str, list[str]] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def type_of(self, id_: str) -> str:
        return self.nodes[id_].type

    def before(self, id_: str, *types: str) -> list[str]:
        """The nodes of these types from which an edge leads to a node."""
        return [one for one in self.into.get(id_, ()) if self.nodes[one].type in types]

    def behind(self, id_: str, *types: str) -> list[str]:
        """The nodes of these types to which an edge leads from a node."""
        return [one for one in self.out.get(id_, ()) if self.nodes[one].type in types]

    def of_type(self, *types: str) -> list[AifNode]:
        return [node for node in self.nodes.values() if node.type in types]


def tidy(raw: Mapping[str, Any], problem: Problem) -> AifGraph:
    """The graph of a file's `nodes`, `edges`, `locutions` and `participants`; raises `Unreadable`."""
    if "nodes" not in raw:
        raise Unreadable("no AIF: there are no `nodes`")
    if raw["nodes"] is not None and not isinstance(raw["nodes"], list):
        raise Unreadable("no AIF: `nodes` is no list")
    graph = AifGraph()
    _nodes(graph, raw, problem)
    _edges(graph, raw, problem)
    for one in _entries(raw, "locutions", problem):
        node = as_text(one.get("nodeID"))
        person = as_text(one.get("personID", one.get("participantID")))
        if person and person not in graph.persons.setdefault(node, []):
            graph.persons[node].append(person)
        if start := as_text(one.get("start")):
            graph.starts[node] = min(start, graph.starts.get(node, start))
    for one in _entries(raw, "participants", problem):
        key = as_text(one.get("participantID", one.get("id")))
        name = " ".join(f"{as_text(one.get('firstname'))} {as_text(one.get('surname'))}".split())
        if key and name:
            graph.names.setdefault(key, name)
    return graph


def as_text(value: Any) -> str:
    """A value of the file as text: numbers are written out, all else that is no text is nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < 1000:
        return str(value)
    return repr(value) if isinstance(value, float) else ""


def listed(ids: list[str]) -> str:
    """Some ids for a message: the first few of them."""
    shown = ", ".join(id_[:40] for id_ in ids[:3])
    return f"{shown}, …" if len(ids) > 3 else shown


def _entries(raw: Mapping[str, Any], key: str, problem: Problem) -> Iterator[dict[str, Any]]:
    value = raw.get(key)
    if value is None:
        return
    if not isinstance(value, list):
        problem(f"`{key}` is no list")
        return
    bad = 0
    for one in value:
        if isinstance(one, dict):
            yield one
        else:
            bad += 1
    if bad:
        problem(f"{bad:,} of the `{key}` {'is' if bad == 1 else 'are'} no object; left out")


def _nodes(graph: AifGraph, raw: Mapping[str, Any], problem: Problem) -> None:
    odd: list[str] = []
    twice: list[str] = []
    for number, one in enumerate(_entries(raw, "nodes", problem), 1):
        id_ = as_text(one.get("nodeID", one.get("id")))
        if not id_:
            id_ = f"node {number}"
            problem(f"{id_} has no nodeID")
        text, type_ = as_text(one.get("text")), as_text(one.get("type")).upper()
        scheme = as_text(one.get("scheme")) if isinstance(one.get("scheme"), str) else ""
        if not text and one.get("text") not in (None, ""):
            odd.append(id_)
        if type_ not in _TYPES:
            problem(
                f"{id_[:40]}: unknown type {type_[:20] or 'none'!r}; {'read as I' if text else 'left out'}"
            )
            if not text:
                continue
            type_ = "I"
        known = graph.nodes.get(id_)
        if known is not None:
            if (known.type, known.text) == (type_, text):
                continue
            twice.append(id_)
            id_ = f"{id_}~{number}"
        graph.nodes[id_] = AifNode(id_, type_, text, scheme)
    if odd:
        problem(f"{len(odd):,} `text` that is no text ({listed(odd)})")
    if twice:
        problem(f"{len(twice):,} nodeID given twice ({listed(twice)})")


def _edges(graph: AifGraph, raw: Mapping[str, Any], problem: Problem) -> None:
    dangling: list[str] = []
    seen: set[tuple[str, str]] = set()
    for one in _entries(raw, "edges", problem):
        ends = as_text(one.get("fromID")), as_text(one.get("toID"))
        if ends[0] not in graph.nodes or ends[1] not in graph.nodes:
            dangling.append(" → ".join(end or "?" for end in ends))
        elif ends[0] == ends[1]:
            problem(f"an edge from {ends[0][:40]} to itself; left out")
        elif ends not in seen:
            seen.add(ends)
            graph.out.setdefault(ends[0], []).append(ends[1])
            graph.into.setdefault(ends[1], []).append(ends[0])
    if dangling:
        what = "edge leads" if len(dangling) == 1 else "edges lead"
        problem(f"{len(dangling):,} {what} to or from nodes that are not there ({listed(dangling)})")


_FOLDED = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """A text without what retyping it may change: case, punctuation, spaces."""
    return _FOLDED.sub(" ", text.casefold()).strip()
