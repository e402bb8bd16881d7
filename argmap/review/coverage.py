"""`argmap coverage` in the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from argmap.analysis.coverage import Coverage, Passage
from argmap.model.map import Map, Node
from argmap.render.ink import Ink
from argmap.render.wrap import shorten, wrap
from argmap.review.phrases import count
from argmap.safe import in_json, visible

FORMAT = "argmap-coverage/1"
#: So much of a node's text stands for its id where it has none.
_WORDS = 32


def percent(share: float) -> str:
    """A share as whole percents, rounded down: 100 % means all."""
    return f"{int(share * 100 + 1e-9)} %"


def name_of(node: Node) -> str:
    """A node's id, or how its text begins."""
    if node.named:
        return node.id
    return f"“{shorten(node.text, _WORDS)}”" if node.text else f"the {node.kind} in line {node.span.line}"


def headline(one: Coverage) -> str:
    """How much of a source is cited, in a sentence."""
    words = sum(passage.words for passage in one.passages)
    cited = sum(passage.words for passage in one.passages if passage.nodes)
    nodes = {id(node) for passage in one.passages for node in passage.nodes}
    return (
        f"{one.cited:,} of {count(len(one.passages), 'passage')} cited ({percent(one.share)}), "
        f"{cited:,} of {count(words, 'word')}, by {count(len(nodes), 'node')}"
    )


def as_text(found: Sequence[Coverage], *, width: int, ink: Ink, gaps: bool) -> Iterator[str]:
    """The lines, without line ends; with `gaps` no passages but those that nobody cites."""
    for number, one in enumerate(found):
        if number:
            yield ""
        title = f"{one.source.id}: {one.source.description}" if one.source.description else one.source.id
        yield from (ink.paint(line, "title") for line in wrap(visible(title), width))
        if one.trouble is not None:
            yield from wrap(f"not looked at: its file {one.trouble}", width)
            continue
        yield from wrap(headline(one), width)
        for passage in one.passages:
            if not (gaps and passage.nodes):
                yield from _passage(passage, width, ink)
        yield from _others("cite it as a whole", one.whole, width)
        yield from _others("cite places that it doesn't have", one.astray, width)


def _passage(passage: Passage, width: int, ink: Ink) -> Iterator[str]:
    sign, style = ("✓", "standing:stands") if passage.nodes else ("✗", "standing:falls")
    title = f"  {passage.title}" if passage.title else ""
    named = shorten(visible(f"#{passage.anchor}{title}"), width - 4)
    yield ink.line([("  ", ""), (sign, style), (f" {named}", "")])
    if passage.nodes:
        names = ", ".join(visible(name_of(node)) for node in passage.nodes)
        yield from (ink.paint(f"      {line}", "quiet") for line in wrap(names, width - 6))
        return
    for paragraph in passage.text.split("\n\n"):
        text = visible(" ".join(paragraph.split()))
        yield from (f"      {line}" for line in wrap(text, width - 6))


def _others(what: str, nodes: list[Node], width: int) -> Iterator[str]:
    if nodes:
        names = ", ".join(visible(name_of(node)) for node in nodes)
        yield from (f"  {line}" for line in wrap(f"{what}: {names}", width - 2))


def as_json(found: Sequence[Coverage], map_: Map) -> str:
    """What was found, as JSON; docs/coverage.md tells of it."""
    told: dict[str, Any] = {"format": FORMAT, "title": map_.title, "sources": [_source(one) for one in found]}
    return in_json(json.dumps(told, ensure_ascii=False, indent=2)) + "\n"


def _source(one: Coverage) -> dict[str, Any]:
    return {
        "id": one.source.id,
        "description": one.source.description,
        "trouble": one.trouble,
        "passages": len(one.passages),
        "cited": one.cited,
        "share": round(one.share, 4),
        "words": sum(passage.words for passage in one.passages),
        "words_cited": sum(passage.words for passage in one.passages if passage.nodes),
        "cited_as_a_whole_by": [node.id for node in one.whole],
        "cited_astray_by": [node.id for node in one.astray],
        "list": [
            {
                "anchor": passage.anchor,
                "title": passage.title,
                "lines": [passage.begin + 1, passage.end],
                "words": passage.words,
                "nodes": [node.id for node in passage.nodes],
                "text": passage.text,
            }
            for passage in one.passages
        ],
    }
