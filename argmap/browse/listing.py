"""What a list or the first line of the screen says of moves, errors and standings."""

from __future__ import annotations

from argmap.analysis.unanswered import Unanswered
from argmap.diagnostics import Diagnostic
from argmap.render.look import STANDINGS
from argmap.render.scene import Scene
from argmap.review.phrases import Names, listed, plain, shortened
from argmap.safe import visible

#: A list shows so many entries; stepping through them goes on.
LONGEST = 300


def of_move(move: Unanswered, names: Names) -> str:
    """An unanswered move: whose it is, who owes the reply, what it says."""
    who = plain(listed([names.party(by) for by in move.by])) or "the mapper"
    owed = plain(listed([names.party(by) for by in move.owed_by]))
    owes = f" ({owed} to reply)" if owed else ""
    name = f"{move.node.id}: " if move.node.named else ""
    return f"{move.move} by {who}{owes}\n  {visible(name + shortened(move.node.text, 200))}"


def of_error(error: Diagnostic) -> str:
    """An error: where it is, and what."""
    return f"{visible(error.span.source.name)}:{error.span.line}: {error.code} {visible(error.message)}"


def of_many(number: int, one: str, shown: int) -> str:
    """How many there are, and how many of them a list shows."""
    words = f"{number:,} {one}{'' if number == 1 else 's'}"
    return words if shown == number else f"{words}, {shown:,} of them here"


def counts(scene: Scene) -> tuple[list[str], list[str]]:
    """How many claims have each standing, in signs, and in signs and words."""
    signs, words = [], []
    for value, look in STANDINGS.items():
        if number := scene.count(value):
            verb = {"stands": "stand", "falls": "fall"}.get(value, look.word) if number > 1 else look.word
            signs.append(f"{look.sign} {number:,}")
            words.append(f"{signs[-1]} {verb}")
    return signs, words
