"""Argdown's short codes, written `.code.` or `:code:`, and the characters they stand for."""

from __future__ import annotations

_SHORTCODES: dict[str, str] = {
    code: char
    for char, codes in {
        "∀": "A",
        "∃": "E",
        "𝗢": "O",
        "𝗣": "P",
        "→": "->",
        "↔": "<->",
        "¬": "~",
        "∧": "^",
        "∨": "v",
        "⊻": "v_",
        "◇": "<>",
        "◻": "[]",
        "😀": "happy",
        "☺": "smile smiley",
        "😆": "laugh lol",
        "🤣": "rofl",
        "😂": "joy",
        "❤": "heart",
        "❓": "? question",
        "😍": "love",
        "😉": "wink",
        "🤫": "shush",
        "😐": "meh",
        "🙄": "eye-roll",
        "😢": "sad",
        "😞": "disappointed",
        "😱": "scream",
        "👍": "+1 up",
        "👎": "-1 down",
        "🤔": "think",
        "⭐": "star",
        "✔": "y agree",
        "❌": "n disagree",
    }.items()
    for code in codes.split()
}


def character(written: str) -> str:
    """The character a short code stands for; what is none as it is written."""
    found = _SHORTCODES.get(written[1:-1])
    if found is None:
        return written
    return f"{found}\ufe0f" if written == ":smile:" else found  # the only one in colour, to Argdown
