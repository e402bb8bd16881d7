"""What changed in meaning between two maps: what is said, by whom, on which grounds, and what stands.

In go two maps with their standings; out comes a `Comparison`. Layout, comments, the order of lines and
derived ids are no part of the meaning. Compared is what the main files say; of what they import only
changed standings count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.analysis.matching import match
from argmap.analysis.standing import Standing, Standings
from argmap.model.map import Citation, Link, Map, Node, Quote

#: Properties that are links, or that say nothing about the argument.
_ELSEWHERE = frozenset({"restates", "contradicts", "ignore", "scheme", "by"})


@dataclass(slots=True, frozen=True)
class Reworded:
    old: Node
    new: Node


@dataclass(slots=True, frozen=True)
class Moved:
    """A node that hung on one thing (by `old`) and now hangs on another (by `new`)."""

    node: Node
    old: Link
    new: Link


@dataclass(slots=True, frozen=True)
class Altered:
    """A detail of a node, a step, or of the map's frame, before and after; None where there was none.

    `about` is the node or the step, or words for what else it is (`speaker mia`).
    """

    about: Node | Link | str
    what: str
    old: Any
    new: Any


@dataclass(slots=True, frozen=True)
class Flipped:
    """A standing that is another now."""

    old_node: Node
    node: Node
    old: Standing
    new: Standing


@dataclass(slots=True, eq=False)
class Comparison:
    """All changes, each list in the order of the map it is about (the new one where it has both)."""

    nodes: dict[Node, Node]
    added: list[Node] = field(default_factory=list)
    removed: list[Node] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    linked: list[Link] = field(default_factory=list)
    unlinked: list[Link] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    frame: list[Altered] = field(default_factory=list)
    flipped: list[Flipped] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything changed in meaning."""
        return any(
            (
                self.added,
                self.removed,
                self.reworded,
                self.moved,
                self.linked,
                self.unlinked,
                self.altered,
                self.frame,
                self.flipped,
            )
        )


def compare(old: Map, new: Map, old_standings: Standings, new_standings: Standings) -> Comparison:
    """The change from one map to another."""
    nodes = match(old, new)
    found = Comparison(nodes)
    back = {node: before for before, node in nodes.items()}
    found.added = [n for n in _own(new) if n not in back]
    found.removed = [n for n in _own(old) if n not in nodes]
    for node in _own(new):
        before = back.get(node)
        if before is not None:
            if _folded(before.text) != _folded(node.text):
                found.reworded.append(Reworded(before, node))
            found.altered += _details(before, node, old, new)
    _links(old, new, found, back)
    recast = {one.node for one in found.moved if _recast(one)}
    found.altered = [one for one in found.altered if one.what != "kind" or one.about not in recast]
    found.frame = list(_frame(old, new))
    for node in new.nodes.values():
        before = back.get(node)
        if before is not None:
            was, now = old_standings.of(before), new_standings.of(node)
            if was is not None and now is not None and was.value != now.value:
                found.flipped.append(Flipped(before, node, was, now))
    return found


def _recast(one: Moved) -> bool:
    """Whether what a node is now, and once was, is told by what it hangs on."""
    return one.old.kind != one.new.kind and not (one.old.reference or one.new.reference)


def _own(map_: Map) -> Iterator[Node]:
    return (node for node in map_.nodes.values() if not node.prefix)


def _folded(text: str) -> str:
    return " ".join(text.split())


# Details of nodes and steps


def _details(old: Node, new: Node, old_map: Map, new_map: Map) -> Iterator[Altered]:
    if old.named and old.id != new.id:
        yield Altered(new, "id", old.id, new.id if new.named else None)
    if old.kind != new.kind:
        yield Altered(new, "kind", old.kind, new.kind)
    if old.top and new.top:
        before, after = _section(old_map, old), _section(new_map, new)
        if before != after:
            yield Altered(new, "section", before, after)
    yield from _shared(old, new, new)
    yield from _properties(old.properties, new.properties, new)


def _shared(old: Node | Link, new: Node | Link, about: Node | Link) -> Iterator[Altered]:
    """Speakers, tags and citations: what nodes and steps have alike, in whatever order."""
    if set(old.speakers) != set(new.speakers):
        yield Altered(about, "speakers", old.speakers, new.speakers)
    if set(old.tags) != set(new.tags):
        yield Altered(about, "tags", old.tags, new.tags)
    before, after = _cited(old.citations), _cited(new.citations)
    if set(before) != set(after):
        yield Altered(about, "citations", before, after)


def _cited(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(f"{c.source}#{c.anchor}" if c.anchor else c.source for c in citations)


def _section(map_: Map, node: Node) -> str | None:
    section = map_.sections.get(node.section or "")
    return section.title if section is not None else None


def _properties(
    old: Mapping[str, Any], new: Mapping[str, Any], about: Node | Link | str
) -> Iterator[Altered]:
    for key in dict.fromkeys((*old, *new)):
        if key not in _ELSEWHERE:
            before, after = _plain(old.get(key)), _plain(new.get(key))
            if before != after:
                yield Altered(about, key, before, after)


def _plain(value: Any) -> Any:
    """A property's value without its place in the text; none where it says no more than its absence."""
    if isinstance(value, list):
        return [_plain(each) for each in value] or None
    if isinstance(value, Quote):
        places = ", ".join(_cited(value.citations))
        return f"“{value.text}”" + (f" [{places}]" if places else "")
    return None if value is False else value


# Links

_Key = tuple[Any, ...]


class _Steps:
    """A map's own steps by what they are: the same step in two maps has the same key."""

    def __init__(self, map_: Map, nodes: Mapping[Node, Node]) -> None:
        self._nodes = nodes
        self.by_key: dict[_Key, Link] = {}
        for link in map_.links.values():
            if not link.prefix:
                self.by_key.setdefault(self._key(link), link)

    def _key(self, link: Link) -> _Key:
        kind, target = link.kind, link.target
        goal: Any = self._node(target) if isinstance(target, Node) else self._step(target)
        if link.bare:
            return ("grant", frozenset(link.speakers), goal)
        if kind in ("contradiction", "restatement"):
            return (kind, frozenset((self._node(link.origin[0]), goal)))
        if link.via is not None:
            return (kind, self._node(link.via), goal)
        return (kind, frozenset(self._node(node) for node in link.origin), goal)

    def _node(self, node: Node) -> Node:
        return self._nodes.get(node, node)

    def _step(self, link: Link) -> _Key:
        """A step that is denied, by what makes it: where that has moved, what denies it has not."""
        head = link.head
        if head is not None and not link.reference:
            return ("step", self._node(head))
        goal: Node | Link = link
        while isinstance(goal, Link):
            goal = goal.target
        start = self._node(head) if head is not None else frozenset(link.speakers)
        return ("use", link.kind, start, self._node(goal))


def _links(old: Map, new: Map, found: Comparison, back: Mapping[Node, Node]) -> None:
    before, after = _Steps(old, found.nodes).by_key, _Steps(new, {}).by_key
    gone = {key: link for key, link in before.items() if key not in after}
    come = {key: link for key, link in after.items() if key not in before}
    lost, gained = _by_head(gone.values(), found.nodes), _by_head(come.values(), {})
    kept = set(back)
    moved: set[Link] = set()
    for node, links in gained.items():
        others = lost.get(node, [])
        if len(links) == 1 and len(others) == 1 and node in back:
            found.moved.append(Moved(node, others[0], links[0]))
            moved.update((*links, *others))
    new_nodes, old_nodes = set(found.added), set(found.removed)
    found.linked = [link for link in come.values() if link not in moved and not _told(link, new_nodes)]
    found.unlinked = [link for link in gone.values() if link not in moved and not _told(link, old_nodes)]
    for key, link in after.items():
        earlier = before.get(key)
        if earlier is not None:
            if link.via is not None:
                found.altered += _premises(earlier, link, found.nodes, kept)
            found.altered += _step_details(earlier, link)


def _by_head(links: Iterable[Link], nodes: Mapping[Node, Node]) -> dict[Node, list[Link]]:
    heads: dict[Node, list[Link]] = {}
    for link in links:
        head = link.head
        if head is not None and link.kind not in ("contradiction", "restatement"):
            heads.setdefault(nodes.get(head, head), []).append(link)
    return heads


def _told(link: Link, changed: set[Node]) -> bool:
    """Whether a step is told along with the node at whose line it stands."""
    head = link.head
    if head is not None:
        return head in changed and not link.reference
    return isinstance(link.target, Node) and link.target in changed


def _premises(old: Link, new: Link, nodes: Mapping[Node, Node], kept: set[Node]) -> Iterator[Altered]:
    """Premises that an argument lost or gained and that are still, or were already, in the map."""
    before = [nodes.get(node, node) for node in old.origin]
    left = tuple(node for node in before if node not in new.origin and node in kept)
    came = tuple(node for node in new.origin if node not in before and node in kept)
    if left or came:
        yield Altered(new, "premises", left, came)


def _step_details(old: Link, new: Link) -> Iterator[Altered]:
    if old.scheme != new.scheme:
        yield Altered(new, "scheme", old.scheme, new.scheme)
    if new.reference and old.reference and not new.bare:
        yield from _shared(old, new, new)
        yield from _properties(old.properties, new.properties, new)
    elif new.bare:
        yield from (each for each in _shared(old, new, new) if each.what == "citations")


# What stands around the argument


def _frame(old: Map, new: Map) -> Iterator[Altered]:
    if old.title != new.title:
        yield Altered("map", "title", old.title or None, new.title or None)
    yield from _properties(old.properties, new.properties, "map")
    for name, one, other in _table(old.speakers, new.speakers):
        yield from _declared(f"speaker {name}", one, other, "name")
    for name, one, other in _table(old.sources, new.sources):
        yield from _declared(f"source {name}", one, other, "description")
    for name, one, other in _table(old.sections, new.sections):
        if "~" not in name:
            yield from _declared(f"section {name}", one, other, "title")
    for name, one, other in _table(old.imports, new.imports):
        yield from _declared(f"import {name}", one, other, "path")


def _table(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in dict.fromkeys((*new, *old)):
        if "/" not in name:
            yield name, old.get(name), new.get(name)


def _declared(about: str, old: Any, new: Any, words: str) -> Iterator[Altered]:
    before, after = (getattr(one, words) if one is not None else None for one in (old, new))
    if before != after:
        yield Altered(about, words, before, after)
    if old is not None and new is not None:
        yield from _properties(getattr(old, "properties", {}), getattr(new, "properties", {}), about)
