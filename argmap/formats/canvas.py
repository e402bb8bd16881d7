"""JSON Canvas 1.0 (jsoncanvas.org), Obsidian's `.canvas`: a card for each node, an edge for each step.

The map is laid out as a tree that grows to the right: a card's reasons and objections stand in the
column behind it, and each card with all behind it has a band of the canvas to itself, so none overlap.
Sections are groups around their bands. A link that is itself denied is a small card on its edge (see
`reify`); where a node is used again, there is one more edge and no second card.

Cards are Markdown in Obsidian; texts are written so that they read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from json import JSONEncoder
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.colours import KINDS, PLAIN, STANDINGS
from argmap.formats.outline import homes
from argmap.formats.reify import Edge, edges, is_step, steps
from argmap.formats.rows import place
from argmap.model.map import Link, Map, Node
from argmap.safe import in_json

_BATCH = 1000
_encode = JSONEncoder(ensure_ascii=False).encode
_WIDTH, _STEP_WIDTH = 380, 140
_COLUMN = 540
_GAP = 40
_PAD = 60
_LINE = 24
#: Characters in a line of a card; wide ones count twice.
_IN_LINE = 40
_LEAST, _MOST = 90, 1600
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
#: What Markdown, or Obsidian's, would take for markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$=^%!&]")
#: What it takes for a list at the beginning of one.
_BULLET = re.compile(r"(?m)^(\s*)(?:([-+])|(\d+)([.)]))(?=\s|$)")


@dataclass(slots=True, eq=False)
class _Card:
    id: str
    text: str
    colour: str | None
    width: int
    height: int
    below: list[_Card] = field(default_factory=list)
    parent: _Card | None = None
    #: Of this card and all behind it.
    band: int = 0
    x: int = 0
    y: int = 0


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The map as a canvas, in pieces."""
    arrows = list(edges(map_))
    cards = _cards(map_, standings)
    _tree(map_, cards, arrows)
    groups = _Layout(map_, cards).place()
    yield '{"nodes": ['
    # what comes first is drawn below
    yield from _lines(map(_encode, chain(groups, map(_box, cards.values()))))
    yield '],\n"edges": ['
    yield from _lines(_encode(_arrow(map_, edge)) for edge in arrows)
    yield "]}\n"


def _lines(items: Iterator[str]) -> Iterator[str]:
    comma = "\n"
    while batch := list(islice(items, _BATCH)):
        yield in_json(comma + ",\n".join(batch))
        comma = ",\n"


def _box(card: _Card) -> dict[str, Any]:
    box = {
        "id": card.id,
        "type": "text",
        "x": card.x,
        "y": card.y,
        "width": card.width,
        "height": card.height,
        "text": card.text,
    }
    return box if card.colour is None else {**box, "color": card.colour}


def _arrow(map_: Map, edge: Edge) -> dict[str, Any]:
    link = edge.link
    arrow: dict[str, Any] = {
        "id": edge.id,
        "fromNode": edge.source,
        "fromSide": "left",
        "toNode": edge.target,
        "toSide": "right",
        "color": KINDS.get(link.kind if link is not None else edge.kind, PLAIN),
    }
    if link is not None and not is_step(link):  # else its step's card says what it does
        arrow["label"] = _made(map_, link, link.kind)
    return arrow


def _made(map_: Map, link: Link, word: str) -> str:
    """What a link does, who makes it if not who said what it starts from, its scheme, citations, tags."""
    words = [word]
    if not link.bare and link.head is not None and link.speakers != link.head.speakers:
        words.append(f"by {_names(map_, link.speakers) or 'the mapper'}")
    if link.scheme:
        words.append(f"({link.scheme})")
    words += [f"[{place(citation)}]" for citation in link.citations]
    words += [f"#{tag}" for tag in link.tags]
    return " ".join(words)


# Cards


def _cards(map_: Map, standings: Standings | None) -> dict[str, _Card]:
    cards = {}
    for node in map_.nodes.values():
        standing = standings.of(node) if standings is not None else None
        value = standing.value if standing is not None else None
        colour = STANDINGS[value] if value is not None else KINDS.get(node.kind)
        cards[node.id] = _card(node.id, _text(map_, node, value), colour, _WIDTH)
    for link in steps(map_):
        word = f"conceded by {_names(map_, link.speakers)}" if link.bare else link.kind
        text = plain(_made(map_, link, word))
        cards[link.id] = _card(link.id, text, KINDS.get(link.kind), _STEP_WIDTH)
    return cards


def _card(id_: str, text: str, colour: str | None, width: int) -> _Card:
    room = _IN_LINE * width // _WIDTH
    lines = sum(
        max(1, -(-(len(line) + len(_WIDE.findall(line))) // room)) if line else 1 for line in text.split("\n")
    )
    return _Card(id_, text, colour, width, min(max(_LEAST, 48 + _LINE * lines), _MOST))


def _names(map_: Map, speakers: tuple[str, ...]) -> str:
    return ", ".join(map_.speakers[id_].name if id_ in map_.speakers else id_ for id_ in speakers)


def _text(map_: Map, node: Node, standing: str | None) -> str:
    head = [f"**{node.kind}**"]
    if node.speakers:
        head.append(plain(_names(map_, node.speakers)))
    if node.implicit:
        head.append("implicit")
    if standing is not None:
        head.append(f"*{standing}*")
    parts = [" · ".join(head)]
    if node.text:
        parts.append(plain(node.text))
    notes = node.properties.get("note", ())
    parts += [f"*note:* {plain(note)}" for note in notes]
    last = [f"\\[{plain(place(citation))}\\]" for citation in node.citations]
    last += [f"#{tag}" for tag in node.tags if tag != "implicit"]  # a tag there too
    if last:
        parts.append(" ".join(last))
    return "\n\n".join(parts)


def plain(text: str) -> str:
    """Markdown that shows the text as it is."""
    return _BULLET.sub(_no_bullet, _MARKUP.sub(r"\\\g<0>", text))


def _no_bullet(match: re.Match[str]) -> str:
    space, sign, number, mark = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{mark}"


# Where they lie


def _tree(map_: Map, cards: dict[str, _Card], arrows: list[Edge]) -> None:
    """Put each card behind the one it is stated under."""
    home = homes(map_)
    nodes = map_.nodes
    for edge in arrows:
        card, parent = cards[edge.source], cards[edge.target]
        node = nodes.get(edge.source)
        if node is None:
            at_home = True  # a step's own edge
        elif edge.link is None:
            argument = nodes[edge.target]
            at_home = any(link is home[node] for link in argument.out if link.via is argument)
        else:
            at_home = edge.link is home[node] and (edge.link.via is None or edge.link.via is node)
        if at_home and card.parent is None and parent is not card:
            card.parent = parent
            parent.below.append(card)


class _Layout:
    def __init__(self, map_: Map, cards: dict[str, _Card]) -> None:
        self.map = map_
        self.cards = cards
        self.groups: list[dict[str, Any]] = []
        self.seen: set[_Card] = set()
        self.y = 0
        self.left = 0

    def place(self) -> list[dict[str, Any]]:
        """Give every card its place; returns the groups, outer ones first."""
        sections = self.map.sections
        held: dict[str | None, list[_Card]] = {}
        inside: dict[str | None, list[str]] = {}
        depths: dict[str | None, int] = {None: 0}
        for section in sections.values():
            parent = section.parent if section.parent in sections else None
            inside.setdefault(parent, []).append(section.id)
            depths[section.id] = depths.get(parent, 0) + 1
        self.left = max(depths.values()) * _PAD
        for node in self.map.nodes.values():
            card = self.cards[node.id]
            if card.parent is None:
                held.setdefault(node.section if node.section in sections else None, []).append(card)
        for card in held.get(None, ()):
            self._band(card)
        stack = [iter(inside.get(None, ()))]
        open_: list[dict[str, Any]] = []
        right = [0]
        while stack:
            id_ = next(stack[-1], None)
            if id_ is not None:
                x = depths[id_] * _PAD - _PAD
                label = sections[id_].title
                group: dict[str, Any] = {
                    "id": f"section {id_}",
                    "type": "group",
                    "label": label,
                    "x": x,
                    "y": self.y,
                }
                self.groups.append(group)
                open_.append(group)
                self.y += _PAD
                stack.append(iter(inside.get(id_, ())))
                cards = held.get(id_, ())
                right.append(max((self._band(card) for card in cards), default=self.left + _WIDTH))
                continue
            stack.pop()
            if open_:
                group = open_.pop()
                edge = right.pop() + _PAD
                group |= {"width": edge - group["x"], "height": self.y - group["y"] + _PAD - _GAP}
                right[-1] = max(right[-1], edge)
                self.y += _PAD
        for card in self.cards.values():  # what only leads round in circles
            if card not in self.seen:
                self._band(card)
        return self.groups

    def _band(self, root: _Card) -> int:
        """Lay a tree out below what is there; returns where its right edge is."""
        order = [root]
        self.seen.add(root)
        for card in order:  # grows
            card.below = [one for one in card.below if one not in self.seen]
            self.seen.update(card.below)
            order += card.below
        for card in reversed(order):
            card.band = max(card.height, _stacked(card.below))
        root.x, root.y = self.left, self.y
        right = 0
        for card in order:
            top, column = card.y, card.x
            y = top + (card.band - _stacked(card.below)) // 2
            for one in card.below:
                one.x, one.y = column + _COLUMN, y
                y += one.band + _GAP
            card.y = top + (card.band - card.height) // 2
            card.x = column + (_WIDTH - card.width) // 2
            right = max(right, column + _WIDTH)
        self.y += root.band + _GAP
        return right


def _stacked(cards: list[_Card]) -> int:
    """The height of some cards, each with its band, one below the other."""
    return max(sum(card.band + _GAP for card in cards) - _GAP, 0)
