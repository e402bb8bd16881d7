"""Signs, words and colours that tell kinds and standings apart, for every renderer.

Meaning never rests on colour alone: each kind and standing has a sign and a word too. The hues are
those of Okabe and Ito's palette for colour-blind readers, set to a lightness that is read on a white
and on a black terminal alike (`ink`), or darkened for lines on white paper (`line`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Look:
    """How one kind of link or one standing is told apart."""

    word: str
    sign: str
    ascii: str
    ink: str
    line: str
    fill: str = "#ffffff"


LINKS: dict[str, Look] = {
    "support": Look("reason", "+", "+", "#2a7abf", "#00619a"),
    "attack": Look("rebuttal", "−", "-", "#cc5500", "#b84a00"),
    "undercut": Look("undercut", "↛", "/", "#a9599a", "#9a4a7f"),
    "contradiction": Look("contradiction", "⇄", "<>", "#cc5500", "#b84a00"),
    "concession": Look("concession", "~", "~", "#00875a", "#00795a"),
    "question": Look("question", "?", "?", "#3a86b0", "#4b6f86"),
    "answer": Look("answer", "!", "!", "#3a86b0", "#4b6f86"),
    "restatement": Look("restatement", "=", "=", "#767676", "#6b6b6b"),
}

STANDINGS: dict[str, Look] = {
    "stands": Look("stands", "✓", "(v)", "#00875a", "#1d5c4a", "#e4f3ec"),
    "falls": Look("falls", "✗", "(x)", "#cc5500", "#9c3f00", "#fbe3d5"),
    "unsupported": Look("unsupported", "◌", "(o)", "#9a7000", "#705300", "#faf1c8"),
    "open": Look("open", "◐", "(?)", "#767676", "#4d5560", "#e6e9ee"),
}

#: The sign of a linked premise: one of several that count only together.
LINKED = "&"
#: Whatever has no standing of its own: questions, arguments.
PLAIN_FILL = "#ffffff"
INK = "#1b1f24"
QUIET = "#5a626b"
FRAME = "#a8b0b8"

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
    try:
        signs.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
