"""L: circles, and claims at odds with themselves or with one another."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.cycles import support_circles
from argmap.diagnostics import Diagnostic
from argmap.model.map import ATTACK_LINKS, CLAIM_KINDS, Link, Node
from argmap.rules.rule import Context, Rule, label, undercut, used, why
from argmap.source import Span


def circular_support(context: Context) -> Iterator[Diagnostic]:
    for circle in support_circles(context.map, context.units):
        # begin in the main file where the circle runs through it
        at = next((i for i, node in enumerate(circle) if not node.prefix), 0)
        circle = circle[at:] + circle[:at]
        first = circle[0]
        if len(circle) == 1:
            message = f"{label(first)} is a reason for itself"
        else:
            path = ", which supports ".join(label(node) for node in (*circle[1:], first))
            message = f"{label(first)} rests on itself: it supports {path}"
        yield Diagnostic(
            "L101",
            _closed(context, circle),
            message,
            help="reasons in a circle leave all of it open; give one of them a reason of its own; "
            + why(context, first),
            node=first.id,
            related=tuple((node.span, "part of the circle") for node in circle[1:]),
        )


def self_attack(context: Context) -> Iterator[Diagnostic]:
    seen: set[Node] = set()
    same = context.units.same
    for link in context.map.links.values():
        if link.kind not in ATTACK_LINKS or not link.origin:
            continue
        node, target = link.origin[0], link.target
        if isinstance(target, Node):
            if not same(node, target) or node in seen:
                continue
            seen.add(node)
            message = f"{label(node)} attacks itself"
        else:
            if not any(same(node, origin) for origin in target.origin):
                continue
            message = f"{label(node)} denies a step that it makes itself"
        yield Diagnostic(
            "L102",
            used(link, node),
            message,
            help="one of the two was probably meant to be another node; " + why(context, node),
            node=node.id,
            related=((target.span, "what it attacks"),) if target is not node else (),
        )


def both_for_and_against(context: Context) -> Iterator[Diagnostic]:
    units = context.units
    for node in context.map.nodes.values():
        several = len(node.out) > 1 or units.number[node] in units.joined
        if several and node.kind in CLAIM_KINDS and units.together(node)[0] is node:
            yield from _divided(context, node)


def _divided(context: Context, node: Node) -> Iterator[Diagnostic]:
    """What a claim is both for and against, each once."""
    number = context.units.number
    out = [(link, link.target) for link in context.units.out(node) if isinstance(link.target, Node)]
    attacks = {number[target]: link for link, target in reversed(out) if link.kind in ATTACK_LINKS}
    for link, target in out:
        if link.kind != "support" or number[target] == number[node]:
            continue
        against = attacks.pop(number[target], None)
        if against is None or undercut(context, link) or undercut(context, against):
            continue
        places = [used(link, node), used(against, node)]
        main, other = places if context.is_main(places[0]) else places[::-1]
        yield Diagnostic(
            "L103",
            main,
            f"{label(node)} is used both for and against {label(target)}",
            help="split it into the part that speaks for it and the part that speaks against it, "
            "or drop one of the two uses",
            node=node.id,
            related=((other, "and the other way here"),),
        )


def undecided_contradiction(context: Context) -> Iterator[Diagnostic]:
    for link, a, b in _contradictions(context):
        standings = [context.standings.of(node) for node in (a, b)]
        if all(standing is not None and standing.value == "open" for standing in standings):
            yield Diagnostic(
                "L104",
                _either(context, link.span, a.span),
                f"{label(a)} and {label(b)} contradict each other, and nothing decides between them",
                help="an attack on one of them, or on what it rests on, would decide it; " + why(context, a),
                node=a.id,
                related=((a.span, "one side"), (b.span, "the other side")),
            )


def own_contradiction(context: Context) -> Iterator[Diagnostic]:
    for link, a, b in _contradictions(context):
        here, there = _asserted(context, a), _asserted(context, b)
        for speaker in here.keys() & there.keys():
            yield Diagnostic(
                "L105",
                _either(context, here[speaker], there[speaker], link.span),
                f"`{speaker}` says both {label(a)} and {label(b)}, which contradict each other",
                help="give up one of the two, or drop `contradicts` if they agree after all",
                node=a.id,
                related=((here[speaker], "said here"), (there[speaker], "and here")),
            )


def _contradictions(context: Context) -> Iterator[tuple[Link, Node, Node]]:
    """Each pair of claims that contradict each other, once, and the link that says so."""
    number = context.units.number
    seen: set[frozenset[int]] = set()
    for link in context.map.links.values():
        if link.kind == "contradiction" and isinstance(link.target, Node) and link.origin:
            a, b = link.origin[0], link.target
            pair = frozenset((number[a], number[b]))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield (link, b, a) if a.prefix and not b.prefix else (link, a, b)


def _asserted(context: Context, node: Node) -> dict[str, Span]:
    """Who says a claim, in its own place or by using it, and where first; what is implicit nobody says."""
    places: dict[str, Span] = {}
    for each in context.units.together(node):
        if each.implicit:
            continue
        for speaker in each.speakers:
            places.setdefault(speaker, each.span)
        for link in each.out:
            if link.reference:
                for speaker in link.speakers:
                    places.setdefault(speaker, link.span)
    return places


def _either(context: Context, *places: Span) -> Span:
    """The first place that is in the main file, else the first."""
    return next((place for place in places if context.is_main(place)), places[0])


def _closed(context: Context, circle: list[Node]) -> Span:
    """Where the main file takes part in a circle: by a node of its own, else by a step."""
    if context.is_main(circle[0].span):
        return circle[0].span
    number = context.units.number
    for node, following in zip(circle, (*circle[1:], circle[0]), strict=True):
        for link in context.units.out(node):
            target = link.target
            if link.kind == "support" and isinstance(target, Node) and number[target] == number[following]:
                return _either(context, link.span) if context.is_main(link.span) else circle[0].span
    return circle[0].span


RULES = [
    Rule(
        "L101",
        "circular-support",
        "warning",
        "A claim that in the end rests on itself.",
        check=circular_support,
    ),
    Rule(
        "L102",
        "self-attack",
        "warning",
        "A claim that attacks itself, or denies a step that it makes.",
        check=self_attack,
    ),
    Rule(
        "L103",
        "both-for-and-against",
        "warning",
        "A claim used both for and against the same claim.",
        check=both_for_and_against,
    ),
    Rule(
        "L104",
        "undecided-contradiction",
        "note",
        "Two claims that contradict each other, with nothing to decide between them.",
        check=undecided_contradiction,
    ),
    Rule(
        "L105",
        "own-contradiction",
        "warning",
        "One speaker on both ends of a contradiction.",
        check=own_contradiction,
    ),
]
