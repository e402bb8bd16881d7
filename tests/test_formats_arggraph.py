"""ARGGRAPH XML read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from argmap.formats import recognise
from tests.foreign import (
    FILES,
    broken_bytes,
    check_expected,
    draft_of,
    fold,
    given,
    hold_together,
    read_file,
    samples,
    texts_and_steps,
    theirs,
)
from tests.readers import ask

OWN = sorted((FILES / "arggraph").glob("*.xml"))
CORPUS = ("arggraph-xml", "arggraph-xml-2")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_file_becomes_the_map_beside_it(path: Path) -> None:
    assert recognise.arggraph(given(path).text)
    check_expected("arggraph", path)


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE arggraph [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><arggraph><edu>&b;</edu></arggraph>',
        '<!DOCTYPE arggraph [<!ENTITY a SYSTEM "file:///etc/passwd">]><arggraph><edu>&a;</edu></arggraph>',
        '<!DOCTYPE arggraph [<!ATTLIST edu id CDATA "long">]><arggraph><edu/></arggraph>',
        '<!DOCTYPE arggraph SYSTEM "x.dtd"><!DOCTYPE arggraph><arggraph/>',
        "<graph><edu/></graph>",
        "no XML",
        "<arggraph><edu>",
        "<arggraph>&undeclared;</arggraph>",
    ],
)
def test_what_is_refused(document: str) -> None:
    assert draft_of("arggraph", document.encode()) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_the_one_that_the_bytes_are_in(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><arggraph><edu id="e1">Größe</edu><adu id="a1"/>'
    text += '<edge id="c1" src="e1" trg="a1" type="seg"/></arggraph>'
    draft = draft_of("arggraph", text.encode(encoding))
    assert draft is not None
    assert draft.nodes["a1"].text == "Größe"


def test_several_graphs_in_one_file() -> None:
    graph = '<arggraph><edu id="e">{}</edu><adu id="a"/><edge id="c" src="e" trg="a" type="seg"/>'
    text = f"<corpus>{graph.format('One.')}</arggraph>{graph.format('Two.')}</arggraph></corpus>"
    draft = draft_of("arggraph", text.encode())
    assert draft is not None
    assert {key: node.text for key, node in draft.nodes.items()} == {"1:a": "One.", "2:a": "Two."}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_broken_files(path: Path) -> None:
    for data in broken_bytes(path.read_bytes()):
        hold_together("arggraph", data)
    text = path.read_text(encoding="utf-8")
    for word in ("id", "src", "trg", "type", "edu", "adu", "joint", "edge"):
        hold_together("arggraph", text.replace(f"{word}=", f"{word}x=").encode())
        hold_together(
            "arggraph", text.replace(f"<{word} ", "<other ").replace(f"</{word}>", "</other>").encode()
        )
    for old, new in (
        ("e1", "a1"),
        ("c13", "c12"),
        ("und", "add"),
        ("sup", "und"),
        ("seg", "sup"),
        ("a2", "a1"),
    ):
        hold_together("arggraph", text.replace(f'"{old}"', f'"{new}"').encode())


def test_samples_have_the_edges_of_their_files() -> None:
    for path in samples(*CORPUS):
        root = ElementTree.parse(path).getroot()
        edges = Counter(edge.get("type") for edge in root.iter("edge"))
        draft = draft_of("arggraph", path.read_bytes())
        assert draft is not None
        assert draft.problems == []
        kinds = Counter(step.kind for step in draft.steps.values())
        assert kinds["support"] == edges["sup"] + edges["exa"]
        assert kinds["attack"] == edges["reb"]
        assert kinds["undercut"] == edges["und"]
        assert sum(len(step.origins) - 1 for step in draft.steps.values()) == edges["add"]
        assert [step.scheme for step in draft.steps.values()].count("example") == edges["exa"]
        assert len(draft.nodes) == len(list(root.iter("adu")))
        text = fold(read_file("arggraph", path).text)
        for segment in root.iter("edu"):
            assert fold(segment.text or "") in text.replace("\\", "")


def test_arguebuf_reads_the_same() -> None:
    """Of a claim that is stated twice it keeps the last statement; we keep both."""
    paths = samples(*CORPUS)
    for path, told in zip(paths, ask("arguebuf", "arggraph", paths), strict=True):
        draft = draft_of("arggraph", path.read_bytes())
        assert draft is not None
        for node in draft.nodes.values():
            last = [text for text in told["atoms"] if node.text.endswith(text)]
            if node.text not in told["atoms"]:
                (node.text,) = last
        assert texts_and_steps(draft) == theirs(told), path.name


def test_ids_given_many_times_take_no_time() -> None:
    part = '<edu id="e">x</edu><adu id="a"/><edge id="c" src="e" trg="a" type="seg"/>'
    part += '<edge src="a" trg="a" type="sup"/>'
    draft = draft_of("arggraph", f"<arggraph>{part * 10_000}</arggraph>".encode())
    assert draft is not None
    assert len(draft.steps) == 10_000
