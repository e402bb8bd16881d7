"""A page as one HTML file: no scripts, nothing from elsewhere, fit for a phone, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.render.look import STANDINGS
from argmap.review.blocks import Block, Bullets, Heading, Page, Paragraph, Table
from argmap.review.phrases import Phrase
from argmap.safe import markup

_URL = re.compile(r"https?://[^\s\"'<>]+")

_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de;
  --page: #fff; --box: #f6f8fa;
  --stands: #1d5c4a; --falls: #9c3f00; --unsupported: #705300; --open: #4d5560; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --page: #0d1117; --box: #161b22;
    --stands: #7fd6b8; --falls: #ffab7a; --unsupported: #e8cb6b; --open: #b6bec8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--page);
  color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p { margin: .6rem 0; max-width: 46rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
ul { margin: .4rem 0; padding-left: 1.3rem; max-width: 46rem; }
li { margin: .3rem 0; }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--quiet); }
table { width: 100%; border-collapse: collapse; font-size: .95rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
thead th { font-size: .85rem; color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 600; }
.claims tbody th { font-weight: 400; width: 34%; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.standing { font-weight: 600; white-space: nowrap; }
.stands { color: var(--stands); } .falls { color: var(--falls); }
.unsupported { color: var(--unsupported); } .open { color: var(--open); }
@media (max-width: 40rem) {
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { display: none; }
  tr { border: 1px solid var(--line); border-radius: .4rem; background: var(--box);
    margin: .6rem 0; padding: .4rem .2rem; }
  th, td { border: 0; padding: .15rem .6rem; }
  .claims tbody th { width: auto; }
  td.number { text-align: left; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); font-size: .85rem; }
}
@media print { body { max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(page: Page) -> Iterator[str]:
    """The page, block by block."""
    language = markup(page.language or "en")  # a report's own words are English
    title = markup(page.title)
    yield (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{title}</h1>\n'
    )
    for block in page.blocks:
        yield from _block(block)
    yield "</main>\n</body>\n</html>\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{_written(block.words)}</h{block.level}>\n"
    elif isinstance(block, Paragraph):
        quiet = ' class="quiet"' if block.quiet else ""
        yield f"<p{quiet}>{_written(block.words)}</p>\n"
    elif isinstance(block, Bullets):
        yield "<ul>\n"
        for item in block.items:
            yield f"<li>{_written(item)}</li>\n"
        yield "</ul>\n"
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    claims = "" if table.numbers else ' class="claims"'
    yield f"<table{claims}>\n<thead>\n<tr>"
    for i, head in enumerate(table.head):
        yield f'<th scope="col"{_number(i, table)}>{markup(head)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows:
        yield f'<tr><th scope="row">{_written(row[0])}</th>'
        for i, cell in enumerate(row[1:], 1):
            yield f'<td{_number(i, table)} data-label="{markup(table.head[i])}">{_written(cell)}</td>'
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _number(column: int, table: Table) -> str:
    return ' class="number"' if column in table.numbers else ""


def _written(words: Phrase) -> str:
    return "".join(_piece(kind, text) for kind, text in words)


def _piece(kind: str, text: str) -> str:
    safe = markup(text)
    if not kind:
        return safe
    if kind == "id":
        return f"<code>{safe}</code>"
    if kind == "quote":
        return f"“<bdi>{safe}</bdi>”"
    if kind == "url":
        if _URL.fullmatch(text):
            return f'<a href="{safe}" rel="noopener noreferrer nofollow">{safe}</a>'
        return safe
    if kind.startswith("standing:"):
        return f'<span class="standing {text}">{STANDINGS[text].sign} {safe}</span>'
    return f"<bdi>{safe}</bdi>"
