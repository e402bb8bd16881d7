"""The words a terminal picture ends with: how many stand, what is not shown, what the signs mean."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.render.ink import Ink
from argmap.render.look import LINKED, LINKS, STANDINGS
from argmap.render.scene import Scene
from argmap.render.wrap import wrap


def closing(scene: Scene, width: int, ink: Ink) -> Iterator[str]:
    """The counts of standings, and how much of the map is not shown."""
    counted = [b for b in scene.boxes.values() if b.standing and not b.context]
    parts = []
    for value, look in STANDINGS.items():
        number = sum(1 for b in counted if b.standing == value)
        if number:
            verb = {"stands": "stand", "falls": "fall"} if number != 1 else {}
            parts.append(f"{number} {verb.get(value, look.word)}")
    words = [f"{_number(len(counted), 'claim')}: {', '.join(parts)}"] if counted else []
    questions = sum(1 for b in scene.boxes.values() if b.kind == "question" and not b.context)
    words += [_number(questions, "question")] if questions else []
    if words:
        yield from wrap("; ".join(words), width)
    if scene.hidden:
        for line in wrap(f"{_number(scene.hidden, 'node')} of this map not shown", width):
            yield ink.paint(line, "title")


def legend(scene: Scene, width: int, ink: Ink, signs: bool) -> Iterator[str]:
    """The signs that occur and what each means, broken between entries only."""
    entries = []
    for kind in scene.legend.links:
        look = LINKS[kind]
        entries.append((look.sign if signs else look.ascii, f"link:{kind}", look.word))
    if scene.legend.linked:
        entries.append((LINKED, "link:support", "linked premise"))
    for value in scene.legend.standings:
        look = STANDINGS[value]
        entries.append((look.sign if signs else look.ascii, f"standing:{value}", look.word))
    line: list[tuple[str, str]] = []
    used = 0
    for sign, style, word in entries:
        size = len(sign) + 1 + len(word)
        if line and used + 2 + size > width:
            yield ink.line(line)
            line, used = [], 0
        if line:
            line.append(("  ", ""))
            used += 2
        line += [(sign, style), (f" {word}", "quiet")]
        used += size
    if line:
        yield ink.line(line)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
