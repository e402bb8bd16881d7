"""What an editor shows of a map edited again and again is what it shows of the same text opened anew."""

from __future__ import annotations

import random

import pytest

from argmap.editing import actions, names, relations
from argmap.editing.colours import coloured
from argmap.editing.completion import complete
from argmap.editing.hints import hints
from argmap.editing.hover import hover
from argmap.editing.links import links
from argmap.editing.outline import folds, symbols
from argmap.lsp.positions import UTF16, edits_of
from argmap.session.workspace import Workspace

from .test_lsp_random import START, Model


def spans(found):
    return [(span.start, span.end, span.text) for span in found]


def node(found):
    return found and (found.id, found.span.start, found.span.end, found.text)


SHOWN = {
    "outline": lambda document, at: symbols(document.tree),
    "folds": lambda document, at: folds(document.tree),
    "colours": lambda document, at: list(coloured(document.tree)),
    "hints": lambda document, at: [(hint.offset, hint.text, hint.node.id) for hint in hints(document)],
    "links": lambda document, at: links(document),
    "hover": hover,
    "completion": complete,
    "definition": lambda document, at: spans(names.definition(document, at)),
    "references": lambda document, at: spans(names.references(document, at)),
    "highlights": lambda document, at: spans(one.span for one in names.highlights(document, at)),
    "actions": lambda document, at: [(one.title, one.do) for one in actions.changes(document, at)],
    "fixes": lambda document, at: [one.title for one in actions.fixes(document, 0, at)],
    "node": lambda document, at: node(relations.node_at(document, at)),
}


@pytest.mark.parametrize("seed", range(12))
def test_nothing_shown_is_of_an_earlier_text(seed):
    chance = random.Random(seed)
    model = Model(chance)
    document = Workspace().open("uri", None, START, "uri")
    for _ in range(60):
        changes = [model.change() for _ in range(chance.choice((1, 1, 1, 3)))]
        document.edit(edits_of(document.source, changes, UTF16))
        if chance.random() < 0.7:
            document.findings()
        fresh = Workspace().open("uri", None, model.text, "uri")
        at = chance.randrange(len(model.text) + 1)
        for name in chance.sample(sorted(SHOWN), 4):  # some of them, so that not all are always asked before
            shown = SHOWN[name]
            assert shown(document, at) == shown(fresh, at), (name, at, model.text)
