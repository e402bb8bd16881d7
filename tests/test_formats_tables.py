"""CSV and Parquet: what is in the tables, read by the standard library and by pyarrow."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import Any

import pytest
from hypothesis import given, settings

from argmap.analysis.standing import evaluate
from argmap.formats import csv as tables
from argmap.formats import known
from argmap.formats.compose import compose
from argmap.formats.draft import Draft
from argmap.formats.rows import LINKS, NODES, Column
from argmap.model.map import Map
from tests.drafts import sound_drafts
from tests.mapmaker import Maker
from tests.rebuilt import WHOLE, facts, flat, map_of, rebuilt, some_maps

MAPS = some_maps()
TABLES: dict[str, tuple[Column, ...]] = {"nodes": NODES, "links": LINKS}


def csv_table(map_: Map, table: str) -> list[dict[str, Any]]:
    """The rows of a table, read as the documentation says."""
    text = "".join(tables.chunks(map_, evaluate(map_), table))
    assert text.startswith("\ufeff")
    types = {column.name: column.type for column in TABLES[table]}
    rows = []
    for row in csv.DictReader(io.StringIO(text[1:], newline=""), strict=True):
        assert None not in row  # no cell too many
        rows.append({name: _cell(value, types[name]) for name, value in row.items()})
    return rows


def _cell(value: str, type_: str) -> Any:
    value = value.removeprefix("'")
    if type_ == "strings":
        return value.split("\n") if value else []
    if type_ == "boolean":
        return value == "true"
    if type_ in ("number", "integer"):
        return float(value) if value else None
    return value


def _lists(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sides that nobody has are an empty cell: one item for each speaker."""
    for row in rows:
        for name, like in (("sides", "speakers"), ("sources", "citations")):
            row[name] += [""] * (len(row[like]) - len(row[name]))
    return rows


def _spoken(found: dict[str, list[str]], map_: Map) -> dict[str, list[str]]:
    """Sides of those who say something: the tables have no row for anybody else."""
    said = {id_ for n in map_.nodes.values() for id_ in n.speakers}
    said |= {id_ for link in map_.links.values() for id_ in link.speakers}
    names = {map_.speakers[id_].name for id_ in said if id_ in map_.speakers}
    sides = {repr((s.name, s.side)) for s in map_.speakers.values() if s.name in names and s.side}
    return {**found, "sides": sorted(sides & set(found["sides"]))} if "sides" in found else found


@pytest.mark.parametrize("name", MAPS)
def test_csv_holds_what_it_claims(name: str) -> None:
    map_ = flat(MAPS[name])
    keeps = known()["csv"].keeps
    again = rebuilt(_lists(csv_table(map_, "nodes")), _lists(csv_table(map_, "links")), map_)
    assert _spoken(facts(again, keeps), again) == _spoken(facts(map_, keeps), map_)


@settings(max_examples=60, deadline=None)
@given(sound_drafts())
def test_csv_holds_random_maps(draft: Draft) -> None:
    map_ = map_of(compose(draft))
    # who has a side and says nothing is in no row; what is nested may move to another section
    keeps = known()["csv"].keeps - {"sides", "sections"}
    again = rebuilt(_lists(csv_table(map_, "nodes")), _lists(csv_table(map_, "links")), map_)
    assert facts(again, keeps) == facts(map_, keeps)


def test_csv_is_laid_out_as_rfc_4180_says() -> None:
    map_ = map_of('claim a: He said "no", twice.\n  note: One.\n  note: Two.\n  premise b: Plain.\n')
    text = "".join(tables.chunks(map_, evaluate(map_), "nodes"))
    assert text.encode("utf-8").startswith(b"\xef\xbb\xbfid,kind,text,")
    assert '\r\na,claim,"He said ""no"", twice.",' in text
    assert '"One.\nTwo."' in text
    assert text.endswith("\r\n")
    assert text.replace("\r\n", "").count("\r") == 0
    assert [row["id"] for row in csv_table(map_, "nodes")] == ["a", "b"]
    assert csv_table(map_, "links")[0]["to_kind"] == "node"
    assert csv_table(map_of(""), "nodes") == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 for", "@SUM(A1)", "＝1", "'=1", "'quoted'"])
def test_no_cell_is_a_formula_and_none_is_changed_for_good(text: str) -> None:
    map_ = map_of(f"claim a:\n  \\{text}\n" if text[0] in "@+-" else f"claim a: {text}\n")
    assert map_.nodes["a"].text == text
    raw = next(csv.DictReader(io.StringIO("".join(tables.chunks(map_))[1:], newline="")))
    assert raw["text"] == "'" + text
    assert csv_table(map_, "nodes")[0]["text"] == text
    # in a list and in an id too
    bare = map_of("claim a: A.\n  note: =1\n  concession @ben\n")
    assert "'=1" in "".join(tables.chunks(bare, None, "nodes"))
    assert "\r\n'@ben>a,support" in "".join(tables.chunks(bare, None, "links"))


def test_undercuts_lead_to_links() -> None:
    links = csv_table(map_of(WHOLE), "links")
    ids = {row["id"] for row in links}
    denied = [row for row in links if row["to_kind"] == "link"]
    assert denied
    assert {row["kind"] for row in denied} == {"undercut"}
    assert {row["to"] for row in denied} <= ids
    assert {one for row in links for one in row["from"]} <= set(map_of(WHOLE).nodes)


# Parquet


def arrow() -> Any:
    """pyarrow.parquet; in CI it is there."""
    if os.environ.get("CI") == "true":
        import pyarrow.parquet as parquet

        return parquet
    return pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")


def parquet_table(map_: Map, table: str) -> Any:
    reader = arrow()
    from argmap.formats import parquet

    return reader.read_table(io.BytesIO(b"".join(parquet.chunks(map_, evaluate(map_), table))))


@pytest.mark.parametrize("name", MAPS)
def test_parquet_holds_what_it_claims(name: str) -> None:
    map_ = flat(MAPS[name])
    keeps = known()["parquet"].keeps
    nodes, links = (parquet_table(map_, table) for table in TABLES)
    title = json.loads(nodes.schema.metadata[b"argmap"])["title"]
    again = rebuilt(nodes.to_pylist(), links.to_pylist(), map_, title)
    assert _spoken(facts(again, keeps), again) == _spoken(facts(map_, keeps), map_)


def test_parquet_has_types_and_says_what_its_columns_hold() -> None:
    nodes = parquet_table(map_of(WHOLE), "nodes")
    types = {field.name: str(field.type) for field in nodes.schema}
    assert types["text"] == "string"
    assert types["speakers"].startswith("list<")
    assert (types["weight"], types["assumed"], types["line"]) == ("double", "bool", "int64")
    assert all(field.metadata[b"about"] for field in nodes.schema)
    weights = nodes.column("weight").to_pylist()
    assert 0.25 in weights
    assert None in weights


def test_parquet_is_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = arrow()
    from argmap.formats import parquet

    monkeypatch.setattr(parquet, "_GROUP", 4)
    map_ = map_of(WHOLE)
    pieces = list(parquet.chunks(map_, evaluate(map_), "nodes"))
    assert len(pieces) == -(-len(map_.nodes) // 4) + 1
    file = reader.ParquetFile(io.BytesIO(b"".join(pieces)))
    assert file.num_row_groups == -(-len(map_.nodes) // 4)
    assert file.read().column("id").to_pylist() == list(map_.nodes)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert parquet_table(map_of(""), "links").num_rows == 0


def test_halves_of_characters_are_written_out() -> None:
    maker = Maker()
    maker.node("a").text = "half \ud800"
    assert parquet_table(maker.map, "nodes").column("text").to_pylist() == ["half \\ud800"]
