"""`argmap coverage`: what of its sources a map cites, as text for the terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from argmap.analysis.coverage import Coverage
from argmap.analysis.passages import Passages
from argmap.model.map import Map
from argmap.render.ink import Ink
from argmap.render.wrap import wrap
from argmap.review.phrases import count
from argmap.safe import in_json, visible

FORMAT = "argmap-coverage/1"


class Covered(NamedTuple):
    """A source with what of it is cited. `file` is how its path is shown."""

    coverage: Coverage
    passages: Passages
    file: str


def percent(coverages: Sequence[Covered]) -> float:
    """How much of all passages is cited; all of nothing is 100."""
    whole = sum(len(one.coverage.places) for one in coverages)
    return 100 * sum(one.coverage.cited for one in coverages) / whole if whole else 100.0


def shown(share: float) -> str:
    """A share in whole percent, rounded down, so that only all is 100 %."""
    return f"{int(share)} %"


def summary(one: Covered) -> str:
    """One line on a source."""
    cited, whole = one.coverage.cited, len(one.coverage.places)
    return f"{cited:,} of {count(whole, 'passage')} cited, {shown(percent([one]))}"


def as_text(map_: Map, coverages: Sequence[Covered], width: int, ink: Ink) -> Iterator[str]:
    """Lines: each source with its gaps in full, then who cites what."""
    for i, one in enumerate(coverages):
        source = one.coverage.source
        if i:
            yield ""
        told = f"{visible(source)}: {visible(map_.sources[source].description)}"
        yield from (ink.paint(line, "title") for line in wrap(told, width))
        yield from wrap(f"{visible(one.file)}: {summary(one)}", width)
        gaps = [place for place in one.coverage.places if not place.nodes]
        for place in gaps:
            yield ""
            yield f"  {ink.paint(visible(place.anchor), 'id')}, line {place.begin + 1:,}: nobody cites"
            for line in place.text.splitlines():
                yield from ("    " + each if each else "" for each in wrap(visible(line), width - 4))
        cited = [place for place in one.coverage.places if place.nodes]
        if cited:
            yield ""
        room = max((len(visible(place.anchor)) for place in cited), default=0)
        for place in cited:
            lines = wrap(visible(", ".join(place.nodes)), max(width - room - 4, 20))
            yield f"  {ink.paint(visible(place.anchor).ljust(room), 'id')}  {lines[0]}"
            yield from (" " * (room + 4) + line for line in lines[1:])
        if one.coverage.nowhere:
            yield ""
            told = f"without a place: {visible(', '.join(one.coverage.nowhere))}"
            yield from ("  " + line for line in wrap(told, width - 2))
    if len(coverages) > 1:
        yield ""
        yield f"All sources: {shown(percent(coverages))}"


def as_json(map_: Map, coverages: Sequence[Covered]) -> str:
    """The same as one JSON document."""
    sources: list[dict[str, Any]] = [
        {
            "id": one.coverage.source,
            "description": map_.sources[one.coverage.source].description,
            "file": one.file,
            "passages": len(one.coverage.places),
            "cited": one.coverage.cited,
            "percent": round(percent([one]), 2),
            "places": [
                {
                    "anchor": place.anchor,
                    "title": place.title,
                    "lines": [place.begin + 1, place.end],
                    "nodes": place.nodes,
                    "text": place.text,
                }
                for place in one.coverage.places
            ],
            "without_place": one.coverage.nowhere,
        }
        for one in coverages
    ]
    whole = {"format": FORMAT, "percent": round(percent(coverages), 2), "sources": sources}
    return in_json(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"
