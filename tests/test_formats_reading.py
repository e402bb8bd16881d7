"""What all foreign files have in common when they are read: titles, comments, files that are none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from argmap.formats import known
from argmap.formats.features import lost
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import format_of, read_foreign


def test_a_title_that_was_made_up_is_only_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "tea.apx"
    path.write_text("% The tea party.\narg(calms). arg(wakes).\natt(wakes,calms).\n", encoding="utf-8")
    foreign = read_foreign(Given(str(path), path.read_bytes(), path), known()["apx"])
    assert foreign.text.startswith("// Made of tea.apx (apx).\n// The tea party.\nmap: tea\n")
    assert foreign.map.title == ""
    assert lost(foreign.map, known()["apx"].kept(foreign.map)) == []


def test_a_title_of_the_file_is_the_maps(tmp_path: Path) -> None:
    path = tmp_path / "tea.txt"
    path.write_text("Discussion Title: Tea?\n\n1. Tea calms.\n1.1. Pro: It warms.\n", encoding="utf-8")
    foreign = read_foreign(Given(str(path), path.read_bytes(), path), known()["kialo"])
    assert foreign.map.title == "Tea?"


def test_where_nothing_is_claimed_that_is_told() -> None:
    data = b'{"nodes": [], "edges": [], "locutions": []}'
    told = read_foreign(Given("x.json", data), known()["aif"]).problems
    assert told == ["nothing in it that argmap could read as a claim"]


@pytest.mark.parametrize("data", [b"\x7fELF\0\0\0", b"1. Tea\0 calms.\n1.1. Pro: It warms.\n"])
def test_a_binary_file_is_no_text(data: bytes) -> None:
    with pytest.raises(Unreadable, match="is a binary file"):
        known()["kialo"].read(Given("x.txt", data))
    with pytest.raises(Unreadable, match="is a binary file"):
        format_of(Given("x", data))


def test_utf_16_is_text() -> None:
    assert Given("x", "Tea – calms.".encode("utf-16")).text == "Tea – calms."


_GRAPH = '<graphml><graph><node id="a"><data key="label">Tea</data></node></graph></graphml>'


@pytest.mark.parametrize(
    ("doctype", "read"),
    [
        ("<!DOCTYPE graphml>", True),
        ('<!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/1.0rc/graphml.dtd">', True),
        ('<!DOCTYPE graphml PUBLIC "-//G//DTD//EN" "x.dtd">', True),
        ("<!DOCTYPE graphml []>", False),
        ('<!DOCTYPE graphml [<!ENTITY a "b">]>', False),
        ('<!DOCTYPE graphml SYSTEM "x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>', False),
    ],
)
def test_a_document_type_may_be_named_and_not_made(doctype: str, read: bool) -> None:
    for name, text in (("graphml", _GRAPH), ("arggraph", _GRAPH.replace("graphml", "arggraph"))):
        given = Given("x", f'<?xml version="1.0"?>\n{doctype.replace("graphml", name, 1)}\n{text}'.encode())
        if read:
            known()[name].read(given)
        else:
            with pytest.raises(Unreadable, match="document type or entities"):
                known()[name].read(given)


def test_segments_inside_segments_are_read_in_time() -> None:
    number = 20_000
    inside = "".join(f'<edu id="e{i}">word {i} ' for i in range(number)) + "</edu>" * number
    begun = time.process_time()
    draft = known()["arggraph"].read(Given("x.xml", f"<arggraph>{inside}</arggraph>".encode()))
    assert time.process_time() - begun < 5
    assert draft.properties["note"][:2] == ["outside the argument: word 0", "outside the argument: word 1"]
