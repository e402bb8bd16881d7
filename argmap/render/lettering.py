"""The rows of a box as SVG text, around the middle of its outline. All text is escaped here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from argmap.render.label import SMALL
from argmap.render.rows import Rows
from argmap.safe import markup

#: The signs around a right-to-left line, as references: an editor must not turn the file by them. They
#: set the direction, no property: a browser takes the end that `text-anchor` names by the property, which
#: makes it the left one, and other readers don't.
_ISOLATE, _END = "&#x2067;", "&#x2069;"
_EMBED, _POP, _MARK = "&#x202b;", "&#x202c;", "&#x200f;"
_TURNED = re.compile(f"{_ISOLATE}(.*?){_END}")
#: Where type of one point stands below the middle of its row, as layout engines have it.
_DROP = 0.4
_FACES = {"": "", "b": ' font-weight="bold"', "i": ' font-style="italic"'}


def lettered(label: Rows, across: float, down: float, links: Mapping[str, str]) -> str:
    """The text of a box whose middle is given. `links` are addresses of citations that may be in it."""
    left, right = across - label.width / 2, across + label.width / 2
    top = down - label.height / 2
    cited = _citations(links) if links else None
    out = []
    for row in label.rows:
        high = max(one.height for one in row) if len(row) > 1 else row[0].height
        middle = top + high / 2
        for one in row:
            if not one.text:
                continue
            size = one.size
            shown = markup(one.text)
            if cited is not None and size == SMALL:
                shown = cited.sub(lambda found: _linked(found[1], links), shown)
            if one.turned:
                shown = f"{_ISOLATE}{shown}{_END}"
            if one.ground:
                out.append(
                    f'<rect x="{left:.2f}" y="{top:.2f}" width="{one.width}" height="{high}" rx="3" '
                    f'fill="{one.ground}"/>\n'
                )
                place = f'text-anchor="middle" x="{left + one.width / 2:.2f}"'
            elif one.right:
                place = f'text-anchor="end" x="{right:.2f}"'
            else:
                place = f'x="{left:.2f}"'
            out.append(
                f'<text {place} y="{middle + _DROP * size:.2f}" font-size="{size:g}"'
                f'{_FACES[one.face]} fill="{one.color}">{shown}</text>\n'
            )
        top += high
    return "".join(out)


def middle_of(label: Rows, first: float) -> float:
    """Where the middle of a text is whose first line stands at a height."""
    top = label.rows[0][0]
    return first - _DROP * top.size - top.height / 2 + label.height / 2


def _citations(links: Mapping[str, str]) -> re.Pattern[str]:
    """Where the citations that lead somewhere stand in an escaped line."""
    longest = sorted(map(markup, links), key=len, reverse=True)
    return re.compile(rf"(?:(?<=[\[ ])|^)({'|'.join(map(re.escape, longest))})(?=[\],])")


def _linked(citation: str, links: Mapping[str, str]) -> str:
    address = next(address for label, address in links.items() if markup(label) == citation)
    shown = f'<tspan text-decoration="underline">{citation}</tspan>'
    return f'<a xlink:href="{markup(address)}" target="_blank" rel="noreferrer">{shown}</a>'


def direction_marked(svg: str) -> str:
    """The SVG for a reader whose fonts lack isolates; other signs do their work in a line that is one text.

    Marks suffice where all runs from right to left, and leave more to whoever reads the words back.
    """
    return _TURNED.sub(_marked, svg)


def _marked(turned: re.Match[str]) -> str:
    words = turned[1]
    mixed = any(unicodedata.bidirectional(char) in ("L", "EN", "AN") for char in words)
    before, behind = (_EMBED, _POP) if mixed else (_MARK, _MARK)
    return f"{before}{words}{behind}"
