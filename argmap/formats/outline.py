"""A map as a tree: each node once, where it is stated, and short references wherever else it is used.

What a link's line says stands under what it leads to: a premise under its claim, an undercut under
the node whose step it denies. Nothing recurses, and circles end in a reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.model.map import Link, Map, Node, Section

_PAIRS = ("contradiction", "restatement")


@dataclass(slots=True, eq=False)
class Item:
    """A node where it is stated, a reference to it, or a bare concession (`node` is None).

    `link` is what it does there; None at top level.
    """

    node: Node | None
    link: Link | None
    stated: bool
    below: list[Item] = field(default_factory=list)


#: True where something begins, False where it ends.
Event = tuple[bool, Item | Section]


def homes(map_: Map) -> dict[Node, Link | None]:
    """By which link each node is stated; None at top level."""
    found: dict[Node, Link | None] = {}
    for node in map_.nodes.values():
        home = None
        if not node.top:
            linked = None
            for link in node.out:
                if link.kind in _PAIRS:
                    continue
                if link.via is not None and link.via is not node:
                    linked = linked or link
                elif not link.reference:
                    home = link
                    break
            home = home or linked
        found[node] = home
    return found


def walk(map_: Map) -> Iterator[Event]:
    """The tree from top to bottom. What stands in no section comes first."""
    home = homes(map_)
    items = _items(map_, home)
    held: dict[str | None, list[Item | Section]] = {}
    for node, item in items.items():
        if home[node] is None:
            held.setdefault(node.section if node.section in map_.sections else None, []).append(item)
    for section in map_.sections.values():
        held.setdefault(section.parent if section.parent in map_.sections else None, []).append(section)
    seen: set[Node] = set()
    yield from _below(held.get(None, []), held, seen)
    for node, item in items.items():  # what only leads round in circles
        if node not in seen:
            yield from _below([item], held, seen)


def _items(map_: Map, home: dict[Node, Link | None]) -> dict[Node, Item]:
    """Every node's item, with what stands below it."""
    items = {node: Item(node, link, True) for node, link in home.items()}

    def use(node: Node, link: Link) -> Item:
        return items[node] if home[node] is link else Item(node, link, False)

    #: Under which item stands what hangs on a link.
    at: dict[Link, Item] = {}
    starts: dict[Link, list[Item]] = {}
    for link in map_.links.values():
        if link.via is not None:
            starts[link] = [use(link.via, link)]
        else:
            starts[link] = [use(node, link) for node in link.origin] or [Item(None, link, True)]
        at[link] = starts[link][0]
    for link in map_.links.values():
        target = link.target
        above = items[target] if isinstance(target, Node) else at[target]
        above.below += starts[link]
        if link.via is not None and home[link.via] is link:
            items[link.via].below += [use(node, link) for node in link.origin]
    return items


def _below(
    first: list[Item | Section], held: dict[str | None, list[Item | Section]], seen: set[Node]
) -> Iterator[Event]:
    stack: list[tuple[Item | Section | None, Iterator[Item | Section]]] = [(None, iter(first))]
    while stack:
        holder, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if holder is not None:
                yield False, holder
        elif isinstance(child, Section):
            yield True, child
            stack.append((child, iter(held.get(child.id, ()))))
        else:
            node = child.node
            if node is not None and child.stated:
                if node in seen:
                    child = Item(node, child.link, False)
                seen.add(node)
            yield True, child
            stack.append((child, iter(child.below)))
