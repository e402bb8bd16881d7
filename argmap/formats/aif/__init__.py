"""AIF JSON, as AIFdb stores it: the Argument Interchange Format with its dialogues.

Chesñevar et al. 2006, "Towards an argument interchange format"; Reed et al. 2008, "AIF+: dialogue in
the argument interchange format".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from argmap.formats.aif.graph import tidy
from argmap.formats.aif.meaning import mean
from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.model.map import Map


def read(given: Given) -> Draft:
    """An AIF file as a draft."""
    raw = given.json
    if not isinstance(raw, dict):
        raise Unreadable("no AIF: its JSON is no object")
    draft = Draft()
    mean(tidy(raw, draft.problem), draft)
    return draft


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """A map as AIF."""
    from argmap.formats.aif.write import graph_of, lines

    yield "{\n"
    yield from lines(graph_of(map_))
    yield "\n}\n"
