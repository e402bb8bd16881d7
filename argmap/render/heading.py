"""The title of a diagram and its legend, as a layout engine draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from argmap.render.label import SMALL
from argmap.render.look import LINKS, MARKS, STANDINGS
from argmap.render.measure import points
from argmap.render.rows import line
from argmap.render.scene import Scene
from argmap.render.tables import cell, font, line_cell, table
from argmap.render.theme import Theme
from argmap.render.wrap import balance, shorten

_TITLE = 17.0
#: A legend is broken into lines of at most so many points, that of a large picture later.
_LEGEND = 660.0
_LARGE = 1300.0
#: One entry of it: its cells, how wide they are, and the gap before it.
Entry = tuple[str, float, int]


class Heading:
    """Title and legend in the colours of a theme."""

    def __init__(self, theme: Theme, color_by: str = "standing") -> None:
        self.theme = theme
        self.marked = color_by != "standing"

    def label(self, scene: Scene, drawn: Sequence[str]) -> str:
        """The title of the picture and, below it, the legend of what occurs in it."""
        rows = []
        title = balance(scene.title, 70) if scene.title else []
        rows += [[line_cell(line(t, _TITLE, self.theme.ink, "b"))] for t in title]
        rows += [[line_cell(line(t, 10, self.theme.quiet, "i"))] for t in scene.left_out()]
        least = max((points(t, _TITLE, bold=True) for t in title), default=0)
        room = _LARGE if len(scene.boxes) > 40 else _LEGEND
        rows += [[cell(entries)] for entries in _lines(self._legend(scene, drawn), least, room)]
        return table(rows, 'CELLPADDING="3"') if rows else ""

    def _legend(self, scene: Scene, drawn: Sequence[str]) -> Iterator[Entry]:
        """Swatches of what colours tell and strokes of the links, only those that occur."""
        theme, legend = self.theme, scene.legend
        if self.marked:
            swatches = [(s.role, f"{MARKS[s.role]} {s.words}") for s in legend.colours]
        else:
            swatches = [(value, STANDINGS[value].word) for value in legend.standings]
        for role, words in swatches:
            yield self._swatch(role, shorten(words, 24))
        for kind in drawn:
            word = LINKS[kind].word
            width = points(word, SMALL) + 2
            shown = cell(font(word, SMALL, theme.links[kind]), width=width)
            yield self._stroke(kind) + shown, width + 42, 10
        for words, wanted in (
            ("thick frame: decided", legend.decided),
            ("hollow head: undecided", legend.undecided),
            ("pale, hollow head: not in force", legend.out_of_force),
            ("dashed frame: implicit", legend.implicit),
            ("lines joined: reasons that count only together", legend.linked),
        ):
            if wanted:
                width = points(words, SMALL)
                yield cell(font(words, SMALL, theme.quiet), width=width), width, 12

    def _swatch(self, role: str, words: str) -> Entry:
        tone = self.theme.tone(role)
        frame = tone.line if self.marked or tone.frame != "solid" else self.theme.frame
        border = 2 if tone.frame == "bold" else 1
        style = "ROUNDED,DOTTED" if tone.frame == "dotted" else "ROUNDED"
        more = f' BORDER="{border}" COLOR="{frame}" BGCOLOR="{tone.fill}" STYLE="{style}" CELLPADDING="3"'
        width = points(words, SMALL, bold=True) + 6
        shown = font(words, SMALL, tone.line, "b")
        return cell(shown, width=width, align="CENTER", more=more), width + 8, 4

    def _stroke(self, kind: str) -> str:
        """A short stroke in the colour and line of a kind of link, with a head of its own."""
        color = self.theme.links[kind]
        dashes = f' STYLE="{_DASHES[kind]}"' if kind in _DASHES else ""
        line = f'<TD SIDES="B" BORDER="2" COLOR="{color}"{dashes} WIDTH="24" HEIGHT="8"></TD>'
        bar = (
            '<TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
            f'<TR>{line}</TR><TR><TD HEIGHT="5"></TD></TR></TABLE></TD>'
        )
        return bar + cell(font(_HEADS[kind], SMALL, color))


_DASHES = {"attack": "DASHED", "contradiction": "DASHED", "undercut": "DOTTED", "question": "DOTTED"}
_HEADS = {
    "support": "►",
    "attack": "►|",
    "contradiction": "◄►",
    "undercut": "♦",
    "concession": "›",
    "question": "○",
    "answer": "●",
    "restatement": "=",
}


def _lines(entries: Iterable[Entry], least: float, room: float) -> Iterator[str]:
    """The entries of a legend side by side, in lines that a small picture has room for.

    Each is filled up to the longest, and to `least`: what is left over would be spread between entries.
    """
    lines: list[tuple[list[str], float]] = []
    for shown, width, gap in entries:
        if not lines or lines[-1][1] + gap + width > room:
            lines.append(([shown], width))
            continue
        cells, used = lines[-1]
        lines[-1] = ([*cells, f'<TD WIDTH="{gap}"></TD>', shown], used + gap + width)
    longest = max((least, *(used for _, used in lines)))
    for cells, used in lines:
        rest = f'<TD WIDTH="{longest - used:.0f}"></TD>' if used < longest - 1 else ""
        yield (
            '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"><TR>'
            f"{''.join(cells)}{rest}</TR></TABLE>"
        )
