"""Which nodes and links of a map are drawn: a part of it, folded to what fits, and what hides.

Works on the map's own nodes and links; knows nothing of how they look. What may be asked for is in
`part`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from argmap.model.map import Link, Map, Node
from argmap.render.part import WHOLE, Part, ends, matching, starts, uses

if TYPE_CHECKING:
    from argmap.render.scene import StandingsLike

#: So many boxes are drawn of a map before a diagram folds by itself.
LIMIT = 300
#: Links that are drawn between two nodes but are no step down from one to the other.
_SIDEWAYS = frozenset({"contradiction", "restatement"})


@dataclass(slots=True, eq=False)
class Selection:
    """The nodes and links drawn, in document order, and what is not."""

    nodes: list[Node]
    links: list[Link]
    roots: list[Node]
    focus: Node | None = None
    #: Ids of the nodes drawn pale: only because what was asked for hangs on them or contradicts them.
    context: frozenset[str] = frozenset()
    #: Those among them that stand above or beside a focus, outside of what hangs on it.
    around: frozenset[str] = frozenset()
    below: dict[str, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)
    #: How many nodes of the file are not drawn, and how many of them `fold` took away.
    hidden: int = 0
    folded: int = 0


def select(
    map_: Map,
    standings: StandingsLike,
    part: Part = WHOLE,
    *,
    limit: int | None = None,
    imports: bool = False,
) -> Selection:
    """Choose what is drawn: a resolved part, folded to at most `limit` nodes.

    With `imports` it is a part of all that was read, else of this file and what it names.

    Raises `UnknownNode` or `UnknownName` where the map hasn't got what the part names.
    """
    part = part.resolved(map_)
    drawable = frozenset(map_.nodes) if imports else _file(map_)
    focus = None if part.focus is None else map_.nodes[part.focus]
    around: frozenset[str] = frozenset()
    if focus is None:
        roots = _roots(map_, drawable)
        chosen = drawable if part.depth is None else _reach(roots, part.depth, drawable)
    else:
        if focus.id not in drawable:  # a node of an imported map that this file does not name
            drawable = frozenset(map_.nodes)
        roots = [focus]
        chosen = _reach(roots, part.depth, drawable)
        around = frozenset(n.id for n in _around(focus)) - chosen
        drawable |= around
    context = around
    wanted = matching(map_, standings, part)
    if wanted is not None:
        wanted &= chosen
        above = _above(map_, wanted, chosen)
        context = around | (above - wanted)
        chosen = wanted | above
        if focus is not None and focus.id not in chosen:
            chosen |= {focus.id}
            context |= {focus.id}
        roots = [n for n in roots if n.id in chosen]
    folded = 0
    if limit is not None and len(chosen) + len(around) > limit:
        kept = fold(map_, roots, chosen, max(limit - len(around), 1))  # a focus stays
        folded = len(chosen) - len(kept)
        chosen = kept
        roots = [n for n in roots if n.id in chosen]
    return _selection(
        map_,
        drawable,
        chosen | around,
        roots=roots,
        focus=focus,
        context=context,
        around=around,
        folded=folded,
    )


def fold(map_: Map, roots: list[Node], chosen: frozenset[str], limit: int) -> frozenset[str]:
    """At most `limit` of the chosen nodes, without their deepest replies.

    Whole levels are kept from the roots down as far as they fit; of the next level the replies that
    come first in the text, those to one node together. So the same map always folds the same way, and
    a small edit moves only the edge of what is shown.
    """
    levels, parents = _levels(roots, chosen)
    by_level: dict[int, list[str]] = {}
    for id_, level in levels.items():
        by_level.setdefault(level, []).append(id_)
    kept: set[str] = set()
    for level in sorted(by_level):
        ids = by_level[level]
        if len(kept) + len(ids) <= limit:
            kept.update(ids)
            continue
        families: dict[str, list[str]] = {}
        order = {id_: at for at, id_ in enumerate(map_.nodes)}
        for id_ in sorted(ids, key=order.__getitem__):
            families.setdefault(parents.get(id_, id_), []).append(id_)
        for family in families.values():
            room = limit - len(kept)
            if len(family) <= room:
                kept.update(family)
            else:
                if 4 * len(family) > limit:  # too large a family to be left out whole
                    kept.update(family[:room])
                break
        break
    return frozenset(kept)


def _file(map_: Map) -> frozenset[str]:
    """The main file's nodes and the imported ones that its own links touch."""
    ids = {n.id for n in map_.nodes.values() if not n.prefix}
    if len(ids) == len(map_.nodes):
        return frozenset(ids)
    for link in map_.links.values():
        if not link.prefix:
            ids.update(n.id for n in ends(link))
    return frozenset(ids)


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


def _reach(roots: Iterable[Node], depth: int | None, drawable: frozenset[str]) -> frozenset[str]:
    """The ids within `depth` levels below the roots (all, where depth is None)."""
    if depth is None:
        seen: set[str] = set()
        _sweep(roots, drawable, seen)
        return frozenset(seen)
    return frozenset(_levels(roots, drawable, depth)[0])


def _levels(
    roots: Iterable[Node], drawable: frozenset[str], depth: int | None = None
) -> tuple[dict[str, int], dict[str, str]]:
    """How many levels below the roots each node stands, and the node it was met under; breadth first."""
    found: dict[str, int] = {}
    parents: dict[str, str] = {}
    waiting: dict[int, list[tuple[Node, str]]] = {0: [(root, "") for root in roots]}
    while waiting and (depth is None or min(waiting) <= depth):
        level = min(waiting)
        for node, parent in waiting.pop(level):
            if node.id in found:
                continue
            found[node.id] = level
            if parent:
                parents[node.id] = parent
            for child, step in _steps(node):
                if child.id in drawable and child.id not in found:
                    waiting.setdefault(level + step, []).append((child, node.id))
    return found, parents


def _parents(node: Node) -> Iterator[Node]:
    """The nodes one step up: what it bears on and, for an undercut, who makes the step it denies."""
    for link in node.out:
        if link.via is not None and link.via is not node:
            yield link.via
        yield from (n for n in _ends_above(link))


def _ends_above(link: Link) -> Iterator[Node]:
    target = link.target
    while isinstance(target, Link):
        yield from starts(target)
        target = target.target
    yield target


def _around(node: Node) -> Iterator[Node]:
    """What a focus hangs on, one step, and what it is set against."""
    yield from _parents(node)
    for link in node.into:
        if link.kind in _SIDEWAYS:
            yield from starts(link)


def _above(map_: Map, wanted: frozenset[str], chosen: frozenset[str]) -> frozenset[str]:
    """The ids of all that some nodes hang on, as far as it is chosen."""
    above: set[str] = set()
    stack = [map_.nodes[id_] for id_ in wanted]
    while stack:
        for node in _parents(stack.pop()):
            if node.id in chosen and node.id not in above:
                above.add(node.id)
                stack.append(node)
    return frozenset(above)


def _selection(
    map_: Map,
    drawable: frozenset[str],
    drawn: frozenset[str],
    *,
    roots: list[Node],
    focus: Node | None,
    context: frozenset[str],
    around: frozenset[str],
    folded: int,
) -> Selection:
    nodes = [n for n in map_.nodes.values() if n.id in drawn]
    below: dict[str, int] = {}
    above: dict[str, int] = {}
    if len(drawn) < len(map_.nodes):
        for node in nodes:
            if count := _hidden(node, drawn, down=True):
                below[node.id] = count
            if node.id in around and (count := _hidden(node, drawn, down=False)):
                above[node.id] = count
    return Selection(
        nodes=nodes,
        links=_drawn(map_, drawn),
        roots=roots,
        focus=focus,
        context=context & drawn,
        around=around,
        below=below,
        above=above,
        hidden=len(drawable - drawn),
        folded=folded,
    )


def _drawn(map_: Map, drawn: frozenset[str]) -> list[Link]:
    """The links of which both ends are drawn; linked premises that are not drawn don't matter."""
    known: dict[str, bool] = {}
    for link in map_.links.values():
        chain: list[Link] = []
        one: Link | Node = link
        while isinstance(one, Link) and one.id not in known:
            chain.append(one)
            one = one.target
        holds = known[one.id] if isinstance(one, Link) else one.id in drawn
        for each in reversed(chain):
            holds = holds and (each.head is None or each.head.id in drawn)
            known[each.id] = holds
    return [link for link in map_.links.values() if known[link.id]]


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
