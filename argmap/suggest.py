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
    return folded[found[0]] if found else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """`` Did you mean `x`?`` with the space before it, or an empty string."""
    near = nearest(word, options)
    return f" Did you mean `{near}`?" if near is not None else ""
