"""The argument graph of a Carneades file: statements, arguments, issues, whatever is wrong with them.

The structure is that of Carneades 4 (https://carneades.github.io; Gordon & Walton, "Formalizing balancing
arguments", COMMA 2016):

- ``statements``: an id, and its text, or a mapping with `text`, `assumed`, `label` and `meta`;
- ``assumptions``: ids of statements that are taken to be true;
- ``arguments``: an id, and `conclusion`, `premises` (a list, or a mapping of roles), `scheme`, `undercutter`
  (the statement that the argument doesn't apply), `parameters`, `weight`, `meta`;
- ``issues``: an id, and `positions`, of which at most one can win, a `standard` of proof, `meta`;
- ``tests``: the labelling expected, ids under `in`, `out` and `undecided`;
- ``language`` (templates for formulas), ``references``, ``meta``, and rules: ``argument_schemes``,
  ``issue_schemes``, ``weighing_functions``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from argmap.analysis.burden import Label
from argmap.formats.carneades.terms import in_words, negated, normal
from argmap.formats.carneades.tree import Value, one_line, tree_of
from argmap.formats.draft import Draft
from argmap.formats.given import Given, Unreadable
from argmap.formats.troubles import Troubles

KEYS = (
    "meta",
    "language",
    "statements",
    "assumptions",
    "issues",
    "arguments",
    "references",
    "weighing_functions",
    "argument_schemes",
    "issue_schemes",
    "tests",
)
_TRUE = ("true", "yes", "on", "1", "y")
_LABELS: tuple[Label, ...] = ("in", "out", "undecided")


@dataclass(slots=True)
class Statement:
    key: str
    text: str
    assumed: bool = False
    meta: dict[str, Value] = field(default_factory=dict)
    #: What a mapping holds under keys that nobody knows, and a label somebody computed.
    rest: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Argument:
    key: str
    conclusion: str
    #: Role ("" where it has none) and statement.
    premises: list[tuple[str, str]] = field(default_factory=list)
    scheme: str = ""
    undercutter: str = ""
    meta: dict[str, Value] = field(default_factory=dict)
    rest: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Issue:
    key: str
    positions: list[str]
    standard: str = ""
    meta: dict[str, Value] = field(default_factory=dict)
    rest: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Graph:
    """A whole file. `other` holds top-level keys that nobody knows, `theory` the rules."""

    meta: dict[str, Value] = field(default_factory=dict)
    language: dict[str, str] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    arguments: list[Argument] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    references: dict[str, Value] = field(default_factory=dict)
    #: Statements under `assumptions`; those are `assumed` too.
    listed: set[str] = field(default_factory=set)
    expected: dict[str, Label] = field(default_factory=dict)
    theory: dict[str, Value] = field(default_factory=dict)
    other: dict[str, Value] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def graph_of(given: Given) -> Graph:
    """The graph in a file. Raises `Unreadable` where there is none."""
    tree = tree_of(given.text)
    if not isinstance(tree.root, dict):
        raise Unreadable("no Carneades file: it holds no keys")
    root = {key.lower(): value for key, value in tree.root.items()}
    if not any(key in root for key in KEYS):
        raise Unreadable("no Carneades file: it has neither statements nor arguments")
    reader = _Reader(root)
    reader.graph.problems += tree.problems
    return reader.read()


class _Reader:
    def __init__(self, root: dict[str, Value]) -> None:
        self.root = root
        self.graph = Graph()
        self.troubles = Troubles()
        #: What has no place in a graph, by where it stands.
        self.kept: dict[str, list[Value]] = {}

    def read(self) -> Graph:
        graph, root = self.graph, self.root
        graph.meta = self._mapping("meta")
        graph.references = self._mapping("references")
        graph.language = {
            normal(key): one_line(value)
            for key, value in self._mapping("language").items()
            if one_line(value)
        }
        for key in ("weighing_functions", "argument_schemes", "issue_schemes"):
            if root.get(key) is not None:
                graph.theory[key] = root[key]
        self._statements()
        for name, value in self._named("arguments"):
            self._argument(name, value)
        for name, value in self._named("issues"):
            self._issue(name, value)
        self._assumptions()
        self._negations()
        self._tests()
        graph.other = {key: value for key, value in root.items() if key not in KEYS and value is not None}
        graph.other.update(self.kept)
        draft = Draft()
        self.troubles.tell(draft)
        graph.problems += draft.problems
        return graph

    def _mapping(self, key: str) -> dict[str, Value]:
        value = self.root.get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self._keep(key, value)
        return {}

    def _named(self, key: str) -> list[tuple[str, dict[str, Value]]]:
        """The members of a mapping of mappings, or of a list of mappings that have an `id`."""
        value = self.root.get(key)
        members: list[tuple[str, Value]] = []
        if isinstance(value, dict):
            members = list(value.items())
        elif isinstance(value, list):
            for i, one in enumerate(value, 1):
                name = one_line(one.get("id")) if isinstance(one, dict) else ""
                members.append((name or f"{key[0]}{i}", one))
        elif value is not None:
            self._keep(key, value)
        found = []
        for name, one in members:
            if isinstance(one, dict):
                found.append((name, {k.lower(): v for k, v in one.items()}))
            else:
                self._keep(f"{key}: {name}", one)
        return found

    def _keep(self, where: str, value: Value) -> None:
        self.troubles.add("not as Carneades writes it; kept as a note", where)
        self.kept.setdefault(where, []).append(value)

    # Statements

    def _statements(self) -> None:
        value = self.root.get("statements")
        members: list[tuple[str, Value]] = []
        if isinstance(value, dict):
            members = list(value.items())
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    name = one_line(one.get("id"))
                    members += [(name, one)] if name else list(one.items())
                else:
                    members.append((one_line(one), None))
        elif value is not None:
            self._keep("statements", value)
        for name, one in members:
            key = self._free(normal(name))
            if isinstance(one, dict):
                fields = {k.lower(): v for k, v in one.items() if k.lower() != "id"}
                meta = self._meta(fields)
                text = fields.pop("text", None)
                assumed = one_line(fields.pop("assumed", None)).lower() in _TRUE
                if isinstance(text, list | dict):
                    fields["text"] = text
                statement = Statement(key, one_line(text), assumed=assumed, meta=meta, rest=fields)
            elif isinstance(one, list):
                self._keep(f"statements: {name}", one)
                statement = Statement(key, "")
            else:
                statement = Statement(key, one_line(one))
            statement.text = statement.text or in_words(key, self.graph.language)
            self.graph.statements[key] = statement

    def _free(self, key: str) -> str:
        """A key none of whose kind is taken (spaces may be all in which two differed)."""
        key = key or "(no id)"
        found, number = key, 1
        while found in self.graph.statements:
            number += 1
            found = f"{key} ({number})"
        return found

    def _meta(self, fields: dict[str, Value]) -> dict[str, Value]:
        for key in ("meta", "metadata"):
            value = fields.get(key)
            if isinstance(value, dict):
                del fields[key]
                return {k.lower(): v for k, v in value.items()}
        return {}

    def _statement(self, name: Value, whose: str) -> str:
        """The key of a statement that is pointed at; one that is nowhere declared is added."""
        key = normal(one_line(name))
        if not key:
            return ""
        if key not in self.graph.statements:
            text = in_words(key, self.graph.language)
            self.graph.statements[key] = Statement(key, text or key)
            if not text and not self.graph.theory:
                self.troubles.add(f"{whose} nowhere among the statements; added", key)
        return key

    # What connects them

    def _argument(self, name: str, fields: dict[str, Value]) -> None:
        fields = dict(fields)
        fields.pop("id", None)
        meta = self._meta(fields)
        conclusion = self._statement(fields.pop("conclusion", None), "a conclusion is")
        argument = Argument(name, conclusion, meta=meta, rest=fields)
        premises = fields.pop("premises", None)
        if isinstance(premises, dict):
            pairs = [(role, one) for role, one in premises.items()]
        elif isinstance(premises, list):
            pairs = [("", one) for one in premises]
        else:
            pairs = [("", premises)] if premises is not None else []
        for role, one in pairs:
            if isinstance(one, dict) and len(one) == 1:  # - role: statement
                ((role, one),) = one.items()
            if key := self._statement(one, "a premise is"):
                argument.premises.append((role, key))
            elif one is not None:
                self._keep(f"a premise of {name}", one)
        for key in ("undercutter", "nas", "not app statement"):
            if not argument.undercutter and isinstance(fields.get(key), str):
                argument.undercutter = self._statement(fields.pop(key), "an undercutter is")
        scheme = fields.pop("scheme", None)
        argument.scheme = one_line(scheme)
        if isinstance(scheme, list | dict):
            fields["scheme"] = scheme
        if conclusion:
            self.graph.arguments.append(argument)
            return
        self.troubles.add("an argument without a conclusion; kept as a note", name)
        kept = {"premises": [key for _, key in argument.premises], "undercutter": argument.undercutter}
        whole = {**kept, "scheme": argument.scheme, "meta": meta, **fields}
        self.kept[f"argument {name}"] = [{key: value for key, value in whole.items() if value}]

    def _issue(self, name: str, fields: dict[str, Value]) -> None:
        fields = dict(fields)
        fields.pop("id", None)
        meta = self._meta(fields)
        positions = fields.pop("positions", None)
        found: dict[str, None] = {}
        for one in positions if isinstance(positions, list) else [positions]:
            if key := self._statement(one, "a position is"):
                found[key] = None
            elif one is not None:
                self._keep(f"a position of {name}", one)
        standard = fields.pop("standard", None)
        if isinstance(standard, list | dict):
            fields["standard"] = standard
        self.graph.issues.append(Issue(name, list(found), one_line(standard), meta, fields))

    def _assumptions(self) -> None:
        value = self.root.get("assumptions")
        for one in value if isinstance(value, list | dict) else [value]:
            if key := self._statement(one, "an assumption is"):
                self.graph.statements[key].assumed = True
                self.graph.listed.add(key)
            elif one is not None:
                self._keep("assumptions", one)
        if isinstance(value, dict) and any(one is not None for one in value.values()):
            self._keep("what is said of assumptions", value)

    def _negations(self) -> None:
        """The one pattern of `issue_schemes` that needs no rules: ``¬P`` against ``P``."""
        schemes = self.graph.theory.get("issue_schemes")
        if not isinstance(schemes, dict):
            return
        applies = False
        for patterns in schemes.values():
            if (
                isinstance(patterns, list)
                and len(patterns) == 2
                and all(isinstance(p, str) for p in patterns)
            ):
                one, other = sorted(normal(p) for p in patterns)
                applies = applies or (one == negated(other) and one.isidentifier() and one[0].isupper())
        if not applies:
            return
        at_issue = {key for issue in self.graph.issues for key in issue.positions}
        for key in list(self.graph.statements):
            denied = negated(key)
            if denied in self.graph.statements and not {key, denied} & at_issue:
                at_issue |= {key, denied}
                self.graph.issues.append(Issue(f"{denied} or not", [denied, key]))

    def _tests(self) -> None:
        tests = self._mapping("tests")
        for label in _LABELS:
            value = tests.get(label)
            for one in value if isinstance(value, list) else [value]:
                key = normal(one_line(one))
                if key:
                    self.graph.expected.setdefault(key, label)
