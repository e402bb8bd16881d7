"""From the things a text consists of to the model: what belongs to what.

After the grammar and the model plugin of `@argdown/core` 1.7.5. Where Argdown gives up (a syntax error), this
reads on: an indentation that fits no level hangs on the nearest line above that is less deep, a
premise-conclusion structure may be torn apart by empty lines or lack its conclusion, and so on. Each of
these is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.formats.argdown.embedded import NotYaml, data
from argmap.formats.argdown.lines import Item, Lines
from argmap.formats.argdown.model import (
    Argument,
    Document,
    Inference,
    Member,
    Relation,
    RelationType,
    Section,
    Statement,
    Thing,
    words,
)

#: For each sign: the type of relation, and whether it leads from the line to the one above.
_SIGNS: dict[str, tuple[RelationType, bool]] = {
    "+": ("support", True),
    "<+": ("support", True),
    "+>": ("support", False),
    "-": ("attack", True),
    "<-": ("attack", True),
    "->": ("attack", False),
    "_": ("undercut", True),
    "<_": ("undercut", True),
    "_>": ("undercut", False),
    "><": ("contradictory", False),
}


def build(lines: Lines, document: Document) -> None:
    """Put what was read into a document."""
    _Builder(lines, document).run(lines.items)


class _Builder:
    def __init__(self, lines: Lines, document: Document) -> None:
        self.lines = lines
        self.document = document
        self.untitled = 0
        self.section: Section | None = None
        #: The lines a relation may hang on, each less deep than the next: its column, what stands there,
        #: the inference that it is the conclusion of.
        self.above: list[tuple[int, Thing, Inference | None]] = []
        #: The argument whose structure may follow, and the one whose structure is being read.
        self.described: Argument | None = None
        self.structure: Argument | None = None
        self.inference: Inference | None = None
        #: The relations there are, by type and ends.
        self.seen: set[tuple[str, int, int]] = set()

    def run(self, items: Iterable[Item]) -> None:
        for item in items:
            lead = item.lead
            if lead in _SIGNS:
                self._relation(item)
            elif lead == "(":
                self._numbered(item)
            elif lead == "--":
                self._inference(item)
            else:
                self._end_structure()
                self.described = None
                if lead == "#":
                    self._heading(item)
                    self.above = []
                else:
                    thing, _ = self._thing(item, None, lead != "*")
                    self.above = [(item.indent if lead else 0, thing, None)]
                    if isinstance(thing, Argument) and lead != "*":
                        self.described = thing
        self._end_structure()
        for thing in self.document.things:
            if thing.section is None and thing.members:
                thing.section = thing.members[0].section

    # Headings

    def _heading(self, item: Item) -> None:
        sections = self.document.sections
        section = Section(
            f"s{len(sections) + 1}",
            item.indent,
            words(item.pieces, self.document.remove_tags).strip(" "),
            _tags(item),
            self._data(item),
            links=_links(item),
        )
        above = self.section
        while above is not None and above.level >= section.level:
            above = above.parent
        section.parent = above
        sections.append(section)
        self.section = section
        self.document.comments += item.comments

    # Statements and arguments

    def _thing(self, item: Item, role: Any, top: bool) -> tuple[Statement | Argument, Member]:
        """The statement or argument that an item defines or refers to, this occurrence added to it."""
        document = self.document
        title = item.title
        untitled = title is None
        if title is None:
            title = self._untitled()
        member = Member(
            title,
            item.pieces,
            item.reference,
            role,
            top,
            _tags(item) if item.special else [],
            self._data(item) if item.data else None,
            self.section,
            tuple(item.comments),
        )
        if item.reference and words(_without_tags(item.pieces)).strip():
            member.reference = False
            self.lines.trouble("a colon is missing behind a title", item.offset)
        thing: Statement | Argument | None
        if item.is_argument:
            member.role = "argument-description"
            thing = document.arguments.get(title)
            if thing is None:
                thing = document.arguments[title] = Argument(title, untitled)
                document.things.append(thing)
        else:
            if top and role is None:
                member.role = "top-level-statement"
            thing = document.statements.get(title)
            if thing is None:
                thing = document.statements[title] = Statement(title, untitled)
                document.things.append(thing)
            if untitled and not item.pieces:
                self.lines.trouble("nothing is said", item.offset)
        thing.members.append(member)
        if member.tags:
            thing.tags += [tag for tag in member.tags if tag not in thing.tags]
        if member.data:
            thing.data.update(member.data)
        grouped = member.data.get("isInGroup") if member.data else None
        if grouped is True or (grouped is None and not member.reference and thing.section is None):
            thing.section = member.section
        return thing, member

    def _untitled(self) -> str:
        self.untitled += 1
        return f"Untitled {self.untitled}"

    def _data(self, item: Item) -> dict[str, Any] | None:
        if not item.data:
            return None
        found: dict[str, Any] = {}
        for written in item.data:
            try:
                found.update(data(written))
            except NotYaml as error:
                self.lines.trouble(f"data that are no YAML, kept as a note ({error})", item.offset)
                found.setdefault("data", []).append(written)
        return found

    # Relations

    def _relation(self, item: Item) -> None:
        """A line with a sign: it is about the nearest line above that is less deep."""
        above = self.above
        if not above:
            self.lines.trouble("a relation to nothing", item.offset)
            item.lead = ""
            thing, _ = self._thing(item, None, True)
            self.above = [(0, thing, None)]
            return
        if item.blank:
            self.lines.trouble("an empty line stands before a relation", item.offset)
        elif item.indent == 0:
            self.lines.trouble("a relation is not indented", item.offset)
        level = item.indent
        if level > above[-1][0]:
            parent, inference = above[-1][1], above[-1][2]
        else:
            # a column between two others counts as the one to its left
            while len(above) > 2 and level < above[-1][0]:
                above.pop()
            parent, inference = above[-2 if len(above) > 1 else -1][1:]
            if len(above) > 1:
                if level < above[-1][0]:
                    self.lines.trouble("a relation stands in no column of those above", item.offset)
                level = above.pop()[0]
        kind, outgoing = _SIGNS[item.lead]
        thing, member = self._thing(item, "relation-statement", False)
        above.append((level, thing, None))
        target: Thing = parent
        if isinstance(parent, Inference) and not (kind == "undercut" and outgoing):
            self.lines.trouble("only an undercut may be about an inference; read as one", item.offset)
            kind, outgoing = "undercut", True
        elif kind == "undercut" and outgoing and inference is not None:
            target = inference  # what undercuts a conclusion denies the step to it
        source: Thing = thing
        if not outgoing:
            source, target = target, source
        self._relate(kind, source, target, member.data)

    def _relate(self, kind: RelationType, source: Thing, target: Thing, own: dict[str, Any] | None) -> None:
        key = (kind, id(source), id(target))
        if key in self.seen or (kind == "contradictory" and (kind, id(target), id(source)) in self.seen):
            return
        self.seen.add(key)
        self.document.relations.append(Relation(kind, source, target, own))

    # Premise-conclusion structures

    def _numbered(self, item: Item) -> None:
        """A premise or, behind an inference, a conclusion."""
        argument = self.structure
        if argument is not None and item.blank:
            if argument.conclusion is not None and self.inference is None:
                self._end_structure()
                argument = None
            else:
                self.lines.trouble("an empty line inside a premise-conclusion structure", item.offset)
        if argument is None:
            argument = self._begin_structure(item)
        if item.is_argument:
            self.lines.trouble("an argument as premise is read as a statement", item.offset)
            item.is_argument = False
        inference = self.inference
        thing, member = self._thing(item, "premise", False)
        if inference is not None:
            member.role = "intermediary-conclusion"
            member.inference = inference
            inference.conclusion = len(argument.pcs)
            self.inference = None
        argument.pcs.append(member)
        self.above = [(0, thing, inference)]

    def _begin_structure(self, item: Item) -> Argument:
        argument = self.described
        if argument is not None and argument.pcs:
            self.lines.trouble(
                f"a second premise-conclusion structure of <{argument.title}>, read as another argument",
                item.offset,
            )
            argument = None
        if argument is None:
            title = self._untitled()
            argument = self.document.arguments[title] = Argument(title, True)
            self.document.things.append(argument)
        if self.section is not None:
            argument.section = self.section
        self.described = None
        self.structure = argument
        return argument

    def _inference(self, item: Item) -> None:
        argument = self.structure
        if argument is None:
            self.lines.trouble("an inference without premises", item.offset)
            if item.rules:
                self.document.comments.append(", ".join(item.rules))
            self.document.comments += item.comments
            return
        if item.blank:
            self.lines.trouble("an empty line inside a premise-conclusion structure", item.offset)
        inference = Inference(argument, item.rules, self._data(item), comments=tuple(item.comments))
        if self.inference is not None:
            self.lines.trouble("an inference without a conclusion", item.offset)
        self.inference = inference
        self.above = [(0, inference, None)]

    def _end_structure(self) -> None:
        argument = self.structure
        if argument is None:
            return
        if argument.conclusion is None or self.inference is not None:
            self.lines.troubles.add(
                "a premise-conclusion structure without a conclusion", f"<{argument.title}>"
            )
        else:
            argument.pcs[-1].role = "main-conclusion"
        self.structure, self.inference = None, None


def _tags(item: Item) -> list[str]:
    return list(dict.fromkeys(p[1] for p in item.pieces if not isinstance(p, str) and p[0] == "tag"))


def _links(item: Item) -> list[tuple[str, str]]:
    return [(p[1], p[2]) for p in item.pieces if not isinstance(p, str) and p[0] == "link"]


def _without_tags(pieces: list[Any]) -> list[Any]:
    return [p for p in pieces if isinstance(p, str) or p[0] != "tag"]
