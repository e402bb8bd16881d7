"""The two views: the map as rows that fold, and the sheet on the node that is selected.

Both draw only the lines to be seen, from pieces of text that nothing takes for markup.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from argmap.browse.paint import Paint
from argmap.browse.rows import CAP, Row, Rows
from argmap.browse.sheet import Line
from argmap.browse.words import Piece, cut, marked, of_row, width_of


class Lines(ScrollView, can_focus=True):
    """Lines of which one is the reader's, all kept in sight by scrolling."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "go(1)", "down", show=False),
        Binding("up,k", "go(-1)", "up", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "page up", show=False),
        Binding("home", "end(-1)", "first", show=False),
        Binding("end,G", "end(1)", "last", show=False),
    ]

    def __init__(self, paint: Paint, id: str) -> None:  # noqa: A002  (textual's own word)
        super().__init__(id=id)
        self.paint = paint
        self.at = 0
        #: What is searched for, and marked wherever it stands.
        self.wanted = ""
        #: How many lines have been drawn since the start.
        self.drawn = 0

    def number(self) -> int:
        raise NotImplementedError

    def pieces(self, place: int, width: int) -> list[Piece]:
        raise NotImplementedError

    def is_here(self, place: int) -> bool:
        return place == self.at

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        self.drawn += 1
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        ground = self.paint.ground
        if place >= self.number():
            return Strip.blank(width, self.paint.style("", ground))
        gutter = " "
        if self.is_here(place):
            ground = self.paint.here if self.has_focus else self.paint.there
            gutter = "▌" if self.has_focus else "│"
        line = [(gutter, "cursor"), *cut(self.pieces(place, width - 1), width - 1)]
        strip = Strip(self.paint.segments(line, ground))
        return strip.extend_cell_length(width, self.paint.style("", ground)).crop(0, width)

    def measure(self) -> None:
        """There are other lines than before."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.number())
        self.refresh()

    def put(self, paint: Paint) -> None:
        self.paint = paint
        self.refresh()

    def in_sight(self, place: int, lines: int = 1) -> None:
        """Scroll to where it is seen: as little as possible, from further away to the middle."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not height:
            return  # not laid out yet
        region = Region(0, place, 1, lines)
        far = not top - 2 <= place <= top + height + 1
        self.scroll_to_region(region, animate=False, force=True, immediate=True, center=far)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_page(self, way: int) -> None:
        self.action_go(way * max(self.scrollable_content_region.height - 1, 1))

    def action_end(self, way: int) -> None:
        self.action_go(way * self.number())

    def action_go(self, steps: int) -> None:
        raise NotImplementedError


class MapView(Lines):
    """The map as a tree."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "fold"),
        Binding("enter", "turn", "fold", show=False),
        Binding("right,l", "inwards", "unfold", show=False),
        Binding("left,h", "outwards", "fold", show=False),
    ]

    class Selected(Message):
        """The reader has gone to another row."""

    class Followed(Message):
        """The reader wants to go where a mention leads."""

    def __init__(self, paint: Paint, rows: Rows) -> None:
        super().__init__(paint, "map")
        self.rows = rows

    @property
    def row(self) -> Row | None:
        seen = self.rows.seen
        return seen[min(self.at, len(seen) - 1)] if seen else None

    def number(self) -> int:
        return len(self.rows.seen)

    def pieces(self, place: int, width: int) -> list[Piece]:
        row = self.rows.seen[place]
        before = self._before(row, width)
        home = self.rows.home(row.box.id) if row.mention and row.box is not None else None
        words = marked(of_row(row, home is not None and home.number < row.number), self.wanted)
        if row.foldable and row.key in self.rows.folded:
            hidden: list[Piece] = [(f" +{row.boxes:,}" if row.boxes else " +", "cursor")]
            return [*before, *cut(words, width - width_of(before) - width_of(hidden)), *hidden]
        return [*before, *words]

    def _before(self, row: Row, width: int) -> list[Piece]:
        """The guides before a row, and the sign that it folds."""
        folds = "▸ " if row.key in self.rows.folded else "▾ "
        if row.depth == 0:
            return [(folds if row.foldable else "  ", "cursor" if row.foldable else "guide")]
        cap = min(max(width // 5, 4), CAP)
        prefix = row.prefix[: 2 * cap]
        if row.depth > cap:
            prefix += f"…{row.depth} "
        turn = "└─" if row.last else "├─"
        if row.foldable:
            return [(prefix + turn, "guide"), (folds, "cursor")]
        return [(prefix + turn + "─ ", "guide")]

    def select(self, row: Row | None) -> None:
        """Be at a row, whatever hides it; without one at the first."""
        if row is not None:
            self.rows.reveal(row)
            self.at = self.rows.place(row) or 0
        else:
            self.at = 0
        self.measure()
        self.in_sight(self.at)

    def action_go(self, steps: int) -> None:
        at = max(min(self.at + steps, self.number() - 1), 0)
        if at != self.at:
            self._move(at)

    def _move(self, at: int) -> None:
        before, self.at = self.at, at
        self.refresh_lines(before)
        self.refresh_lines(at)
        self.in_sight(at)
        self.post_message(self.Selected())

    def action_turn(self) -> None:
        row = self.row
        if row is None:
            return
        if row.mention and not row.foldable:
            self.post_message(self.Followed())
            return
        self.rows.toggle(row)
        self._folded(row)

    def action_inwards(self) -> None:
        row = self.row
        if row is None:
            return
        if row.key in self.rows.folded:
            self.rows.fold(row, False)
            self._folded(row)
        elif row.foldable:
            self.action_go(1)

    def action_outwards(self) -> None:
        row = self.row
        if row is None:
            return
        if row.foldable and row.key not in self.rows.folded:
            self.rows.fold(row, True)
            self._folded(row)
        elif row.parent is not None:
            self._move(self.rows.place(row.parent) or 0)

    def _folded(self, row: Row) -> None:
        self.at = self.rows.place(row) or 0
        self.measure()
        self.in_sight(self.at)

    def on_click(self, event: events.Click) -> None:
        place = int(event.y + self.scroll_offset.y)
        if place >= self.number():
            return
        row = self.rows.seen[place]
        begins = 1 + width_of(self._before(row, self.scrollable_content_region.width - 1))
        again = event.chain > 1 and place == self.at
        if place != self.at:
            self._move(place)
        if row.foldable and (again or begins - 3 <= event.x < begins):
            self.action_turn()
        elif again and row.mention:
            self.post_message(self.Followed())


class SheetView(Lines):
    """What there is to tell of the selected node. One goes from one line that leads elsewhere to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "go there"),
        Binding("space,right,l", "follow", "go there", show=False),
    ]

    class Chosen(Message):
        """The reader wants to go to another node."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, paint: Paint) -> None:
        super().__init__(paint, "sheet")
        self.lines: list[Line] = []
        self.at = -1

    def number(self) -> int:
        return len(self.lines)

    def pieces(self, place: int, width: int) -> list[Piece]:
        return marked(self.lines[place].pieces, self.wanted)

    def is_here(self, place: int) -> bool:
        """The lines that lead to one place are one."""
        if not self.has_focus or self.at < 0 or place < self.at:
            return False
        return place < self.at + self._length(self.at)

    def show(self, lines: list[Line], *, top: bool) -> None:
        self.lines = lines
        self.at = min(self.at, len(lines) - 1) if not top else -1
        if top:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.measure()

    def leaders(self) -> list[int]:
        """Where the lines begin that lead somewhere."""
        found = []
        for i, line in enumerate(self.lines):
            if line.leads is not None and (not i or not self._same(i - 1, i)):
                found.append(i)
        return found

    def _same(self, one: int, other: int) -> bool:
        """Whether a line goes on with the one before."""
        before, line = self.lines[one], self.lines[other]
        return line.leads == before.leads and line.goes_on

    def _length(self, place: int) -> int:
        end = place + 1
        while end < len(self.lines) and self._same(end - 1, end):
            end += 1
        return end - place

    def action_go(self, steps: int) -> None:
        """To the next line that leads elsewhere, if it is near enough to be seen; else scroll."""
        leaders = self.leaders()
        way = 1 if steps > 0 else -1
        after = [i for i in leaders if (i > self.at if way > 0 else i < self.at)]
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        target = (after[0] if way > 0 else after[-1]) if after else None
        if abs(steps) == 1 and target is not None and top - 3 < target < top + height + 2:
            self.at = target
            self.in_sight(target, min(self._length(target), height))
            self.refresh()
            return
        self.scroll_to(y=top + (steps if abs(steps) > 1 else way), animate=False, force=True, immediate=True)

    def on_focus(self) -> None:
        if self.at < 0:
            leaders = self.leaders()
            self.at = leaders[0] if leaders and leaders[0] < self.scrollable_content_region.height else -1
        self.refresh()

    def action_follow(self) -> None:
        if 0 <= self.at < len(self.lines) and (leads := self.lines[self.at].leads) is not None:
            self.post_message(self.Chosen(leads))

    def on_click(self, event: events.Click) -> None:
        place = int(event.y + self.scroll_offset.y)
        if place < len(self.lines) and (leads := self.lines[place].leads) is not None:
            self.post_message(self.Chosen(leads))
