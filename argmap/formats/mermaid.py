"""A map as a Mermaid flowchart, which GitHub and GitLab draw in a Markdown page's ``mermaid`` block.

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

from argmap.analysis.standing import Standings
from argmap.formats.drawing import FRAME, INK, LINKS, PLAIN, STANDINGS, Arrow, Box, Drawing, Group
from argmap.model.map import Map

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


def chunks(map_: Map, standings: Standings) -> Iterator[str]:
    """The text of the diagram, in pieces."""
    drawing = Drawing(map_, standings)
    body = "".join(_body(drawing))
    yield "---\n"
    if drawing.title:
        yield f"title: {dumps(_UNSEEN.sub(' ', drawing.title), ensure_ascii=False)}\n"
    yield "config:\n  flowchart:\n    wrappingWidth: 400\n---\n"
    yield "%% An argument map: arrows run from a reason to what it bears on.\n"
    more = "; Mermaid draws more than {} only where its setting {} is raised.\n"
    if len(drawing.arrows) > MOST_ARROWS:
        yield f"%% {len(drawing.arrows)} arrows" + more.format(MOST_ARROWS, "maxEdges")
    if len(body) > MOST_TEXT - 1000:
        yield f"%% {len(body)} characters" + more.format(MOST_TEXT, "maxTextSize")
    yield body


def _body(drawing: Drawing) -> Iterator[str]:
    yield "flowchart BT\n"
    stack: list[tuple[Group, int] | str] = [(drawing.outer, 1)]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            yield at
            continue
        group, depth = at
        indent = "  " * depth
        if group is not drawing.outer:
            yield f'{indent[2:]}subgraph {group.key}["{label([group.title]) or " "}"]\n'
            yield f"{indent}direction BT\n"  # else a section runs the other way
            stack.append(f"{indent[2:]}end\n")
        for box in group.boxes:
            yield f"{indent}{_box(box)}\n"
        stack += [(inner, depth + 1) for inner in reversed(group.groups)]
    for arrow in drawing.arrows:
        yield f"  {_arrow(arrow)}\n"
    yield from _classes(drawing)


def _box(box: Box) -> str:
    left, right = _SHAPES[box.shape]
    return f'{box.key}{left}"{label(box.lines) or " "}"{right}'


def _arrow(arrow: Arrow) -> str:
    line = _LINES[arrow.kind]
    if not arrow.head:
        line = "-.-" if "." in line else "---"
    if arrow.both and "x" not in line:
        line = f"<{line}"
    said = f'|"{label([arrow.label])}"|' if arrow.label else ""
    return f"{arrow.start} {line}{said} {arrow.end}"


def _classes(drawing: Drawing) -> Iterator[str]:
    """What each standing and kind of arrow looks like, and which boxes and arrows these are."""
    classes: dict[str, list[str]] = {}
    for group in drawing.all_groups():
        for box in group.boxes:
            name = "point" if box.shape == "junction" else box.standing or "plain"
            classes.setdefault(name, []).append(box.key)
            if box.implicit:
                classes.setdefault("implicit", []).append(box.key)
    for name in sorted(classes):
        if name == "implicit":
            yield "  classDef implicit stroke-dasharray:5 4\n"
        else:
            fill, line = STANDINGS.get(name, PLAIN)
            yield f"  classDef {name} fill:{fill},stroke:{line},color:{INK}\n"
        yield f"  class {','.join(classes[name])} {name}\n"
    sections = [group.key for group in drawing.all_groups() if group is not drawing.outer]
    if sections:
        yield f"  classDef section fill:none,stroke:{FRAME}\n  class {','.join(sections)} section\n"
    styles: dict[str, list[str]] = {}
    for number, arrow in enumerate(drawing.arrows):
        style = f"stroke:{LINKS[arrow.kind]},stroke-width:2px" + ("" if arrow.force else ",opacity:0.5")
        styles.setdefault(style, []).append(str(number))
    for style, numbers in styles.items():
        yield f"  linkStyle {','.join(numbers)} {style}\n"


def label(lines: list[str]) -> str:
    """The text of a label, to be put in quotation marks."""
    seen = (_APART.sub("\u2060", _UNSEEN.sub(" ", line)) for line in lines)
    return "<br>".join(_SPECIAL.sub(_entity, line) for line in seen)


def _entity(match: re.Match[str]) -> str:
    return "".join(f"#{_NAMED.get(char, ord(char))};" for char in match[0])
