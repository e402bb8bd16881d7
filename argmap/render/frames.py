"""How boxes look in a diagram: ground and frame."""

from __future__ import annotations

from argmap.render.look import MARKS
from argmap.render.scene import Box
from argmap.render.theme import Theme


def frame(box: Box, theme: Theme) -> dict[str, str]:
    """Ground and frame of a box by what it is, what it counts for and what its colour tells."""
    tone = theme.tone(box.colour)
    style = ["filled"] if box.kind == "question" else ["rounded", "filled"]
    given = {"fillcolor": tone.fill, "color": theme.frame}
    if box.colour in MARKS:
        given |= {"color": tone.line, "penwidth": "1.4"}
    elif tone.frame == "bold":
        given |= {"color": tone.line, "penwidth": "2.2"}
    elif tone.frame == "double":
        given |= {"color": tone.line, "peripheries": "2"}
    elif tone.frame == "dotted":
        style.append("dotted")
    if box.implicit:
        given["color"] = theme.strong
        style = [s for s in style if s != "dotted"] + ["dashed"]
    if box.top and box.kind in ("claim", "question"):
        given |= {"penwidth": "1.8"} if box.colour in MARKS else {"penwidth": "1.8", "color": theme.strong}
    if box.kind == "argument":
        given |= {"penwidth": "0.8"}
        given |= {} if box.colour in MARKS else {"color": theme.links["support"]}
    if box.decided:
        given |= {"penwidth": "3.2", "color": theme.decided}
    if box.context:
        given |= {"fillcolor": theme.context_fill, "color": theme.context_frame, "penwidth": "0.8"}
    return {"style": ",".join(style), **given}
