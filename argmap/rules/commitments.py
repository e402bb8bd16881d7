"""L, on what people hold: claims that pull both ways at a distance, speakers at odds with themselves,
reasons that only say the claim again, undercuts that deny words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.diagnostics import Diagnostic
from argmap.model.map import CLAIM_KINDS, Link, Node
from argmap.rules.alike import Form, form_of, nearly
from argmap.rules.english import NEGATIONS
from argmap.rules.rule import Context, Rule, about, label, undercut, used, why
from argmap.source import Span

#: How far L106 looks: steps up, and claims met on the way.
_STEPS, _CLAIMS = 8, 100

_FALSE = re.compile(
    r"(?:no,? )?(?:that|this|it)(?:['’]s| is| was) (?:simply |just |plainly |quite )?"
    r"(?:false|untrue|wrong|incorrect|a lie|not true|not so)[.!]*"
    r"|(?:no,? )?(?:that|this|it) (?:is|was)n['’]t (?:true|so)[.!]*",
    re.I,
)


def for_and_against_by_steps(context: Context) -> Iterator[Diagnostic]:
    """Claims that support something, and support what attacks it."""
    units = context.units
    for node in context.map.nodes.values():
        several = len(node.out) > 1 or units.number[node] in units.joined
        if several and node.kind in CLAIM_KINDS and units.together(node)[0] is node:
            yield from _both_ways(context, node)


def _both_ways(context: Context, node: Node) -> Iterator[Diagnostic]:
    """For each claim that a node supports and attacks by ways that part at the node: a finding."""
    units = context.units
    number = units.number
    start = number[node]
    # per claim that the node supports: the first step there, and how it is got to
    way: dict[int, tuple[Link, ...]] = {start: ()}
    attacks: list[tuple[int, tuple[Link, ...], Link]] = []
    layer = [start]
    for _ in range(_STEPS):
        following: list[int] = []
        for unit in layer:
            for link in units.out(units.heads[unit]):
                if not isinstance(link.target, Node):
                    continue
                goal = number[link.target]
                if link.kind == "attack":
                    attacks.append((goal, way[unit], link))
                elif link.kind == "support" and goal not in way and len(way) < _CLAIMS:
                    way[goal] = (*way[unit], link)
                    following.append(goal)
        layer = following
        if not layer:
            break
    told: set[int] = set()
    for goal, before, link in attacks:
        for_it = way.get(goal)
        if not for_it or goal == start or goal in told:
            continue
        against = (*before, link)
        if against[0] is for_it[0] or len(against) == len(for_it) == 1:
            continue  # the ways part further up, or L103 tells it
        if any(undercut(context, step) for step in (*for_it, *against)):
            continue  # the map says which step doesn't carry
        told.add(goal)
        first, other = used(for_it[0], node), used(against[0], node)
        main, also = (first, other) if context.is_main(first) else (other, first)
        target = units.heads[goal]
        yield Diagnostic(
            "L106",
            main,
            f"{label(node)} supports {label(target)}{_by_way(for_it)} and attacks it{_by_way(against)}",
            help="two speakers may well draw opposite conclusions from one fact; if one speaker does, "
            "an undercut says which of the steps doesn't carry",
            node=node.id,
            related=((also, "the other way begins here"), (target.span, "what it is both for and against")),
        )


def _by_way(links: tuple[Link, ...]) -> str:
    """ "by way of" the claims between, or nothing for a single step."""
    between = [label(link.target) for link in links[:-1] if isinstance(link.target, Node)]
    return f" by way of {', '.join(between)}" if between else ""


def conflicting_commitments(context: Context) -> Iterator[Diagnostic]:
    told: set[tuple[str, Node, Node]] = set()
    units = context.units
    for link in context.map.links.values():
        if link.kind != "attack" or not link.origin or not isinstance(link.target, Node):
            continue
        attacker, target = link.origin[0], link.target
        if units.same(attacker, target):
            continue
        here = _held(context, attacker)
        if not here:
            continue
        there = _held(context, target)
        for speaker in here.keys() & there.keys():
            key = (speaker, units.together(attacker)[0], units.together(target)[0])
            if key in told or _settled(context, speaker, link, *here[speaker], *there[speaker]):
                continue
            told.add(key)
            (says, at), (also_says, and_at) = here[speaker], there[speaker]
            places = [at, and_at]
            yield Diagnostic(
                "L107",
                next((place for place in (at, and_at, link.span) if context.is_main(place)), at),
                f"`{speaker}` {says} {label(attacker)} and {also_says} {label(target)}, "
                "which it speaks against",
                help="if one replaced the other, the map can say so: a `concession` to what speaks against "
                "the claim given up; if they go together, an `undercut` says why; " + why(context, target),
                node=attacker.id,
                related=tuple(
                    (place, f"{word} here") for word, place in zip((says, also_says), places, strict=True)
                ),
            )


def _held(context: Context, node: Node) -> dict[str, tuple[str, Span]]:
    """Who holds a claim: by saying it, by using it as a reason or a reply, or by granting it."""
    held: dict[str, tuple[str, Span]] = {}
    for each in context.units.together(node):
        if not each.implicit:
            for speaker in each.speakers:
                held.setdefault(speaker, ("says", each.span))
            for link in each.out:
                if link.reference:
                    for speaker in link.speakers:
                        held.setdefault(speaker, ("uses", link.span))
        for link in each.into:
            if link.bare:
                for speaker in link.speakers:
                    held.setdefault(speaker, ("grants", link.span))
    return held


def _settled(
    context: Context, speaker: str, link: Link, says: str, at: Span, also_says: str, and_at: Span
) -> bool:
    """Whether a speaker has done something about two claims of theirs that are at odds.

    To grant an attack on a claim of one's own takes the claim back. Who makes the attack on their own
    claim raises an objection or changes their mind. An undercut in force takes the conflict away.
    """
    if also_says != "grants" and (speaker in link.speakers or _grants(context, speaker, link.origin[0])):
        return True
    if undercut(context, link):
        return True
    assert isinstance(link.target, Node)
    for node in (link.origin[0], link.target):
        for other in context.units.into(node):
            if other is link or other.kind != "attack" or not other.origin:
                continue
            if speaker in other.speakers or _grants(context, speaker, other.origin[0]):
                return True
    return False


def _grants(context: Context, speaker: str, node: Node) -> bool:
    return any(link.bare and speaker in link.speakers for link in context.units.into(node))


def restated_reason(context: Context) -> Iterator[Diagnostic]:
    """Claims whose every reason is the claim again, in nearly the same words."""
    english = context.english
    for node in context.claims:
        reasons = [link for link in context.units.into(node) if link.kind == "support"]
        if not reasons or not all(len(link.origin) == 1 for link in reasons):
            continue
        if any(len(link.origin[0].text) > 2 * len(node.text) + 20 for link in reasons):
            continue
        form = context.form(node)
        if len(form) < 3:
            continue
        again = [link.origin[0] for link in reasons]
        if not all(_repeats(form, context.form(reason), english) for reason in again):
            continue
        if any(link.kind == "support" for reason in again for link in context.units.into(reason)):
            continue  # it rests on something further down
        if any(reason.citations for reason in again):
            continue
        if any(context.units.same(node, reason) for reason in again):
            continue  # a circle: L101
        yield Diagnostic(
            "L108",
            again[0].span,
            f"{label(node)} rests only on itself: {_its_reason(again[0])} says it again",
            help="write down why it is so; or, if it is put forward without a reason, leave the premise out",
            node=again[0].id,
            related=((node.span, "what it is to support"),),
        )


def _its_reason(node: Node) -> str:
    return f"its reason {label(node)}" if node.named else "its reason"


def _repeats(form: Form, reason: Form, english: bool) -> bool:
    return form == reason or nearly(form, reason, english)


def undercut_of_words(context: Context) -> Iterator[Diagnostic]:
    """Undercuts that read as if they denied the words and not the step. A hint; English only."""
    if not context.english:
        return
    for node in context.nodes:
        if node.kind != "undercut":
            continue
        for link in node.out:
            if link.kind != "undercut" or not isinstance(link.target, Link):
                continue
            if _denies(node, link.target):
                yield Diagnostic(
                    "L109",
                    node.span,
                    f"the undercut {label(node)} reads as if it denied the words of {about(link.target)}",
                    help="an undercut grants the words and denies that they bear on what they are said for; "
                    "to deny what is said, hang a `rebuttal` under it",
                    node=node.id,
                    related=tuple((origin.span, "the words") for origin in link.target.origin[:1]),
                )
                break


def _denies(node: Node, step: Link) -> bool:
    if _FALSE.fullmatch(node.text.strip()):
        return True
    form = form_of(node.text, True)
    words = [word for word in form if word not in NEGATIONS]
    if len(words) < 3:
        return False
    for origin in step.origin:
        other = form_of(origin.text, True)
        theirs = [word for word in other if word not in NEGATIONS]
        if words == theirs and (len(form) - len(words)) % 2 != (len(other) - len(theirs)) % 2:
            return True
    return False


RULES = [
    Rule(
        "L106",
        "for-and-against-by-steps",
        "note",
        "A claim that supports another and attacks it too, by way of further claims.",
        check=for_and_against_by_steps,
    ),
    Rule(
        "L107",
        "conflicting-commitments",
        "warning",
        "A speaker who says or grants both a claim and what speaks against it.",
        check=conflicting_commitments,
    ),
    Rule(
        "L108",
        "restated-reason",
        "warning",
        "A claim whose only reason is the claim again, in nearly the same words.",
        check=restated_reason,
        near=True,
    ),
    Rule(
        "L109",
        "undercut-of-words",
        "note",
        "An undercut that reads as if it denied the words. A hint; English only.",
        check=undercut_of_words,
        near=True,
    ),
]
