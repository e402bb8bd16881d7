"""A map written as an arguebuf graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.arguebuf.names import type_of
from argmap.formats.arguebuf.reading import MAJOR
from argmap.formats.draft import Draft
from argmap.formats.packing import (
    KEY,
    packed_map,
    packed_node,
    packed_source,
    packed_speaker,
    packed_step,
)
from argmap.formats.redraft import redraft
from argmap.formats.schemegraph import arguments_of, nodes_to_write
from argmap.model.map import Map
from argmap.safe import in_json


def chunks(map_: Map, _: Standings | None = None) -> Iterator[str]:
    """The map as an arguebuf graph, an element a line."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    draft = redraft(map_)
    ids = _ids(draft)
    tables: tuple[tuple[str, Iterator[tuple[str, dict[str, Any]]]], ...] = (
        ("nodes", _written_nodes(draft, ids)),
        ("edges", _written_edges(draft, ids)),
        ("resources", _written_resources(draft)),
        ("participants", _written_participants(draft)),
        ("analysts", _written_analysts(draft)),
    )
    yield "{"
    for name, elements in tables:
        yield f'"{name}": {{'
        comma = "\n"
        for id_, element in elements:
            yield f"{comma}{in_json(encode(id_))}: {in_json(encode(element))}"
            comma = ",\n"
        yield "},\n" if comma == "\n" else "\n},\n"
    major = next((node.key for node in nodes_to_write(draft) if MAJOR in node.tags), None)
    if major is not None:
        yield f'"majorClaim": {in_json(encode(ids[major]))},\n'
    yield f'"userdata": {in_json(encode({KEY: packed_map(draft)}))},\n"schemaVersion": 1\n}}\n'


def _ids(draft: Draft) -> dict[str, str]:
    """The ids of atoms and schemes by the keys of nodes and steps, arguments included."""
    ids = {node.key: node.key for node in nodes_to_write(draft)}
    taken = set(ids)
    for step in draft.steps.values():
        number, id_ = 1, step.key
        while id_ in taken:
            number += 1
            id_ = f"{step.key} {number}"
        taken.add(id_)
        ids[step.key] = id_
    for argument, key in arguments_of(draft).items():
        ids[argument] = ids[key]
    return ids


def _written_nodes(draft: Draft, ids: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for node in nodes_to_write(draft):
        atom: dict[str, Any] = {"text": node.text}
        quotes = node.properties.get("quote", ())
        if quotes:
            words, places = quotes[0]
            known = [key for key, _ in places if key in draft.sources]
            if words:
                atom["reference"] = {"text": words, **({"resource": known[0]} if known else {})}
        if node.speakers and node.speakers[0] in draft.speakers:
            atom["participant"] = node.speakers[0]
        yield ids[node.key], {"atom": atom, **_kept(packed_node(node))}
    for step in draft.steps.values():
        argument = draft.nodes[step.via] if step.via is not None else None
        yield (
            ids[step.key],
            {
                "scheme": type_of(step.kind, step.scheme),
                **_kept(packed_step(step, argument)),
            },
        )


def _kept(packed: dict[str, Any]) -> dict[str, Any]:
    return {"userdata": {KEY: packed}} if packed else {}


def _written_edges(draft: Draft, ids: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    number = 0
    for step in draft.steps.values():
        at = ids[step.key]
        ends = [(ids[origin], at) for origin in step.origins]
        for source, target in (*ends, (at, ids[step.target])):
            number += 1
            yield f"e{number}", {"source": source, "target": target}


def _written_resources(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    mapped = draft.properties.get("of", ())
    for key, source in draft.sources.items():
        own = {**packed_source(source), **({"mapped": True} if key in mapped else {})}
        url = source.properties.get("url")
        # `text` would be the whole document, which a map doesn't hold
        yield (
            key,
            {
                "text": "",
                "title": source.description,
                **({"source": url} if url else {}),
                "userdata": {KEY: own},
            },
        )


def _written_participants(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, speaker in draft.speakers.items():
        url = speaker.properties.get("url")
        yield (
            key,
            {
                "name": speaker.name,
                **({"url": url} if url else {}),
                "userdata": {KEY: packed_speaker(speaker)},
            },
        )


def _written_analysts(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    author = draft.properties.get("author")
    if author:
        yield "author", {"name": str(author)}
