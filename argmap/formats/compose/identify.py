"""Ids for everything in a draft that has one in a map: speakers, sources, nodes, sections.

What a file calls its things is kept where it is an id that people can read; else one is made of what
the thing is called or says.
"""

from __future__ import annotations

from collections.abc import Iterable

from argmap.formats.compose.naming import Names, is_opaque
from argmap.formats.compose.values import quotes_of
from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftSpeaker, DraftStep, mentioned
from argmap.syntax.text import nfc
from argmap.syntax.words import is_id


def declared(draft: Draft) -> tuple[dict[str, str], dict[str, str]]:
    """Ids of the speakers and of the sources, by their keys.

    A file that declares one speaker declares all, and what is cited is declared too. Who has no name
    that tells anything gets a number, or is left out where nothing else is known of him.
    """
    speakers, sources = _used(draft)
    for key in speakers:
        draft.speakers.setdefault(key, DraftSpeaker(key))
    for key in sources:
        draft.sources.setdefault(key, DraftSource(key))
    number = 0
    for key, speaker in list(draft.speakers.items()):
        if speaker.id is None and (not speaker.name.strip() or is_opaque(speaker.name)):
            if key not in speakers and not speaker.side and not speaker.properties:
                del draft.speakers[key]
                continue
            number += 1
            speaker.name = f"Speaker {number}"
    number = 0
    for source in draft.sources.values():
        if source.id is None and (not source.description.strip() or is_opaque(source.description)):
            number += 1
            source.description = f"Source {number}"
    return (
        _ids([(key, s.name, s.id) for key, s in draft.speakers.items()], "speaker"),
        _ids([(key, s.description, s.id) for key, s in draft.sources.items()], "source"),
    )


def _used(draft: Draft) -> tuple[dict[str, None], dict[str, None]]:
    """The keys of speakers who say something, and of sources that are cited, in order."""
    speakers: dict[str, None] = {}
    sources: dict[str, None] = {}
    things: list[DraftNode | DraftStep] = [*draft.nodes.values(), *draft.steps.values()]
    for thing in things:
        if thing.speakers:
            speakers.update(dict.fromkeys(thing.speakers))
        if thing.citations:
            sources.update((key, None) for key, _ in thing.citations)
        if "quote" in thing.properties:
            for _, places in quotes_of(thing.properties["quote"]):
                sources.update((key, None) for key, _ in places)
    return speakers, sources


def node_ids(draft: Draft, referred: Iterable[str]) -> dict[str, str]:
    """Ids for the nodes that have a name of their own, and for those that some line refers to.

    Where some names are titles, those that could be ids are titles too, and all ids look alike.
    """
    names = Names()
    ids = {}
    wanted = [node for node in draft.nodes.values() if node.name and any(map(str.isalpha, node.name))]
    # of a claim and an argument of one name the claim has it
    wanted.sort(key=lambda node: (node.name != node.key, node.kind == "argument"))
    titles = any(node.name != node.key and not is_id(nfc(node.name or "")) for node in wanted)
    for exact in (True, False):  # an id that is one already stays as it is
        for node in wanted:
            name = nfc(node.name or "")
            if titles and node.name != node.key and is_id(folded := name.casefold()):
                name = folded
            if is_id(name) is exact:
                ids[node.key] = names.exact(name) if exact else names.name(name, _fallback(node), title=True)
    needed = {*referred, *(key for node in draft.nodes.values() for key in mentioned(node.text))}
    for key, node in draft.nodes.items():
        if key in needed and key not in ids:
            ids[key] = names.name(node.text, _fallback(node))
    return ids


def section_ids(draft: Draft) -> dict[str, str]:
    """Ids of the sections that have a name, by their keys."""
    names = Names()
    return {
        key: names.exact(nfc(section.name))
        if is_id(nfc(section.name))
        else names.name(section.name, "part", title=True)
        for key, section in draft.sections.items()
        if section.name
    }


def _fallback(node: DraftNode) -> str:
    return node.kind if node.kind in ("question", "argument") else "point"


def _ids(things: list[tuple[str, str, str | None]], fallback: str) -> dict[str, str]:
    """Ids for speakers or sources: the one wished for, their key where it is one, else made of their name.

    Those of an imported map go by what they are called there.
    """
    names = Names()
    wishes = {}
    for key, _, id_ in things:
        wish = nfc((id_ or key).rpartition("/")[2])
        wishes[key] = wish if is_id(wish) and (id_ is not None or not is_opaque(wish)) else None
    ids = {key: names.exact(wish) for key, wish in wishes.items() if wish is not None}
    for key, name, _ in things:
        if key not in ids:
            ids[key] = names.name(name or key, fallback, title=True)
    return {key: ids[key] for key, _, _ in things}
