"""The HTML that a block of a document becomes: a picture with the map's text below it, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from argmap.integrations.picture import Asked, Read, Wrong, asked, draw, read_file, read_text, told
from argmap.safe import visible

#: Options of a block beside those of a picture.
OWN = ("file", "source", "id")
#: What may become of the map's text.
SOURCE = ("folded", "open", "none")
_SUFFIX = ".argmap"
_NO_ID = re.compile(r"[^\w.-]+")
#: So that what is wrong isn't taken for text of the page.
_MARKED = "border-left: 4px solid #b84a00; padding-left: 1em"


@dataclass(slots=True, frozen=True)
class Figure:
    """The HTML, and in a line each what was wrong, which the HTML tells too."""

    html: str
    problems: tuple[str, ...] = ()


def figure(text: str, given: Mapping[str, str], base: Path, name: str) -> Figure:
    """What a block becomes that holds a map, or names a file from a folder in `given`.

    `name` is the figure's id, and what its picture's ids begin with.
    """
    name = _NO_ID.sub("-", name)
    where = given.get("file", "")
    read: Read | None = None
    problems: list[str] = []
    body = ""
    try:
        below, wanted = _wanted(given)
        if where and text.strip():
            raise Wrong("the block has a map and names a file; one of them has to go")
        read = _file(where, base) if where else read_text(text, base)
        problems = told(read.errors)
        if not problems:
            body = _picture(draw(read, wanted, f"{name}-"), wanted)
    except Wrong as wrong:
        problems = [str(wrong)]
    source = read.text if read is not None else text
    if problems:
        body = _complaint(problems, where)
        below = "open" if source.strip() else "none"
    html = f'<figure class="argmap" id="{escape(name)}">\n{body}\n{_below(source, below)}</figure>'
    said = f"{visible(where)}: " if where and read is not None else ""
    return Figure(html, tuple(said + problem for problem in problems))


def _wanted(given: Mapping[str, str]) -> tuple[str, Asked]:
    below = given.get("source", SOURCE[0])
    if below not in SOURCE:
        raise Wrong(f"source: not `{visible(below)}`, but {', '.join(SOURCE)}")
    return below, asked({key: value for key, value in given.items() if key not in OWN}, OWN)


def _file(name: str, base: Path) -> Read:
    """A map of the project. Nothing else of it gets into a page by its name."""
    if not name.endswith(_SUFFIX):
        raise Wrong(f"{visible(name)}: is no map; the name of one ends with {_SUFFIX}")
    return read_file(name, base, bounded=True)


def _picture(drawn: str, wanted: Asked) -> str:
    if wanted.to == "svg":
        return drawn
    return f'<pre class="argmap-{wanted.to}" tabindex="0">{_lines(drawn)}</pre>'


def _complaint(problems: list[str], where: str) -> str:
    what = f"The argument map {escape(visible(where))}" if where else "This argument map"
    items = "".join(f"<li>{escape(visible(problem))}</li>" for problem in problems)
    return (
        f'<div class="argmap-error" role="note" style="{_MARKED}">'
        f"<p>{what} can’t be shown:</p><ul>{items}</ul></div>"
    )


def _below(source: str, how: str) -> str:
    if how == "none":
        return ""
    opened = " open" if how == "open" else ""
    code = f'<pre><code class="language-argmap">{_lines(source)}</code></pre>'
    return f"<details{opened}><summary>The map as text</summary>{code}</details>\n"


def _lines(text: str) -> str:
    """Text as HTML, line by line."""
    return "\n".join(escape(visible(line)) for line in text.split("\n"))
