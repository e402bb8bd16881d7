"""Why a claim has its standing, in one sentence."""

from __future__ import annotations

from argmap.analysis.why import Explanation, Move
from argmap.model.map import Link, Node
from argmap.review.phrases import Names, Phrase, count, joined, listed, phrase

#: So many members of a circle are named in a sentence.
_NAMED = 6


def verdict(explanation: Explanation, names: Names, *, subject: bool = True) -> Phrase:
    """The standing of the claim explained, and the first thing that decides it.

    Without `subject` only the latter.
    """
    node, standing = explanation.node, explanation.standing
    root = explanation.moves[0]
    if standing is None:
        return _without_standing(explanation, names)
    does = {
        "stands": "{it} stands: {why}",
        "falls": "{it} falls: {why}",
        "unsupported": "{it} is unsupported: {why}",
        "open": "{it} is open: {why}",
    }[standing.value]
    if standing.reason == "contested":
        why = _contested(explanation, names)
    else:
        tells = {"unchallenged": _unchallenged, "defended": _defended, "refuted": _refuted}
        why = tells.get(standing.reason, _unsupported)(root, names)
    return phrase(does, it=names.node(node), why=why) if subject else why


def _unchallenged(root: Move, names: Names) -> Phrase:
    rests = any(move.link is not None and move.link.kind == "support" for move in root.beneath)
    granted = any(move.node is None for move in root.beneath)
    return phrase("nobody attacks it or what it rests on" if rests and not granted else "nobody attacks it")


def _defended(root: Move, names: Names) -> Phrase:
    reasons = [move for move in root.beneath if move.link is not None and move.link.kind == "support"]
    attacks = [move for move in root.beneath if move not in reasons]
    number = len(attacks) + root.left_out
    if not attacks:
        first = phrase("nobody attacks it")
    elif number == 1:
        first = phrase("{attack} {fails}", attack=_attack(attacks[0], names), fails=_fails(attacks[0], names))
    else:
        first = phrase(f"none of the {number:,} attacks on it is in force")
    assert root.node is not None
    if reasons:
        second = _carries(reasons[0], names)
    elif root.node.properties.get("assumed"):
        second = phrase("it is assumed")
    else:
        return first
    return joined((first, second), ", and ")


def _carries(reason: Move, names: Names) -> Phrase:
    if reason.node is None:
        assert reason.link is not None
        return phrase("{who} grants it", who=names.people(reason.link.speakers) or "somebody")
    return phrase("{reason} carries it", reason=names.node(reason.node))


def _attack(move: Move, names: Names) -> Phrase:
    assert move.node is not None
    if move.link is not None and move.link.kind == "contradiction":
        return phrase("{attack}, which contradicts it,", attack=names.node(move.node))
    return phrase("{attack}, said against it,", attack=names.node(move.node))


def _fails(move: Move, names: Names) -> Phrase:
    """What keeps an attack from being in force, where it is told beneath."""
    denial = next((m for m in move.beneath if m.link is not None and m.link.target is move.link), None)
    if denial is not None and denial.node is not None:
        return phrase("is undercut by {denial}", denial=names.node(denial.node))
    if move.robbed:
        return phrase("has no reason left")
    premise = next((m.node for m in move.beneath if m.linked and m.node is not None), None)
    if premise is not None:
        return phrase("fails with {premise}", premise=names.node(premise))
    refuting = next((m for m in move.beneath if m.force == "yes" and m.node is not None), None)
    if refuting is not None and refuting.node is not None:
        return phrase("is refuted by {other}", other=names.node(refuting.node))
    return phrase("is not in force")


def _refuted(root: Move, names: Names) -> Phrase:
    if not root.beneath:
        return phrase("it is refuted")
    attack = root.beneath[0]
    assert attack.node is not None
    link = attack.link
    contradicts = link is not None and link.kind == "contradiction"
    words = (
        "it is contradicted by {attack}{by}, {how}" if contradicts else "it is refuted by {attack}{by}, {how}"
    )
    speakers = (link.speakers if link is not None and not contradicts else ()) or attack.node.speakers
    who = names.people(speakers)
    plain = attack.standing is not None and attack.standing.reason == "unchallenged"
    how = "which nobody attacks" if plain and not attack.beneath else "which stands"
    by: Phrase | str = phrase(" ({who})", who=who) if who else ""
    return phrase(words, attack=names.node(attack.node), by=by, how=how)


def _unsupported(root: Move, names: Names) -> Phrase:
    number = len(root.beneath) + root.left_out
    if number == 1 and root.beneath:
        node = root.beneath[0].node
        if node is None:
            return phrase("what granted it is denied")
        return phrase("its only reason, {reason}, {fails}", reason=names.node(node), fails=_lost(root, names))
    return phrase(f"{'both' if number == 2 else f'all {number:,}'} reasons given for it are gone")


def _lost(root: Move, names: Names) -> Phrase:
    move = root.beneath[0]
    if move.standing is None or move.standing.value == "stands":
        denial = next((m for m in move.beneath if m.link is not None and m.link.kind == "undercut"), None)
        if denial is not None and denial.node is not None:
            return phrase("is undercut by {denial}", denial=names.node(denial.node))
    return _fails(move, names)


def _contested(explanation: Explanation, names: Names) -> Phrase:
    node, circle = explanation.node, explanation.circle
    members = members_of(circle)
    inside = node in members
    if len(members) == 1:
        who = phrase("it") if inside else names.node(members[0])
        words = (
            "{who} is a reason for itself" if circle[0].kind == "support" else "{who} speaks against itself"
        )
        return phrase(words if inside else f"it hangs on what decides nothing: {words}", who=who)
    if len(circle) == 2 and all(link.kind == "contradiction" for link in circle):
        if inside:
            other = next(each for each in members if each is not node)
            words = "it and {other} contradict each other, and nothing decides between them"
            return phrase(words, other=names.node(other))
        words = "it hangs on {a} and {b}, which contradict each other, and nothing decides between them"
        return phrase(words, a=names.node(members[0]), b=names.node(members[1]))
    named = [names.node(each) for each in members[:_NAMED]]
    if len(members) > _NAMED:
        named.append(phrase(f"{len(members) - _NAMED:,} more"))
    words = "it is part of" if inside else "it hangs on"
    return phrase(words + " a circle that decides nothing: {members}", members=listed(named))


def members_of(circle: tuple[Link, ...]) -> list[Node]:
    """The claims that a circle leads through, each once; of a denied step what it starts from."""
    found: list[Node | None] = []
    for link in circle:
        target = link.target
        found += [target] if isinstance(target, Node) else [target.head, link.head]
    return [node for node in dict.fromkeys(found) if node is not None]


def _without_standing(explanation: Explanation, names: Names) -> Phrase:
    node, moves = explanation.node, explanation.moves[0].beneath
    working = [move for move in moves if move.force == "yes"]
    it = names.node(node)
    if node.kind == "question":
        answers = [m for m in working if m.link is not None and m.link.kind == "answer"]
        beside = [m for m in working if m.link is not None and m.link.kind == "undercut"]
        if beside and beside[0].node is not None:
            return phrase(
                "{it} is a question set aside as beside the point, by {by}",
                it=it,
                by=names.node(beside[0].node),
            )
        number = count(len(answers), "answer")
        return phrase(
            "{it} is a question, "
            + (
                f"with {number} that count" + "s" * (len(answers) == 1)
                if answers
                else "without an answer that counts"
            ),
            it=it,
        )
    if not moves:
        return phrase("{it} is an argument that leads nowhere", it=it)
    words = (
        "is in force"
        if len(working) == len(moves)
        else "is not in force"
        if not working
        else "is in force in part"
    )
    if all(move.force == "open" for move in moves):
        words = "is open"
    return phrase("{it} is an argument: its step " + words, it=it)
