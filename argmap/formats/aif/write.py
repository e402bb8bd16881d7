"""A map as an AIF graph.

A reason is an RA, an attack a CA, an undercut a CA into the RA or CA it denies; what restates and what
answers is an MA; a contradiction is one CA that leads both ways. Speakers are locutions: L → YA → I, with a
participant each. A map in which nobody speaks, asks or grants needs none and is a plain graph of reasons;
in any other, what is said by nobody in particular has a locution without a person, and what is implicit none
(or, where its illocution matters, one without words).

Ids are deterministic: a node or an argument goes by its id in the map, what is made for it by that and
what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from json import JSONEncoder
from typing import Any

from argmap.formats.aif.speech import split
from argmap.model.map import Link, LinkKind, Map, Node
from argmap.safe import in_json

_TYPES: dict[LinkKind, tuple[str, str]] = {
    "support": ("RA", "Default Inference"),
    "attack": ("CA", "Default Conflict"),
    "undercut": ("CA", "Default Conflict"),
    "contradiction": ("CA", "Default Conflict"),
    "restatement": ("MA", "Default Rephrase"),
    "answer": ("MA", "Default Rephrase"),
    "concession": ("MA", "Concession"),
}
_FORCE: dict[LinkKind, str] = {
    "support": "Arguing",
    "attack": "Disagreeing",
    "undercut": "Disagreeing",
    "answer": "Default Illocuting",
    "concession": "Agreeing",
}
_encode = JSONEncoder(ensure_ascii=False).encode


@dataclass(slots=True)
class Written:
    """The lists of an AIF file."""

    nodes: list[dict[str, str]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    locutions: list[dict[str, str | None]] = field(default_factory=list)
    participants: list[dict[str, str]] = field(default_factory=list)


def graph_of(map_: Map) -> Written:
    """The AIF graph of a map."""
    return _Writing(map_).run()


def lines(written: Written, indent: str = "") -> Iterator[str]:
    """The members of the JSON object that holds a graph, one thing a line."""
    yield from _list(indent, "nodes", written.nodes, ",\n")
    yield from _list(indent, "edges", written.edges, ",\n")
    yield f'{indent}"schemefulfillments": [],\n'
    yield from _list(indent, "participants", written.participants, ",\n")
    yield from _list(indent, "locutions", written.locutions, "")


def _list(indent: str, name: str, things: list[Any], behind: str) -> Iterator[str]:
    yield f'{indent}"{name}": ['
    comma = "\n"
    for thing in things:
        yield in_json(f"{comma}{indent}{_encode(thing)}")
        comma = ",\n"
    yield f"\n{indent}]{behind}" if things else f"]{behind}"


class _Writing:
    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.made = Written()
        self.taken: set[str] = set()
        self.names = {id_: speaker.name for id_, speaker in map_.speakers.items()}
        #: The locutions of each node, and the S-node or illocution that each link is.
        self.locutions: dict[str, list[str]] = {}
        self.of_link: dict[str, str] = {}
        #: The RA of each argument.
        self.of_argument: dict[str, str] = {}
        self.people: dict[str, None] = {}
        #: The contradictions that are written.
        self.opposed: set[str] = set()

    def run(self) -> Written:
        map_ = self.map
        links = list(map_.links.values())
        self.granting = {
            link.origin[0].id
            for link in links
            if link.kind == "concession" and link.origin[0].kind == "concession"
        }
        # an argument is its step; in a map with errors it may have none
        steps = {link.via.id for link in links if link.via is not None}
        nodes = [n for n in map_.nodes.values() if n.kind != "argument" or n.id not in steps]
        self.dialogue = any(map(_needs_words, map_.nodes.values())) or any(link.speakers for link in links)
        #: Where half is implicit, that has to be said.
        self.nobody = 2 * sum(map(self._worded, nodes)) < len(nodes)
        for node in nodes:
            self._node("I", node.id, node.text)
        # an argument's id belongs to its first step, whatever else would take it
        for link in links:
            self.of_link[link.id] = self._id_of(link)
        for node in nodes:
            self._say(node)
        for link in links:
            self._link(link)
        for person in self.people:
            first, _, last = self.names.get(person, person).rpartition(" ")
            self.made.participants.append(
                {"participantID": person, "firstname": first or last, "surname": last if first else ""}
            )
        return self.made

    # Nodes and edges

    def _node(self, type_: str, id_: str, text: str, scheme: str | None = None) -> str:
        node = {"nodeID": id_, "text": text, "type": type_}
        if scheme is not None:
            node["scheme"] = scheme
        self.taken.add(id_)
        self.made.nodes.append(node)
        return id_

    def _edge(self, *ids: str) -> None:
        """Edges from each of some nodes to the next."""
        for start, end in pairwise(ids):
            number = str(len(self.made.edges) + 1)
            self.made.edges.append({"edgeID": number, "fromID": start, "toID": end, "formEdgeID": None})

    def _free(self, id_: str) -> str:
        number, found = 1, id_
        while found in self.taken:
            number += 1
            found = f"{id_}#{number}"
        self.taken.add(found)
        return found

    def _id_of(self, link: Link) -> str:
        if link.via is not None:
            found = self._free(link.via.id)
            self.of_argument.setdefault(link.via.id, found)
            return found
        if link.kind == "contradiction":
            other = f"{link.target.id}!{link.origin[0].id}"
            if other in self.of_link:
                return self.of_link[other]
        return self._free(f"{_prefix(link)}:{link.id}")

    # Who says what

    def _worded(self, node: Node) -> bool:
        return self.dialogue and not node.implicit

    def _say(self, node: Node) -> None:
        """The locutions of a node."""
        if not self.dialogue:
            return
        asks = node.kind == "question"
        grants = node.id in self.granting
        date = node.properties.get("date")
        if node.implicit and not (asks or grants or self.nobody or date):
            return
        force = "Pure Questioning" if asks else "Conceding" if grants else "Asserting"
        said = self._locutions(node.id, node.speakers, "" if node.implicit else node.text, date)
        self.locutions[node.id] = said
        ya = self._node("YA", self._free(f"YA:{node.id}"), force, force)
        for one in said:
            self._edge(one, ya)
        self._edge(ya, node.id)

    def _locutions(
        self, of: str, speakers: tuple[str, ...], words: str, date: str | None = None
    ) -> list[str]:
        found = []
        for speaker in speakers or ("",):
            name = self.names.get(speaker, speaker)
            text = f"{name} : {words}".rstrip() if speaker else self._nameless(words)
            id_ = self._node("L", self._free(f"L:{of}"), text)
            if speaker:
                self.people[speaker] = None
            if speaker or date:
                start = re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)$", r"\1 \2", date) if date else None
                self.made.locutions.append({"nodeID": id_, "personID": speaker or "0", "start": start})
            found.append(id_)
        return found

    def _nameless(self, words: str) -> str:
        """Words that nobody in particular says, never to be taken for `name : words`."""
        named = split(words, frozenset(), True)[1] != words
        return f": {words}" if named else words

    # Links

    def _link(self, link: Link) -> None:
        if link.bare:
            self._grant(link)
        elif link.kind == "question":
            self._ask(link)
        elif link.kind == "contradiction":
            self._contradict(link)
        else:
            type_, default = _TYPES[link.kind]
            gist = link.via.text if link.via is not None else ""
            scheme = link.scheme or default
            id_ = self._node(type_, self.of_link[link.id], gist or scheme, scheme)
            for origin in link.origin:
                self._edge(origin.id, id_)
            self._edge(id_, self._target(link))
            self._anchor(link, id_)

    def _target(self, link: Link) -> str:
        target = link.target
        if isinstance(target, Link):
            return self.of_link[target.id]
        return self.of_argument.get(target.id, target.id)

    def _contradict(self, link: Link) -> None:
        a, b, id_ = link.origin[0].id, link.target.id, self.of_link[link.id]
        if id_ in self.opposed:  # said once for both
            return
        self.opposed.add(id_)
        self._node("CA", id_, "Default Conflict", "Default Conflict")
        self._edge(a, id_, b, id_, a)

    def _anchor(self, link: Link, id_: str) -> None:
        """Who makes a step, where that isn't plain from who said what it starts from."""
        if not self.dialogue or link.kind == "restatement":
            return
        head = link.head
        assert head is not None
        force = _FORCE[link.kind]
        if link.via is None and link.speakers == head.speakers:
            before = self.locutions.get(link.target.id, []) if isinstance(link.target, Node) else []
            behind = self.locutions.get(head.id, [])
            if before and behind and link.speakers:
                ta = self._node("TA", self._free(f"TA:{id_}"), "Default Transition", "Default Transition")
                ya = self._node("YA", self._free(f"YA:{id_}"), force, force)
                self._edge(before[0], ta)
                for one in behind:
                    self._edge(ta, one)
                self._edge(ta, ya, id_)
            return
        implicit = link.via is not None and link.via.implicit and not link.speakers
        words = head.text or next((one.text for one in link.origin), "")
        date = link.via.properties.get("date") if link.via is not None else None
        said = self._locutions(id_, link.speakers, "" if implicit else words, date)
        self._illocute(said, force, id_)

    def _illocute(self, locutions: list[str], force: str, *targets: str) -> str:
        ya = self._node("YA", self._free(f"YA:{targets[0]}"), force, force)
        for one in locutions:
            self._edge(one, ya)
        for target in targets:
            self._edge(ya, target)
        return ya

    def _grant(self, link: Link) -> None:
        """A bare concession: its speakers agree, nobody knows in which words."""
        ya = self._node("YA", self.of_link[link.id], "Agreeing", "Agreeing")
        date = link.properties.get("date")
        for one in self._locutions(link.id, link.speakers, "", date):
            self._edge(one, ya)
        self._edge(ya, self._target(link))

    def _ask(self, link: Link) -> None:
        """A question about something: one more illocution of the locution that asks it."""
        node = link.origin[0]
        said = self.locutions.get(node.id, []) if link.speakers == node.speakers else []
        if not said:
            said = self._locutions(link.id, link.speakers, node.text)
        ya = self._node("YA", self.of_link[link.id], "Pure Challenging", "Pure Challenging")
        for one in said:
            self._edge(one, ya)
        self._edge(ya, self._target(link))


def _prefix(link: Link) -> str:
    if link.bare or link.kind == "question":
        return "YA"
    return _TYPES[link.kind][0]


def _needs_words(node: Node) -> bool:
    """Whether a node says something that only a locution can tell."""
    return bool(node.speakers or node.implicit or node.kind == "question" or "date" in node.properties)
