"""Who said what with which force: the locutions of an AIF graph.

Inference Anchoring Theory (Budzynska & Reed 2011, "Whence inference?") ties what is said to who says it:
a locution (L) leads over an illocution (YA: asserting, questioning, agreeing …) to what is said or, from
the transition (TA) between two locutions, to the inference or conflict that the second one makes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.formats.aif.graph import AifGraph, AifNode, folded
from argmap.formats.draft import Draft, DraftSpeaker
from argmap.syntax.words import is_id

#: `name : words`, the analysts' habit; a name is short.
_NAMED = re.compile(r"(?s)([^:]{0,80}?)(?:\s+:|^:)\s*(.*)")
_COLON = re.compile(r"(?s)([^\s:][^:]{0,60}):\s+(.*)")
_MOST_WORDS = 6

ASKING = frozenset({"purequestioning", "questioning"})
CHALLENGING = frozenset({"purechallenging", "challenging"})
AGREEING = frozenset({"agreeing", "agreement"})
DISAGREEING = frozenset({"disagreeing", "disagreement"})
#: Forces that say no more than that something is said.
PLAIN = frozenset({"", "ya", "asserting", "defaultillocuting", "arguing", "restating"})


def force(node: AifNode) -> str:
    """What an illocution is, spelt one way: `Pure Questioning` and `PureQuestioning` are one."""
    return re.sub(r"[\W_]+", "", node.text or node.scheme).casefold()


@dataclass(slots=True)
class Locution:
    """`speakers` are keys of the draft's speakers. `used` once its words stand somewhere in the map."""

    id: str
    speakers: tuple[str, ...]
    words: str
    used: bool = False


def split(text: str, names: frozenset[str], person: bool = False) -> tuple[str, str]:
    """The speaker's name in front of a locution's words, and the words.

    Where `names` of participants are known, no others are looked for. `person` tells that somebody is
    known to speak, so that a colon without a space before it will do.
    """
    match = _NAMED.match(text) or (_COLON.match(text) if person or names else None)
    if match is None:
        return "", text
    name = " ".join(match[1].split())
    if name and ((names and name.casefold() not in names) or len(name.split()) > _MOST_WORDS):
        return "", text
    return name, match[2].strip()


class Speech:
    """The locutions of a graph. Declares their speakers in the draft."""

    def __init__(self, graph: AifGraph, draft: Draft) -> None:
        self.graph = graph
        self.draft = draft
        self._names = frozenset(name.casefold() for name in graph.names.values())
        self.locutions = {node.id: self._locution(node) for node in graph.of_type("L")}

    def _locution(self, node: AifNode) -> Locution:
        people = self.graph.persons.get(node.id, [])
        named = {self.graph.names[p]: p for p in people if p in self.graph.names}
        for name in named:
            rest = node.text.removeprefix(name).lstrip()
            if rest != node.text and rest.startswith(":"):
                return Locution(node.id, self._declare(named, people), rest[1:].strip())
        name, words = split(node.text, self._names, bool(people))
        if named:
            return Locution(node.id, self._declare(named, people), words if name else node.text)
        if name:
            known = next((p for p, n in self.graph.names.items() if n.casefold() == name.casefold()), "")
            return Locution(node.id, (self._speaker(known, name),), words)
        speakers = tuple(self._speaker(p, f"person {p}") for p in people if p != "0")
        return Locution(node.id, speakers, words)

    def _declare(self, named: dict[str, str], people: list[str]) -> tuple[str, ...]:
        by_person = {person: name for name, person in named.items()}
        return tuple(dict.fromkeys(self._speaker(p, by_person[p]) for p in people if p in by_person))

    def _speaker(self, person: str, name: str) -> str:
        """The key of a speaker: the participant's where it is a word, else the name."""
        key = person if is_id(person.rpartition("/")[2]) else name
        self.draft.speakers.setdefault(key, DraftSpeaker(self.graph.names.get(person, name)))
        return key

    def makers(self, illocution: str) -> list[Locution]:
        """The locutions that an illocution hangs on; of a transition, those it leads to."""
        graph = self.graph
        found = graph.before(illocution, "L")
        if not found:
            found = [l_ for ta in graph.before(illocution, "TA") for l_ in graph.behind(ta, "L")]
        return [self.locutions[one] for one in dict.fromkeys(found)]

    def repeats(self) -> tuple[list[str], list[Locution]]:
        """What is left of the locutions that nothing is tied to: the analysts' names, and those to keep.

        AIFdb's tools write a second locution for each, in which the analyst says that somebody said
        so (`analyst: name : words`); it is told by its words.
        """
        said = {folded(node.text) for node in self.graph.nodes.values() if node.type in ("L", "I")}
        analysts: dict[str, None] = {}
        kept = []
        for locution in self.locutions.values():
            if locution.used:
                continue
            id_ = locution.id
            text = self.graph.nodes[id_].text
            match = _COLON.match(text)
            alone = id_ not in self.graph.out and id_ not in self.graph.into
            if alone and match is not None and folded(match[2]) in said:
                analysts[match[1].strip()] = None
            elif text:
                kept.append(locution)
        return list(analysts), kept


def speakers_of(locutions: list[Locution]) -> tuple[str, ...]:
    """All who made some locutions."""
    return tuple(dict.fromkeys(s for one in locutions for s in one.speakers))
