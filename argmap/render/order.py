"""The order in which a scene is read: where each box is told in full, and what is told beneath it.

A map is a graph; read aloud it is a tree in which a shared claim is told once, where the text states
it, and elsewhere only referred to. This module finds that tree; it draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.render.scene import Arrow, Box, Scene

SIDEWAYS = frozenset({"contradiction", "restatement"})


@dataclass(slots=True, frozen=True)
class Entry:
    """One thing told beneath another.

    `link` leads down an arrow to its head; `premise` to one linked premise; `granted` is a bare
    concession; `beside` a contradiction or restatement (`box` is its other end).
    """

    role: str
    box: Box | None
    arrow: Arrow


class Reading:
    """Where each box of a scene is told in full."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._roots = {box.id for box in scene.roots}
        self._home: dict[str, Arrow] = {
            box.id: home for box in scene.boxes.values() if (home := _home(box)) is not None
        }
        self._told = self._reachable()

    def in_full(self, box: Box, arrow: Arrow, shown: set[str]) -> bool:
        """Whether a box met by way of an arrow is told in full there; `shown` are those told so far."""
        if box.id in shown:
            return False
        if box.id in self._told:
            return box.id not in self._roots and self._home.get(box.id) is arrow
        return True

    def beneath(self, box: Box, arrow: Arrow | None) -> list[Entry]:
        """What is told beneath a box told in full, met by way of an arrow (None for a root)."""
        entries = []
        if arrow is not None and arrow.head is box:
            entries += _links(arrow.into)
        entries += _links(a for a in box.into if a.kind not in SIDEWAYS)
        root = arrow is None
        for out in box.out:
            if root and out.head is box and not out.reference and out.kind not in SIDEWAYS:
                entries += _links(out.into)  # a focus: what denies its step is told with it
            if out.via is box:
                entries += [Entry("premise", one, out) for one in out.origin]
        entries.sort(key=_position)
        beside = [Entry("beside", _other(a, box), a) for a in (*box.out, *box.into) if a.kind in SIDEWAYS]
        return beside + entries

    def denials(self, arrow: Arrow) -> list[Entry]:
        """What is told beneath a mere reference: what denies this use's step."""
        return _links(arrow.into)

    def _reachable(self) -> set[str]:
        """The ids of the boxes that are told in full where the text states them."""
        told: dict[str, bool] = dict.fromkeys(self._roots, True)
        for start in self.scene.boxes.values():
            path: list[str] = []
            box: Box | None = start
            while box is not None and box.id not in told:
                told[box.id] = False  # a circle leads nowhere
                path.append(box.id)
                home = self._home.get(box.id)
                box = _under(home, box) if home is not None else None
            if box is not None and told[box.id] and box.id not in path:
                told.update(dict.fromkeys(path, True))
        return {key for key, value in told.items() if value}


def _links(arrows: Iterable[Arrow]) -> list[Entry]:
    return [Entry("granted" if a.bare else "link", a.head, a) for a in arrows]


def _position(entry: Entry) -> tuple[int, int]:
    """Text order: linked premises come with their argument's step, before what denies it."""
    return (entry.arrow.order, 0) if entry.role == "premise" else (entry.arrow.order, 1)


def _other(arrow: Arrow, box: Box) -> Box:
    end = arrow.base
    return arrow.origin[0] if end is box and arrow.origin else end


def _home(box: Box) -> Arrow | None:
    """The arrow by which a box is stated: the one whose line is the box's own."""
    if box.top:
        return None
    linked: Arrow | None = None
    for arrow in box.out:
        if arrow.kind in SIDEWAYS:
            continue
        if arrow.head is box:
            if not arrow.reference:
                return arrow
        elif arrow.via is not None and arrow.via.place < box.place and arrow.via.prefix == box.prefix:
            nearer = linked is None or linked.via is None or linked.via.place < arrow.via.place
            linked = arrow if nearer else linked
    return linked


def _under(home: Arrow, box: Box) -> Box | None:
    """The box beneath which one is told, given the arrow by which it is stated."""
    if home.via is not None and home.via is not box:
        return home.via
    target = home.target
    if isinstance(target, Arrow):
        return target.base if target.reference or target.head is None else target.head
    return target
