"""An Argdown document as Argdown's own parser understands it, thing by thing.

After the model of `@argdown/core` 1.7.5: statements of one title are one *equivalence class*, relations lead
between classes, arguments and inferences. `build` makes it, `relations` interprets it, `meaning` makes a
map of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

RelationType = Literal["support", "attack", "undercut", "entails", "contrary", "contradictory"]
Role = Literal[
    "top-level-statement",
    "relation-statement",
    "premise",
    "intermediary-conclusion",
    "main-conclusion",
    "argument-description",
]

#: What a text is made of: plain words, or a tuple whose first item says what it is:
#: ("tag", tag, as written), ("link", words, url), ("statement" or "argument", title mentioned, as written),
#: ("comment", words, as written).
Piece = str | tuple[str, str, str]
#: How argmap's writer has its files read.
_WRITTEN = {"mode": "loose", "removeTagsFromText": True}


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands below it, down to the next of its level or higher."""

    id: str
    level: int
    title: str
    tags: list[str] = field(default_factory=list)
    data: dict[str, Any] | None = None
    parent: Section | None = None
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Member:
    """One occurrence of a statement, or of an argument outside its premise-conclusion structure."""

    title: str
    pieces: list[Piece]
    reference: bool = False
    role: Role | None = None
    top: bool = False
    tags: list[str] = field(default_factory=list)
    data: dict[str, Any] | None = None
    section: Section | None = None
    #: Comments before it and inside it.
    comments: tuple[str, ...] = ()
    inference: Inference | None = None


@dataclass(slots=True, eq=False)
class Statement:
    """All statements of one title."""

    title: str
    untitled: bool = False
    members: list[Member] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    section: Section | None = None


@dataclass(slots=True, eq=False)
class Inference:
    """A step of a premise-conclusion structure: the line between premises and conclusion."""

    argument: Argument
    rules: list[str] = field(default_factory=list)
    data: dict[str, Any] | None = None
    #: Where its conclusion stands in the structure, counted from 0.
    conclusion: int | None = None
    comments: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Argument:
    """All descriptions of an argument and its premise-conclusion structure `pcs`, if it has one."""

    title: str
    untitled: bool = False
    members: list[Member] = field(default_factory=list)
    pcs: list[Member] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    section: Section | None = None

    @property
    def conclusion(self) -> Member | None:
        """The last statement of a whole premise-conclusion structure."""
        last = self.pcs[-1] if self.pcs else None
        return last if last is not None and last.inference is not None else None


Thing = Statement | Argument | Inference


@dataclass(slots=True, eq=False)
class Relation:
    """`data` are those of the occurrence by which the relation was written."""

    type: RelationType
    source: Thing
    target: Thing
    data: dict[str, Any] | None = None


@dataclass(slots=True, eq=False)
class Document:
    """A whole file and what it includes. `strict` and `remove_tags` are settings of its front matter."""

    front_matter: dict[str, Any] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    #: Statements and arguments in the order in which they come up.
    things: list[Statement | Argument] = field(default_factory=list)
    #: Comments that stand before nothing.
    comments: list[str] = field(default_factory=list)
    strict: bool = False
    remove_tags: bool = False

    @property
    def own_file(self) -> bool:
        """Whether argmap's writer wrote it."""
        return self.front_matter.get("model") == _WRITTEN


def words(pieces: list[Piece], remove_tags: bool = False) -> str:
    """A text as Argdown gives it: links by their words, tags and mentions as they are written."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            if piece == "\n":
                if not text.endswith(" "):
                    text += " "
            else:
                text += piece
        elif piece[0] == "link":
            text += piece[1]
        elif piece[0] != "comment" and not (remove_tags and piece[0] == "tag"):
            text += piece[2]
    return text


def canonical(members: list[Member]) -> Member | None:
    """The occurrence whose text counts: the last that is no mere reference, or the one marked as such."""
    last = None
    for member in reversed(members):
        if not member.reference:
            if member.data and member.data.get("isCanonical"):
                return member
            last = last or member
    return last
