"""What an edit did to a map that was changed in place, for whoever keeps something worked out from it.

After an edit the `Map` is the same object, and so is every node and link that the edit left alone; only
the `Span`s behind the edit have moved, in place. Where the map had to be made anew, all of it is new, and
`everything` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from argmap.model.map import Link, Node
from argmap.source import Span

_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class Change:
    """The difference that one edit, or several after another, made to a map.

    The collections are dictionaries without values (sets in a fixed order); nothing is in two of `added`,
    `removed` and `touched`. With `everything` the map is another object, and all has to be worked out anew.
    """

    everything: bool = False
    #: Nodes the map didn't have, and nodes that it has no more (their fields are as they were).
    added: dict[Node, None] = field(default_factory=dict)
    removed: dict[Node, None] = field(default_factory=dict)
    #: Nodes of which a field is another now: text, id, kind, span (other than by moving), tags, speakers,
    #: citations, properties, section, `into` or `out`. One whose derived id was numbered anew is among them.
    touched: dict[Node, None] = field(default_factory=dict)
    links_added: dict[Link, None] = field(default_factory=dict)
    links_removed: dict[Link, None] = field(default_factory=dict)
    #: Links of which a field is another now, `into` and `id` among them. A link whose kind, origin or
    #: target is another may also be taken out, and a new one put in.
    links_touched: dict[Link, None] = field(default_factory=dict)
    #: Whether a declaration (map, speaker, source, section, import) or what it says is another now.
    declarations: bool = False
    #: How places moved, one edit after the other: what stood at an offset (in the text before that edit)
    #: or behind it moved by a number of characters. The map's own spans have been moved already; spans
    #: of the main file that somebody else made are moved by `move`.
    moves: list[tuple[int, int]] = field(default_factory=list)
    #: Whether what reading the file reports is another list now.
    diagnostics: bool = False

    def __bool__(self) -> bool:
        """Whether anything but places is another now."""
        return bool(
            self.everything
            or self.added
            or self.removed
            or self.touched
            or self.links_added
            or self.links_removed
            or self.links_touched
            or self.declarations
            or self.diagnostics
        )

    def then(self, later: Change) -> Change:
        """Both changes as one; this one was first."""
        if self.everything or later.everything:
            return Change(everything=True)
        both = Change(
            declarations=self.declarations or later.declarations,
            moves=self.moves + later.moves,
            diagnostics=self.diagnostics or later.diagnostics,
        )
        nodes = _then((self.added, self.removed, self.touched), (later.added, later.removed, later.touched))
        both.added, both.removed, both.touched = nodes
        links = _then(
            (self.links_added, self.links_removed, self.links_touched),
            (later.links_added, later.links_removed, later.links_touched),
        )
        both.links_added, both.links_removed, both.links_touched = links
        return both


_Three = tuple[dict[_T, None], dict[_T, None], dict[_T, None]]


def _then(first: _Three[_T], later: _Three[_T]) -> _Three[_T]:
    """Two times what was added, removed and touched, as one."""
    added, removed, touched = (dict(each) for each in first)
    for each in later[1]:
        touched.pop(each, None)
        if each in added:
            del added[each]
        else:
            removed[each] = None
    for each in later[0]:
        if each in removed:  # taken out and put in again
            del removed[each]
            touched[each] = None
        else:
            added[each] = None
    for each in later[2]:
        if each not in added:
            touched[each] = None
    return added, removed, touched


def move(spans: Iterable[Span], moves: Iterable[tuple[int, int]]) -> None:
    """Move spans of the main file as `moves` says, in place; each span must be there once."""
    spans = list(spans)
    for start, delta in moves:
        for span in spans:
            if span.end >= start:
                span.end += delta
                if span.start >= start:
                    span.start += delta
