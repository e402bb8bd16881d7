"""`--to mermaid`: a scene as a Mermaid flowchart, which GitHub and GitLab draw in a ``mermaid`` block of a
Markdown page.

Syntax: https://mermaid.js.org/syntax/flowchart.html. Labels stand in quotation marks, and every character
that Mermaid, its Markdown or HTML would take for more than itself is an entity in Mermaid's writing,
``#quot;``.

Mermaid draws no more than 500 arrows and 50,000 characters unless whoever runs it allows more (`maxEdges`,
`maxTextSize`); a diagram can't lift that itself, so a larger one says it in a comment at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import dumps

from argmap.render.flowchart import WRAP, Flowchart, Frame, Line, Paint, Shape
from argmap.render.scene import Scene
from argmap.render.theme import Theme

MOST_ARROWS = 500
MOST_TEXT = 50_000

_SHAPES = {
    "claim": ("[", "]"),
    "premise": ("(", ")"),
    "argument": ("[/", "\\]"),
    "rebuttal": ("{{", "}}"),
    "undercut": (">", "]"),
    "concession": ("([", "])"),
    "question": ("[[", "]]"),
    "answer": ("([", "])"),
    "junction": ("((", "))"),
    "granted": ("([", "])"),
}
_LINES = {
    "support": "-->",
    "attack": "--x",
    "undercut": "-.-x",
    "contradiction": "x--x",
    "concession": "-.->",
    "question": "-.->",
    "answer": "-.->",
    "restatement": "-.-",
}
#: What Markdown, HTML and Mermaid make something of. Mermaid drops the last semicolon behind "style" and
#: "classDef", wherever they stand.
_SPECIAL = re.compile(
    r"[\"#&<>`*_~$\\\[\]{}|!]|^[-+]|(?<=^)\d+(?=[.)])|%%|://|(?<=\d)[.)](?= |$)|s(?=tyle)|c(?=lassDef)"
)
#: A backslash before an n is a line break, `fa:fa-x` a picture and `$$` a formula even as entities: a
#: character that nobody sees (U+2060) comes between.
_APART = re.compile(r"(?<=\\)(?=n)|(?<=:)(?=fa-)|(?<=\$)(?=\$)")
_NAMED = {'"': "quot", "&": "amp", "<": "lt", ">": "gt"}
# what would end or upset a line: controls, line separators, direction overrides are left to the reader
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def draw_mermaid(
    scene: Scene, *, direction: str | None = None, wrap: int = WRAP, theme: Theme | None = None
) -> str:
    """The text of the diagram. Without a theme it is seen on light and on dark ground.

    Raises `RenderError` for a direction or width that can't be drawn.
    """
    chart = Flowchart(scene, direction=direction, wrap=wrap, theme=theme)
    body = "".join(_body(chart))
    head = ["---\n"]
    if chart.title:
        head.append(f"title: {dumps(_UNSEEN.sub(' ', chart.title), ensure_ascii=False)}\n")
    head.append("config:\n  flowchart:\n    wrappingWidth: 400\n---\n")
    head.append("%% An argument map: arrows run from a reason to what it bears on.\n")
    more = "; Mermaid draws more than {} only where its setting {} is raised.\n"
    if len(chart.lines) > MOST_ARROWS:
        head.append(f"%% {len(chart.lines)} arrows" + more.format(MOST_ARROWS, "maxEdges"))
    if len(body) > MOST_TEXT - 1000:
        head.append(f"%% {len(body)} characters" + more.format(MOST_TEXT, "maxTextSize"))
    return "".join(head) + body


def _body(chart: Flowchart) -> Iterator[str]:
    yield f"flowchart {chart.direction}\n"
    stack: list[tuple[Frame, int] | str] = [(chart.outer, 1)]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            yield at
            continue
        frame, depth = at
        indent = "  " * depth
        if frame is not chart.outer:
            yield f'{indent[2:]}subgraph {frame.key}["{label([frame.title]) or " "}"]\n'
            yield f"{indent}direction {chart.direction}\n"  # else a section runs the other way
            stack.append(f"{indent[2:]}end\n")
        for shape in frame.shapes:
            yield f"{indent}{_shape(shape)}\n"
        stack += [(inner, depth + 1) for inner in reversed(frame.frames)]
    for line in chart.lines:
        yield f"  {_line(line)}\n"
    yield from _classes(chart)


def _shape(shape: Shape) -> str:
    left, right = _SHAPES[shape.form]
    return f'{shape.key}{left}"{label(shape.lines) or " "}"{right}'


def _line(line: Line) -> str:
    drawn = _LINES[line.kind]
    if not line.head:
        drawn = "-.-" if "." in drawn else "---"
    if line.both and "x" not in drawn:
        drawn = f"<{drawn}"
    said = f'|"{label([line.label])}"|' if line.label else ""
    return f"{line.start} {drawn}{said} {line.end}"


def _classes(chart: Flowchart) -> Iterator[str]:
    """What each class of boxes and kind of arrow looks like, and which boxes and arrows these are."""
    classes: dict[str, list[str]] = {}
    for shape in chart.shapes():
        for name in shape.classes:
            classes.setdefault(name, []).append(shape.key)
    for name, paint in chart.paints().items():
        yield f"  classDef {name} {_paint(paint)}\n"
        yield f"  class {','.join(classes[name])} {name}\n"
    sections = [frame.key for frame in chart.all_frames() if frame is not chart.outer]
    if sections:
        yield f"  classDef section fill:none,stroke:{chart.frame_line()}\n"
        yield f"  class {','.join(sections)} section\n"
    styles: dict[str, list[str]] = {}
    for number, line in enumerate(chart.lines):
        stroke = chart.stroke(line)
        style = f"stroke:{stroke.color},stroke-width:{stroke.width:g}px"
        style += ",opacity:0.5" if stroke.faint else ""
        styles.setdefault(style, []).append(str(number))
    for style, numbers in styles.items():
        yield f"  linkStyle {','.join(numbers)} {style}\n"


def _paint(paint: Paint) -> str:
    given = {
        "fill": paint.fill,
        "stroke": paint.line,
        "color": paint.ink,
        "stroke-width": f"{paint.width:g}px" if paint.width else "",
        "stroke-dasharray": paint.dashes,
    }
    return ",".join(f"{key}:{value}" for key, value in given.items() if value)


def label(lines: list[str]) -> str:
    """The text of a label, to be put in quotation marks."""
    seen = (_APART.sub("\u2060", _UNSEEN.sub(" ", line)) for line in lines)
    return "<br>".join(_SPECIAL.sub(_entity, line) for line in seen)


def _entity(match: re.Match[str]) -> str:
    return "".join(f"#{_NAMED.get(char, ord(char))};" for char in match[0])
