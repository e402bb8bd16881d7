"""Abstract frameworks, whatever file they stand in: arguments with or without a text, and attacks.

What the ICCMA formats share: a `Listed` framework as a draft, and a map as one with names for its
arguments. `argmap.analysis.framework` says which attacks a map becomes and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.analysis.framework import Argument, framework_of
from argmap.formats.draft import Draft, DraftNode, DraftSpeaker
from argmap.model.map import Link, LinkKind, Map, Node


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
    auxiliary = _Auxiliary(listed)
    for key, text in listed.texts.items():
        if key in auxiliary.kinds:
            continue
        node = DraftNode(key, text or f"Argument {key}", name=listed.names.get(key) or None, top=True)
        for note in listed.notes.get(key, ()):
            node.note(note)
        draft.nodes[key] = node
    # an attack's key can't be an argument's: those hold no such arrow
    auxiliary.put_back(draft)
    for (attacker, target), label in listed.attacks.items():
        if attacker in auxiliary.kinds or target in auxiliary.kinds:
            continue
        step = draft.step("attack", attacker, target, f"{attacker} → {target}")
        if label:
            step.comment = f"{what} {attacker} {target}: {label}"
    return draft


#: How the words for an argument that is no claim begin, and how they end for each kind.
AUXILIARY = "(auxiliary: "
_KINDS = {" doesn't stand)": "not", " has no reason in force)": "bare", " is in force)": "step"}


class _Auxiliary:
    """Arguments that say of themselves that argmap added them, turned back into what they stand for.

    The words say which kind each is, the attacks all the rest. Where one of them isn't attacked and
    attacking as `analysis.framework` would have it, someone has changed the file, and all are left
    arguments like others.
    """

    def __init__(self, listed: Listed) -> None:
        self.kinds = {
            key: kind
            for key, text in listed.texts.items()
            if text.startswith(AUXILIARY) and key not in listed.names
            for end, kind in _KINDS.items()
            if text.endswith(end)
        }
        self.into: dict[str, list[str]] = {key: [] for key in self.kinds}
        self.out: dict[str, list[str]] = {key: [] for key in self.kinds}
        for attacker, target in listed.attacks:
            if target in self.kinds:
                self.into[target].append(attacker)
            if attacker in self.kinds:
                self.out[attacker].append(target)
        if not all(self._fits(key, kind) for key, kind in self.kinds.items()):
            self.kinds = {}

    def _fits(self, key: str, kind: str) -> bool:
        into, out = self.into[key], self.out[key]
        sorts = {self.kinds.get(one, "claim") for one in into}
        goals = {self.kinds.get(one, "claim") for one in out}
        if kind == "not":
            return len(into) == 1 and sorts == {"claim"} and goals <= {"claim", "step"}
        if kind == "bare":
            return len(out) == 1 and goals == {"claim"} and sorts <= {"claim", "step"}
        return len(out) == 1 and goals <= {"claim", "bare", "step"} and sorts <= {"claim", "not", "step"}

    def put_back(self, draft: Draft) -> None:
        """Add the steps that the auxiliary arguments stand for."""
        for key, kind in self.kinds.items():
            if kind == "not":
                for target in self.out[key]:
                    if target not in self.kinds:
                        draft.step("restatement", target, self.into[key][0])
            elif kind == "bare":
                for origin in self.into[key]:
                    if origin not in self.kinds:
                        draft.step("support", origin, self.out[key][0])
            else:
                self._step(draft, key)

    def _step(self, draft: Draft, key: str) -> None:
        target = self.out[key][0]
        origins = [self.into[one][0] for one in self.into[key] if self.kinds.get(one) == "not"]
        kind: LinkKind = "attack"
        if self.kinds.get(target) == "bare":
            kind, target = "support", self.out[target][0]
        elif target in self.kinds:
            kind, target = "undercut", _step_key(target)
        granted = not origins and kind == "support"
        if granted:  # by somebody whom the framework doesn't name
            draft.speakers.setdefault(_SOMEBODY, DraftSpeaker("Somebody"))
        draft.step(kind, origins, target, _step_key(key), speakers=(_SOMEBODY,) if granted else None)
        for one in self.into[key]:
            if one not in self.kinds:
                draft.step("undercut", one, _step_key(key))


_SOMEBODY = "somebody"


def _step_key(key: str) -> str:
    return f"step {key}"


def described(argument: Argument) -> str:
    """What an argument of a map's framework stands for, in a line without an end."""
    about = argument.about
    if argument.auxiliary is None:
        return _line(about.text if not isinstance(about, Link) else "")
    if argument.auxiliary == "not":
        return f"{AUXILIARY}{about.id} doesn't stand)"
    if argument.auxiliary == "bare":
        return f"{AUXILIARY}{about.id} has no reason in force)"
    assert isinstance(about, Link)
    origins = ", ".join(node.id for node in about.origin) or "nothing"
    return f"{AUXILIARY}the {about.kind} from {origins} to {about.target.id} is in force)"


def _line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.splitlines()).replace("\t", " ").strip()


def listed_map(map_: Map) -> tuple[list[tuple[str, str]], Iterator[tuple[int, int]]]:
    """A map's arguments, each with an id ("" for an auxiliary) and what it stands for; its attacks."""
    framework = framework_of(map_)
    arguments = [
        ("" if one.auxiliary is not None else one.about.id, described(one)) for one in framework.arguments
    ]
    return arguments, iter(framework.attacks)


def keeps_of(map_: Map) -> frozenset[str]:
    """What comes back of a map that was written as a framework.

    Texts and ids stand in comments. Where all steps are attacks on claims the framework has just these;
    else some of its arguments stand for steps, and which kind of step that was may be seen no more. Of
    what supports itself, is assumed or merely granted, they can't always be told apart from claims.
    """
    links = map_.links.values()
    if any(node.properties.get("assumed") for node in map_.nodes.values()):
        return frozenset()
    if any(link.bare or link.target in link.origin for link in links if link.kind != "attack"):
        return frozenset()
    if not all(link.kind == "attack" and isinstance(link.target, Node) for link in links):
        return frozenset({"texts"})
    # a question has no place; a claim without an id that attacks twice gets one
    told = all(node.named or len(node.out) < 2 for node in map_.nodes.values())
    asked = any(node.named and node.kind == "question" for node in map_.nodes.values())
    return frozenset({"texts", "attacks", "ids"} if told and not asked else {"texts", "attacks"})
