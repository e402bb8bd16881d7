"""`--to table`: one row a node, in the order of the text, for a terminal.

The columns fit the width: in a narrow terminal several share one. Rows are laid out and handed over
one at a time, so a long table begins to show once its columns are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from argmap.render.closing import closing, hues, nothing
from argmap.render.columns import USUAL, Key, cited, hangs_on, sorted_boxes, value
from argmap.render.ink import Ink
from argmap.render.look import ASCII_MARKS, DECIDED, MARKS, STANDINGS, encodes_signs
from argmap.render.pieces import MEASURE
from argmap.render.scene import Box, Scene
from argmap.render.wrap import pad, wrap

_GAP = "  "
#: The most that a column may take, whatever is in it.
_MOST = {
    "kind": 10, "id": 22, "speaker": 18, "side": 14, "standing": 13, "tags": 18, "scheme": 20,
    "section": 24, "hangs-on": 28, "citations": 22,
}  # fmt: skip
#: Columns from wide to narrow: which of them share one where the terminal is narrow. A stack takes the
#: place of the first of its columns.
_WIDE: tuple[tuple[str, ...], ...] = ()
_MIDDLE = (
    ("kind", "id", "section"), ("standing", "speaker", "side"), ("text", "tags", "scheme", "citations"),
)  # fmt: skip
_NARROW = (
    ("kind", "id", "speaker", "side", "standing", "section"),
    ("text", "tags", "scheme", "hangs-on", "citations"),
)
_LEAST_TEXT = 30
#: A space at which no line is broken; only on the way through `wrap`.
_BOUND = "\N{NO-BREAK SPACE}"


def draw_table(
    scene: Scene,
    *,
    width: int = 80,
    color_system: str | None = None,
    encoding: str | None = "utf-8",
    columns: Sequence[str] = USUAL,
    sort: Sequence[Key] = (),
) -> Iterator[str]:
    """The lines of a scene's table, without line ends.

    `columns` are some of `columns.COLUMNS`, each once. Columns that were not asked for by name are left
    out where they are empty.
    """
    ink, signs = Ink(color_system), encodes_signs(encoding)
    return _Table(scene, max(width, 20), ink, signs, tuple(columns), sorted_boxes(scene, sort)).lines()


class _Table:
    def __init__(
        self, scene: Scene, width: int, ink: Ink, signs: bool, names: tuple[str, ...], boxes: list[Box]
    ) -> None:
        self.scene = scene
        self.width = width
        self.ink = ink
        self.signs = signs
        self.names = names
        self.boxes = boxes
        self.decided = DECIDED.sign if signs else DECIDED.ascii
        self.marks = MARKS if signs else ASCII_MARKS
        self.rows = [self._cells(box) for box in boxes]
        self.columns, self.widths = self._fit()

    def lines(self) -> Iterator[str]:
        if self.scene.title:
            for text in wrap(self.scene.title, self.width):
                yield self.ink.paint(text, "title")
            yield ""
        if not self.rows:
            yield self.ink.paint(nothing(self.scene), "quiet")
            return
        yield from self._row([[(name.replace("-", " "), "id") for name in s] for s in self.columns])
        rule = ("─" if self.signs else "-") * (sum(self.widths) + len(_GAP) * (len(self.widths) - 1))
        yield self.ink.paint(rule, "guide")
        stacked = any(len(stack) > 1 for stack in self.columns)
        for box, cells in zip(self.boxes, self.rows, strict=True):
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
        return {name: self._cell(name, box) for name in self.names}

    def _cell(self, name: str, box: Box) -> str:
        if name == "standing":
            look = STANDINGS.get(box.standing or "")
            return f"{look.sign if self.signs else look.ascii} {look.word}" if look else ""
        if name == "id":
            return box.label
        if name == "speaker":
            mark = f"{self.marks[box.colour]} " if box.colour in MARKS and box.speakers else ""
            return mark + ", ".join(box.speakers)
        if name == "text":
            return " ".join(part for part in (box.text, *self._more(box)) if part)
        if name == "tags":
            return " ".join(f"#{tag}" for tag in box.tags)
        if name == "citations":
            found = ", ".join(cited(box))
            return f"[{found}]" if found else ""
        if name == "hangs-on":
            return ", ".join(_bound(words) for words in hangs_on(box, signs=self.signs))
        words = value(self.scene, box, name)
        text = words if isinstance(words, str) else ", ".join(words)
        return text if self.signs else text.replace("›", ">")

    def _more(self, box: Box) -> Iterator[str]:
        """What is told behind the text of a box."""
        if box.decided:
            yield f"{self.decided} decided"
        if box.assumed:
            yield "assumed"
        if "tags" not in self.names:
            yield from (f"#{tag}" for tag in box.tags if tag != "decided")
        yield from _hiding(box, self.signs)

    def _style(self, name: str, box: Box) -> str:
        if name == "standing":
            return f"standing:{box.standing}" if box.standing else ""
        if name == "text":
            return "quiet" if box.context else ("root" if box.top else "text")
        if name == "speaker" and box.colour in MARKS:
            return f"colour:{box.colour}"
        return {"id": "id", "speaker": "speaker", "hangs-on": "bears on"}.get(name, "quiet")

    # -- how it is laid out ----------------------------------------------------------------------

    def _fit(self) -> tuple[list[tuple[str, ...]], list[int]]:
        """The columns of the widest layout in which the text keeps enough room."""
        asked = self.names != USUAL
        natural = {name: self._natural(name, _MOST.get(name, MEASURE)) for name in self.names}
        names = [name for name in self.names if asked or name == "text" or natural[name]]
        for layout in (_WIDE, _MIDDLE, _NARROW):
            columns = _stacked(names, layout)
            sizes = [max(natural[name] for name in stack) for stack in columns]
            room = self.width - len(_GAP) * (len(columns) - 1)
            text = next((i for i, stack in enumerate(columns) if "text" in stack), None)
            if text is None:
                fits = sum(sizes) <= room
            else:
                left = room - sum(size for i, size in enumerate(sizes) if i != text)
                fits = left >= min(sizes[text], _LEAST_TEXT)
                sizes[text] = min(left, sizes[text])
            if fits:
                return columns, sizes
        # narrower than any layout: all the same
        return columns, [max(room // len(columns), 2)] * len(columns)

    def _natural(self, name: str, most: int) -> int:
        """The width that the cells of a column would take, its name included; 0 where all are empty."""
        widest = max((cell_len(row[name]) for row in self.rows), default=0)
        asked = self.names != USUAL
        return min(max(widest, len(name)), most) if widest or asked else 0

    def _row(self, stacks: list[list[tuple[str, str]]]) -> Iterator[str]:
        """The lines of one row: every column's pieces wrapped, one under the other."""
        columns: list[list[tuple[str, str]]] = []
        for stack, width in zip(stacks, self.widths, strict=True):
            column: list[tuple[str, str]] = []
            for text, style in stack:
                if text:
                    parts = wrap(text, width)
                    if style == "bears on":
                        parts = [part.replace(_BOUND, " ") for part in parts]
                    column += [(part, style) for part in parts]
            columns.append(column)
        for i in range(max((len(c) for c in columns), default=0)):
            pieces: list[tuple[str, str]] = []
            for column, width in zip(columns, self.widths, strict=True):
                text, style = column[i] if i < len(column) else ("", "")
                pieces += [(text, style), (pad("", width - cell_len(text)) + _GAP, "")]
            yield self.ink.line(pieces[:-1])


def _stacked(names: Sequence[str], stacks: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The columns, in their order, those that a stack holds together where its first one stands."""
    columns: dict[tuple[str, ...], None] = {}
    for name in names:
        home = next((stack for stack in stacks if name in stack), (name,))
        columns.setdefault(tuple(n for n in names if n in home))
    return list(columns)


def _said(name: str, cells: dict[str, str], stack: tuple[str, ...]) -> str:
    """A cell's text; below other text it says by itself what it is."""
    words = cells[name]
    return f"on {words}" if name == "hangs-on" and "text" in stack and words[:1] not in "⇄=<" else words


def _bound(words: str) -> str:
    """A sign and the id behind it, kept together."""
    for sign in ("→", "->", "⇄", "<>", "="):
        words = words.replace(f"{sign} ", sign + _BOUND)
    return words


def _hiding(box: Box, signs: bool) -> tuple[str, ...]:
    hidden = [f"{n} more {where}" for n, where in ((box.below, "below"), (box.above, "above")) if n]
    return (f"{'…' if signs else '...'} {', '.join(hidden)} (not shown)",) if hidden else ()
