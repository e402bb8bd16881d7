"""What is told of the word that somebody points at."""

from __future__ import annotations

from typing import NamedTuple

from argmap.editing import describe, words
from argmap.editing.offers import scheme_of, source_named
from argmap.editing.spot import Spot, entry_at, entry_of, spot_at
from argmap.model.map import Node
from argmap.model.unit import Entry
from argmap.session.document import Document
from argmap.syntax.tree import Property, Statement


class Hover(NamedTuple):
    """A word's place and what is told of it, as Markdown."""

    start: int
    end: int
    text: str


def hover(document: Document, offset: int) -> Hover | None:
    """What is to be known of the word at an offset, or None."""
    spot = spot_at(document.tree, offset)
    if spot is None:
        return None
    text = _told(document, spot)
    return Hover(spot.start, spot.end, text) if text else None


def _told(document: Document, spot: Spot) -> str | None:
    kind, item, name = spot.kind, spot.item, spot.name
    entry = entry_of(document.unit, item)
    if kind == "keyword":
        line = describe.keyword(name, reference=isinstance(item, Statement) and item.form != "node")
        return f"{line}\n\n---\n\n{told}" if (told := _statement(document, entry)) else line
    if kind == "key":
        return describe.key(name)
    if kind == "text" and isinstance(item, Statement):
        return _statement(document, entry)
    if kind == "node":
        if isinstance(item, Statement) and item.id is not None and spot.start == item.id.start:
            return _statement(document, entry)
        node = _node_named(document, name)
        return describe.node(document, node) if node is not None else None
    if kind == "speaker":
        return describe.speaker(document, _global(document, name))
    if kind == "source":
        return describe.source(document, source_named(document, name))
    if kind == "anchor":
        return describe.anchor(document, name)
    if kind == "tag":
        line = words.TAGS.get(name, "")
        used = sum(1 for each in document.map.nodes.values() if name in each.tags)
        return f"**\\#{name}**\n\n{line or f'{used:,} nodes have this tag.'}"
    if kind == "scheme":
        return describe.scheme(document.context.library.find(name))
    if kind in ("role", "critical"):
        return _part(document, spot)
    if kind == "code":
        return describe.code(name)
    if kind == "import":
        unit = document.unit.imports.get(name)
        return f"**import** `{name}`\n\n{len(unit.entries):,} statements" if unit is not None else None
    return None


def _statement(document: Document, entry: Entry | None) -> str | None:
    if entry is None or entry.node is None:
        return None
    return describe.node(document, entry.node, entry.link)


def _part(document: Document, spot: Spot) -> str | None:
    """A role or a critical question of a pattern."""
    assert isinstance(spot.item, Property)
    entry = entry_at(document.unit, document.tree, spot.start)
    if entry is None:
        return None
    scheme = scheme_of(document, entry if spot.kind == "role" else entry.parent)
    if scheme is None:
        return None
    name = scheme.role(spot.name) if spot.kind == "role" else scheme.question(spot.name)
    if name is None:
        return None
    line = (scheme.roles if spot.kind == "role" else scheme.questions)[name]
    return f"**{name}** ({scheme.name})\n\n{line}"


def _node_named(document: Document, name: str) -> Node | None:
    first, slash, local = name.partition("/")
    unit = document.unit.imports.get(first) if slash else document.unit
    return unit.named.get(local if slash else first) if unit is not None else None


def _global(document: Document, name: str) -> str:
    """A speaker's id in the whole map."""
    first, slash, local = name.partition("/")
    unit = document.unit.imports.get(first) if slash else None
    return f"{unit.prefix}{local}" if unit is not None else name
