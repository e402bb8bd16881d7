"""What a map's things have and Argdown's syntax has no place for: as data, and as front matter."""

from __future__ import annotations

from typing import Any

from argmap.formats.argdown import data as keys
from argmap.formats.argdown.escape import flow, quoted, tag
from argmap.model.map import Citation, Link, Map, Node, Quote, Section

_OF_NODE = frozenset({"restates", "contradicts"})
_OF_LINK = frozenset({"restates", "contradicts", "weight", "assumed", "scheme", "roles"})


def tags_of(tags: tuple[str, ...]) -> tuple[list[str], str]:
    """The tags that Argdown can't hold, and the others as text."""
    signs = [tag(one) for one in tags]
    rest = [one for one, sign in zip(tags, signs, strict=True) if sign is None]
    return rest, "".join(f" {sign}" for sign in signs if sign is not None)


def _places(citations: tuple[Citation, ...]) -> list[str]:
    return [f"{c.source}#{c.anchor}" if c.anchor else c.source for c in citations]


def _plain(value: Any) -> Any:
    if isinstance(value, Quote):
        return {"text": value.text, keys.CITATIONS: _places(value.citations)}
    if isinstance(value, list):
        plain = [_plain(one) for one in value]
        return plain[0] if len(plain) == 1 and isinstance(plain[0], str) else plain
    return value


def of_node(node: Node, tags: list[str]) -> dict[str, Any]:
    """What a node has and Argdown's syntax has no place for."""
    own: dict[str, Any] = {}
    if node.speakers:
        own[keys.SPEAKERS] = list(node.speakers)
    if tags:
        own[keys.TAGS] = tags
    if node.citations:
        own[keys.CITATIONS] = _places(node.citations)
    for key, value in node.properties.items():
        said = key == keys.SCHEME and any(link.scheme == value for link in node.out)
        if key not in _OF_NODE and not said and value is not None and value is not False and value != []:
            own[key] = _plain(value)
    return own


def of_step(link: Link, *, whole: bool = False) -> dict[str, Any]:
    """What a step has and the node it starts from has not; its scheme too. `whole`: all it has."""
    own: dict[str, Any] = {}
    head = link.head
    if whole or (head is not None and link.speakers != head.speakers):
        own[keys.SPEAKERS] = list(link.speakers)
    if link.tags:
        own[keys.TAGS] = link.tags
    if link.citations:
        own[keys.CITATIONS] = _places(link.citations)
    if link.scheme:
        own[keys.SCHEME] = link.scheme
    for key, value in link.properties.items():
        if key not in _OF_LINK and value not in (None, []):
            own[key] = _plain(value)
    return own


def front(map_: Map) -> str:
    """The front matter: what the whole map has."""
    lines = ["==="]
    own = {k: _plain(v) for k, v in map_.properties.items() if k != "of"}
    if map_.title:
        lines.append(f"title: {quoted(map_.title)}")
    for key in ("author", "date"):
        if key in own:
            lines.append(f"{key}: {quoted(str(own.pop(key)))}")
    lines += ["model:", "  mode: loose", "  removeTagsFromText: true"]
    ours = [f"  {flow(key)}: {flow(value)}" for key, value in own.items()]
    if map_.speakers:
        ours.append(f"  {keys.SPEAKERS}:")
        for speaker in map_.speakers.values():
            said: dict[str, Any] = {keys.NAME: speaker.name}
            if speaker.side:
                said[keys.SIDE] = speaker.side
            said |= {k: _plain(v) for k, v in speaker.properties.items() if k != keys.SIDE}
            ours.append(f"    {flow(speaker.id)}: {flow(said)}")
    if map_.sources:
        ours.append(f"  {keys.SOURCES}:")
        for source in map_.sources.values():
            said = {keys.TITLE: source.description}
            if source.id in map_.mapped:
                said[keys.MAPPED] = True
            said |= {k: _plain(v) for k, v in source.properties.items()}
            ours.append(f"    {flow(source.id)}: {flow(said)}")
    if ours:
        lines += [f"{keys.OURS}:", *ours]
    return "\n".join([*lines, "===", ""])


def of_section(section: Section) -> dict[str, Any]:
    """What a section has beside its title."""
    own = {key: _plain(value) for key, value in section.properties.items()}
    return own if "~" in section.id else {keys.NAME: section.id, **own}
