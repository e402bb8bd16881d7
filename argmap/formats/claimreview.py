"""ClaimReview (schema.org/ClaimReview) as JSON-LD: what a map found of claims that others made.

One review for each claim that somebody is said to have made: it has a speaker, or cites a document that
is mapped. The rating is how the claim stands in the map, in words only: a standing is no degree of truth,
so there is no number. A map doesn't know the address of the page it will be published on, so a publisher
adds `url` to each review, and looks at `author`, which is taken for a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from json import JSONEncoder
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.rows import place
from argmap.model.map import CLAIM_KINDS, Map, Node
from argmap.safe import in_json

_BATCH = 1000
_encode = JSONEncoder(ensure_ascii=False).encode
#: By the reason of a standing: a few words, and a sentence.
RATINGS = {
    "unchallenged": ("Stands, unchallenged", "Nothing in the map speaks against it or its reasons."),
    "defended": ("Stands, defended", "It or its reasons were challenged; no challenge prevails in the map."),
    "refuted": ("Falls", "An objection to it stands in the map."),
    "unsupported": ("Unsupported", "None of the reasons given for it holds in the map."),
    "contested": ("Open", "The map leaves it undecided whether an objection to it prevails."),
}


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The reviews as one JSON-LD document, in pieces."""
    yield '{"@context": "https://schema.org",\n"@graph": ['
    about = _about(map_)
    reviews = (_encode(_review(map_, node, standings, about)) for node in reviewed(map_))
    comma = "\n"
    while batch := list(islice(reviews, _BATCH)):
        yield in_json(comma + ",\n".join(batch))
        comma = ",\n"
    yield "\n]}\n"


def reviewed(map_: Map) -> Iterator[Node]:
    """The claims that somebody made."""
    for node in map_.nodes.values():
        if node.kind not in CLAIM_KINDS or not node.text or node.implicit:
            continue
        if node.speakers or any(citation.source in map_.mapped for citation in node.citations):
            yield node


def _about(map_: Map) -> dict[str, Any]:
    """What all reviews of a map have alike."""
    properties = map_.properties
    author = properties.get("author")
    return _filled(
        {
            "author": {"@type": "Person", "name": author} if author else None,
            "datePublished": properties.get("date"),
            "inLanguage": properties.get("language"),
        }
    )


def _review(map_: Map, node: Node, standings: Standings | None, about: dict[str, Any]) -> dict[str, Any]:
    standing = standings.of(node) if standings is not None else None
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": "Not rated"}
    if standing is not None:
        words, why = RATINGS[standing.reason]
        rating |= {"alternateName": words, "ratingExplanation": why}
    return {
        "@type": "ClaimReview",
        "claimReviewed": node.text,
        **about,
        "itemReviewed": _claim(map_, node),
        "reviewRating": rating,
    }


def _claim(map_: Map, node: Node) -> dict[str, Any]:
    authors = []
    for id_ in node.speakers:
        speaker = map_.speakers.get(id_)
        name = speaker.name if speaker is not None else id_
        url = speaker.properties.get("url") if speaker is not None else None
        authors.append(_filled({"@type": "Person", "name": name, "url": url}))
    works = []
    dates = []
    for citation in node.citations:
        source = map_.sources.get(citation.source)
        if source is None or source.id not in map_.mapped:
            continue
        properties = source.properties
        author = properties.get("author")
        person = {"@type": "Person", "name": author} if author else None
        works.append(
            _filled(
                {
                    "@type": "CreativeWork",
                    "name": source.description,
                    "url": properties.get("url"),
                    "author": person,
                    "datePublished": properties.get("date"),
                    "identifier": place(citation),
                }
            )
        )
        dates.append(properties.get("date"))
        if person is not None and not node.speakers and person not in authors:
            authors.append(person)
    return _filled(
        {
            "@type": "Claim",
            "text": node.text,
            "author": authors[0] if len(authors) == 1 else authors,
            "datePublished": node.properties.get("date") or next((date for date in dates if date), None),
            "appearance": works[0] if len(works) == 1 else works,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
