"""Maps put together again from what argmap wrote into tables and graphs, to see what is in there.

Knows of the formats only what `docs/formats.md` says of their columns, and reads none itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from argmap.formats.compose import compose
from argmap.formats.draft import Draft, DraftNode, DraftSection, DraftSource, DraftSpeaker, DraftStep, Place
from argmap.formats.features import FEATURES
from argmap.formats.redraft import redraft
from argmap.model.load import Loader
from argmap.model.map import Map
from tests.cases import HERE, case_files, read_case

#: Every construct of the language once at least.
WHOLE = """\
map: Tea & “coffee” <b>
  of: talk
  author: Kim
  date: 2024-05
  language: en
  note: About drinks.

source talk: A talk on tea
  url: https://example.org/talk?a=1&b=2
  author: Ana
  date: 2023
source book: The book of tea

speaker ana: Ana
  side: tea
  url: https://example.org/ana
speaker ben: Ben
  side: coffee
speaker cleo: Cleo

section first: First & foremost
  claim tea @ana #warm: We should drink tea. [talk#p1]
    note: An aside; with = signs.
    note: =HYPERLINK("x")
    quote: "drink tea" [talk#p1, book]
    date: 2023-04-01
    weight: 0.25
    argument both @ana: Two things speak for it.
      scheme: consequences
      premise calm @ana: It calms. [book]
        role: major
      premise warm: It warms.
      undercut fade @ben: Both fade.
        undercut stays @ana: Not within the hour.
    premise calm @cleo #again [book#p2]
      note: Said again.
      rebuttal nerves @ben: It makes nervous.
        concession @ana [talk#p9]
          undercut @ben: That is no concession.
        concession much @ana: Green tea does.
    rebuttal coffee @ben: -1 for tea: coffee is better.
      contradicts: tea
    question why @ben: Why now?
      answer @ana: It is five.
        undercut @cleo: That is no answer.
      undercut @ana: Not to the point.
  section second: Inner
    claim good @ben: @ all: coffee keeps awake.
      premise nerves
        undercut @ben: Other nerves.
      argument both
        undercut fade
    claim awake #implicit: Being awake is good.
      assumed: yes
      ignore: W101, U102
      restates: good
"""


def map_of(text: str) -> Map:
    return Loader().text(text)[0]


def some_maps() -> dict[str, Map]:
    """The examples, the inputs of other tests, and `WHOLE`."""
    maps = {"whole": map_of(WHOLE)}
    for path in sorted((HERE.parent / "examples").glob("*.argmap")):
        maps[path.stem] = Loader().path(path)[0]
    for folder in ("maps",):
        for path in case_files(folder):
            maps[f"{folder}/{path.stem}"] = Loader().text(read_case(path)["input"], name=path.name)[0]
    return maps


def flat(map_: Map) -> Map:
    """The same map as one file."""
    return map_of(compose(redraft(map_)))


def facts(map_: Map, names: Iterable[str]) -> dict[str, list[str]]:
    """The facts of a map by feature, in an order of their own."""
    return {name: sorted(map(repr, FEATURES[name].facts(map_))) for name in sorted(names)}


def rebuilt(
    nodes: Iterable[dict[str, Any]], links: Iterable[dict[str, Any]], like: Map, title: str = ""
) -> Map:
    """The map that two tables tell of; what its sources are, the map it was made of tells."""
    draft = Draft(title)
    for source in like.sources.values():
        draft.sources[source.id] = DraftSource(source.description)
    for row in nodes:
        section = None
        for i in range(len(row["section"])):
            path = "\0".join(row["section"][: i + 1])
            draft.sections.setdefault(path, DraftSection(row["section"][i], section))
            section = path
        tags = (*row["tags"], *(("implicit",) if row["implicit"] else ()))
        properties = _aside(draft, row)
        for key in ("weight", "role", "critical", "ignore"):
            if row[key] not in (None, "", []):
                properties[key] = row[key]
        if row["assumed"]:
            properties["assumed"] = True
        name = None if "~" in row["id"] else row["id"]
        kind = row["kind"] if row["kind"] != "claim" or row["top"] else None
        draft.nodes[row["id"]] = DraftNode(
            row["id"], row["text"] or "", kind, name, _speakers(draft, row), tags, _places(draft, row),
            properties, section, row["top"],
        )  # fmt: skip
    for row in links:
        if row["kind"] in ("contradiction", "restatement"):
            key = "|".join((row["kind"], *sorted((*row["from"], row["to"]))))
            draft.steps.setdefault(key, DraftStep(key, row["kind"], tuple(row["from"]), row["to"]))
            continue
        head = draft.nodes.get(row["argument"] or next(iter(row["from"]), ""))
        speakers: tuple[str, ...] | None = _speakers(draft, row)
        if head is not None and speakers == head.speakers:
            speakers = None
        properties = _aside(draft, row) if row["reference"] or not row["from"] else {}
        draft.steps[row["id"]] = DraftStep(
            row["id"], row["kind"], tuple(row["from"]), row["to"], row["argument"] or None, speakers,
            tuple(row["tags"]), _places(draft, row), row["scheme"] or None, properties,
        )  # fmt: skip
    return map_of(compose(draft))


def _speakers(draft: Draft, row: dict[str, Any]) -> tuple[str, ...]:
    for name, side in zip(row["speakers"], row["sides"], strict=True):
        draft.speakers.setdefault(name, DraftSpeaker(name, side or None))
    return tuple(row["speakers"])


def _places(draft: Draft, row: dict[str, Any]) -> tuple[Place, ...]:
    found = []
    for written, description in zip(row["citations"], row["sources"], strict=True):
        source, hash_, anchor = written.partition("#")
        draft.sources.setdefault(source, DraftSource(description or source))
        found.append((source, anchor if hash_ else None))
    return tuple(found)


def _aside(draft: Draft, row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if row["date"]:
        found["date"] = row["date"]
    if row["notes"]:
        found["note"] = list(row["notes"])
    for quote in row["quotes"]:
        words, _, places = quote.removesuffix("]").rpartition("” [")
        cited = [one.partition("#") for one in places.split(", ") if one]
        found.setdefault("quote", []).append((words[1:], tuple((s, a if h else None) for s, h, a in cited)))
    return found


def links_of_graph(
    nodes: dict[str, dict[str, Any]], edges: Iterable[tuple[str, str, str, dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """The table of links of a graph in which steps are nodes: edges are (id, source, target, data)."""
    into: dict[str, list[str]] = {}
    made: dict[str, dict[str, Any]] = {}
    for id_, source, target, data in edges:
        if data["kind"] in ("premise", "origin"):
            into.setdefault(target, []).append(source)
            if data["kind"] == "origin":
                made.setdefault(target, {**nodes[target], "id": target, "kind": nodes[target]["step"]})
        elif nodes[source]["kind"] == "step":
            step = made.setdefault(source, {**nodes[source], "id": source, "kind": nodes[source]["step"]})
            step["to"] = target
        else:
            into[id_] = [source]
            made[id_] = {**data, "id": id_, "to": target}
    for id_, row in made.items():
        starts = into.get(id_, [])
        via = next((one for one in starts if nodes[one]["kind"] == "argument"), None)
        yield {**row, "argument": via, "from": starts if via is None else into.get(via, [])}


DATA = Path(__file__).parent / "formats"
