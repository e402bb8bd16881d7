"""What may stand under what, and what to say where something stands in a wrong place.

The table is the one in docs/language.md. Functions return None where all is well, else a message and
help.
"""

from __future__ import annotations

from argmap.syntax.tree import Statement

_UNDER_CLAIM = frozenset({"premise", "argument", "rebuttal", "undercut", "concession", "question"})
_UNDER_ARGUMENT = frozenset({"premise", "undercut", "question"})
_UNDER_QUESTION = frozenset({"answer", "question", "undercut"})
_ALONE = frozenset({"claim", "question"})
_REOPENS = frozenset({"claim", "argument", "question"})

Complaint = tuple[str, str]


def fault_alone(item: Statement) -> Complaint | None:
    """What is wrong with a statement at top level or directly in a section."""
    kind = item.kind.text
    if kind in (_ALONE if item.form == "node" else _REOPENS) and item.form != "concession":
        return None
    if item.form == "concession":
        return "this `concession` stands under nothing", "indent it under what is granted"
    if item.form == "reference":
        name = item.id.text if item.id is not None else "id"
        return (
            f"at top level a node is reopened with `claim`, not `{kind}`",
            f"write `claim {name}` to hang more on it",
        )
    if kind == "undercut":
        help_ = "indent it under the step that it denies"
    else:
        help_ = f"indent it under what it is {_ABOUT.get(kind, 'about')}, or write it as a `claim`"
    return f"{with_article(kind).capitalize()} can't stand alone", help_


def fault_under(kind: str, parent: Statement) -> Complaint | None:
    """What is wrong with a statement of a kind under another statement."""
    above = parent.kind.text
    if parent.form == "concession":
        if kind == "undercut":
            return None
        where = "a `concession` without a text"
        help_ = "give the concession a text to hang more on it, or hang this on the node above"
    elif above == "argument":
        if kind in _UNDER_ARGUMENT:
            return None
        where = "an `argument`"
        help_ = "an `argument` holds its premises, undercuts and questions; hang this on its conclusion"
        if kind == "rebuttal":
            help_ = (
                "to deny the step from its premises, write `undercut`; to deny a premise, indent the "
                "`rebuttal` under that premise; to deny the conclusion, hang it there"
            )
    elif above == "question":
        if kind in _UNDER_QUESTION:
            return None
        where = "a `question`"
        help_ = "a `question` holds answers, further questions, and undercuts (it is not to the point)"
        if kind == "rebuttal":
            help_ = f"to say that the question is not to the point, write `undercut`; {help_}"
        elif kind in ("premise", "concession", "argument"):
            help_ = f"to answer it, write `answer`; {help_}"
    else:
        if kind in _UNDER_CLAIM:
            return None
        where = with_article(above)
        help_ = "an `answer` stands under a `question`"
        if kind == "claim":
            help_ = (
                "a `claim` stands at top level or in a section; under a node write what it is to that node: "
                "`premise`, `rebuttal`, `concession` …"
            )
    return f"{with_article(kind)} can't stand under {where}", help_


def nothing_to_undercut(used: str | None) -> Complaint:
    """What to say of an undercut under a node that hangs on nothing; `used` if that is a reference."""
    if used is not None:
        help_ = f"put the undercut where `{used}` is used: under the line that makes it a reason or reply"
    else:
        help_ = (
            "an undercut denies that something bears on what it hangs on. First write down what that claim "
            "is for, as an `#implicit` claim if nobody said it; or, to deny what it says, write `rebuttal`"
        )
    return "this `undercut` has no step to deny", help_


def with_article(kind: str) -> str:
    """``a `claim` ``, ``an `undercut` ``."""
    return f"an `{kind}`" if kind[0] in "aeiou" else f"a `{kind}`"


_ABOUT = {
    "premise": "a reason for",
    "argument": "a reason for",
    "rebuttal": "against",
    "concession": "granted to",
    "answer": "an answer to",
}
