"""A scene read from top to bottom: every box and mention once, each with what it stands beneath.

What formats made of nested items or of cells have in common. The order is that of `order`; nothing
recurses, and nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from argmap.render.order import SIDEWAYS, Entry, Reading
from argmap.render.scene import Arrow, Box, Scene

#: Puts what stands beneath a box (None: beneath a mention of it) into another order.
Arrange = Callable[[Box | None, list[Entry]], list[Entry]]


@dataclass(slots=True, eq=False)
class Told:
    """One thing told: a box in full, a mention of one told elsewhere, or a bare grant.

    `arrow` is how it hangs on what it stands beneath (`parent`), None for a root. `role` is that of
    `order.Entry`, or `root`, `around` (what a focus hangs on) or `hidden` (`parent` has more below).
    """

    role: str
    box: Box | None
    arrow: Arrow | None
    parent: Told | None
    depth: int
    full: bool

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who makes the step here, else who says it; of a mention only who makes a step of their own."""
        arrow, box = self.arrow, self.box
        own = arrow.speakers if arrow is not None and self.role in ("link", "granted") else ()
        if box is None:
            return own
        if self.role == "premise" and not self.full and arrow is not None:
            return box.speakers if box.speakers != arrow.speakers else ()
        return (own or box.speakers) if self.full else (own if own != box.speakers else ())

    @property
    def citations(self) -> tuple[str, ...]:
        """What it cites, the step included; of a mention what the step alone cites."""
        arrow, box = self.arrow, self.box
        if self.full and box is not None:
            if arrow is not None and arrow.head is box:
                return tuple(dict.fromkeys((*box.citations, *arrow.citations)))
            return box.citations
        return arrow.citations if arrow is not None and self.role in ("link", "granted") else ()

    @property
    def force(self) -> str:
        """A word on a step that carries no weight, where the standing doesn't say so already."""
        arrow, box = self.arrow, self.box
        if arrow is None or self.role not in ("link", "granted"):
            return ""
        if box is not None and (arrow.head is not box or box.standing not in (None, "stands")):
            return ""
        return {"no": "not in force", "open": "undecided"}.get(arrow.in_force or "", "")


def walk(scene: Scene, arrange: Arrange | None = None) -> Iterator[Told]:
    """All that is told of a scene, in order."""
    reading = Reading(scene)
    shown: set[str] = set()
    if scene.focus is not None:
        for context, step in _around(scene.focus, scene):
            if context.id not in shown:
                shown.add(context.id)
                yield Told("around", context, step, None, 0, True)
    for root in scene.roots:
        if root.id in shown:
            continue
        made = None
        if root is scene.focus:
            made = next((a for a in root.out if a.head is root and a.kind not in SIDEWAYS), None)
        top = Told("root", root, made, None, 0, True)
        shown.add(root.id)
        yield top
        stack = [(_beneath(reading, top, None, arrange), top)]
        while stack:
            entries, parent = stack[-1]
            entry = next(entries, None)
            if entry is None:
                stack.pop()
                if parent.full and parent.box is not None and parent.box.below:
                    yield Told("hidden", None, None, parent, parent.depth + 1, False)
                continue
            box = entry.box
            full = box is not None and entry.role != "beside" and reading.in_full(box, entry.arrow, shown)
            if full and box is not None:
                shown.add(box.id)
            told = Told(entry.role, box, entry.arrow, parent, parent.depth + 1, full)
            yield told
            stack.append((_beneath(reading, told, entry.arrow, arrange), told))


def _beneath(reading: Reading, told: Told, arrow: Arrow | None, arrange: Arrange | None) -> Iterator[Entry]:
    box = told.box
    entries: list[Entry] = []
    if box is not None and told.full:
        entries = [] if box.around else reading.beneath(box, arrow)
    elif arrow is not None and told.role in ("link", "granted"):
        entries = reading.denials(arrow)
    return iter(arrange(box, entries) if arrange is not None else entries)


def _around(focus: Box, scene: Scene) -> Iterator[tuple[Box, Arrow | None]]:
    """What a focus hangs on, one step up, what is furthest up first; each with its own step."""
    for arrow in focus.out:
        if not arrow.base.around or arrow.kind in SIDEWAYS:
            continue
        seen: list[tuple[Box, Arrow | None]] = []
        if arrow.via is not None and arrow.via is not focus:
            seen.append((arrow.via, arrow))
        target: Box | Arrow = arrow
        while isinstance(target, Arrow):
            target = target.target
            box = target if isinstance(target, Box) else target.head
            if box is not None:
                seen.append((box, target if isinstance(target, Arrow) else None))
        yield from reversed(seen)
