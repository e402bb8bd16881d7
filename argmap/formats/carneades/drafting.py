"""A Carneades graph as a draft.

- A statement is a claim. The positions of an issue contradict one another, since at most one can win;
  where an issue has a title, that is a question which they answer.
- An argument is a reason, of several premises together. One that is ``convergent`` or ``cumulative`` is a
  reason a premise. An argument against a claim concludes, in Carneades, with the claim's negation: where
  that says nothing of its own (its text is its id, ``¬p``), the argument is a rebuttal of the claim.
- An undercutter is an undercut; where it says nothing of its own (``¬app(a1)``), the arguments for it are.
- An argument without premises, which applies unless it is undercut or outweighed, makes its conclusion
  stand as argmap's claims do: by default. Where there is something to undercut, it is a premise that
  nobody said.

What has a place in a map is put there by its name in `meta` (`speaker`, `tag`, `note`, `date` …), the rest
becomes notes, and the rules become comments: nothing here applies them.
"""

from __future__ import annotations

import re

from argmap.formats.carneades.graph import Argument, Graph, Issue, Statement
from argmap.formats.carneades.terms import negated
from argmap.formats.carneades.told import Told, texts, true, weight
from argmap.formats.carneades.tree import Value, lines_of, one_line
from argmap.formats.carneades.uses import Uses, several
from argmap.formats.carneades.weighing import BASIC
from argmap.formats.draft import Draft, DraftNode
from argmap.model.map import LinkKind

#: Issues of more positions than this are no longer set against each other two by two.
_MANY = 24
#: Ids that somebody counted and nobody chose.
_COUNTED = re.compile(r"[a-zA-Z]{0,4}[-_.]?\d[\d.]*$")
#: Schemes that say how much an argument weighs, which a map doesn't hold.
_WEIGHING = ("cumulative", "factorized")
_IDLE: dict[str, LinkKind] = {"question": "question", "answer": "answer", "undercut": "undercut"}
_GIST = ("title", "description", "text")


def draft_of(graph: Graph) -> Draft:
    """The draft of a graph."""
    return _Drafter(graph).draft


class _Drafter:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.draft = draft = Draft(problems=list(graph.problems))
        self.ours = one_line(graph.meta.get("generator")) == "argmap"
        self.uses = Uses(graph, self.ours)
        self.told = Told(graph, draft, self.ours)
        self.told.head()
        self.told.references()
        for statement in graph.statements.values():
            if not self.uses.silent(statement.key):
                self._statement(statement)
        #: The keys of the steps that an argument became.
        self.steps: dict[str, list[str]] = {}
        #: The keys of the nodes that stand for arguments.
        self.vias: dict[str, str] = {}
        last: dict[bool, list[Argument]] = {False: [], True: []}
        for argument in graph.arguments:
            if argument.conclusion in self.uses.denial or argument.conclusion in self.uses.idle:
                last[argument.conclusion in self.uses.idle].append(argument)
            else:
                self._argument(argument)
        for argument in last[True]:
            self._argument(argument)
        self._undercutting(last[False])
        for argument in graph.arguments:
            if argument.undercutter and argument.undercutter not in self.uses.denial:
                for key in self.steps.get(argument.key, ()):
                    draft.step("undercut", argument.undercutter, key)
        for issue in graph.issues:
            self._issue(issue)
        self._unproven()

    # Nodes

    def _statement(self, statement: Statement) -> None:
        key = statement.key
        node = DraftNode(key, statement.text, name=_name(key))
        if self.ours and statement.meta.get("kind") == "question":
            node.kind = "question"
            del statement.meta["kind"]
        if self.ours:
            node.top = true(statement.meta.pop("top", None))
            section = one_line(statement.meta.pop("section", None))
            if section in self.draft.sections:
                node.section, node.top = section, True
        if _COUNTED.match(key) and not self.ours:
            node.comment, node.name = f"Carneades statement {key}", None
        assumed = statement.assumed
        if self.ours and key in self.graph.listed and not true(statement.meta.get("assumed")):
            assumed = False  # it stands by default
        if assumed:
            node.properties["assumed"] = True
        roles = list(self.uses.roles.get(key, ()))
        if len(roles) == 1:
            node.properties["role"] = roles[0]
        else:
            for role in roles:
                node.note(f"role: {role}")
        self.told.meta(node, statement.meta)
        for line in lines_of(statement.rest):
            node.note(line)
        self.draft.nodes[key] = node

    # Steps

    def _argument(self, argument: Argument, target: str = "") -> None:
        draft = self.draft
        kind: LinkKind = "undercut" if target else "support"
        if argument.conclusion in self.uses.contrary:
            kind, target = "attack", self.uses.contrary[argument.conclusion]
        target = target or argument.conclusion
        premises = list(dict.fromkeys(key for _, key in argument.premises))
        scheme = argument.scheme if argument.scheme not in BASIC else None
        meta = dict(argument.meta)
        said = meta.pop("step", None) if self.ours else None
        relation = one_line(meta.pop("relation", None)) if self.ours else ""
        if argument.conclusion in self.uses.idle:
            target = one_line(meta.pop("of", None))
            target = self.steps.get(target, [target])[0]
            kind = _IDLE.get(relation, "concession")
        elif relation == "contradicts" and len(premises) == 1:
            if f"{target}|contradicts|{premises[0]}" not in draft.steps:
                draft.step("contradiction", premises[0], target, f"{premises[0]}|contradicts|{target}")
            return
        if argument.scheme in _WEIGHING and premises:
            about = draft.nodes[target if target in draft.nodes else premises[0]]
            about.note(f"argument {argument.key} is {argument.scheme}: {', '.join(premises)}")
        if not premises:
            self._premiseless(argument, kind, target, meta, said)
            return
        if several(argument):
            keys = []
            for premise in premises:
                key = draft.free(argument.key)
                draft.step(kind, premise, target, key)
                keys.append(key)
            self.steps[argument.key] = keys
            self._leftover(draft.nodes[premises[0]], argument, meta)
            return
        via = self._node(argument, meta, len(premises))
        step = draft.step(
            kind,
            premises,
            target,
            f"step {argument.key}",
            via=via,
            scheme=scheme or None,
        )
        if isinstance(said, dict):
            self.told.meta(step, said)
        self.steps[argument.key] = [step.key]

    def _node(self, argument: Argument, meta: dict[str, Value], premises: int) -> str | None:
        """The key of the node that stands for an argument which has a name or words of its own."""
        if self.ours and one_line(meta.get("argument")) in self.vias:
            return self.vias[one_line(meta["argument"])]
        named = "." not in argument.key if self.ours else not _COUNTED.match(argument.key)
        if not (meta or argument.rest or (named and (self.ours or premises > 1))):
            return None
        node = DraftNode(f"argument {argument.key}", kind="argument")
        if named:
            node.name = _name(argument.key)
        elif not self.ours:
            node.comment = f"Carneades argument {argument.key}"
        for key in _GIST:
            if isinstance(meta.get(key), str):
                node.text = one_line(meta.pop(key))
                break
        self.told.meta(node, meta)
        self._rest(node, argument)
        self.vias[argument.key] = self.draft.add(node).key
        return self.vias[argument.key]

    @staticmethod
    def _rest(node: DraftNode, argument: Argument) -> None:
        """What else is said of an argument: a number for its weight is one in a map too."""
        rest = dict(argument.rest)
        number = weight(rest.get("weight"))
        if number is not None and "weight" not in node.properties:
            del rest["weight"]
            node.properties["weight"] = number
        for line in lines_of(rest):
            node.note(line)

    def _leftover(self, node: DraftNode, argument: Argument, meta: dict[str, Value]) -> None:
        for line in (*lines_of(meta), *lines_of(argument.rest)):
            node.note(f"{argument.key}: {line}")

    def _premiseless(
        self, argument: Argument, kind: LinkKind, target: str, meta: dict[str, Value], said: Value
    ) -> None:
        """An argument that is no more than a stand: granted, or holding by default, or a reason unsaid."""
        draft = self.draft
        plain = kind == "support" and not argument.scheme and not argument.undercutter and not argument.rest
        if kind == "support" and isinstance(said, dict) and texts(said.get("speaker")):
            step = draft.step("support", (), target, f"step {argument.key}")
            self.told.meta(step, said)
            self.steps[argument.key] = [step.key]
            return
        if plain and set(meta) <= {"assumed"} and target in draft.nodes:
            others = len(self.uses.arguments[argument.conclusion]) > 1
            if true(meta.get("assumed")) or (others and not self.ours):
                draft.nodes[target].properties["assumed"] = True
            return
        title = next((one_line(meta.pop(k)) for k in _GIST if isinstance(meta.get(k), str)), "")
        text = title or (
            f"Argument {argument.key}, {argument.scheme}." if argument.scheme else f"Argument {argument.key}."
        )
        node = draft.add(DraftNode(f"argument {argument.key}", text, tags=("implicit",)))
        self.told.meta(node, meta)
        self._rest(node, argument)
        scheme = argument.scheme if argument.scheme not in BASIC else None
        step = draft.step(kind, node.key, target, f"step {argument.key}", scheme=scheme or None)
        self.steps[argument.key] = [step.key]

    def _undercutting(self, arguments: list[Argument]) -> None:
        """Arguments for undercutters that say nothing of their own, from the steps outwards."""
        waiting: dict[str, list[Argument]] = {}
        for argument in arguments:
            waiting.setdefault(self.uses.denial[argument.conclusion].key, []).append(argument)
        work = list(self.steps)
        for key in work:
            for argument in waiting.pop(key, ()):
                for target in self.steps[key]:
                    self._argument(argument, target)
                work.append(argument.key)
        if waiting:
            self.draft.problem(f"{len(waiting):,} arguments are undercut that lead nowhere; left out")

    # Issues

    def _issue(self, issue: Issue) -> None:
        draft, nodes = self.draft, self.draft.nodes
        positions = [key for key in issue.positions if key in nodes]
        if issue.standard and not (self.ours and issue.standard == "PE"):
            for key in positions:
                nodes[key].properties["standard"] = issue.standard
        meta = dict(issue.meta)
        title = next((one_line(meta.pop(k)) for k in ("title", "text") if isinstance(meta.get(k), str)), "")
        many = len(positions) > _MANY
        if title or many:
            question = draft.add(
                DraftNode(f"issue {issue.key}", title or f"Issue {issue.key}", kind="question")
            )
            self.told.meta(question, meta)
            for line in lines_of(issue.rest):
                question.note(line)
            for key in positions:
                draft.step("answer", key, question.key)
        elif positions:
            for line in (*lines_of(meta), *lines_of(issue.rest)):
                nodes[positions[0]].note(f"issue {issue.key}: {line}")
        elif meta or issue.rest:
            draft.properties["note"] += lines_of({f"issue {issue.key}": {**meta, **issue.rest}})
        if many:
            draft.problem(
                f"issue {issue.key} has {len(positions):,} positions: answers, without contradictions"
            )
            return
        for i, one in enumerate(positions):
            for other in positions[:i]:
                draft.step("contradiction", one, other)

    def _unproven(self) -> None:
        """In Carneades, what nobody assumes or argues for is out; argmap lets it stand."""
        open_ = [
            key
            for key, statement in self.graph.statements.items()
            if key in self.draft.nodes and not statement.assumed and key not in self.uses.arguments
        ]
        if open_:
            named = ", ".join(open_[:5]) + (f" and {len(open_) - 5:,} more" if len(open_) > 5 else "")
            self.draft.comments.append(
                f"Neither assumed nor argued for, and so out in Carneades, though it stands here: {named}."
            )


def _name(key: str) -> str | None:
    """What a statement's id would be called as an id."""
    if "~" in key or key.startswith("("):
        return None
    denied = negated(key)
    return f"not-{denied}" if denied else key
