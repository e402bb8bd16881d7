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
from pathlib import PurePath

from argmap.formats.carneades.graph import Argument, Graph, Issue, Statement
from argmap.formats.carneades.terms import negated
from argmap.formats.carneades.tree import Value, lines_of, one_line
from argmap.formats.carneades.weighing import BASIC
from argmap.formats.draft import Draft, DraftNode, DraftSection, DraftSource, DraftSpeaker, DraftStep, Place
from argmap.model.map import LinkKind
from argmap.syntax.words import KEYS_OF

#: Issues of more positions than this are no longer set against each other two by two.
_MANY = 24
#: Ids that say what they are for: ``¬app(a1)``, ``undercut(a1)``.
_FORMULA = re.compile(r"¬|.*\(")
#: Ids that somebody counted and nobody chose.
_COUNTED = re.compile(r"[a-zA-Z]{0,4}[-_.]?\d[\d.]*$")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_EACH = ("convergent", "cumulative")
#: Schemes that say how much an argument weighs, which a map doesn't hold.
_WEIGHING = ("cumulative", "factorized")
_IDLE: dict[str, LinkKind] = {"question": "question", "answer": "answer", "undercut": "undercut"}
_GIST = ("title", "description", "text")


def draft_of(graph: Graph, name: str) -> Draft:
    """The draft of a graph read from the file `name`."""
    return _Drafter(graph, name).draft


class _Drafter:
    def __init__(self, graph: Graph, name: str) -> None:
        self.graph = graph
        self.draft = draft = Draft(problems=list(graph.problems))
        draft.comments.append(f"Made of {PurePath(name).name} (carneades).")
        self.ours = one_line(graph.meta.get("generator")) == "argmap"
        self._roles()
        self._silent()
        self._head()
        self._references()
        for statement in graph.statements.values():
            if not any(statement.key in silent for silent in (self.contrary, self.denial, self.idle)):
                self._statement(statement)
        #: The keys of the steps that an argument became.
        self.steps: dict[str, list[str]] = {}
        #: The keys of the nodes that stand for arguments.
        self.vias: dict[str, str] = {}
        last: dict[bool, list[Argument]] = {False: [], True: []}
        for argument in graph.arguments:
            if argument.conclusion in self.denial or argument.conclusion in self.idle:
                last[argument.conclusion in self.idle].append(argument)
            else:
                self._argument(argument)
        for argument in last[True]:
            self._argument(argument)
        self._undercutting(last[False])
        for argument in graph.arguments:
            if argument.undercutter and argument.undercutter not in self.denial:
                for key in self.steps.get(argument.key, ()):
                    draft.step("undercut", argument.undercutter, key)
        for issue in graph.issues:
            self._issue(issue)
        self._unproven()

    # What says nothing of its own

    def _roles(self) -> None:
        """How each statement is used, and the arguments for each."""
        self.roles: dict[str, dict[str, None]] = {}
        self.used: set[str] = set()
        self.undercuts: dict[str, list[Argument]] = {}
        self.arguments: dict[str, list[Argument]] = {}
        for argument in self.graph.arguments:
            self.arguments.setdefault(argument.conclusion, []).append(argument)
            if argument.undercutter:
                self.undercuts.setdefault(argument.undercutter, []).append(argument)
            for role, key in argument.premises:
                self.used.add(key)
                if role and not role.isdecimal():
                    self.roles.setdefault(key, {})[role] = None
        self.at_issue: dict[str, list[Issue]] = {}
        for issue in self.graph.issues:
            for key in issue.positions:
                self.at_issue.setdefault(key, []).append(issue)

    def _silent(self) -> None:
        """Negations (by key: what they deny) and undercutters that say nothing but what they are."""
        self.contrary: dict[str, str] = {}
        self.denial: dict[str, Argument] = {}
        #: In a file that argmap wrote, statements that only hold together what bears on no label.
        self.idle: set[str] = set()
        for key, statement in self.graph.statements.items():
            if statement.text not in ("", key) or statement.assumed or statement.meta or statement.rest:
                continue
            if key in self.used:
                continue
            issues, undercuts = self.at_issue.get(key, []), self.undercuts.get(key, [])
            denied = negated(key)
            if self.ours and key.startswith("?("):
                self.idle.add(key)
                continue
            pair = len(issues) == 1 and len(issues[0].positions) == 2
            if not undercuts and pair and set(issues[0].positions) == {key, denied}:
                if not (issues[0].meta or issues[0].rest):
                    self.contrary[key] = denied
            elif len(undercuts) == 1 and not issues and _FORMULA.match(key) and not _several(undercuts[0]):
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
            done |= path.keys()

    # The file as a whole

    def _head(self) -> None:
        draft, graph = self.draft, self.graph
        rest = dict(graph.meta)
        draft.title = (
            one_line(rest.pop("title", None)) if not isinstance(rest.get("title"), list | dict) else ""
        )
        if self.ours:
            del rest["generator"]
            self._speakers(rest.pop("speakers", None))
            self._sections(rest.pop("sections", None))
            for key in ("by", "ignore"):
                if isinstance(rest.get(key), list):
                    draft.properties[key] = _texts(rest.pop(key))
        author, date = rest.get("author"), one_line(rest.get("date"))
        if isinstance(author, str):
            draft.properties["author"] = one_line(rest.pop("author"))
        if _DATE.match(date) or (self.ours and date):
            draft.properties["date"] = date
            del rest["date"]
        if self.ours and one_line(rest.get("language")):
            draft.properties["language"] = one_line(rest.pop("language"))
        notes: list[str] = []
        for key in ("note", "notes"):
            if isinstance(rest.get(key), str | list):
                notes += _texts(rest.pop(key))
        draft.properties["note"] = [
            *notes,
            *lines_of(rest),
            *(line for key, value in graph.other.items() for line in lines_of({key: value})),
        ]
        for key, template in graph.language.items():
            draft.comments.append(f"language {key}: {template}")
        for key, value in graph.theory.items():
            if key == "argument_schemes" and isinstance(value, list) and self.ours:
                continue  # only their names, which stand at the arguments
            for one in value if isinstance(value, list) else [value]:
                draft.comments.append(f"{key}: {'; '.join(lines_of(one))}")
        by_label: dict[str, list[str]] = {}
        for key, label in graph.expected.items():
            by_label.setdefault(label, []).append(key)
        draft.comments += [f"expected {label}: {', '.join(keys)}" for label, keys in by_label.items()]
        if any(
            isinstance(one, dict) and one.get("conclusions") is not None
            for one in _members(graph.theory.get("argument_schemes"))
        ):
            draft.problem("its argument schemes are rules; the arguments they would make are not made")

    def _speakers(self, value: Value) -> None:
        """The speakers of a file that argmap wrote."""
        for key, one in value.items() if isinstance(value, dict) else ():
            rest = dict(one) if isinstance(one, dict) else {}
            speaker = DraftSpeaker(one_line(rest.pop("name", None)) or key)
            speaker.side = one_line(rest.pop("side", None)) or None
            for name, said in rest.items():
                speaker.properties[name] = _texts(said) if name == "note" else one_line(said)
            self.draft.speakers[key] = speaker

    def _sections(self, value: Value) -> None:
        """The sections of a file that argmap wrote."""
        for key, one in value.items() if isinstance(value, dict) else ():
            rest = dict(one) if isinstance(one, dict) else {}
            parent = one_line(rest.pop("parent", None))
            section = DraftSection(
                one_line(rest.pop("title", None)),
                parent if parent in self.draft.sections else None,
                name=None if "~" in key else key,
            )
            for name, said in rest.items():
                section.properties[name] = _texts(said)
            self.draft.sections[key] = section

    def _references(self) -> None:
        for key, value in self.graph.references.items():
            source = DraftSource(key)
            rest = dict(value) if isinstance(value, dict) else {"": value}
            for name in ("title", "description"):
                if isinstance(rest.get(name), str):
                    source.description = one_line(rest.pop(name))
                    break
            for name in KEYS_OF["source"] if self.ours else ("url", "author", "date"):
                if name == "note" or not isinstance(rest.get(name), str):
                    continue
                if self.ours or name != "date" or _DATE.match(one_line(rest[name])):
                    source.properties[name] = one_line(rest.pop(name))
            mapped = one_line(rest.pop("mapped", None)) == "true" if self.ours else False
            if mapped:
                self.draft.properties.setdefault("of", []).append(key)
            notes = []
            if isinstance(rest.get("note"), str | list):
                notes = _texts(rest.pop("note"))
            if notes := [*notes, *lines_of(rest)]:
                source.properties["note"] = notes
            self.draft.sources[key] = source

    # Nodes

    def _statement(self, statement: Statement) -> None:
        key = statement.key
        node = DraftNode(key, statement.text, name=_name(key))
        if self.ours and statement.meta.get("kind") == "question":
            node.kind = "question"
            del statement.meta["kind"]
        if self.ours:
            node.top = _true(statement.meta.pop("top", None))
            section = one_line(statement.meta.pop("section", None))
            if section in self.draft.sections:
                node.section, node.top = section, True
        if _COUNTED.match(key) and not self.ours:
            node.comment, node.name = f"Carneades statement {key}", None
        assumed = statement.assumed
        if self.ours and key in self.graph.listed and not _true(statement.meta.get("assumed")):
            assumed = False  # it stands by default
        if assumed:
            node.properties["assumed"] = True
        roles = list(self.roles.get(key, ()))
        if len(roles) == 1:
            node.properties["role"] = roles[0]
        else:
            for role in roles:
                node.note(f"role: {role}")
        self._meta(node, statement.meta)
        for line in lines_of(statement.rest):
            node.note(line)
        self.draft.nodes[key] = node

    def _meta(self, thing: DraftNode | DraftStep, meta: dict[str, Value]) -> None:
        """What metadata say of a node or step, each in its place."""
        properties = thing.properties
        for key, value in meta.items():
            texts = isinstance(value, str | list)
            if key in ("speaker", "speakers") and texts:
                thing.speakers = tuple(dict.fromkeys((*(thing.speakers or ()), *_texts(value))))
                for name in thing.speakers:
                    self.draft.speakers.setdefault(name, DraftSpeaker(name))
            elif key in ("tag", "tags") and texts:
                thing.tags = (*thing.tags, *_texts(value))
            elif key == "implicit" and _true(value):
                thing.tags = ("implicit", *thing.tags)
            elif key in ("note", "notes") and texts:
                properties.setdefault("note", []).extend(_texts(value))
            elif key == "date" and (_DATE.match(one_line(value)) or (self.ours and one_line(value))):
                properties["date"] = one_line(value)
            elif key == "weight" and _weight(value) is not None:
                properties["weight"] = _weight(value)
            elif key == "restates" and texts and self.ours:
                for other in _texts(value):
                    self.draft.step("restatement", thing.key, other)
            elif key == "source" and texts and self._places(value):
                thing.citations = self._places(value)
            elif key == "assumed" and _true(value):
                properties["assumed"] = True
            elif key == "quote" and self.ours and isinstance(value, list):
                properties["quote"] = [
                    (one_line(one.get("text")), self._places(one.get("source")))
                    for one in value
                    if isinstance(one, dict)
                ]
            elif key == "ignore" and self.ours and texts:
                properties["ignore"] = _texts(value)
            elif self.ours and isinstance(value, str):
                properties[key] = one_line(value)
            else:
                properties.setdefault("note", []).extend(lines_of({key: value}))

    def _places(self, value: Value) -> tuple[Place, ...]:
        """Citations, if all that is named are sources of the file."""
        places: list[Place] = []
        for text in _texts(value):
            key, mark, anchor = text.partition("#")
            if key not in self.graph.references or (mark and not re.fullmatch(r"[^\s,\[\]]+", anchor)):
                return ()
            places.append((key, anchor or None))
        return tuple(places)

    # Steps

    def _argument(self, argument: Argument, target: str = "") -> None:
        draft = self.draft
        kind: LinkKind = "undercut" if target else "support"
        if argument.conclusion in self.contrary:
            kind, target = "attack", self.contrary[argument.conclusion]
        target = target or argument.conclusion
        premises = list(dict.fromkeys(key for _, key in argument.premises))
        scheme = argument.scheme if argument.scheme not in BASIC else None
        meta = dict(argument.meta)
        said = meta.pop("step", None) if self.ours else None
        relation = one_line(meta.pop("relation", None)) if self.ours else ""
        if argument.conclusion in self.idle:
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
        if _several(argument):
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
            self._meta(step, said)
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
        self._meta(node, meta)
        for line in lines_of(argument.rest):
            node.note(line)
        self.vias[argument.key] = self.draft.add(node).key
        return self.vias[argument.key]

    def _leftover(self, node: DraftNode, argument: Argument, meta: dict[str, Value]) -> None:
        for line in (*lines_of(meta), *lines_of(argument.rest)):
            node.note(f"{argument.key}: {line}")

    def _premiseless(
        self, argument: Argument, kind: LinkKind, target: str, meta: dict[str, Value], said: Value
    ) -> None:
        """An argument that is no more than a stand: granted, or holding by default, or a reason unsaid."""
        draft = self.draft
        plain = kind == "support" and not argument.scheme and not argument.undercutter and not argument.rest
        if kind == "support" and isinstance(said, dict) and _texts(said.get("speaker")):
            step = draft.step("support", (), target, f"step {argument.key}")
            self._meta(step, said)
            self.steps[argument.key] = [step.key]
            return
        if plain and set(meta) <= {"assumed"} and target in draft.nodes:
            others = len(self.arguments[argument.conclusion]) > 1
            if _true(meta.get("assumed")) or (others and not self.ours):
                draft.nodes[target].properties["assumed"] = True
            return
        title = next((one_line(meta.pop(k)) for k in _GIST if isinstance(meta.get(k), str)), "")
        text = title or (
            f"Argument {argument.key}, {argument.scheme}." if argument.scheme else f"Argument {argument.key}."
        )
        node = draft.add(DraftNode(f"argument {argument.key}", text, tags=("implicit",)))
        self._meta(node, meta)
        for line in lines_of(argument.rest):
            node.note(line)
        scheme = argument.scheme if argument.scheme not in BASIC else None
        step = draft.step(kind, node.key, target, f"step {argument.key}", scheme=scheme or None)
        self.steps[argument.key] = [step.key]

    def _undercutting(self, arguments: list[Argument]) -> None:
        """Arguments for undercutters that say nothing of their own, from the steps outwards."""
        waiting: dict[str, list[Argument]] = {}
        for argument in arguments:
            waiting.setdefault(self.denial[argument.conclusion].key, []).append(argument)
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
            self._meta(question, meta)
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
            if key in self.draft.nodes and not statement.assumed and key not in self.arguments
        ]
        if open_:
            named = ", ".join(open_[:5]) + (f" and {len(open_) - 5:,} more" if len(open_) > 5 else "")
            self.draft.comments.append(
                f"Neither assumed nor argued for, and so out in Carneades, though it stands here: {named}."
            )


def _several(argument: Argument) -> bool:
    """Whether each premise is a reason of its own."""
    return argument.scheme in _EACH and len(argument.premises) > 1


def _name(key: str) -> str | None:
    """What a statement's id would be called as an id."""
    if "~" in key or key.startswith("("):
        return None
    denied = negated(key)
    return f"not-{denied}" if denied else key


def _texts(value: Value) -> list[str]:
    members = value if isinstance(value, list) else [value]
    return [
        text
        for one in members
        for text in (lines_of(one) if isinstance(one, list | dict) else [one_line(one)])
        if text
    ]


def _members(value: Value) -> list[Value]:
    return value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []


def _true(value: Value) -> bool:
    return one_line(value).lower() in ("true", "yes")


def _weight(value: Value) -> float | None:
    try:
        weight = float(one_line(value))
    except ValueError:
        return None
    return weight if 0 <= weight <= 1 else None
