"""A map as a D2 diagram (https://d2lang.com): text that the program `d2` lays out and draws.

Every text stands in quotation marks, where D2 makes something only of a backslash, of ``${`` and of the
mark itself. Names are plain small letters, since D2 tells no capitals apart and has key words among
them; each begins with a letter and `_`, as no key word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.analysis.standing import Standings
from argmap.formats.drawing import FRAME, INK, LINKS, PLAIN, STANDINGS, Arrow, Box, Drawing, Group
from argmap.model.map import Map

_SHAPES = {
    "claim": "",
    "premise": "style.border-radius: 8",
    "argument": "shape: package",
    "rebuttal": "shape: hexagon",
    "undercut": "shape: parallelogram",
    "concession": "shape: oval",
    "question": "shape: callout",
    "answer": "shape: oval",
    "junction": "shape: circle; width: 22; height: 22",
    "granted": "shape: oval",
}
_DASHED = frozenset({"undercut", "concession", "question", "answer", "restatement"})
_AGAINST = frozenset({"attack", "undercut", "contradiction"})
_SPECIAL = re.compile(r'[\\"$]')
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def chunks(map_: Map, standings: Standings) -> Iterator[str]:
    """The text of the diagram, in pieces."""
    drawing = Drawing(map_, standings)
    yield "# An argument map: arrows run from a reason to what it bears on.\ndirection: up\n"
    if drawing.title:
        yield f"title: {_quoted([drawing.title])} {{near: top-center; shape: text; style.font-size: 24}}\n"
    yield from _classes(drawing)
    stack: list[tuple[Group, int] | str] = [(drawing.outer, 0)]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            yield at
            continue
        group, depth = at
        indent = "  " * depth
        if group is not drawing.outer:
            yield f"{indent[2:]}{group.key}: {_quoted([group.title])} {{\n{indent}class: section\n"
            stack.append(f"{indent[2:]}}}\n")
        for box in group.boxes:
            yield f"{indent}{_box(box)}\n"
        stack += [(inner, depth + 1) for inner in reversed(group.groups)]
    for arrow in drawing.arrows:
        yield f"{_arrow(drawing, arrow)}\n"


def _box(box: Box) -> str:
    names = ["point" if box.shape == "junction" else box.standing or "plain"]
    if box.implicit:
        names.append("implicit")
    inside = [_SHAPES[box.shape], f"class: {names[0]}" if len(names) == 1 else f"class: [{'; '.join(names)}]"]
    return f"{box.key}: {_quoted(box.lines)} {{{'; '.join(filter(None, inside))}}}"


def _arrow(drawing: Drawing, arrow: Arrow) -> str:
    ends = []
    for key in (arrow.start, arrow.end):
        path = drawing.inside[key].path
        ends.append(f"{path}.{key}" if path else key)
    line = "<->" if arrow.both else "->" if arrow.head and arrow.kind != "restatement" else "--"
    inside = [f"class: {_class(arrow)}"]
    if arrow.head and arrow.kind in _AGAINST:
        inside.append("target-arrowhead.shape: cross")
        if arrow.both:
            inside.append("source-arrowhead.shape: cross")
    said = f"{_quoted([arrow.label])} " if arrow.label else ""
    return f"{ends[0]} {line} {ends[1]}: {said}{{{'; '.join(inside)}}}"


def _class(arrow: Arrow) -> str:
    return arrow.kind if arrow.force else f"{arrow.kind}-out-of-force"


def _classes(drawing: Drawing) -> Iterator[str]:
    """What each standing and kind of arrow that occurs looks like."""
    boxes = [box for group in drawing.all_groups() for box in group.boxes]
    names = {"point" if box.shape == "junction" else box.standing or "plain" for box in boxes}
    yield "classes: {\n"
    for name in sorted(names):
        fill, line = STANDINGS.get(name, PLAIN)
        yield f'  {name}: {{style: {{fill: "{fill}"; stroke: "{line}"; font-color: "{INK}"; bold: false}}}}\n'
    if drawing.outer.groups:
        yield f'  section: {{style: {{fill: transparent; stroke: "{FRAME}"}}}}\n'
    if any(box.implicit for box in boxes):
        yield "  implicit: {style.stroke-dash: 4}\n"
    for name, arrow in sorted({_class(arrow): arrow for arrow in drawing.arrows}.items()):
        style = [f'stroke: "{LINKS[arrow.kind]}"']
        if arrow.kind in _DASHED:
            style.append("stroke-dash: 4")
        if not arrow.force:
            style.append("opacity: 0.5")
        yield f"  {name}: {{style: {{{'; '.join(style)}}}}}\n"
    yield "}\n"


def _quoted(lines: list[str]) -> str:
    plain = (_SPECIAL.sub(r"\\\g<0>", _UNSEEN.sub(" ", line)) for line in lines)
    return '"' + "\\n".join(plain) + '"'
