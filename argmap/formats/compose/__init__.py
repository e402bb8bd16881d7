"""A draft as the text of a map, in canonical layout: `argmap fmt` changes nothing in it."""

from __future__ import annotations

from argmap.formats.compose.arrange import arrange
from argmap.formats.compose.expressible import make_expressible
from argmap.formats.compose.write import Writer
from argmap.formats.draft import Draft


def compose(draft: Draft) -> str:
    """The text of a map that says what the draft says. The draft is used up.

    What the language has no words for is added to the draft's `problems`.
    """
    make_expressible(draft)
    return Writer(draft, arrange(draft)).text()
