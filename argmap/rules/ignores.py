"""E9: what is wrong with the map's own words about rules."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.rules.rule import Context, Rule
from argmap.source import Span
from argmap.suggest import nearest


def unknown_rule(context: Context) -> Iterator[Diagnostic]:
    from argmap.rules.table import RULES, unknown_code

    names = (*RULES, *(rule.name for rule in RULES.values()))
    start = Span(context.map.source, 0, len(context.map.source.line_text(1)))
    known: dict[str, str | None] = {}
    for item, words, node in _ignored(context):
        for word in words:
            if word not in known:
                known[word] = unknown_code(word)
            message = known[word]
            if message is None:
                continue
            at = next((at for at in _places(context, item) if at.text == word), None)
            near = nearest(word, names)
            fix = None
            if at is not None and near is not None:
                fix = Fix(f"write `{near}`", (Edit(at, near),), safe=False)
            span = at or (context.map.nodes[node].span if node is not None else start)
            yield Diagnostic("E901", span, f"`ignore`: {message}", fix=fix, node=node)


def _ignored(context: Context) -> Iterator[tuple[Span | None, list[str], str | None]]:
    """The words of each `ignore:` and the node it is about, with its place; None for the map itself."""
    words = context.map.properties.get("ignore")
    if words:
        yield None, words, None
    for node in context.nodes:
        words = node.properties.get("ignore")
        if words:
            yield node.span, words, node.id


def _places(context: Context, place: Span | None) -> list[Span]:
    """Where the words of an `ignore:` stand, as far as that is known."""
    written = context.written
    line = written.property(written.map if place is None else written.item(place), "ignore")
    return written.words_of(line) if line is not None else []


RULES = [
    Rule(
        "E901",
        "unknown-rule",
        "error",
        "An `ignore:` that names no rule.",
        check=unknown_rule,
        hangs_on=frozenset(("ignore",)),
    ),
]
