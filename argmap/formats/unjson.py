"""argmap JSON read back: what `json` writes, and what other programs write after its schema.

Spans, standings and whatever else is worked out from the rest are not read. What has a wrong type is
left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from argmap.formats.given import Given, Unreadable
from argmap.syntax.words import KINDS, LISTS

_FORMAT = "argmap/1"
_LINKS = frozenset(
    ("support", "attack", "undercut", "question", "answer", "concession", "contradiction", "restatement")
)
#: Said by links, and no property of a draft.
_BY_LINKS = frozenset(("restates", "contradicts"))


def read(given: Given) -> Draft:
    """The draft of an argmap JSON file."""
    data = given.json
    if not isinstance(data, dict) or not isinstance(data.get("format"), str):
        raise Unreadable('is no argmap JSON: it has no `"format"`')
    if data["format"] != _FORMAT:
        raise Unreadable(f"is of the format {data['format']!r}; this version of argmap reads {_FORMAT!r}")
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.pairs: set[tuple[str, frozenset[str]]] = set()
        self.draft = Draft(self._text(data.get("title")), self._properties(data.get("properties")))

    def read(self) -> Draft:
        draft = self.draft
        for one in self._things("speakers"):
            name = self._text(one.get("name")) or one["id"]
            side = self._text(one.get("side")) or None
            draft.speakers[one["id"]] = DraftSpeaker(
                name, side, self._properties(one.get("properties")), one["id"]
            )
        mapped = []
        for one in self._things("sources"):
            properties = self._properties(one.get("properties"))
            draft.sources[one["id"]] = DraftSource(self._text(one.get("description")), properties, one["id"])
            if one.get("mapped") is True:
                mapped.append(one["id"])
        if mapped:
            draft.properties["of"] = mapped
        for one in self._things("sections"):
            id_ = one["id"]
            name = None if "~" in id_ else id_.replace("/", "-")
            properties = self._properties(one.get("properties"))
            parent = self._text(one.get("parent")) or None
            draft.sections[id_] = DraftSection(self._text(one.get("title")), parent, properties, name)
        for one in self._things("nodes"):
            self._node(one)
        spans = {one["id"]: one.get("span") for one in self._things("nodes")}
        stated = set()
        for one in self._things("links"):
            self._link(one)
            for key in self._texts(one.get("from")):
                if one.get("span") == spans.get(key):
                    stated.add(key)
        for step in draft.steps.values():  # a scheme that the step has
            for head in (step.via, *step.origins):
                node = draft.nodes.get(head or "")
                if node is not None and step.scheme and node.properties.get("scheme") == step.scheme:
                    del node.properties["scheme"]
        for key, node in draft.nodes.items():  # a question that no link states stands for itself
            node.top = node.top or (node.kind == "question" and bool(spans.get(key)) and key not in stated)
        return draft

    def _node(self, one: dict[str, Any]) -> None:
        id_ = one["id"]
        kind = one.get("kind")
        if kind not in KINDS:
            self._wrong(f"the kind of the node {id_}")
            kind = None
        properties = self._properties(one.get("properties"))
        self.draft.nodes[id_] = DraftNode(
            id_,
            self._text(one.get("text")),
            None if kind == "claim" else kind,
            None if "~" in id_ else id_.replace("/", "-"),
            self._texts(one.get("speakers")),
            self._texts(one.get("tags")),
            self._places(one.get("citations")),
            {key: value for key, value in properties.items() if key not in _BY_LINKS},
            self._text(one.get("section")) or None,
            kind == "claim",
        )

    def _link(self, one: dict[str, Any]) -> None:
        id_, kind, to = one["id"], one.get("kind"), one.get("to")
        if kind not in _LINKS or not isinstance(to, str):
            self._wrong(f"the link {id_}")
            return
        origins = self._texts(one.get("from"))
        draft = self.draft
        if kind in ("contradiction", "restatement"):
            ends = (kind, frozenset((*origins, to)))
            if len(origins) == 1 and ends not in self.pairs:  # said of both at once
                self.pairs.add(ends)
                draft.steps[id_] = DraftStep(id_, kind, origins, to)
            return
        via = self._text(one.get("argument")) or None
        head = draft.nodes.get(via or (origins[0] if origins else ""))
        speakers: tuple[str, ...] | None = self._texts(one.get("speakers"))
        if head is not None and speakers == head.speakers:
            speakers = None
        draft.steps[id_] = DraftStep(
            id_,
            kind,
            origins,
            to,
            via,
            speakers,
            self._texts(one.get("tags")),
            self._places(one.get("citations")),
            self._text(one.get("scheme")) or None,
            {k: v for k, v in self._properties(one.get("properties")).items() if k != "roles"},
        )

    # Values of the right type

    def _things(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a list that have an id, each id once."""
        value = self.data.get(name)
        if not isinstance(value, list):
            if value is not None:
                self._wrong(f"`{name}`")
            return
        seen = set()
        for one in value:
            if not isinstance(one, dict) or not isinstance(one.get("id"), str) or one["id"] in seen:
                self._wrong(f"something in `{name}`")
                continue
            seen.add(one["id"])
            yield one

    def _wrong(self, what: str) -> None:
        self.draft.problem(f"{what} is not as the schema has it; left out")

    def _text(self, value: Any) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        self._wrong(f"{value!r:.40}")
        return ""

    def _texts(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        if value is not None:
            self._wrong(f"{value!r:.40}")
        return ()

    def _places(self, value: Any) -> tuple[Place, ...]:
        found: list[Place] = []
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict) and isinstance(one.get("source"), str):
                anchor = one.get("anchor")
                found.append((one["source"], anchor if isinstance(anchor, str) else None))
            else:
                self._wrong("a citation")
        return tuple(found)

    def _properties(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, one in value.items() if isinstance(value, dict) else ():
            if key == "quote":
                quotes = one if isinstance(one, list) else ()
                found[key] = [
                    (self._text(q.get("text")), self._places(q.get("citations")))
                    for q in quotes
                    if isinstance(q, dict)
                ]
            elif key in LISTS or key == "note":
                found[key] = list(self._texts(one))
            elif isinstance(one, (str, int, float)):
                found[key] = one
            elif one is not None:
                self._wrong(f"the property `{key}`")
        return found
