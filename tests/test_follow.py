"""A map that follows the edits of its text is, after each of them, the map of the whole text."""

from __future__ import annotations

import random

import pytest

from argmap.model.load import Loader
from argmap.rules.rule import Context
from argmap.rules.run import check
from argmap.session.document import Edit
from argmap.session.workspace import Workspace
from argmap.source import Source
from argmap.syntax.parser import parse
from tests.edits import edit_of, some_texts, writing
from tests.rebuilt import WHOLE


def place(span):
    return span.source.name, span.start, span.end


def value(thing):
    """Anything of a map as plain values: nodes and links by their ids, spans by their places."""
    if hasattr(thing, "into"):
        return thing.id
    if hasattr(thing, "source") and hasattr(thing, "start"):
        return place(thing)
    if isinstance(thing, (list, tuple)):
        return [value(each) for each in thing]
    if isinstance(thing, dict):
        return [(key, value(each)) for key, each in thing.items()]
    if hasattr(thing, "__dataclass_fields__"):
        return fields(thing)
    return thing


def fields(thing):
    return {name: value(getattr(thing, name)) for name in thing.__dataclass_fields__}


def facts(map_):
    """All there is in a map, in its order."""
    return {
        "title": map_.title,
        "properties": value(map_.properties),
        "nodes": [(key, fields(node)) for key, node in map_.nodes.items()],
        "links": [(key, fields(link)) for key, link in map_.links.items()],
        "speakers": value(map_.speakers),
        "sources": value(map_.sources),
        "sections": value(map_.sections),
        "imports": value(map_.imports),
        "mapped": sorted(map_.mapped),
    }


def entries(unit):
    return [
        (
            entry.item.kind.start, entry.parent and entry.parent.item.kind.start, entry.section, entry.anchor,
            value(entry.node) if entry.node else None, value(entry.link) if entry.link else None,
            [tuple(word) for word in entry.said_by], entry.speakers, entry.lost,
            [line.key.start for line in entry.properties or ()],
        )
        for entry in unit.entries
    ]  # fmt: skip


def told(found):
    return [
        (
            each.code, place(each.span), each.message, each.help, each.node, each.owed_by,
            each.fix and (each.fix.title, [(place(e.span), e.text) for e in each.fix.edits]),
            [(place(span), why) for span, why in each.related],
        )
        for each in found
    ]  # fmt: skip


def whole(text):
    source = Source("<untitled>", text)
    document, said = parse(source)
    return Loader().whole(source, document, said)


def checked(loaded, **running):
    """What `argmap check` finds; the file's lines are all known, and not looked up part by part."""
    context = Context(loaded.map)
    assert context.written.document
    return check(loaded.map, loaded.diagnostics, context=context, **running)


def verdicts(context):
    """What stands, and which links are in force."""
    map_, standings = context.map, context.standings
    return (
        {node.id: standings.of(node) for node in map_.nodes.values()},
        {link.id: standings.in_force(link) for link in map_.links.values()},
    )


@pytest.mark.parametrize("seed", range(30))
def test_a_followed_map_is_that_of_the_whole_text(seed):
    chance = random.Random(seed)
    texts = some_texts()
    document = Workspace().open("it", None, chance.choice(texts))
    for _ in range(60):
        text = document.source.text
        start, end, new = edit_of(chance, text, texts)
        document.edit([(start, end, new)])
        fresh = whole(document.source.text)
        assert facts(document.map) == facts(fresh.map)
        assert entries(document.unit) == entries(fresh.units[0])
        assert told(document.loaded.diagnostics) == told(fresh.diagnostics)


@pytest.mark.parametrize("seed", range(30))
def test_kept_findings_are_those_of_the_whole_map(seed):
    chance = random.Random(1000 + seed)
    texts = some_texts()
    document = Workspace().open("it", None, chance.choice(texts))
    running = {"select": chance.choice([(), ("ALL",), ("U", "W1", "L")])}
    document.forget_settings()
    document._choice = document.choice._replace(**running)
    for _ in range(60):
        document.findings()
        text = document.source.text
        document.edit([edit_of(chance, text, texts)])
        document._choice = document.choice._replace(**running)
        fresh = whole(document.source.text)
        assert told(document.findings()) == told(checked(fresh, **running))
        assert verdicts(document.context) == verdicts(Context(fresh.map))


def test_what_people_write_is_followed():
    """Not only is the outcome right: nothing is made anew, which is what keeps an editor quick."""
    document = Workspace().open("it", None, WHOLE)
    document.findings()
    map_ = document.map
    for at, new in writing():
        place = document.source.text.index(at) + len(at)
        document.edit([Edit(place, place, new)])
        assert document.map is map_, (at, new)
        fresh = whole(document.source.text)
        assert facts(document.map) == facts(fresh.map)
        assert told(document.findings()) == told(checked(fresh))
