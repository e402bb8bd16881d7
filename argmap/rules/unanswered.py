"""U: what nobody has answered, and who owes the reply."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.unanswered import Unanswered
from argmap.diagnostics import Diagnostic
from argmap.rules.rule import Context, Rule, about, label


def unanswered_rebuttal(context: Context) -> Iterator[Diagnostic]:
    for found in context.conversation.unanswered_attacks:
        if found.move == "rebuttal":
            yield _finding(
                context,
                "U101",
                found,
                f"the rebuttal {label(found.node)} against {about(found.uses[0].target)}",
                "a reply rebuts it or a reason of it, undercuts its step, or grants it (`concession @WHO`)",
            )


def unanswered_undercut(context: Context) -> Iterator[Diagnostic]:
    for found in context.conversation.unanswered_attacks:
        if found.move == "undercut":
            yield _finding(
                context,
                "U102",
                found,
                f"the undercut {label(found.node)} against {about(found.uses[0].target)}",
                "a reply rebuts it or a reason of it, undercuts it in turn, or grants it (`concession @WHO`)",
            )


def unanswered_question(context: Context) -> Iterator[Diagnostic]:
    for found in context.conversation.unanswered_questions():
        asked = f" about {about(found.uses[0].target)}" if found.uses else ""
        undercut = any(link.kind == "answer" for link in found.node.into)
        yield _finding(
            context,
            "U103",
            found,
            f"the question {label(found.node)}{asked}",
            "its answers are undercut, so none counts so far"
            if undercut
            else "answer it (`answer @WHO: …`), or say why it is beside the point (`undercut @WHO: …`)",
        )


def dropped_claim(context: Context) -> Iterator[Diagnostic]:
    for found in context.conversation.dropped_claims():
        yield _finding(
            context,
            "U104",
            found,
            f"the claim {label(found.node)} by {context.parties(found.by)}",
            "a reply attacks it or what it rests on, asks about it, takes it up or grants it",
        )


def unchallenged_premise(context: Context) -> Iterator[Diagnostic]:
    for found in context.conversation.unchallenged_premises():
        yield _finding(
            context,
            "U105",
            found,
            f"the premise {label(found.node)}",
            "silence mostly grants a premise; if it is in dispute, this is where to say so",
        )


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
        "Nobody of another party has attacked the rebuttal, its step or what it rests on, or granted "
        "it. As the map stands, it brings down what it is said against. Whoever said that owes the "
        "reply.",
        check=unanswered_rebuttal,
    ),
    Rule(
        "U102",
        "unanswered-undercut",
        "warning",
        "An undercut that nobody has answered.",
        "Nobody of another party has attacked the undercut, its step or what it rests on, or granted "
        "it. As the map stands, the step it denies carries nothing. Whoever made that step owes the "
        "reply.",
        check=unanswered_undercut,
    ),
    Rule(
        "U103",
        "unanswered-question",
        "warning",
        "A question without an answer that counts.",
        "The question has no answer, or each of its answers is undercut. A question that is itself "
        "undercut, as beside the point, needs none. Those whose words it is about owe the answer.",
        check=unanswered_question,
    ),
    Rule(
        "U104",
        "dropped-claim",
        "note",
        "A claim that the other parties never took up.",
        "The map has several parties, and none of the others attacked the claim or what it rests on, "
        "asked about it, granted it or a part of it, or used it. In a debate a dropped claim counts as "
        "granted by silence; in a map it may also mean that a reply is still to be entered. A claim "
        "that is itself an unanswered rebuttal or undercut is reported as that.",
        check=dropped_claim,
    ),
    Rule(
        "U105",
        "unchallenged-premise",
        "note",
        "A premise that no other party attacked, questioned or granted.",
        "Off unless asked for: silence mostly grants a premise. Select it to see where a case has not "
        "been tested.",
        default=False,
        check=unchallenged_premise,
    ),
]
