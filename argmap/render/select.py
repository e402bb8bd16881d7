"""Which part of a map is drawn: the main file and what it names, a focus, a depth, and what hides.

Works on the map's own nodes and links; knows nothing of how they look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from argmap.model.map import Link, Map, Node
from argmap.render.errors import UnknownNode

#: Links that are drawn between two nodes but are no step down from one to the other.
_SIDEWAYS = frozenset({"contradiction", "restatement"})


@dataclass(slots=True, eq=False)
class Selection:
    """The nodes and links drawn, in document order, and what is not."""

    nodes: list[Node]
    links: list[Link]
    roots: list[Node]
    focus: Node | None = None
    #: Ids of the nodes drawn only because the focus hangs on them or contradicts them.
    context: frozenset[str] = frozenset()
    below: dict[str, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)
    hidden: int = 0


def select(map_: Map, *, focus: str | None = None, depth: int | None = None) -> Selection:
    """Choose what is drawn. Raises `UnknownNode` where no node has the id of the focus."""
    drawable = _file(map_)
    if focus is None:
        roots = _roots(map_, drawable)
        chosen = drawable if depth is None else _reach(roots, depth, drawable)
        return _selection(map_, drawable, chosen, roots=roots)
    node = map_.nodes.get(focus)
    if node is None:
        raise UnknownNode(focus, (n.id for n in map_.nodes.values() if n.named))
    if node.id not in drawable:  # a node of an imported map that this file does not name
        drawable = frozenset(map_.nodes)
    chosen = _reach([node], depth, drawable)
    around = frozenset(n.id for n in _around(node)) - chosen
    return _selection(map_, drawable | around, chosen, roots=[node], focus=node, context=around)


def _file(map_: Map) -> frozenset[str]:
    """The main file's nodes and the imported ones that its own links touch."""
    ids = {n.id for n in map_.nodes.values() if not n.prefix}
    for link in map_.links.values():
        if not link.prefix:
            ids.update(n.id for n in _ends(link))
    return frozenset(ids)


def _starts(link: Link) -> tuple[Node, ...]:
    return link.origin if link.via is None else (link.via, *link.origin)


def _ends(link: Link) -> Iterator[Node]:
    """All nodes that a link needs to be drawn, those of the links it denies included."""
    one: Link | Node = link
    while isinstance(one, Link):
        yield from _starts(one)
        one = one.target
    yield one


def _roots(map_: Map, drawable: frozenset[str]) -> list[Node]:
    """Where reading begins: the file's own top nodes, then the imported ones that hang on nothing drawn."""
    roots = list(map_.roots())
    seen: set[str] = set()
    _sweep(roots, drawable, seen)
    rest = [n for n in map_.nodes.values() if n.id in drawable and n.id not in seen]
    for alone in (True, False):
        for node in rest:
            if node.id in seen or (alone and any(p.id in drawable for p in _parents(node))):
                continue
            roots.append(node)
            _sweep([node], drawable, seen)
    named: dict[str, Link | Node] = {**uses(map_)}
    roots.sort(key=lambda n: named.get(n.id, n).span.start)
    return roots


def _sweep(roots: Iterable[Node], drawable: frozenset[str], seen: set[str]) -> None:
    """Add to `seen` the ids of all that hangs on the roots."""
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node.id not in seen:
            seen.add(node.id)
            stack += (n for n, _ in _steps(node) if n.id in drawable and n.id not in seen)


def _steps(node: Node) -> Iterator[tuple[Node, int]]:
    """The nodes that hang on one, each with how many levels below it they stand in the text."""
    for link in node.into:
        if link.kind in _SIDEWAYS:
            continue
        if link.head is not None:
            yield link.head, 1
        if link.head is None or link.reference:
            yield from _denials(link, 1)  # what denies this use; elsewhere it hangs on the head
    for link in node.out:
        if link.via is node:
            for premise in link.origin:
                yield premise, 1
        if link.head is node and not link.reference:
            yield from _denials(link, 0)


def _denials(link: Link, level: int) -> Iterator[tuple[Node, int]]:
    """The nodes that deny a link, and those that deny a mere reference's denial of it, and so on."""
    stack = [(link, level)]
    while stack:
        denied, level = stack.pop()
        for undercut in denied.into:
            if undercut.head is not None:
                yield undercut.head, level + 1
            if undercut.reference or undercut.head is None:
                stack.append((undercut, level + 1))


def uses(map_: Map) -> dict[str, Link]:
    """The main file's first link that names each imported node, by the node's id."""
    first: dict[str, Link] = {}
    for link in map_.links.values():
        if not link.prefix:
            for node in _ends(link):
                if node.prefix:
                    first.setdefault(node.id, link)
    return first


def _reach(roots: Iterable[Node], depth: int | None, drawable: frozenset[str]) -> frozenset[str]:
    """The ids within `depth` levels below the roots (all, where depth is None)."""
    seen: set[str] = set()
    if depth is None:
        _sweep(roots, drawable, seen)
        return frozenset(seen)
    levels: dict[int, list[Node]] = {0: list(roots)}
    while levels and (level := min(levels)) <= depth:
        for node in levels.pop(level):
            if node.id in seen:
                continue
            seen.add(node.id)
            for child, step in _steps(node):
                if child.id in drawable and child.id not in seen:
                    levels.setdefault(level + step, []).append(child)
    return frozenset(seen)


def _parents(node: Node) -> Iterator[Node]:
    """The nodes one step up: what it bears on and, for an undercut, who makes the step it denies."""
    for link in node.out:
        if link.via is not None and link.via is not node:
            yield link.via
        yield from (n for n in _ends_above(link))


def _ends_above(link: Link) -> Iterator[Node]:
    target = link.target
    while isinstance(target, Link):
        yield from _starts(target)
        target = target.target
    yield target


def _around(node: Node) -> Iterator[Node]:
    """What a focus hangs on, one step, and what it is set against."""
    yield from _parents(node)
    for link in node.into:
        if link.kind in _SIDEWAYS:
            yield from _starts(link)


def _selection(
    map_: Map,
    drawable: frozenset[str],
    chosen: frozenset[str],
    *,
    roots: list[Node],
    focus: Node | None = None,
    context: frozenset[str] = frozenset(),
) -> Selection:
    drawn = chosen | context
    nodes = [n for n in map_.nodes.values() if n.id in drawn]
    below: dict[str, int] = {}
    above: dict[str, int] = {}
    if len(drawn) < len(map_.nodes):
        for node in nodes:
            if count := _hidden(node, drawn, down=True):
                below[node.id] = count
            if node.id in context and (count := _hidden(node, drawn, down=False)):
                above[node.id] = count
    return Selection(
        nodes=nodes,
        links=[link for link in map_.links.values() if _drawn(link, drawn)],
        roots=roots,
        focus=focus,
        context=context,
        below=below,
        above=above,
        hidden=len(drawable - drawn),
    )


def _drawn(link: Link, drawn: frozenset[str]) -> bool:
    """Whether both ends of a link are drawn; linked premises that are not drawn don't matter."""
    one: Link | Node = link
    while isinstance(one, Link):
        if one.head is not None and one.head.id not in drawn:
            return False
        one = one.target
    return one.id in drawn


def _hidden(node: Node, drawn: frozenset[str], *, down: bool) -> int:
    """How many nodes that are not drawn are reached from one, going down or up."""
    seen: set[str] = set()
    stack = [node]
    while stack:
        for step in (n for n, _ in _steps(stack.pop())) if down else _parents(stack.pop()):
            if step.id not in drawn and step.id not in seen:
                seen.add(step.id)
                stack.append(step)
    return len(seen)
