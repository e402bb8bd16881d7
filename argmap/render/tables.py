"""Texts for a layout engine: its HTML-like labels, tables of rows without lines. All text is escaped here."""

from __future__ import annotations

import math
from collections.abc import Iterable

from argmap.render.rows import Line, Rows
from argmap.safe import markup


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


def written(label: Rows) -> str:
    """The label of a box as an engine takes it."""
    span = max((len(row) for row in label.rows), default=1)
    return table(
        [
            _badge(one, span, label.width) if one.ground else line_cell(one, 1 if len(row) > 1 else span)
            for one in row
        ]
        for row in label.rows
    )


def line_cell(one: Line, span: int = 1) -> str:
    """The cell of one line of text, as many columns wide."""
    shown = font(one.text, one.size, one.color, one.face)
    side = "RIGHT" if one.right else "LEFT"
    return cell(shown, width=one.width, height=one.height, align=side, span=span)


def _badge(one: Line, span: int, room: int) -> str:
    """The cell of a word on a ground of its own. The rest of the room is a cell too: one alone fills it."""
    ground = f' BGCOLOR="{one.ground}" STYLE="ROUNDED"'
    shown = font(one.text, one.size, one.color, one.face)
    inner = cell(shown, width=one.width, height=one.height, align="CENTER", more=ground)
    rest = f'<TD WIDTH="{room - one.width}"></TD>' if room > one.width else ""
    return cell(
        f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{inner}{rest}</TR></TABLE>',
        span=span,
    )
