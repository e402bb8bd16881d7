"""Argdown read: its model beside what Argdown's own parser makes, and the maps made of it."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from argmap.formats import known
from argmap.formats.argdown.model import Argument, Document, Inference, Member, Thing, words
from argmap.formats.argdown.parse import parse
from argmap.formats.draft import Draft
from argmap.formats.features import FEATURES
from argmap.formats.given import Given
from argmap.formats.reading import Foreign, read_foreign
from argmap.formats.troubles import Troubles
from argmap.model.load import Loader
from tests.node import need_node, run_node

HERE = Path(__file__).parent / "formats/argdown"
FILES = sorted(HERE.glob("*.argdown"))
SAMPLES = Path(__file__).parents[2] / "shared/data/argdown"


def given(path: Path) -> Given:
    return Given(path.name, path.read_bytes(), path, anywhere=True)


def text_given(text: str) -> Given:
    return Given("x.argdown", text.encode())


def document(one: Given) -> tuple[Document, list[str]]:
    troubles = Troubles()
    found = parse(one, troubles)
    draft = Draft()
    troubles.tell(draft)
    return found, draft.problems


def foreign(one: Given) -> Foreign:
    return read_foreign(one, known()["argdown"])


# The model, thing by thing, as plain values that can be compared


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def plain(data: Any) -> Any:
    return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def ours(found: Document) -> dict[str, Any]:
    def text(member: Member) -> str:
        return "" if member.reference else folded(words(member.pieces, found.remove_tags))

    def end(thing: Thing) -> tuple[Any, ...]:
        if isinstance(thing, Inference):
            return ("inference", thing.argument.title, thing.conclusion)
        return ("argument" if isinstance(thing, Argument) else "equivalence-class", thing.title)

    def common(thing: Any) -> tuple[Any, ...]:
        return (sorted(thing.tags), thing.section.id if thing.section else None, plain(thing.data))

    return {
        "statements": {
            s.title: (*common(s), sorted((m.role or "", m.reference, text(m)) for m in s.members))
            for s in found.statements.values()
        },
        "arguments": {
            a.title: (
                *common(a),
                sorted((m.reference, text(m)) for m in a.members),
                [(m.title, m.role, m.inference and (m.inference.rules, plain(m.inference.data))) for m in a.pcs],
            )
            for a in found.arguments.values()
        },
        "relations": sorted(((r.type, end(r.source), end(r.target)) for r in found.relations), key=str),
        "sections": [
            (s.id, s.level, folded(s.title), sorted(s.tags), s.parent.id if s.parent else None, plain(s.data))
            for s in found.sections
        ],
    }


def theirs(model: dict[str, Any]) -> dict[str, Any]:
    def text(member: dict[str, Any]) -> str:
        return "" if member.get("isReference") else folded(member.get("text"))

    def end(relation: dict[str, Any], which: str) -> tuple[Any, ...]:
        if relation[f"{which}Type"] == "inference":
            return ("inference", relation[which], relation["conclusionIndex"])
        return (relation[f"{which}Type"], relation[which])

    def common(thing: dict[str, Any]) -> tuple[Any, ...]:
        return (sorted(thing.get("tags") or ()), thing.get("section"), plain(thing.get("data")))

    def inference(member: dict[str, Any]) -> Any:
        found = member.get("inference")
        return found and (found["inferenceRules"], plain(found.get("data")))

    sections = []
    waiting = [(one, None) for one in model["sections"]]
    while waiting:
        one, parent = waiting.pop()
        tags = sorted(one.get("tags") or ())
        sections.append((one["id"], one["level"], folded(one["title"]), tags, parent, plain(one.get("data"))))
        waiting += [(child, one["id"]) for child in one["children"]]
    return {
        "statements": {
            s["title"]: (
                *common(s),
                sorted((m.get("role", ""), bool(m.get("isReference")), text(m)) for m in s["members"]),
            )
            for s in model["statements"].values()
        },
        "arguments": {
            a["title"]: (
                *common(a),
                sorted((bool(m.get("isReference")), text(m)) for m in a["members"]),
                [(m["title"], m["role"], inference(m)) for m in a["pcs"]],
            )
            for a in model["arguments"].values()
        },
        "relations": sorted(
            ((r["relationType"], end(r, "from"), end(r, "to")) for r in model["relations"]), key=str
        ),
        "sections": sorted(sections, key=lambda section: int(section[0][1:])),
    }


@cache
def by_argdown(folder: Path, pattern: str) -> dict[str, dict[str, Any]]:
    """What Argdown's own parser makes of all files of a folder, in one process."""
    need_node("@argdown/node")
    paths = sorted(map(str, folder.glob(pattern)))
    lines = run_node(HERE / "oracle.js", stdin="\n".join(paths)).splitlines()
    return {Path(one["path"]).name: one for one in map(json.loads, lines)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_model_is_the_one_that_argdown_makes(path: Path) -> None:
    expected = by_argdown(HERE, "*.argdown")[path.name]
    assert expected["errors"] == []
    found, problems = document(given(path))
    assert problems == []
    for key, value in theirs(expected["model"]).items():
        assert ours(found)[key] == value, key
