"""U: what nobody has answered, and who owes the reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from argmap.analysis.unanswered import Move, Unanswered
from argmap.diagnostics import Diagnostic
from argmap.model.map import Node
from argmap.rules.rule import Context, Rule, about, label, why


def _attacks(move: Move) -> Callable[[Context], Iterable[Unanswered]]:
    """What gives the rebuttals, or the undercuts, that nobody has answered."""

    def moves(context: Context) -> Iterable[Unanswered]:
        return (found for found in context.conversation.unanswered_attacks if found.move == move)

    return moves


def _rebuttal(context: Context, found: Unanswered) -> Diagnostic:
    return _finding(
        context,
        "U101",
        found,
        f"the rebuttal {label(found.node)} against {about(found.uses[0].target)}",
        "a reply rebuts it or a reason of it, undercuts its step, or grants it (`concession @WHO`); "
        + why(context, found.uses[0].target),
    )


def _undercut(context: Context, found: Unanswered) -> Diagnostic:
    return _finding(
        context,
        "U102",
        found,
        f"the undercut {label(found.node)} against {about(found.uses[0].target)}",
        "a reply rebuts it or a reason of it, undercuts it in turn, or grants it "
        "(`concession @WHO`); " + why(context, found.uses[0].target),
    )


def _question(context: Context, found: Unanswered) -> Diagnostic:
    asked = f" about {about(found.uses[0].target)}" if found.uses else ""
    undercut = any(link.kind == "answer" for link in found.node.into)
    return _finding(
        context,
        "U103",
        found,
        f"the question {label(found.node)}{asked}",
        "its answers are undercut, so none counts so far"
        if undercut
        else "answer it (`answer @WHO: …`), or say why it is beside the point (`undercut @WHO: …`)",
    )


def _dropped(context: Context, found: Unanswered) -> Diagnostic:
    return _finding(
        context,
        "U104",
        found,
        f"the claim {label(found.node)} by {context.parties(found.by)}",
        "a reply attacks it or what it rests on, asks about it, takes it up or grants it",
    )


def _unchallenged(context: Context, found: Unanswered) -> Diagnostic:
    return _finding(
        context,
        "U105",
        found,
        f"the premise {label(found.node)}",
        "silence mostly grants a premise; if it is in dispute, this is where to say so",
    )


def concession_not_taken_up(context: Context) -> Iterator[Diagnostic]:
    """Partial concessions to another party that nobody but who made them has done anything with."""
    parties = context.map.parties
    mentioned: dict[str, list[Node]] = {}
    for node in context.nodes:
        for other in node.mentions:
            mentioned.setdefault(other, []).append(node)
    for node in context.nodes:
        if node.kind != "concession" or not node.speakers or node.implicit:
            continue
        by = parties(node.speakers)
        granted = [link for link in node.out if link.kind == "concession" and isinstance(link.target, Node)]
        to = frozenset(
            party
            for link in granted
            if isinstance(link.target, Node)
            for party in parties(link.target.speakers) - by
        )
        if not to or _followed_up(context, node, by):
            continue
        if any(parties(other.speakers) - by for other in mentioned.get(node.id, ())):
            continue
        names = tuple(sorted(to))
        yield Diagnostic(
            "U106",
            node.span,
            f"the concession {label(node)} by {context.parties(tuple(sorted(by)))} "
            f"is not taken up by {context.parties(names)}",
            help="what follows from it could be drawn as a claim with this as a `premise`; "
            "what is held to be wrong in it can be rebutted",
            node=node.id,
            related=tuple((link.target.span, "what it was granted to") for link in granted[:1]),
        )


def _followed_up(context: Context, node: Node, by: frozenset[str]) -> bool:
    """Whether another party replied to it, to what it rests on or to its step, asked about it or used it."""
    parties, units = context.map.parties, context.units
    waiting: list[Node] = [node]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if units.number[each] in seen:
            continue
        seen.add(units.number[each])
        for link in units.into(each):
            movers = link.speakers or tuple(speaker for one in link.origin for speaker in one.speakers)
            if not movers or parties(movers) - by:
                return True
            if link.kind == "support":
                waiting += link.origin
    for link in units.out(node):
        if (link.reference and parties(link.speakers) - by) or link.kind in ("contradiction", "support"):
            return True
        if any(parties(step.speakers) - by or not step.speakers for step in link.into):
            return True
    return False


def _finding(context: Context, code: str, found: Unanswered, what: str, advice: str) -> Diagnostic:
    main = context.map.source
    uses = [use for use in found.uses if use.span.source is main] or found.uses
    owing = f" by {context.parties(found.owed_by)}" if found.owed_by else ""
    related = [(use.span, "used here too") for use in uses[1:]]
    if uses and uses[0].kind != "question":
        related.insert(0, (uses[0].target.span, "what it is said against"))
    return Diagnostic(
        code,
        uses[0].span if uses and uses[0].reference else found.node.span,
        f"{what} is unanswered{owing}",
        help=advice,
        node=found.node.id,
        owed_by=found.owed_by,
        related=tuple(related),
    )


RULES = [
    Rule(
        "U101",
        "unanswered-rebuttal",
        "warning",
        "A rebuttal that nobody has answered.",
        moves=_attacks("rebuttal"),
        tell=_rebuttal,
    ),
    Rule(
        "U102",
        "unanswered-undercut",
        "warning",
        "An undercut that nobody has answered.",
        moves=_attacks("undercut"),
        tell=_undercut,
    ),
    Rule(
        "U103",
        "unanswered-question",
        "warning",
        "A question without an answer that counts.",
        moves=lambda context: context.conversation.unanswered_questions(),
        tell=_question,
    ),
    Rule(
        "U104",
        "dropped-claim",
        "note",
        "A claim that the other parties never took up.",
        moves=lambda context: context.conversation.dropped_claims(),
        tell=_dropped,
    ),
    Rule(
        "U105",
        "unchallenged-premise",
        "note",
        "A premise that no other party attacked, questioned or granted.",
        default=False,
        moves=lambda context: context.conversation.unchallenged_premises(),
        tell=_unchallenged,
    ),
    Rule(
        "U106",
        "concession-not-taken-up",
        "note",
        "A partial concession to another party that nobody has made anything of.",
        check=concession_not_taken_up,
        hangs_on=frozenset(("links", "mentions", "restates")),
    ),
]
