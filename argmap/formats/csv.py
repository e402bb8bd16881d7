"""CSV by RFC 4180: one of two tables, for spreadsheets. Columns are those of `rows`.

Records end in CRLF. The file begins with a byte-order mark, without which Excel takes UTF-8 for
something else. A list stands in one cell, one item a line.

A spreadsheet may run a cell that begins with one of a few characters as a formula, and who wrote a
map's texts need not be the one who opens the table. Such a cell gets an apostrophe in front, and so
does one that begins with an apostrophe: take one away from whatever begins with one, and every cell is
as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.rows import LINKS, NODES, Column, link_rows, node_rows
from argmap.model.map import Map

#: What begins a formula in some spreadsheet (OWASP, "CSV injection"), full-width forms among it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_BATCH = 1000


def chunks(map_: Map, standings: Standings | None = None, table: str = "nodes") -> Iterator[str]:
    """One of the tables, `nodes` or `links`, in pieces."""
    if table == "nodes":
        return _table(NODES, node_rows(map_, standings))
    return _table(LINKS, link_rows(map_, standings))


def _table(columns: Sequence[Column], rows: Iterable[list[Any]]) -> Iterator[str]:
    return sheet([column.name for column in columns], rows)


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Any table, in pieces: the names of its columns, then its rows."""
    first = StringIO(newline="")
    csv.writer(first).writerow([_cell(name) for name in head])
    yield "\ufeff" + first.getvalue()
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        text = StringIO(newline="")
        csv.writer(text).writerows([_cell(value) for value in row] for row in batch)
        yield text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return _cell("\n".join(value)) if value else ""
    return str(value)
