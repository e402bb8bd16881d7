"""A map to begin with, filled in: its title, and who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.diagnostics import Edit
from argmap.editing.edits import Changes, Refused
from argmap.editing.occurrences import occurrences
from argmap.editing.wording import joined
from argmap.model.load import Loader
from argmap.source import Source, Span
from argmap.syntax.escape import plain
from argmap.syntax.format import HasErrors, formatted
from argmap.syntax.parser import parse
from argmap.syntax.text import nfc
from argmap.syntax.tree import Declaration
from argmap.syntax.words import is_id


def filled(text: str, title: str | None = None, speakers: Sequence[str] = ()) -> str:
    """A map's text with another title, and with its speakers called by these names, one after the other.

    Names beyond those that the map declares are declared behind them. Raises `Refused` where a name or the
    title is none.
    """
    source = Source("template", text)
    document, said = parse(source)
    loaded = Loader().whole(source, document, said)
    declared = [item for item in document.items if isinstance(item, Declaration)]
    edits: list[Edit] = []
    if title is not None:
        for item in declared:
            if item.keyword.text == "map":
                edits.append(_description(source, item, title, "the title"))
    named = [item for item in declared if item.keyword.text == "speaker" and item.name is not None]
    ids = ids_for(speakers)
    called = list(zip(ids, speakers, strict=True))
    called += _others([(item.name.text, item.text) for item in named if item.name is not None], ids)
    new = {}
    for item, (id_, name) in zip(named, called, strict=False):
        assert item.name is not None
        new[item.name.text] = id_
        if name != item.text:
            edits.append(_description(source, item, name, "a speaker's name"))
    edits += [
        Edit(one.span, new[one.thing.name])
        for one in occurrences(loaded.units[0], document)
        if one.thing.kind == "speaker"
    ]
    more = [f"speaker {id_}: {_line(name, 'a speaker')}\n" for id_, name in called[len(named) :]]
    if more:
        last = named[-1]
        end = max([last.end, *(below.end for below in last.block if below.type == "PROPERTY")])
        edits.append(Edit(Span(source, end, end), "".join(more)))
    try:
        return formatted(Source("template", Changes(source, edits).text()))
    except HasErrors as error:
        raise Refused(str(error)) from error


def _others(named: Sequence[tuple[str, str]], ids: Sequence[str]) -> list[tuple[str, str]]:
    """What those speakers are called that get no new name: as they were, or as one was who got one."""
    free = [one for one in named[: len(ids)] if one[0] not in ids]
    return [one if one[0] not in ids else free.pop(0) for one in named[len(ids) :]]


def ids_for(names: Sequence[str]) -> list[str]:
    """An id for each speaker, made of the name: `kim-lee` for Kim Lee."""
    ids: list[str] = []
    for name in names:
        base = "-".join(re.findall(r"\w+", nfc(name).lower()))
        if not is_id(base):
            base = f"speaker-{base}" if base and is_id(f"speaker-{base}") else "speaker-1"
        id_, number = base, 2
        while id_ in ids:
            id_, number = f"{base}-{number}", number + 1
        ids.append(id_)
    return ids


def _description(source: Source, item: Declaration, text: str, what: str) -> Edit:
    return Edit(Span(source, item.pieces[0][0], item.pieces[-1][1]), _line(text, what))


def _line(text: str, what: str) -> str:
    line = plain(joined(text))
    if not line:
        raise Refused(f"{what} is empty")
    return line
