"""The words a terminal picture ends with: how many stand, what is not shown, what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from argmap.render.ink import Ink
from argmap.render.look import ASCII_MARKS, DECIDED, LINKED, LINKS, MARKS, STANDINGS
from argmap.render.scene import Scene
from argmap.render.wrap import shorten, wrap


def closing(scene: Scene, width: int, ink: Ink) -> Iterator[str]:
    """The counts of standings, and how much of the map is not shown."""
    if words := counts(scene):
        yield from wrap(words, width)
    for said in scene.left_out():
        for line in wrap(said, width):
            yield ink.paint(line, "title")


def counts(scene: Scene) -> str:
    """How many claims there are and how they stand, how many questions; nothing where there are none."""
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
    return "; ".join(words)


def nothing(scene: Scene) -> str:
    """What is said where there is no box at all."""
    return "nothing to show: " + ("no node matches" if scene.hidden else "the map has no nodes")


def hues(scene: Scene, width: int, ink: Ink, signs: bool) -> Iterator[str]:
    """Which speaker or side each mark and hue stands for, where that is what colours tell."""
    marks = MARKS if signs else ASCII_MARKS
    yield from _entries(
        [(marks[s.role], f"colour:{s.role}", shorten(s.words, 40)) for s in scene.legend.colours], width, ink
    )


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
    if scene.legend.decided:
        entries.append((DECIDED.sign if signs else DECIDED.ascii, "decided", DECIDED.word))
    yield from _entries(entries, width, ink)
    yield from hues(scene, width, ink, signs)


def _entries(entries: Iterable[tuple[str, str, str]], width: int, ink: Ink) -> Iterator[str]:
    """Signs and their words in lines."""
    line: list[tuple[str, str]] = []
    used = 0
    for sign, style, word in entries:
        size = len(sign) + 1 + cell_len(word)
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
