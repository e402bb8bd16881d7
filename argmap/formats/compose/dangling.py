"""What in a draft points nowhere or round in a circle: put right, or left out and told."""

from __future__ import annotations

from argmap.formats.draft import Draft


def put_sections_right(draft: Draft) -> None:
    """Every section in one that there is, none inside itself."""
    sections = draft.sections
    good: set[str | None] = {None}
    for first in sections:
        path: list[str] = []
        at: str | None = first
        while at not in good and at in sections and at not in path:
            path.append(at)
            at = sections[at].parent
        if at not in good:  # nowhere, or round in a circle
            sections[at if at in path else path[-1]].parent = None
        good.update(path)
    for node in draft.nodes.values():
        if node.section not in sections:
            node.section = None


def drop_dangling(draft: Draft) -> None:
    """Leave out what starts nowhere or ends nowhere, and concessions of nobody."""
    dropped = 0
    for step in list(draft.steps.values()):
        known = tuple(dict.fromkeys(o for o in step.origins if o in draft.nodes))
        if step.via is not None and step.via not in draft.nodes:
            step.via = None
        if not known and step.via is None:
            if step.origins or step.kind not in ("support", "concession"):
                del draft.steps[step.key]
                dropped += 1
                continue
            if not step.speakers:
                del draft.steps[step.key]
                draft.problem("a concession of nobody was left out")
                continue
            step.kind = "support"
        step.origins = known
    drop_ungrounded(draft, dropped)


def drop_ungrounded(draft: Draft, dropped: int = 0) -> None:
    """Leave out the steps that lead, over other steps or not, to no node."""
    ends: dict[str, bool] = {}
    for first in draft.steps:
        path: list[str] = []
        at = first
        while at in draft.steps and at not in ends:
            ends[at] = False  # until known; a circle of steps leads nowhere
            path.append(at)
            at = draft.steps[at].target
        good = at in draft.nodes or ends.get(at, False)
        for key in path:
            ends[key] = good
    for key, good in ends.items():
        if not good:
            del draft.steps[key]
            dropped += 1
    if dropped:
        draft.problem(f"{dropped:,} {'link leads' if dropped == 1 else 'links lead'} nowhere; left out")
