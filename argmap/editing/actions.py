"""What an editor can offer to do at a place: the fixes of what is found there, and changes a writer may want.

To list what there is costs little. What an action changes is worked out when it is chosen, since the proof
that nothing gets worse reads the map again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Edit
from argmap.editing import rewriting
from argmap.editing.edits import Refused
from argmap.editing.insert import insert
from argmap.editing.layout import line_edits
from argmap.editing.names import whole
from argmap.editing.spot import entry_at, spot_at
from argmap.editing.wording import New
from argmap.fixes import Look, mend
from argmap.model.places import fault_under
from argmap.model.unit import Entry
from argmap.rules.run import check
from argmap.session.document import Document
from argmap.source import Source

#: The edits of each text that an action changes.
Changed = list[tuple[Source, Sequence[Edit]]]

#: What can be put below a node, with what the new line is called.
_ADDED = {
    "premise": "Add a premise here",
    "rebuttal": "Add a rebuttal here",
    "undercut": "Add an undercut here",
    "answer": "Add an answer here",
}
#: What stands in a new line until its writer puts in something better.
PLACEHOLDER = "…"
#: What no fix may bring in.
_WRONG = ("E", "S2")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `do` is what `perform` is asked for; a fix has its finding instead."""

    title: str
    do: str = ""
    fix: Diagnostic | None = None


def fixes(document: Document, start: int, end: int) -> list[Action]:
    """The fixes of what is found between two offsets, the safe ones first."""
    found = [
        each
        for each in document.findings()
        if each.fix is not None
        and each.span.start <= end
        and each.span.end >= start
        and all(edit.span.source is document.source for edit in each.fix.edits)
    ]
    found.sort(key=lambda each: each.fix is not None and not each.fix.safe)
    return [Action(_capital(each.fix.title), fix=each) for each in found if each.fix is not None]


def changes(document: Document, offset: int) -> list[Action]:
    """What else can be done with the statement at an offset, or with the name there."""
    found: list[Action] = []
    spot = spot_at(document.tree, offset)
    if spot is not None and spot.kind == "speaker" and _undeclared(document, spot.name):
        found.append(Action(f"Declare the speaker `{spot.name}`", "declare"))
    entry = entry_at(document.unit, document.tree, offset)
    if entry is None or entry.node is None or entry.item.form != "node" or entry.lost:
        return found
    for kind, title in _ADDED.items():
        if fault_under(kind, entry.item) is None and (kind != "undercut" or _has_step(entry)):
            found.append(Action(title, f"add {kind}"))
    if entry.item.id is None:
        found.append(Action("Give it an id", "id"))
    twin = rewriting.twin_of(document, entry)
    if twin is not None:
        name = f"`{twin.id}`" if twin.named else f"line {twin.span.line}"
        found.append(Action(f"Turn this text into a reference to {name}", "refer"))
    if rewriting.quotable(document, entry) is not None:
        found.append(Action("Quote the cited passage", "quote"))
    return found


def perform(document: Document, do: str, offset: int) -> Changed | None:
    """What an action changes; None where it can't be done without harm. May raise `Refused`."""
    if do == "declare":
        return _declare(document, offset)
    entry = entry_at(document.unit, document.tree, offset)
    if entry is None or entry.node is None:
        return None
    if do.startswith("add "):
        return _add(document, entry, do.removeprefix("add "))
    work = {"id": rewriting.give_id, "refer": rewriting.refer, "quote": rewriting.quote}.get(do)
    edits = work(document, entry) if work is not None else None
    return [(document.source, edits)] if edits else None


def fix_all(document: Document) -> list[Edit]:
    """The edits that apply every safe fix there is, at no price."""
    source, choice = document.source, document.choice
    loader = document.workspace.loader

    def look_at(text: str) -> Look:
        if text == source.text:
            map_, said = document.map, document.loaded.diagnostics
        else:
            map_, said = loader.text(text, name=source.name, folder=document.unit.folder, path=source.path)
        found = choice.without_exempt(check(map_, said, **choice.running))
        wrong = [each for each in found if each.code.startswith(_WRONG)]
        return Look(map_.source, found, [*said, *wrong])

    return line_edits(source, mend(source.text, look_at).text)


def _add(document: Document, entry: Entry, kind: str) -> Changed | None:
    """A new line below a statement; it is the mapper's own until somebody is named."""
    assert entry.node is not None
    new = New(kind, PLACEHOLDER)
    try:
        done = insert(whole(document), new, document.workspace.loader, under=entry.node)
    except Refused:
        return None
    return [(done.changes.source, done.changes.edits)]


def _declare(document: Document, offset: int) -> Changed | None:
    """The declaration of the speaker at an offset; where none is declared yet, of all that are named."""
    spot = spot_at(document.tree, offset)
    if spot is None or spot.kind != "speaker":
        return None
    first = spot.name
    others = [] if document.unit.speakers else [name for name in _named(document) if name != first]
    declared = [(name, _name(name)) for name in others]
    new = New("speaker", _name(first), first)
    done = insert(whole(document), new, document.workspace.loader, declare=declared)
    return [(done.changes.source, done.changes.edits)]


def _named(document: Document) -> list[str]:
    words = (word.text for entry in document.unit.entries for word in entry.item.speakers)
    return list(dict.fromkeys(name for name in words if "/" not in name))


def _undeclared(document: Document, name: str) -> bool:
    return "/" not in name and name not in document.unit.speakers


def _has_step(entry: Entry) -> bool:
    return entry.link is not None or entry.item.kind.text == "question"


def _name(id_: str) -> str:
    return _capital(id_.replace("-", " ").replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
