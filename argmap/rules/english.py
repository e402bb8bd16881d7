"""Whether a map is in English, and the words that rules about English wording go by.

Texts may be in any language. A rule that knows English words runs only where `language:` says `en`, or
where it says nothing and the commonest English words are common in the texts.
"""

from __future__ import annotations

import re
from itertools import islice

from argmap.model.map import Map

#: Common in English, and no words of other languages that are written with the same letters.
_COMMON = frozenset(
    (
        "the",
        "and",
        "that",
        "of",
        "to",
        "it",
        "not",
        "with",
        "they",
        "this",
        "should",
        "would",
        "have",
        "are",
        "which",
        "from",
        "but",
        "be",
        "were",
        "there",
        "their",
    )
)
#: What share of the words they are in English is about a fifth; elsewhere hardly any.
_SHARE = 0.08
_ENOUGH = 2000
_WORD = re.compile(r"[a-z]+")

NEGATIONS = frozenset(
    ("not", "no", "never", "nothing", "none", "nobody", "neither", "nor", "without", "cannot")
)
#: Words that may be left out of a sentence without changing what it says.
FILLERS = frozenset(("a", "an", "the", "very", "really", "indeed", "quite", "simply"))
#: Words whose presence or absence alone makes no other claim, if all else is the same.
SMALL = FILLERS | frozenset(("that", "then", "so", "too", "also", "there", "which", "of", "own"))
#: A text that begins with one of these is about what stands above it.
POINTING = frozenset(
    (
        "that",
        "this",
        "these",
        "those",
        "it",
        "they",
        "he",
        "she",
        "so",
        "such",
        "yes",
        "no",
        "neither",
        "both",
        "here",
        "there's",
        "that's",
        "it's",
    )
)
#: Whoever says these speaks of themselves or of whom they talk to.
PERSONAL = frozenset(("i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours"))


def is_english(map_: Map) -> bool:
    """Whether the main file's texts are English."""
    language = map_.properties.get("language")
    if language:
        return str(language).strip().casefold().replace("_", "-").split("-")[0] in ("en", "eng", "english")
    words = common = 0
    for node in islice(map_.nodes.values(), _ENOUGH):
        found = _WORD.findall(node.text.lower())
        words += len(found)
        common += sum(word in _COMMON for word in found)
        if words > _ENOUGH:
            break
    return common > max(1, _SHARE * words)
