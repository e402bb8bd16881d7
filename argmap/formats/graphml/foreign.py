"""Nodes and edges of GraphML that argmap didn't write: claims, and steps where a label tells which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from argmap.formats.draft import Draft, DraftNode, DraftSection
from argmap.formats.graphml.document import Document, Thing
from argmap.model.map import LinkKind

#: Names of attributes, most telling first.
_TEXT = ("text", "label", "statement", "claim", "name", "title", "description", "desc", "content")
_RELATION = ("kind", "relation", "relationship", "type", "label", "polarity", "sign", "name", "interaction")
_SPEAKER = ("speaker", "speakers", "author", "participant", "person")
#: What only says how something is drawn, where it is a number, a colour or the like.
_LOOK = frozenset(
    ("x", "y", "z", "width", "height", "size", "r", "g", "b", "a", "rgb", "colour", "color", "fill", "shape")
)
#: Words for each kind of link, those of other argumentation formats among them.
_KINDS: dict[LinkKind, str] = {
    "support": "support supports supporting supported pro for reason because premise evidence backs "
    "backing confirms justifies + sup exa",
    "attack": "attack attacks attacking con contra against objection objects opposes opposition rebut "
    "rebuts rebuttal rebutting refutes denies conflict defeats - − reb att",
    "contradiction": "contradicts contradiction contradictory contrary",
    "undercut": "undercut undercuts undercutting und",
    "answer": "answer answers responds",
    "question": "question questions asks",
    "restatement": "restates restatement rephrases rephrase equivalent",
}
_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_TOKEN = re.compile(r"\w+|[+−-]")


def add_nodes(draft: Draft, document: Document, things: Iterable[Thing]) -> None:
    """A claim for each node; a section for each group that no edge starts at or ends at."""
    touched = {end for edge in document.edges for end in edge.ends}
    sections = {id_ for id_ in document.groups if id_ not in touched}
    for thing in things:
        group = _around(thing.group, document, sections)
        if thing.id in sections and thing.id not in draft.sections:
            text, rest = _text(thing)
            notes = [f"{name}: {value}" for name, value in rest.items()]
            draft.sections[thing.id] = DraftSection(text, group, {"note": notes} if notes else {})
            continue
        if thing.id in draft.nodes:
            draft.problem(f"there are several nodes `{thing.id:.60}`; links go to the first")
        text, rest = _text(thing)
        node = draft.add(DraftNode(thing.id, text, section=group))
        node.comment = f"GraphML node {thing.id}" if text != thing.id else None
        for name in _SPEAKER:
            if speaker := rest.pop(name, ""):
                node.speakers = (speaker,)
                break
        for name, value in rest.items():
            node.note(f"{name}: {value}")
    if document.hyperedges:
        draft.problem(f"hyperedges are not read: {document.hyperedges:,} left out")
        document.hyperedges = 0


def add_edges(draft: Draft, document: Document, things: Iterable[Thing]) -> None:
    """A step for each edge whose kind is told; of any other a note at the node it starts from."""
    unknown: Counter[str] = Counter()
    dangling = 0
    for thing in things:
        source, target = thing.ends
        if source not in draft.nodes or (target not in draft.nodes and target not in draft.steps):
            dangling += 1
            continue
        kind, label, rest = _kind(thing)
        if kind is None:
            unknown[label] += 1
            goal = draft.nodes[target].text if target in draft.nodes else target
            draft.nodes[source].note(f"{label or 'leads to'}: {goal}")
            for name, value in rest.items():
                draft.nodes[source].note(f"{name}: {value}")
            continue
        notes = [f"{name}: {value}" for name, value in rest.items()]
        step = draft.step(kind, source, target, key=thing.id)
        if notes and kind not in ("contradiction", "restatement"):
            step.properties["note"] = notes
        else:
            for note in notes:
                draft.nodes[source].note(note)
    for label, number in unknown.items():
        edges = "edge" if number == 1 else "edges"
        called = f"called “{label:.40}”" if label else "without a label"
        draft.problem(f"{number:,} {edges} {called}: no word for support or attack; kept as a note")
    if dangling:
        edges = "edge leads" if dangling == 1 else "edges lead"
        draft.problem(f"{dangling:,} {edges} from or to a node that is not there; left out")


def _around(group: str | None, document: Document, sections: set[str]) -> str | None:
    """The innermost group around something that is a section."""
    while group is not None and group not in sections:
        group = document.groups.get(group)
    return group


def _text(thing: Thing) -> tuple[str, dict[str, str]]:
    """What a node says, and the attributes that are neither that nor its looks."""
    rest = _telling(thing)
    for name in _TEXT:
        if text := rest.get(name, ""):
            del rest[name]
            return text, {key: value for key, value in rest.items() if value != text}
    return thing.id, rest


def _telling(thing: Thing) -> dict[str, str]:
    """The attributes in which something is told, by their names in small letters."""
    found: dict[str, str] = {}
    for name, value in thing.attributes.items():
        if value.strip() and not (name.casefold() in _LOOK and " " not in value.strip()):
            key = name.casefold()
            found[key if key not in found else name] = value.strip()
    return found


def _kind(thing: Thing) -> tuple[LinkKind | None, str, dict[str, str]]:
    """What an edge does, its label, and its other attributes."""
    rest = _telling(thing)
    label = ""
    for name in _RELATION:
        if value := rest.get(name):
            kinds = {_WORDS[word] for word in _TOKEN.findall(value.casefold()) if word in _WORDS}
            negated = re.search(r"\b(?:not|no|doesn't|never)\b", value.casefold())
            if len(kinds) == 1 and not negated:
                if len(value.split()) == 1:
                    del rest[name]  # else it says more than its kind
                return kinds.pop(), value, rest
            label = label or value
    rest = {key: value for key, value in rest.items() if value != label}
    return None, label, rest
