"""The words of the language: keywords, property keys, and what people write in their stead.

The grammar file spells the same words once more as patterns; a test holds the two together.
"""

from __future__ import annotations

KINDS = ("claim", "premise", "argument", "rebuttal", "undercut", "concession", "question", "answer")
DECLARATIONS = ("map", "source", "speaker", "section", "import")

_NODE_KEYS = ("date", "weight", "assumed", "restates", "contradicts", "critical", "ignore", "quote", "note")
_STEP_KEYS = ("scheme", *_NODE_KEYS)

#: Which property keys may stand under what, in the order in which `fmt` puts them; a bare reference
#: carries the keys of its link.
KEYS_OF: dict[str, tuple[str, ...]] = {
    "claim": _NODE_KEYS,
    "premise": ("scheme", "role", *_NODE_KEYS),
    "argument": _STEP_KEYS,
    "rebuttal": _STEP_KEYS,
    "undercut": _STEP_KEYS,
    "concession": _NODE_KEYS,
    "question": _NODE_KEYS,
    "answer": _NODE_KEYS,
    "map": ("of", "author", "date", "language", "by", "ignore", "note"),
    "source": (
        "file",
        "original",
        "url",
        "author",
        "date",
        "accessed",
        "archive",
        "sha256",
        "note",
    ),
    "speaker": ("side", "url", "note"),
    "section": ("by", "note"),
    "import": ("note",),
}

KEYS = tuple(dict.fromkeys(key for keys in KEYS_OF.values() for key in keys))
#: Keys that may stand more than once under one thing.
REPEATABLE = frozenset({"note", "quote"})

#: Keys whose value lists names, separated by commas or spaces.
LISTS = frozenset({"restates", "contradicts", "ignore", "of", "by"})

#: What writers of other tools call our kinds.
SYNONYMS = {
    "pro": "premise",
    "because": "premise",
    "reason": "premise",
    "support": "premise",
    "evidence": "premise",
    "con": "rebuttal",
    "objection": "rebuttal",
    "attack": "rebuttal",
    "counter": "rebuttal",
    "option": "answer",
}

RESERVED = frozenset((*KINDS, *DECLARATIONS, *KEYS))


def is_id(word: str) -> bool:
    """Whether `word` (NFC) is an identifier by UAX #31, with `-` allowed inside."""
    return (
        word.isidentifier()
        or ("-" in word and word[0] != "-" and word[-1] != "-" and word.replace("-", "_").isidentifier())
    ) and word not in RESERVED


def keyword_meant(word: str) -> str | None:
    """The node keyword that `word` is a synonym or a near miss of, or None."""
    folded = word.casefold()
    if folded in SYNONYMS:
        return SYNONYMS[folded]
    if folded in KINDS:
        return folded
    if len(folded) < 4:
        return None
    from argmap.suggest import nearest

    near = nearest(folded, KINDS)
    # "claims" or "premis", not "climate": one or two letters more or less, the first one right
    if near is not None and near[0] == folded[0] and abs(len(near) - len(folded)) <= 2:
        from difflib import SequenceMatcher

        if SequenceMatcher(None, folded, near).ratio() >= 0.8:
            return near
    return None
