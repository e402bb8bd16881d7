"""The timeline: what was said when, what it answered and how long after, and who had the last word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.analysis.dates import delay, order, shown
from argmap.render.closing import closing, legend, nothing
from argmap.render.ink import Ink
from argmap.render.look import LINKS, STANDINGS, encodes_signs
from argmap.render.pieces import MEASURE, Piece, folded
from argmap.render.scene import Arrow, Box, Scene
from argmap.render.wrap import shorten, wrap

#: The columns of the timeline as data.
COLUMNS = ("date", "id", "kind", "speakers", "text", "standing", "replies to", "after")
_WORDS = 40


@dataclass(slots=True)
class Reply:
    """What something said is aimed at: the arrow, and how long after that was said, where both are dated."""

    arrow: Arrow
    after: str | None


@dataclass(slots=True)
class Moment:
    """One thing said, with its date (None: not known)."""

    box: Box
    date: str | None
    replies: list[Reply] = field(default_factory=list)


@dataclass(slots=True)
class Timeline:
    """The moments in order, those without a date apart; `last` is the last word on each root."""

    dated: list[Moment]
    undated: list[Moment]
    last: list[tuple[Box, Moment]]


def lay_out(scene: Scene, dates: Mapping[str, str]) -> Timeline:
    """The timeline of a scene. `dates` has the dates of boxes, by id."""
    moments: dict[str, Moment] = {}
    for box in scene.boxes.values():
        if box.context or (box.kind == "argument" and not box.text):
            continue
        date = dates.get(box.id)
        moments[box.id] = Moment(box, date, list(_replies(box, date, dates)))
    dated = sorted((m for m in moments.values() if m.date), key=lambda m: order(m.date or ""))
    undated = [m for m in moments.values() if not m.date]
    return Timeline(dated, undated, list(_last(scene, moments)))


def _replies(box: Box, date: str | None, dates: Mapping[str, str]) -> Iterator[Reply]:
    for arrow in box.out:
        if arrow.reference or arrow.both or arrow.kind == "restatement" or arrow.head is not box:
            continue
        before = dates.get(arrow.base.id)
        yield Reply(arrow, delay(before, date) if before and date else None)


def _last(scene: Scene, moments: Mapping[str, Moment]) -> Iterator[tuple[Box, Moment]]:
    for root in scene.roots:
        latest: Moment | None = None
        seen = {root.id}
        waiting: list[Box | Arrow] = [root]
        count = 0
        while waiting:
            at = waiting.pop()
            if isinstance(at, Box):
                moment = moments.get(at.id)
                if moment is not None and moment.date:
                    count += 1
                    if latest is None or order(moment.date) >= order(latest.date or ""):
                        latest = moment
            for arrow in at.into:
                waiting.append(arrow)
                for box in (*arrow.origin, *([arrow.via] if arrow.via is not None else [])):
                    if box.id not in seen:
                        seen.add(box.id)
                        waiting.append(box)
        if latest is not None and count > 1:
            yield root, latest


def draw_timeline(
    scene: Scene,
    dates: Mapping[str, str],
    *,
    width: int = 80,
    color_system: str | None = None,
    encoding: str | None = "utf-8",
) -> Iterator[str]:
    """The lines of a scene's timeline, without line ends."""
    ink, signs = Ink(color_system), encodes_signs(encoding)
    line = lay_out(scene, dates)
    width = max(width, 20)
    if scene.title:
        yield from (ink.paint(text, "title") for text in wrap(scene.title, width))
        yield ""
    if not line.dated:
        words = "no date is known: give nodes a `date:`" if scene.boxes else nothing(scene)
        yield from (ink.paint(text, "quiet") for text in wrap(words, width))
        yield ""
    day = None
    for moment in line.dated:
        said, time = shown(moment.date or "")
        if said != day:
            if day is not None:
                yield ""
            yield ink.paint(said, "section")
            day = said
        yield from _moment(moment, time, width, ink, signs)
    if line.dated:
        yield ""
    for root, moment in line.last:
        who = ", ".join(moment.box.speakers) or "nobody named"
        words = f"last word on {_called(root)}: {who}, {' '.join(shown(moment.date or '')).strip()}"
        yield from wrap(words, width)
    if line.undated and line.dated:
        count = len(line.undated)
        words = "1 node has no date and is" if count == 1 else f"{count:,} nodes have no date and are"
        yield from (ink.paint(text, "quiet") for text in wrap(f"{words} not shown", width))
    yield from closing(scene, width, ink)
    yield from legend(scene, width, ink, signs)


def _moment(moment: Moment, time: str, width: int, ink: Ink, signs: bool) -> Iterator[str]:
    margin = 8 if width >= 50 else 2
    room = min(width - margin, MEASURE)
    for i, pieces in enumerate(folded(_words(moment, signs), room, room)):
        lead = f"  {time}".ljust(margin) if i == 0 and margin > 2 else " " * margin
        yield ink.line([(lead, "quiet"), *pieces])
    for reply in moment.replies:
        words = _aimed(reply)
        yield from (ink.line([(" " * margin, ""), (text, "quiet")]) for text in wrap(words, room))


def _words(moment: Moment, signs: bool) -> Iterator[Piece]:
    box = moment.box
    for reply in moment.replies[:1]:
        look = LINKS[reply.arrow.kind]
        yield f"{look.sign if signs else look.ascii} ", f"link:{reply.arrow.kind}"
    if box.standing is not None:
        look = STANDINGS[box.standing]
        yield f"{look.sign if signs else look.ascii} ", f"standing:{box.standing}"
    if box.label:
        yield box.label, "id"
        yield " · " if box.speakers else ": ", ""
    if box.speakers:
        yield ", ".join(box.speakers), "speaker"
        yield ": ", ""
    yield box.text or f"({box.kind})", ""


def _aimed(reply: Reply) -> str:
    what = _called(reply.arrow.base)
    said = {"support": "for", "attack": "against", "undercut": "against a step to", "answer": "in answer to"}
    words = f"{said.get(reply.arrow.kind, 'about')} {what}"
    return f"{words}, {reply.after}" if reply.after else words


def _called(box: Box) -> str:
    return box.label or (f"“{shorten(box.text, _WORDS)}”" if box.text else f"an {box.kind}")


def as_rows(line: Timeline) -> Iterator[list[str]]:
    """The timeline as cells; what has no date comes last."""
    for moment in (*line.dated, *line.undated):
        box = moment.box
        yield [
            moment.date or "",
            box.id,
            box.kind,
            ", ".join(box.speakers),
            box.text,
            box.standing or "",
            ", ".join(dict.fromkeys(reply.arrow.base.id for reply in moment.replies)),
            ", ".join(dict.fromkeys(reply.after for reply in moment.replies if reply.after)),
        ]


def as_json(line: Timeline) -> dict[str, Any]:
    """The timeline as objects."""
    return {
        "moments": [_object(moment) for moment in (*line.dated, *line.undated)],
        "last_words": [
            {"on": root.id, "node": moment.box.id, "speakers": list(moment.box.speakers), "date": moment.date}
            for root, moment in line.last
        ],
    }


def _object(moment: Moment) -> dict[str, Any]:
    box = moment.box
    return {
        "date": moment.date,
        "id": box.id,
        "kind": box.kind,
        "speakers": list(box.speakers),
        "text": box.text,
        "standing": box.standing,
        "replies": [
            {"relation": reply.arrow.kind, "to": reply.arrow.base.id, "after": reply.after}
            for reply in moment.replies
        ],
    }
