"""Abstract frameworks, whatever file they stand in: arguments with or without a text, and attacks.

What the ICCMA formats share: a `Listed` framework as a draft, and a map as one with names for its
arguments. `argmap.analysis.framework` says which attacks a map becomes and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.analysis.framework import Argument, framework_of
from argmap.formats.draft import Draft, DraftNode
from argmap.model.map import Link, Map


@dataclass(slots=True)
class Listed:
    """A framework as a file lists it: arguments by key, attacks as pairs of keys, attacker first."""

    #: The text of each argument; "" where the file has none.
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    attacks: dict[tuple[str, str], str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def tell(self, number: int, one: str, many: str, outcome: str) -> None:
        """A problem that occurred `number` times, if at all."""
        if number:
            self.problems.append(f"{number:,} {one if number == 1 else many} {outcome}")


def draft_of(listed: Listed, what: str) -> Draft:
    """A framework as a draft; an argument that nothing is known of is called "Argument KEY"."""
    draft = Draft(comments=listed.comments, problems=listed.problems)
    for key, text in listed.texts.items():
        node = DraftNode(key, text or f"Argument {key}", name=listed.names.get(key) or None, top=True)
        for note in listed.notes.get(key, ()):
            node.note(note)
        draft.nodes[key] = node
    # an attack's key can't be an argument's: those hold no such arrow
    for (attacker, target), label in listed.attacks.items():
        step = draft.step("attack", attacker, target, f"{attacker} → {target}")
        if label:
            step.comment = f"{what} {attacker} {target}: {label}"
    return draft


def described(argument: Argument) -> str:
    """What an argument of a map's framework stands for, in a line without an end."""
    about = argument.about
    if argument.auxiliary is None:
        return _line(about.text if not isinstance(about, Link) else "")
    if argument.auxiliary == "not":
        return f"(auxiliary: {about.id} doesn't stand)"
    if argument.auxiliary == "bare":
        return f"(auxiliary: {about.id} has no reason in force)"
    assert isinstance(about, Link)
    origins = ", ".join(node.id for node in about.origin) or "nothing"
    return f"(auxiliary: the {about.kind} from {origins} to {about.target.id} is in force)"


def _line(text: str) -> str:
    return " ".join(text.split())


def listed_map(map_: Map) -> tuple[list[tuple[str, str]], Iterator[tuple[int, int]]]:
    """A map's arguments, each with an id ("" for an auxiliary) and what it stands for; its attacks."""
    framework = framework_of(map_)
    arguments = [
        ("" if one.auxiliary is not None else one.about.id, described(one)) for one in framework.arguments
    ]
    return arguments, iter(framework.attacks)
