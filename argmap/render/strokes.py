"""How links look in a diagram: line, head, colour and weight; and what a reader is told on hovering."""

from __future__ import annotations

from argmap.render.look import LINKS, STANDINGS
from argmap.render.scene import Arrow, Box
from argmap.render.theme import Theme

#: Line and head of each kind of link; the head's hollow twin marks what is not in force.
_LINES = {
    "support": ("solid", "normal", "onormal"),
    "attack": ("dashed", "teenormal", "teeonormal"),
    "undercut": ("dotted", "diamond", "odiamond"),
    "contradiction": ("dashed", "teenormal", "teeonormal"),
    "concession": ("solid", "vee", "vee"),
    "question": ("dotted", "odot", "odot"),
    "answer": ("solid", "dot", "odot"),
    "restatement": ("solid", "none", "none"),
}


def point(color: str) -> dict[str, str]:
    """A dot in which lines meet."""
    return {
        "shape": "point",
        "width": "0.08",
        "height": "0.08",
        "label": "",
        "color": color,
        "fillcolor": color,
        "style": "filled",
    }


def stroke(arrow: Arrow, theme: Theme) -> dict[str, str]:
    """Colour, line, head and weight of a link by its kind and whether it is in force."""
    color = theme.links[arrow.kind]
    style, head, hollow = _LINES[arrow.kind]
    given = {"color": color, "style": style, "arrowhead": head, "penwidth": "1.6"}
    if arrow.force == "no":
        color = theme.pale(arrow.kind)
        given |= {"color": color, "penwidth": "1"}
    elif arrow.force == "open":
        given["penwidth"] = "1.2"
    if arrow.in_force in ("no", "open"):
        given["arrowhead"] = hollow
    if arrow.kind == "contradiction":
        back = arrow.back_in_force if arrow.both else arrow.in_force
        # smaller heads: they must have room between two boxes that stand side by side
        given |= {"dir": "both", "arrowtail": hollow if back in ("no", "open") else head, "arrowsize": "0.55"}
    if style == "dotted":
        given["penwidth"] = "2.4" if arrow.force != "no" else "1.8"
    if arrow.kind == "restatement":
        given |= {"color": f"{color}:{theme.background}:{color}", "penwidth": "1"}
    return given


def says(arrow: Arrow) -> str:
    """The kind of a link in words, and whether it is in force."""
    words = LINKS[arrow.kind].word
    return f"{words}, not in force" if arrow.force == "no" else words


def tooltip(box: Box) -> str:
    """What a reader is told on hovering: kind, id, verdict and why."""
    parts = [box.kind, box.label, ", ".join(box.speakers)]
    if box.standing:
        word = STANDINGS[box.standing].word
        parts.append(word if box.reason in (None, box.standing) else f"{word} ({box.reason})")
    return " · ".join(part for part in parts if part)
