"""A map as Argdown: one block for each claim that hangs on nothing, what hangs on it indented below.

Linked premises become a premise-conclusion structure behind the block, its inference rule their scheme.
A step that is undercut becomes an argument too, since Argdown undercuts nothing else: a premise's step a
structure with one premise, any other a sketch, an argument that the statement supports and that attacks
or undercuts in its place. The file asks for the loose mode, in which an attack goes one way. What
Argdown has no sign for is in its data (`data`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from argmap.analysis.standing import Standings
from argmap.formats.argdown import data as keys
from argmap.formats.argdown.escape import flow, quoted, rule, tag, text, title
from argmap.model.map import Citation, Link, Map, Node, Quote, Section

#: What is nested deeper is written as a block of its own.
DEEPEST = 6
_ABOUT = {link: key for key, link in keys.STEPS.items()}
_SIGN = {"support": "+", "attack": "-", "undercut": "_"}
_OF_NODE = frozenset({"restates", "contradicts"})
_OF_LINK = frozenset({"restates", "contradicts", "weight", "assumed", "scheme", "roles"})


def chunks(map_: Map, standings: Standings | None = None) -> Iterator[str]:
    """The text of a map, in pieces. What stands is for Argdown's readers to find out."""
    yield from _Writer(map_).pieces()


class _Writer:
    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.lines: list[str] = []
        #: What is written first in each section.
        self.tops: dict[str | None, list[Node]] = {}
        for node in map_.nodes.values():
            if node.top and node.kind != "argument":
                section = node.section if node.section in map_.sections else None
                self.tops.setdefault(section, []).append(node)
        self.defined: set[str] = set()
        self.titled = {node.id for node in map_.nodes.values() if node.kind == "argument"}
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
        for node in self.map.nodes.values():  # what only leads round in circles
            if node.kind != "argument" and node.id not in self.defined:
                self.waiting.append(node)
                yield from self._drain()
        if not self.defined and not self.map.sections:
            yield f"\n# {text(self.map.title) or 'Empty map'}\n"

    def _section(self, section: Section | None, level: int) -> Iterator[str]:
        if section is not None:
            yield f"\n{'#' * level} {text(section.title)}\n"
            own = {
                key: _plain(value) for key, value in section.properties.items() if key not in ("by", "ignore")
            }
            if "~" not in section.id:
                own = {keys.NAME: section.id, **own}
            if own:
                yield f"{flow(own)}\n"
        here = section.id if section is not None else None
        for node in self.tops.get(here, ()):
            self.waiting.append(node)
            yield from self._drain()

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
                self._line(depth, f">< [{title(link.origin[0].id)}]")
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
        if not node.top and node.kind != "argument":
            self.waiting.append(node)

    def _statement(
        self, sign: str, node: Node, depth: int, link: Link | None = None
    ) -> list[tuple[Link, int]]:
        """A statement: in full where it has not been yet, else its title. Returns what stands below."""
        own: dict[str, Any] = {}
        below: list[tuple[Link, int]] = []
        line = f"{sign}[{title(node.id)}]"
        block = link is None and not sign
        if node.id not in self.defined and (block or (not node.top and depth < DEEPEST)):
            self.defined.add(node.id)
            rest, tags = _tags(node.tags)
            line += f": {text(node.text)}{tags}" if node.text else tags
            own = {keys.KIND: "question"} if node.kind == "question" else {}
            if block and not node.top:
                own[keys.TOP] = False
            own |= _details(node, rest)
            for out in node.out:
                if out.via is None and not out.into and self._in_data(out):
                    own.setdefault(_ABOUT[out.kind], []).append(self._target(out))
            below = [(into, depth + 1) for into in node.into]
        elif node.id not in self.defined:
            self._wait(node)
        if link is not None and (step := _of_step(link)):
            own[keys.STEP] = step
        self._line(depth, line)
        if own:
            self._line(depth + (not block), flow(own))
        return below

    def _in_data(self, link: Link) -> bool:
        return link.kind in _ABOUT and (link.kind != "undercut" or isinstance(link.target, Node))

    def _target(self, link: Link) -> Any:
        step = _of_step(link)
        name = self._name(link.target)
        return {keys.TO: name, **step} if step else name

    def _name(self, target: Node | Link) -> str:
        """How data call a node or a step."""
        if isinstance(target, Node):
            return f"<{title(target.id)}>" if target.kind == "argument" else title(target.id)
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
                found = title(via.id)
            else:
                base, number = _called(link), 1
                found = base
                while found in self.titled:
                    number += 1
                    found = f"{base} ({number})"
                self.titled.add(found)
            self.titles[link.id] = found
        return found

    def _argument(self, link: Link) -> tuple[str, dict[str, Any]]:
        """The line and the data of the argument that a link becomes."""
        name = self._title(link)
        line = f"<{name}>"
        via = link.via
        if via is None:
            single = _SINGLE[link.kind] if link.origin else "concession"
            step = _of_step(link, whole=not link.origin)
            rest, tags = _tags(step.pop(keys.TAGS, ()))
            own = {keys.KIND: single, **({keys.TAGS: rest} if rest else {}), **step}
            if link.kind == "support" and link.origin:
                own.pop(keys.SCHEME, None)
        elif name == title(via.id):
            rest, tags = _tags(via.tags)
            if via.text:
                line += f": {text(via.text)}"
            own = _details(via, rest)
        else:
            return line, {keys.VIA: title(via.id)}
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
        step = _of_step(link) if link.via is not None else {}
        step.pop(keys.SCHEME, None)
        if step:
            inference += f" {flow(step)}" if inference else flow(step)
        self._line(0, f"-- {inference} --" if inference else "----")
        self._below([(into, 1) for into in link.into if into.kind == "undercut"])
        assert isinstance(link.target, Node)
        self._line(0, f"({len(link.origin) + 1}) [{title(link.target.id)}]")
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


_SINGLE = {link: key for key, link in reversed(keys.SINGLE.items())}


def _called(link: Link) -> str:
    """A title that tells which step it is."""
    head = link.head
    start = title(head.id) if head is not None else " and ".join(map(title, link.speakers)) or "someone"
    target = link.target
    end = target.head if isinstance(target, Link) else target
    name = title(end.id) if end is not None else "that"
    if head is None:
        return f"{start} grants {name}"
    verb = {
        "support": "for",
        "attack": "against",
        "undercut": "undercuts",
        "question": "asks about",
        "answer": "answers",
        "concession": "concedes",
    }.get(link.kind, "and")
    return f"{start} {verb} {name}"


def _tags(tags: tuple[str, ...]) -> tuple[list[str], str]:
    """The tags that Argdown can't hold, and the others as text."""
    signs = [tag(one) for one in tags]
    rest = [one for one, sign in zip(tags, signs, strict=True) if sign is None]
    return rest, "".join(f" {sign}" for sign in signs if sign is not None)


def _places(citations: tuple[Citation, ...]) -> list[str]:
    return [f"{c.source}#{c.anchor}" if c.anchor else c.source for c in citations]


def _plain(value: Any) -> Any:
    if isinstance(value, Quote):
        return {"text": value.text, keys.CITATIONS: _places(value.citations)}
    if isinstance(value, list):
        plain = [_plain(one) for one in value]
        return plain[0] if len(plain) == 1 and isinstance(plain[0], str) else plain
    return value


def _details(node: Node, tags: list[str]) -> dict[str, Any]:
    """What a node has and Argdown's syntax has no place for."""
    own: dict[str, Any] = {}
    if node.speakers:
        own[keys.SPEAKERS] = list(node.speakers)
    if tags:
        own[keys.TAGS] = tags
    if node.citations:
        own[keys.CITATIONS] = _places(node.citations)
    for key, value in node.properties.items():
        said = key == keys.SCHEME and any(link.scheme == value for link in node.out)
        if key not in _OF_NODE and not said and value not in (None, [], False):
            own[key] = _plain(value)
    return own


def _of_step(link: Link, *, whole: bool = False) -> dict[str, Any]:
    """What a step has and the node it starts from has not; its scheme too. `whole`: all it has."""
    own: dict[str, Any] = {}
    head = link.head
    if whole or (head is not None and link.speakers != head.speakers):
        own[keys.SPEAKERS] = list(link.speakers)
    if link.tags:
        own[keys.TAGS] = link.tags
    if link.citations:
        own[keys.CITATIONS] = _places(link.citations)
    if link.scheme:
        own[keys.SCHEME] = link.scheme
    for key, value in link.properties.items():
        if key not in _OF_LINK and value not in (None, []):
            own[key] = _plain(value)
    return own


def front(map_: Map) -> str:
    """The front matter: what the whole map has."""
    lines = ["==="]
    own = {k: _plain(v) for k, v in map_.properties.items() if k not in ("of", "by", "ignore")}
    if map_.title:
        lines.append(f"title: {quoted(map_.title)}")
    for key in ("author", "date"):
        if key in own:
            lines.append(f"{key}: {quoted(str(own.pop(key)))}")
    lines += ["model:", "  mode: loose", "  removeTagsFromText: true"]
    ours = [f"  {flow(key)}: {flow(value)}" for key, value in own.items()]
    if map_.speakers:
        ours.append(f"  {keys.SPEAKERS}:")
        for speaker in map_.speakers.values():
            said: dict[str, Any] = {keys.NAME: speaker.name}
            if speaker.side:
                said[keys.SIDE] = speaker.side
            said |= {k: _plain(v) for k, v in speaker.properties.items() if k != keys.SIDE}
            ours.append(f"    {flow(speaker.id)}: {flow(said)}")
    if map_.sources:
        ours.append(f"  {keys.SOURCES}:")
        for source in map_.sources.values():
            said = {keys.TITLE: source.description}
            if source.id in map_.mapped:
                said[keys.MAPPED] = True
            said |= {k: _plain(v) for k, v in source.properties.items()}
            ours.append(f"    {flow(source.id)}: {flow(said)}")
    if ours:
        lines += [f"{keys.OURS}:", *ours]
    return "\n".join([*lines, "===", ""])
