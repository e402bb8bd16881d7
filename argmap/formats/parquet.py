"""Apache Parquet: one of two tables, for data frames and databases. Columns are those of `rows`.

Lists are lists, numbers numbers; what is not there is null. The map's title stands in the schema's
metadata under `argmap`, as JSON, and each column says under `about` what it holds. Rows are written in
groups as they come, so that a map of a million nodes is never held as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from json import dumps
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from argmap.analysis.standing import Standings
from argmap.formats.rows import LINKS, NODES, Column, link_rows, node_rows
from argmap.model.map import Map

#: Rows in a group: enough to compress well, few enough to be held.
_GROUP = 50_000
_TYPES = {
    "string": pa.string(),
    "strings": pa.list_(pa.string()),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
}


def chunks(map_: Map, standings: Standings | None = None, table: str = "nodes") -> Iterator[bytes]:
    """One of the tables, `nodes` or `links`, in pieces."""
    if table == "nodes":
        return _table(map_, table, NODES, node_rows(map_, standings))
    return _table(map_, table, LINKS, link_rows(map_, standings))


def _table(map_: Map, table: str, columns: Sequence[Column], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    schema = pa.schema(
        [pa.field(c.name, _TYPES[c.type], metadata={"about": c.about}) for c in columns],
        metadata={"argmap": dumps({"format": "argmap-table/1", "title": map_.title, "table": table})},
    )
    sink = _Sink()
    waiting = iter(rows)
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        while batch := list(islice(waiting, _GROUP)):
            values = zip(*batch, strict=True)
            arrays = [_array(column, cells) for column, cells in zip(columns, values, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=_GROUP)
            yield sink.taken()
    yield sink.taken()


def _array(column: Column, cells: tuple[Any, ...]) -> Any:
    type_ = _TYPES[column.type]
    try:
        return pa.array(cells, type_)
    except UnicodeEncodeError:  # halves of characters, which no file can hold
        return pa.array([_whole(cell) for cell in cells], type_)


def _whole(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.encode("utf-8", "backslashreplace").decode("utf-8")
    return [_whole(one) for one in cell] if isinstance(cell, (list, tuple)) else cell


class _Sink(BytesIO):
    """A file that hands out what was written to it, and forgets it."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = 0

    def taken(self) -> bytes:
        data = self.getvalue()
        self.gone += len(data)
        self.seek(0)
        self.truncate()
        return data

    def tell(self) -> int:
        return self.gone + super().tell()

    def close(self) -> None:
        """Stays open: the end of the file is taken after the writer has closed it."""
