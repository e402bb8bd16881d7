"""What of a draft a format has no field for, as JSON objects to be kept where it lets tools keep things.

Formats that give every element a dictionary of its user's own (arguebuf's ``userdata``, SADFace's
``metadata``) can hold a whole map that way: their own fields say what everybody understands, and what
stands under the key `KEY` adds the rest. Reading, the format's own fields come first. Nothing here
trusts what it reads.
"""

from __future__ import annotations

from typing import Any, get_args

from argmap.formats.draft import (
    Draft,
    DraftNode,
    DraftSection,
    DraftSource,
    DraftSpeaker,
    DraftStep,
    Place,
)
from argmap.model.map import LinkKind, NodeKind
from argmap.syntax.words import LISTS

KEY = "argmap"
_NODE_KINDS = frozenset(get_args(NodeKind))
_LINK_KINDS = frozenset(get_args(LinkKind))
_BY_LINKS = frozenset(("restates", "contradicts"))


def packed_node(node: DraftNode) -> dict[str, Any]:
    """All of a node but its key and text."""
    return _filled(
        kind=None if node.kind == "claim" else node.kind,
        name=node.name,
        speakers=list(node.speakers),
        tags=list(node.tags),
        citations=_packed_places(node.citations),
        properties=_packed_properties(node.properties),
        section=node.section,
        top=node.top or None,
    )


def unpack_node(data: Any, node: DraftNode) -> None:
    """Add to a node what was packed of it."""
    if not isinstance(data, dict):
        return
    kind = data.get("kind")
    if isinstance(kind, str) and kind in _NODE_KINDS:
        node.kind = kind  # type: ignore[assignment]
    node.name = text_of(data.get("name")) or node.name
    node.speakers = _texts(data.get("speakers")) or node.speakers
    node.tags = tuple(dict.fromkeys((*_texts(data.get("tags")), *node.tags)))
    node.citations = _places(data.get("citations")) or node.citations
    node.properties.update(_properties(data.get("properties")))
    node.section = text_of(data.get("section")) or None
    node.top = data.get("top") is True or node.top
    if node.top and node.kind is None:
        node.kind = "claim"


def packed_step(step: DraftStep, argument: DraftNode | None) -> dict[str, Any]:
    """All of a step but its key and ends, with the argument that stands for it."""
    found = _filled(
        kind=step.kind,
        tags=list(step.tags),
        citations=_packed_places(step.citations),
        scheme=step.scheme,
        properties=_packed_properties(step.properties),
    )
    if step.speakers is not None:
        found["speakers"] = list(step.speakers)
    if argument is not None:
        found["argument"] = {"id": argument.key, "text": argument.text, **packed_node(argument)}
    return found


def unpack_step(data: Any, step: DraftStep, draft: Draft) -> None:
    """Add to a step what was packed of it, its kind excepted; put its argument in."""
    if not isinstance(data, dict):
        return
    if "speakers" in data:
        step.speakers = _texts(data["speakers"])
    step.tags = _texts(data.get("tags"))
    step.citations = _places(data.get("citations")) or step.citations
    step.scheme = text_of(data.get("scheme")) or step.scheme
    step.properties.update(_properties(data.get("properties")))
    argument = data.get("argument")
    if isinstance(argument, dict) and step.origins:
        key = f"{text_of(argument.get('id')) or step.key}~argument"
        if key not in draft.nodes:
            node = draft.add(DraftNode(key, text_of(argument.get("text"))))
            unpack_node(argument, node)
            node.kind = "argument"
        step.via = key


def packed_kind(data: Any, allowed: frozenset[LinkKind]) -> LinkKind | None:
    """The kind of step that was packed, where it is one that its step can still be."""
    kind = data.get("kind") if isinstance(data, dict) else None
    return kind if isinstance(kind, str) and kind in allowed and kind in _LINK_KINDS else None


def packed_map(draft: Draft) -> dict[str, Any]:
    """What is said of the map as a whole, and its sections."""
    return _filled(
        title=draft.title,
        properties=_packed_properties(draft.properties),
        sections=[
            _filled(
                id=key,
                title=section.title,
                parent=section.parent,
                name=section.name,
                properties=_packed_properties(section.properties),
            )
            for key, section in draft.sections.items()
        ],
    )


def unpack_map(data: Any, draft: Draft) -> None:
    """Add to a draft what was packed of it."""
    if not isinstance(data, dict):
        return
    draft.title = text_of(data.get("title")) or draft.title
    draft.properties.update(_properties(data.get("properties")))
    sections = data.get("sections")
    for one in sections if isinstance(sections, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            draft.sections[one["id"]] = DraftSection(
                text_of(one.get("title")),
                text_of(one.get("parent")) or None,
                _properties(one.get("properties")),
                text_of(one.get("name")) or None,
            )


def packed_speaker(speaker: DraftSpeaker) -> dict[str, Any]:
    """All of a speaker but the name."""
    return _filled(side=speaker.side, properties=_packed_properties(speaker.properties))


def unpack_speaker(data: Any, speaker: DraftSpeaker) -> None:
    """Add to a speaker what was packed."""
    if isinstance(data, dict):
        speaker.side = text_of(data.get("side")) or speaker.side
        speaker.properties.update(_properties(data.get("properties")))


def packed_source(source: DraftSource) -> dict[str, Any]:
    """All of a source but its description."""
    return _filled(properties=_packed_properties(source.properties))


def unpack_source(data: Any, source: DraftSource) -> None:
    """Add to a source what was packed."""
    if isinstance(data, dict):
        source.properties.update(_properties(data.get("properties")))


def in_words(value: Any) -> str:
    """Any JSON value as a text for a note."""
    from json import dumps

    if isinstance(value, str):
        return value
    try:
        return dumps(value, ensure_ascii=False)
    except RecursionError:
        return "(nested too deep)"


def text_of(value: Any) -> str:
    """A text, or an empty one where the value is something else."""
    return value if isinstance(value, str) else ""


def id_of(value: Any) -> str:
    """An id, which some write as a number; an empty one where the value is neither."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text_of(value)


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _packed_places(places: tuple[Place, ...]) -> list[dict[str, str]]:
    return [_filled(source=source, anchor=anchor) for source, anchor in places]


def _packed_properties(properties: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for key, value in properties.items():
        if key == "quote":
            value = [{"text": text, "citations": _packed_places(places)} for text, places in value]
        elif isinstance(value, tuple):
            value = list(value)
        found[key] = value
    return found


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _places(value: Any) -> tuple[Place, ...]:
    found: list[Place] = []
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("source"), str):
            found.append((one["source"], text_of(one.get("anchor")) or None))
    return tuple(found)


def _properties(value: Any) -> dict[str, Any]:
    """Properties of the types that the language has for them."""
    found: dict[str, Any] = {}
    for key, one in value.items() if isinstance(value, dict) else ():
        if key in _BY_LINKS:
            continue
        if key == "quote":
            for quote in one if isinstance(one, list) else ():
                words, places = (
                    (text_of(quote.get("text")), _places(quote.get("citations")))
                    if isinstance(quote, dict)
                    else ("", ())
                )
                if words.strip() and places:
                    found.setdefault("quote", []).append((words, places))
                elif words.strip():  # what stands nowhere is no quotation
                    found.setdefault("note", []).append(words)
        elif key == "note":
            found.setdefault("note", []).extend(_texts(one))
        elif key in LISTS:
            found[key] = list(_texts(one))
        elif key == "weight":
            if isinstance(one, (int, float)) and not isinstance(one, bool):
                found[key] = float(one)
        elif isinstance(one, (str, bool, int, float)):
            found[key] = one
    return found
