"""`--to flow`: a map as a debater's flow sheet. A column is a speech, a row a line of argument.

Arguments run to the right: an answer stands beside what it answers, reasons stand below what they
support, in the same column. Where that doesn't tell what something answers, its cell says so. This
module lays the sheet out; `flow_text` draws it for a terminal, `flow_rows` for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from argmap.render.columns import short
from argmap.render.look import Look
from argmap.render.order import Entry
from argmap.render.outline import Told, walk
from argmap.render.scene import Box, Scene

#: What a column may be.
BY = ("round", "section", "speaker", "side")
#: A point that the other side was to answer and didn't.
DROPPED = Look("dropped", "∅", "(/)")
NOBODY = "no speaker"
_NO_SIDE = "no side"
_NO_SECTION = "no section"
#: Replies: what answers rather than supports.
_REPLIES = frozenset({"attack", "undercut", "question", "answer", "concession"})


@dataclass(slots=True, eq=False)
class Cell:
    """One thing said, and where it stands. `level` counts the reasons above it in its column.

    `answers` names what it bears on where the place doesn't tell.
    """

    told: Told
    row: int
    column: int
    level: int = 0
    dropped: bool = False
    answers: str = ""


@dataclass(slots=True, eq=False)
class Row:
    """One line of argument. `heading` is its section, where a new one begins; `first` begins a block."""

    cells: dict[int, Cell] = field(default_factory=dict)
    first: bool = False
    heading: str = ""


@dataclass(slots=True, eq=False)
class Flow:
    """A sheet: what its columns are and what they are called, its rows."""

    by: str
    columns: list[str]
    rows: list[Row]

    def cells(self) -> Iterable[Cell]:
        """All cells, row after row."""
        return (cell for row in self.rows for _, cell in sorted(row.cells.items()))

    def speaks(self, column: int) -> tuple[str, ...] | None:
        """Who says all that a column holds, if it is always the same; those need not be named in cells."""
        said = {
            c.told.box.speakers for c in self.cells() if c.column == column and c.told.full and c.told.box
        }
        return next(iter(said)) if len(said) == 1 else None


def lay_out(scene: Scene, dropped: Collection[str] = (), by: str | None = None) -> Flow:
    """The flow sheet of a scene. Without `by`, columns are sections where replies stand in later ones."""
    by = by or usual(scene)
    places = _Rounds() if by == "round" else _Named(scene, by)
    return _Layout(scene, frozenset(dropped), by, places).made()


def usual(scene: Scene) -> str:
    """What columns are: sections where most replies stand in a later one, else rounds."""
    order = {id_: i for i, id_ in enumerate(scene.groups)}
    replies = later = 0
    for arrow in scene.arrows.values():
        if arrow.kind in _REPLIES and arrow.head is not None:
            replies += 1
            own, other = order.get(_outer(scene, arrow.head)), order.get(_outer(scene, arrow.base))
            later += own is not None and other is not None and own > other
    return "section" if replies and later * 2 > replies else "round"


def _outer(scene: Scene, box: Box) -> str:
    """The outermost section around a box."""
    id_ = box.section or box.prefix
    for _ in range(50):
        group = scene.groups.get(id_)
        if group is None or group.parent not in scene.groups:
            break
        id_ = group.parent or ""
    return id_


class _Rounds:
    """Columns are the turns of an exchange: a reply stands one to the right of what it replies to."""

    def __init__(self) -> None:
        self.most = 0

    def of(self, told: Told, parent: Cell | None) -> int:
        if parent is None:
            return 0
        arrow = told.arrow
        column = parent.column + (arrow is not None and _moves_on(arrow.kind, told.role))
        self.most = max(self.most, column)
        return column

    def ahead(self, box: Box | None, entry: Entry) -> bool:
        return _moves_on(entry.arrow.kind, entry.role)

    def names(self) -> list[str]:
        return [f"round {i + 1}" for i in range(self.most + 1)]


def _moves_on(kind: str, role: str) -> bool:
    return role != "premise" and (kind in _REPLIES or kind == "contradiction")


class _Named:
    """Columns are sections, speakers or sides, in the order in which they first occur."""

    def __init__(self, scene: Scene, by: str) -> None:
        self.by = by
        self.scene = scene
        self.columns: dict[str, int] = {}
        self.sides = {b.speakers[0]: b.sides[0] for b in scene.boxes.values() if b.speakers and b.sides}
        if by == "section":
            wanted = {_outer(scene, box) for box in scene.boxes.values()}
            for id_ in ("", *scene.groups):
                if id_ in wanted:
                    self.columns[id_] = len(self.columns)
        else:
            for box in scene.boxes.values():
                if key := self._key(box):
                    self.columns.setdefault(key, len(self.columns))
            for arrow in scene.arrows.values():
                for name in arrow.speakers:
                    if key := (self.sides.get(name, "") if by == "side" else name):
                        self.columns.setdefault(key, len(self.columns))

    def _key(self, box: Box) -> str:
        if self.by == "section":
            return _outer(self.scene, box)
        named = box.sides if self.by == "side" else box.speakers
        return named[0] if named else ""

    def _at(self, key: str) -> int:
        return self.columns.setdefault(key, len(self.columns))

    def of(self, told: Told, parent: Cell | None) -> int:
        box = told.box
        here = parent.column if parent is not None else 0
        if self.by != "section" and told.speakers:
            name = told.speakers[0]
            return self._at(self.sides.get(name, "") if self.by == "side" else name)
        if box is None or (not told.full and self.by == "section"):
            return here
        if box.kind == "argument" and not box.speakers and self.by != "section" and parent is not None:
            return here
        return self._at(self._key(box))

    def ahead(self, box: Box | None, entry: Entry) -> bool:
        if box is None or entry.box is None:
            return entry.role == "granted"
        here, there = self.columns.get(self._key(box), 0), self.columns.get(self._key(entry.box), 0)
        return there > here

    def names(self) -> list[str]:
        empty = {"speaker": NOBODY, "side": _NO_SIDE, "section": _NO_SECTION}[self.by]
        groups = self.scene.groups
        return [(groups[k].title if k in groups else k) or empty for k in self.columns] or [empty]


class _Layout:
    def __init__(self, scene: Scene, dropped: frozenset[str], by: str, places: _Rounds | _Named) -> None:
        self.scene = scene
        self.dropped = dropped
        self.by = by
        self.places = places
        self.rows: list[Row] = []
        self.cells: dict[Told, Cell] = {}
        #: What a reader may take a cell to bear on: the last cell of each column with the reasons
        #: above it, as long as nothing further left has come since.
        self.seen: dict[int, list[Cell]] = {}

    def made(self) -> Flow:
        heading = ""
        for told in walk(self.scene, self._arrange):
            cell = self._place(told)
            if told.parent is None and told.box is not None and self.by != "section":
                group = self.scene.groups.get(_outer(self.scene, told.box))
                title = group.title if group is not None and self.scene.focus is None else ""
                if title != heading:
                    heading = self.rows[cell.row].heading = title
        return Flow(self.by, self.places.names(), self.rows)

    def _arrange(self, box: Box | None, entries: list[Entry]) -> list[Entry]:
        """Replies before reasons, so that they stand beside what they answer."""
        return sorted(entries, key=lambda entry: not self.places.ahead(box, entry))

    def _place(self, told: Told) -> Cell:
        above = self.cells[told.parent] if told.parent is not None else None
        column = above.column if told.role == "hidden" and above else self.places.of(told, above)
        last = len(self.rows) - 1
        beside = (
            above is not None
            and above.row == last
            and column > above.column
            and max(self.rows[last].cells) == above.column
        )
        if not beside:
            self.rows.append(Row(first=above is None))
        row = len(self.rows) - 1
        lost = told.full and told.box is not None and told.box.id in self.dropped
        cell = Cell(told, row, column, dropped=lost and not self._too_late(column))
        if above is None:
            self.seen.clear()
        else:
            cell.level = above.level + 1 if column == above.column else 0
            if self._taken_for(column, cell.level) is not above:
                cell.answers = _called(above.told)
        for further in [c for c in self.seen if c > column]:
            del self.seen[further]
        higher = [c for c in self.seen.get(column, ()) if c.level < cell.level]
        self.seen[column] = [*higher, cell]
        self.rows[row].cells[column] = cell
        self.cells[told] = cell
        return cell

    def _taken_for(self, column: int, level: int) -> Cell | None:
        """What a reader takes a cell to bear on: a reason on what is above, a reply on what is beside it."""
        if level:
            return next((c for c in self.seen.get(column, ()) if c.level == level - 1), None)
        left = [c for c in self.seen if c < column]
        return self.seen[max(left)][-1] if left else None

    def _too_late(self, column: int) -> bool:
        """Whether nobody could answer any more: what is said in the last speech isn't dropped."""
        return self.by == "section" and column == len(self.places.names()) - 1


def _called(told: Told) -> str:
    """What a cell that stands elsewhere is called."""
    if told.box is not None:
        return short(told.box)
    return f"the grant of {', '.join(told.speakers) or 'the mapper'}"
