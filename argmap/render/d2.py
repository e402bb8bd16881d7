"""`--to d2`: a scene as a D2 diagram (https://d2lang.com): text that the program `d2` lays out and draws.

Every text stands in quotation marks, where D2 makes something only of a backslash, of ``${`` and of the
mark itself. Names are plain small letters, since D2 tells no capitals apart and has key words among
them; each begins with a letter and `_`, as no key word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.render.flowchart import WRAP, Flowchart, Frame, Line, Paint, Shape
from argmap.render.scene import Scene
from argmap.render.theme import Theme

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


_DIRECTIONS = {"BT": "up", "TB": "down", "LR": "right", "RL": "left"}


def draw_d2(
    scene: Scene, *, direction: str | None = None, wrap: int = WRAP, theme: Theme | None = None
) -> str:
    """The text of the diagram. Without a theme it is seen on light and on dark ground.

    Raises `RenderError` for a direction or width that can't be drawn.
    """
    return "".join(_text(Flowchart(scene, direction=direction, wrap=wrap, theme=theme)))


def _text(chart: Flowchart) -> Iterator[str]:
    yield "# An argument map: arrows run from a reason to what it bears on.\n"
    yield f"direction: {_DIRECTIONS[chart.direction]}\n"
    if chart.title:
        yield f"title: {_quoted([chart.title])} {{near: top-center; shape: text; style.font-size: 24}}\n"
    yield from _classes(chart)
    stack: list[tuple[Frame, int] | str] = [(chart.outer, 0)]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            yield at
            continue
        frame, depth = at
        indent = "  " * depth
        if frame is not chart.outer:
            yield f"{indent[2:]}{frame.key}: {_quoted([frame.title])} {{\n{indent}class: section\n"
            stack.append(f"{indent[2:]}}}\n")
        for shape in frame.shapes:
            yield f"{indent}{_shape(shape)}\n"
        stack += [(inner, depth + 1) for inner in reversed(frame.frames)]
    for line in chart.lines:
        yield f"{_line(chart, line)}\n"


def _shape(shape: Shape) -> str:
    names = shape.classes
    inside = [
        _SHAPES[shape.form],
        f"class: {names[0]}" if len(names) == 1 else f"class: [{'; '.join(names)}]",
    ]
    return f"{shape.key}: {_quoted(shape.lines)} {{{'; '.join(filter(None, inside))}}}"


def _line(chart: Flowchart, line: Line) -> str:
    ends = []
    for key in (line.start, line.end):
        path = chart.inside[key].path
        ends.append(f"{path}.{key}" if path else key)
    drawn = "<->" if line.both else "->" if line.head and line.kind != "restatement" else "--"
    inside = [f"class: {_class(line)}"]
    if line.head and line.kind in _AGAINST:
        inside.append("target-arrowhead.shape: cross")
        if line.both:
            inside.append("source-arrowhead.shape: cross")
    said = f"{_quoted([line.label])} " if line.label else ""
    return f"{ends[0]} {drawn} {ends[1]}: {said}{{{'; '.join(inside)}}}"


def _class(line: Line) -> str:
    return line.kind if line.force else f"{line.kind}-out-of-force"


def _classes(chart: Flowchart) -> Iterator[str]:
    """What each class of boxes and kind of arrow that occurs looks like."""
    yield "classes: {\n"
    for name, paint in chart.paints().items():
        yield f"  {name}: {{style: {{{_paint(paint)}}}}}\n"
    if chart.outer.frames:
        yield f'  section: {{style: {{fill: transparent; stroke: "{chart.frame_line()}"}}}}\n'
    for name, line in sorted({_class(line): line for line in chart.lines}.items()):
        stroke = chart.stroke(line)
        style = [f'stroke: "{stroke.color}"']
        if line.kind in _DASHED:
            style.append("stroke-dash: 4")
        if stroke.faint:
            style.append("opacity: 0.5")
        yield f"  {name}: {{style: {{{'; '.join(style)}}}}}\n"
    yield "}\n"


def _paint(paint: Paint) -> str:
    given = {
        "fill": f'"{paint.fill}"' if paint.fill else "",
        "stroke": f'"{paint.line}"' if paint.line else "",
        "font-color": f'"{paint.ink}"' if paint.ink else "",
        "bold": "false" if paint.fill else "",
        "stroke-width": f"{paint.width:g}" if paint.width else "",
        "stroke-dash": paint.dashes.partition(" ")[0],
    }
    return "; ".join(f"{key}: {value}" for key, value in given.items() if value)


def _quoted(lines: list[str]) -> str:
    plain = (_SPECIAL.sub(r"\\\g<0>", _UNSEEN.sub(" ", line)) for line in lines)
    return '"' + "\\n".join(plain) + '"'
