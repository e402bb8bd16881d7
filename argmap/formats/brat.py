"""brat standoff annotation of argumentative texts: an ``.ann`` file, its text beside it in a ``.txt``.

The lines are those of https://brat.nlplab.org/standoff.html: ``T`` spans of text, ``R`` relations, ``A``
attributes (``M`` in old files), ``#`` notes, ``*`` equivalences. What the types mean is taken from the
annotated essays of C. Stab & I. Gurevych, "Parsing Argumentation Structures in Persuasive Essays",
Computational Linguistics 43(3), 2017: a major claim, claims whose stance is for or against it, premises,
and relations that support or attack. Several major claims restate one another, so a stance is one towards
the first of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePath

from argmap.formats.draft import Draft, DraftNode, DraftSource, DraftStep
from argmap.formats.given import Given, Unreadable
from argmap.formats.troubles import Troubles
from argmap.model.map import LinkKind

_SPANS = re.compile(r"(\S+)[ ]+(\d{1,12}[ ]+\d{1,12}(?:[ ]*;[ ]*\d{1,12}[ ]+\d{1,12})*)\s*$")
_LINE = re.compile(r"[TRAMEN#*]\S*\t")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDS = re.compile(r"(\S+)\s+\w+:(\S+)\s+\w+:(\S+)")
_RELATIONS: dict[str, LinkKind] = {
    "supports": "support",
    "support": "support",
    "attacks": "attack",
    "attack": "attack",
    "undercuts": "undercut",
    "undercut": "undercut",
}
_STANCES: dict[str, LinkKind] = {"for": "support", "against": "attack"}
#: Types whose part is clear from what a span supports or attacks.
_PLAIN_TYPES = frozenset({"majorclaim", "claim", "premise"})
_SOURCE = "text"


@dataclass(slots=True)
class _Reading:
    """The lines of the annotation by what they are, and what has become of them."""

    draft: Draft = field(default_factory=Draft)
    troubles: Troubles = field(default_factory=Troubles)
    #: Id, and what stands behind it, by the letter that the id begins with.
    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    major: list[str] = field(default_factory=list)
    text: str | None = None
    starts: list[int] = field(default_factory=list)
    #: How often an id that is taken was met again.
    again: dict[str, int] = field(default_factory=dict)

    def key(self, id_: str) -> str:
        """A key for what has this id; ids should be unique and are not always."""
        if id_ not in self.draft.nodes and id_ not in self.draft.steps:
            return id_
        self.troubles.add("ids used twice", id_)
        self.again[id_] = self.again.get(id_, 1) + 1
        return f"{id_}~{self.again[id_]}"


def read(given: Given) -> Draft:
    """The annotation as a draft; keys are the ids of spans, relations and attributes."""
    reading = _Reading()
    _sort(given, reading)
    _find_text(given, reading)
    for id_, rest in reading.lines.get("T", ()):
        _span(id_, rest, reading)
    draft = reading.draft
    for other in reading.major[1:]:
        draft.step("restatement", other, reading.major[0])
    relations = reading.lines.get("R", ())
    for wanted in (False, True):  # an undercut comes when what it denies is there
        for id_, rest in relations:
            _relation(id_, rest, wanted, reading)
    for id_, rest in (*reading.lines.get("A", ()), *reading.lines.get("M", ())):
        _attribute(id_, rest, reading)
    for _, rest in reading.lines.get("*", ()):
        _equivalence(rest, reading)
    for letter in "EN":
        for id_, rest in reading.lines.get(letter, ()):
            _about(rest.split(), f"{id_}: {' '.join(rest.split())}", reading)
    for _, rest in reading.lines.get("#", ()):
        what, _, words = rest.partition("\t")
        kind, _, target = what.partition(" ")
        prefix = "" if kind == "AnnotatorNotes" else f"{kind}: "
        _about([target.strip()], prefix + words.strip(), reading)
    reading.troubles.tell(draft)
    return draft


def _sort(given: Given, reading: _Reading) -> None:
    """Sort the lines by their letter. A file none of whose lines is one of brat's is no annotation."""
    strange = []
    for number, line in enumerate(_LINE_END.split(given.text), 1):
        if _LINE.match(line):
            id_, _, rest = line.partition("\t")
            reading.lines.setdefault(line[0], []).append((id_, rest))
        elif line.strip():
            strange.append((number, line))
    if not reading.lines.get("T"):
        raise Unreadable("no brat annotation: it has no line like `T1⇥Claim 0 12⇥words`")
    for number, line in strange:
        reading.troubles.add("lines that are none of brat's, kept as notes", number)
        _note_on_map(line.strip(), reading.draft)


def _find_text(given: Given, reading: _Reading) -> None:
    """Find the text beside the annotation, which is then the document mapped."""
    stem = PurePath(given.path or given.name).stem
    draft = reading.draft
    try:
        beside = given.beside(f"{stem}.txt")
    except Unreadable as error:
        draft.problem(f"the text annotated: {error}")
        return
    text = reading.text = beside.text
    draft.problems.extend(f"{beside.name}: {problem}" for problem in beside.problems)
    reading.starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    # the essays begin with a title and an empty line
    lines = _LINE_END.split(text, maxsplit=2)
    if len(lines) == 3 and lines[0].strip() and not lines[1].strip() and len(lines[0]) < 300:
        draft.title = lines[0].strip()
    draft.sources[_SOURCE] = DraftSource(draft.title or stem, {"file": beside.name})
    draft.properties["of"] = [_SOURCE]


def _span(id_: str, rest: str, reading: _Reading) -> None:
    """Put a span in as a claim, with the lines of the text that it stands in."""
    what, _, words = rest.partition("\t")
    match = _SPANS.match(what)
    if match is None:
        reading.troubles.add("spans without a type and offsets", id_)
        reading.draft.add(DraftNode(reading.key(id_), words.strip() or rest.strip()))
        return
    spans = [(int(a), int(b)) for a, b in (part.split() for part in match[2].split(";"))]
    text = words.strip()
    anchor = None
    if reading.text is not None:
        found = " ".join(reading.text[start:end] for start, end in spans)
        if not text:
            text = found.strip()
        if "".join(found.split()) == "".join(text.split()):
            anchor = _anchor(min(spans)[0], max(end for _, end in spans), reading.starts)
        else:
            reading.troubles.add("spans whose words are not at their place in the text, not cited", id_)
    node = DraftNode(reading.key(id_), text, comment=f"brat {id_}")
    if reading.text is not None and anchor is not None:
        node.citations = ((_SOURCE, anchor),)
    type_ = match[1]
    if type_.lower() not in _PLAIN_TYPES:
        node.note(f"type: {type_}")
    key = reading.draft.add(node).key
    if type_.lower() == "majorclaim":
        node.tags = ("major-claim",)
        node.top = True
        reading.major.append(key)


def _anchor(start: int, end: int, starts: list[int]) -> str:
    first, last = bisect_right(starts, start), bisect_right(starts, max(start, end - 1))
    return f"L{first}" if first == last else f"L{first}-L{last}"


def _relation(id_: str, rest: str, undercuts: bool, reading: _Reading) -> None:
    """Put a relation in: those between spans first, then those that end at a relation."""
    draft = reading.draft
    match = _ENDS.match(rest)
    if match is None:
        if not undercuts:
            reading.troubles.add("relations without two ends, kept as notes", id_)
            _note_on_map(f"{id_}: {' '.join(rest.split())}", draft)
        return
    type_, source, target = match[1], match[2], match[3]
    kind = _RELATIONS.get(type_.lower())
    at_a_step = re.match(r"R\d", target) is not None
    if at_a_step != undercuts:
        return
    known = draft.steps if at_a_step else draft.nodes
    if source not in draft.nodes or target not in known:
        reading.troubles.add("relations with an end that is missing, left out", id_)
    elif kind is None:
        reading.troubles.add("relations of unknown type, kept as notes", f"{id_} ({type_})")
        draft.nodes[source].note(f"{type_}: {draft.nodes[target].text if not at_a_step else target}")
    elif at_a_step and kind == "support":
        reading.troubles.add("supports of a relation, left out", id_)
    else:
        if kind == "undercut" and not at_a_step:
            reading.troubles.add("undercuts of a span, read as attacks on it", id_)
        draft.step(
            "undercut" if at_a_step else "attack" if kind != "support" else kind,
            source,
            target,
            key=reading.key(id_),
        )


def _attribute(id_: str, rest: str, reading: _Reading) -> None:
    """A stance towards the major claim; any other attribute is a note."""
    draft = reading.draft
    words = rest.split()
    name, target, value = [*words, "", "", ""][:3]
    kind = _STANCES.get(value.lower()) if name.lower() == "stance" else None
    if kind is None or target not in draft.nodes:
        _about([target], " ".join((name, *words[2:])), reading)
    elif not reading.major:
        reading.troubles.add("stances without a major claim, kept as notes", id_)
        draft.nodes[target].note(f"{name}: {value}")
    elif target in reading.major:
        reading.troubles.add("stances of a major claim, kept as notes", id_)
        draft.nodes[target].note(f"{name}: {value}")
    else:
        draft.step(kind, target, reading.major[0], key=reading.key(id_))


def _equivalence(rest: str, reading: _Reading) -> None:
    """``Equiv T1 T2 …``: the same in other words."""
    name, *ids = rest.split() or [""]
    known = [id_ for id_ in ids if id_ in reading.draft.nodes]
    if name.lower() != "equiv" or len(known) < 2 or len(known) < len(ids):
        _note_on_map(" ".join(rest.split()), reading.draft)
        reading.troubles.add(
            "lines with an end that is missing, kept as notes", f"* {' '.join(rest.split())}"
        )
        return
    for other in known[1:]:
        if other != known[0]:
            reading.draft.step("restatement", other, known[0], key=f"* {len(reading.draft.steps)}")


def _about(ids: list[str], words: str, reading: _Reading) -> None:
    """Note something on the first thing named that is there, else on the map."""
    draft = reading.draft
    for id_ in ids:
        thing: DraftNode | DraftStep | None = draft.nodes.get(id_) or draft.steps.get(id_)
        if thing is not None and words:
            thing.properties.setdefault("note", []).append(words)
            return
    if words:
        _note_on_map(words, draft)


def _note_on_map(words: str, draft: Draft) -> None:
    draft.properties.setdefault("note", []).append(words)
