"""Near misses: "did you mean". Imports nothing of argmap."""

from __future__ import annotations

from collections.abc import Iterable

#: Nobody misspells a longer word, and comparing it with everything takes long.
_LONGEST = 100


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option a person most likely meant by `word`, or None where nothing is close.

    Case is ignored; what differs is judged by the ratio of matching characters.
    """
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(option.casefold(), option)
    wanted = word.casefold()
    if wanted in folded:
        return folded[wanted]
    found = get_close_matches(wanted, folded, n=1, cutoff=0.7)
    near = found[0] if found else next((option for option in folded if _swapped(wanted, option)), None)
    return folded[near] if near is not None else None


def _swapped(word: str, option: str) -> bool:
    """Whether two neighbouring letters changed places: in a short word the ratio calls that far off."""
    if len(word) != len(option) or len(word) < 3:
        return False
    at = [i for i, (one, other) in enumerate(zip(word, option, strict=True)) if one != other]
    return len(at) == 2 and at[1] == at[0] + 1 and word[at[0]] + word[at[1]] == option[at[1]] + option[at[0]]


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """`` Did you mean `x`?`` with the space before it, or an empty string."""
    near = nearest(word, options)
    return f" Did you mean `{near}`?" if near is not None else ""
