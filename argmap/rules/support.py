"""S1: claims put forward without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.diagnostics import Diagnostic
from argmap.model.map import Citation, Node
from argmap.rules.rule import Context, Rule, label


def unsupported_claim(context: Context) -> Iterator[Diagnostic]:
    yield from _bare(context, "S101", frozenset({"claim"}))


def bare_assertion(context: Context) -> Iterator[Diagnostic]:
    kinds = frozenset({"premise", "rebuttal", "undercut", "concession", "answer"})
    yield from _bare(context, "S102", kinds)


def _bare(context: Context, code: str, kinds: frozenset[str]) -> Iterator[Diagnostic]:
    units, mapped = context.units, context.map.mapped
    for node in context.nodes:
        if node.kind not in kinds or node.implicit or node.properties.get("assumed"):
            continue
        if any(link.kind == "support" for link in units.into(node)):
            continue
        if any(citation.source not in mapped for each in units.together(node) for citation in _cited(each)):
            continue
        yield Diagnostic(
            code,
            node.span,
            f"the {node.kind} {label(node)} has no reason and no source that backs it",
            help="give it a `premise`, cite a source that backs it, or mark it `assumed: yes`"
            + ("; citing a document that is mapped (`of:`) only says where it is said" if mapped else ""),
            node=node.id,
        )


def _cited(node: Node) -> Iterator[Citation]:
    """What a node cites, wherever it is used."""
    yield from node.citations
    for quote in node.properties.get("quote", ()):
        yield from quote.citations
    for link in node.out:
        yield from link.citations


RULES = [
    Rule(
        "S101",
        "unsupported-claim",
        "warning",
        "A claim with neither a reason nor a source that backs it.",
        check=unsupported_claim,
        near=True,
    ),
    Rule(
        "S102",
        "bare-assertion",
        "note",
        "A premise, rebuttal, undercut, concession or answer with neither a reason nor a source that "
        "backs it.",
        default=False,
        check=bare_assertion,
        near=True,
    ),
]
