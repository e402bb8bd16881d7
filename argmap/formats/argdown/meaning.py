"""A document as a draft: what an Argdown map means as an argument map of ours.

`head` tells what becomes of front matter and headings, `nodes` of texts; here it is steps.

| Argdown | argmap |
| --- | --- |
| statement or argument `+` statement | a premise |
| statement or argument `-` statement, loose mode | a rebuttal, one way |
| `><` between statements; `-` between them in strict mode | `contradicts` |
| an argument without a premise-conclusion structure | one node, which does what it does |
| what supports or attacks such an argument | does so to its node |
| an argument with a structure | an `argument` under the conclusion; its text the gist |
| what that argument supports or attacks | its conclusion does; to the conclusion it says no more |
| a structure of several steps | intermediary conclusions are claims with premises of their own |
| the premises of a step | what `uses` names, else all since the last conclusion |
| a structure without a name, of one premise | a premise |
| an inference rule that `argmap.schemes` knows | the step's `scheme`; any other a note |
| `_` to an inference, its conclusion, its argument | an undercut of that step |
| `_` to any other argument or statement | an undercut of each step it makes; without one, a rebuttal |
| `-` to an argument with a structure | a rebuttal of its only premise, else an undercut (1) |
| `+` to an argument with a structure | a premise of its only premise, else of what goes unsaid (1) |
| a structure without a conclusion | reasons for the argument's own text |

(1) Argdown doesn't say which of several premises is meant. An undercut makes the argument fail, as the loss
of any of its premises would; and what supports one that can't be told supports that the step holds.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING, Any

from argmap.formats.argdown import data as keys
from argmap.formats.argdown.head import add_head
from argmap.formats.argdown.model import Argument, Document, Inference, Member, Relation, Statement, Thing
from argmap.formats.argdown.nodes import Nodes, properties, unknown
from argmap.formats.argdown.single import Singles
from argmap.formats.compose.arrange import keyword
from argmap.formats.draft import Draft, DraftNode, DraftStep
from argmap.model.map import LinkKind

if TYPE_CHECKING:
    from argmap.schemes.library import Library

_KINDS: dict[str, LinkKind] = {"support": "support", "entails": "support", "attack": "attack"}
#: An argument that makes more steps than this is itself attacked where it is undercut.
_MANY = 8


def meaning(document: Document, draft: Draft) -> None:
    """Put what a document says into a draft."""
    add_head(document, draft)
    _Meaning(document, draft).run()


class _Meaning:
    def __init__(self, document: Document, draft: Draft) -> None:
        self.document = document
        self.draft = draft
        self.singles = Singles(document)
        self.nodes = Nodes(document, draft)
        self.keys = self.nodes.keys
        #: The steps that each thing makes: what an undercut of it denies.
        self.made: dict[int, list[str]] = {}

    def run(self) -> None:
        document, singles = self.document, self.singles
        self.nodes.add([thing for thing in document.things if not singles.has(thing)])
        for argument in document.arguments.values():
            if argument.pcs and not singles.has(argument):
                self._structure(argument)
        later = []
        for relation in document.relations:
            if relation.type == "undercut":
                later.append(relation)
            elif not singles.takes(relation):
                self._relation(relation)
        singles.steps(self)
        self._undercuts(later)
        for thing in document.things:
            if thing.data:
                self._further(thing)
        self._sections()

    def _sections(self) -> None:
        """What hangs on something in another section stands there, unless it has a place of its own.

        What an argument in its section concludes has one: elsewhere it is used. So has what hangs on
        something in its own section too, and what is only said to contradict. This goes through a draft
        as `compose` does, a tree after the other from its root.
        """
        nodes, steps = self.draft.nodes, self.draft.steps
        if not self.draft.sections:
            return
        concluded = {
            step.target
            for step in steps.values()
            if step.via is not None
            and step.target in nodes
            and nodes[step.via].section == nodes[step.target].section
        }
        below: dict[str, list[DraftStep]] = {}
        hanging: set[str] = set()
        written = {key: node.section for key, node in nodes.items()}
        #: What each step hangs on, and the nodes that hang on something in their own section.
        on: dict[str, str | None] = {}
        at_home: set[str] = set()
        for step in steps.values():
            below.setdefault(step.target, []).append(step)
            denied = steps.get(step.target)
            on[step.key] = step.target if denied is None else next(iter(_heads(denied)), None)
            for key in _heads(step):
                if _stated_by(nodes[key], step):
                    hanging.add(key)
                    if written[key] == written.get(on[step.key] or ""):
                        at_home.add(key)
        seen: set[str] = set()
        for root in (*(key for key in nodes if key not in hanging), *nodes):
            if root in seen:
                continue
            seen.add(root)
            section = nodes[root].section
            waiting = deque((root,))
            while waiting:
                for step in below.get(waiting.popleft(), ()):
                    waiting.append(step.key)
                    for key in _heads(step):
                        node = nodes[key]
                        elsewhere = node.section != section and (
                            key in concluded
                            or (key in at_home and written[key] != written.get(on[step.key] or ""))
                        )
                        if key not in seen and not elsewhere and _stated_by(node, step):
                            seen.add(key)
                            node.section = section
                            waiting.append(key)

    def step(
        self, kind: LinkKind, origins: tuple[str, ...], target: str, own: Any = None, **more: Any
    ) -> DraftStep:
        """Make a step, with what data say of it."""
        step = self.draft.step(kind, origins, target, **more)
        if isinstance(own, dict) and own:
            self.own(step, own)
        return step

    @staticmethod
    def own(step: DraftStep, own: dict[str, Any]) -> list[str]:
        """Read the data of a step; what is left of it is returned as notes."""
        if keys.SPEAKERS in own:
            step.speakers = keys.words(own[keys.SPEAKERS])
        step.tags = (*step.tags, *keys.words(own.get(keys.TAGS)))
        step.citations = keys.places(own.get(keys.CITATIONS))
        known = properties(own)
        notes = unknown({k: v for k, v in own.items() if k not in ("uses", "from")}, known)
        if scheme := known.pop(keys.SCHEME, None):
            step.scheme = scheme
        step.properties |= known
        return notes

    # Premise-conclusion structures

    def _structure(self, argument: Argument) -> None:
        """An argument spelt out."""
        main = argument.conclusion
        node = self.draft.nodes[self.keys[id(argument)]]
        if main is None:
            origins = self._statements(argument.pcs)
            self.step("support", origins, node.key)
            return
        since: list[Member] = []
        for member in argument.pcs:
            inference = member.inference
            if inference is not None:
                last = member is main
                plain = last and len(since) == 1 and argument.untitled and not node.properties
                via = node.key if last and not plain else None
                origins = self._statements(self._used(argument, inference, member, since))
                step = self._inference(inference, origins, self._statement(member), via)
                self.made[id(inference)] = [step.key]
                if last:
                    self.made[id(argument)] = [step.key]
                    if plain:
                        del self.draft.nodes[node.key]
                since = []
            since.append(member)
        if self.keys[id(argument)] in self.draft.nodes:
            node.kind = "argument"
            node.top = False

    @staticmethod
    def _used(argument: Argument, inference: Inference, member: Member, since: list[Member]) -> list[Member]:
        """From what an inference concludes: what `uses` names, else all since the last conclusion."""
        for given in (inference.data, member.data):
            for key in ("uses", "from"):
                named = given.get(key) if given else None
                if isinstance(named, list):
                    numbers = [n for n in named if isinstance(n, int) and 0 < n <= len(argument.pcs)]
                    found = [argument.pcs[n - 1] for n in numbers if argument.pcs[n - 1] is not member]
                    if found:
                        return found
        return since

    def _inference(
        self, inference: Inference, origins: tuple[str, ...], target: str, via: str | None
    ) -> DraftStep:
        step = self.step("support", origins, target, via=via)
        notes = self.own(step, inference.data) if inference.data else []
        others = []
        for rule in inference.rules:
            if rule and step.scheme is None and (self.document.own_file or _is_scheme(rule)):
                step.scheme = rule
            elif rule and rule != step.scheme:
                others.append(rule)
        if others:  # to Argdown a comma is between two rules, to many who write it within a sentence
            notes.append(f"inference rule: {', '.join(others)}")
        told = [one for one in inference.comments if any(map(str.isalnum, one))]
        holder: Any = step if via is None else self.draft.nodes[via]
        if told:
            holder.comment = "\n".join([holder.comment, *told] if holder.comment else told)
        if notes:
            holder.properties.setdefault(keys.NOTE, []).extend(notes)
        return step

    def _statement(self, member: Member) -> str:
        return self.keys[id(self.document.statements[member.title])]

    def _statements(self, members: list[Member]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._statement, members)))

    # Relations

    def _relation(self, relation: Relation) -> None:
        """A support, an attack or a contradiction."""
        origin = self.keys[id(relation.source)]
        target = self._target(relation.target, relation.type)
        own = relation.data.get(keys.STEP) if relation.data else None
        kind = _KINDS.get(relation.type)
        nodes = self.draft.nodes
        if kind is None:
            if target not in nodes:
                self.step("attack", (origin,), target, own)
            else:
                if nodes[target].name is None and nodes[origin].name is not None:
                    origin, target = target, origin  # one of both has to have an id
                self.step("contradiction", (origin,), target)
            return
        if origin == target and relation.source is not relation.target:
            return  # it is itself the only premise
        if kind == "attack" and target not in nodes:
            kind = "undercut"
        step = self.step(kind, (origin,), target, own)
        self.made.setdefault(id(relation.source), []).append(step.key)

    def _target(self, thing: Thing, kind: str) -> str:
        """The key of what a relation leads to: an argument that is spelt out is more than its node."""
        if isinstance(thing, Argument) and thing.conclusion is not None:
            premises = self._statements([m for m in thing.pcs if m.inference is None])
            if len(premises) == 1:
                return premises[0]
            return self.made[id(thing)][0]
        return self.keys[id(thing)]

    # Undercuts

    def _undercuts(self, relations: list[Relation]) -> None:
        """Undercuts: first those of steps that are known, then those of the undercuts made so."""
        waiting: dict[int, int] = {}
        blocked: dict[int, list[Relation]] = {}
        for relation in relations:
            waiting[id(relation.source)] = waiting.get(id(relation.source), 0) + 1
        ready = []
        for relation in relations:
            if id(relation.target) in waiting and not isinstance(relation.target, Inference):
                blocked.setdefault(id(relation.target), []).append(relation)
            else:
                ready.append(relation)
        done = set()
        for relation in ready:  # grows
            done.add(id(relation))
            self._undercut(relation)
            source = id(relation.source)
            waiting[source] -= 1
            if not waiting[source]:
                ready += blocked.pop(source, ())
        for relation in relations:  # what undercuts itself in a circle
            if id(relation) not in done:
                self._undercut(relation)

    def _undercut(self, relation: Relation) -> None:
        source, target = relation.source, relation.target
        own = relation.data.get(keys.STEP) if relation.data else None
        single = self.singles.undercut(relation)
        if single is not None:
            single.make(self, self._denied(target))
            return
        origin = self.keys[id(source)]
        denied = self._denied(target)
        kind: LinkKind = "undercut"
        if not denied and (itself := self.keys.get(id(target))) is not None:
            denied = [itself]
            if self.draft.nodes[itself].kind != "question":
                kind = "attack"
        for key in denied:
            step = self.step(kind, (origin,), key, own)
            self.made.setdefault(id(source), []).append(step.key)

    def _denied(self, target: Thing) -> list[str]:
        """The steps that an undercut of something denies; none where it should rather be attacked."""
        made = [key for key in self.made.get(id(target), ()) if key in self.draft.steps]
        return made if len(made) <= _MANY else []

    # Steps that stand in data

    def _further(self, thing: Statement | Argument) -> None:
        """What a node's data say it asks, answers, concedes, restates or undercuts."""
        origin = self.keys.get(id(thing))
        if origin is None:
            return
        for kind, name, own in keys.targets(thing.data):
            target = self.named(name)
            if target is None:
                self.draft.problem(f"data name what is not there: {name}")
            elif kind in ("question", "undercut", "answer", "concession", "restatement"):
                self.step(kind, (origin,), target, own)  # type: ignore[arg-type]

    def named(self, name: str) -> str | None:
        """The key of what data call by name: a statement, or an argument's step."""
        if name.startswith("<") and name.endswith(">"):
            argument = self.document.arguments.get(name[1:-1])
            if argument is not None:
                made = self.made.get(id(argument))
                return made[0] if made else self.keys.get(id(argument))
        thing = self.document.statements.get(name)
        return self.keys[id(thing)] if thing is not None else None


def _heads(step: DraftStep) -> tuple[str, ...]:
    """The nodes that a step may state."""
    return step.origins if step.via is None else (step.via, *step.origins)


def _stated_by(node: DraftNode, step: DraftStep) -> bool:
    """Whether a node may be stated below what a step of it leads to."""
    if node.top or step.kind in ("contradiction", "restatement"):
        return False
    linked = step.via is not None
    if node.kind is not None and node.kind != keyword(step, linked and node.key != step.via):
        return False
    if linked:
        return True
    own = step.tags or step.citations or step.properties
    return not own and (step.speakers is None or step.speakers == node.speakers)


def _is_scheme(rule: str) -> bool:
    return _library().find(rule) is not None


@cache
def _library() -> Library:
    from argmap.schemes.library import Library

    return Library()
