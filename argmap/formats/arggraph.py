"""ARGGRAPH XML: the argument graphs of the microtext corpora, parts 1 and 2.

Segments of a text (``edu``, several of which a ``joint`` may put together) ground argumentative units
(``adu``), which are the proponent's or the opponent's. Edges support (``sup``, ``exa`` by an example),
rebut (``reb``), undercut another edge (``und``) or add a premise to one (``add``). Part 2 marks segments
that nobody wrote as implicit.

Structure: the corpus's DTD (https://github.com/peldszus/arg-microtexts) after A. Peldszus & M. Stede, "From
Argument Diagrams to Argumentation Mining in Texts", IJCINI 7(1), 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from argmap.formats.draft import Draft, DraftNode, DraftSpeaker
from argmap.formats.given import Given, Unreadable
from argmap.formats.troubles import Troubles
from argmap.formats.xmlroot import root_of
from argmap.model.map import LinkKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Who is speaking: the graph's word, and the name that the corpus's documentation gives the role.
_ROLES = {"pro": ("proponent", "Proponent"), "opp": ("opponent", "Opponent")}
_OTHER = {"pro": "con", "con": "pro"}
_KINDS: dict[str, LinkKind] = {"sup": "support", "exa": "support", "reb": "attack", "und": "undercut"}


@dataclass(slots=True)
class _Edge:
    id: str
    source: str
    target: str
    type: str


@dataclass(slots=True)
class _Graph:
    """The parts of one graph; ids are unique over all of them, as the DTD asks."""

    segments: dict[str, Element] = field(default_factory=dict)
    #: What each segment says, without what segments inside it say.
    texts: dict[str, str] = field(default_factory=dict)
    joints: set[str] = field(default_factory=set)
    units: dict[str, str | None] = field(default_factory=dict)
    edges: dict[str, _Edge] = field(default_factory=dict)
    #: What a joint or a unit is made of, by segmentation edges.
    made_of: dict[str, list[str]] = field(default_factory=dict)


def read(given: Given) -> Draft:
    """The graph as a draft; keys are the ids of units and edges."""
    root = root_of(given)
    found = list(root.iter("arggraph"))
    if not found:
        raise Unreadable("no ARGGRAPH: there is no element <arggraph> in it")
    draft, troubles = Draft(), Troubles()
    for number, element in enumerate(found, 1):
        _read(element, f"{number}:" if len(found) > 1 else "", draft, troubles)
    troubles.tell(draft)
    return draft


def _read(element: Element, prefix: str, draft: Draft, troubles: Troubles) -> None:
    """Put one graph into the draft."""
    graph = _parts(element, prefix, troubles)
    topic, stance = element.get("topic_id"), element.get("stance")
    if not prefix:
        draft.title = (topic or element.get("id") or "").replace("_", " ").strip()
    for key in ("id", "topic_id", "stance"):
        if value := element.get(key):
            draft.properties.setdefault("note", []).append(f"{key}: {value}")
    used = set(graph.joints)
    for unit in _in_order(graph):
        segments = _segments(unit, graph)
        used.update(segments)
        _node(unit, segments, graph, None if prefix else stance, draft, troubles)
    for id_, text in graph.texts.items():
        if id_ not in used and text:
            draft.properties.setdefault("note", []).append(f"outside the argument: {text}")
    _steps(graph, draft, troubles)


def _parts(element: Element, prefix: str, troubles: Troubles) -> _Graph:
    graph = _Graph()
    said = _said(element)
    taken: set[str] = set()
    again: dict[str, int] = {}
    for part in element.iter():
        if part.tag not in ("edu", "joint", "adu", "edge"):
            if part is not element:
                troubles.add("unknown elements", f"<{part.tag}>")
            continue
        id_ = prefix + (part.get("id") or f"{part.tag}-without-id")
        if id_ in taken:
            troubles.add("ids used twice", id_)
            again[id_] = again.get(id_, 1) + 1
            id_ = f"{id_}~{again[id_]}"
        taken.add(id_)
        if part.tag == "edu":
            graph.segments[id_] = part
            graph.texts[id_] = " ".join("".join(said[part]).split())
        elif part.tag == "joint":
            graph.joints.add(id_)
        elif part.tag == "adu":
            graph.units[id_] = part.get("type")
        else:
            source, target = prefix + part.get("src", ""), prefix + part.get("trg", "")
            graph.edges[id_] = _Edge(id_, source, target, part.get("type", ""))
    for edge in list(graph.edges.values()):
        if edge.type == "seg":
            del graph.edges[edge.id]
            if edge.source not in graph.texts and edge.source not in graph.joints:
                troubles.add("edges from a segment that is missing, left out", edge.id)
            elif edge.target not in graph.units and edge.target not in graph.joints:
                troubles.add("edges to a unit that is missing, left out", edge.id)
            else:
                graph.made_of.setdefault(edge.target, []).append(edge.source)
    return graph


def _segments(unit: str, graph: _Graph) -> list[str]:
    """The segments that a unit is made of, in the order of the text, each once."""
    found: dict[str, None] = {}
    seen = set()
    todo = [unit]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        if at in graph.texts:
            found[at] = None
        todo.extend(graph.made_of.get(at, ()))
    if len(found) < 2:
        return list(found)
    places = {id_: place for place, id_ in enumerate(graph.texts)}
    return sorted(found, key=places.__getitem__)


def _in_order(graph: _Graph) -> Iterable[str]:
    """The units in the order in which the text comes to them."""
    places = {id_: place for place, id_ in enumerate(graph.texts)}
    first = {
        unit: min((places[s] for s in _segments(unit, graph)), default=len(places)) for unit in graph.units
    }
    return sorted(graph.units, key=first.__getitem__)


def _said(graph: Element) -> dict[Element, list[str]]:
    """The pieces of text of every segment: each belongs to the innermost segment it stands in."""
    found: dict[Element, list[str]] = {}
    stack: list[tuple[Element, Iterator[Element], Element | None]] = [(graph, iter(graph), None)]
    while stack:
        at, children, segment = stack[-1]
        child = next(children, None)
        if child is not None:
            segment = child if child.tag == "edu" else segment
            stack.append((child, iter(child), segment))
            piece = child.text
        else:
            stack.pop()
            segment = stack[-1][2] if stack else None
            piece = at.tail
        if segment is not None:
            found.setdefault(segment, []).append(piece or "")
    return found


def _node(
    unit: str, segments: list[str], graph: _Graph, stance: str | None, draft: Draft, troubles: Troubles
) -> None:
    """Put a unit in: its segments are one text."""
    text = " ".join(filter(None, (graph.texts[id_] for id_ in segments)))
    if not segments:
        troubles.add("units without a segment, so without a text", unit)
    node = DraftNode(unit, text, comment=f"ARGGRAPH {unit}")
    implicit = [graph.segments[id_].get("implicit", "").lower() in ("true", "1", "yes") for id_ in segments]
    type_ = graph.units[unit]
    if implicit and all(implicit):
        node.tags = ("implicit",)
    elif type_ in _ROLES:
        key, name = _ROLES[type_]
        node.speakers = (key,)
        side = stance if type_ == "pro" else _OTHER.get(stance or "")
        draft.speakers.setdefault(key, DraftSpeaker(name, side if stance in _OTHER else None))
    elif type_:
        node.note(f"type: {type_}")
    if any(implicit) and not all(implicit):
        node.note("partly implicit")
    draft.add(node)


def _steps(graph: _Graph, draft: Draft, troubles: Troubles) -> None:
    """Turn edges into steps; additional premises join the step they are added to."""
    added: dict[str, list[str]] = {}
    meant: dict[str, LinkKind] = {}
    ends: dict[str, str] = {}
    for edge in graph.edges.values():
        if edge.source not in graph.units:
            troubles.add("edges whose source is no unit, left out", edge.id)
        elif edge.target not in graph.units and edge.target not in graph.edges:
            troubles.add("edges whose target is missing, left out", edge.id)
        elif edge.type == "add":
            added.setdefault(edge.target, []).append(edge.id)
        elif edge.type not in _KINDS:
            troubles.add("edges of unknown type, left out", f"{edge.id} ({edge.type})")
        else:
            meant[edge.id] = _KINDS[edge.type]
            ends[edge.id] = edge.target
    _put_right(graph, meant, ends, troubles)
    taken: set[str] = set()
    for id_, kind in meant.items():
        edge = graph.edges[id_]
        origins = [edge.source, *(graph.edges[more].source for more in _all_added(id_, added, taken))]
        draft.step(kind, origins, ends[id_], key=id_, scheme="example" if edge.type == "exa" else None)
    for edges in added.values():
        for id_ in edges:
            if id_ not in taken:
                troubles.add("edges that add to no step, left out", id_)


def _put_right(graph: _Graph, meant: dict[str, LinkKind], ends: dict[str, str], troubles: Troubles) -> None:
    """Make each step one that ends where its kind can end."""
    for id_ in list(meant):
        target = ends[id_]
        if target in graph.units:
            if meant[id_] == "undercut":
                meant[id_] = "attack"
                troubles.add("undercuts of a unit, read as rebuttals of it", id_)
            continue
        if meant[id_] == "attack":
            meant[id_] = "undercut"
            troubles.add("rebuttals of an edge, read as undercuts of it", id_)
        elif meant[id_] == "support":
            del meant[id_]
            troubles.add("supports of an edge, left out", id_)
    # an undercut of a premise that was added denies the step it was added to
    todo = [id_ for id_ in meant if ends[id_] in graph.edges]
    for id_ in todo:
        seen = set()
        target = ends[id_]
        while target in graph.edges and graph.edges[target].type == "add" and target not in seen:
            seen.add(target)
            target = graph.edges[target].target
        ends[id_] = target
    # what hangs on nothing goes, and what hangs on that
    hung: dict[str, list[str]] = {}
    for id_ in meant:
        hung.setdefault(ends[id_], []).append(id_)
    kept = {id_ for id_ in meant if ends[id_] in graph.units}
    way = list(kept)
    while way:
        for id_ in hung.get(way.pop(), ()):
            if id_ not in kept:
                kept.add(id_)
                way.append(id_)
    for id_ in [id_ for id_ in meant if id_ not in kept]:
        del meant[id_]
        troubles.add("undercuts of what is left out or a circle, left out", id_)


def _all_added(id_: str, added: dict[str, list[str]], taken: set[str]) -> Iterator[str]:
    """The edges that add premises to a step, or to one another."""
    todo = [id_]
    while todo:
        for more in added.get(todo.pop(), ()):
            if more not in taken:
                taken.add(more)
                todo.append(more)
                yield more
