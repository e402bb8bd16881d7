"""A source to read, with what a map cites of it: each passage marked, and linked to the nodes that cite it.

One HTML file without scripts. The source's words are shown as they are written: Markdown isn't rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.analysis.coverage import Place
from argmap.model.map import Map
from argmap.review.coverage import Covered, summary
from argmap.safe import markup

_QUOTED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --page: #fff;
  --cited: #1d5c4a; --gap: #9c3f00; --gap-page: #fff4ec; --link: #0a5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --page: #0d1117;
    --cited: #7fd6b8; --gap: #ffab7a; --gap-page: #2a1a10; --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 50rem; background: var(--page);
  color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--link); }
.quiet { color: var(--quiet); font-size: .9rem; }
.text { white-space: pre-wrap; margin: .3rem 0; }
.passage { margin: .7rem 0; padding: .4rem .8rem; border-left: 4px solid var(--cited); }
.gap { border-left: 4px dashed var(--gap); background: var(--gap-page); }
.passage h3 { margin: 0; font-size: 1rem; }
.passage p { margin: .3rem 0; }
.gap .nodes { color: var(--gap); font-weight: 600; }
dt { margin-top: .8rem; } dd { margin: 0 0 0 1.2rem; }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
"""


def as_html(map_: Map, coverages: Sequence[Covered]) -> Iterator[str]:
    """The page, piece by piece."""
    title = markup(f"What is cited: {map_.title}" if map_.title else "What is cited")
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{title}</h1>\n'
    )
    nodes = _numbered(coverages)
    for number, one in enumerate(coverages):
        yield f'<section>\n<h2 dir="auto">{markup(map_.sources[one.coverage.source].description)}</h2>\n'
        yield f'<p class="quiet">{markup(one.file)}: {summary(one)}</p>\n'
        yield from _source(one, number, nodes)
        yield "</section>\n"
    yield from _nodes(map_, coverages, nodes)
    yield "</main>\n</body>\n</html>\n"


def _numbered(coverages: Sequence[Covered]) -> dict[str, int]:
    cited = [node for one in coverages for place in one.coverage.places for node in place.nodes]
    return {node: number for number, node in enumerate(dict.fromkeys(cited))}


def _source(one: Covered, number: int, nodes: dict[str, int]) -> Iterator[str]:
    """The whole source: passages, and quietly what stands between them."""
    at = 0
    for i, place in enumerate(one.coverage.places):
        yield _between(one, at, place.begin)
        yield _passage(one, place, f"s{number}-{i}", nodes)
        at = place.end
    yield _between(one, at, len(one.passages.lines))


def _between(one: Covered, begin: int, end: int) -> str:
    text = "\n".join(one.passages.lines[begin:end]).strip("\n")
    return f'<div class="text quiet" dir="auto">{_lines(text)}</div>\n' if text.strip() else ""


def _passage(one: Covered, place: Place, address: str, nodes: dict[str, int]) -> str:
    links = ", ".join(f'<a href="#n{nodes[node]}"><code>{markup(node)}</code></a>' for node in place.nodes)
    heading = f'<h3 dir="auto">{markup(place.title)}</h3>\n'
    text = _QUOTED.sub("", place.text).replace("\\<", "<") if one.passages.markdown else place.text
    return (
        f'<div class="passage{"" if place.nodes else " gap"}" id="{address}">\n{heading}'
        f'<div class="text" dir="auto">{_lines(text)}</div>\n'
        f'<p class="nodes quiet">{f"Cited by {links}" if links else "Nobody cites this."}</p>\n</div>\n'
    )


def _lines(text: str) -> str:
    return "\n".join(markup(line) for line in text.splitlines())


def _nodes(map_: Map, coverages: Sequence[Covered], nodes: dict[str, int]) -> Iterator[str]:
    """The nodes with what they say, each linked to its passages."""
    if not nodes:
        return
    where: dict[str, list[str]] = {}
    for number, one in enumerate(coverages):
        for i, place in enumerate(one.coverage.places):
            for node in place.nodes:
                where.setdefault(node, []).append(f'<a href="#s{number}-{i}">{markup(place.anchor)}</a>')
    yield "<section>\n<h2>What the map says</h2>\n<dl>\n"
    for node, number in nodes.items():
        said = map_.nodes[node]
        yield (
            f'<dt id="n{number}"><code>{markup(node)}</code> <span class="quiet">{said.kind}, '
            f'{", ".join(where[node])}</span></dt>\n<dd dir="auto">{markup(said.text)}</dd>\n'
        )
    yield "</dl>\n</section>\n"
