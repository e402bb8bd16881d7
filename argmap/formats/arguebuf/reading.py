"""An arguebuf graph read. Names may be in snake_case too, which protocol buffers allow to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.formats.arguebuf.names import scheme_name
from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftSpeaker
from argmap.formats.given import Given, Unreadable
from argmap.formats.packing import (
    KEY,
    id_of,
    in_words,
    text_of,
    unpack_map,
    unpack_node,
    unpack_source,
    unpack_speaker,
)
from argmap.formats.schemegraph import Scheme, connect
from argmap.formats.troubles import Troubles
from argmap.model.map import LinkKind

#: Tag of the claim that a graph is about, which the format names.
MAJOR = "major-claim"
_KINDS: dict[str, LinkKind] = {"support": "support", "attack": "attack", "rephrase": "restatement"}


def read(given: Given) -> Draft:
    """The graph as a draft; keys are its ids."""
    data = given.json
    nodes = data.get("nodes") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(nodes, dict):
        raise Unreadable("no arguebuf graph: it has no object `nodes`")
    draft, troubles = Draft(), Troubles()
    own = _userdata(data, draft)
    _participants(data, draft, troubles)
    _resources(data, draft, troubles)
    _analysts(data, draft, own is not None, troubles)
    schemes: dict[str, Scheme] = {}
    for id_, node in nodes.items():
        if not isinstance(node, dict):
            troubles.add("nodes that are none", id_)
        elif isinstance(node.get("scheme"), dict):
            schemes[id_] = _scheme(id_, node, troubles)
        else:
            _atom(id_, node, draft, troubles)
    major = _field(data, "majorClaim")
    if isinstance(major, str) and major in draft.nodes:
        claim = draft.nodes[major]
        claim.top = True
        claim.tags = tuple(dict.fromkeys((*claim.tags, MAJOR)))
    elif major not in (None, ""):
        troubles.add("the major claim is no atom", in_words(major))
    connect(draft, schemes, _edges(data, troubles), troubles)
    troubles.tell(draft)
    return draft


def _field(data: dict[str, Any], name: str) -> Any:
    """A field by its JSON name or by its original one."""
    if name in data:
        return data[name]
    return data.get("".join(f"_{char.lower()}" if char.isupper() else char for char in name))


def _things(data: dict[str, Any], name: str, troubles: Troubles) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a dictionary, by id."""
    things = _field(data, name)
    if isinstance(things, dict):
        for id_, thing in things.items():
            if isinstance(thing, dict):
                yield id_, thing
            else:
                troubles.add(f"something in `{name}` that is no object", id_)
    elif things is not None:
        troubles.add("no object", name)


def _edges(data: dict[str, Any], troubles: Troubles) -> Iterator[tuple[str, str, str]]:
    for id_, edge in _things(data, "edges", troubles):
        yield id_, id_of(edge.get("source")), id_of(edge.get("target"))


def _own(thing: dict[str, Any]) -> Any:
    """What argmap keeps in an element's userdata."""
    userdata = thing.get("userdata")
    return userdata.get(KEY) if isinstance(userdata, dict) else None


def _said(thing: dict[str, Any]) -> list[str]:
    """What others keep there, as notes."""
    userdata = thing.get("userdata")
    if not isinstance(userdata, dict):
        return [] if userdata is None else [f"userdata: {in_words(userdata)}"]
    return [
        f"{key}: {in_words(value)}"
        for key, value in userdata.items()
        if key != KEY and value not in (None, "", [], {})
    ]


def _userdata(data: dict[str, Any], draft: Draft) -> Any:
    """The title, which the format has no field for, and whatever else is said of the graph."""
    own = _own(data)
    notes = []
    for note in _said(data):
        name, _, value = note.partition(": ")
        if name in ("title", "name") and not draft.title:
            draft.title = value
        else:
            notes.append(note)
    unpack_map(own, draft)
    if notes:
        draft.properties["note"] = [*draft.properties.get("note", ()), *notes]
    return own


def _participants(data: dict[str, Any], draft: Draft, troubles: Troubles) -> None:
    for id_, one in _things(data, "participants", troubles):
        names = (text_of(one.get(key)).strip() for key in ("name", "username", "email"))
        speaker = draft.speakers[id_] = DraftSpeaker(next(filter(None, names), id_))
        own = _own(one)
        if isinstance(own, dict):
            speaker.name = text_of(one.get("name")) or id_
            unpack_speaker(own, speaker)
            continue
        if url := text_of(one.get("url")):
            speaker.properties["url"] = url
        notes = [
            f"{key}: {value}"
            for key in ("username", "email", "location", "description")
            if (value := text_of(one.get(key))) and value != speaker.name
        ]
        if notes or _said(one):
            speaker.properties["note"] = notes + _said(one)


def _resources(data: dict[str, Any], draft: Draft, troubles: Troubles) -> None:
    mapped = []
    for id_, one in _things(data, "resources", troubles):
        title, address, text = (text_of(one.get(key)) for key in ("title", "source", "text"))
        source = draft.sources[id_] = DraftSource(title)
        own = _own(one)
        if isinstance(own, dict):
            unpack_source(own, source)
            if own.get("mapped") is True:
                mapped.append(id_)
            continue
        line = text.strip().partition("\n")[0]
        source.description = title or address or (line if len(line) <= 100 else "") or id_
        if address and address != source.description:
            key = "url" if "://" in address else "note"
            source.properties[key] = address if key == "url" else [f"source: {address}"]
        if text and text.strip() != source.description:
            source.properties.setdefault("note", []).append(text)
        if notes := _said(one):
            source.properties.setdefault("note", []).extend(notes)
    if mapped:
        draft.properties["of"] = mapped


def _analysts(data: dict[str, Any], draft: Draft, own: bool, troubles: Troubles) -> None:
    """Who made the graph."""
    names = []
    for id_, one in _things(data, "analysts", troubles):
        name, email = text_of(one.get("name")), text_of(one.get("email"))
        names.append(name or email or id_)
        notes = [f"analyst {name}: {email}"] if name and email else []
        notes += _said(one)
        if notes and not own:
            draft.properties.setdefault("note", []).extend(notes)
    if names:
        draft.properties.setdefault("author", ", ".join(names))


def _atom(id_: str, data: dict[str, Any], draft: Draft, troubles: Troubles) -> None:
    atom = data.get("atom")
    if not isinstance(atom, dict):
        troubles.add("nodes that are neither atom nor scheme, read as atoms without a text", id_)
        atom = {}
    text = atom.get("text", "")
    if not isinstance(text, str):
        troubles.add("atoms whose text is none", id_)
        text = in_words(text) if text is not None else ""
    node = draft.add(DraftNode(id_, text))
    participant = id_of(atom.get("participant"))
    if participant:
        if participant not in draft.speakers:
            troubles.add("participants that are not listed", participant)
        node.speakers = (participant,)
    own = _own(data)
    unpack_node(own, node)
    if participant and participant not in node.speakers:
        node.speakers = (participant,)  # changed by somebody since
    reference = atom.get("reference")
    if isinstance(reference, dict) and "quote" not in node.properties:
        _reference(reference, node, draft, troubles)
    for note in _said(data):
        node.note(note)


def _reference(data: dict[str, Any], node: DraftNode, draft: Draft, troubles: Troubles) -> None:
    """Where an atom's words come from: a quotation, or a citation where there are none."""
    id_ = id_of(data.get("resource"))
    words = text_of(data.get("text")).strip()
    places: tuple[tuple[str, str | None], ...] = ()
    if id_:
        if id_ not in draft.sources:
            troubles.add("references to a resource that is missing", node.key)
            draft.sources[id_] = DraftSource(id_)
        offset = data.get("offset")
        known = isinstance(offset, int) and offset > 0
        places = ((id_, f"char-{offset}" if known else None),)
    if words and places:
        node.properties.setdefault("quote", []).append((words, places))
    elif words:
        if " ".join(words.split()) != " ".join(node.text.split()):
            node.note(f"original words: {words}")
    else:
        node.citations = (*node.citations, *places)
    for note in _said(data):
        node.note(note)


def _scheme(id_: str, data: dict[str, Any], troubles: Troubles) -> Scheme:
    type_ = data["scheme"]
    scheme = Scheme(id_, None, packed=_own(data), notes=_said(data))
    for name, kind in _KINDS.items():
        if name in type_ and type_[name] is not None:
            scheme.kind = kind
            scheme.name = scheme_name(type_[name], name)
            break
    else:
        if type_.get("preference") is not None:
            scheme.instead = "preferred to"
    described = _field(type_, "premiseDescriptors")
    if isinstance(described, list) and described:
        scheme.notes.append(f"premises: {', '.join(map(in_words, described))}")
    return scheme
