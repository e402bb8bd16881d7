"""A scene in reading order as rows that fold, and which of them are to be seen.

All rows are made at once, flat and in order, each with where what is beneath it ends; folding skips
such a stretch. So a fold costs what is seen, whatever the depth, and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from argmap.render.outline import Told, walk
from argmap.render.scene import Box, Group, Scene

#: Deeper rows keep one indent.
CAP = 40
#: At first, whole levels are unfolded up to so many rows.
FIRST = 120


@dataclass(slots=True, eq=False)
class Row:
    """One row: a section (`told` is None), or something told, in full or as a mention.

    `end` is the number of the first row that isn't beneath it; `boxes` how many nodes are told there.
    """

    key: Hashable
    number: int
    depth: int
    told: Told | None
    title: str
    parent: Row | None
    prefix: str = ""
    last: bool = True
    end: int = 0
    boxes: int = 0

    @property
    def box(self) -> Box | None:
        return self.told.box if self.told is not None else None

    @property
    def foldable(self) -> bool:
        return self.end > self.number + 1

    @property
    def mention(self) -> bool:
        """Whether it stands for a node that is told elsewhere."""
        return self.told is not None and not self.told.full and self.told.box is not None


class Rows:
    """The rows of a scene. `folded` holds the keys of those whose contents are hidden."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.all = _rows(scene)
        self.folded: set[Hashable] = set()
        self.seen: list[Row] = []
        self._place: dict[Hashable, int] = {}
        self.by_key: dict[Hashable, Row] = {}
        self._home: dict[str, Row] = {}
        for row in self.all:
            self.by_key.setdefault(row.key, row)
            box = row.box
            if box is not None and (not row.mention or box.id not in self._home):
                self._home[box.id] = row
        self.to_depth(self._first_depth())

    def home(self, id_: str) -> Row | None:
        """The row in which a node is told in full, else the last mention of it; None where it isn't."""
        return self._home.get(id_)

    def place(self, row: Row) -> int | None:
        """Which of the rows to be seen it is."""
        return self._place.get(row.number)

    def toggle(self, row: Row) -> None:
        if row.foldable:
            self.folded ^= {row.key}
            self.refresh()

    def fold(self, row: Row, folded: bool) -> None:
        if row.foldable and (row.key in self.folded) != folded:
            self.toggle(row)

    def reveal(self, row: Row) -> None:
        """Unfold whatever hides a row."""
        parent = row.parent
        before = len(self.folded)
        while parent is not None:
            self.folded.discard(parent.key)
            parent = parent.parent
        if len(self.folded) != before:
            self.refresh()

    def shown_for(self, row: Row) -> Row:
        """The row itself where it is to be seen, else the one it is folded into."""
        found: Row = row
        parent = row.parent
        while parent is not None:
            if parent.key in self.folded:
                found = parent
            parent = parent.parent
        return found

    def unfold_all(self) -> None:
        self.folded.clear()
        self.refresh()

    def to_depth(self, depth: int) -> None:
        """Show so many levels: 0 the tops alone."""
        self.folded = {row.key for row in self.all if row.depth >= depth and row.foldable}
        self.refresh()

    def depth(self) -> int:
        """How deep what is seen goes."""
        return max((row.depth for row in self.seen), default=0)

    def refresh(self) -> None:
        """Find out which rows are to be seen."""
        seen, rows, folded = [], self.all, self.folded
        i = 0
        while i < len(rows):
            row = rows[i]
            seen.append(row)
            i = row.end if row.key in folded else i + 1
        self.seen = seen
        self._place = {row.number: i for i, row in enumerate(seen)}

    def _first_depth(self) -> int:
        """How many levels of a map are unfolded when it is opened: those that fit, at least one reply."""
        levels: dict[int, int] = {}
        for row in self.all:
            levels[row.depth] = levels.get(row.depth, 0) + 1
        total = depth = 0
        for level in sorted(levels):
            total += levels[level]
            if total > FIRST and level > 0:
                return depth
            depth = level
        return depth


def _rows(scene: Scene) -> list[Row]:
    rows: list[Row] = []
    stack: list[Row] = []
    last: dict[int, Row] = {}

    def add(key: Hashable, depth: int, told: Told | None, title: str = "") -> Row:
        del stack[depth:]
        parent = stack[-1] if stack else None
        row = Row(key, len(rows), depth, told, title, parent)
        before = last.get(parent.number if parent is not None else -1)
        if before is not None:
            before.last = False
        last[parent.number if parent is not None else -1] = row
        rows.append(row)
        stack.append(row)
        return row

    times: dict[str, int] = {}
    chain: list[Group] = []
    for told in walk(scene):
        box = told.box
        if told.parent is None and box is not None:
            now = _chain(scene, box)
            if now != chain:
                same = 0
                while same < min(len(now), len(chain)) and now[same] is chain[same]:
                    same += 1
                for depth in range(same, len(now)):
                    id_ = now[depth].id
                    times[id_] = times.get(id_, 0) + 1
                    add(("section", id_, times[id_]), depth, None, now[depth].title)
                chain = now
        if told.full and box is not None:
            key: Hashable = ("node", box.id)
        else:
            above = told.parent.box.id if told.parent is not None and told.parent.box is not None else ""
            arrow = told.arrow.id if told.arrow is not None else ""
            key = ("use", told.role, above, arrow, box.id if box is not None else "")
        add(key, len(chain) + told.depth, told)

    for row in reversed(rows):
        row.end = max(row.end, row.number + 1)
        parent = row.parent
        if parent is not None:
            parent.end = max(parent.end, row.end)
            parent.boxes += row.boxes + (row.told is not None and row.told.full)
    inner = [""] * len(rows)
    for row in rows:
        parent = row.parent
        if parent is not None:
            row.prefix = inner[parent.number]
            guide = "  " if row.last else "│ "
            inner[row.number] = row.prefix + guide if row.depth < CAP else row.prefix
    return rows


def _chain(scene: Scene, box: Box) -> list[Group]:
    """The sections around a root, the outermost first."""
    group = scene.groups.get(box.section or box.prefix)
    chain: list[Group] = []
    while group is not None and len(chain) < CAP:
        chain.append(group)
        group = scene.groups.get(group.parent or "")
    return chain[::-1]
