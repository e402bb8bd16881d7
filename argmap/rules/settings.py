"""What a person may set about the rules themselves, beside which of them run."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.schemes import Scheme

#: How many words a text may have before W101 calls it long.
MAX_WORDS = 60


@dataclass(slots=True, frozen=True)
class Settings:
    """Settings of single rules. `loaded_words` is None for the list that comes with argmap (W107);
    `schemes` are the user's own patterns of argument, beside the known ones.
    """

    max_words: int = MAX_WORDS
    loaded_words: tuple[str, ...] | None = None
    schemes: tuple[Scheme, ...] = ()
