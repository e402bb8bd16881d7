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
#: What may be a citation: it stands in brackets, alone or among others; a line may begin or end within them.
_CITATION = re.compile(r"(?:(?<=\[)|(?<=, )|^)[^][,]+(?=[],])")
#: Where type of one point stands below the middle of its row, as layout engines have it.
_DROP = 0.4
_FACES = {"": "", "b": ' font-weight="bold"', "i": ' font-style="italic"'}


def lettered(label: Rows, across: float, down: float, links: Mapping[str, str]) -> str:
    """The text of a box whose middle is given. `links` are addresses of citations that may be in it."""
    left, right = across - label.width / 2, across + label.width / 2
    top = down - label.height / 2
    addresses = {markup(citation): markup(address) for citation, address in links.items()}
    out = []
    for row in label.rows:
        high = max(one.height for one in row) if len(row) > 1 else row[0].height
        middle = top + high / 2
        for one in row:
            if not one.text:
                continue
            size = one.size
            shown = markup(one.text)
            if addresses and size == SMALL:
                shown = _linked(shown, addresses)
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


def _linked(line: str, addresses: Mapping[str, str]) -> str:
    """An escaped line whose citations lead to their sources, as far as these have an address."""

    def link(found: re.Match[str]) -> str:
        address = addresses.get(found[0])
        if address is None:
            return found[0]
        shown = f'<tspan text-decoration="underline">{found[0]}</tspan>'
        return f'<a xlink:href="{address}" target="_blank" rel="noreferrer">{shown}</a>'

    return _CITATION.sub(link, line)


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
