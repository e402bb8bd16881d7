"""`argmap coverage --format html`: sources to read, each passage beside what cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from argmap.analysis.coverage import Coverage, Passage
from argmap.analysis.standing import Standings
from argmap.model.map import Map, Node
from argmap.render.look import STANDINGS
from argmap.review.coverage import headline, percent
from argmap.safe import markup

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --page: #fff;
  --box: #f6f8fa; --gap: #fff4e5; --gap-line: #9c3f00; --cited: #1d5c4a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --page: #0d1117; --box: #161b22;
    --gap: #2b1d0e; --gap-line: #ffab7a; --cited: #7fd6b8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 76rem;
  background: var(--page); color: var(--ink);
  overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .3rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; }
p { margin: .3rem 0 .6rem; }
.quiet, .anchor { color: var(--quiet); font-size: .9rem; font-weight: 400; }
nav ul { padding-left: 1.2rem; } nav li { margin: .2rem 0; }
.passage { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 1.2rem;
  border-left: .3rem solid var(--cited); padding: .5rem 0 .5rem .9rem; margin: .8rem 0; }
.gap { border-left-style: dashed; border-left-color: var(--gap-line); background: var(--gap); }
.citing { list-style: none; margin: 0; padding: 0; font-size: .92rem; }
.citing li { border: 1px solid var(--line); border-radius: .4rem; background: var(--box); margin: 0 0 .4rem;
  padding: .3rem .6rem; }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--quiet); }
a { color: inherit; }
@media (max-width: 44rem) { .passage { display: block; } .citing { margin-top: .5rem; } }
@media print { body { max-width: none; } .passage { break-inside: avoid; } }
"""
_BLANKS = re.compile(r"\n\s*\n")
#: Lines that are not to run into one another: items of a list, rows of a table, quotations.
_LINE = re.compile(r"\s*(?:[-*+>|]|\d+[.)]\s|\s{4})")


def as_html(
    found: Sequence[Coverage], map_: Map, standings: Standings, page: str | None = None
) -> Iterator[str]:
    """One file without scripts. Where the address of the map's `page` is given, its nodes lead there."""
    title = markup(f"Sources of: {map_.title}" if map_.title else "Sources of a map")
    language = markup(str(map_.properties.get("language") or "en"))
    yield (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{title}</h1>\n<nav aria-label="Sources">\n<ul>\n'
    )
    for number, one in enumerate(found, 1):
        share = percent(one.share) if one.trouble is None else "not looked at"
        yield f'<li><a href="#source-{number}">{markup(one.source.id)}</a>: {share}</li>\n'
    yield "</ul>\n</nav>\n"
    for number, one in enumerate(found, 1):
        yield from _source(one, number, standings, page)
    yield "</main>\n</body>\n</html>\n"


def _source(one: Coverage, number: int, standings: Standings, page: str | None) -> Iterator[str]:
    title = one.source.description or one.source.id
    at = f"source-{number}"
    yield f'<section aria-labelledby="{at}">\n<h2 id="{at}" dir="auto">{markup(title)}</h2>\n'
    if one.trouble is not None:
        yield f"<p>Not looked at: its file {markup(one.trouble)}.</p>\n</section>\n"
        return
    yield f'<p class="quiet">{markup(headline(one))}</p>\n'
    for passage in one.passages:
        yield from _passage(passage, number, standings, page)
    for what, nodes in (("Cite it as a whole", one.whole), ("Cite places that it doesn’t have", one.astray)):
        if nodes:
            yield f"<h3>{what}</h3>\n"
            yield from _citing(nodes, standings, page)
    yield "</section>\n"


def _passage(passage: Passage, number: int, standings: Standings, page: str | None) -> Iterator[str]:
    gap = "" if passage.nodes else " gap"
    anchor = f"s{number}-{passage.anchor}"
    named = markup(passage.title) if passage.title else "Paragraph"
    yield (
        f'<article class="passage{gap}" id="{markup(anchor)}">\n<div>\n<h3 dir="auto">{named} '
        f'<a class="anchor" href="#{quote(anchor)}">#{markup(passage.anchor)}</a></h3>\n'
    )
    for paragraph in _BLANKS.split(passage.text):
        yield f'<p dir="auto">{_paragraph(paragraph)}</p>\n'
    yield "</div>\n<div>\n"
    if passage.nodes:
        yield from _citing(passage.nodes, standings, page)
    else:
        yield "<p><strong>Nobody cites this.</strong></p>\n"
    yield "</div>\n</article>\n"


def _paragraph(text: str) -> str:
    """Lines that a writer broke anywhere run on; those that stand for themselves stay apart."""
    written = ""
    for line in text.splitlines():
        apart = "<br>" if _LINE.match(line) else " "
        written += (apart if written else "") + markup(line.strip())
    return written


def _citing(nodes: list[Node], standings: Standings, page: str | None) -> Iterator[str]:
    yield '<ul class="citing">\n'
    for node in nodes:
        standing = standings.of(node)
        sign = ""
        if standing is not None:
            look = STANDINGS[standing.value]
            sign = f'<span title="{look.word}" aria-label="{look.word}">{look.sign}</span> '
        said = markup(node.text) or f"({node.kind})"
        if page is not None:
            said = f'<a href="{markup(page)}#{quote(node.id)}">{said}</a>'
        by = f" <span class='quiet'>{markup(', '.join(node.speakers))}</span>" if node.speakers else ""
        yield f'<li dir="auto">{sign}{said}{by} <code>{markup(node.id)}</code></li>\n'
    yield "</ul>\n"
