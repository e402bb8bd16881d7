"""A map as a page, or as the parts of it that change when the map does.

`page` gives the whole file; `parts` what a page that is open already has to take over, as its script's
`argmap.update` expects it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from argmap.analysis.standing import Standings
from argmap.model.map import Map
from argmap.page.data import data_of, in_script
from argmap.page.legend import legend
from argmap.page.outline import outline
from argmap.page.picture import Shape, picture
from argmap.page.shell import Live, shell
from argmap.render.errors import RenderError
from argmap.render.look import STANDINGS
from argmap.render.scene import Scene, build
from argmap.render.theme import Theme
from argmap.review.phrases import count

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
#: So many boxes are drawn of a map before its diagram folds by itself.
LIMIT = 300
USUAL = Shape()


@dataclass(slots=True, frozen=True)
class Parts:
    """What of a page changes with its map. `data` is JSON, `outline` and `svg` are markup, all escaped,
    and so is `legend`.

    `svg` is None where no diagram could be laid out, and `notice` says why. `language` is empty where
    the map names none.
    """

    title: str
    language: str
    summary: str
    data: str
    outline: str
    svg: str | None
    legend: str = ""
    notice: str = ""

    def as_json(self) -> str:
        """The parts as the script's `argmap.update` takes them, safe inside a script block."""
        fields = {
            "title": self.title,
            "language": self.language,
            "summary": self.summary,
            "data": json.loads(self.data),
            "outline": self.outline,
            "svg": self.svg,
            "legend": self.legend,
            "notice": self.notice,
        }
        return in_script(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def parts(
    map_: Map,
    standings: Standings,
    scene: Scene | None = None,
    *,
    shape: Shape = USUAL,
    folded: bool = True,
    draw: bool = True,
) -> Parts:
    """The parts of a page. `scene` is what the diagram shows; the outline always shows all of its part.

    Without a `scene` it is the whole map, folded to what fits unless `folded` is False. `draw` is False
    where the diagram comes later. Raises what `drawn` raises.
    """
    if scene is None:
        scene = build(map_, standings, limit=LIMIT if folded else None)
    whole = scene
    if scene.folded:
        whole = build(map_, standings, scene.part, color_by=scene.color_by)
    language = str(map_.properties.get("language") or "")
    notice = ""
    if scene.folded:
        notice = f"The diagram shows {len(scene.boxes):,} of {len(whole.boxes):,} nodes; the outline has all."
    told = Parts(
        title=scene.title or map_.source.name,
        language=language if _LANGUAGE.fullmatch(language) else "",
        summary=_summary(whole),
        data=data_of(map_, standings, whole),
        outline=outline(map_, whole),
        svg=None,
        notice=notice,
    )
    return drawn(told, scene, shape) if draw else told


def drawn(told: Parts, scene: Scene, shape: Shape = USUAL) -> Parts:
    """The parts of a page with their diagram, which for a large map takes far longer than all the rest.

    Raises `RenderError` where the engine that `shape` names can't be used; without any, there is no diagram.
    """
    if not scene.boxes:
        return told
    try:
        svg = picture(scene, shape)
    except RenderError as error:
        if shape != USUAL:
            raise
        return replace(told, notice=f"No diagram: {error}")
    return replace(told, svg=svg, legend=legend(scene))


def page(
    map_: Map,
    standings: Standings,
    scene: Scene | None = None,
    *,
    theme: Theme | None = None,
    shape: Shape = USUAL,
    folded: bool = True,
    live: Live | None = None,
) -> str:
    """The whole page, a file of its own.

    A `theme` holds whatever the reader's system prefers; without one the page is light or dark as that
    says. `live` adds a script that may talk to the server the page came from.
    """
    made = parts(map_, standings, scene, shape=shape, folded=folded)
    return shell(made, theme, live)


def _summary(scene: Scene) -> str:
    """How many claims there are, and how many of them stand."""
    counted = [box.standing for box in scene.boxes.values() if box.standing and not box.context]
    parts = []
    for value, look in STANDINGS.items():
        if number := counted.count(value):
            verb = {"stands": "stand", "falls": "fall"}.get(value, look.word) if number > 1 else look.word
            parts.append(f"{number:,} {verb}")
    words = [f"{count(len(counted), 'claim')}: {', '.join(parts)}"] if counted else []
    questions = sum(1 for box in scene.boxes.values() if box.kind == "question" and not box.context)
    words += [count(questions, "question")] if questions else []
    return "; ".join((*words, *scene.left_out()))
