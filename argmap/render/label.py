"""The HTML-like labels of a diagram's boxes, its title and its legend. All text is escaped here.

Lines are broken here and their width is set here, so that a box fits its text in every script and
with every layout engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from argmap.render.look import DECIDED, LINKS, MARKS, STANDINGS
from argmap.render.measure import points, right_to_left
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.theme import Theme
from argmap.render.wrap import balance, shorten, wrap
from argmap.safe import markup

TEXT = 12.0
SMALL = 9.0
TITLE = 17.0
#: A legend is broken into lines of at most so many points, that of a large picture later.
_LEGEND = 660.0
_LARGE = 1300.0
#: One entry of it: its cells, how wide they are, and the gap before it.
Entry = tuple[str, float, int]
#: Where a text and its width come in what is made once for all texts of a kind.
_HERE, _WIDTH = "§", 987654321
#: Tags that have a word and a look of their own.
_TOLD = ("implicit", "decided")


class Labels:
    """Labels in the colours of a theme, their text wrapped to so many cells."""

    def __init__(self, theme: Theme, columns: int, color_by: str = "standing") -> None:
        self.theme = theme
        self.columns = columns
        self.small = max(int(columns * TEXT / SMALL), 12)
        self.marked = color_by != "standing"
        #: What stands around a text and its width, by how the text is set.
        self._parts: dict[tuple[float, str, str, bool, int], tuple[str, ...]] = {}

    def line(
        self, text: str, size: float, color: str = "", face: str = "", *, rtl: bool = False, span: int = 2
    ) -> list[str]:
        """A row that holds one line of text, flush with its own side.

        Each line has a row of its own, as high as the type asks for: engines disagree on line spacing.
        """
        key = (size, color, face, rtl, span)
        parts = self._parts.get(key)
        if parts is None:
            model = cell(
                font(_HERE, size, color or self.theme.ink, face),
                width=_WIDTH,
                height=size * 1.26,
                align="RIGHT" if rtl else "LEFT",
                span=span,
            )
            before, _, rest = model.partition(str(_WIDTH))
            parts = self._parts[key] = (before, *rest.split(_HERE))
        before, between, behind = parts
        width = math.ceil(points(text, size, bold="b" in face))
        return [f"{before}{width}{between}{_escaped(text)}{behind}"]

    def box(self, one: Box) -> str:
        """The label of a box: what it is and who says it, its standing, its text, its id and citations."""
        theme, small = self.theme, self.small
        quiet = theme.context_quiet if one.context else theme.quiet
        ink = theme.context_ink if one.context else theme.ink
        root = one.kind in ("claim", "question") and one.top
        face = "b" if root or one.decided else ("i" if one.kind == "argument" else "")
        rows = []
        if one.decided:
            rows.append([cell(self._badge(DECIDED.word), span=2)])
        verdict = STANDINGS[one.standing].word if one.standing else ""
        head = wrap(self._head(one), max(small - len(verdict) - 2, 12))
        if one.standing:
            shown = font(
                verdict, SMALL, theme.tones[one.standing].line, "" if one.standing == "stands" else "b"
            )
            rows.append(
                [
                    *self.line(head[0], SMALL, quiet, span=1),
                    cell(shown, width=points(verdict, SMALL, bold=True) + 12, align="RIGHT"),
                ]
            )
            del head[0]
        rows += [self.line(t, SMALL, quiet) for t in head]
        text = balance(one.text, self.columns) if one.text else []
        rows += [self.line(t, TEXT, ink, face, rtl=right_to_left(t)) for t in text]
        rows += [self.line(t, SMALL, quiet) for t in self._foot(one)]
        rows += self._notes(one)
        return table(rows)

    def _badge(self, word: str) -> str:
        """A word that stands out. Signs for it are in too few fonts."""
        theme = self.theme
        shown = font(word, SMALL, theme.background, "b")
        inner = cell(shown, width=points(word, SMALL, bold=True) + 8, align="CENTER")
        return (
            '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1" STYLE="ROUNDED" '
            f'BGCOLOR="{theme.decided}"><TR>{inner}</TR></TABLE>'
        )

    def _head(self, one: Box) -> str:
        what = [f"{one.kind} ({one.scheme})" if one.scheme else one.kind]
        if one.speakers:
            mark = f"{MARKS[one.colour]} " if self.marked and one.colour in MARKS else ""
            what.append(mark + ", ".join(one.speakers))
        what += ["implicit"] if one.implicit else []
        what += ["assumed"] if one.assumed else []
        return " · ".join(what)

    def _foot(self, one: Box) -> list[str]:
        words = [one.label] if one.label else []
        words += [f"[{', '.join(one.citations)}]"] if one.citations else []
        words += [f"#{t}" for t in one.tags if t not in _TOLD]
        return wrap(" ".join(words), self.small) if words else []

    def _notes(self, one: Box) -> list[list[str]]:
        """Rows for what is told inside a box: who grants it, and what hides beneath or above it."""
        rows = []
        for arrow in one.into:
            if granted_inside(arrow):
                words = "granted by " + (", ".join(arrow.speakers) or "the mapper")
                words += f" [{', '.join(arrow.citations)}]" if arrow.citations else ""
                color = self.theme.links["concession"]
                rows += [self.line(t, SMALL, color, "b") for t in wrap(words, self.small)]
        hidden = [f"{n} more {where}" for n, where in ((one.below, "below"), (one.above, "above")) if n]
        if hidden:
            words = "… " + ", ".join(hidden) + " (not shown)"
            rows.append(self.line(words, SMALL, self.theme.quiet, "i"))
        return rows

    def granted(self, arrow: Arrow) -> str:
        """The label of a bare concession that needs a box of its own."""
        words = "granted by " + (", ".join(arrow.speakers) or "the mapper")
        color = self.theme.links["concession"]
        return table(self.line(t, SMALL, color, "b", span=1) for t in wrap(words, 30))

    def mention(self, one: Box) -> str:
        """The label of a small box that stands for one drawn elsewhere."""
        columns = self.columns
        rows = []
        if one.label:
            rows += [self.line(t, SMALL, face="b", span=1) for t in wrap(f"→ {one.label}", columns)]
        words = shorten(one.text, columns + 6 if one.label else 2 * columns)
        rows += [self.line(t, SMALL, self.theme.quiet, span=1) for t in wrap(words, columns + 6)]
        return table(rows)

    def group(self, title: str) -> str:
        """The title of a section."""
        return table(self.line(t, 13, self.theme.group_ink, "b", span=1) for t in wrap(title, 60))

    # -- title and legend --------------------------------------------------------------------------

    def heading(self, scene: Scene, drawn: Sequence[str]) -> str:
        """The title of the picture and, below it, the legend of what occurs in it."""
        rows = []
        title = balance(scene.title, 70) if scene.title else []
        rows += [self.line(t, TITLE, face="b", span=1) for t in title]
        rows += [self.line(words, 10, self.theme.quiet, "i", span=1) for words in scene.left_out()]
        least = max((points(t, TITLE, bold=True) for t in title), default=0)
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


def font(text: str, size: float, color: str, face: str = "") -> str:
    """Escaped text in a font; `face` is any of the letters b and i."""
    inner = _escaped(text)
    for letter in face:
        inner = f"<{letter}>{inner}</{letter}>"
    return f'<FONT POINT-SIZE="{size:g}" COLOR="{color}">{inner}</FONT>'


def _escaped(text: str) -> str:
    safe = markup(text)
    return safe.replace("\\", "\\\\") if "\\" in safe else safe  # \N would become the node's name


def cell(
    inner: str, *, width: float = 0, height: float = 0, align: str = "LEFT", span: int = 1, more: str = ""
) -> str:
    """One table cell of at least a width and a height."""
    given = f' COLSPAN="{span}"' if span > 1 else ""
    given += f' WIDTH="{math.ceil(width)}"' if width else ""
    given += f' HEIGHT="{math.ceil(height)}"' if height else ""
    return f'<TD ALIGN="{align}"{given}{more}>{inner}</TD>'


def table(rows: Iterable[Iterable[str]], more: str = 'CELLPADDING="0"') -> str:
    """A table without lines around its cells."""
    body = "".join(f"<TR>{''.join(row)}</TR>" for row in rows)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" {more}>{body}</TABLE>>'


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


def junction(box: Box) -> bool:
    """Whether an argument is drawn as a mere point: it has nothing of its own to say."""
    return box.kind == "argument" and not box.text and not box.scheme and not box.below and not box.above


def granted_inside(arrow: Arrow) -> bool:
    """Whether a bare concession is told inside the box it grants: nobody denies it."""
    return arrow.bare and isinstance(arrow.target, Box) and not arrow.into
