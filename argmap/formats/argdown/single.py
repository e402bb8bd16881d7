"""Arguments that stand for one single step, as argmap's writer makes them of a step that is undercut.

Such an argument is only referred to, never described, and its data name the `kind` of step (see `data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.formats.argdown import data as keys
from argmap.formats.argdown.model import Argument, Document, Relation, Thing

if TYPE_CHECKING:
    from argmap.formats.argdown.meaning import _Meaning


class Single:
    """One such argument, and the relations it has."""

    def __init__(self, argument: Argument) -> None:
        self.argument = argument
        self.kind = argument.data.get(keys.KIND)
        self.origins: list[Thing] = []
        self.target: Relation | None = None

    def make(self, meaning: _Meaning, targets: list[str]) -> None:
        """Make the step."""
        argument = self.argument
        given = argument.data
        origins = [meaning.keys[id(one)] for one in self.origins if id(one) in meaning.keys]
        kind: Any = keys.SINGLE.get(str(self.kind), "support")
        via = None
        if (name := given.get(keys.VIA)) is not None:
            thing = meaning.document.arguments.get(str(name))
            via = meaning.keys.get(id(thing)) if thing is not None else None
        if not origins and kind == "concession":
            kind = "support"
        for target in targets:
            step = meaning.step(kind, tuple(dict.fromkeys(origins)), target, via=via)
            step.tags = tuple(argument.tags)
            notes = meaning.own(step, given)
            if notes:
                step.properties.setdefault(keys.NOTE, []).extend(notes)
            if not origins and step.speakers is None:
                step.speakers = ()
            for inference in (one.inference for one in argument.pcs):
                if inference is not None:
                    for rule in inference.rules:
                        step.scheme = step.scheme or rule
                    if inference.data:
                        meaning.own(step, inference.data)
                    meaning.made[id(inference)] = [step.key]
            meaning.made.setdefault(id(argument), []).append(step.key)


class Singles:
    """All such arguments of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[int, Single] = {}
        for argument in document.arguments.values():
            given = argument.data
            if (
                given
                and (given.get(keys.KIND) in keys.SINGLE or keys.VIA in given)
                and all(member.reference for member in argument.members)
            ):
                self._found[id(argument)] = Single(argument)
        if not self._found:
            return
        for relation in document.relations:
            if relation.type in ("support", "entails") and (to := self._found.get(id(relation.target))):
                to.origins.append(relation.source)
            elif from_ := self._found.get(id(relation.source)):
                from_.target = relation

    def has(self, thing: Thing) -> bool:
        return id(thing) in self._found

    def takes(self, relation: Relation) -> bool:
        """Whether a relation is part of such an argument."""
        return bool(self._found) and (self.has(relation.source) or self.has(relation.target))

    def undercut(self, relation: Relation) -> Single | None:
        """The argument, if what undercuts is one."""
        found = self._found.get(id(relation.source))
        return found if found is not None and found.target is relation else None

    def steps(self, meaning: _Meaning) -> None:
        """Make the steps of those that lead to a node; undercuts of steps come later."""
        later = []
        for single in self._found.values():
            argument = single.argument
            if argument.pcs:
                statements = self._document.statements
                single.origins = [statements[m.title] for m in argument.pcs if m.inference is None]
                conclusion = argument.conclusion
                if conclusion is not None:
                    single.make(meaning, [meaning.keys[id(statements[conclusion.title])]])
            elif keys.TO in argument.data:
                later.append(single)
            elif single.target is not None and single.target.type != "undercut":
                key = meaning.keys.get(id(single.target.target))
                if key is not None:
                    single.make(meaning, [key])
        for single in later:
            target = meaning.named(str(single.argument.data[keys.TO]))
            if target is not None:
                single.make(meaning, [target])
