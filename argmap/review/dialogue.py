"""An explanation as a dialogue: for each move what is said, and what follows once it has been told.

In goes an `Explanation`; out come `Line`s in order, each a phrase with the depth at which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from argmap.analysis.why import Explanation, Move
from argmap.model.map import Link, Node
from argmap.review.phrases import Names, Phrase, capital, count, joined, listed, phrase


@dataclass(slots=True, frozen=True)
class Line:
    """One thing said: a move, what follows from moves told before, or a note on what is left out."""

    depth: int
    kind: Literal["move", "so", "more"]
    words: Phrase
    move: Move


def dialogue(explanation: Explanation, names: Names, again: str = "argmap why MAP") -> Iterator[Line]:
    """The lines of an explanation. `again` is the command to ask for more, but for the id."""
    open_: list[tuple[Move, Move | None]] = []
    for move in explanation.moves:
        while open_ and open_[-1][0].depth >= move.depth:
            yield from _close(*open_.pop(), names, again)
        parent = open_[-1][0] if open_ else None
        words = says(move, parent, names)
        leaf = not move.beneath and not move.left_out
        if leaf and (after := so(move, names)):
            words = joined((words, after))
        yield Line(move.depth, "move", words, move)
        open_.append((move, parent))
    while open_:
        yield from _close(*open_.pop(), names, again)


def _close(move: Move, parent: Move | None, names: Names, again: str) -> Iterator[Line]:
    if move.left_out:
        words = phrase(f"… {count(move.left_out, 'more move')} not told here")
        if move.node is not None and not move.beneath:
            words = (("", "… more below: "), ("text", f"{again} {move.node.id}"))
        yield Line(move.depth + 1, "more", words, move)
    if (move.beneath or move.left_out) and (words := so(move, names)):
        yield Line(move.depth, "so", words, move)


# What is said


def says(move: Move, parent: Move | None, names: Names) -> Phrase:
    """A move as a sentence: who says what, and to what end."""
    link, node = move.link, move.node
    if link is None:
        assert node is not None
        return _opening(move, node, names)
    if node is None:
        who = names.people(link.speakers) or phrase("somebody")
        grants = phrase(
            "{who} {grants} {target}",
            who=who,
            grants=_verb(link.speakers, "grant"),
            target=_aim(link, parent, names),
        )
        return (
            joined((grants, phrase("so it needs no further reason.")), ", ")
            if move.force == "yes"
            else (joined((grants, phrase(".")), ""))
        )
    if move.closes:
        return _closing(move, link, node, parent, names)
    if move.linked:
        return _colon(_by(node.speakers, node, names, "{who} {say} a part of it", "it needs"), move, names)
    if parent is not None and parent.node is node:
        return phrase("It is meant for {target}.", target=names.node(_end(link)))
    speakers = link.speakers if link.kind != "contradiction" else node.speakers
    said, unsaid = _PATTERNS[_pattern(link)]
    opening = _by(speakers, node, names, said, unsaid, target=_aim(link, parent, names))
    taken = link.reference and bool(node.speakers) and set(node.speakers).isdisjoint(speakers)
    if taken and link.kind != "contradiction":
        opening = joined(
            (
                opening,
                phrase(
                    "with what {who} {say}", who=names.people(node.speakers), say=_verb(node.speakers, "say")
                ),
            ),
            ", ",
        )
    return _colon(opening, move, names)


#: How each kind of step is told: by somebody, and by nobody in particular.
_PATTERNS = {
    "attack": ("{who} {say} against {target}", "said against {target}"),
    "contradiction": ("{who} {say} what contradicts {target}", "{target} is contradicted"),
    "support": ("{who} {say} as a reason for {target}", "a reason for {target}"),
    "argument": ("{who} {argue} for {target}", "an argument for {target}"),
    "answer": ("{who} {answer}", "an answer"),
    "bears": ("{who} {say} that this does not bear on {target}", "said against its bearing on {target}"),
    "reason": ("{who} {say} that this is no reason for {target}", "said against its being one for {target}"),
    "step": ("{who} {say} that this does not touch that step", "said against its touching that step"),
    "counts": ("{who} {say} that this is no answer", "said against its being an answer"),
    "beside": ("{who} {say} that this is beside the point", "said to be beside the point"),
    "grant": ("{who} {say} that the grant does not hold", "said against the grant"),
}  # fmt: skip


_DENIALS = {"support": "reason", "attack": "bears", "undercut": "step", "answer": "counts"}


def _pattern(link: Link) -> str:
    if link.kind == "undercut":
        target = link.target
        if isinstance(target, Node):
            return "beside"
        if target.bare:
            return "grant"
        return _DENIALS.get(target.kind, "beside")
    return "argument" if link.via is not None else link.kind


def _opening(move: Move, node: Node, names: Names) -> Phrase:
    if node.kind == "question":
        return _colon(_by(node.speakers, node, names, "{who} {ask}", "the question"), move, names)
    if node.kind == "argument":
        return _colon(_by(node.speakers, node, names, "{who} {argue}", "the argument"), move, names)
    if node.implicit and not node.speakers:
        return _colon(phrase("nobody says it in so many words"), move, names)
    return _colon(_by(node.speakers, node, names, "{who} {say}", "the claim"), move, names)


def _closing(move: Move, link: Link, node: Node, parent: Move | None, names: Names) -> Phrase:
    """The last step of a circle, which leads back to what has been told."""
    does = {"support": "is a reason for", "contradiction": "contradicts", "undercut": "denies"}.get(
        link.kind, "is said against"
    )
    target = names.step(link.target) if isinstance(link.target, Link) else _aim(link, parent, names)
    back: Phrase | str = ""
    if link.via is not None:
        back = phrase(", an argument from {premises},", premises=listed([names.node(n) for n in link.origin]))
    ends = (
        ", and nothing outside them decides."
        if does == "contradicts"
        else (": the circle is closed, and nothing outside it decides.")
    )
    words = f"{{node}}{{back}} {does} {{target}}{ends}"
    return capital(phrase(words, node=names.node(node), back=back, target=target))


def _by(
    speakers: tuple[str, ...], node: Node, names: Names, said: str, unsaid: str, **slots: Phrase
) -> Phrase:
    """A move's opening words, by whoever speaks."""
    who = names.voice(speakers, node)
    if who is None:
        words = phrase(unsaid, **slots)
        implicit = node.implicit and names.spoken
        return joined((words, phrase("though nobody says it in so many words")), ", ") if implicit else words
    verbs = {verb: _verb(speakers, verb) for verb in ("say", "argue", "answer", "ask")}
    return phrase(said, who=who, **verbs, **slots)


def _verb(speakers: tuple[str, ...], verb: str) -> str:
    return verb if len(speakers) > 1 else verb + "s"


def _colon(opening: Phrase, move: Move, names: Names) -> Phrase:
    assert move.node is not None
    alone = not move.node.text and not move.beneath and not move.left_out
    if move.told or alone:  # a name, and a sentence behind it
        return joined((capital(opening), joined((names.node(move.node), phrase(".")), "")), ": ")
    return joined((capital(opening), names.said(move.node)), ": ")


def _end(link: Link) -> Node:
    """The node that a step leads to, by way of the steps it denies."""
    target = link.target
    while isinstance(target, Link):
        target = target.target
    return target


def _aim(link: Link, parent: Move | None, names: Names) -> Phrase:
    """What a step is aimed at: for an undercut what the denied step leads to; "this" where just told."""
    target = names.node(_end(link))
    above = parent.node if parent is not None else None
    if above is None or isinstance(link.target, Link) or not above.claim_like:
        return target
    if above is link.target:
        return target if above.named else phrase("this")
    return phrase("{target} (which says the same as {above})", target=target, above=names.node(above))


# What follows


def so(move: Move, names: Names) -> Phrase:
    """What follows once a move and all beneath it have been told; empty where that has been said."""
    link, node = move.link, move.node
    if move.circle:
        return ()
    if link is None:
        return _in_the_end(move, names)
    if node is None:
        return ()
    here = names.node(node)
    if move.linked:
        return _premise(move, here)
    if move.force == "no":
        return _no_force(move, here)
    if move.force == "open":
        return ()
    does = effect(link, names)
    if move.told:
        words = phrase("as told above, it counts" if link.via else "as told above, it stands")
        return _sentence(joined((words, does), "; so ") if does else words)
    if not move.beneath and not move.left_out:
        words = phrase(_untouched(move))
        return _sentence(joined((words, does), ", so ") if does else words)
    if link.kind == "support":
        onto = names.node(_end(link))
        denied = any(below.link is not None and below.link.target is link for below in move.beneath)
        holds = "so {here} stays a reason for {onto}" if denied else "so {here} stands"
        return _sentence(phrase("so {here} counts" if link.via else holds, here=here, onto=onto))
    words = phrase("so {here} stands", here=here)
    return _sentence(joined((words, does), ", and ") if does else words)


def _untouched(move: Move) -> str:
    """Why a move with nothing beneath it holds."""
    node = move.node
    assert node is not None
    if move.standing is not None and move.standing.reason == "defended" and node.properties.get("assumed"):
        return "this is assumed"
    granting = [link for link in node.into if link.bare]
    resting = any(link.kind == "support" and not link.bare for link in node.into)
    if move.link is not None and move.link.via is not None:
        return "nobody attacks any of it"
    if granting:
        return "this is granted, and nobody attacks it"
    return "nobody attacks this or what it rests on" if resting else "nobody attacks this"


def effect(link: Link, names: Names) -> Phrase:
    """What an attack in force does."""
    target = link.target
    if link.kind in ("attack", "contradiction"):
        assert isinstance(target, Node)
        return phrase("{target} falls", target=names.node(target))
    if link.kind != "undercut":
        return ()
    if isinstance(target, Node):
        return phrase("{target} needs no answer", target=names.node(target))
    head = names.node(target.head) if target.head is not None else phrase("the grant")
    onto = names.node(target.target) if isinstance(target.target, Node) else phrase("that step")
    if target.kind == "support":
        does = "{head} settles nothing for {onto}" if target.bare else "{head} is no reason for {onto}"
    else:
        does = {"answer": "{head} does not answer {onto}", "undercut": "{head} does not touch {onto}"}.get(
            target.kind, "{head} does not bear on {onto}"
        )
    return phrase(does, head=head, onto=onto)


def _premise(move: Move, here: Phrase) -> Phrase:
    standing = move.standing
    if standing is None:
        return ()
    if move.told:
        return _sentence(phrase(f"as told above, it {_is(standing.value)}"))
    if standing.value == "stands":
        return _sentence(phrase("so {here} stands", here=here) if move.beneath else phrase("this stands"))
    return _sentence(phrase("so {here} has no reason left", here=here)) if move.robbed else ()


def _no_force(move: Move, here: Phrase) -> Phrase:
    standing = move.standing
    if move.told:
        fails = standing is not None and standing.value != "stands"
        words = f"it {_is(standing.value)}" if fails and standing is not None else "this step is denied"
        return _sentence(phrase(f"as told above, {words}"))
    return _sentence(phrase("so {here} has no reason left", here=here)) if move.robbed else ()


def _is(value: str) -> str:
    return {"unsupported": "is unsupported", "open": "is open"}.get(value, value)


def _in_the_end(move: Move, names: Names) -> Phrase:
    """The last line: what has been shown of the claim asked about."""
    assert move.node is not None
    here, standing = names.node(move.node), move.standing
    if standing is None or (not move.beneath and standing.value != "open"):
        return ()
    if standing.value == "stands":
        return _sentence(phrase("so {here} stands", here=here))
    if standing.value == "unsupported":
        return _sentence(phrase("so {here} has no reason left, and nothing refutes it", here=here))
    return ()


def _sentence(words: Phrase) -> Phrase:
    return joined((capital(words), phrase(".")), "") if words else ()
