"""`argmap why`: an explanation as a dialogue in words, as a tree of the moves that decide, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from argmap.analysis.why import Explanation, Move
from argmap.model.map import Link, Map
from argmap.render.ink import Ink
from argmap.render.look import LINKED, LINKS, STANDINGS
from argmap.review.dialogue import dialogue, effect, says, so
from argmap.review.lines import fold
from argmap.review.phrases import Names, Phrase, count, joined, listed, phrase, plain
from argmap.review.verdict import members_of, verdict
from argmap.safe import in_json

FORMAT = "argmap-why/1"
#: So many of its own steps that are denied are told of a claim that stands.
_ASIDES = 3


def as_text(explanation: Explanation, map_: Map, *, width: int, ink: Ink, again: str) -> Iterator[str]:
    """The dialogue, line by line, without line ends."""
    names = Names(map_)
    yield from _heading(explanation, names, width, ink)
    deepest = max(width // 3, 8)
    for line in dialogue(explanation, names, again):
        indent = " " * min(2 * line.depth, deepest)
        yield from fold(line.words, indent, indent + "  ", width, ink, "quiet" if line.kind == "more" else "")


def _heading(explanation: Explanation, names: Names, width: int, ink: Ink) -> Iterator[str]:
    ends = joined((verdict(explanation, names), phrase(".")), "")
    yield from fold(ends, "", "", width, ink, "title")
    if explanation.same:
        same = listed([names.node(node) for node in explanation.same[:6]])
        words = "It says the same as {same}: what is said about one counts for all."
        yield from fold(phrase(words, same=same), "", "", width, ink)
    for denial in explanation.denied[:_ASIDES]:
        yield from fold(_aside(denial, names), "", "", width, ink)
    if len(explanation.denied) > _ASIDES:
        yield f"The same holds of {count(len(explanation.denied) - _ASIDES, 'more step')} of it."
    yield ""


def _aside(denial: Link, names: Names) -> Phrase:
    """That the claim stands and yet one of its steps is denied."""
    by = names.node(denial.head) if denial.head is not None else phrase("somebody")
    return phrase("Yet {effect}: {by} denies that step.", effect=effect(denial, names), by=by)


# The tree


def as_tree(explanation: Explanation, map_: Map, *, width: int, ink: Ink) -> Iterator[str]:
    """The moves that decide, as a tree in the signs of `argmap render`."""
    names = Names(map_)
    yield from _heading(explanation, names, width, ink)
    deepest = max(width // 2 // 3, 3)
    guides: list[str] = []
    # what is still to draw: a move, or what is left out beneath one
    stack = [(explanation.moves[0], True, False)]
    while stack:
        move, last, rest = stack.pop()
        depth = move.depth + rest
        del guides[depth:]
        shown = "".join(guides[1:deepest])
        before = shown + ("" if not depth else "└─ " if last or rest else "├─ ")
        if rest:
            more = f"… {move.left_out:,} more" if move.beneath else "… more below"
            yield ink.paint(before + more, "quiet")
            continue
        guides.append("   " if last else "│  ")
        below = "".join(guides[1:deepest]) + ("│ " if move.beneath or move.left_out else "  ")
        yield from fold(_branch(move, names), before, below, width, ink, "quiet", marks=False)
        if move.left_out:
            stack.append((move, True, True))
        stack.extend((m, m is move.beneath[-1] and not move.left_out, False) for m in reversed(move.beneath))


def _branch(move: Move, names: Names) -> Phrase:
    link, node = move.link, move.node
    signs = "" if link is None else (LINKED if move.linked else LINKS[link.kind].sign) + " "
    if move.standing is not None:
        look = STANDINGS[move.standing.value]
        signs += f"{look.sign} " + ("" if move.standing.value == "stands" else f"{look.word} ")
    words: list[Phrase] = []
    if link is not None and move.force == "no" and not move.linked:
        words.append(phrase("not in force"))
    if move.told:
        words.append(phrase("as above"))
    if move.closes:
        words.append(phrase("the circle is closed"))
    if node is None:
        assert link is not None
        words.append(phrase("granted by {who}", who=names.people(link.speakers)))
        return (("", signs), *joined(words, " · "))
    if node.kind == "argument":
        words.append(phrase("argument"))
    if node.named:
        words.append((("id", node.id),))
    speakers = (link.speakers if link is not None and link.kind != "contradiction" else ()) or node.speakers
    if speakers:
        words.append(names.people(speakers))
    if node.implicit:
        words.append(phrase("#implicit"))
    text: Phrase = (("quote", node.text),) if node.text else names.node(node) if not node.named else ()
    return (("", signs), *joined([part for part in (joined(words, " · "), text) if part], ": "))


# JSON


def as_json(explanation: Explanation, map_: Map) -> Iterator[str]:
    """One JSON object, one move a line."""
    names = Names(map_)
    standing = explanation.standing
    head: dict[str, Any] = {
        "format": FORMAT,
        "node": explanation.node.id,
        "standing": standing.value if standing else None,
        "reason": standing.reason if standing else None,
        "verdict": plain(verdict(explanation, names)) + ".",
        "restates": [node.id for node in explanation.same],
        "denied_by": [link.id for link in explanation.denied],
        "circle": [node.id for node in members_of(explanation.circle)],
        "complete": explanation.whole,
    }
    yield _written(head)[:-1] + ', "moves": ['
    parents: list[Move] = []
    for i, move in enumerate(explanation.moves):
        del parents[move.depth :]
        record = _record(move, parents[-1] if parents else None, names)
        parents.append(move)
        yield (",\n" if i else "\n") + _written(record)
    yield "\n]}\n"


def _record(move: Move, parent: Move | None, names: Names) -> dict[str, Any]:
    node, link = move.node, move.link
    return {
        "depth": move.depth,
        "node": node.id if node is not None else None,
        "link": link.id if link is not None else None,
        "move": "claim" if link is None else "premise" if move.linked else link.kind,
        "target": link.target.id if link is not None else None,
        "speakers": (link.speakers if link is not None else ())
        or (node.speakers if node is not None else ()),
        "text": node.text if node is not None else None,
        "standing": move.standing.value if move.standing else None,
        "reason": move.standing.reason if move.standing else None,
        "in_force": move.force,
        "told_above": move.told,
        "in_circle": move.circle,
        "left_out": move.left_out,
        "says": plain(says(move, parent, names)),
        "so": plain(so(move, names)) or None,
    }


def _written(record: dict[str, Any]) -> str:
    return in_json(json.dumps(record, ensure_ascii=False))
