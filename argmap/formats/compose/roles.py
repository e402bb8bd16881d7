"""Which nodes of a draft are arguments and which questions, whatever its file calls them.

An argument is what several premises pass through on their way, and nothing else: it has one set of
premises, and is no premise itself. A question is what is asked, and says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from argmap.formats.draft import Draft, DraftNode, DraftStep


def settle_roles(draft: Draft) -> None:
    """Give every node the kind that its steps need; steps keep their kinds."""
    _questions(draft)
    _arguments(draft)


def _arguments(draft: Draft) -> None:
    nodes, steps = draft.nodes, draft.steps
    for step in steps.values():
        if step.via is None:
            continue
        step.origins = tuple(o for o in step.origins if o != step.via)
        if nodes[step.via].kind == "question":
            step.origins, step.via = step.origins or (step.via,), None
    claims = _no_arguments(draft)
    premises: dict[str, tuple[str, ...]] = {}
    for step in list(steps.values()):
        if step.via is not None and step.via not in claims and step.origins:
            premises.setdefault(step.via, step.origins)
    for node in nodes.values():
        if node.key in premises:
            node.kind, node.top = "argument", False
        elif node.kind == "argument":
            node.kind = None
    told: set[tuple[str, frozenset[str]]] = set()
    for step in list(steps.values()):
        via = step.via
        if via is None:
            if len(step.origins) == 1 and step.origins[0] in premises:
                step.via, step.origins = step.origins[0], premises[step.origins[0]]
        elif via in premises:
            if not step.origins:
                step.origins = premises[via]
            elif set(step.origins) != set(premises[via]):
                copy = replace(nodes[via], key=via, properties=dict(nodes[via].properties), name=None)
                step.via = draft.add(copy).key
        else:  # what stands for its reasons is itself the reason
            if step.origins and (via, frozenset(step.origins)) not in told and step.target != via:
                told.add((via, frozenset(step.origins)))
                draft.step("support", step.origins, via)
            if step.target == via and step.origins:
                step.via = None
            else:
                step.origins, step.via = (via,), None


def _no_arguments(draft: Draft) -> set[str]:
    """Nodes that stand for premises somewhere, and are used as claims elsewhere."""
    arguments = {step.via for step in draft.steps.values() if step.via is not None}
    found: set[str] = set()
    for step in draft.steps.values():
        if step.via is not None and step.via == step.target:
            found.add(step.via)
        for origin in step.origins:
            if origin in arguments and (
                len(step.origins) > 1 or step.via is not None or step.target == origin
            ):
                found.add(origin)
    return found


def _questions(draft: Draft) -> None:
    """What asks is a question; what asks and says something too is told twice."""
    nodes = draft.nodes
    says: set[str] = set()
    asks: dict[str, None] = {}
    for step in draft.steps.values():
        if step.kind == "question":
            if step.via is not None:
                step.origins, step.via = (step.via,), None
            asks.update(dict.fromkeys(step.origins))
        else:
            says.update(step.origins)
            if step.via is not None:
                says.add(step.via)
    for key in asks:
        node = nodes[key]
        if node.kind != "argument" and key not in says:
            node.kind = "question"
    copies: dict[str, str] = {}
    for step in list(draft.steps.values()):
        if step.kind == "question":
            step.origins = tuple(_question(draft, o, copies) for o in step.origins)
        else:
            _split(draft, step)


def _question(draft: Draft, key: str, copies: dict[str, str]) -> str:
    """A node as a question: itself, or a copy that asks."""
    node = draft.nodes[key]
    if node.kind == "question":
        return key
    if key not in copies:
        asked = DraftNode(f"{key}~question", node.text, "question", speakers=node.speakers)
        copies[key] = draft.add(asked).key
    return copies[key]


def _split(draft: Draft, step: DraftStep) -> None:
    """A step from questions and claims: the questions ask, each for itself."""
    asked = [o for o in step.origins if draft.nodes[o].kind == "question"]
    rest = tuple(o for o in step.origins if o not in asked)
    if asked and (rest or step.via is not None):
        if step.via is not None and not rest:
            rest, step.via = (step.via,), None
        step.origins = rest
        for origin in asked:
            draft.step("question", origin, step.target, speakers=step.speakers)
