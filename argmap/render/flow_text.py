"""The flow sheet in a terminal: columns side by side, as many at a time as the width takes.

Where there are more, the sheet goes on below with the next ones, and repeats the last column before
them; the numbers of the rows say what belongs together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.cells import cell_len

from argmap.render.closing import closing, legend, nothing
from argmap.render.flow import DROPPED, Cell, Flow, lay_out
from argmap.render.ink import Ink
from argmap.render.look import (
    ASCII,
    ASCII_MARKS,
    DECIDED,
    LINKED,
    LINKS,
    MARKS,
    STANDINGS,
    encodes_signs,
)
from argmap.render.pieces import MEASURE, Piece, folded
from argmap.render.scene import Scene
from argmap.render.wrap import pad, shorten, wrap

#: A column is at least and at most so wide.
_LEAST, _MOST = 22, 60
#: So many levels of reasons are told by the indent within a column.
_LEVELS = 4


def draw_flow(
    scene: Scene,
    dropped: Collection[str] = (),
    *,
    by: str | None = None,
    width: int = 80,
    color_system: str | None = None,
    encoding: str | None = "utf-8",
) -> Iterator[str]:
    """The lines of a scene's flow sheet, without line ends. `dropped` are the ids of dropped points."""
    ink = Ink(color_system)
    return _Sheet(scene, lay_out(scene, dropped, by), max(width, 20), ink, encodes_signs(encoding)).lines()


class _Sheet:
    def __init__(self, scene: Scene, flow: Flow, width: int, ink: Ink, signs: bool) -> None:
        self.scene = scene
        self.flow = flow
        self.width = width
        self.ink = ink
        self.signs = signs
        self.bar = " │ " if signs else " | "
        self.dash = "─" if signs else "-"
        self.gutter = len(str(len(flow.rows))) + 1
        #: How much there is to say in each cell of each column.
        self.load: list[dict[Cell, int]] = [{} for _ in flow.columns]
        self.speaks = [flow.speaks(i) for i in range(len(flow.columns))]
        for cell in flow.cells():
            said = sum(cell_len(text) for text, _ in self._words(cell))
            self.load[cell.column][cell] = said + 2 * min(cell.level, _LEVELS)

    def lines(self) -> Iterator[str]:
        if self.scene.title:
            for text in wrap(self.scene.title, self.width):
                yield self.ink.paint(text, "title")
            yield ""
        if not self.flow.rows:
            yield self.ink.paint(nothing(self.scene), "quiet")
            yield ""
        else:
            pages = self._pages()
            for number, columns in enumerate(pages):
                if len(pages) > 1:
                    said = "column" if len(columns) == 1 else f"columns {columns[0] + 1} to"
                    said += f" {columns[-1] + 1} of {len(self.flow.columns)}"
                    again = "; the first is told again" if number and len(columns) > 1 else ""
                    yield self.ink.paint(shorten(said + again, self.width), "quiet")
                yield from self._page(columns, columns[0] if number and len(columns) > 1 else None)
                yield ""
        yield from closing(self.scene, self.width, self.ink)
        lost = sum(cell.dropped for cell in self.flow.cells())
        if lost:
            look = DROPPED.sign if self.signs else DROPPED.ascii
            points = f"{lost} point{'' if lost == 1 else 's'}"
            for text in wrap(f"{look} {points} dropped: the other side didn't answer", self.width):
                yield self.ink.paint(text, "standing:unsupported")
        yield from legend(self.scene, self.width, self.ink, self.signs)

    def _pages(self) -> list[range]:
        """Which columns stand side by side."""
        count, room = len(self.flow.columns), self.width - self.gutter
        together = max((room + len(self.bar)) // (_LEAST + len(self.bar)), 1)
        if count <= together:
            return [range(count)]
        step = max(together - 1, 1)  # the last column is told again
        starts = range(0, count - 1 if together > 1 else count, step)
        return [range(start, min(start + together, count)) for start in starts]

    def _page(self, columns: range, again: int | None) -> Iterator[str]:
        sizes = self._sizes(columns)
        heads = [wrap(self._head(i), size) for i, size in zip(columns, sizes, strict=True)]
        for i in range(max(map(len, heads))):
            yield self._line("", [[(head[i], "id")] if i < len(head) else [] for head in heads], sizes)
        whole = self.gutter + sum(sizes) + len(self.bar) * (len(columns) - 1)
        yield self.ink.paint(self.dash * whole, "guide")
        begun = False
        for number, row in enumerate(self.flow.rows, 1):
            if row.heading and again is None:
                if begun:
                    yield ""
                for text in wrap(row.heading, self.width):
                    yield self.ink.paint(text, "section")
            if not any(i in row.cells for i in columns if i != again):
                continue
            if begun and row.first and not row.heading:
                yield self.ink.paint(self.dash * whole, "guide")
            begun = True
            cells = [
                list(self._cell(row.cells[i], size, i == again)) if i in row.cells else []
                for i, size in zip(columns, sizes, strict=True)
            ]
            for i in range(max(map(len, cells))):
                label = str(number) if i == 0 else ""
                yield self._line(label, [cell[i] if i < len(cell) else [] for cell in cells], sizes)

    def _sizes(self, columns: range) -> list[int]:
        """The widths of columns side by side: the more there is to say in one, the wider it is."""
        room = self.width - self.gutter - len(self.bar) * (len(columns) - 1)
        least = max(min(room // len(columns), _LEAST), 4)
        most = MEASURE if len(columns) == 1 else _MOST
        load = [1 + sum(self.load[i].values()) for i in columns]
        sizes = []
        for i, weight in enumerate(load):
            share = (room - least * (len(load) - i)) * weight // sum(load[i:])
            longest = 2 + max(self.load[columns[i]].values(), default=0)
            size = min(least + max(share, 0), most, max(longest, least))
            sizes.append(size)
            room -= size
        return sizes

    def _head(self, column: int) -> str:
        name, speaks = self.flow.columns[column], self.speaks[column]
        words = ", ".join(speaks or ())
        return f"{name} ({words})" if words and words != name else name

    def _line(self, label: str, cells: list[list[Piece]], sizes: list[int]) -> str:
        pieces: list[Piece] = [(pad(label, self.gutter), "quiet")]
        for i, cell in enumerate(cells):
            if i:
                pieces += [(" ", ""), (self.bar.strip(), "guide"), (" ", "")]
            used = sum(cell_len(text) for text, _ in cell)
            pieces += [*cell, (pad("", sizes[i] - used), "")]
        return self.ink.line(pieces)

    def _cell(self, cell: Cell, size: int, again: bool) -> Iterator[list[Piece]]:
        indent = " " * min(2 * min(cell.level, _LEVELS), size // 3)
        pieces = list(self._words(cell))
        if again:
            pieces = [(text, "quiet") for text, _ in pieces]
        for i, line in enumerate(folded(pieces, size - len(indent) - 2, size - len(indent))):
            yield [(indent + ("  " if i else ""), ""), *line]

    def _words(self, cell: Cell) -> Iterator[Piece]:
        """What stands in a cell: how it bears on what, its standing, who says what."""
        told, box = cell.told, cell.told.box
        if told.role == "hidden":
            below = told.parent.box.below if told.parent is not None and told.parent.box is not None else 0
            yield f"{'…' if self.signs else '...'} {below} more (not shown)", "quiet"
            return
        arrow = told.arrow
        kind = arrow.kind if arrow is not None else ("question" if box and box.kind == "question" else None)
        if told.role == "premise":
            yield f"{LINKED} ", "link:support"
        elif kind is not None:
            look = LINKS[kind]
            yield f"{look.sign if self.signs else look.ascii} ", f"link:{kind}"
        if cell.answers:
            yield f"(to {cell.answers if self.signs else cell.answers.translate(ASCII)}) ", "quiet"
        if cell.dropped:
            sign = DROPPED.sign if self.signs else DROPPED.ascii
            yield f"{sign} {DROPPED.word} ", "standing:unsupported"
        if box is None:
            yield "granted", "quiet"
            if told.speakers != self.speaks[cell.column]:
                yield f" by {', '.join(told.speakers) or 'the mapper'}", "speaker"
            if told.force:
                yield f" ({told.force})", "quiet"
            return
        if box.standing:
            look = STANDINGS[box.standing]
            yield (look.sign if self.signs else look.ascii) + " ", f"standing:{box.standing}"
        if box.decided and told.full:
            yield f"{DECIDED.sign if self.signs else DECIDED.ascii} {DECIDED.word} ", "decided"
        if told.force:
            yield f"({told.force}) ", "quiet"
        if told.full and box.colour in MARKS:
            yield f"{(MARKS if self.signs else ASCII_MARKS)[box.colour]} ", f"colour:{box.colour}"
        if not told.full:
            yield "see ", "quiet"
        if box.label:
            yield box.label, "id"
        speakers = told.speakers
        if (
            speakers
            and speakers != self.speaks[cell.column]
            and speakers != (self.flow.columns[cell.column],)
        ):
            dot = (" · " if self.signs else " - ") if box.label else ""
            yield dot, "quiet"
            yield ", ".join(speakers), "speaker"
        elif not box.label and not box.text:
            yield box.kind, "quiet"
            return
        text = box.text if told.full else shorten(box.text, 40, "…" if self.signs else "...")
        if text:
            named = bool(box.label or (speakers and speakers != self.speaks[cell.column]))
            yield ": " if named else "", "quiet"
            yield text, "quiet" if box.context or not told.full else "text"
