"""A map as Argdown: one block for each claim that hangs on nothing, what hangs on it indented below.

Linked premises become a premise-conclusion structure behind the block, its inference rule their scheme.
A step that is undercut becomes an argument too, since Argdown undercuts nothing else: a premise's step a
structure with one premise, any other a sketch, an argument that the statement supports and that attacks
or undercuts in its place. The file asks for the loose mode, in which an attack goes one way. What
Argdown has no sign for is in its data (`data`).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from argmap.analysis.standing import Standings
from argmap.formats.argdown import data as keys
from argmap.formats.argdown.escape import flow, rule, text, title
from argmap.formats.argdown.fields import front, of_node, of_section, of_step, tags_of
from argmap.model.map import Link, Map, Node, Section

if TYPE_CHECKING:
    from argmap.schemes.library import Library

#: Not where it might be part of a short code (`escape`).
_MENTION = re.compile(r"(?<!\S)\[\[([^\s\[\]]+)\]\]")
#: What is nested deeper is written as a block of its own.
DEEPEST = 6
_ABOUT = {link: key for key, link in keys.STEPS.items()}
_SIGN = {"support": "+", "attack": "-", "undercut": "_"}
_STATED = frozenset(keys.SINGLE) - {"question"}
#: How many steps below its root a node's kind is told.
_FAR = 8


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The text of a map, in pieces. What stands is for Argdown's readers to find out."""
    yield from _Writer(map_).pieces()


class _Writer:
    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.lines: list[str] = []
        #: What is stated in each section, and where we are.
        self.inside: dict[str | None, list[Node]] = {}
        for node in map_.nodes.values():
            if node.kind != "argument":
                self.inside.setdefault(self._place(node), []).append(node)
        self.here: str | None = None
        self.defined: set[str] = set()
        self.names = _names(map_)
        self.titled = {self.names[node.id] for node in map_.nodes.values() if node.kind == "argument"}
        self.deep = _deep(map_)
        self.titles: dict[str, str] = {}
        #: The arguments that have a structure or a sketch already; a further step needs another title.
        self.done: set[str] = set()
        self.steps_done: set[str] = set()
        self.pairs: set[frozenset[str]] = set()
        #: Blocks that wait: nodes, and links that become one.
        self.waiting: deque[Node | Link] = deque()

    def pieces(self) -> Iterator[str]:
        yield front(self.map)
        yield from self._section(None, 0)
        children: dict[str | None, list[Section]] = {}
        for section in self.map.sections.values():
            children.setdefault(section.parent, []).append(section)
        stack = [(section, 1) for section in reversed(children.get(None, ()))]
        while stack:
            section, level = stack.pop()
            yield from self._section(section, level)
            stack += [(child, level + 1) for child in reversed(children.get(section.id, ()))]
        if not self.defined and not self.map.sections:
            yield f"\n# {text(self.map.title) or 'Empty map'}\n"

    def _section(self, section: Section | None, level: int) -> Iterator[str]:
        if section is not None:
            yield f"\n{'#' * level} {text(section.title)}\n"
            own = of_section(section)
            if own:
                yield f"{flow(own)}\n"
        self.here = section.id if section is not None else None
        inside = self.inside.get(self.here, [])
        # last what hangs on things of other sections, or only leads round in circles
        for node in (*(one for one in inside if one.top), *(one for one in inside if not one.top)):
            self.waiting.append(node)
            yield from self._drain()

    def _place(self, node: Node) -> str | None:
        return node.section if node.section in self.map.sections else None

    def _drain(self) -> Iterator[str]:
        """Write the blocks that wait, and those that come up by it."""
        waiting = self.waiting
        while waiting:
            at = waiting.popleft()
            if isinstance(at, Node):
                if at.id in self.defined:
                    continue
                self._below(self._statement("", at, 0))
            elif at.id in self.steps_done:
                continue
            elif at.kind == "support" and at.origin:
                self._structure(at)
            else:
                self._below(self._sketch("", at, 0))
            yield "\n" + "\n".join(self.lines) + "\n"
            self.lines.clear()

    # Statements, and what hangs on them

    def _below(self, stack: list[tuple[Link, int]]) -> None:
        """Write relations, and theirs, each with its indentation, without recursion."""
        stack.reverse()
        while stack:
            link, depth = stack.pop()
            stack += reversed(self._relation(link, depth))

    def _relation(self, link: Link, depth: int) -> list[tuple[Link, int]]:
        """One line of what a node or step has below it; returns what stands below that."""
        kind = link.kind
        if kind == "contradiction":
            pair = frozenset((link.origin[0].id, link.target.id))
            if pair not in self.pairs:
                self.pairs.add(pair)
                self._line(depth, f">< [{self.names[link.origin[0].id]}]")
                self._wait(link.origin[0])
            return []
        if kind == "support" and link.origin and (link.via is not None or link.into or link.scheme):
            self.waiting.append(link)
            return []
        if kind not in _SIGN or (kind == "undercut" and isinstance(link.target, Node)):
            if link.into and kind != "restatement":
                self.waiting.append(link)
            for origin in link.origin:
                self._wait(origin)
            return []
        if link.into or not link.origin:
            if depth < DEEPEST:
                return self._sketch(f"{_SIGN[kind]} ", link, depth)
            self._line(depth, f"{_SIGN[kind]} <{self._title(link)}>")
            self.waiting.append(link)
            return []
        return self._statement(f"{_SIGN[kind]} ", link.origin[0], depth, link)

    def _wait(self, node: Node) -> None:
        """A node that another place than this states; see to it that one does."""
        if not node.top and node.kind != "argument" and self._place(node) == self.here:
            self.waiting.append(node)

    def _statement(
        self, sign: str, node: Node, depth: int, link: Link | None = None
    ) -> list[tuple[Link, int]]:
        """A statement: in full where it has not been yet, else its title. Returns what stands below."""
        own: dict[str, Any] = {}
        below: list[tuple[Link, int]] = []
        line = f"{sign}[{self.names[node.id]}]"
        block = link is None and not sign
        at_home = not node.top and depth < DEEPEST and self._place(node) == self.here
        if node.id not in self.defined and (block or at_home):
            self.defined.add(node.id)
            rest, tags = tags_of(node.tags)
            line += f": {self._text(node)}{tags}" if node.text else tags
            own = self._kind(node)
            if block and not node.top:
                own[keys.TOP] = False
            own |= of_node(node, rest)
            for out in node.out:
                if out.via is None and not out.into and self._in_data(out):
                    own.setdefault(_ABOUT[out.kind], []).append(self._target(out))
            below = [(into, depth + 1) for into in node.into]
        elif node.id not in self.defined:
            self._wait(node)
        if link is not None and (step := of_step(link)):
            own[keys.STEP] = step
        self._line(depth, line)
        if own:
            self._line(depth + (not block), flow(own))
        return below

    def _text(self, node: Node) -> str:
        """A text; where it mentions another node, Argdown does so too."""
        if not node.mentions:
            return text(node.text)
        parts = _MENTION.split(node.text)
        for i, part in enumerate(parts):
            other = self.map.nodes.get(part) if i % 2 and part in node.mentions else None
            if other is not None:
                name = self.names[part]
                parts[i] = f"@<{name}>" if other.kind == "argument" else f"@[{name}]"
            else:
                parts[i] = text(f"[[{part}]]" if i % 2 else part)
        return "".join(parts)

    def _kind(self, node: Node) -> dict[str, Any]:
        """The kind of a node, where its place in the text alone doesn't tell it."""
        if node.kind == "question":
            return {keys.KIND: node.kind}
        if node.top or node.kind not in _STATED:
            return {}
        uses = sum(1 for link in node.out if link.kind not in ("contradiction", "restatement"))
        return {keys.KIND: node.kind} if uses > 1 or node.id in self.deep else {}

    def _in_data(self, link: Link) -> bool:
        return link.kind in _ABOUT and (link.kind != "undercut" or isinstance(link.target, Node))

    def _target(self, link: Link) -> Any:
        step = of_step(link)
        name = self._name(link.target)
        return {keys.TO: name, **step} if step else name

    def _name(self, target: Node | Link) -> str:
        """How data call a node or a step."""
        if isinstance(target, Node):
            return f"<{self.names[target.id]}>" if target.kind == "argument" else self.names[target.id]
        return f"<{self._title(target)}>"

    def _line(self, depth: int, line: str) -> None:
        self.lines.append("  " * depth + line)

    # Arguments

    def _title(self, link: Link) -> str:
        """The title of the argument that a link becomes."""
        found = self.titles.get(link.id)
        if found is None:
            via = link.via
            if via is not None and via.id not in self.done:
                self.done.add(via.id)
                found = self.names[via.id]
            else:
                base, number = self._called(link), 1
                found = base
                while found in self.titled:
                    number += 1
                    found = f"{base} ({number})"
                self.titled.add(found)
            self.titles[link.id] = found
        return found

    def _called(self, link: Link) -> str:
        """A title that tells which step it is."""
        names = self.names
        head = link.head
        at = link.target.head if isinstance(link.target, Link) else link.target
        end = names[at.id] if at is not None else "that"
        if head is None:
            return f"{' and '.join(map(title, link.speakers)) or 'someone'} grants {end}"
        return f"{names[head.id]} {_VERBS.get(link.kind, 'and')} {end}"

    def _argument(self, link: Link) -> tuple[str, dict[str, Any]]:
        """The line and the data of the argument that a link becomes."""
        name = self._title(link)
        line = f"<{name}>"
        via = link.via
        if via is None:
            single = _SINGLE[link.kind] if link.origin else "concession"
            step = of_step(link, whole=not link.origin)
            rest, tags = tags_of(step.pop(keys.TAGS, ()))
            own = {keys.KIND: single, **({keys.TAGS: rest} if rest else {}), **step}
            if link.kind == "support" and link.origin:
                own.pop(keys.SCHEME, None)  # it is the inference rule
        elif name == self.names[via.id]:
            rest, tags = tags_of(via.tags)
            if via.text:
                line += f": {text(via.text)}"
            own = of_node(via, rest)
        else:
            return line, {keys.VIA: self.names[via.id]}
        return line + tags, own

    def _structure(self, link: Link) -> None:
        """A premise-conclusion structure: linked premises, or a premise whose step is undercut."""
        self.steps_done.add(link.id)
        line, own = self._argument(link)
        self._line(0, line)
        if own:
            self._line(0, flow(own))
        self.lines.append("")
        for number, premise in enumerate(link.origin, 1):
            self._below(self._statement(f"({number}) ", premise, 0))
        inference = rule(link.scheme) if link.scheme else ""
        step = of_step(link) if link.via is not None else {}
        if link.scheme is not None:
            step.pop(keys.SCHEME, None)
            if _library().find(link.scheme) is None:
                step[keys.SCHEME] = link.scheme
        if step:
            inference += f" {flow(step)}" if inference else flow(step)
        self._line(0, f"-- {inference} --" if inference else "----")
        self._below([(into, 1) for into in link.into if into.kind == "undercut"])
        assert isinstance(link.target, Node)
        self._line(0, f"({len(link.origin) + 1}) [{self.names[link.target.id]}]")
        self._wait(link.target)
        for into in link.into:
            if into.kind != "undercut":
                self._relation(into, 0)

    def _sketch(self, sign: str, link: Link, depth: int) -> list[tuple[Link, int]]:
        """An argument that is not spelt out: it stands where the step does."""
        self.steps_done.add(link.id)
        line, own = self._argument(link)
        if link.kind not in _SIGN or (link.kind == "undercut" and isinstance(link.target, Node)):
            own[keys.TO] = self._name(link.target)
        self._line(depth, sign + line)
        if own:
            self._line(depth + bool(sign), flow(own))
        below = []
        if link.origin:
            # a step's own speakers are among its data, so its origin stands there as it is
            self._below(self._statement("+ ", link.origin[0], depth + 1))
        below += [(into, depth + 1) for into in link.into]
        return below


_VERBS = {
    "support": "for",
    "attack": "against",
    "undercut": "undercuts",
    "question": "asks about",
    "answer": "answers",
    "concession": "concedes",
}
_SINGLE = {link: key for key, link in reversed(keys.SINGLE.items())}


def _names(map_: Map) -> dict[str, str]:
    """The title of each node: its id, without the strokes of what comes from another file."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in map_.nodes:
        base = title(id_.replace("/", "-"))
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names[id_] = name
    return names


def _deep(map_: Map) -> set[str]:
    """The nodes that are stated far below what stands at top level."""
    found: set[str] = set()
    level = [node for node in map_.nodes.values() if node.top]
    seen = {node.id for node in level}
    steps = 0
    while level:
        links = [link for node in level for link in node.into]
        for link in links:  # grows: what undercuts a step is one further
            links += link.into
        origins = [node for link in links for node in (*link.origin, *([link.via] if link.via else []))]
        level = []
        steps += 1
        for node in origins:
            if node.id not in seen:
                seen.add(node.id)
                level.append(node)
                if steps > _FAR:
                    found.add(node.id)
    return found


@cache
def _library() -> Library:
    from argmap.schemes.library import Library

    return Library()
