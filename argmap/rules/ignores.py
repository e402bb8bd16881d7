"""E9: what is wrong with the map's own words about rules."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.diagnostics import Diagnostic
from argmap.rules.rule import Context, Rule
from argmap.source import Span


def unknown_rule(context: Context) -> Iterator[Diagnostic]:
    from argmap.rules.table import unknown_code

    for node in context.nodes:
        for word in node.properties.get("ignore", ()):
            message = unknown_code(word)
            if message:
                yield Diagnostic("E901", node.span, f"`ignore`: {message}", node=node.id)
    for word in context.map.properties.get("ignore", ()):
        message = unknown_code(word)
        if message:
            start = Span(context.map.source, 0, len(context.map.source.line_text(1)))
            yield Diagnostic("E901", start, f"`ignore` of the map: {message}")


RULES = [
    Rule(
        "E901",
        "unknown-rule",
        "error",
        "An `ignore:` that names no rule.",
        "It silences nothing, and what it was meant to silence may be spelt otherwise.",
        check=unknown_rule,
    ),
]
