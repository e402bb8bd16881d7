"""Random edits as people make them, for tests of what follows a text that is being written."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from tests.rebuilt import WHOLE

_EXAMPLES = Path(__file__).parent.parent / "examples"
_TYPED = (
    "a", "x", " ", "e", ".", ":", "\n", "\n  ", "\n    ", "@", "#", "[", "]", "//", "é", "日本", "\t", "  ",
    "- ",
)  # fmt: skip
_PASTED = (
    "\n  rebuttal new: Something else.",
    "\nclaim another: One more.\n",
    "\n    premise: Because it is.",
    "  note: An aside.\n",
    '    quote: "drink tea" [talk#p1]\n',
    "    ignore: U101\n",
    "  assumed: yes\n",
    "\n// a comment\n",
    "\n\n",
    "rebuttal",
    "premise tea",
    "\n  undercut u: No.\n    premise p: So.\n",
    " [book]",
    " [[tea]]",
    "section s: More\n",
    "speaker dan: Dan\n",
    "    restates: good\n",
    "    contradicts: tea\n",
    "concession @ana",
    "Some people say that it is so.",
    "Therefore it is the case that tea is good",
)


@cache
def some_texts() -> list[str]:
    """Maps to edit: small ones with every construct, and parts of the examples."""
    texts = [
        WHOLE,
        "",
        "claim a: One.\n",
        "claim a: One.\n  premise b: Two.\n    premise c: Three\n\nclaim d: Four",
    ]
    texts += [path.read_text("utf-8") for path in sorted(_EXAMPLES.glob("*.argmap"))]
    return texts


def edit_of(chance: random.Random, text: str, texts: list[str]) -> tuple[int, int, str]:
    """One edit: where it begins and ends, and what it puts there."""
    at = chance.randint(0, len(text))
    pick = chance.random()
    if pick < 0.45:
        return at, at, chance.choice(_TYPED)
    if pick < 0.6:
        return at, min(len(text), at + 1), ""
    if pick < 0.7:
        stop = at + chance.randint(1, chance.choice((60, 400)))
        return at, min(len(text), stop), chance.choice(("", "x", "\n"))
    if pick < 0.85:
        at = _line_end(text, at)
        return at, at, chance.choice(_PASTED)
    begin = text.rfind("\n", 0, at) + 1
    if pick < 0.92:  # a whole line
        return begin, min(len(text), _line_end(text, at) + 1), ""
    if pick < 0.94:  # further in, or further out
        return begin, begin, "  "
    if pick < 0.96:
        blanks = len(text[begin : begin + 2]) - len(text[begin : begin + 2].lstrip(" "))
        return begin, begin + blanks, ""
    return at, at, chance.choice(_PASTED)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def writing() -> list[tuple[str, str]]:
    """What somebody adds to `WHOLE`, keystroke by keystroke: behind which words, and what."""
    steps = [
        ("Why now?", "\n      "),
        ("Why now?\n      ", "answer"),
        ("Why now?\n      answer", " @ben"),
        ("Why now?\n      answer @ben", ":"),
        ("Why now?\n      answer @ben:", " "),
    ]
    text = "Why now?\n      answer @ben: "
    for letter in "It is late. [book]":
        steps.append((text, letter))
        text += letter
    steps += [
        ("It warms.", " Really."),
        ("It warms. Really.", "\n        note: So they say."),
        ("Not within the hour.", "\n          premise: It lasts."),
        ("rebuttal coffee @ben", " #loud"),
        ("map: Tea &", " more of it &"),
        ("speaker ben: Ben", "jamin"),
        ("section first: First", ", and"),
        ("source book: The", " whole"),
        ("coffee keeps awake.", "\n      premise some @dora: Some say so."),
    ]  # fmt: skip
    return steps
