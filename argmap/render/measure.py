"""How wide a text is on paper, in a font that may not be at hand. Imports nothing of argmap.

The boxes of a diagram must fit their text whichever engine lays it out and whichever font shows it:
an embedded engine knows no font files, and measures no script but Latin. The widths here are those of
Helvetica (Arial and its free twins have the same), and careful averages for other scripts.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# widths of U+0020 … U+007E in thousandths of the font size
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + i): int(w) for i, w in enumerate(_ASCII.split())}
_WIDTHS.update(
    {"…": 1000, "–": 556, "—": 1000, "’": 222, "‘": 222, "“": 333, "”": 333, "„": 333, "·": 333, "−": 584,
     "ß": 611, "æ": 889, "Æ": 1000, "ø": 611, "Ø": 778, "œ": 944, "ı": 278, "ł": 222, "\xa0": 278}
)  # fmt: skip
#: Bold type is this much wider.
_BOLD = 1.07
#: The fonts at hand differ a little; boxes get this much more room.
_SLACK = 1.03


@lru_cache(maxsize=8192)
def _width(char: str) -> int:
    """The width of a character that is not in the table, in thousandths of the font size."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 1000 if ord(char) < 0x1F000 else 1300
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and base in _WIDTHS:
        return _WIDTHS[base]
    if category == "Lu":
        return 740
    if category == "Ll":
        return 580
    if category in ("Zs", "Pi", "Pf", "Po"):
        return 400
    return 620 if category[0] in "LN" else 1000


def points(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in points, set in a sans-serif of a size; rather too much than too little."""
    known = _WIDTHS
    try:
        total = sum(map(known.__getitem__, text))
    except KeyError:
        total = sum(known[c] if c in known else _width(c) for c in text)
    return total * size / 1000 * (_BOLD if bold else 1) * _SLACK


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
