"""A tree that follows the edits of its text is, after each of them, the tree of the whole text."""

from __future__ import annotations

import random

import pytest

from argmap.source import Source
from argmap.syntax.parser import parse
from argmap.syntax.reparse import Flat
from tests.edits import edit_of, some_texts, writing
from tests.rebuilt import WHOLE


def told(items):
    """All that a tree holds, as plain values."""

    def slots(item):
        names = {name for kind in type(item).__mro__ for name in getattr(kind, "__slots__", ())}
        return {
            name: getattr(item, name) for name in sorted(names - {"block", "moved"}) if hasattr(item, name)
        }

    return [(item.type, slots(item), told(item.block)) for item in items]


def diagnostics(found):
    return [
        (d.code, d.span.start, d.span.end, d.message, d.help,
         [(e.span.start, e.span.end, e.text) for e in d.fix.edits] if d.fix else None)
        for d in found
    ]  # fmt: skip


class Followed:
    """A text, its tree and what is wrong with it, that follow edits."""

    def __init__(self, text):
        self.source = Source("<test>", text)
        self.mended = 0
        self._parse()

    def _parse(self):
        document, self.said = parse(self.source)
        self.flat = Flat(document)

    def edit(self, start, end, new):
        change = self.flat.edit(start, end, new)
        if change is None:
            self._parse()
            return None
        self.mended += 1
        kept = [d for d in self.said if not change.start <= d.span.start < change.end]
        for each in kept:
            spans = {id(s): s for s in [each.span, *(e.span for e in (each.fix.edits if each.fix else ()))]}
            for span in spans.values():
                if span.start >= change.end:
                    span.start += change.moved
                    span.end += change.moved
        self.said = sorted([*kept, *change.said], key=lambda d: d.span.start)
        return change

    def hold(self):
        """Compare with the whole text's tree."""
        fresh = Source("<test>", self.source.text)
        document, said = parse(fresh)
        self.flat.settle()
        assert told(self.flat.document.items) == told(document.items)
        assert [i.start for i in self.flat.items] == [i.start for i in document.walk()]
        assert self.source.starts == fresh.starts
        assert diagnostics(self.said) == diagnostics(said)


@pytest.mark.parametrize("seed", range(30))
def test_a_followed_tree_is_that_of_the_whole_text(seed):
    chance = random.Random(seed)
    texts = some_texts()
    followed = Followed(chance.choice([text for text in texts if "\r" not in text]))
    for _ in range(60):
        text = followed.source.text
        start, end, new = edit_of(chance, text, texts)
        before = followed.source.text
        followed.edit(start, end, new)
        assert followed.source.text == before[:start] + new + before[end:]
        followed.hold()


def test_what_people_write_is_read_by_the_line():
    followed = Followed(WHOLE)
    for at, new in writing():
        place = followed.source.text.index(at) + len(at)
        assert followed.edit(place, place, new) is not None
        followed.hold()
