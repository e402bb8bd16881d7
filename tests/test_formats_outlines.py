"""OPML, JSON Canvas and ClaimReview: what is written down where, in the terms of each specification."""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import combinations
from typing import Any

import defusedxml.ElementTree as Trees
import pytest
from hypothesis import given, settings

from argmap.analysis.standing import evaluate
from argmap.formats import canvas, claimreview, opml
from argmap.formats.compose import compose
from argmap.formats.draft import Draft
from argmap.formats.markup import unescaped
from argmap.formats.outline import homes, walk
from argmap.model.map import CLAIM_KINDS, Map, Section
from tests.drafts import sound_drafts
from tests.mapmaker import random_map
from tests.rebuilt import WHOLE, map_of, some_maps

MAPS = some_maps()
OWN = "{urn:argmap:outline}"
DEEP = "claim c: Root.\n" + "".join(f"{'  ' * i}premise: Level {i}.\n" for i in range(1, 5001))


def written(format_: Any, map_: Map) -> str:
    return "".join(format_.chunks(map_, evaluate(map_)))


def random_maps() -> list[Map]:
    return [random_map(random.Random(seed)) for seed in range(150)]


# The outline


def outlined(map_: Map) -> tuple[Counter[str], Counter[str]]:
    """How often each node is stated and how often it is referred to; what begins ends."""
    stated: Counter[str] = Counter()
    used: Counter[str] = Counter()
    open_: list[Any] = []
    for begins, what in walk(map_):
        if not begins:
            assert open_.pop() is what
            continue
        open_.append(what)
        if not isinstance(what, Section) and what.node is not None:
            (stated if what.stated else used)[what.node.id] += 1
    assert open_ == []
    return stated, used


@pytest.mark.parametrize("name", MAPS)
def test_each_node_is_stated_once(name: str) -> None:
    map_ = MAPS[name]
    stated, used = outlined(map_)
    assert stated == Counter([*map_.nodes])
    starts = sum(len(k.origin) if k.via is None else 1 for k in map_.links.values())
    linked = sum(
        len(node.out[0].origin) for node in map_.nodes.values() if node.kind == "argument" and node.out
    )
    top = sum(home is None for home in homes(map_).values())
    assert sum(stated.values()) - top + sum(used.values()) == starts + linked


def test_circles_and_odd_maps_end() -> None:
    for map_ in random_maps():
        assert outlined(map_)[0] == Counter([*map_.nodes])


@settings(max_examples=60, deadline=None)
@given(sound_drafts())
def test_random_maps_are_outlined(draft: Draft) -> None:
    map_ = map_of(compose(draft))
    assert outlined(map_)[0] == Counter([*map_.nodes])
    Trees.fromstring(written(opml, map_))
    json.loads(written(canvas, map_))


# OPML


@pytest.mark.parametrize("name", MAPS)
def test_opml_keeps_to_its_specification(name: str) -> None:
    map_ = MAPS[name]
    root = Trees.fromstring(written(opml, map_))
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert [unescaped(child.text or "") for child in root[0]] == [map_.title]
    assert len(root[1]) > 0
    texts = []
    for outline in root[1].iter():
        if outline is root[1]:
            continue
        assert outline.tag == "outline"
        names = [name for name in outline.keys() if not name.startswith(OWN)]  # noqa: SIM118
        assert set(names) <= {"text", "_note"}
        assert "text" in names
        if outline.get(f"{OWN}see") is None and outline.get(f"{OWN}kind") != "section":
            texts.append(unescaped(outline.get("text")))
    said = [node.text or node.kind for node in map_.nodes.values()]
    assert Counter(said) <= Counter(texts)
    assert len(texts) - len(said) == sum(link.bare for link in map_.links.values())


def test_opml_of_a_map() -> None:
    text = written(
        opml,
        map_of(
            "map: T\n  of: s\nsource s: The talk\nspeaker ana: Ana\n  side: tea\nsection: Part\n"
            "  claim a @ana #x: A <b>. [s#p1]\n    note: N1\n    note: N2\n    quote: “A” [s]\n"
            "    premise b: B.\n      undercut: No.\n    concession @ana\n  claim c: C.\n    contradicts: a\n"
            "    premise b @ana\n      note: Again.\n    argument:\n      scheme: consequences\n"
            "      premise d #implicit: D.\n"
        ),
    )
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:argmap="urn:argmap:outline">\n'
        "<head><title>T</title></head>\n<body>\n"
        '<outline text="Part" argmap:kind="section">\n'
        '<outline text="A &lt;b&gt;." _note="claim by Ana (tea) · open (contested)&#10;#x&#10;[s#p1] The talk'
        '&#10;note: N1&#10;note: N2&#10;quote: “A” [s]" argmap:kind="claim" argmap:id="a"'
        ' argmap:speakers="Ana (tea)" argmap:standing="open" argmap:reason="contested">\n'
        '<outline text="B." _note="premise by Ana (tea) · stands (unchallenged)" argmap:kind="premise"'
        ' argmap:id="b" argmap:speakers="Ana (tea)" argmap:standing="stands" argmap:reason="unchallenged">\n'
        '<outline text="No." _note="undercut · stands (unchallenged)" argmap:kind="undercut"'
        ' argmap:standing="stands" argmap:reason="unchallenged">\n</outline>\n</outline>\n'
        '<outline text="conceded by Ana (tea)" _note="concession by Ana (tea)" argmap:kind="concession"'
        ' argmap:speakers="Ana (tea)">\n</outline>\n'
        '<outline text="see: C." _note="contradiction" argmap:kind="contradiction"'
        ' argmap:see="c">\n</outline>\n'
        "</outline>\n"
        '<outline text="C." _note="claim · open (contested)" argmap:kind="claim" argmap:id="c"'
        ' argmap:standing="open" argmap:reason="contested">\n'
        '<outline text="see: B." _note="premise by Ana (tea)&#10;note: Again." argmap:kind="premise"'
        ' argmap:see="b" argmap:speakers="Ana (tea)">\n</outline>\n'
        '<outline text="argument" _note="argument&#10;scheme: consequences" argmap:kind="argument">\n'
        '<outline text="D." _note="premise, implicit · stands (unchallenged)" argmap:kind="premise"'
        ' argmap:id="d" argmap:implicit="true" argmap:standing="stands" argmap:reason="unchallenged">\n'
        "</outline>\n</outline>\n"
        '<outline text="see: A &lt;b&gt;." _note="contradiction by Ana (tea)" argmap:kind="contradiction"'
        ' argmap:see="a" argmap:speakers="Ana (tea)">\n</outline>\n'
        "</outline>\n</outline>\n</body>\n</opml>\n"
    )


def test_deep_maps_are_outlined() -> None:
    text = written(opml, map_of(DEEP))
    assert text.count("<outline ") == text.count("</outline>") == 5001
    assert written(opml, map_of("")).count("<outline ") == 1


# JSON Canvas


def check_canvas(map_: Map) -> dict[str, Any]:
    """The file as JSON; it is as JSON Canvas 1.0 asks, and no card lies on another."""
    data: dict[str, Any] = json.loads(written(canvas, map_))
    nodes, edges = data["nodes"], data["edges"]
    ids = [one["id"] for one in (*nodes, *edges)]
    assert len(ids) == len(set(ids))
    needed = {"id": str, "type": str, "x": int, "y": int, "width": int, "height": int}
    for node in nodes:
        assert {key: type(node[key]) for key in needed} == needed
        own = {"text": "text", "group": "label"}[node["type"]]
        assert isinstance(node[own], str)
        assert set(node) <= {*needed, own, "color"}
    known = {node["id"] for node in nodes if node["type"] == "text"}
    sides = ("top", "right", "bottom", "left")
    for edge in edges:
        assert set(edge) <= {"id", "fromNode", "fromSide", "toNode", "toSide", "color", "label"}
        assert {edge["fromNode"], edge["toNode"]} <= known
        assert edge["fromSide"] in sides
        assert edge["toSide"] in sides
    assert set(map_.nodes) <= known
    check_overlaps([node for node in nodes if node["type"] == "text"])
    return data


def check_overlaps(cards: list[dict[str, Any]]) -> None:
    """Sorted by height, each card is held against those that begin before it ends."""
    cards = sorted(cards, key=lambda card: card["y"])
    live: list[dict[str, Any]] = []
    for card in cards:
        live = [one for one in live if one["y"] + one["height"] > card["y"]]
        for one in live:
            apart = one["x"] + one["width"] <= card["x"] or card["x"] + card["width"] <= one["x"]
            assert apart, (one["id"], card["id"])
        live.append(card)


def inside(box: dict[str, Any], group: dict[str, Any]) -> bool:
    return bool(
        group["x"] < box["x"]
        and group["y"] < box["y"]
        and box["x"] + box["width"] < group["x"] + group["width"]
        and box["y"] + box["height"] < group["y"] + group["height"]
    )


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"])


@pytest.mark.parametrize("name", MAPS)
def test_canvas_is_laid_out(name: str) -> None:
    map_ = MAPS[name]
    nodes = {node["id"]: node for node in check_canvas(map_)["nodes"]}
    groups = {id_: nodes[f"section {id_}"] for id_ in map_.sections}
    assert {id_: group["label"] for id_, group in groups.items()} == {
        section.id: section.title for section in map_.sections.values()
    }
    for section in map_.sections.values():
        if section.parent is not None:
            assert inside(groups[section.id], groups[section.parent])
    for node in map_.nodes.values():
        if node.top and node.section is not None:
            assert inside(nodes[node.id], groups[node.section])
            for id_, group in groups.items():
                assert inside(nodes[node.id], group) == (id_ in _around(map_, node.section))
    for one, other in combinations(groups, 2):
        if one not in _around(map_, other) and other not in _around(map_, one):
            assert apart(groups[one], groups[other])


def _around(map_: Map, section: str | None) -> list[str]:
    found = []
    while section is not None:
        found.append(section)
        section = map_.sections[section].parent
    return found


def test_canvas_of_odd_and_deep_maps() -> None:
    for map_ in random_maps():
        check_canvas(map_)
    assert len(check_canvas(map_of(DEEP))["nodes"]) == 5001
    assert check_canvas(map_of("")) == {"nodes": [], "edges": []}


def test_canvas_cards_and_edges_tell() -> None:
    data = check_canvas(map_of(WHOLE))
    cards = {node["id"]: node for node in data["nodes"]}
    assert cards["tea"]["text"].startswith(
        "**claim** · Ana · *open*\n\nWe should drink tea.\n\n*note:* An aside"
    )
    assert cards["tea"]["text"].endswith("\\[talk\\#p1\\] #warm")
    assert cards["both>tea"]["width"] < cards["tea"]["width"]
    edges = {edge["id"]: edge for edge in data["edges"]}
    assert (edges["fade>>both>"]["toNode"], edges["both>tea<both"]["toNode"]) == ("both>tea", "both>tea")
    assert edges["much>nerves"]["label"] == "concession"
    assert edges["fade>>both>"]["color"] != edges["nerves>calm"]["color"]
    assert cards["both>tea"]["text"] == "support (consequences)"
    (bare,) = [card for card in cards.values() if card.get("text", "").startswith("conceded by Ana")]
    assert bare["text"] == "conceded by Ana \\[talk\\#p9\\]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[a]] *b* _c_ `d`", r"\[\[a\]\] \*b\* \_c\_ \`d\`"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("1939. no list", r"1939\. no list"),
        ("<img src=x> $x$ ==y== %%z%%", r"\<img src\=x\> \$x\$ \=\=y\=\= \%\%z\%\%"),
        ("Plain, with 1.5 and a-b.", "Plain, with 1.5 and a-b."),
    ],
)
def test_texts_are_no_markdown(text: str, expected: str) -> None:
    assert canvas.plain(text) == expected


# ClaimReview

#: What Google's guide to ClaimReview requires, but for `url`, which only the publisher knows.
REQUIRED = {"claimReviewed", "reviewRating"}
#: Properties that schema.org gives each type, those used here.
SCHEMA = {
    "ClaimReview": {
        "claimReviewed",
        "reviewRating",
        "itemReviewed",
        "author",
        "datePublished",
        "inLanguage",
        "url",
    },
    "Claim": {"text", "author", "datePublished", "appearance"},
    "Rating": {"alternateName", "ratingExplanation", "ratingValue", "bestRating", "worstRating"},
    "Person": {"name", "url"},
    "CreativeWork": {"name", "url", "author", "datePublished", "identifier"},
}


def reviews(map_: Map) -> list[dict[str, Any]]:
    """The reviews of a document whose types and properties schema.org knows."""
    data = json.loads(written(claimreview, map_))
    assert data["@context"] == "https://schema.org"
    stack = [*data["@graph"]]
    while stack:
        thing = stack.pop()
        assert set(thing) - {"@type"} <= SCHEMA[thing["@type"]]
        for value in thing.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    stack.append(one)
                else:
                    assert isinstance(one, str)
                    assert one
    for review in data["@graph"]:
        assert review["@type"] == "ClaimReview"
        assert set(review) >= REQUIRED
        assert review["reviewRating"]["alternateName"]
    found: list[dict[str, Any]] = data["@graph"]
    return found


@pytest.mark.parametrize("name", MAPS)
def test_claims_that_somebody_made_are_reviewed(name: str) -> None:
    map_ = MAPS[name]
    made = [
        node.text
        for node in map_.nodes.values()
        if node.kind in CLAIM_KINDS
        and node.text
        and "implicit" not in node.tags
        and (node.speakers or {citation.source for citation in node.citations} & map_.mapped)
    ]
    assert [review["claimReviewed"] for review in reviews(map_)] == made


def test_a_review() -> None:
    found = {review["claimReviewed"]: review for review in reviews(map_of(WHOLE))}
    assert found["It makes nervous."]["itemReviewed"] == {
        "@type": "Claim",
        "text": "It makes nervous.",
        "author": {"@type": "Person", "name": "Ben"},
    }
    tea = found["We should drink tea."]
    assert (tea["author"]["name"], tea["datePublished"], tea["inLanguage"]) == ("Kim", "2024-05", "en")
    assert tea["itemReviewed"]["datePublished"] == "2023-04-01"
    assert tea["itemReviewed"]["author"]["url"] == "https://example.org/ana"
    assert tea["itemReviewed"]["appearance"] == {
        "@type": "CreativeWork",
        "name": "A talk on tea",
        "url": "https://example.org/talk?a=1&b=2",
        "author": {"@type": "Person", "name": "Ana"},
        "datePublished": "2023",
        "identifier": "talk#p1",
    }
    assert tea["reviewRating"]["alternateName"] == "Open"
    assert "Being awake is good." not in found


def test_ratings_are_neutral_words_for_each_reason() -> None:
    text = (
        "claim a @x: A.\nclaim b @x: B.\n  rebuttal @y: No.\n    rebuttal @x: Yes.\nclaim c @x: C.\n"
        "  rebuttal @y: Not C.\nclaim d @x: D.\n  premise e @x: E.\n    rebuttal @y: Not E.\n"
        "claim f @x: F.\n  contradicts: g\nclaim g @y: G.\n"
    )
    ratings = {r["claimReviewed"]: r["reviewRating"] for r in reviews(map_of(text))}
    assert [ratings[claim]["alternateName"] for claim in ("A.", "B.", "C.", "D.", "F.")] == [
        "Stands, unchallenged",
        "Stands, defended",
        "Falls",
        "Unsupported",
        "Open",
    ]
    assert not any("ratingValue" in rating for rating in ratings.values())
    assert reviews(map_of("claim a: Nobody's.\n")) == []
    unrated = json.loads("".join(claimreview.chunks(map_of(text))))["@graph"][0]["reviewRating"]
    assert unrated == {"@type": "Rating", "alternateName": "Not rated"}
