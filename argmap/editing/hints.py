"""What stands behind a node while it is written: its standing, and how many replies to it are open."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from argmap.model.map import Link, Node
from argmap.render.look import STANDINGS
from argmap.review.phrases import count
from argmap.session.document import Document


class Hint(NamedTuple):
    """A few words behind an offset, and the node they are about."""

    offset: int
    text: str
    node: Node


def hints(document: Document, start: int = 0, end: int | None = None) -> list[Hint]:
    """The hints for the nodes stated between two offsets.

    Of a node on which nothing hangs, nothing is said as long as it stands: that is plain to see.
    """
    until = len(document.source.text) if end is None else end
    entries = document.unit.entries
    first = bisect_left(entries, start, key=lambda entry: entry.item.end)
    open_ = open_replies(document)
    standings = document.context.standings
    found = []
    for entry in entries[first:]:
        if entry.item.start > until:
            break
        node = entry.node
        if node is None or entry.item.form != "node":
            continue
        standing = standings.of(node)
        replies = open_.get(node, 0)
        bare = not entry.item.block or all(item.type != "STATEMENT" for item in entry.item.block)
        plain = bare and standing is not None and standing.reason == "unchallenged"
        words = []
        if standing is not None and not plain:
            words.append(f"{STANDINGS[standing.value].sign} {standing.value}")
        if replies:
            words.append(f"{replies:,} unanswered")
        if words:
            found.append(Hint(node.span.end, " · ".join(words), node))
    return found


def tip(document: Document, node: Node) -> str:
    """What a hint means, in a sentence."""
    replies = open_replies(document).get(node, 0)
    if not replies:
        return "Its standing by the moves in this map."
    number = count(replies, "reply", "replies")
    return f"Its standing by the moves in this map; {number} to it nobody has answered."


def open_replies(document: Document) -> Counter[Node]:
    """How many rebuttals, undercuts and questions on each node, or on its step, nobody has answered."""
    conversation = document.context.conversation
    found: Counter[Node] = Counter()
    for each in (*conversation.unanswered_attacks, *conversation.unanswered_questions()):
        for use in each.uses:
            target = use.target.head if isinstance(use.target, Link) else use.target
            if target is not None:
                found[target] += 1
    return found
