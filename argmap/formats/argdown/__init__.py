"""Argdown (https://argdown.org), read whole and written.

Reading takes two steps: `parse` makes a document that can be compared, thing by thing, with what Argdown's
own parser makes (`@argdown/core` 1.7.5; the tests do that), and `meaning` makes a map of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.formats.draft import Draft
    from argmap.formats.given import Given
    from argmap.model.map import Map


def read(given: Given) -> Draft:
    """A draft of what a file and all it includes say. Any text can be read as Argdown."""
    from argmap.formats.argdown.meaning import meaning
    from argmap.formats.argdown.parse import parse
    from argmap.formats.draft import Draft
    from argmap.formats.troubles import Troubles

    troubles = Troubles()
    document = parse(given, troubles)
    draft = Draft()
    meaning(document, draft)
    troubles.tell(draft)
    return draft


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The text of a map in Argdown."""
    from argmap.formats.argdown.write import chunks as written

    return written(map_, standings)
