"""A map as a draft again: how argmap text is written of a map that was read from anything."""

from __future__ import annotations

from typing import Any

from argmap.formats.draft import (
    Draft,
    DraftNode,
    DraftSection,
    DraftSource,
    DraftSpeaker,
    DraftStep,
    Place,
)
from argmap.model.map import Citation, Link, Map, Node, Quote


def redraft(map_: Map) -> Draft:
    """A draft that says what a map says, its imports made part of it.

    A reference whose node stands in no other place, and whatever else is a matter of layout, may be
    written differently.
    """
    draft = Draft(map_.title, dict(map_.properties))
    if map_.mapped:
        draft.properties["of"] = [id_ for id_ in map_.sources if id_ in map_.mapped]
    for speaker in map_.speakers.values():
        rest = {key: value for key, value in speaker.properties.items() if key != "side"}
        draft.speakers[speaker.id] = DraftSpeaker(speaker.name, speaker.side, rest, speaker.id)
    for source in map_.sources.values():
        draft.sources[source.id] = DraftSource(source.description, dict(source.properties), source.id)
    for section in map_.sections.values():
        name = None if "~" in section.id else section.id.replace("/", "-")
        draft.sections[section.id] = DraftSection(
            section.title, section.parent, dict(section.properties), name
        )
    for node in map_.nodes.values():
        draft.nodes[node.id] = _node(node)
    pairs: set[tuple[str, frozenset[str]]] = set()
    for link in map_.links.values():
        _step(draft, link, pairs)
    return draft


def _node(node: Node) -> DraftNode:
    properties = {k: v for k, v in node.properties.items() if k not in ("restates", "contradicts")}
    if "scheme" in properties and any(link.scheme == properties["scheme"] for link in node.out):
        del properties["scheme"]  # the step says it
    if "quote" in properties:
        properties["quote"] = [(q.text, _places(q.citations)) for q in properties["quote"]]
    return DraftNode(
        node.id,
        node.text,
        node.kind if node.kind != "claim" or node.top else None,
        node.id.replace("/", "-") if node.named else None,
        node.speakers,
        node.tags,
        _places(node.citations),
        properties,
        node.section if node.top else None,
        node.top,
    )


def _places(citations: tuple[Citation, ...]) -> tuple[Place, ...]:
    return tuple((citation.source, citation.anchor) for citation in citations)


def _step(draft: Draft, link: Link, pairs: set[tuple[str, frozenset[str]]]) -> None:
    kind = link.kind
    if kind in ("contradiction", "restatement"):
        assert isinstance(link.target, Node)
        ends = (kind, frozenset((link.origin[0].id, link.target.id)))
        if ends not in pairs:  # else it is said of both at once
            pairs.add(ends)
            draft.steps[link.id] = DraftStep(link.id, kind, (link.origin[0].id,), link.target.id)
        return
    head = link.head
    own: tuple[str, ...] | None = link.speakers
    if head is not None and link.speakers == head.speakers:
        own = None
    properties: dict[str, Any] = {}
    if link.reference or link.bare:
        properties = {key: _plain(key, value) for key, value in link.properties.items()}
    elif "roles" in link.properties:
        properties = {"roles": link.properties["roles"]}
    draft.steps[link.id] = DraftStep(
        link.id,
        kind,
        tuple(node.id for node in link.origin),
        link.target.id,
        link.via.id if link.via is not None else None,
        own,
        link.tags,
        _places(link.citations),
        link.scheme,
        properties,
    )


def _plain(key: str, value: Any) -> Any:
    if key == "quote":
        return [(q.text, _places(q.citations)) for q in value if isinstance(q, Quote)]
    return value
