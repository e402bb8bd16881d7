"""The HTML-like labels of a diagram's boxes, its title and its legend. All text is escaped here.

Lines are broken here and their width is set here, so that a box fits its text in every script and
with every layout engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from argmap.render.look import INK, LINKS, QUIET, STANDINGS
from argmap.render.measure import points, right_to_left
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.wrap import balance, shorten, wrap
from argmap.safe import markup

TEXT = 12.0
SMALL = 9.0
TITLE = 17.0


def font(text: str, *, size: float | None = None, color: str | None = None, face: str = "") -> str:
    """Escaped text in a font; `face` is any of the letters b and i."""
    inner = markup(text).replace("\\", "\\\\")  # even here \N would become the node's name
    for letter in face:
        inner = f"<{letter}>{inner}</{letter}>"
    given = "".join((f' POINT-SIZE="{size:g}"' if size else "", f' COLOR="{color}"' if color else ""))
    return f"<FONT{given}>{inner}</FONT>" if given else inner


def line(
    text: str, *, size: float, color: str = INK, face: str = "", rtl: bool = False, span: int = 2
) -> list[str]:
    """A row that holds one line of text, flush with its own side.

    Each line has a row of its own, as high as the type asks for: engines disagree on line spacing.
    """
    shown = font(text, size=size, color=color, face=face)
    width = points(text, size, bold="b" in face)
    return [cell(shown, width=width, height=size * 1.26, align="RIGHT" if rtl else "LEFT", span=span)]


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


def box(one: Box, columns: int) -> str:
    """The label of a box: what it is and who says it, its standing, its text, its id and citations."""
    quiet = QUIET if not one.context else "#7a828b"
    ink = INK if not one.context else "#5a626b"
    root = one.kind in ("claim", "question") and one.top
    face = "b" if root else ("i" if one.kind == "argument" else "")
    small = max(int(columns * TEXT / SMALL), 12)

    text = balance(one.text, columns) if one.text else []
    what = [_kind(one), ", ".join(one.speakers)]
    what += ["implicit"] if one.implicit else []
    what += ["assumed"] if one.assumed else []
    verdict = STANDINGS[one.standing].word if one.standing else ""
    head = wrap(" · ".join(w for w in what if w), max(small - len(verdict) - 2, 12))
    refs = [one.label] if one.label else []
    refs += [f"[{', '.join(one.citations)}]"] if one.citations else []
    tags = [f"#{t}" for t in one.tags if t != "implicit"]
    foot = wrap(" ".join((*refs, *tags)), small) if refs or tags else []

    rows = []
    first, *others = head
    if verdict and one.standing:
        look = STANDINGS[one.standing]
        strong = "b" if one.standing != "stands" else ""
        shown = font(verdict, size=SMALL, color=look.line, face=strong)
        rows.append(
            [
                *line(first, size=SMALL, color=quiet, span=1),
                cell(shown, width=points(verdict, SMALL, bold=True) + 12, align="RIGHT"),
            ]
        )
    else:
        others = head
    rows += [line(t, size=SMALL, color=quiet) for t in others]
    rows += [line(t, size=TEXT, color=ink, face=face, rtl=right_to_left(t)) for t in text]
    rows += [line(t, size=SMALL, color=quiet) for t in foot]
    rows += _notes(one, small)
    return table(rows)


def _kind(one: Box) -> str:
    return f"{one.kind} ({one.scheme})" if one.scheme else one.kind


def _notes(one: Box, columns: int) -> list[list[str]]:
    """Rows for what is told inside a box: who grants it, and what hides beneath or above it."""
    rows = []
    for arrow in one.into:
        if granted_inside(arrow):
            words = "granted by " + (", ".join(arrow.speakers) or "the mapper")
            words += f" [{', '.join(arrow.citations)}]" if arrow.citations else ""
            color = LINKS["concession"].line
            rows += [line(t, size=SMALL, color=color, face="b") for t in wrap(words, columns)]
    hidden = [f"{n} more {where}" for n, where in ((one.below, "below"), (one.above, "above")) if n]
    if hidden:
        words = "… " + ", ".join(hidden) + " (not shown)"
        rows.append(line(words, size=SMALL, color=QUIET, face="i"))
    return rows


def junction(box: Box) -> bool:
    """Whether an argument is drawn as a mere point: it has nothing of its own to say."""
    return box.kind == "argument" and not box.text and not box.scheme and not box.below and not box.above


def granted_inside(arrow: Arrow) -> bool:
    """Whether a bare concession is told inside the box it grants: nobody denies it."""
    return arrow.bare and isinstance(arrow.target, Box) and not arrow.into


def granted(arrow: Arrow) -> str:
    """The label of a bare concession that needs a box of its own."""
    words = "granted by " + (", ".join(arrow.speakers) or "the mapper")
    color = LINKS["concession"].line
    return table(line(t, size=SMALL, color=color, face="b", span=1) for t in wrap(words, 30))


def mention(one: Box, columns: int) -> str:
    """The label of a small box that stands for one drawn elsewhere."""
    rows = []
    if one.label:
        rows += [line(t, size=SMALL, face="b", span=1) for t in wrap(f"→ {one.label}", columns)]
    words = shorten(one.text, columns + 6 if one.label else 2 * columns)
    rows += [line(t, size=SMALL, color=QUIET, span=1) for t in wrap(words, columns + 6)]
    return table(rows)


def group(title: str) -> str:
    """The title of a section."""
    return table(line(t, size=13, color=QUIET, face="b", span=1) for t in wrap(title, 60))


def heading(scene: Scene, drawn: Sequence[str]) -> str:
    """The title of the picture and, below it, the legend of what occurs in it."""
    rows = []
    if scene.title:
        rows += [line(t, size=TITLE, face="b", span=1) for t in balance(scene.title, 70)]
    if scene.hidden:
        words = f"{scene.hidden} node{'' if scene.hidden == 1 else 's'} of this map not shown"
        rows.append(line(words, size=10, color=QUIET, face="i", span=1))
    legend = _legend(scene, drawn)
    if legend:
        rows.append([cell(legend)])
    return table(rows, 'CELLPADDING="3"') if rows else ""


def _legend(scene: Scene, drawn: Sequence[str]) -> str:
    """Swatches of the standings and strokes of the links, side by side, only those that occur."""
    cells = []
    for value in scene.legend.standings:
        look = STANDINGS[value]
        word = font(look.word, size=SMALL, color=look.line, face="b")
        frame = f' BORDER="1" COLOR="#a8b0b8" BGCOLOR="{look.fill}" STYLE="ROUNDED" CELLPADDING="3"'
        cells.append(cell(word, width=points(look.word, SMALL, bold=True) + 6, align="CENTER", more=frame))
        cells.append('<TD WIDTH="4"></TD>')
    for kind in drawn:
        look = LINKS[kind]
        word = font(look.word, size=SMALL, color=look.line)
        cells.append('<TD WIDTH="10"></TD>')
        cells.append(_stroke(kind))
        cells.append(cell(word, width=points(look.word, SMALL) + 2))
    for words, wanted in (
        ("hollow head: undecided", scene.legend.undecided),
        ("pale, hollow head: not in force", scene.legend.out_of_force),
        ("dashed frame: implicit", scene.legend.implicit),
        ("lines joined: reasons that count only together", scene.legend.linked),
    ):
        if wanted:
            cells.append('<TD WIDTH="12"></TD>')
            cells.append(cell(font(words, size=SMALL, color=QUIET), width=points(words, SMALL)))
    if not cells:
        return ""
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"><TR>'
        + "".join(cells)
        + "</TR></TABLE>"
    )


def _stroke(kind: str) -> str:
    """A short stroke in the colour and line of a kind of link, with a head of its own."""
    look = LINKS[kind]
    style = {"attack": "DASHED", "contradiction": "DASHED", "undercut": "DOTTED", "question": "DOTTED"}
    dashes = f' STYLE="{style[kind]}"' if kind in style else ""
    head = {
        "support": "►",
        "attack": "►|",
        "contradiction": "◄►",
        "undercut": "♦",
        "concession": "›",
        "question": "○",
        "answer": "●",
        "restatement": "=",
    }[kind]
    line = f'<TD SIDES="B" BORDER="2" COLOR="{look.line}"{dashes} WIDTH="24" HEIGHT="8"></TD>'
    bar = (
        '<TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">'
        f'<TR>{line}</TR><TR><TD HEIGHT="5"></TD></TR></TABLE></TD>'
    )
    return bar + cell(font(head, size=SMALL, color=look.line))
