"""Findings that are kept from edit to edit: only what a change of the map may concern is looked for again.

What comes out is what `run.check` finds in the whole map; the rules are the same, and say themselves how far
what they find reaches (`rule.Rule`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from argmap.analysis.unanswered import Unanswered
from argmap.diagnostics import Diagnostic
from argmap.model.follow.change import Change
from argmap.model.map import CLAIM_KINDS, Link, Node
from argmap.rules.rule import Context, Rule
from argmap.rules.run import at_header, read, selected, told
from argmap.source import Span


class Kept:
    """What was found in a map.

    The choices are those that `run.check` takes; `holds` tells of a span whether somebody else moves it when
    the text is edited, as the map's own are.
    """

    def __init__(
        self,
        context: Context,
        reported: list[Diagnostic],
        holds: Callable[[Span], bool],
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        extend_ignore: Iterable[str] = (),
        settings: Any = None,
    ) -> None:
        self._chosen = selected([*select], [*ignore, *extend_ignore], extend_select)
        running = [rule for rule in self._chosen if rule.runs and not rule.last]
        self._near = [rule for rule in running if rule.near]
        self._about_moves = [rule for rule in running if rule.moves is not None]
        self._whole = [rule for rule in running if not rule.near and rule.moves is None]
        self._holds = holds
        self._spans: dict[int, Span] = {}
        self._of_node: dict[Node, list[Diagnostic]] = {}
        self._of_move: dict[str, dict[Unanswered, tuple[Diagnostic, frozenset[Node]]]] = {}
        self._of_rule: dict[str, list[Diagnostic]] = {}
        self._context = context
        self._english = context.english
        self._look(context)
        self._tell(context, reported)

    def move(self, cut: int, cut_end: int, by: int) -> None:
        """Move the places of what was found when the text between `cut` and `cut_end` is `by` longer."""
        for span in self._spans.values():
            if span.start >= cut_end and span.end > cut:
                span.start += by
                span.end += by

    def update(self, context: Context, change: Change, reported: list[Diagnostic], lines: bool) -> None:
        """Find anew what a change may concern; `lines` tells whether there are more or fewer lines now."""
        if context.english != self._english:
            self._look(context)
            self._tell(context, reported)
            return
        said = set(change.said)
        if lines:  # what has no words is called by its line
            said.update(node for node in context.nodes if not node.text and not node.named)
        changed = said | change.altered | change.near
        for node in change.gone:
            self._drop(self._of_node.pop(node, ()))
        dirty = _around(context, changed)
        for node in dirty:
            self._drop(self._of_node.pop(node, ()))
        self._look_at([node for node in dirty if not node.prefix and node not in change.gone], context)
        for rule in self._about_moves:
            self._look_at_moves(rule, context, changed, context is not self._context)
        self._context = context
        aspects = _aspects(change)
        for rule in self._whole:
            # what is found already may have to be told in other words, or of another place
            if not rule.hangs_on.isdisjoint(aspects) or (self._of_rule[rule.code] and aspects):
                self._look_for(rule, context)
        self._tell(context, reported)

    # Looking

    def _look(self, context: Context) -> None:
        """Find everything anew."""
        self._context = context
        self._english = context.english
        self._spans = {}
        self._of_node = {}
        self._of_move = {rule.code: {} for rule in self._about_moves}
        self._of_rule = {}
        self._look_at(context.nodes, context)
        for rule in self._about_moves:
            self._look_at_moves(rule, context, (), True)
        for rule in self._whole:
            self._look_for(rule, context)

    def _look_at(self, nodes: list[Node], context: Context) -> None:
        """What the rules about single nodes find when they come to these."""
        if not nodes:
            return
        part = copy.copy(context)
        at = _Watched()
        part.part = len(nodes) < len(context.nodes)
        if part.part:
            nodes = sorted(nodes, key=lambda node: node.span.start)
            claims = [node for node in nodes if node.kind in CLAIM_KINDS]
        else:
            claims = context.claims
        part.__dict__["nodes"] = at.watch(nodes)
        part.__dict__["claims"] = at.watch(claims)
        for rule in self._near:
            for found in rule.find(part):
                self._of_node.setdefault(at.node(found, context), []).append(self._own(at_header(found)))

    def _look_at_moves(self, rule: Rule, context: Context, changed: Collection[Node], other: bool) -> None:
        known = self._of_move[rule.code]
        assert rule.moves is not None
        assert rule.tell is not None
        moves: Iterable[Unanswered] = rule.moves(context) if other else list(known)
        now: dict[Unanswered, tuple[Diagnostic, frozenset[Node]]] = {}
        for move in moves:
            kept = known.pop(move, None)
            if kept is not None and kept[1].isdisjoint(changed):
                now[move] = kept
                continue
            if kept is not None:
                self._drop((kept[0],))
            now[move] = self._own(at_header(rule.tell(context, move))), _named_in(move)
        self._drop(found for found, _ in known.values())
        self._of_move[rule.code] = now

    def _look_for(self, rule: Rule, context: Context) -> None:
        self._drop(self._of_rule.get(rule.code, ()))
        self._of_rule[rule.code] = [self._own(at_header(found)) for found in rule.find(context)]

    # Telling

    def _tell(self, context: Context, reported: list[Diagnostic]) -> None:
        found = read(self._chosen, reported)
        for of_node in self._of_node.values():
            found += of_node
        for of_move in self._of_move.values():
            found += [each for each, _ in of_move.values()]
        for of_rule in self._of_rule.values():
            found += of_rule
        #: All that is told, by position.
        self.findings = told(context, self._chosen, found, True)

    # Places

    def _own(self, found: Diagnostic) -> Diagnostic:
        here = self._context.map.source
        for span in _spans_of(found):
            if span.source is here and not self._holds(span):  # places in other files stay
                self._spans[id(span)] = span
        return found

    def _drop(self, gone: Iterable[Diagnostic]) -> None:
        for found in gone:
            for span in _spans_of(found):
                self._spans.pop(id(span), None)


class _Watched:
    """Which node a rule has come to, of lists that it goes over."""

    def __init__(self) -> None:
        self._node: Node | None = None

    def watch(self, nodes: list[Node]) -> list[Node]:
        watched = self

        class Nodes(list[Node]):
            def __iter__(self) -> Iterator[Node]:
                for node in list.__iter__(self):
                    watched._node = node
                    yield node

        return Nodes(nodes)

    def node(self, found: Diagnostic, context: Context) -> Node:
        """The node a finding was made at; a rule that goes over a list of its own names it in the finding."""
        if self._node is not None:
            return self._node
        assert found.node is not None
        return context.map.nodes[found.node]


def _aspects(change: Change) -> set[str]:
    """What has changed, in the words of `Rule.hangs_on`."""
    aspects = {"words", *change.keys}
    if change.links:
        aspects.add("links")
    if change.cites:
        aspects.add("cites")
    return aspects


def _around(context: Context, changed: Iterable[Node]) -> set[Node]:
    """The nodes near enough to others for what is found at them to hang on those."""
    found: set[Node] = set()
    together = context.units.together
    for start in changed:
        for node in together(start) if start in context.units.number else (start,):
            found.add(node)
            for link in (*node.out, *node.into):
                for undercut in link.into:
                    found.update(undercut.origin)
            for link in node.out:
                target = link.target
                while isinstance(target, Link):
                    target = target.target
                found.update(together(target))
    return found


def _named_in(move: Unanswered) -> frozenset[Node]:
    """The nodes whose words may stand in what is said of a move."""
    nodes = {move.node}
    for use in move.uses[:1]:
        target = use.target
        while isinstance(target, Link):
            nodes.update(target.origin)
            if target.via is not None:
                nodes.add(target.via)
            target = target.target
        nodes.add(target)
    return frozenset(nodes)


def _spans_of(found: Diagnostic) -> Iterator[Span]:
    yield found.span
    for span, _ in found.related:
        yield span
    if found.fix is not None:
        for edit in found.fix.edits:
            yield edit.span
