"""Which points of a debate were dropped: those that the other side was to answer and didn't.

A chain of reasons that nobody touched is dropped once, at its top. What a dropped point rests on isn't
marked for itself, and neither is what supports a point that was granted. Where a map silences the rule
about such moves (`ignore: U`), it says that an answer was not to be expected: nothing is marked there.
"""

from __future__ import annotations

from collections.abc import Iterable

from argmap.analysis.standing import Standings
from argmap.analysis.unanswered import Conversation, Unanswered
from argmap.model.map import Map, Node

#: The rules about each sort of move, by code and name. Whoever expects no answer to a claim expects none
#: to its reasons.
RULES = {
    "rebuttal": ("U101", "unanswered-rebuttal"),
    "undercut": ("U102", "unanswered-undercut"),
    "question": ("U103", "unanswered-question"),
    "claim": ("U104", "dropped-claim"),
    "premise": ("U105", "unchallenged-premise", "U104", "dropped-claim"),
}


def dropped(map_: Map, standings: Standings) -> frozenset[str]:
    """The ids of the nodes that count as dropped in a debate."""
    talk = Conversation(map_, standings)
    moves = (*talk.unanswered_attacks, *talk.unanswered_questions(), *talk.dropped_claims())
    found = {u.node for u in _told(map_, moves)}
    reasons = {u.node for u in _told(map_, talk.unchallenged_premises())}
    for node in map_.nodes.values():
        # an argument's linked premises are one reason: it is dropped where nobody touched any of them
        steps = [link for link in node.out if link.via is node]
        if steps and all(p in reasons for link in steps for p in link.origin):
            into = [*node.into, *(link for step in steps for link in step.into)]
            if not any(link.kind == "undercut" for link in into):
                reasons.add(node)
    settled = found | reasons
    for node in reasons:
        bears_on = {link.via if link.via not in (None, node) else link.target for link in node.out}
        if not any(isinstance(t, Node) and (t in settled or _granted(t)) for t in bears_on):
            found.add(node)
    return frozenset(node.id for node in found)


def _told(map_: Map, moves: Iterable[Unanswered]) -> Iterable[Unanswered]:
    """Those moves to which somebody owes an answer and that the map doesn't silence."""
    everywhere = map_.properties.get("ignore", ())
    for move in moves:
        words = (*everywhere, *move.node.properties.get("ignore", ()))
        if move.owed_by and not any(_silences(word, RULES[move.move]) for word in words):
            yield move


def _silences(word: str, rules: Iterable[str]) -> bool:
    return word == "ALL" or any(rule == word or (rule[:1] == "U" and rule.startswith(word)) for rule in rules)


def _granted(node: Node) -> bool:
    """Whether somebody granted it as it stands."""
    return any(link.bare for link in node.into)
