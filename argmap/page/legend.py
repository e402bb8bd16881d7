"""The legend beside a page's diagram: what colours, lines and heads mean, as far as they occur."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.render.label import granted_inside
from argmap.render.look import LINKS, MARKS, STANDINGS
from argmap.render.scene import Scene
from argmap.safe import markup

_DASHES = {"attack": "5 2", "contradiction": "5 2", "undercut": "1 4", "question": "1 4"}
#: The head of each kind of link, drawn at the end of a line of 30 units by 10.
_HEADS = {
    "support": '<path d="M22 1l8 4-8 4z"/>',
    "attack": '<path d="M20 1l8 4-8 4zM28 1h2v8h-2z"/>',
    "contradiction": '<path d="M20 1l8 4-8 4zM28 1h2v8h-2zM10 1L2 5l8 4zM0 1h2v8H0z"/>',
    "undercut": '<path d="M20 5l5-4 5 4-5 4z"/>',
    "concession": '<path d="M22 1l8 4-8 4 3-4z"/>',
    "question": '<circle cx="26" cy="5" r="3" fill="none" stroke="currentColor"/>',
    "answer": '<circle cx="26" cy="5" r="3.5"/>',
    "restatement": "",
}


def legend(scene: Scene) -> str:
    """The items of a list."""
    return "".join(f"<li>{item}</li>" for item in _items(scene))


def _items(scene: Scene) -> Iterator[str]:
    known = scene.legend
    if scene.color_by == "standing":
        for value in known.standings:
            yield f'<b class="st {value}">{STANDINGS[value].sign} {STANDINGS[value].word}</b>'
    for swatch in known.colours:
        yield f'<b class="hue {swatch.role}">{MARKS[swatch.role]} <bdi>{markup(swatch.words)}</bdi></b>'
    drawn = {arrow.kind for arrow in scene.arrows.values() if not granted_inside(arrow)}
    for kind, look in LINKS.items():
        if kind in drawn:
            yield f'<span class="ln {kind}">{_line(kind)} {look.word}</span>'
    for words, wanted in (
        ("thick frame: decided", known.decided),
        ("hollow head: undecided", known.undecided),
        ("pale: not in force", known.out_of_force),
        ("dashed frame: implicit", known.implicit),
        ("joined lines: count only together", known.linked),
    ):
        if wanted:
            yield f"<span>{words}</span>"


def _line(kind: str) -> str:
    dashes = f' stroke-dasharray="{_DASHES[kind]}"' if kind in _DASHES else ""
    line = f'<path d="M0 5h22" fill="none" stroke="currentColor" stroke-width="1.8"{dashes}/>'
    if kind == "restatement":
        line = '<path d="M0 3.5h30M0 6.5h30" fill="none" stroke="currentColor"/>'
    return (
        '<svg viewBox="0 0 31 10" width="31" height="10" fill="currentColor" aria-hidden="true">'
        f"{line}{_HEADS[kind]}</svg>"
    )
