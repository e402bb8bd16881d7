"""Graphs in which a node of its own, a *scheme*, stands for each step between claims: arguebuf, SADFace.

A scheme's incoming edges come from its premises and its outgoing edge leads to what it supports or
attacks, which may be another scheme: that is an undercut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from argmap.formats.draft import Draft, DraftNode, DraftStep
from argmap.formats.packing import packed_kind, unpack_step
from argmap.formats.troubles import Troubles
from argmap.model.map import LinkKind

#: What a scheme of each base kind may have been before it was written.
_MAY_BE: dict[LinkKind | None, frozenset[LinkKind]] = {
    "support": frozenset(("support", "concession", "answer")),
    "attack": frozenset(("attack", "undercut", "contradiction")),
    "restatement": frozenset(("restatement",)),
    None: frozenset(("question", "answer", "concession")),
}


@dataclass(slots=True)
class Scheme:
    """A step as read. `kind` None is a scheme that says neither support nor attack nor rephrase.

    `instead` names a relation that no map has, of which only a note is kept.
    """

    key: str
    kind: LinkKind | None
    name: str | None = None
    notes: list[str] = field(default_factory=list)
    packed: Any = None
    instead: str | None = None
    origins: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


def connect(
    draft: Draft, schemes: dict[str, Scheme], edges: Iterable[tuple[str, str, str]], troubles: Troubles
) -> None:
    """Make steps of schemes and of the edges (id, source, target) between them and the draft's nodes."""
    bare: list[tuple[str, str]] = []
    for id_, source, target in edges:
        if not (source in draft.nodes or source in schemes) or not (
            target in draft.nodes or target in schemes
        ):
            troubles.add("edges with an end that is missing, left out", id_)
        elif source in schemes:
            schemes[source].targets.append(target)
        elif target in schemes:
            schemes[target].origins.append(source)
        else:
            troubles.add("edges between claims without a scheme, read as supports", id_)
            bare.append((source, target))
    for scheme in schemes.values():
        _step(draft, scheme, schemes, troubles)
    for source, target in dict.fromkeys(bare):
        draft.step("support", source, target)


def _step(draft: Draft, scheme: Scheme, schemes: dict[str, Scheme], troubles: Troubles) -> None:
    """The steps of one scheme: one for each target, the first of which has its key."""
    kind = packed_kind(scheme.packed, _MAY_BE[scheme.kind])
    known = kind is not None
    if scheme.instead is not None:
        troubles.add("relations that a map has no step for, kept as notes", scheme.key)
        said = [draft.nodes[key].text if key in draft.nodes else key for key in dict.fromkeys(scheme.targets)]
        scheme.notes.append(f"{scheme.instead}: {'; '.join(said)}")
    elif not scheme.targets:
        troubles.add("schemes that lead nowhere, left out", scheme.key)
    elif not scheme.origins and not (known and _speakers(scheme.packed)):
        troubles.add("schemes without a premise, left out", scheme.key)
    else:
        if scheme.kind is None and not known:
            troubles.add("schemes of no kind, read as supports", scheme.key)
        for number, target in enumerate(dict.fromkeys(scheme.targets)):
            key = f"{scheme.key} > {target}" if number else scheme.key
            meant: LinkKind = kind or scheme.kind or "support"
            if target in schemes and meant in ("attack", "contradiction"):
                meant = "undercut"
            elif meant == "undercut" and target in draft.nodes and draft.nodes[target].kind != "question":
                meant = "attack"
            step = draft.step(meant, scheme.origins, target, key, scheme=scheme.name)
            unpack_step(scheme.packed, step, draft)
            _note(draft, step, scheme.notes)
        return
    for origin in dict.fromkeys(scheme.origins):
        draft.nodes[origin].properties.setdefault("note", []).extend(scheme.notes)


def _speakers(packed: Any) -> bool:
    speakers = packed.get("speakers") if isinstance(packed, dict) else None
    return isinstance(speakers, list) and any(isinstance(one, str) for one in speakers)


def _note(draft: Draft, step: DraftStep, notes: list[str]) -> None:
    """Notes of a step, where a map has room for them: at its only origin, or at its argument."""
    if not notes:
        return
    only = step.via or (step.origins[0] if len(step.origins) == 1 else None)
    properties = draft.nodes[only].properties if only is not None else step.properties
    known = properties.setdefault("note", [])
    known += [note for note in notes if note not in known]


def arguments_of(draft: Draft) -> dict[str, str]:
    """For each argument, the key of the first step that it stands for."""
    found: dict[str, str] = {}
    for step in draft.steps.values():
        if step.via is not None:
            found.setdefault(step.via, step.key)
    return found


def nodes_to_write(draft: Draft) -> Iterator[DraftNode]:
    """The nodes that are claims in such a graph: all but the arguments that stand for a step."""
    arguments = arguments_of(draft)
    return (node for node in draft.nodes.values() if node.key not in arguments)
