"""Which points of a debate were dropped: those that the other side was to answer and didn't.

A chain of reasons that nobody touched is dropped once, at its top. What a dropped point rests on isn't
marked for itself, and neither is what supports a point that was granted.
"""

from __future__ import annotations

from argmap.analysis.standing import Standings
from argmap.analysis.unanswered import Conversation
from argmap.model.map import Map, Node


def dropped(map_: Map, standings: Standings) -> frozenset[str]:
    """The ids of the nodes that count as dropped in a debate."""
    talk = Conversation(map_, standings)
    found = {u.node for u in (*talk.unanswered_attacks, *talk.unanswered_questions()) if u.owed_by}
    found |= {u.node for u in talk.dropped_claims() if u.owed_by}
    reasons = {u.node for u in talk.unchallenged_premises() if u.owed_by}
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


def _granted(node: Node) -> bool:
    """Whether somebody granted it as it stands."""
    return any(link.bare for link in node.into)
