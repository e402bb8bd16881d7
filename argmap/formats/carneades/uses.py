"""How the statements of a graph are used, and which of them say nothing of their own.

Such are ``¬p`` and ``¬app(a1)`` where the text is no more than the id: they only stand for an argument
against p, or against the use of a1.
"""

from __future__ import annotations

import re

from argmap.formats.carneades.graph import Argument, Graph, Issue
from argmap.formats.carneades.terms import negated

#: Ids that say what they are for: ``¬app(a1)``, ``undercut(a1)``.
_FORMULA = re.compile(r"¬|.*\(")
_EACH = ("convergent", "cumulative")


def several(argument: Argument) -> bool:
    """Whether each premise is a reason of its own."""
    return argument.scheme in _EACH and len(argument.premises) > 1


class Uses:
    """`ours` tells whether argmap wrote the file."""

    def __init__(self, graph: Graph, ours: bool) -> None:
        self._roles(graph)
        self._silent(graph, ours)

    def silent(self, key: str) -> bool:
        """Whether a statement says nothing of its own."""
        return key in self.contrary or key in self.denial or key in self.idle

    def _roles(self, graph: Graph) -> None:
        """How each statement is used, and the arguments for each."""
        self.roles: dict[str, dict[str, None]] = {}
        self.used: set[str] = set()
        self.undercuts: dict[str, list[Argument]] = {}
        self.arguments: dict[str, list[Argument]] = {}
        for argument in graph.arguments:
            self.arguments.setdefault(argument.conclusion, []).append(argument)
            if argument.undercutter:
                self.undercuts.setdefault(argument.undercutter, []).append(argument)
            for role, key in argument.premises:
                self.used.add(key)
                if role and not role.isdecimal():
                    self.roles.setdefault(key, {})[role] = None
        self.at_issue: dict[str, list[Issue]] = {}
        for issue in graph.issues:
            for key in issue.positions:
                self.at_issue.setdefault(key, []).append(issue)

    def _silent(self, graph: Graph, ours: bool) -> None:
        """Negations (by key: what they deny) and undercutters that say nothing but what they are."""
        self.contrary: dict[str, str] = {}
        self.denial: dict[str, Argument] = {}
        #: In a file that argmap wrote, statements that only hold together what bears on no label.
        self.idle: set[str] = set()
        for key, statement in graph.statements.items():
            if statement.text not in ("", key) or statement.assumed or statement.meta or statement.rest:
                continue
            if key in self.used:
                continue
            issues, undercuts = self.at_issue.get(key, []), self.undercuts.get(key, [])
            denied = negated(key)
            if ours and key.startswith("?("):
                self.idle.add(key)
                continue
            pair = len(issues) == 1 and len(issues[0].positions) == 2
            if not undercuts and pair and set(issues[0].positions) == {key, denied}:
                if not (issues[0].meta or issues[0].rest):
                    self.contrary[key] = denied
            elif len(undercuts) == 1 and not issues and _FORMULA.match(key) and not several(undercuts[0]):
                self.denial[key] = undercuts[0]
        # an argument may deny itself, or what denies it; such circles have to be spelt out
        done: set[str] = set()
        for key in list(self.denial):
            path: dict[str, None] = {}
            at = key
            while at in self.denial and at not in done and at not in path:
                path[at] = None
                at = self.denial[at].conclusion
            if at in path:
                del self.denial[at]
            done.update(path)
