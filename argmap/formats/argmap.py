"""argmap's own text: written from any map as one file in canonical layout."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.standing import Standings
from argmap.formats.compose import compose
from argmap.formats.redraft import redraft
from argmap.model.map import Map


def chunks(map_: Map, _: Standings | None = None) -> Iterator[str]:
    """The map as text. Imported maps become part of it; comments are not in a map and not kept."""
    yield compose(redraft(map_))
