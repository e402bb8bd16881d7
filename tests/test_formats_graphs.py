"""GraphML, GEXF and JSON Graph Format: what others read in them, and what comes back."""

from __future__ import annotations

import io
import json
import os
import random
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis.standing import evaluate
from argmap.formats import gexf, graphml, jgf, known, recognise
from argmap.formats.compose import compose
from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable
from argmap.formats.markup import escaped, token, unescaped
from argmap.formats.redraft import redraft
from argmap.formats.reify import edges, is_step
from argmap.model.map import Map
from tests.drafts import sound_drafts
from tests.mapmaker import Maker, random_map
from tests.rebuilt import DATA, WHOLE, facts, flat, links_of_graph, map_of, rebuilt, some_maps

MAPS = some_maps()
DEEP = "claim c: Root.\n" + "".join(f"{'  ' * i}premise: Level {i}.\n" for i in range(1, 2001))


def networkx() -> Any:
    """networkx; in CI it is there."""
    if os.environ.get("CI") == "true":
        import networkx as found

        return found
    return pytest.importorskip("networkx", reason="needs networkx")


def written(format_: Any, map_: Map) -> bytes:
    return "".join(format_.chunks(map_, evaluate(map_))).encode("utf-8", "backslashreplace")


def read(data: bytes) -> Draft:
    return graphml.read(Given("x.graphml", data))


def number_of_nodes(map_: Map) -> int:
    """Nodes and the links that have to be nodes: what is denied or asked about, and bare concessions."""
    hung_on = {id(link.target) for link in map_.links.values()}
    reified = [k for k in map_.links.values() if id(k) in hung_on or not (k.origin or k.via)]
    return len(map_.nodes) + len(reified)


# GraphML


@pytest.mark.parametrize("name", MAPS)
def test_graphml_comes_back_whole(name: str) -> None:
    map_ = MAPS[name]
    draft = read(written(graphml, map_))
    assert draft.problems == []
    straight = redraft(map_)
    assert list(draft.nodes.values()) != []
    assert _parts(draft) == _parts(straight)
    again = map_of(compose(draft))
    assert facts(again, known()["graphml"].keeps) == facts(flat(map_), known()["graphml"].keeps)


def _parts(draft: Draft) -> dict[str, Any]:
    """All of a draft, to be compared; the order of nodes and steps counts.

    Which section a node stands in that hangs on another is told by where that one stands.
    """
    from dataclasses import asdict

    for node in draft.nodes.values():
        node.section = node.section if node.top else None
    names = ("nodes", "steps", "speakers", "sources", "sections")
    return {
        "head": (draft.title, draft.properties),
        **{name: [asdict(one) for one in getattr(draft, name).values()] for name in names},
    }


@settings(max_examples=100, deadline=None)
@given(sound_drafts())
def test_graphml_of_random_maps_comes_back_whole(draft: Draft) -> None:
    map_ = map_of(compose(draft))
    assert _parts(read(written(graphml, map_))) == _parts(redraft(map_))


@pytest.mark.parametrize("name", MAPS)
def test_networkx_reads_graphml(name: str) -> None:
    map_ = MAPS[name]
    graph = networkx().read_graphml(io.BytesIO(written(graphml, map_)), force_multigraph=True)
    assert len(graph) == number_of_nodes(map_)
    assert graph.number_of_edges() == len(list(edges(map_)))
    assert graph.is_directed()
    said = [data["text"] for _, data in graph.nodes(data=True) if data["kind"] != "step"]
    assert [unescaped(text) for text in said] == [node.text for node in map_.nodes.values()]
    # whoever follows the edges comes from each node to what it bears on
    for link in map_.links.values():
        at = link.target
        while not hasattr(at, "claim_like"):
            at = at.target
        for node in link.origin:
            assert networkx().has_path(graph, token(node.id), token(at.id))


def test_networkx_sees_types() -> None:
    graph = networkx().read_graphml(io.BytesIO(written(graphml, map_of(WHOLE))), force_multigraph=True)
    tea = graph.nodes["tea"]
    assert (tea["weight"], tea["top"], tea["standing"]) == (0.25, True, "open")
    assert graph.nodes["awake"]["assumed"] is True
    assert graph.graph["title"] == "Tea & “coffee” <b>"


def test_graphml_keeps_to_its_schema() -> None:
    """Ids are NMTOKENs and unique, keys are declared, ends exist: what graphml.xsd and its primer ask."""
    import defusedxml.ElementTree as Trees

    root = Trees.fromstring(written(graphml, map_of(WHOLE)))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert root.tag == f"{space}graphml"
    keys = {key.get("id"): key for key in root.findall(f"{space}key")}
    assert all(key.get("attr.type") in ("string", "boolean", "double") for key in keys.values())
    (graph,) = root.findall(f"{space}graph")
    ids = [one.get("id") for one in graph.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    nodes = {one.get("id") for one in graph.findall(f"{space}node")}
    for one in graph:
        if one.get("source") is not None:
            assert {one.get("source"), one.get("target")} <= nodes
        for data in one.iter(f"{space}data"):
            key = keys[data.get("key")]
            assert key.get("for") == (one.tag.removeprefix(space) if one is not data else "graph")
    assert not [id_ for id_ in ids if re.search(r"[^\w.:-]", id_)]


@pytest.mark.parametrize("path", sorted((DATA / "graphml").glob("*.graphml")), ids=lambda p: p.stem)
def test_graphml_of_others(path: Any) -> None:
    draft = read(path.read_bytes())
    assert compose(draft) == path.with_suffix(".argmap").read_text("utf-8")
    assert recognise.graphml(path.read_text("utf-8"))


def test_what_is_not_understood_is_told() -> None:
    draft = read((DATA / "graphml" / "plain.graphml").read_bytes())
    assert draft.problems == [
        "1 edge called “follows”: no word for support or attack; kept as a note",
        "2 edges lead from or to a node that is not there; left out",
    ]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("supports", "support"), ("PRO", "support"), ("+", "support"), ("is evidence for", "support"),
        ("attacks", "attack"), ("con", "attack"), ("rebuttal by Ben", "attack"), ("−", "attack"),
        ("contradicts", "contradiction"), ("undercuts", "undercut"), ("answers", "answer"),
        ("does not support", None), ("supports and attacks", None), ("next", None), ("", None),
    ],
)  # fmt: skip
def test_labels_tell_what_an_edge_does(label: str, kind: str | None) -> None:
    text = (
        '<graphml><key id="l" attr.name="label" for="all"/><graph><node id="a"/><node id="b"/>'
        f'<edge id="e" source="a" target="b"><data key="l">{label}</data></edge></graph></graphml>'
    )
    draft = read(text.encode())
    assert [step.kind for step in draft.steps.values()] == ([kind] if kind else [])
    assert label in compose(draft) or len(label.split()) < 2


def test_a_file_of_ours_may_be_worked_on() -> None:
    """A node and an edge added by another program, and one of ours deleted."""
    text = written(graphml, map_of("claim a: One.\n  premise b: Two.\n    undercut c: No.\n")).decode()
    added = '<node id="n7"><data key="node.label">New.</data></node>'
    edge = '<edge source="n7" target="a"><data key="edge.label">attacks</data></edge>'
    draft = read(text.replace("</graph>", f"{added}{edge}</graph>").encode())
    assert compose(draft) == (
        "claim a: One.\n  premise b: Two.\n    undercut c: No.\n  // GraphML node n7\n  rebuttal: New.\n"
    )
    less = re.sub(r'<edge id="b_x003E_a_x003E_".*\n', "", text)
    assert less != text
    draft = read(less.encode())
    assert draft.problems == ["1 step leads nowhere; left out"]
    assert set(draft.nodes) == {"a", "b", "c"}


NASTY = "\x00\x01\x08\x0b\x1b\x1f\x7f\x85\u2028\u202e\ufffe\uffff<&>\"'\t\n\r_x0041_ _x005F_ ]]> 😀\u0301"


def test_any_character_comes_back() -> None:
    import defusedxml.ElementTree as Trees

    for text in (NASTY, "_x_x0041__", " a ", "", "_x005F_x0041_", "\U0010ffff"):
        data = f'<a b="{escaped(text)}">{escaped(text)}</a>'
        element = Trees.fromstring(data)
        assert unescaped(element.text or "") == text
        assert unescaped(element.get("b")) == text
        assert unescaped(Trees.fromstring(f'<a b="{token(text)}"/>').get("b")) == text
    assert unescaped(escaped("\ud800")) == "\ufffd"
    maker = Maker()
    node = maker.node("n")
    node.text = NASTY
    node.top = True
    draft = read(written(graphml, maker.map))
    assert draft.nodes["n"].text == NASTY
    assert "\x1b" not in "".join(graphml.chunks(maker.map))


HOSTILE = [
    b"", b" ", b"\x00", b"<", b"<graphml", b"<graphml/>", b"<a/>", b"plain text", b"\xff\xfe", b"\x80" * 50,
    b'<!DOCTYPE x [<!ENTITY a "b">]><graphml><graph><node id="&a;"/></graph></graphml>',
    b'<!DOCTYPE x SYSTEM "http://example.org/x" []><graphml><graph><node id="a"/></graph></graphml>',
    b'<?xml version="1.0" encoding="no-such"?><graphml/>',
    b'<?xml version="1.0" encoding="UTF-16"?><graphml/>',
    b"<graphml>" + b"<graph>" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_graphml_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable) as info:
        read(data)
    assert len(str(info.value).splitlines()) == 1


def test_deep_nests_are_read() -> None:
    depth = 20_000
    inside = "".join(f'<node id="g{i}"><graph>' for i in range(depth))
    data = f'<graphml><graph>{inside}<node id="a"/>{"</graph></node>" * depth}</graph></graphml>'
    draft = read(data.encode())
    assert len(draft.sections) == depth
    assert draft.nodes["a"].section == f"g{depth - 1}"


def test_whatever_is_cut_off_or_changed_is_read_or_refused() -> None:
    whole = written(graphml, map_of(WHOLE))
    rng = random.Random(4)
    values = [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[1]",
        b'{"quote": 5}',
        b"\x01",
        b"&lt;",
        b"step",
        b"claim",
        b"a>b",
        b"nan",
    ]
    spots = [m.span(1) for m in re.finditer(rb'(?:>|=")([^<>"]*)(?=[<"])', whole)]
    for _ in range(300):
        data = whole
        for _ in range(rng.randint(1, 4)):
            start, end = rng.choice(spots)
            data = data[:start] + rng.choice(values) + data[end:]
        if rng.random() < 0.2:
            data = data[: rng.randrange(len(data))]
        if rng.random() < 0.2:
            at = rng.randrange(len(data))
            data = data[:at] + rng.randbytes(3) + data[at:]
        try:
            draft = read(data)
        except Unreadable:
            continue
        map_of(compose(draft))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: str | bytes) -> None:
    given_ = data.encode("utf-8", "replace") if isinstance(data, str) else data
    for head in (b"", b'<graphml><graph><node id="a"><data key="text">'):
        try:
            compose(read(head + given_))
        except Unreadable:
            continue


# JSON Graph Format

_OBJECT = {"type": "object"}
_STRING = {"type": "string"}
#: The structure of version 2 as its specification tells it.
JGF = {
    "type": "object",
    "required": ["graph"],
    "additionalProperties": False,
    "properties": {
        "graph": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "id": _STRING, "label": _STRING, "type": _STRING, "directed": {"type": "boolean"},
                "metadata": _OBJECT,
                "nodes": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"label": _STRING, "metadata": _OBJECT},
                    },
                },
                "edges": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["source", "target"],
                        "additionalProperties": False,
                        "properties": {
                            "id": _STRING, "source": _STRING, "target": _STRING, "relation": _STRING,
                            "directed": {"type": "boolean"}, "label": _STRING, "metadata": _OBJECT,
                        },
                    },
                },
            },
        }
    },
}  # fmt: skip
_LISTS = ("speakers", "sides", "tags", "citations", "sources", "section", "notes", "quotes", "ignore")
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("text", "date", "scheme", "role", "critical", "argument", "weight")),
    **dict.fromkeys(("implicit", "top", "assumed", "reference"), False),
    **{name: [] for name in _LISTS},
}


@pytest.mark.parametrize("name", MAPS)
def test_jgf_is_valid_and_holds_what_it_claims(name: str) -> None:
    map_ = flat(MAPS[name])
    data = json.loads(written(jgf, map_))
    jsonschema.Draft202012Validator(JGF).validate(data)
    graph = data["graph"]
    ends = {end for edge in graph["edges"] for end in (edge["source"], edge["target"])}
    assert ends <= set(graph["nodes"])
    assert len(graph["nodes"]) == number_of_nodes(map_)
    assert len({edge["id"] for edge in graph["edges"]}) == len(graph["edges"])
    nodes = {
        id_: {**EMPTY, "id": id_, "text": n.get("label"), **n["metadata"]}
        for id_, n in graph["nodes"].items()
    }
    links = links_of_graph(
        nodes,
        (
            (e["id"], e["source"], e["target"], {**EMPTY, **e.get("metadata", {}), "kind": e["relation"]})
            for e in graph["edges"]
        ),
    )
    again = rebuilt([n for n in nodes.values() if n["kind"] != "step"], links, map_, graph.get("label", ""))
    # these stand in the graph's metadata
    names = known()["jgf"].keeps - {"empty-sections", "sources", "details", "sides"}
    assert facts(again, names) == facts(map_, names)
    about = graph["metadata"]
    assert {s["id"] for s in about.get("speakers", ())} == set(map_.speakers)
    assert {s["id"] for s in about.get("sources", ()) if s["mapped"]} == map_.mapped
    assert [s["title"] for s in about.get("sections", ())] == [s.title for s in map_.sections.values()]


def test_jgf_tells_of_the_map_itself() -> None:
    about = json.loads(written(jgf, map_of(WHOLE)))["graph"]["metadata"]
    assert about["properties"]["author"] == "Kim"
    assert about["speakers"][0] == {
        "id": "ana", "name": "Ana", "properties": {"side": "tea", "url": "https://example.org/ana"}
    }  # fmt: skip
    assert about["sources"][0]["properties"]["url"] == "https://example.org/talk?a=1&b=2"


# GEXF


@pytest.mark.parametrize("name", MAPS)
def test_networkx_reads_gexf_and_finds_what_it_claims(name: str) -> None:
    map_ = flat(MAPS[name])
    graph = networkx().read_gexf(io.BytesIO(written(gexf, map_)))
    assert len(graph) == number_of_nodes(map_)
    nodes = {id_: {**EMPTY, "id": id_, **_row(data)} for id_, data in graph.nodes(data=True)}
    links = links_of_graph(
        nodes, [(data["id"], a, b, {**EMPTY, **_row(data)}) for a, b, data in graph.edges(data=True)]
    )
    order = {link: i for i, link in enumerate(map_.links)}
    rows = sorted(links, key=lambda row: order[row["id"]])
    title = re.search(r"<description>(.*)</description>", written(gexf, map_).decode())
    assert title is not None
    names = known()["gexf"].keeps - {"sides", "title"}
    again = rebuilt([n for n in nodes.values() if n["kind"] != "step"], rows, map_)
    assert facts(again, names) == facts(map_, names)


def _row(data: dict[str, Any]) -> dict[str, Any]:
    row = {}
    for key, value in data.items():
        if isinstance(value, str):
            value = unescaped(value)
        row[key] = value.split("\n") if isinstance(EMPTY.get(key), list) else value
    for name, like in (("sides", "speakers"), ("sources", "citations")):
        row[name] = [*row.get(name, []), *[""] * (len(row.get(like, [])) - len(row.get(name, [])))]
    return row


def test_gexf_keeps_to_its_specification() -> None:
    import defusedxml.ElementTree as Trees

    root = Trees.fromstring(written(gexf, map_of(WHOLE)))
    space = "{http://gexf.net/1.3}"
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.3")
    graph = root.find(f"{space}graph")
    assert [child.tag.removeprefix(space) for child in graph] == [
        "attributes",
        "attributes",
        "nodes",
        "edges",
    ]
    types = {"string", "double", "boolean", "integer"}
    for holder, things in (("node", graph[2]), ("edge", graph[3])):
        declared = {a.get("id"): a.get("type") for g in graph[:2] if g.get("class") == holder for a in g}
        assert set(declared.values()) <= types
        for thing in things:
            assert {value.get("for") for value in thing.iter(f"{space}attvalue")} <= set(declared)
    colours = {thing.find("{http://gexf.net/1.3/viz}color").get("r") for thing in graph[2]}
    assert len(colours) > 2


# All three


@pytest.mark.parametrize("format_", [graphml, gexf, jgf], ids=["graphml", "gexf", "jgf"])
def test_any_map_is_written_however_deep_or_odd(format_: Any) -> None:
    deep = map_of(DEEP)
    assert written(format_, deep).count(b"Level 2000.") >= 1
    if format_ is graphml:
        assert len(read(written(format_, deep)).steps) == 2000
    for seed in range(60):
        map_ = random_map(random.Random(seed))
        data = written(format_, map_)
        assert data
        assert data == written(format_, map_)
        if format_ is graphml:
            read(data)
    for map_ in (map_of(""), map_of("map: Only a title\n")):
        assert written(format_, map_)


def test_steps_are_nodes_only_where_they_must_be() -> None:
    map_ = map_of("claim a: A.\n  premise b: B.\n  rebuttal c: C.\n    undercut d: D.\n  concession @x\n")
    assert [link.id for link in map_.links.values() if is_step(link)] == ["c>a", "@x>a"]
    assert [(e.kind, e.source, e.target) for e in edges(map_)] == [
        ("support", "b", "a"),
        ("origin", "c", "c>a"),
        ("attack", "c>a", "a"),
        ("undercut", "d", "c>a"),
        ("support", "@x>a", "a"),
    ]
