"""The renderer-neutral scene: what of a map is drawn, with its standing. Every renderer draws from it.

A scene mirrors the map in boxes and arrows that point at each other, all text made safe to show, and
says what was left out (`Box.below`, `Box.above`, `Scene.hidden`). It knows nothing of lines, colours or
coordinates. Which part of a map is drawn is decided in `select`, what its colours tell in `colouring`;
what a page tells of a box beyond its label is in `details`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from argmap.model.map import Citation, Link, Map, Node
from argmap.render.colouring import Colouring, Swatch, colouring
from argmap.render.part import WHOLE, Part, settled
from argmap.render.select import Selection, select
from argmap.safe import visible


class Standing(Protocol):
    """What the scene needs to know of a node's standing."""

    @property
    def value(self) -> str: ...

    @property
    def reason(self) -> str: ...


class StandingsLike(Protocol):
    """What the scene asks of the evaluation of a map."""

    def of(self, node: Node, /) -> Standing | None: ...

    def in_force(self, link: Link, /) -> str | None: ...


@dataclass(slots=True, eq=False)
class Box:
    """A node as drawn. Strings are safe to show; `id` is the map's own and may need quoting."""

    id: str
    kind: str
    text: str
    named: bool
    speakers: tuple[str, ...]
    citations: tuple[str, ...]
    tags: tuple[str, ...]
    implicit: bool
    assumed: bool
    scheme: str | None
    #: Its section; for an imported box the section of this file that first names it.
    section: str | None
    standing: str | None
    reason: str | None
    top: bool
    #: Where in its file it is stated, as an offset.
    place: int
    #: The prefix of the imported map it comes from ("thread/"), "" in the main file.
    prefix: str
    #: The sides of its speakers, as far as they have any.
    sides: tuple[str, ...] = ()
    #: The answer that a group settled on: tagged `#decided`.
    decided: bool = False
    #: What its colour tells: a standing, "hue1" …, "other", "several" (see `colouring`), or nothing.
    colour: str | None = None
    #: Drawn pale: only because what was asked for hangs on it.
    context: bool = False
    #: Of the context, what stands above or beside a focus; all else hangs on a root of the scene.
    around: bool = False
    #: How many nodes that hang on it, at any depth, are not drawn.
    below: int = 0
    #: How many nodes that it hangs on, at any height, are not drawn.
    above: int = 0
    into: list[Arrow] = field(default_factory=list, repr=False)
    out: list[Arrow] = field(default_factory=list, repr=False)

    @property
    def label(self) -> str:
        """The id where the mapper gave one, else nothing."""
        return visible(self.id) if self.named else ""


@dataclass(slots=True, eq=False)
class Arrow:
    """A link as drawn, from boxes to a box or to another arrow.

    `speakers` are those who make the step. `both` marks a contradiction, which is drawn once for its
    two directions.
    """

    id: str
    kind: str
    origin: tuple[Box, ...]
    via: Box | None
    target: Box | Arrow
    in_force: str | None
    speakers: tuple[str, ...]
    citations: tuple[str, ...]
    tags: tuple[str, ...]
    scheme: str | None
    reference: bool
    order: int
    both: bool = False
    #: Of a contradiction: whether the direction back is in force.
    back_in_force: str | None = None
    into: list[Arrow] = field(default_factory=list, repr=False)
    #: The box that it bears on, through however many arrows.
    base: Box = field(init=False, repr=False)
    #: The box beside which it ends in a picture: its base, or the argument whose step it denies.
    anchor: Box = field(init=False, repr=False)

    @property
    def force(self) -> str | None:
        """Whether it is in force, a contradiction in either direction."""
        ways = (self.in_force, self.back_in_force)
        return next((way for way in ("yes", "open", "no") if way in ways), None)

    @property
    def bare(self) -> bool:
        """Whether it is a bare concession, which starts from no box."""
        return not self.origin and self.via is None

    @property
    def head(self) -> Box | None:
        """The box that stands for it: its argument, else its only origin."""
        return self.via or (self.origin[0] if self.origin else None)

    def __post_init__(self) -> None:
        # a target is made before what points at it, so no chain is walked twice
        target = self.target
        if isinstance(target, Arrow):
            self.base = target.base
            self.anchor = target.via if target.via is not None else target.anchor
        else:
            self.base = self.anchor = target


@dataclass(slots=True, eq=False)
class Group:
    """A section, or the part of an imported map that is drawn."""

    id: str
    title: str
    parent: str | None
    boxes: list[Box] = field(default_factory=list, repr=False)


@dataclass(slots=True, eq=False)
class Legend:
    """What occurs in the scene and so needs explaining."""

    kinds: tuple[str, ...]
    links: tuple[str, ...]
    standings: tuple[str, ...]
    out_of_force: bool
    undecided: bool
    implicit: bool
    linked: bool
    cut: bool
    decided: bool
    context: bool
    #: What the colours of the boxes tell, where it isn't their standing.
    colours: tuple[Swatch, ...] = ()


@dataclass(slots=True, eq=False)
class Scene:
    """All that is drawn of a map; dictionaries are in document order."""

    title: str
    boxes: dict[str, Box]
    arrows: dict[str, Arrow]
    groups: dict[str, Group]
    roots: list[Box]
    legend: Legend
    focus: Box | None
    #: How many nodes of the file are not drawn, and how many of them were folded away to fit.
    hidden: int
    folded: int = 0
    #: What was asked for, with the map's own ids for names.
    part: Part = WHOLE
    #: What colours tell: standing, speaker or side.
    color_by: str = "standing"
    #: How each speaker is called, by id.
    names: dict[str, str] = field(default_factory=dict, repr=False)

    def left_out(self) -> list[str]:
        """What a reader must be told: what was asked for, and how much of the map is not shown."""
        words = []
        if self.part.filters:
            asked = (
                f"{key}: {' or '.join(self._called(key, names))}" for key, names in self.part.filters.items()
            )
            words.append(
                f"only {'; '.join(asked)}" + (" (pale: what they hang on)" if self.legend.context else "")
            )
        if self.hidden:
            nodes = f"{self.hidden} node{'' if self.hidden == 1 else 's'} of this map not shown"
            folded = ", the deepest replies folded to fit" if self.folded else ""
            words.append(nodes + folded)
        return words

    def _called(self, key: str, ids: tuple[str, ...]) -> Iterator[str]:
        for id_ in ids:
            if key == "section" and id_ in self.groups:
                yield self.groups[id_].title
            else:
                yield self.names.get(id_, visible(id_)) if key == "speaker" else visible(id_)

    def count(self, standing: str) -> int:
        """How many of the boxes drawn have a standing."""
        return sum(1 for box in self.boxes.values() if box.standing == standing)


def build(
    map_: Map,
    standings: StandingsLike,
    part: Part = WHOLE,
    *,
    limit: int | None = None,
    color_by: str = "standing",
    imports: bool = False,
) -> Scene:
    """The scene of a map: this file's nodes and the imported ones it names; with `imports` all of them.

    `part` narrows it; with `limit`, the deepest replies are folded away until so many boxes are left.
    `color_by` is what the colours of the boxes tell: standing, speaker or side. Raises `UnknownNode`
    or `UnknownName`, both `RenderError`s, where the map hasn't got what the part names.
    """
    part = part.resolved(map_)
    chosen = select(map_, standings, part, limit=limit, imports=imports)
    names = {s.id: visible(s.name) for s in map_.speakers.values()}
    sides = {s.id: visible(s.side) for s in map_.speakers.values() if s.side}
    colours = colouring(map_, color_by, names, sides)
    boxes = {n.id: _box(n, standings, names, sides, colours, chosen) for n in chosen.nodes}
    if any(box.prefix for box in boxes.values()):
        for id_, section in settled(map_).items():
            if id_ in boxes:
                boxes[id_].section = section
    arrows = _arrows(map_, standings, names, boxes, chosen)
    return Scene(
        title=visible(map_.title),
        boxes=boxes,
        arrows=arrows,
        groups=_groups(map_, boxes),
        roots=[boxes[n.id] for n in chosen.roots],
        legend=_legend(boxes.values(), arrows.values(), colours),
        focus=boxes[chosen.focus.id] if chosen.focus else None,
        hidden=chosen.hidden,
        folded=chosen.folded,
        part=part,
        color_by=color_by,
        names=names,
    )


def _box(
    node: Node,
    standings: StandingsLike,
    names: dict[str, str],
    sides: dict[str, str],
    colours: Colouring | None,
    chosen: Selection,
) -> Box:
    standing = standings.of(node)
    scheme = node.properties.get("scheme")
    value = standing.value if standing else None
    return Box(
        id=node.id,
        kind=node.kind,
        text=visible(node.text),
        named=node.named,
        speakers=_speakers(node.speakers, names),
        citations=_citations(node.citations),
        tags=tuple(visible(t) for t in node.tags),
        implicit=node.implicit,
        assumed=bool(node.properties.get("assumed")),
        scheme=visible(str(scheme)) if scheme else None,
        section=None if node.prefix else node.section,
        standing=value,
        reason=standing.reason if standing else None,
        top=node.top,
        place=node.span.start,
        prefix=node.prefix,
        sides=tuple(dict.fromkeys(sides[s] for s in node.speakers if s in sides)),
        decided="decided" in node.tags,
        colour=value if colours is None else colours.of(node),
        context=node.id in chosen.context,
        around=node.id in chosen.around,
        below=chosen.below.get(node.id, 0),
        above=chosen.above.get(node.id, 0),
    )


def _speakers(ids: Iterable[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(s) or visible(s) for s in ids)


def _citations(citations: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(visible(f"{c.source}#{c.anchor}" if c.anchor else c.source) for c in citations)


def _arrows(
    map_: Map,
    standings: StandingsLike,
    names: dict[str, str],
    boxes: dict[str, Box],
    chosen: Selection,
) -> dict[str, Arrow]:
    """The chosen links as arrows; a target is always made before what points at it."""
    arrows: dict[str, Arrow] = {}
    pairs: dict[tuple[str, str], Arrow] = {}
    for order, link in enumerate(chosen.links):
        for one in _with_targets(link, arrows):
            if one.kind in ("contradiction", "restatement") and isinstance(one.target, Node):
                back = pairs.get((one.target.id, one.origin[0].id))
                if back is not None:
                    back.both = back.both or one.kind == "contradiction"
                    back.back_in_force = standings.in_force(one)
                    arrows[one.id] = back
                    continue
            target = boxes[one.target.id] if isinstance(one.target, Node) else arrows[one.target.id]
            arrow = Arrow(
                id=one.id,
                kind="concession" if one.bare else one.kind,
                origin=tuple(boxes[n.id] for n in one.origin if n.id in boxes),
                via=boxes[one.via.id] if one.via else None,
                target=target,
                in_force=standings.in_force(one),
                speakers=_speakers(one.speakers, names),
                citations=_citations(one.citations),
                tags=tuple(visible(t) for t in one.tags),
                scheme=visible(one.scheme) if one.scheme else None,
                reference=one.reference,
                order=order,
            )
            arrows[one.id] = arrow
            if one.kind in ("contradiction", "restatement") and isinstance(one.target, Node):
                pairs[one.origin[0].id, one.target.id] = arrow
            target.into.append(arrow)
            for box in _starts(arrow):
                box.out.append(arrow)
    return {key: arrow for key, arrow in arrows.items() if key == arrow.id}


def _with_targets(link: Link, done: dict[str, Arrow]) -> Iterator[Link]:
    """The link, and before it the links it denies that are not drawn yet."""
    chain = [link]
    while isinstance(chain[-1].target, Link) and chain[-1].target.id not in done:
        chain.append(chain[-1].target)
    return (one for one in reversed(chain) if one.id not in done)


def _starts(arrow: Arrow) -> tuple[Box, ...]:
    return arrow.origin if arrow.via is None else (arrow.via, *arrow.origin)


def _groups(map_: Map, boxes: dict[str, Box]) -> dict[str, Group]:
    """The sections and imports that something drawn is in, each with all the sections around it."""
    sections = {s.id: Group(s.id, visible(s.title), s.parent) for s in map_.sections.values()}
    imports = {i.prefix: Group(i.prefix, visible(f"{i.name}: {i.path}"), None) for i in map_.imports.values()}
    used: set[str] = set()
    for box in boxes.values():
        group = sections.get(box.section or "") or imports.get(box.prefix)
        if group is None and box.prefix:
            group = imports[box.prefix] = Group(box.prefix, visible(box.prefix.rstrip("/")), None)
        if group is not None:
            group.boxes.append(box)
        while group is not None and group.id not in used:
            used.add(group.id)
            group = sections.get(group.parent or "")
    return {g.id: g for g in (*sections.values(), *imports.values()) if g.id in used}


_LINK_ORDER = (
    "support",
    "attack",
    "undercut",
    "contradiction",
    "concession",
    "question",
    "answer",
    "restatement",
)
_STANDING_ORDER = ("stands", "falls", "unsupported", "open")


def _legend(boxes: Iterable[Box], arrows: Iterable[Arrow], colours: Colouring | None) -> Legend:
    shown, drawn = list(boxes), list(arrows)
    links = {a.kind for a in drawn}
    standings = {b.standing for b in shown}
    return Legend(
        kinds=tuple(dict.fromkeys(b.kind for b in shown)),
        links=tuple(k for k in _LINK_ORDER if k in links),
        standings=tuple(s for s in _STANDING_ORDER if s in standings),
        out_of_force=any(a.in_force == "no" for a in drawn),
        undecided=any(a.in_force == "open" for a in drawn),
        implicit=any(b.implicit for b in shown),
        linked=any(len(a.origin) > 1 for a in drawn),
        cut=any(b.below or b.above for b in shown),
        decided=any(b.decided for b in shown),
        context=any(b.context for b in shown),
        colours=() if colours is None else colours.occurring({b.colour for b in shown}),
    )
