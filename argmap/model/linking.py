"""From what stands where to links: the second reading of a file, when all its imports are known.

Four passes over the statements in the order of the text: what each refers to, who speaks, the
links, and the properties. What can't be linked is reported and left out; the nodes stay.
"""

from __future__ import annotations

from functools import cached_property

from argmap.model.map import CLAIM_KINDS, Link, Node, Quote
from argmap.model.names import Names
from argmap.model.places import fault_alone, fault_under, nothing_to_undercut, with_article
from argmap.model.unit import Entry, Unit
from argmap.model.values import unquoted
from argmap.source import Span
from argmap.syntax.tree import Property, Word

_LINK_KIND = {
    "premise": "support",
    "argument": "support",
    "rebuttal": "attack",
    "undercut": "undercut",
    "concession": "concession",
    "question": "question",
    "answer": "answer",
}
#: Keys that, under a reference, are said of the node and not of this use of it.
_OF_NODE = frozenset({"weight", "assumed", "restates", "contradicts"})


def link_unit(unit: Unit) -> None:
    """Link one file's statements into its map."""
    Linker(unit).run()


class Linker:
    """Links the statements of one file; `model.follow.coming` uses it for single ones."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.map = unit.map
        self.names = Names(unit)
        self.report = unit.report
        self.prefix = unit.prefix
        self.arguments: dict[Node, list[Node]] = {}
        self.section_by = unit.section_by

    @cached_property
    def faulty(self) -> set[int]:
        """Lines that reading has found fault with: their place is not judged as well."""
        return {d.span.line for d in self.unit.diagnostics if d.code[0] == "E"}

    def run(self) -> None:
        _ = self.faulty  # before there are findings of linking
        self.defaults()
        for entry in self.unit.entries:
            self.resolve(entry)
        # a reference may take its speakers from a node further down: once more where one did
        for _ in range(3):
            if not self._speakers():
                break
        for entry in self._in_order():
            self.link(entry)
        self._close_arguments()
        for entry in self.unit.entries:
            if entry.properties:
                self._properties(entry)

    def _in_order(self) -> list[Entry]:
        """The statements in the order to link them: what hangs on a reopened argument comes last,
        since that argument may be stated further down."""
        late: set[int] = set()
        for entry in self.unit.entries:
            item, parent = entry.item, entry.parent
            if parent is None:
                if item.form == "reference" and item.kind.text == "argument":
                    late.add(id(entry))
            elif late and id(parent) in late:
                late.add(id(entry))
        return sorted(self.unit.entries, key=lambda e: id(e) in late) if late else self.unit.entries

    # Who speaks

    def defaults(self) -> None:
        """Find who speaks where a statement names nobody."""
        unit = self.unit
        self.section_by[None] = self._by("", unit.map_properties.get("by"))
        for section in unit.sections.values():  # outer sections come first
            by = section.properties.get("by")
            self.section_by[section.id] = self._by(section.id, by) if by else self.section_by[section.parent]

    def _by(self, holder: str, names: list[str] | None) -> tuple[str, ...]:
        """The speakers that the `by:` of the map or of a section names."""
        if not names:
            return ()
        words = self.unit.words(self.unit.naming[holder, "by"], names)
        return self.names.speakers(tuple(words))

    def resolve(self, entry: Entry) -> None:
        """Find what a statement names: nodes, speakers, sources."""
        item = entry.item
        if entry.said_by:
            entry.speakers = self.names.speakers(entry.said_by)
        if item.form != "reference":
            if entry.node is not None:
                node = entry.node
                if item.citations:
                    node.citations = self.names.citations(item.citations)
                if item.brackets:
                    # text most often; `[and/or]` names no import
                    known = [c for c in item.brackets if self.names.may_be(c)]
                    node.brackets = self.names.citations(tuple(known))
                if item.mentions:
                    found = [self.names.node(word) for word in item.mentions]
                    node.mentions = tuple(n.id for n in found if n is not None)
            return
        if item.id is None:
            return
        found_node = self.names.node(item.id)
        if found_node is None:
            return
        kind = item.kind.text
        wanted = kind if kind in ("argument", "question") else "claim"
        actual = found_node.kind if found_node.kind in ("argument", "question") else "claim"
        if wanted != actual:
            are = {"claim": "something that is said", "argument": "an argument", "question": "a question"}
            self.report(
                "E305",
                item.id.start,
                item.id.end,
                f"`{item.id.text}` is {are[actual]} and can't be used as {with_article(kind)}",
                "refer to it by its own kind, or state what is meant as a node of its own",
                related=((found_node.span, "stated here"),),
            )
            return
        entry.node = found_node

    def _speakers(self) -> bool:
        """Give every statement its speakers; True where one waits for a node further down."""
        waits = False
        spoken: set[Node] = set()
        for entry in self.unit.entries:
            waits |= self.speak(entry, spoken)
        return waits

    def speak(self, entry: Entry, spoken: set[Node]) -> bool:
        """Give a statement its speakers; True where it waits for a node not among the `spoken` yet."""
        item, node = entry.item, entry.node
        kind = item.kind.text
        if node is not None and item.form == "node" and node.tags and "implicit" in node.tags:
            if entry.said_by:
                self._speaker_on_implicit(entry.said_by[0])
                entry.silent = True
            entry.speakers = ()
            return False
        waits = False
        if not entry.said_by:
            parent = entry.parent
            inherited: tuple[str, ...] = ()
            if kind in ("premise", "argument"):
                if parent is not None and (parent.said_by or not self._foreign(parent)):
                    inherited = parent.speakers
            elif item.form == "reference" and node is not None:
                # who attacks, asks or answers by referring to a node is whoever said it
                inherited = node.speakers
                waits = not inherited and node not in spoken and not node.implicit
            entry.speakers = inherited or self.section_by[entry.section]
        if node is not None and item.form == "node":
            node.speakers = entry.speakers
            spoken.add(node)
        return waits

    def _speaker_on_implicit(self, word: Word) -> None:
        self.report(
            "E209",
            word.start - 1,
            word.end,
            f"`@{word.text}` can't have said what is tagged `#implicit`",
            "`#implicit` marks what nobody said; drop the tag or the speaker",
        )

    # Links

    def _foreign(self, entry: Entry) -> bool:
        """Whether a line refers to a node of another file, whose speakers didn't say what is added here."""
        return entry.node is not None and entry.node.prefix != self.prefix

    def link(self, entry: Entry) -> None:
        """Make the step of a statement, where it stands under another."""
        item, parent, node = entry.item, entry.parent, entry.node
        kind = item.kind.text
        if parent is None:
            if item.form == "reference" and kind == "argument" and node is not None:
                entry.link = next((link for link in node.out if link.via is node), None)
            if not entry.lost:
                self._misplaced("E201", entry, fault_alone(item))
            return
        bare = item.form == "concession"
        if bare and (kind != "concession" or not entry.said_by):
            return  # malformed, and reported as such
        if node is None and not bare:
            return
        if self._misplaced("E201", entry, fault_under(kind, parent.item)):
            return
        if kind == "premise" and parent.item.kind.text == "argument":
            self._linked_premise(entry, parent)
            return
        target: Node | Link | None = parent.node
        if kind == "undercut":
            target = parent.link
            if target is None and parent.node is not None and parent.node.kind == "question":
                target = parent.node
            if target is None:
                if parent.node is not None:
                    used = parent.node.id if parent.item.form == "reference" else None
                    self._misplaced("E202", entry, nothing_to_undercut(used))
                return
        if target is None:
            return
        if node is not None and item.form == "node":
            span = node.span
        else:
            span = Span(self.unit.source, item.kind.start, self.end(entry))
        link_kind = "support" if bare else _LINK_KIND[kind]
        origin = () if node is None or kind == "argument" else (node,)
        link = Link(
            self.link_id(entry, target),
            link_kind,  # type: ignore[arg-type]
            origin,
            target,
            span,
            via=node if kind == "argument" else None,
            speakers=entry.speakers,
            reference=item.form == "reference",
            prefix=self.prefix,
        )
        if item.form != "node":
            link.tags = tuple([w.text for w in item.tags])
            link.citations = self.names.citations(item.citations)
        entry.link = self._add(link)
        if kind == "argument" and node is not None:
            self.arguments.setdefault(node, [])

    def _misplaced(self, code: str, entry: Entry, fault: tuple[str, str] | None) -> bool:
        """Whether a statement stands in a wrong place. It is reported, unless its line is at fault anyway."""
        if fault is None:
            return False
        word = entry.item.kind
        if not self.faulty or self.unit.source.position(word.start)[0] not in self.faulty:
            node = entry.node.id if entry.node is not None else None
            self.report(code, word.start, word.end, *fault, node=node)
        return True

    def end(self, entry: Entry) -> int:
        """Where what is written on a statement's line ends."""
        item = entry.item
        text = self.unit.source.text
        end = max(item.pieces[-1][1], *(w.end for w in (item.kind, item.id) if w is not None), item.kind.end)
        end = max([end, *(w.end for w in (*item.speakers, *item.tags))])
        while text[end - 1].isspace():
            end -= 1
        return end

    def link_id(self, entry: Entry, target: Node | Link) -> str:
        """`head>target`; an undercut's target is the link, called by the node at its head (`u>>r`)."""
        head = entry.node.id if entry.node is not None else "@" + "+".join(entry.speakers)
        if isinstance(target, Node):
            return f"{head}>{target.id}"
        at = target.head
        return f"{head}>>{at.id if at is not None else target.id}"

    def _add(self, link: Link) -> Link:
        """Put a link into the map; the same step written again is the same link."""
        links = self.map.links
        base, number = link.id, 1
        while (known := links.get(link.id)) is not None:
            if (known.kind, known.origin, known.via) == (link.kind, link.origin, link.via) and (
                known.target is link.target
            ):
                known.speakers = _joined(known.speakers, link.speakers)
                known.tags = _joined(known.tags, link.tags)
                known.citations = _joined(known.citations, link.citations)
                return known
            number += 1
            link.id = f"{base}~{number}"
        links[link.id] = link
        for node in link.origin:
            node.out.append(link)
        if link.via is not None:
            link.via.out.append(link)
        link.target.into.append(link)
        return link

    def _linked_premise(self, entry: Entry, parent: Entry) -> None:
        node = entry.node
        assert node is not None
        entry.link = parent.link
        if parent.node is None:
            return
        premises = self.arguments.setdefault(parent.node, [])
        if node not in premises:
            premises.append(node)
        if entry.item.form == "reference" and parent.link is not None:
            link: Link = parent.link
            link.citations = _joined(link.citations, self.names.citations(entry.item.citations))

    def _close_arguments(self) -> None:
        """Give each argument's links the premises that stand under it, wherever they were written."""
        for entry in self.unit.entries:
            node = entry.node
            item = entry.item
            if item.form != "node" or node is None or node.kind != "argument" or self.arguments.get(node):
                continue
            self.without_premise(entry)
        for argument, premises in self.arguments.items():
            for link in argument.out:
                if link.via is argument:
                    known = link.origin
                    link.origin = known + tuple(p for p in premises if p not in known)
                    for premise in link.origin[len(known) :]:
                        premise.out.append(link)

    def without_premise(self, entry: Entry) -> None:
        """Say of an argument that nothing stands under it."""
        assert entry.node is not None
        self.report(
            "E208",
            entry.item.kind.start,
            self.end(entry),
            "this `argument` has no premise",
            "put the premises that support the node above together under it",
            node=entry.node.id,
        )

    # Properties

    def _properties(self, entry: Entry) -> None:
        assert entry.properties is not None
        values = self.unit.values(entry.properties, entry.item.kind.text)
        if "quote" in values:
            values["quote"] = [self.quote(item) for item in values["quote"]]
        node, link = entry.node, entry.link
        words = {item.key.text: item for item in reversed(entry.properties)}
        for key in ("restates", "contradicts"):
            if key in values and node is not None:
                values[key] = self._relations(key, values[key], words[key], node)
        if entry.item.form == "node":
            if node is not None:
                node.properties = values
                if (link is not None and entry.item.kind.text != "premise") or own_link(entry):
                    link.scheme = values.get("scheme")
            return
        reopens = entry.parent is None
        for key, value in values.items():
            at = node if reopens or key in _OF_NODE else link
            if at is None:
                continue
            if key == "role" and isinstance(at, Link) and at.via is not None and node is not None:
                # its argument's step holds the uses of several nodes, each with a part of its own
                at.properties.setdefault("roles", {})[node.id] = value
                continue
            if isinstance(value, list) and key in at.properties:
                at.properties[key] = [*at.properties[key], *value]
            elif at.properties.setdefault(key, value) != value:
                item = words[key]
                self.report(
                    "E206",
                    item.key.start,
                    item.key.end,
                    f"`{key}` says something else where this is stated",
                    "the first one counts",
                )
        if not reopens and link is not None and "scheme" in values:
            link.scheme = values["scheme"]

    def quote(self, item: Property) -> Quote:
        """The exact words a property holds, and what they are cited from."""
        start, end = item.pieces[0][0], max(item.pieces[-1][1], item.pieces[0][0])
        if not item.citations:
            self.report(
                "E207",
                item.key.start,
                item.key.end,
                "a `quote` needs a citation behind it",
                'for instance `quote: "exact words" [source#anchor]`',
            )
        elif not unquoted(item.text):
            self.report("E207", item.key.start, item.key.end, "a `quote` needs the exact words")
        return Quote(
            unquoted(item.text), self.names.citations(item.citations), Span(self.unit.source, start, end)
        )

    def _relations(self, key: str, names: list[str], item: Property, node: Node) -> list[str]:
        """The links that `restates` or `contradicts` stands for; returns the ids in the whole map."""
        ids: list[str] = []
        for word in self.unit.words(item, names):
            other = self.names.node(word)
            if other is None:
                continue
            if other.kind not in CLAIM_KINDS or node.kind not in CLAIM_KINDS:
                self.report(
                    "E305",
                    word.start,
                    word.end,
                    f"`{key}` holds between claims",
                    "neither an argument nor a question can stand there",
                )
                continue
            ids.append(other.id)
            span = Span(self.unit.source, word.start, word.end)
            if key == "restates":
                self._pair("restatement", node, other, span)
            else:
                self._pair("contradiction", node, other, span)
                self._pair("contradiction", other, node, span)
        return ids

    def _pair(self, kind: str, node: Node, other: Node, span: Span) -> None:
        sign = "=" if kind == "restatement" else "!"
        self._add(
            Link(
                f"{node.id}{sign}{other.id}",
                kind,  # type: ignore[arg-type]
                (node,),
                other,
                span,
                speakers=node.speakers,
                prefix=self.prefix,
            )
        )


def own_link(entry: Entry) -> bool:
    """Whether a premise makes a step of its own, and isn't one of an argument's linked premises."""
    return entry.link is not None and entry.link.via is None


def _joined(first: tuple, more: tuple) -> tuple:  # type: ignore[type-arg]
    return first + tuple(m for m in more if m not in first) if more else first
