"""What a reader of a foreign format makes: a graph that says what is meant and not how it is written.

`compose` makes a map's text of it. Keys are whatever the file calls its things, unique among the nodes
and steps of one draft; ids that people can read are chosen by `compose`. Texts may hold anything; line
breaks in them become spaces. A text mentions a node by `mention(key)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from argmap.model.map import LinkKind, NodeKind

#: What stands around the key of a node in a text that mentions it: two code points that are no
#: characters (Unicode 23.7), and that programs may use inside as they like.
MENTION = ("\ufdd0", "\ufdd1")
_MENTIONED = re.compile("\ufdd0([^\ufdd0\ufdd1]*)\ufdd1")

#: A place cited: the key of a source, and an anchor or None.
Place = tuple[str, str | None]


def mention(key: str) -> str:
    """What a text holds where it mentions a node, whatever its key: it is written `[[id]]`."""
    return f"{MENTION[0]}{key}{MENTION[1]}"


def mentioned(text: str) -> list[str]:
    """The keys of the nodes that a text mentions."""
    return _MENTIONED.findall(text) if MENTION[0] in text else []


@dataclass(slots=True, eq=False)
class DraftNode:
    """Something said, or an argument: the node that stands for several premises together.

    `kind` None lets what it does in the graph decide whether it is written down as a claim, a premise,
    a rebuttal …; only `question` and `argument` have to be named. `properties` are those of
    `argmap.model.map.Node`, but a `quote` is a list of ``(text, places)``; keys that the language
    doesn't know become notes. `name` is the id wished for, `comment` tells where it comes from.
    """

    key: str
    text: str = ""
    kind: NodeKind | None = None
    name: str | None = None
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[Place, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)
    section: str | None = None
    #: Stated at top level, whatever it supports or attacks.
    top: bool = False
    comment: str | None = None

    def note(self, text: str) -> None:
        """Add a note."""
        self.properties.setdefault("note", []).append(text)


@dataclass(slots=True, eq=False)
class DraftStep:
    """A link: from nodes to a node, or to another step (undercuts and questions of it).

    Several `origins` work together. `via` is the key of the argument node that stands for them; where
    it is None and there are several origins, one is made. No origin at all is a bare concession of its
    `speakers`. `speakers` None means those of its origin.
    """

    key: str
    kind: LinkKind
    origins: tuple[str, ...]
    target: str
    via: str | None = None
    speakers: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    citations: tuple[Place, ...] = ()
    scheme: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    comment: str | None = None


@dataclass(slots=True, eq=False)
class DraftSpeaker:
    """Somebody. `id` is one that somebody chose; without it the key serves, if it can be read as one."""

    name: str
    side: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    id: str | None = None


@dataclass(slots=True, eq=False)
class DraftSource:
    """A document; `id` as of a speaker."""

    description: str
    properties: dict[str, Any] = field(default_factory=dict)
    id: str | None = None


@dataclass(slots=True, eq=False)
class DraftSection:
    title: str
    parent: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    name: str | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """A whole map, as read. `problems` tells what was wrong in the file and what became of it."""

    title: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    nodes: dict[str, DraftNode] = field(default_factory=dict)
    steps: dict[str, DraftStep] = field(default_factory=dict)
    speakers: dict[str, DraftSpeaker] = field(default_factory=dict)
    sources: dict[str, DraftSource] = field(default_factory=dict)
    sections: dict[str, DraftSection] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    #: How often a key was wanted that was taken; what has been told as a problem.
    _given: dict[str, int] = field(default_factory=dict, repr=False)
    _told: set[str] = field(default_factory=set, repr=False)

    def add(self, node: DraftNode) -> DraftNode:
        """Put a node in; where its key is taken, under another."""
        node.key = self.free(node.key)
        self.nodes[node.key] = node
        return node

    def free(self, key: str) -> str:
        """A key that no node or step has yet, near to `key`."""
        found = key
        while found in self.nodes or found in self.steps:
            number = self._given.get(key, 1) + 1
            self._given[key] = number
            found = f"{key}~{number}"
        return found

    def step(
        self, kind: LinkKind, origins: str | Iterable[str], target: str, key: str | None = None, **fields: Any
    ) -> DraftStep:
        """Put a step in: from one key or several to the key of a node or step."""
        keys = (origins,) if isinstance(origins, str) else tuple(dict.fromkeys(origins))
        step = DraftStep(self.free(key or f"{'+'.join(keys)}>{target}"), kind, keys, target, **fields)
        self.steps[step.key] = step
        return step

    def problem(self, text: str) -> None:
        """Tell once that something was wrong in the file."""
        if text not in self._told:
            self._told.add(text)
            self.problems.append(text)
