"""`argmap stats`: the numbers of a map as a table in the terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from argmap.analysis.stats import MAPPER, NOBODY, Stats, Tally
from argmap.model.map import Map
from argmap.render.ink import Ink
from argmap.render.wrap import pad, shorten, wrap
from argmap.report.style import cells as cells_of
from argmap.review.phrases import count
from argmap.safe import in_json, visible

FORMAT = "argmap-stats/1"

#: The rows: a label and what of a tally it shows; with a second name, how many of the first.
ROWS: tuple[tuple[str, str, str | None], ...] = (
    ("claims", "claims", None),
    ("premises", "premises", None),
    ("arguments", "arguments", None),
    ("rebuttals", "rebuttals", None),
    ("  answered", "rebuttals_answered", "rebuttals"),
    ("undercuts", "undercuts", None),
    ("  answered", "undercuts_answered", "undercuts"),
    ("questions", "questions", None),
    ("  answered", "questions_answered", "questions"),
    ("answers", "answers", None),
    ("concessions", "conceded", None),
    ("  in part", "in_part", None),
    ("owes replies", "owed", None),
    ("statements", "statements", None),
    ("  stand", "stands", "statements"),
    ("  fall", "falls", "statements"),
    ("  unsupported", "unsupported", "statements"),
    ("  open", "open", "statements"),
    ("  backed", "backed", "statements"),
    ("  with reason", "reasoned", "statements"),
    ("  neither", "bare", "statements"),
    ("citations", "citations", None),
)
_LABEL = max(len(label) for label, _, _ in ROWS)
_HEADING = 16
_GAP = 2

#: A heading, what it is, its numbers, and whether replies are owed by such a one.
Column = tuple[str, str, Tally, bool]


def columns_of(stats: Stats, map_: Map) -> list[Column]:
    """The columns, everybody first."""
    found: list[Column] = [("all", "all", stats.everybody, True)]
    found += [(visible(side), "side", tally, True) for side, tally in stats.sides.items()]
    for name, tally in stats.speakers.items():
        known = map_.speakers.get(name)
        if name == MAPPER:
            found.append(("the mapper", "mapper", tally, False))
        elif name == NOBODY:
            found.append(("implicit", "nobody", tally, False))
        else:
            heading = visible((known.name if known else "") or name)
            found.append((heading, "speaker", tally, not (known and known.side)))
    return found


def as_text(stats: Stats, map_: Map, *, width: int, ink: Ink) -> Iterator[str]:
    """The lines of the table, without line ends: several blocks where the width is small."""
    if map_.title:
        yield from (ink.paint(line, "title") for line in wrap(visible(map_.title), width))
        yield ""
    for line in _size(stats):
        yield from wrap(line, width)
    yield ""
    columns = columns_of(stats, map_)
    if len(columns) == 2 and columns[1][1] in ("mapper", "nobody"):
        columns = columns[:1]
    first, rest = columns[0], columns[1:]
    block, used = [first], _width(first)
    for column in rest:
        if used + _width(column) > width - _LABEL and len(block) > 1:
            yield from _block(block, ink)
            yield ""
            block, used = [first], _width(first)
        block.append(column)
        used += _width(column)
    yield from _block(block, ink)


def _width(column: Column) -> int:
    """The cells of a column and of the gap before it."""
    heading, _, tally, _ = column
    cells = max(len(_cell(getattr(tally, name), tally, whole)) for _, name, whole in ROWS)
    return _GAP + max(cells, min(cells_of(heading), _HEADING))


def _size(stats: Stats) -> Iterator[str]:
    kinds = stats.kinds
    yield (
        f"{count(stats.nodes, 'node')}, {count(stats.links, 'step')}, {count(stats.words, 'word')}, "
        f"{count(stats.depth, 'level')} deep"
    )
    if kinds:
        yield ", ".join(count(number, kind) for kind, number in kinds.most_common())
    parts = [count(stats.sections, "section"), count(stats.sources, "source")]
    if stats.imported:
        parts.append(f"{count(stats.imported, 'node')} imported and not counted here")
    yield ", ".join(parts)


def _block(columns: list[Column], ink: Ink) -> Iterator[str]:
    widths = [_width(column) - _GAP for column in columns]
    gap = " " * _GAP
    pieces = [(pad("", _LABEL), "")]
    for (heading, *_), size in zip(columns, widths, strict=True):
        heading = shorten(heading, size)
        pieces += [(gap + " " * (size - cells_of(heading)), ""), (heading, "speaker")]
    yield ink.line(pieces)
    for label, name, whole in ROWS:
        values = [getattr(tally, name) for _, _, tally, _ in columns]
        if whole is not None and not any(getattr(tally, whole) for _, _, tally, _ in columns):
            continue
        if label.startswith("  ") and not any(values) and name not in _ALWAYS:
            continue
        line = pad(label, _LABEL)
        for (_, _, tally, owes), value, size in zip(columns, values, widths, strict=True):
            cell = "–" if name == "owed" and not owes else _cell(value, tally, whole)
            line += gap + cell.rjust(size)
        yield ink.paint(line, "" if any(values) else "quiet")


_ALWAYS = frozenset({"rebuttals_answered", "undercuts_answered", "questions_answered", "stands"})


def _cell(value: int, tally: Tally, whole: str | None) -> str:
    if whole is None:
        return f"{value:,}"
    number = getattr(tally, whole)
    return f"{value:,} {share(value, number):>4}" if number else "–"


def share(part: int, whole: int) -> str:
    """A part as percents, half a percent rounded up; never 0 % of something nor 100 % of less than all."""
    percent = (200 * part + whole) // (2 * whole) if whole else 0
    if part:
        percent = max(percent, 1)
    if part < whole:
        percent = min(percent, 99)
    return f"{percent}%"


def as_json(stats: Stats, map_: Map) -> Iterator[str]:
    """One JSON object, one party a line."""
    head: dict[str, Any] = {
        "format": FORMAT,
        "title": map_.title,
        "nodes": stats.nodes,
        "links": stats.links,
        "words": stats.words,
        "depth": stats.depth,
        "sections": stats.sections,
        "sources": stats.sources,
        "imported": stats.imported,
        "kinds": dict(stats.kinds),
    }
    yield _written(head)[:-1] + ', "parties": ['
    names = [*([None] * (1 + len(stats.sides))), *stats.speakers]
    for i, (name, (_, what, tally, owes)) in enumerate(zip(names, columns_of(stats, map_), strict=True)):
        record: dict[str, Any] = {"party": what}
        if what == "speaker":
            known = map_.speakers.get(name or "")
            record |= {
                "id": name,
                "name": known.name if known else name,
                "side": known.side if known else None,
            }
        elif what == "side":
            record["id"] = list(stats.sides)[i - 1]
        numbers = asdict(tally)
        if not owes:
            numbers["owed"] = None
        numbers["share_standing"] = round(tally.stands / tally.statements, 4) if tally.statements else None
        yield (",\n" if i else "\n") + _written(record | numbers)
    yield "\n]}\n"


def _written(record: dict[str, Any]) -> str:
    return in_json(json.dumps(record, ensure_ascii=False))
