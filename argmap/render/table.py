"""`--to table`: one row a node, in the order of the text, for a terminal.

The columns fit the width: in a narrow terminal several share one. Rows are laid out and handed over
one at a time, so a long table begins to show once its columns are measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from argmap.render.closing import closing, hues, nothing
from argmap.render.ink import Ink
from argmap.render.look import ASCII_MARKS, DECIDED, MARKS, STANDINGS, encodes_signs
from argmap.render.order import SIDEWAYS
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.wrap import pad, shorten, wrap

_GAP = "  "
#: The most that a column may take, whatever is in it.
_MOST = {"kind": 10, "id": 22, "speaker": 18, "standing": 13, "hangs on": 22, "citations": 22}
#: Columns from wide to narrow: each is a stack of what stands in it.
_WIDE = (("kind",), ("id",), ("speaker",), ("standing",), ("text",), ("hangs on",), ("citations",))
_MIDDLE = (("kind", "id"), ("standing", "speaker"), ("text", "citations"), ("hangs on",))
_NARROW = (("kind", "id", "speaker", "standing"), ("text", "hangs on", "citations"))
_LEAST_TEXT = 30


def draw_table(
    scene: Scene, *, width: int = 80, color_system: str | None = None, encoding: str | None = "utf-8"
) -> Iterator[str]:
    """The lines of a scene's table, without line ends."""
    return _Table(scene, max(width, 20), Ink(color_system), encodes_signs(encoding)).lines()


class _Table:
    def __init__(self, scene: Scene, width: int, ink: Ink, signs: bool) -> None:
        self.scene = scene
        self.width = width
        self.ink = ink
        self.signs = signs
        self.decided = DECIDED.sign if signs else DECIDED.ascii
        self.marks = MARKS if signs else ASCII_MARKS
        self.rows = [self._cells(box) for box in scene.boxes.values()]
        self.columns, self.widths = self._fit()

    def lines(self) -> Iterator[str]:
        if self.scene.title:
            for text in wrap(self.scene.title, self.width):
                yield self.ink.paint(text, "title")
            yield ""
        if not self.rows:
            yield self.ink.paint(nothing(self.scene), "quiet")
            return
        yield from self._row([[(name, "id") for name in stack] for stack in self.columns])
        rule = ("─" if self.signs else "-") * (sum(self.widths) + len(_GAP) * (len(self.widths) - 1))
        yield self.ink.paint(rule, "guide")
        stacked = any(len(stack) > 1 for stack in self.columns)
        for box, cells in zip(self.scene.boxes.values(), self.rows, strict=True):
            yield from self._row(
                [
                    [(_said(name, cells, stack), self._style(name, box)) for name in stack]
                    for stack in self.columns
                ]
            )
            if stacked:
                yield ""
        if not stacked:
            yield ""
        yield from closing(self.scene, self.width, self.ink)
        yield from hues(self.scene, self.width, self.ink, self.signs)

    # -- what stands in it -----------------------------------------------------------------------

    def _cells(self, box: Box) -> dict[str, str]:
        standing = STANDINGS.get(box.standing or "")
        verdict = f"{standing.sign if self.signs else standing.ascii} {standing.word}" if standing else ""
        more = " ".join(
            (
                *((f"{self.decided} decided",) if box.decided else ()),
                *(("assumed",) if box.assumed else ()),
                *(f"#{t}" for t in box.tags if t != "decided"),
                *_hiding(box, self.signs),
            )
        )
        mark = f"{self.marks[box.colour]} " if box.colour in MARKS and box.speakers else ""
        return {
            "kind": box.kind,
            "id": box.label,
            "speaker": mark + ", ".join(box.speakers),
            "standing": verdict,
            "text": " ".join(part for part in (box.text, more) if part),
            "hangs on": self._hangs_on(box),
            "citations": f"[{', '.join(box.citations)}]" if box.citations else "",
        }

    def _hangs_on(self, box: Box) -> str:
        """What it bears on: ids, or the first words of what has none."""
        found: dict[str, None] = {}
        for arrow in box.out:
            if arrow.kind in SIDEWAYS or (arrow.via is not None and arrow.via is not box):
                if arrow.via is not None:
                    found.setdefault(self._short(arrow.via))
                continue
            target = arrow.target
            if isinstance(target, Arrow):
                head = target.head
                step = "→" if self.signs else "->"
                start = self._short(head) if head is not None else ", ".join(target.speakers) or "grant"
                found.setdefault(f"{start} {step} {self._short(target.base)}")
            else:
                found.setdefault(self._short(target))
        return ", ".join(found)

    def _short(self, box: Box) -> str:
        if box.label:
            return box.label
        words = shorten(box.text, 16, "…" if self.signs else "...")
        return f'"{words}"' if words else box.kind

    def _style(self, name: str, box: Box) -> str:
        if name == "standing":
            return f"standing:{box.standing}" if box.standing else ""
        if name == "text":
            return "quiet" if box.context else ("root" if box.top else "text")
        if name == "speaker" and box.colour in MARKS:
            return f"colour:{box.colour}"
        return {"id": "id", "speaker": "speaker"}.get(name, "quiet")

    # -- how it is laid out ----------------------------------------------------------------------

    def _fit(self) -> tuple[list[tuple[str, ...]], list[int]]:
        """The columns of the widest layout in which the text keeps enough room."""
        natural = {name: self._natural(name, most) for name, most in _MOST.items()}
        for layout in (_WIDE, _MIDDLE, _NARROW):
            columns = [tuple(n for n in stack if n == "text" or natural[n]) for stack in layout]
            columns = [stack for stack in columns if stack]
            sizes = [max(natural.get(n, 0) for n in stack) for stack in columns]
            text = next(i for i, stack in enumerate(columns) if "text" in stack)
            sizes[text] = (
                self.width - sum(s for i, s in enumerate(sizes) if i != text) - len(_GAP) * (len(columns) - 1)
            )
            if sizes[text] >= _LEAST_TEXT or layout is _NARROW:
                break
        if sizes[text] < _LEAST_TEXT:  # narrower than any layout: the text takes half
            sizes = [max((self.width - len(_GAP)) // 2, 4)] * len(columns)
        return columns, sizes

    def _natural(self, name: str, most: int) -> int:
        widest = max((cell_len(row[name]) for row in self.rows), default=0)
        return min(max(widest, len(name)), most) if widest else 0

    def _row(self, stacks: list[list[tuple[str, str]]]) -> Iterator[str]:
        """The lines of one row: every column's pieces wrapped, one under the other."""
        columns: list[list[tuple[str, str]]] = []
        for stack, width in zip(stacks, self.widths, strict=True):
            column: list[tuple[str, str]] = []
            for text, style in stack:
                if text:
                    column += [(part, style) for part in wrap(text, width)]
            columns.append(column)
        for i in range(max((len(c) for c in columns), default=0)):
            pieces: list[tuple[str, str]] = []
            for column, width in zip(columns, self.widths, strict=True):
                text, style = column[i] if i < len(column) else ("", "")
                pieces += [(text, style), (pad("", width - cell_len(text)) + _GAP, "")]
            yield self.ink.line(pieces[:-1])


def _said(name: str, cells: dict[str, str], stack: tuple[str, ...]) -> str:
    """A cell's text; below other text it says by itself what it is."""
    return f"on {cells[name]}" if name == "hangs on" and "text" in stack and cells[name] else cells[name]


def _hiding(box: Box, signs: bool) -> tuple[str, ...]:
    hidden = [f"{n} more {where}" for n, where in ((box.below, "below"), (box.above, "above")) if n]
    return (f"{'…' if signs else '...'} {', '.join(hidden)} (not shown)",) if hidden else ()
