"""The resolved map: nodes and links as objects that point at each other. Knows text only by span.

A link is a thing of its own, so that it can be attacked. Adjacency is kept on both ends:
`node.out` are the links that start at a node, `node.into` those that end at it, `link.into` the
undercuts that deny the link. All three are in document order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from argmap.source import Source, Span

NodeKind = Literal["claim", "premise", "argument", "rebuttal", "undercut", "concession", "question", "answer"]
LinkKind = Literal[
    "support",
    "attack",
    "undercut",
    "question",
    "answer",
    "concession",
    "contradiction",
    "restatement",
]

#: Kinds whose nodes say something that can stand or fall.
CLAIM_KINDS: frozenset[str] = frozenset({"claim", "premise", "rebuttal", "undercut", "concession", "answer"})
#: Links that, in force, make their target fall.
ATTACK_LINKS: frozenset[str] = frozenset({"attack", "undercut", "contradiction"})


@dataclass(slots=True, unsafe_hash=True)
class Citation:
    """Where something is said or backed up: a source's id, and an anchor in it or None. Never changed."""

    source: str
    anchor: str | None
    span: Span


@dataclass(slots=True, frozen=True)
class Quote:
    """Exact words and where they are said to stand."""

    text: str
    citations: tuple[Citation, ...]
    span: Span


@dataclass(slots=True, eq=False)
class Node:
    """Something said: a claim-like node, an argument, a question.

    `named` tells whether the mapper wrote the id (a derived one contains `~`). `speakers` is empty for
    what the mapper says and for what is `implicit` (what nobody said). `properties` maps a key to its
    value: a string, except `note` (list of strings), `quote` (list of `Quote`), `restates`,
    `contradicts`, `ignore` (lists of strings), `weight` (float), `assumed` (bool).
    """

    id: str
    kind: NodeKind
    text: str
    span: Span
    named: bool = True
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    #: Brackets inside the text, not at its end, that read like a citation.
    brackets: tuple[Citation, ...] = ()
    #: Ids of the nodes that the text mentions as `[[id]]`.
    mentions: tuple[str, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)
    section: str | None = None
    #: True where the node stands at top level or directly in a section.
    top: bool = False
    #: The prefix of the imported map it comes from ("thread/"), "" in the main file.
    prefix: str = ""
    into: list[Link] = field(default_factory=list, repr=False)
    out: list[Link] = field(default_factory=list, repr=False)

    @property
    def implicit(self) -> bool:
        """Whether nobody said it and the mapper supplied it."""
        return "implicit" in self.tags

    @property
    def claim_like(self) -> bool:
        return self.kind in CLAIM_KINDS


@dataclass(slots=True, eq=False)
class Link:
    """A step from one or more nodes to a node or to another link.

    `origin` holds the nodes it starts from: one premise, the linked premises of an argument (`via` is
    that argument), an attacker, a question, an answer; it is empty for a bare concession. `speakers`
    are those who make this step, which in a reference need not be those who said its origin.
    `reference` is True where the link comes from a reference line, so its origin is stated elsewhere.
    """

    id: str
    kind: LinkKind
    origin: tuple[Node, ...]
    target: Node | Link
    span: Span
    via: Node | None = None
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    scheme: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    reference: bool = False
    prefix: str = ""
    into: list[Link] = field(default_factory=list, repr=False)

    @property
    def bare(self) -> bool:
        """Whether it is a bare concession: a speaker grants the target and says no more."""
        return self.kind == "support" and not self.origin and self.via is None

    @property
    def head(self) -> Node | None:
        """The node that stands for the link in a picture: its argument, else its only origin."""
        return self.via or (self.origin[0] if self.origin else None)


@dataclass(slots=True, frozen=True)
class Speaker:
    id: str
    name: str
    span: Span
    side: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def party(self) -> str:
        """The side, or the speaker's own id where no side is declared."""
        return self.side or self.id


@dataclass(slots=True, frozen=True)
class SourceDoc:
    """A declared source. `file` and `original` are resolved paths, or None."""

    id: str
    description: str
    span: Span
    file: Path | None = None
    original: Path | None = None
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Section:
    """A section; a derived id contains `~`. `parent` is the id of the section around it."""

    id: str
    title: str
    span: Span
    parent: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class Import:
    """`name` is how this file's text calls it, `prefix` how its nodes' ids begin in this map."""

    name: str
    path: str
    span: Span
    prefix: str


@dataclass(slots=True, eq=False)
class Map:
    """A whole map: the main file and all it imports. Dictionaries are in document order.

    Ids of imported things are prefixed (`thread/west-first`); the main file's nodes come first.
    `mapped` holds the ids of the sources that the map is *of*.
    """

    source: Source
    title: str
    properties: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, SourceDoc] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    mapped: frozenset[str] = frozenset()

    def roots(self) -> Iterator[Node]:
        """The main file's nodes that stand at top level or directly in a section, in order."""
        return (n for n in self.nodes.values() if n.top and not n.prefix)

    def parties(self, speakers: tuple[str, ...]) -> frozenset[str]:
        """The sides of some speakers (a speaker without a side is a party of one's own)."""
        known = self.speakers
        return frozenset(known[s].party if s in known else s for s in speakers)
