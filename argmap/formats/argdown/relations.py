"""What the relations of a document mean, in Argdown's two modes.

After the model plugin of `@argdown/core` 1.7.5, in its order:

1. What an argument with a premise-conclusion structure does, its conclusion does. (What it does to that
   very conclusion is what its last inference does already.) An undercut of it is one of its last inference.
2. ``model: {mode: strict}``: between statements, a support is an entailment and an attack makes two
   contraries, which can't both be true. In the default mode, `loose`, an attack leads one way.
3. An attack on an argument goes without saying where its premise is attacked by the same statement.
"""

from __future__ import annotations

from argmap.formats.argdown.model import Argument, Document, Relation, Statement


def interpret(document: Document) -> None:
    """Rewrite the document's relations."""
    _of_structures(document)
    if document.strict:
        _strictly(document)
    _without_repetition(document)


def _of_structures(document: Document) -> None:
    kept: dict[tuple[str, int, int], Relation] = {}
    for relation in document.relations:
        source, target = relation.source, relation.target
        if isinstance(source, Argument) and (conclusion := source.conclusion) is not None:
            relation.source = document.statements[conclusion.title]
            if relation.source is target:
                continue
        if (
            relation.type == "undercut"
            and isinstance(target, Argument)
            and (conclusion := target.conclusion) is not None
            and conclusion.inference is not None
        ):
            relation.target = conclusion.inference
        kept.setdefault((relation.type, id(relation.source), id(relation.target)), relation)
    document.relations = list(kept.values())


def _strictly(document: Document) -> None:
    contrary: set[tuple[int, int]] = set()
    kept = []
    for relation in document.relations:
        if isinstance(relation.source, Statement) and isinstance(relation.target, Statement):
            if relation.type == "support":
                relation.type = "entails"
            elif relation.type == "attack":
                pair = (id(relation.source), id(relation.target))
                if pair in contrary or pair[::-1] in contrary:
                    continue
                contrary.add(pair)
                relation.type = "contrary"
        kept.append(relation)
    document.relations = kept


def _without_repetition(document: Document) -> None:
    attacked: dict[int, set[str]] = {}
    for relation in document.relations:
        source, target = relation.source, relation.target
        if isinstance(source, Statement) and isinstance(target, Statement):
            if relation.type in ("attack", "contrary", "contradictory"):
                attacked.setdefault(id(source), set()).add(target.title)
            if relation.type in ("contrary", "contradictory"):
                attacked.setdefault(id(target), set()).add(source.title)
    document.relations = [one for one in document.relations if not _repeats(one, attacked)]


def _repeats(relation: Relation, attacked: dict[int, set[str]]) -> bool:
    source, target = relation.source, relation.target
    if relation.type != "attack" or not isinstance(source, Statement) or not isinstance(target, Argument):
        return False
    titles = attacked.get(id(source))
    return titles is not None and any(s.role == "premise" and s.title in titles for s in target.pcs)
