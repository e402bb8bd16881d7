"""Which part of a map is asked for: a focus, a depth, filters. One place for every output.

Filters name speakers, sides, tags, sections, standings and kinds. Within one filter any name will do,
and all filters must agree. What matches is told in full; `select` adds what it hangs on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from argmap.model.map import Link, Map, Node, NodeKind
from argmap.render.errors import RenderError, UnknownNode
from argmap.suggest import nearest

if TYPE_CHECKING:
    from argmap.render.scene import StandingsLike

KINDS: tuple[str, ...] = get_args(NodeKind)
STANDINGS = ("stands", "falls", "unsupported", "open")
#: The filters and the word for one of their names, which is also the option without its dashes.
FILTERS = {
    "speakers": "speaker",
    "sides": "side",
    "tags": "tag",
    "sections": "section",
    "standings": "standing",
    "kinds": "kind",
}
#: So many names are listed where one is unknown and none is near.
_LISTED = 8


class UnknownName(RenderError):
    """A filter names what the map hasn't got; the message names a near miss or what there is."""

    def __init__(self, filter_: str, wanted: str, known: Mapping[str, str]) -> None:
        self.filter = filter_
        near = nearest(wanted, dict.fromkeys((*known, *known.values())))
        names = [_called(id_, title) for id_, title in known.items()]
        message = f"no {filter_} '{wanted}'"
        if near is not None:
            message += f"; did you mean '{near}'?"
        elif names:
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            message += f"; there is {', '.join(names[:_LISTED])}{more}"
        else:
            message += f"; the map has no {filter_}s" if filter_ not in ("standing", "kind") else ""
        super().__init__(message)


def _called(id_: str, title: str) -> str:
    """An id with its title, if that says more; a derived id is nothing that a person knows."""
    if "~" in id_:
        return f"'{title}'"
    return id_ if id_.casefold() == title.casefold() else f"{id_} ({title})"


@dataclass(slots=True, frozen=True)
class Part:
    """What is to be drawn of a map. Names are as a person writes them until `resolved`."""

    focus: str | None = None
    depth: int | None = None
    speakers: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters that are set, by the word for one of their names (`speaker`, `side` …)."""
        return {word: names for key, word in FILTERS.items() if (names := getattr(self, key))}

    def resolved(self, map_: Map) -> Part:
        """The same with the map's own ids for names. Raises `UnknownName`, `UnknownNode`."""
        if self.focus is not None and self.focus not in map_.nodes:
            raise UnknownNode(
                self.focus, (n.id for n in map_.nodes.values() if n.named), _section(map_, self.focus)
            )
        if not self.filters:
            return self
        return replace(
            self,
            speakers=_ids("speaker", self.speakers, _speakers(map_)),
            sides=_ids("side", self.sides, {s: s for s in _sides(map_)}),
            tags=_ids("tag", tuple(t.removeprefix("#") for t in self.tags), {t: t for t in _tags(map_)}),
            sections=_ids("section", self.sections, {s.id: s.title for s in map_.sections.values()}),
            standings=_ids("standing", self.standings, {s: s for s in STANDINGS}),
            kinds=_ids("kind", self.kinds, {k: k for k in KINDS}),
        )


WHOLE = Part()


def _ids(filter_: str, wanted: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The ids meant: those written, or those of all that are called so, whatever the case."""
    found: dict[str, None] = {}
    for name in wanted:
        if name in known:
            found.setdefault(name)
            continue
        folded = name.casefold()
        called = [id_ for id_, title in known.items() if folded in (id_.casefold(), title.casefold())]
        if not called:
            raise UnknownName(filter_, name, known)
        found.update(dict.fromkeys(called))
    return tuple(found)


def _speakers(map_: Map) -> dict[str, str]:
    known = {s.id: s.name or s.id for s in map_.speakers.values()}
    for speaker in speaking(map_):
        known.setdefault(speaker, speaker)
    return known


def speaking(map_: Map) -> dict[str, None]:
    """The ids of all who say something, in the order in which they first do."""
    found: dict[str, None] = {}
    for node in map_.nodes.values():
        found.update(dict.fromkeys(node.speakers))
    for link in map_.links.values():
        found.update(dict.fromkeys(link.speakers))
    return found


def _sides(map_: Map) -> Iterator[str]:
    return (s.side for s in map_.speakers.values() if s.side)


def _tags(map_: Map) -> Iterator[str]:
    return (tag for node in map_.nodes.values() for tag in node.tags)


def _section(map_: Map, wanted: str) -> str | None:
    """The id of the section that has this id or title, if there is one."""
    folded = wanted.casefold()
    for section in map_.sections.values():
        if folded in (section.id.casefold(), section.title.casefold()):
            return section.id
    return None


def settled(map_: Map) -> dict[str, str | None]:
    """The section of this file in which each imported node is first named, by the node's id."""
    starts = [(s.span.start, s.id) for s in map_.sections.values() if s.span.source is map_.source]
    found: dict[str, str | None] = {}
    for id_, link in uses(map_).items():
        at = bisect_right(starts, link.span.start, key=lambda start: start[0])
        found[id_] = starts[at - 1][1] if at else None
    return found


def uses(map_: Map) -> dict[str, Link]:
    """The main file's first link that names each imported node, by the node's id."""
    first: dict[str, Link] = {}
    if not any(node.prefix for node in map_.nodes.values()):
        return first
    for link in map_.links.values():
        if not link.prefix:
            for node in ends(link):
                if node.prefix:
                    first.setdefault(node.id, link)
    return first


def starts(link: Link) -> tuple[Node, ...]:
    """The nodes a link starts from, its argument first."""
    return link.origin if link.via is None else (link.via, *link.origin)


def ends(link: Link) -> Iterator[Node]:
    """All nodes that a link needs to be drawn, those of the links it denies included."""
    one: Link | Node = link
    while isinstance(one, Link):
        yield from starts(one)
        one = one.target
    yield one


def matching(map_: Map, standings: StandingsLike, part: Part) -> frozenset[str] | None:
    """The ids of the nodes that all filters keep; None where no filter is set. `part` is resolved."""
    tests = list(_tests(map_, standings, part))
    if not tests:
        return None
    return frozenset(n.id for n in map_.nodes.values() if all(test(n) for test in tests))


def _tests(map_: Map, standings: StandingsLike, part: Part) -> Iterator[Callable[[Node], bool]]:
    if part.speakers or part.sides:
        voices = _voices(map_)
        if part.speakers:
            speakers = frozenset(part.speakers)
            yield lambda node: not speakers.isdisjoint(voices[node.id])
        if part.sides:
            sides = frozenset(part.sides)
            sided = frozenset(s.id for s in map_.speakers.values() if s.side in sides)
            yield lambda node: not sided.isdisjoint(voices[node.id])
    if part.tags:
        tags = frozenset(part.tags)
        yield lambda node: not tags.isdisjoint(node.tags)
    if part.sections:
        inside = _inside(map_, part.sections)
        imported = settled(map_)
        yield (
            lambda node: (
                (imported.get(node.id) if node.prefix else node.section) in inside
                or (node.prefix != "" and node.section in inside)
            )
        )
    if part.standings:
        values = frozenset(part.standings)
        yield lambda node: (standing := standings.of(node)) is not None and standing.value in values
    if part.kinds:
        kinds = frozenset(part.kinds)
        yield lambda node: node.kind in kinds


def _voices(map_: Map) -> dict[str, set[str]]:
    """Who says each node, or makes a step from it; a bare concession speaks at what it grants."""
    voices = {node.id: set(node.speakers) for node in map_.nodes.values()}
    for link in map_.links.values():
        if link.speakers:
            head = link.head
            if head is None:
                *_, head = ends(link)
            voices[head.id].update(link.speakers)
    return voices


def _inside(map_: Map, ids: Iterable[str]) -> frozenset[str]:
    """The sections with these ids and all within them."""
    inside = set(ids)
    for section in map_.sections.values():  # a section comes before those within it
        if section.parent in inside:
            inside.add(section.id)
    return frozenset(inside)
