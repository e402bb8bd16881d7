"""Where each node of a draft is written down, and where it is only referred to.

A node has one home: a step out of it under whose target it is stated, or the top level. Whatever else
leads out of it is a reference. Homes are given breadth first, so that a node stands as near to the
top as it can.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from argmap.formats.compose.expressible import says_more
from argmap.formats.draft import Draft, DraftNode, DraftStep

#: A node deeper than this is stated at top level, unless its kind is given.
DEEPEST = 10
_KIND_OF = {
    "support": "premise",
    "attack": "rebuttal",
    "undercut": "undercut",
    "concession": "concession",
    "question": "question",
    "answer": "answer",
}
_KEYWORDS = frozenset(_KIND_OF.values()) - {"question"}


@dataclass(slots=True)
class Arrangement:
    """`homes` maps a node's key to the step it is stated by, None at top level. `roots` are in order."""

    into: dict[str, list[DraftStep]] = field(default_factory=dict)
    homes: dict[str, DraftStep | None] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    #: Keys of nodes that some line only refers to: they need an id.
    referred: set[str] = field(default_factory=set)


def keyword(step: DraftStep, linked: bool = False) -> str:
    """The kind of line that makes a step; `linked` for one of the premises of an argument."""
    if step.via is not None and not linked:
        return "argument"
    return _KIND_OF[step.kind] if step.origins or linked else "concession"


def arrange(draft: Draft) -> Arrangement:
    """Find every node's home. The draft must be expressible."""
    found = Arrangement()
    out: dict[str, list[DraftStep]] = {}
    paired: set[str] = set()
    for step in draft.steps.values():
        if step.kind in ("contradiction", "restatement"):
            found.referred.add(step.target)
            paired.update((*step.origins, step.target))
            continue
        found.into.setdefault(step.target, []).append(step)
        for key in step.origins if step.via is None else (*step.origins, step.via):
            out.setdefault(key, []).append(step)
    _Homes(draft, found, out).give(paired)
    for key, steps in out.items():
        home = found.homes.get(key)
        if any(step is not home for step in steps):
            found.referred.add(key)
    return found


class _Homes:
    def __init__(self, draft: Draft, found: Arrangement, out: dict[str, list[DraftStep]]) -> None:
        self.nodes = draft.nodes
        self.found = found
        self.out = out
        self.waiting: deque[str] = deque()
        #: Nodes of the tree being arranged that will stand behind it.
        self.later: list[str] = []
        #: The step by which each argument is stated, with its premises: the first that says no more.
        self.arguments: dict[str, DraftStep] = {}

    def give(self, paired: set[str]) -> None:
        """Find all homes. Nodes in no relation come last; `paired` are those that contradict or restate."""
        for key, steps in self.out.items():
            plain = None
            for step in steps:
                if step.via == key and (plain is None or (says_more(plain) and not says_more(step))):
                    plain = step
            if plain is not None:
                self.arguments[key] = plain
        alone: list[str] = []
        for key, node in self.nodes.items():
            if node.kind in _KEYWORDS and not any(
                node.kind == keyword(step, step.via is not None) for step in self.out.get(key, ())
            ):
                node.kind = None  # it isn't used as what it is called
            if not any(self._may(node, step, key) for step in self.out.get(key, ())):
                in_touch = node.top or key in self.found.into or key in paired or key in self.out
                (self.waiting if in_touch else alone).append(key)
        self.waiting.extend(alone)
        self._spread()
        for key in self.nodes:  # what only leads round in circles
            if key not in self.found.homes and key not in self.arguments:
                self.waiting.append(key)
                self._spread()

    def _may(self, node: DraftNode, step: DraftStep, key: str) -> bool:
        """Whether a node may be stated by a step out of it."""
        if key == step.via:
            return self.arguments[key] is step
        if node.top:
            return False
        linked = step.via is not None
        if node.kind is not None and node.kind != keyword(step, linked):
            return False
        if linked:
            return self.arguments[step.via or ""] is step
        if step.tags or step.citations or step.properties:
            return False
        return step.speakers is None or step.speakers == node.speakers

    def _spread(self) -> None:
        while self.waiting:
            root = self.waiting.popleft()
            if root in self.found.homes:
                continue
            self.found.homes[root] = None
            self.found.roots.append(root)
            self._below(root)
            self.waiting.extendleft(reversed(self.later))
            self.later.clear()

    def _below(self, root: str) -> None:
        section = self.nodes[root].section
        queue: deque[tuple[str | DraftStep, tuple[str, ...], int]] = deque()
        queue.append((root, self.nodes[root].speakers, 1))
        into = self.found.into
        while queue:
            at, speakers, depth = queue.popleft()
            for step in into.get(at if isinstance(at, str) else at.key, ()):
                line = speakers
                deeper = depth
                if step.via is not None:
                    if self.arguments[step.via] is step:
                        self.found.homes[step.via] = step
                        queue.append((step.via, (), depth + 1))
                    via = self.nodes[step.via]
                    line = via.speakers or (() if "implicit" in via.tags else speakers)
                    deeper += 1
                queue.append((step, line, deeper + 1))
                for key in step.origins:
                    if self._home(key, step, line, section, deeper):
                        queue.append((key, self.nodes[key].speakers, deeper + 1))

    def _home(
        self, key: str, step: DraftStep, above: tuple[str, ...], section: str | None, depth: int
    ) -> bool:
        """State a node by a step, if it may; else it waits for a place at top level."""
        if key in self.found.homes:
            return False
        node = self.nodes[key]
        if not self._may(node, step, key):
            return False
        kind = keyword(step, step.via is not None)
        good = kind != "premise" or not above or bool(node.speakers) or "implicit" in node.tags
        if node.kind is None:
            good = good and depth <= DEEPEST and (node.section is None or node.section == section)
        elif node.kind == "question":
            good = depth <= DEEPEST
        if not good:
            self.later.append(key)
            return False
        self.found.homes[key] = step
        return True
