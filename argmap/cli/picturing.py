"""Diagrams as pictures: what is told while a layout engine works, and of what came out."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

from argmap.cli.problems import complain
from argmap.cli.waiting import waiting

if TYPE_CHECKING:
    from argmap.cli.drawing import Drawing
    from argmap.render.diagram import Diagram
    from argmap.render.spoken import Spoken

#: A layout that takes longer is announced, in seconds.
LONG = 4.0


def picture(drawing: Drawing, diagram: Diagram, limit: int) -> bytes:
    """The drawing as svg, png or pdf. `limit` is how many boxes are drawn without `--all`."""
    from argmap.render.image import DPI, render_image, unshown
    from argmap.render.plan import seconds

    boxes = len(drawing.scene.boxes)
    announced = bool(drawing.options.get("all")) and (long := seconds(drawing.scene)) > LONG
    if announced:
        complain(f"laying out {boxes:,} boxes takes about {long:.0f} s; without --all they fold to {limit}")
    begun = time.monotonic()
    engine = drawing.options.get("engine")
    notices: tuple[str, ...] = ()
    with waiting(f"laying out {boxes:,} box{'' if boxes == 1 else 'es'}"):
        if drawing.format == "png":
            drawn = render_image(diagram, "png", engine, dpi=drawing.options.get("dpi", DPI))
            notices = (notice,) if (notice := unshown(diagram.dot(), engine)) else ()
        else:
            told = cache(lambda: _spoken(drawing))
            drawn = render_image(diagram, "svg", engine, told=told)
            if drawing.format == "pdf":
                from argmap.render.pdf import make_pdf

                made = make_pdf(drawn, told(), **drawing.given("paper"))
                drawn, notices = made.data, made.notices
    if announced:
        complain(f"it took {time.monotonic() - begun:.1f} s")
    for told_of in notices:
        complain(f"note: {told_of}")
    return drawn


def _spoken(drawing: Drawing) -> Spoken:
    from argmap.render.spoken import spoken

    return spoken(drawing.scene, drawing.map)
