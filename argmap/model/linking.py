"""From what stands where to links: the second reading of a file, when all its imports are known.

Four passes over the statements in the order of the text: what each refers to, who speaks, the
links, and the properties. What can't be linked is reported and left out; the nodes stay.
"""

from __future__ import annotations

from argmap.diagnostics import Edit, Fix
from argmap.model.map import CLAIM_KINDS, Citation, Link, Node, Quote, Speaker
from argmap.model.unit import Entry, Unit
from argmap.model.values import unquoted
from argmap.source import Span
from argmap.suggest import did_you_mean
from argmap.syntax.tree import Cite, Property, Word

_LINK_KIND = {
    "premise": "support",
    "argument": "support",
    "rebuttal": "attack",
    "undercut": "undercut",
    "concession": "concession",
    "question": "question",
    "answer": "answer",
}
_UNDER_CLAIM = frozenset({"premise", "argument", "rebuttal", "undercut", "concession", "question"})
_UNDER_ARGUMENT = frozenset({"premise", "undercut", "question"})
_UNDER_QUESTION = frozenset({"answer", "question", "undercut"})
_ALONE = frozenset({"claim", "question"})
_REOPENS = frozenset({"claim", "argument", "question"})
#: Keys that, under a reference, are said of the node and not of this use of it.
_OF_NODE = frozenset({"weight", "assumed", "restates", "contradicts"})


def link_unit(unit: Unit) -> None:
    """Link one file's statements into its map."""
    _Linker(unit).run()


class _Linker:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.map = unit.map
        self.report = unit.report
        self.prefix = unit.prefix
        self.arguments: dict[Node, list[Node]] = {}
        self.free_speakers = not unit.speakers
        #: Lines that reading has found fault with: their place is not judged as well.
        self.faulty = {d.span.line for d in unit.diagnostics if d.code[0] == "E"}
        self.map_by: tuple[str, ...] = ()
        self.section_by: dict[str | None, tuple[str, ...]] = {}

    def run(self) -> None:
        self._defaults()
        for entry in self.unit.entries:
            self._resolve(entry)
        # a reference may take its speakers from a node further down: once more where one did
        for _ in range(3):
            if not self._speakers():
                break
        for entry in self.unit.entries:
            self._link(entry)
        self._close_arguments()
        for entry in self.unit.entries:
            if entry.properties:
                self._properties(entry)

    # Names

    def _global(self, word: Word | Cite, what: str) -> str | None:
        """The id in the whole map of a speaker or source named here, or None (reported)."""
        name = word[0]
        if "/" not in name:
            return self.prefix + name
        unit, local = self._foreign(name, word.start, word.end)
        return None if unit is None else unit.prefix + local

    def _foreign(self, name: str, start: int, end: int) -> tuple[Unit | None, str]:
        """The unit and the local name that `import/name` points to; reports what it can't follow."""
        first, _, local = name.partition("/")
        imports = self.unit.imports
        if first not in imports:
            near = did_you_mean(first, imports)
            self.report("E404", start, end, f"nothing is imported under the name `{first}`.{near}",
                        f"declare it at top level: `import {first}: PATH`")  # fmt: skip
            return None, local
        unit = imports[first]
        if unit is not None and "/" in local:
            self.report("E404", start, end, f"`{name}` reaches through `{first}` into another map",
                        "import that map in this file too, under a name of its own")  # fmt: skip
            return None, local
        return unit, local

    def _node_of(self, word: Word) -> Node | None:
        """The node an id points to, here or in an import; None where it points nowhere (reported)."""
        name = word.text
        node = self.unit.named.get(name)
        if node is not None:
            return node
        span = (word.start, word.end)
        if "/" in name:
            unit, local = self._foreign(name, *span)
            if unit is None:
                return None
            node = unit.named.get(local)
            if node is None:
                first = name.partition("/")[0]
                near = did_you_mean(name, [f"{first}/{known}" for known in unit.named])
                self.report("E301", *span, f"no node has the id `{name}`.{near}",
                            f"it would have to be written in {unit.source.name}")  # fmt: skip
            return node
        near = did_you_mean(name, self.unit.named)
        fix = None
        if near:
            meant = near.split("`")[1]
            fix = Fix(f"write `{meant}`", (Edit(Span(self.unit.source, *span), meant),), safe=False)
        self.report("E301", *span, f"no node has the id `{name}`.{near}",
                    "a reference names a node stated elsewhere; to state something new, write a colon and "
                    "its text", fix=fix)  # fmt: skip
        return None

    def _citations(self, cites: tuple[Cite, ...]) -> tuple[Citation, ...]:
        source = self.unit.source
        if len(cites) == 1 and "/" not in cites[0].source:
            name, anchor, start, end = cites[0]
            return (Citation(self.prefix + name, anchor, Span(source, start, end)),)
        found = []
        for cite in cites:
            name_ = self._global(cite, "source")
            if name_ is not None:
                found.append(Citation(name_, cite.anchor, Span(source, cite.start, cite.end)))
        return tuple(found)

    def _speaker_ids(self, words: tuple[Word, ...]) -> tuple[str, ...]:
        ids: list[str] = []
        for word in words:
            id_ = self._global(word, "speaker")
            if id_ is None or id_ in ids:
                continue
            if id_ not in self.map.speakers:
                self._undeclared(word, id_)
            ids.append(id_)
        return tuple(ids)

    def _undeclared(self, word: Word, id_: str) -> None:
        """A speaker nobody declared: an error, unless the file declares none at all."""
        span = Span(self.unit.source, word.start, word.end)
        if "/" in word.text or not self.free_speakers:
            known = self.unit.speakers
            near = did_you_mean(word.text, known)
            self.report("E304", word.start, word.end, f"the speaker `{word.text}` is not declared.{near}",
                        f"declare it at top level: `speaker {word.text}: NAME`")  # fmt: skip
        self.map.speakers[id_] = Speaker(id_, word.text, span)

    # Who speaks

    def _defaults(self) -> None:
        unit = self.unit
        by = unit.map_properties.get("by")
        if by:
            self.map_by = self._by(by, 0)
        self.section_by[None] = self.map_by
        for section in unit.sections.values():  # outer sections come first
            by = section.properties.get("by")
            self.section_by[section.id] = (
                self._by(by, section.span.start) if by else self.section_by[section.parent]
            )

    def _by(self, names: list[str], start: int) -> tuple[str, ...]:
        """The speakers a `by:` names; the property's own place is looked up for the report."""
        words = []
        for name in names:
            at = max(self.unit.source.text.find(name, self.unit.source.text.find("by", start)), 0)
            words.append(Word(name, at, at + len(name)))
        return self._speaker_ids(tuple(words))

    def _resolve(self, entry: Entry) -> None:
        item = entry.item
        if item.speakers:
            entry.speakers = self._speaker_ids(item.speakers)
        if item.form != "reference":
            if entry.node is not None:
                node = entry.node
                if item.citations:
                    node.citations = self._citations(item.citations)
                if item.brackets:
                    node.brackets = self._citations(item.brackets)
                if item.mentions:
                    found = [self._node_of(word) for word in item.mentions]
                    node.mentions = tuple(n.id for n in found if n is not None)
            return
        if item.id is None:
            return
        found_node = self._node_of(item.id)
        if found_node is None:
            return
        kind = item.kind.text
        wanted = kind if kind in ("argument", "question") else "claim"
        actual = found_node.kind if found_node.kind in ("argument", "question") else "claim"
        if wanted != actual:
            are = {"claim": "something that is said", "argument": "an argument", "question": "a question"}
            self.report("E305", item.id.start, item.id.end,
                        f"`{item.id.text}` is {are[actual]} and can't be used as {_a(kind)}",
                        "refer to it by its own kind, or state what is meant as a node of its own",
                        related=((found_node.span, "stated here"),))  # fmt: skip
            return
        entry.node = found_node

    def _speakers(self) -> bool:
        """Give every statement its speakers; True where one waits for a node further down."""
        waits = False
        node_speakers: dict[Node, tuple[str, ...]] = {}
        for entry in self.unit.entries:
            item, node = entry.item, entry.node
            kind = item.kind.text
            if node is not None and item.form == "node" and node.tags and "implicit" in node.tags:
                if item.speakers:
                    word = item.speakers[0]
                    self._speaker_on_implicit(word)
                    item.speakers = ()
                entry.speakers = ()
                continue
            if not item.speakers:
                parent = entry.parent
                inherited: tuple[str, ...] = ()
                if kind in ("premise", "argument"):
                    if parent is not None:
                        inherited = parent.speakers
                elif item.form == "reference" and node is not None:
                    # who attacks, asks or answers by referring to a node is whoever said it
                    inherited = node.speakers
                    if not inherited and node not in node_speakers and not node.implicit:
                        waits = True
                entry.speakers = inherited or self.section_by[entry.section]
            if node is not None and item.form == "node":
                node.speakers = entry.speakers
                node_speakers[node] = entry.speakers
        return waits

    def _speaker_on_implicit(self, word: Word) -> None:
        self.report("E209", word.start - 1, word.end,
                    f"`@{word.text}` can't have said what is tagged `#implicit`",
                    "`#implicit` marks what nobody said; drop the tag or the speaker")  # fmt: skip

    # Links

    def _link(self, entry: Entry) -> None:
        item, parent, node = entry.item, entry.parent, entry.node
        kind = item.kind.text
        if parent is None:
            if not entry.lost:
                self._alone(entry)
            return
        bare = item.form == "concession"
        if bare and (kind != "concession" or not item.speakers):
            return  # malformed, and reported as such
        if (node is None and not bare) or not self._may_stand(entry, parent):
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
                    self._nothing_to_undercut(entry, parent)
                return
        if target is None:
            return
        span = Span(self.unit.source, item.kind.start, self._end(entry))
        if node is not None and item.form == "node":
            span = node.span
        link_kind = "support" if bare else _LINK_KIND[kind]
        origin = () if node is None or kind == "argument" else (node,)
        link = Link(
            self._link_id(entry, target),
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
            link.citations = self._citations(item.citations)
        entry.link = self._add(link)
        if kind == "argument" and node is not None:
            self.arguments.setdefault(node, [])

    def _end(self, entry: Entry) -> int:
        item = entry.item
        text = self.unit.source.text
        end = max(item.pieces[-1][1], *(w.end for w in (item.kind, item.id) if w is not None), item.kind.end)
        end = max([end, *(w.end for w in (*item.speakers, *item.tags))])
        while text[end - 1].isspace():
            end -= 1
        return end

    def _link_id(self, entry: Entry, target: Node | Link) -> str:
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
            link.citations = _joined(link.citations, self._citations(entry.item.citations))

    def _close_arguments(self) -> None:
        """Give each argument's links the premises that stand under it, wherever they were written."""
        for entry in self.unit.entries:
            node = entry.node
            item = entry.item
            if item.form != "node" or node is None or node.kind != "argument" or self.arguments.get(node):
                continue
            self.report("E208", item.kind.start, self._end(entry), "this `argument` has no premise",
                        "put the premises that support the node above together under it",
                        node=node.id)  # fmt: skip
        for argument, premises in self.arguments.items():
            for link in argument.out:
                if link.via is argument:
                    known = link.origin
                    link.origin = known + tuple(p for p in premises if p not in known)
                    for premise in link.origin[len(known) :]:
                        premise.out.append(link)

    # Places

    def _alone(self, entry: Entry) -> None:
        """What may stand at top level and directly in a section."""
        item = entry.item
        kind = item.kind.text
        if item.form == "node" and kind in _ALONE:
            return
        if item.form == "reference" and kind in _REOPENS:
            if kind == "argument" and entry.node is not None:
                entry.link = next((li for li in entry.node.out if li.via is entry.node), None)
            return
        if self._is_faulty(entry):
            return
        start, end = item.kind.start, item.kind.end
        if item.form == "concession":
            self.report("E201", start, end, "this `concession` stands under nothing",
                        "indent it under what is granted")  # fmt: skip
        elif item.form == "reference":
            self.report("E201", start, end, f"at top level a node is reopened with `claim`, not `{kind}`",
                        f"write `claim {item.id.text if item.id else 'id'}` to hang more on it")  # fmt: skip
        else:
            help_ = f"indent it under what it is {_about(kind)}, or write it as a `claim`"
            if kind == "undercut":
                help_ = "indent it under the step that it denies"
            self.report("E201", start, end, f"{_a(kind).capitalize()} can't stand alone", help_,
                        node=entry.node.id if entry.node else None)  # fmt: skip

    def _may_stand(self, entry: Entry, parent: Entry) -> bool:
        kind, above = entry.item.kind.text, parent.item.kind.text
        if parent.item.form == "concession":
            if kind == "undercut":
                return True
            help_ = "give the concession a text to hang more on it, or hang this on the node above"
            where = "a `concession` without a text"
        elif above == "argument":
            if kind in _UNDER_ARGUMENT:
                return True
            where = "an `argument`"
            help_ = "an `argument` holds its premises, undercuts and questions; hang this on its conclusion"
            if kind == "rebuttal":
                help_ = (
                    "to deny the step from its premises, write `undercut`; to deny a premise, indent the "
                    "`rebuttal` under that premise; to deny the conclusion, hang it there"
                )
        elif above == "question":
            if kind in _UNDER_QUESTION:
                return True
            where = "a `question`"
            help_ = "a `question` holds answers, further questions, and undercuts (it is not to the point)"
            if kind == "rebuttal":
                help_ = "to say that the question is not to the point, write `undercut`; " + help_
            elif kind in ("premise", "concession", "argument"):
                help_ = "to answer it, write `answer`; " + help_
        else:
            if kind in _UNDER_CLAIM:
                return True
            where = f"{_a(above)}"
            help_ = (
                "an `answer` stands under a `question`"
                if kind == "answer"
                else "a `claim` stands at top level or in a section; under a node write what it is to "
                "that node: `premise`, `rebuttal`, `concession` …"
            )
        word = entry.item.kind
        if not self._is_faulty(entry):
            self.report("E201", word.start, word.end, f"{_a(kind)} can't stand under {where}", help_,
                        node=entry.node.id if entry.node else None)  # fmt: skip
        return False

    def _is_faulty(self, entry: Entry) -> bool:
        return bool(self.faulty) and self.unit.source.position(entry.item.kind.start)[0] in self.faulty

    def _nothing_to_undercut(self, entry: Entry, parent: Entry) -> None:
        word = entry.item.kind
        if self._is_faulty(entry):
            return
        if parent.item.form == "reference":
            name = parent.node.id if parent.node is not None else ""
            help_ = f"put the undercut where `{name}` is used: under the line that makes it a reason or reply"
        else:
            help_ = (
                "an undercut denies that something bears on what it hangs on. First write down what that "
                "claim is for, as an `#implicit` claim if nobody said it; or, to deny what it says, write "
                "`rebuttal`"
            )
        self.report("E202", word.start, word.end, "this `undercut` has no step to deny", help_,
                    node=entry.node.id if entry.node else None)  # fmt: skip

    # Properties

    def _properties(self, entry: Entry) -> None:
        assert entry.properties is not None
        values = self.unit.values(entry.properties, entry.item.kind.text)
        if "quote" in values:
            values["quote"] = [self._quote(item) for item in values["quote"]]
        node, link = entry.node, entry.link
        words = {item.key.text: item for item in reversed(entry.properties)}
        for key in ("restates", "contradicts"):
            if key in values and node is not None:
                values[key] = self._relations(key, values[key], words[key], node)
        if entry.item.form == "node":
            if node is not None:
                node.properties = values
                if (link is not None and entry.item.kind.text != "premise") or _own_link(entry):
                    link.scheme = values.get("scheme")
            return
        reopens = entry.parent is None
        for key, value in values.items():
            at = node if reopens or key in _OF_NODE else link
            if at is None:
                continue
            if isinstance(value, list) and key in at.properties:
                at.properties[key] = [*at.properties[key], *value]
            elif at.properties.setdefault(key, value) != value:
                item = words[key]
                self.report("E206", item.key.start, item.key.end,
                            f"`{key}` says something else where this is stated",
                            "the first one counts")  # fmt: skip
        if not reopens and link is not None and "scheme" in values:
            link.scheme = values["scheme"]

    def _quote(self, item: Property) -> Quote:
        start, end = item.pieces[0][0], max(item.pieces[-1][1], item.pieces[0][0])
        if not item.citations:
            self.report("E207", item.key.start, item.key.end, "a `quote` needs a citation behind it",
                        'for instance `quote: "exact words" [source#anchor]`')  # fmt: skip
        return Quote(unquoted(item.text), self._citations(item.citations), Span(self.unit.source, start, end))

    def _relations(self, key: str, names: list[str], item: Property, node: Node) -> list[str]:
        """The links that `restates` or `contradicts` stands for; returns the ids in the whole map."""
        ids: list[str] = []
        text = self.unit.source.text
        at = item.pieces[0][0]
        for name in names:
            start = text.find(name, at, item.end)
            word = Word(name, start, start + len(name)) if start >= 0 else Word(name, at, at + 1)
            at = word.end
            other = self._node_of(word)
            if other is None:
                continue
            if other.kind not in CLAIM_KINDS or node.kind not in CLAIM_KINDS:
                self.report("E305", word.start, word.end, f"`{key}` holds between claims",
                            "neither an argument nor a question can stand there")  # fmt: skip
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


def _own_link(entry: Entry) -> bool:
    """Whether a premise makes a step of its own, and isn't one of an argument's linked premises."""
    return entry.link is not None and entry.link.via is None


def _joined(first: tuple, more: tuple) -> tuple:  # type: ignore[type-arg]
    return first + tuple(m for m in more if m not in first) if more else first


def _a(kind: str) -> str:
    return f"an `{kind}`" if kind[0] in "aeiou" else f"a `{kind}`"


def _about(kind: str) -> str:
    return {"premise": "a reason for", "argument": "a reason for", "rebuttal": "against",
            "concession": "granted to", "answer": "an answer to"}.get(kind, "about")  # fmt: skip
