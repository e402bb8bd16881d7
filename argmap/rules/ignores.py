"""E9: what is wrong with the map's own words about rules."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.rules.rule import Context, Rule
from argmap.source import Span
from argmap.suggest import nearest
from argmap.syntax.tree import Declaration, Statement


def unknown_rule(context: Context) -> Iterator[Diagnostic]:
    from argmap.rules.table import RULES, unknown_code

    names = (*RULES, *(rule.name for rule in RULES.values()))
    start = Span(context.map.source, 0, len(context.map.source.line_text(1)))
    for place, words, node in _ignored(context):
        for word in words:
            message = unknown_code(word)
            if message is None:
                continue
            at = next((at for at in place if at.text == word), None)
            near = nearest(word, names)
            fix = None
            if at is not None and near is not None:
                fix = Fix(f"write `{near}`", (Edit(at, near),), safe=False)
            span = at or (context.map.nodes[node].span if node is not None else start)
            yield Diagnostic("E901", span, f"`ignore`: {message}", fix=fix, node=node)


def _ignored(context: Context) -> Iterator[tuple[list[Span], list[str], str | None]]:
    """The words of each `ignore:`, where they stand as far as that is known, and the node it is about."""
    words = context.map.properties.get("ignore")
    if words:
        declared = context.written.declarations.values()
        yield _places(context, next((d for d in declared if d.keyword.text == "map"), None)), words, None
    for node in context.nodes:
        words = node.properties.get("ignore")
        if words:
            yield _places(context, context.written.item(node.span)), words, node.id


def _places(context: Context, item: Statement | Declaration | None) -> list[Span]:
    line = context.written.property(item, "ignore")
    return context.written.words_of(line) if line is not None else []


RULES = [
    Rule(
        "E901",
        "unknown-rule",
        "error",
        "An `ignore:` that names no rule.",
        check=unknown_rule,
    ),
]
