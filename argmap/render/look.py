"""Words, signs and marks that tell kinds, standings and speakers apart, for every renderer.

Meaning never rests on colour alone: whatever has a colour in a theme has a word here, and a sign or mark
that is the same in every theme. The colours themselves are in `theme`, those of a terminal in `ink`.
"""

from __future__ import annotations

from dataclasses import dataclass

from argmap.render.colouring import ROLES


@dataclass(slots=True, frozen=True)
class Look:
    """How one kind of link or one standing is told apart: a word, a sign, the sign in ASCII."""

    word: str
    sign: str
    ascii: str


LINKS: dict[str, Look] = {
    "support": Look("reason", "+", "+"),
    "attack": Look("rebuttal", "−", "-"),
    "undercut": Look("undercut", "↛", "/"),
    "contradiction": Look("contradiction", "⇄", "<>"),
    "concession": Look("concession", "~", "~"),
    "question": Look("question", "?", "?"),
    "answer": Look("answer", "!", "!"),
    "restatement": Look("restatement", "=", "="),
}

STANDINGS: dict[str, Look] = {
    "stands": Look("stands", "✓", "(v)"),
    "falls": Look("falls", "✗", "(x)"),
    "unsupported": Look("unsupported", "◌", "(o)"),
    "open": Look("open", "◐", "(?)"),
}

#: The answer that a group settled on, tagged `#decided`.
DECIDED = Look("decided", "★", "(*)")

#: The mark of each hue that a speaker or a side may have, and of what shares one (`Box.colour`). Signs
#: of the old terminal set, which are in nearly every font.
MARKS: dict[str, str] = dict(zip(ROLES, "●■▲♦○□▼◊▫♣", strict=True))
#: The same where the output can't take them.
ASCII_MARKS: dict[str, str] = dict(zip(ROLES, "12345678*&", strict=True))

#: The sign of a linked premise: one of several that count only together.
LINKED = "&"
#: What the drawing characters become where the output can't take them.
ASCII = str.maketrans(
    {
        "─": "-", "│": "|", "├": "|", "└": "`", "…": "...", "·": "-", "↑": "^", "↓": "v",
        "›": ">", "−": "-", "–": "-", "⋮": ":",
    }
)  # fmt: skip


def encodes_signs(encoding: str | None) -> bool:
    """Whether an output encoding takes the signs and lines; otherwise ASCII stands in for them."""
    signs = "─│├└…·↑↓›" + "".join(look.sign for look in (*LINKS.values(), *STANDINGS.values()))
    signs += DECIDED.sign
    try:
        signs.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
