"""What a diagram of a map consists of, for the languages in which diagrams are written.

Boxes and arrows as `argmap render` draws them: arrows run from a reason to what it bears on; linked
premises meet in one point; a step that is denied runs through a point, so that an undercut has
something to point at; a contradiction is one arrow with two heads. Nothing here knows how a diagram is
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import combining, east_asian_width

from argmap.analysis.standing import Standings
from argmap.model.map import Link, Map, Node

#: How wide the lines of a box are, in columns.
WIDTH = 34
#: What tells the standings apart for whoever sees no colours.
SIGNS = {"stands": "✓", "falls": "✗", "unsupported": "◌", "open": "◐"}
#: Fill and border of each standing, read with `INK` on it; those of `argmap render`.
STANDINGS = {
    "stands": ("#e4f3ec", "#1d5c4a"),
    "falls": ("#fbe3d5", "#9c3f00"),
    "unsupported": ("#faf1c8", "#705300"),
    "open": ("#e6e9ee", "#4d5560"),
}
INK = "#1b1f24"
PLAIN = ("#ffffff", "#5a626b")
#: The frame of a section, which has no colour of its own inside.
FRAME = "#8b949e"
#: Colours of arrows, seen on light and dark ground alike.
LINKS = {
    "support": "#2a7abf",
    "attack": "#cc5500",
    "undercut": "#a9599a",
    "contradiction": "#cc5500",
    "concession": "#00875a",
    "question": "#3a86b0",
    "answer": "#3a86b0",
    "restatement": "#767676",
}
#: What is written on them; a reason's arrow needs no word.
WORDS = {
    "support": "",
    "attack": "rebuttal",
    "undercut": "undercut",
    "contradiction": "contradiction",
    "concession": "concession",
    "question": "question",
    "answer": "answer",
    "restatement": "restatement",
}


@dataclass(slots=True)
class Box:
    """`shape` is a kind of node, or ``junction`` for a point, or ``granted`` for who grants something."""

    key: str
    shape: str
    lines: list[str]
    standing: str | None = None
    implicit: bool = False


@dataclass(slots=True)
class Arrow:
    """`head` False leads to a point where others meet. `force` False is a step that doesn't count."""

    start: str
    end: str
    kind: str
    label: str = ""
    head: bool = True
    both: bool = False
    force: bool = True


@dataclass(slots=True)
class Group:
    """A section with what is drawn in it."""

    key: str
    title: str
    boxes: list[Box] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    above: Group | None = None

    @property
    def path(self) -> str:
        """Its key behind those of the groups around it, with full stops between."""
        keys, at = [], self
        while at.above is not None:
            keys.append(at.key)
            at = at.above
        return ".".join(reversed(keys))


class Drawing:
    """`outer` is what stands in no section, with the sections in it."""

    def __init__(self, map_: Map, standings: Standings) -> None:
        self.map = map_
        self.standings = standings
        self.title = _one_line(map_.title)
        self.outer = Group("", "")
        self.arrows: list[Arrow] = []
        #: In which group each box is, by its key.
        self.inside: dict[str, Group] = {}
        self._taken: set[str] = set()
        self._keys: dict[str, str] = {}
        self._names = {speaker.id: _one_line(speaker.name) for speaker in map_.speakers.values()}
        groups = self._groups()
        #: Steps that something points at, but no argument stands for: they run through a point.
        points = [link for link in map_.links.values() if link.into and link.via is None]
        for node in map_.nodes.values():
            self._box(groups.get(node.section or "", self.outer), self._node(node))
        for link in map_.links.values():
            group = self._around(link, groups)
            if link.bare:
                said = ", ".join(self._names.get(s, s) for s in link.speakers)
                key = self._keys[link.id] = self._key("g", link.id)
                self._box(group, Box(key, "granted", wrapped(f"granted by {said}")))
        for link in points:
            if not link.bare:
                key = self._keys[link.id] = self._key("j", link.id)
                self._box(self._around(link, groups), Box(key, "junction", []))
        pairs: set[tuple[str, frozenset[str]]] = set()
        for link in map_.links.values():
            if link.kind in ("contradiction", "restatement") and link.origin:
                pair = (link.kind, frozenset((link.origin[0].id, link.target.id)))
                if pair in pairs:
                    continue
                pairs.add(pair)
            self._arrow(link)
        self._prune()

    def _groups(self) -> dict[str, Group]:
        groups = {
            section.id: Group(self._key("s", section.id), _one_line(section.title))
            for section in self.map.sections.values()
        }
        for section in self.map.sections.values():
            group = groups[section.id]
            group.above = groups.get(section.parent or "", self.outer)
            group.above.groups.append(group)
        return groups

    def _around(self, link: Link, groups: dict[str, Group]) -> Group:
        """The group of what a step bears on."""
        at: Node | Link = link
        while isinstance(at, Link):
            at = at.target
        return groups.get(at.section or "", self.outer)

    def _prune(self) -> None:
        """Leave out sections in which nothing is drawn."""
        order = list(self.all_groups())
        for group in reversed(order):
            if not group.boxes and not group.groups and group.above is not None:
                group.above.groups.remove(group)

    def all_groups(self) -> Iterator[Group]:
        """Every group, the outer ones first."""
        stack = [self.outer]
        while stack:
            group = stack.pop()
            yield group
            stack += reversed(group.groups)

    def _box(self, group: Group, box: Box) -> None:
        group.boxes.append(box)
        self.inside[box.key] = group

    def _key(self, letter: str, name: str) -> str:
        """A name of the letter and what is plain of an id.

        Small letters, since D2 doesn't tell large from small ones; and without "style", behind which Mermaid
        drops a semicolon, whatever it belongs to.
        """
        plain = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_").replace("style", "sty_le")
        base = f"{letter}_{plain}".rstrip("_")
        key, number = base, 1
        while key in self._taken:
            number += 1
            key = f"{base}__{number}"
        self._taken.add(key)
        return key

    def _node(self, node: Node) -> Box:
        key = self._keys[node.id] = self._key("n", node.id)
        if node.kind == "argument" and not node.text:
            return Box(key, "junction", ["&"])
        standing = self.standings.of(node)
        value = standing.value if standing is not None else None
        sign = f"{SIGNS[value]} " if value in SIGNS else ""
        lines = wrapped(sign + node.text)
        if node.speakers:
            said = ", ".join(self._names.get(speaker, speaker) for speaker in node.speakers)
            lines += wrapped(f"— {said}")
        return Box(key, node.kind, lines, value, node.implicit)

    def _arrow(self, link: Link) -> None:
        force = self.standings.in_force(link) != "no"
        target = link.target
        end = self._keys[target.id] if isinstance(target, Node) else self._keys[(target.via or target).id]
        if link.bare:
            self.arrows.append(Arrow(self._keys[link.id], end, "concession", "", force=force))
            return
        label = ": ".join(filter(None, (WORDS[link.kind], _one_line(link.scheme or ""))))
        if link.via is not None:
            start = self._keys[link.via.id]
            for premise in link.origin:
                self.arrows.append(Arrow(self._keys[premise.id], start, link.kind, head=False, force=force))
        elif link.id in self._keys:
            start = self._keys[link.id]
            for origin in link.origin:
                self.arrows.append(Arrow(self._keys[origin.id], start, link.kind, head=False, force=force))
        else:
            start = self._keys[link.origin[0].id]
        self.arrows.append(
            Arrow(start, end, link.kind, label, both=link.kind == "contradiction", force=force)
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _columns(char: str) -> int:
    if combining(char) or "\ufe00" <= char <= "\ufe0f" or char in "\u200b\u200c\u200d":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def wrapped(text: str) -> list[str]:
    """A text in lines, broken at spaces; what has none for long is broken where it has to be."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        width = sum(map(_columns, word))
        if line and used + 1 + width > WIDTH:
            lines.append(line)
            line, used = "", 0
        if width > WIDTH:
            *full, word = _pieces(word)
            lines += full
            width = sum(map(_columns, word))
        line, used = (f"{line} {word}", used + 1 + width) if line else (word, width)
    return [*lines, line] if line else lines


def _pieces(word: str) -> list[str]:
    """A long word in pieces, none of which begins with what belongs to the character before."""
    pieces = [""]
    used = 0
    joined = False
    for char in word:
        width = _columns(char)
        if used + width > WIDTH and width and not joined:
            pieces.append("")
            used = 0
        pieces[-1] += char
        used += width
        joined = char == "\u200d"
    return pieces
