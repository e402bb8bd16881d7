"""SADFace, the Simple Argument Description Format: JSON documents of atoms, schemes and edges.

Read as its library 0.5 (https://github.com/Open-Argumentation/SADFace) writes them, in which a conflict may
be a node type of its own, and as older documents are, whose metadata stood at top level. Written so that
its own library and arguebuf read them: ids are version 4 UUIDs, derived from what they name, and what SADFace
has no field for stands in a metadata block of our own, as it provides for. (Its `verify` wants the
title, which its API puts in the core metadata, not to be there; arguebuf can't do without.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftSpeaker
from argmap.formats.given import Given, Unreadable
from argmap.formats.packing import (
    KEY,
    id_of,
    in_words,
    packed_map,
    packed_node,
    packed_source,
    packed_speaker,
    packed_step,
    text_of,
    unpack_map,
    unpack_node,
    unpack_source,
    unpack_speaker,
)
from argmap.formats.redraft import redraft
from argmap.formats.schemegraph import Scheme, arguments_of, connect, nodes_to_write
from argmap.formats.troubles import Troubles
from argmap.model.map import LinkKind, Map
from argmap.safe import in_json

_VERSION = "0.5.4.0"
_NEVER = "1970-01-01T00:00:00"
#: What the schemes are called that are no pattern of argument.
_NAMES: dict[LinkKind, str] = {
    "support": "support",
    "attack": "conflict",
    "undercut": "conflict",
    "contradiction": "conflict",
    "restatement": "rephrase",
    "question": "question",
    "answer": "answer",
    "concession": "concession",
}
_KINDS: dict[str, LinkKind | None] = {
    **dict.fromkeys(("support", "inference", "default support", "default inference"), "support"),
    **dict.fromkeys(("rephrase", "default rephrase"), "restatement"),
    **dict.fromkeys(("question", "answer", "concession"), None),
}
_CONFLICT = re.compile(r"(?:default )?(?:conflict|attack|disagree\w*|defeat|rebut\w*|undercut\w*|con)$")
# Fields that say how a document came about, and nothing about the argument.
_OWN_CORE = frozenset({"created", "edited", "id", "version", "title", "notes", "description"})
_ANALYST = frozenset({"analyst_name", "analyst_email"})
_OWN_NODE = frozenset({"id", "type", "text", "name", "sources", "metadata"})


def read(given: Given) -> Draft:
    """The document as a draft; keys are its ids."""
    data = given.json
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise Unreadable("no SADFace document: it has no list of `nodes`")
    draft, troubles = Draft(), Troubles()
    _metadata(data, draft)
    keys = _resources(data, draft, troubles)
    schemes: dict[str, Scheme] = {}
    for node in data["nodes"]:
        id_ = id_of(node.get("id")) if isinstance(node, dict) else ""
        if not isinstance(node, dict) or not id_:
            troubles.add("nodes without an id", in_words(node))
            if isinstance(node, dict) and text_of(node.get("text")):
                draft.add(DraftNode(f"node {len(draft.nodes) + 1}", text_of(node["text"])))
        elif id_ in draft.nodes or id_ in schemes:
            troubles.add("ids used twice, of which the first counts", id_)
            if text_of(node.get("text")):
                draft.properties.setdefault("note", []).append(f"{id_}: {node['text']}")
        elif text_of(node.get("type")) in ("scheme", "conflict"):
            schemes[id_] = _scheme(id_, node)
        else:
            if node.get("type") != "atom":
                troubles.add("nodes of unknown type, read as atoms", id_)
            _atom(id_, node, keys, draft, troubles)
    connect(draft, schemes, _edges(data, troubles), troubles)
    troubles.tell(draft)
    return draft


def _edges(data: dict[str, Any], troubles: Troubles) -> Iterator[tuple[str, str, str]]:
    edges = data.get("edges")
    if not isinstance(edges, list):
        troubles.add("no list", "edges")
        return
    for edge in edges:
        if isinstance(edge, dict):
            ends = id_of(edge.get("source_id")), id_of(edge.get("target_id"))
            yield id_of(edge.get("id")) or " → ".join(ends), *ends
        else:
            troubles.add("edges that are none", in_words(edge))


def _metadata(data: dict[str, Any], draft: Draft) -> None:
    """The title and what else is said about the document."""
    metadata = data.get("metadata") if isinstance(data.get("metadata"), dict) else {}
    assert isinstance(metadata, dict)
    core = metadata.get("core")
    if not isinstance(core, dict):
        core = {key: value for key, value in data.items() if key in _OWN_CORE | _ANALYST}
    own = metadata.get(KEY)
    draft.title = text_of(core.get("title"))
    notes: list[str] = []
    if not isinstance(own, dict):
        notes = [text for key in ("description", "notes") if (text := text_of(core.get(key)))]
        if name := text_of(core.get("analyst_name")):
            draft.properties["author"] = name
        notes += _said(core, _OWN_CORE | {"analyst_name"})
    for key, block in metadata.items():
        if key not in ("core", KEY):
            notes += _said(block if isinstance(block, dict) else {key: block}, frozenset())
    if notes:
        draft.properties["note"] = notes
    unpack_map(own, draft)
    speakers = own.get("speakers") if isinstance(own, dict) else None
    for one in speakers if isinstance(speakers, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            speaker = draft.speakers[one["id"]] = DraftSpeaker(text_of(one.get("name")) or one["id"])
            unpack_speaker(one, speaker)


def _said(block: dict[str, Any], known: frozenset[str]) -> list[str]:
    """What a block of metadata says, as notes."""
    return [
        f"{key}: {in_words(value)}"
        for key, value in block.items()
        if key not in known and value not in (None, "", [], {})
    ]


def _blocks(thing: dict[str, Any]) -> tuple[Any, list[str]]:
    """Our own block of an element's metadata, and what the other blocks say."""
    metadata = thing.get("metadata")
    if not isinstance(metadata, dict):
        return None, [] if metadata in (None, "", []) else [f"metadata: {in_words(metadata)}"]
    notes: list[str] = []
    for key, block in metadata.items():
        if key != KEY:
            notes += _said(block if isinstance(block, dict) else {key: block}, frozenset())
    return metadata.get(KEY), notes


def _resources(data: dict[str, Any], draft: Draft, troubles: Troubles) -> dict[str, str]:
    """Put the resources in as sources; the key of each by its id."""
    keys: dict[str, str] = {}
    mapped = []
    resources = data.get("resources")
    for one in resources if isinstance(resources, list) else ():
        id_ = id_of(one.get("id")) if isinstance(one, dict) else ""
        if not isinstance(one, dict) or not id_:
            troubles.add("resources without an id, kept as notes", in_words(one))
            draft.properties.setdefault("note", []).append(f"resource: {in_words(one)}")
            continue
        own, notes = _blocks(one)
        content = one.get("content")
        text = content if isinstance(content, str) else in_words(content) if content else ""
        if isinstance(own, dict):
            key = text_of(own.get("id")) or id_
            source = DraftSource(text)
            unpack_source(own, source)
            if own.get("mapped") is True:
                mapped.append(key)
        else:
            key = id_
            source = DraftSource(_title(text) or key)
            if text and source.description != text.strip():
                source.properties["note"] = [text]
            for note in notes:
                name, _, value = note.partition(": ")
                if name == "url":
                    source.properties["url"] = value
                else:
                    source.properties.setdefault("note", []).append(note)
        keys[id_] = key
        draft.sources[key] = source
    if mapped:
        draft.properties["of"] = mapped
    return keys


def _title(text: str) -> str:
    """What a text is called: its first line, if that is short."""
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= 100 else f"{line[:99].rsplit(' ', 1)[0]} …"


def _atom(id_: str, data: dict[str, Any], keys: dict[str, str], draft: Draft, troubles: Troubles) -> None:
    text = data.get("text")
    if not isinstance(text, str):
        troubles.add("atoms without a text", id_)
        text = "" if text is None else in_words(text)
    node = draft.add(DraftNode(id_, text))
    own, notes = _blocks(data)
    sources = data.get("sources")
    if not isinstance(own, dict):
        for one in sources if isinstance(sources, list) else ():
            _source(one, node, keys, draft, troubles)
    unpack_node(own, node)
    for note in (*notes, *_said(data, _OWN_NODE)):
        node.note(note)


def _source(data: Any, node: DraftNode, keys: dict[str, str], draft: Draft, troubles: Troubles) -> None:
    """Where an atom's words come from: a quotation, or a citation where there are none."""
    if not isinstance(data, dict):
        data = {"resource_id": data}
    id_ = id_of(data.get("resource_id"))
    if id_ not in keys:
        troubles.add("sources whose resource is missing", node.key)
        keys[id_] = id_
        draft.sources[id_] = DraftSource(id_ or "unknown")
    offset = data.get("offset")
    place = (keys[id_], f"char-{offset}" if isinstance(offset, int) and offset > 0 else None)
    if words := text_of(data.get("text")).strip():
        node.properties.setdefault("quote", []).append((words, (place,)))
    else:
        node.citations = (*node.citations, place)


def _scheme(id_: str, data: dict[str, Any]) -> Scheme:
    own, notes = _blocks(data)
    name = text_of(data.get("name")).strip()
    plain = name.casefold()
    scheme = Scheme(id_, "support", packed=own, notes=notes + _said(data, _OWN_NODE - {"text"}))
    if data.get("type") == "conflict" or _CONFLICT.match(plain):
        scheme.kind = "attack"
    elif plain == "preference":
        scheme.instead = "preferred to"
    elif plain in _KINDS:
        scheme.kind = _KINDS[plain]
    else:
        scheme.name = name or None
    return scheme


def chunks(map_: Map, _: Standings | None = None) -> Iterator[str]:
    """The map as a SADFace document, an element a line."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    draft = redraft(map_)
    yield f'{{"metadata": {in_json(encode(_written_metadata(draft)))}'
    lists: tuple[tuple[str, Iterator[dict[str, Any]]], ...] = (
        ("resources", _written_resources(draft)),
        ("nodes", _written_nodes(draft)),
        ("edges", _written_edges(draft)),
    )
    for name, elements in lists:
        yield f',\n"{name}": ['
        comma = "\n"
        for element in elements:
            yield comma + in_json(encode(element))
            comma = ",\n"
        yield "]" if comma == "\n" else "\n]"
    yield "}\n"


def _uuid(draft: Draft, kind: str, key: str) -> str:
    """The same UUID for the same thing of the same map, with the bits of a random one."""
    from hashlib import sha256
    from uuid import UUID

    digest = sha256(f"{draft.title}\0{kind}\0{key}".encode("utf-8", "surrogatepass")).digest()
    return str(UUID(bytes=digest[:16], version=4))


def _written_metadata(draft: Draft) -> dict[str, Any]:
    own = packed_map(draft)
    own["speakers"] = [
        {"id": key, "name": speaker.name, **packed_speaker(speaker)}
        for key, speaker in draft.speakers.items()
    ]
    core = {
        "analyst_email": "",
        "analyst_name": str(draft.properties.get("author", "")),
        "created": _NEVER,
        "description": "",
        "edited": _NEVER,
        "id": _uuid(draft, "map", ""),
        "notes": "\n".join(draft.properties.get("note", ())),
        "title": draft.title,
        "version": _VERSION,
    }
    return {"core": core, KEY: own}


def _written_resources(draft: Draft) -> Iterator[dict[str, Any]]:
    mapped = draft.properties.get("of", ())
    for key, source in draft.sources.items():
        core = {"url": source.properties["url"]} if source.properties.get("url") else {}
        own = {"id": key, **packed_source(source), **({"mapped": True} if key in mapped else {})}
        yield {
            "id": _uuid(draft, "source", key),
            "type": "text",
            "content": source.description,
            "metadata": {"core": core, KEY: own},
        }


def _written_nodes(draft: Draft) -> Iterator[dict[str, Any]]:
    for node in nodes_to_write(draft):
        sources = [
            {"resource_id": _uuid(draft, "source", key), "text": words, "offset": 0, "length": len(words)}
            for words, places in node.properties.get("quote", ())
            for key, _ in places
            if key in draft.sources
        ]
        yield {
            "id": _uuid(draft, "node", node.key),
            "type": "atom",
            "text": node.text,
            "sources": sources,
            "metadata": {"core": {}, KEY: packed_node(node)},
        }
    for step in draft.steps.values():
        argument = draft.nodes[step.via] if step.via is not None else None
        yield {
            "id": _uuid(draft, "step", step.key),
            "type": "scheme",
            "name": (step.scheme if step.kind == "support" else None) or _NAMES[step.kind],
            "metadata": {"core": {}, KEY: packed_step(step, argument)},
        }


def _written_edges(draft: Draft) -> Iterator[dict[str, Any]]:
    arguments = arguments_of(draft)

    def id_of(key: str) -> str:
        key = arguments.get(key, key)
        return _uuid(draft, "node" if key in draft.nodes else "step", key)

    for step in draft.steps.values():
        at = _uuid(draft, "step", step.key)
        for number, origin in enumerate(step.origins, 1):
            id_ = _uuid(draft, "edge", f"{step.key} {number}")
            yield {"id": id_, "source_id": id_of(origin), "target_id": at}
        yield {"id": _uuid(draft, "edge", step.key), "source_id": at, "target_id": id_of(step.target)}
