"""When each thing was said, and how long it took to be answered.

In goes a `Map` and what reads files; out comes the date of each node as ISO 8601 has it, as precise as is
known (`1939`, `1939-08-23`, `1939-08-23T14:05`): its own `date:`, else that of the earliest passage it cites,
where the source's record tells when that was said (a line `- Time: …` below a heading).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from argmap.analysis.passages import Passages
from argmap.model.map import Map, Node

Read = Callable[[Path], tuple[Passages | None, str | None]]

_TIME = re.compile(
    r"[-*] Time: *(\d{4}(?:-\d\d){0,2}(?:[T ]\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)"
)
_PARTS = re.compile(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d):(\d\d))?")
#: A record tells when something was said within so many lines of the heading.
_NEAR = 8


def dates(map_: Map, read: Read) -> dict[Node, str]:
    """The date of each node that has one."""
    times = {
        source.id: passages
        for source in map_.sources.values()
        if source.file is not None and (passages := _times(read(source.file)[0]))
    }
    found: dict[Node, str] = {}
    for node in map_.nodes.values():
        own = node.properties.get("date")
        if own:
            found[node] = str(own)
            continue
        cited = [
            time
            for citation in node.citations
            if citation.anchor is not None and (time := times.get(citation.source, {}).get(citation.anchor))
        ]
        if cited:
            found[node] = min(cited, key=order)
    return found


def order(date: str) -> tuple[int, int, int, int, int]:
    """Sorts dates; what is less precise comes first."""
    match = _PARTS.match(date)
    if match is None:
        return (9999, 0, 0, 0, 0)
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
    return (year, month, day, hour + 1 if match[4] else 0, minute)


def delay(before: str, after: str) -> str | None:
    """How long after one date another is, in words; None where that isn't known, or it isn't after it."""
    one, other = _moment(before), _moment(after)
    if one is None or other is None:
        return None
    (start, exact), (end, exact_too) = one, other
    days = (end.date() - start.date()).days
    if exact and exact_too:
        minutes = int((end - start).total_seconds() // 60)
        if minutes < 0:
            return None
        if minutes < 60:
            return _count(minutes, "minute") if minutes else "at once"
        if minutes < 48 * 60:
            return _count(minutes // 60, "hour")
    if days < 0:
        return None
    return _count(days, "day") if days else "the same day"


def shown(date: str) -> tuple[str, str]:
    """A date's day (or what is known of it) and its time of day, empty where that isn't known."""
    match = _PARTS.match(date)
    if match is None:
        return date, ""
    day = "-".join(part for part in match.groups()[:3] if part)
    return day, f"{match[4]}:{match[5]}" if match[4] else ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'} later"


def _moment(date: str) -> tuple[datetime, bool] | None:
    """A date that is known to the day, and whether it is known to the minute."""
    match = _PARTS.match(date)
    if match is None or match[3] is None:
        return None
    try:
        year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
        return datetime(year, month, day, hour, minute), match[4] is not None
    except ValueError:
        return None


def _times(source: Passages | None) -> dict[str, str]:
    """When what stands under each heading was said."""
    found: dict[str, str] = {}
    if source is None:
        return found
    for heading in source.headings:
        for line in source.lines[heading.text : min(heading.until, heading.text + _NEAR)]:
            if time := _TIME.match(line):
                for anchor in (heading.name, heading.slug):
                    if anchor:
                        found.setdefault(anchor, time[1].replace(" ", "T"))
                break
    return found
