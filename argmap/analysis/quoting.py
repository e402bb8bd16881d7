"""Whether exact words stand in a text, and if not, what there is most like them.

In go the words of a quotation and a text; out comes whether they stand there, or a `Match`. White
space, typographic quotation marks and dashes aren't told apart. In the words, `[…]` (also `(…)`, `…`, three
dots) stands for what was left out, `[sic]` for nothing, and any other square brackets for a few words of the
quoter's in the place of the author's: `h[e]`, `[Stalin]`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

_FOLD = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"')
    | dict.fromkeys("‘’‚‛‹›＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "\u00ad": "", "\ufeff": ""}
)
#: What stands for words left out, put in, or pointed at.
_BRACKET = re.compile(
    r"(\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)|(\[\s*sic!?\s*\])|\[[^\[\]]*\]", re.I
)
#: So many characters of the author's the quoter's own may stand for.
_IN_PLACE = 80
#: So much alike, of 100, words must be to be told of; shorter ones are like anything.
_ALIKE, _SHORTEST = 75.0, 10
#: Marks around words, which a quotation may leave out.
_MARKS = " .,;:!?\"'()"
#: A longer passage isn't searched for what is like the words.
_LONGEST = 2_000_000


def folded(text: str) -> str:
    """The text with white space, typographic quotes and dashes made plain, to compare exact words."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLD).split())


@dataclass(slots=True, frozen=True)
class Match:
    """What in a text is most like some words that don't stand there, `score` of 100 alike.

    `words` are those of the text, with their own marks and dashes, on one line.
    """

    words: str
    score: float

    def differences(self, quoted: str, most: int = 3) -> list[tuple[str, str]]:
        """Where the quotation and the text part: the words here and the words there; either may be empty."""
        here, there = quoted.split(), self.words.split()
        plain, plainly = ([folded(word) for word in side] for side in (here, there))
        found = []
        for kind, a, b, c, d in SequenceMatcher(None, plain, plainly, autojunk=False).get_opcodes():
            if kind != "equal":
                found.append((" ".join(here[a:b]).strip(_MARKS), " ".join(there[c:d]).strip(_MARKS)))
        return [pair for pair in found if pair[0] != pair[1]][:most]


def stands_in(quoted: str, text: str) -> bool:
    """Whether the words stand in a text."""
    words, there = folded(quoted), folded(text)
    return words in there or _pattern_finds(quoted, there)


def nearest(quoted: str, text: str) -> Match | None:
    """The stretch of a text that is most like words that don't stand in it; None where nothing is."""
    from rapidfuzz import fuzz

    words = folded(_BRACKET.sub(" ", quoted))
    there, places = _with_places(text)
    if not _SHORTEST <= len(words) <= len(there) or len(there) > _LONGEST:
        return None
    found = fuzz.partial_ratio_alignment(words.casefold(), there.casefold(), score_cutoff=_ALIKE)
    if found is None or len(there.casefold()) != len(there):
        return None
    start, end = _best(words, there, found.dest_start, found.dest_end)
    start, end = _without_margins(words, there, start, end)
    if start >= end:
        return None
    return Match(" ".join(text[places[start] : places[end - 1] + 1].split()), found.score)


def _best(words: str, there: str, start: int, end: int) -> tuple[int, int]:
    """The whole words about a stretch that are most like the quotation: some more or fewer on either side."""
    from rapidfuzz import fuzz

    starts = _edges(there, there.rfind(" ", 0, start + 1) + 1)
    ends = [edge - 1 for edge in _edges(there, (there.find(" ", max(end - 1, 0)) + 1) or len(there) + 1)]
    wanted = words.casefold()
    return max(
        ((a, b) for a in starts for b in ends if a < b),
        key=lambda edge: fuzz.ratio(wanted, there[edge[0] : edge[1]].casefold()),
        default=(start, end),
    )


def _edges(there: str, at: int) -> list[int]:
    """Where words begin about a place: that place, and up to three before and behind."""
    edges = [at]
    for _ in range(3):
        before = there.rfind(" ", 0, max(edges[0] - 1, 0)) + 1
        if before < edges[0]:
            edges.insert(0, before)
        behind = there.find(" ", edges[-1]) + 1
        edges.append(behind if behind else len(there) + 1)
    return sorted({min(edge, len(there) + 1) for edge in edges})


def _without_margins(words: str, there: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the words at its ends that nothing in the quotation answers to, and without marks."""
    here, beside = ([_bare(word) for word in text.casefold().split()] for text in (words, there[start:end]))
    codes = SequenceMatcher(None, here, beside, autojunk=False).get_opcodes()
    for kind, _, _, c, d in codes[:1]:
        if kind == "insert":
            for _ in range(d - c):
                start = there.find(" ", start, end) + 1
    for kind, _, _, c, d in codes[-1:]:
        if kind == "insert" and len(codes) > 1:
            for _ in range(d - c):
                end = there.rfind(" ", start, end)
    while end > start and there[end - 1] in _MARKS and there[end - 1] != words[-1]:
        end -= 1
    while start < end and there[start] in _MARKS and there[start] != words[0]:
        start += 1
    return start, end


def _bare(word: str) -> str:
    return word.strip(_MARKS)


def _pattern_finds(quoted: str, there: str) -> bool:
    """Whether the words between brackets stand in a folded text one behind the other."""
    parts: list[str] = []
    at = 0
    for bracket in _BRACKET.finditer(quoted):
        parts.append(re.escape(folded(quoted[at : bracket.start()])))
        left_out, sic = bracket[1], bracket[2]
        parts.append(r".*?" if left_out else r"\s*" if sic else rf".{{0,{_IN_PLACE}}}?")
        at = bracket.end()
    if not parts:
        return False
    parts.append(re.escape(folded(quoted[at:])))
    if not any(re.search(r"\w", part) for part in parts[::2]):
        return False  # nothing but brackets
    return re.search("".join(parts), there, re.S) is not None


def _with_places(text: str) -> tuple[str, list[int]]:
    """A folded text, and where each of its characters stands in the text."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                places.append(at)
            continue
        for one in char.translate(_FOLD):
            chars.append(one)
            places.append(at)
    return "".join(chars), places
