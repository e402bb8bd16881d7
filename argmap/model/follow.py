"""A map after an edit of its text: only what the edit touched is resolved again.

A `Follower` belongs to one loaded map and its main file. `follow` takes what `syntax.reparse` changed in the
tree and changes the map's nodes and links in place, so that the map is what reading the whole text would make.
It handles what people mostly do while they write: change texts, tags, citations and properties, add
statements that nothing hangs on yet, take such statements away. For anything else it gives up, and the map is
to be made anew from its tree; it may have been changed in part by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from argmap.diagnostics import Diagnostic
from argmap.model.linking import Linker, own_link
from argmap.model.load import Loaded
from argmap.model.map import Link, Node
from argmap.model.places import fault_alone, fault_under
from argmap.model.unit import Entry
from argmap.source import Source, Span
from argmap.syntax.reparse import Reparsed, settle
from argmap.syntax.tree import Cite, Declaration, Item, Property, Statement, Word

#: Links that properties make; they come behind those that lines make.
_RELATIONS = frozenset({"restatement", "contradiction"})
_RELATING = frozenset({"restates", "contradicts"})
_NUMBERED = re.compile(r"~\d+$")


class CannotFollow(Exception):
    """An edit changes more of the map than is followed."""


@dataclass(slots=True)
class Change:
    """What is another in a map now.

    `said`: the nodes whose text, or what they are called by, is new; `altered`: those with other tags,
    citations or properties, whose keys are in `keys`; `near`: those that got or lost a link or stood by one;
    `gone`: those that are there no more; `keys` has `ids` where written ids came or went. `links` tells that nodes or links came or went, `cites` that
    something is cited that was not, or no more.
    """

    said: set[Node] = field(default_factory=set)
    altered: set[Node] = field(default_factory=set)
    near: set[Node] = field(default_factory=set)
    gone: set[Node] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    links: bool = False
    cites: bool = False


class Follower:
    """Keeps a loaded map in step with its main file's tree; `said` is what parsing that file reported."""

    def __init__(self, loaded: Loaded, said: list[Diagnostic]) -> None:
        self.loaded = loaded
        self.map = loaded.map
        self.unit = unit = loaded.units[0]
        #: What parsing the main file reports; right even where the map can't follow.
        self.said = said
        self._found = unit.diagnostics[len(said) :]
        self._entries: dict[Item, Entry] = {entry.item: entry for entry in unit.entries}
        self._lost = any(entry.lost for entry in unit.entries)
        self._late = any(_reopens_argument(entry) for entry in unit.entries)
        self._spans: dict[int, Span] = {}
        self._know(_spans(loaded))
        #: Spans across the edit that nobody has placed yet.
        self._across: dict[int, Span] = {}
        self._change = Change()
        #: Something was found in properties that are read anew; it can't be found anew.
        self._reread = self._doomed = False

    def moves(self, span: Span) -> bool:
        """Whether a span is one of those that are moved with the text."""
        return id(span) in self._spans

    def follow(self, edit: Reparsed) -> Change:
        """Take over a change of the tree. Raises `CannotFollow` where the map is to be made anew."""
        self._change = Change()
        self._reread = self._doomed = False
        pairs, gone, added = _paired(edit)
        self._forget(edit, gone)
        self._move(edit)
        for each in edit.said:
            self._know(_spans_of(each, self.unit.source))
        self.said = sorted([*self.said, *edit.said], key=lambda d: d.span.start)
        self._look(edit)
        self.unit.diagnostics = list(edit.said)  # and what is found while following
        for entry in self._statements(edit, pairs, gone, added):
            self._properties(entry)
        if self._across:
            raise CannotFollow
        for each in self.unit.diagnostics[len(edit.said) :]:
            self._found.append(each)
            self._know(_spans_of(each, self.unit.source))
        self.unit.diagnostics = [*self.said, *self._found]
        self.loaded.diagnostics = sorted(self.unit.diagnostics, key=lambda d: (d.span.start, d.code))
        return self._change

    def _look(self, edit: Reparsed) -> None:
        """Give up where an edit has to do with more than statements and their properties."""
        for item in (*edit.old, *edit.new):
            if item.type == "DECLARATION" or (item.block and item.type in ("STRAY", "PROPERTY")):
                raise CannotFollow
        holder = edit.holder
        if isinstance(holder, Declaration):
            if holder.keyword.text != "section" or any(each.type == "PROPERTY" for each in edit.old):
                raise CannotFollow
            if any(below.type == "PROPERTY" and below in edit.new for below in holder.block):
                raise CannotFollow
        elif holder is None:
            if any(item.type == "PROPERTY" for item in self.loaded.document.items):
                raise CannotFollow
        elif not isinstance(holder, Statement):
            raise CannotFollow
        if self._lost or self._doomed or any(each.code == "E302" for each in self._found):
            raise CannotFollow

    # Places and findings

    def _forget(self, edit: Reparsed, gone: list[Statement]) -> None:
        """Drop what was found in the lines that are read anew, as far as it will be found again."""
        source = self.unit.source
        for each in self.said:
            if edit.start <= each.span.start < edit.end:
                self._drop(_spans_of(each, source))
        self.said = [each for each in self.said if not edit.start <= each.span.start < edit.end]
        for item in edit.old:
            if isinstance(item, Property):
                found = self._unfind([(item.start, item.end)])
                self._reread |= found
                # what is wrong with what it names is not looked for again
                self._doomed |= found and item.key.text in _RELATING
        if gone:
            self._unfind([(item.start, item.end) for item in gone])

    def _unfind(self, lines: list[tuple[int, int]]) -> bool:
        """Drop what was found in some lines; whether there was anything."""
        kept = []
        for each in self._found:
            if any(start <= each.span.start < end for start, end in lines):
                self._drop(_spans_of(each, self.unit.source))
            else:
                kept.append(each)
        dropped = len(kept) < len(self._found)
        self._found = kept
        return dropped

    def _move(self, edit: Reparsed) -> None:
        """Move all spans behind the edit, and remember those that lie across it."""
        start, end, by = edit.start, edit.end, edit.moved
        cut, cut_end = edit.cut, edit.cut_end
        self._across = {}
        for span in self._spans.values():
            at = span.start
            if at >= end:
                span.start = at + by
                span.end += by
            elif span.end > start and span.end > cut:
                if at >= cut_end:
                    span.start = at + by
                    span.end += by
                else:
                    self._across[id(span)] = span

    def _know(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self._spans[id(span)] = span

    def _drop(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self._spans.pop(id(span), None)
            self._across.pop(id(span), None)

    def _place(self, span: Span, start: int, end: int) -> None:
        """Say where a span is now."""
        span.start, span.end = start, end
        self._across.pop(id(span), None)

    # Statements

    def _statements(
        self,
        edit: Reparsed,
        pairs: list[tuple[Statement, Statement]],
        gone: list[Statement],
        added: list[Statement],
    ) -> list[Entry]:
        """Take over the statements; returns those whose properties may have changed."""
        above = {id(below): item for item in edit.new for below in item.block}
        entries = []
        for before, now in pairs:
            entry = self._entries.pop(before)
            entry.item = now
            self._entries[now] = entry
            entries.append(entry)
        for before in reversed(gone):
            self._remove(before, edit)
        for entry, (before, now) in zip(entries, pairs, strict=True):
            if self._parent(now, above, edit) is not entry.parent:
                raise CannotFollow
            self._refresh(entry, before, now, edit)
        for item in added:
            entries.append(self._insert(item, self._parent(item, above, edit), edit))
        if isinstance(edit.holder, Statement):
            below = edit.holder.block
            if any(item.type == "PROPERTY" for item in edit.old) or any(
                item.type == "PROPERTY" and item in below for item in edit.new
            ):
                entries.append(self._entries[edit.holder])
        return entries

    def _parent(self, item: Item, above: dict[int, Item], edit: Reparsed) -> Entry | None:
        holder = above.get(id(item), edit.holder)
        if isinstance(holder, Statement):
            entry = self._entries.get(holder)
            if entry is None:
                raise CannotFollow  # what stays would hang on a line that is new
            return entry
        if holder is not None and not isinstance(holder, Declaration):
            raise CannotFollow
        return None

    def _refresh(self, entry: Entry, before: Statement, now: Statement, edit: Reparsed) -> None:
        """Take over what a statement says; its kind, id and form are what they were."""
        if _texts(before.speakers) != _texts(now.speakers):
            raise CannotFollow
        change, link = self._change, entry.link
        own = entry.node if now.form == "node" else None
        tags = _texts(now.tags)
        if _texts(before.tags) != tags:
            if own is None or "implicit" in {*tags, *own.tags}:
                raise CannotFollow
            own.tags = tags
            change.altered.add(own)
            change.keys.add("tags")
        if entry.parent is None:
            fault = fault_alone(now)
        else:
            fault = fault_under(now.kind.text, entry.parent.item)
        if fault is not None or (now.kind.text == "undercut" and link is None):
            raise CannotFollow  # whether that is told hangs on what else is wrong with the line
        if before.start <= edit.cut_end and edit.cut <= before.pieces[0][0]:
            # the header is laid out in another way, which is where findings point
            if own is not None:
                change.altered.add(own)
            if isinstance(link, Link):
                change.near.update(_ends(link))
        if own is not None:
            self._place(own.span, now.kind.start, _end_of(now, self.unit.source))
            if before.text != now.text:
                own.text = now.text
                change.said.add(own)
                if now.id is None:
                    self._rename(entry, own)
        elif isinstance(link, Link) and self._made(link, before, now):
            self._place(link.span, now.kind.start, Linker(self.unit).end(entry))
        for each in self._found:
            if each.code == "E208" and each.span.start == now.kind.start:
                self._place(each.span, now.kind.start, Linker(self.unit).end(entry))
        self._cited(entry, before, now, own)

    def _made(self, link: Link, before: Statement, now: Statement) -> bool:
        """Whether a statement's line is the one that made its step."""
        if link.span.source is not self.unit.source:
            return False
        return id(link.span) in self._across or link.span.start in (before.kind.start, now.kind.start)

    def _rename(self, entry: Entry, node: Node) -> None:
        """Give a node without a written id the one that its new words make."""
        unit, was, new = self.unit, node.id, self.unit.derived(entry)
        if was == new:
            return
        if unit.shared(was) != 1 or unit.shared(new) or any(each.node == was for each in self._found):
            raise CannotFollow
        unit.give_up(was)
        unit.take(new)
        node.id = new
        links = [*node.out, *node.into, *(other for link in node.out for other in link.into)]
        for link in {id(link): link for link in links}.values():
            link.id = _renamed(link.id, was, new)
        self.map.nodes = _by_id(self.map.nodes)
        self.map.links = _by_id(self.map.links)

    def _cited(self, entry: Entry, before: Statement, now: Statement, own: Node | None) -> None:
        """Take over what a statement cites and mentions."""
        unit, change = self.unit, self._change
        if _places(before.citations) != _places(now.citations) or _places(before.brackets) != _places(
            now.brackets
        ):
            change.cites = True
            if own is not None:
                change.altered.add(own)
            elif isinstance(entry.link, Link):
                change.near.update(_ends(entry.link))
        elif not self._across:
            if _texts(before.mentions) != _texts(now.mentions):
                self._mention(before, now, own)
            return
        if any(
            "/" in cite.source
            for cite in (*before.citations, *before.brackets, *now.citations, *now.brackets)
        ):
            raise CannotFollow
        names = Linker(unit).names
        if own is not None:
            self._drop(cite.span for cite in (*own.citations, *own.brackets))
            own.citations = names.citations(now.citations)
            own.brackets = names.citations(now.brackets)
            self._know(cite.span for cite in (*own.citations, *own.brackets))
        elif (before.citations or now.citations) and isinstance(entry.link, Link):
            link = entry.link
            if len(link.citations) != len(before.citations) or link.via is not None:
                raise CannotFollow  # others have added theirs
            self._drop(cite.span for cite in link.citations)
            link.citations = names.citations(now.citations)
            self._know(cite.span for cite in link.citations)
        if _texts(before.mentions) != _texts(now.mentions):
            self._mention(before, now, own)

    def _mention(self, before: Statement, now: Statement, own: Node | None) -> None:
        if own is None:
            return
        named = self.unit.named
        if any(word.text not in named for word in (*before.mentions, *now.mentions)):
            raise CannotFollow
        own.mentions = tuple([named[word.text].id for word in now.mentions])
        self._change.altered.add(own)
        self._change.keys.add("mentions")

    # Statements that come and go

    def _remove(self, item: Statement, edit: Reparsed) -> None:
        """Take a statement out on which nothing hangs."""
        unit, map_, change = self.unit, self.map, self._change
        entry = self._entries.pop(item)
        node, link = entry.node, entry.link
        own = node if item.form == "node" else None
        if _in_argument(entry) or any(word.text not in unit.speakers for word in item.speakers):
            raise CannotFollow
        for other in unit.entries:
            if other is not entry and (
                other.parent is entry
                or (own is not None and other.node is own)
                or (link is not None and other.link is link)
            ):
                raise CannotFollow
        if isinstance(link, Link):
            base = _NUMBERED.sub("", link.id)
            if link.into or not self._removed_made(link, item, edit) or f"{link.id}~2" in map_.links:
                raise CannotFollow
            if base != link.id and base in map_.links:
                raise CannotFollow
            change.near.update(_ends(link))
            del map_.links[link.id]
            link.target.into.remove(link)
            for origin in link.origin:
                origin.out.remove(link)
            self._drop((link.span, *(cite.span for cite in link.citations)))
        if own is not None:
            if own.into or own.out or any(own.id in other.mentions for other in map_.nodes.values()):
                raise CannotFollow
            if own.named:
                change.keys.add("ids")
                self._names_change()
                del unit.named[own.id]
            elif unit.shared(own.id) == 1:
                unit.give_up(own.id)
            else:
                raise CannotFollow
            del map_.nodes[own.id]
            self._drop(_spans_of_node(own))
            change.gone.add(own)
        if item.citations or item.brackets:
            change.cites = True
        change.keys.update(each.key.text for each in entry.properties or ())
        unit.entries.remove(entry)
        change.links = True

    def _removed_made(self, link: Link, item: Statement, edit: Reparsed) -> bool:
        start = item.kind.start
        return link.span.source is self.unit.source and (
            id(link.span) in self._across or link.span.start in (start, start + edit.moved)
        )

    def _names_change(self) -> None:
        """Give up where an id that comes or goes may be what another line looks for."""
        if any(each.code == "E301" for each in self._found):
            raise CannotFollow

    def _insert(self, item: Statement, parent: Entry | None, edit: Reparsed) -> Entry:
        """Put a statement in on which nothing hangs yet."""
        unit, map_, change = self.unit, self.map, self._change
        section = parent.section if parent is not None else None
        if parent is None and isinstance(edit.holder, Declaration):
            section = unit.section_of(edit.holder)
            if section is None:
                raise CannotFollow
        entry = Entry(item, parent, section, parent.anchor if parent is not None else "")
        if _in_argument(entry) or any(word.text not in unit.speakers for word in item.speakers):
            raise CannotFollow
        if item.id is not None:
            entry.anchor = item.id.text
            if item.form == "node" and item.id.text in unit.named:
                raise CannotFollow
        if item.block:
            entry.properties = []
        at = self._place_of(item)
        unit.entries.insert(at, entry)
        self._entries[item] = entry
        linker = Linker(unit)
        _ = linker.faulty
        if item.form == "node":
            if item.id is not None:
                change.keys.add("ids")
                self._names_change()
            elif unit.shared(unit.derived(entry)):
                raise CannotFollow
            unit.node(entry, item)
            node = entry.node
            assert node is not None
            self._order_nodes(entry, at)
            change.said.add(node)
        linker.resolve(entry)
        linker.speak(entry, set())
        known = len(map_.links)
        linker.link(entry)
        made = entry.link
        if isinstance(made, Link) and parent is not None:
            if len(map_.links) != known + 1:
                raise CannotFollow  # the same step is made elsewhere, too
            self._order_link(made)
            change.near.update(_ends(made))
            self._know((made.span, *(cite.span for cite in made.citations)))
        if item.form == "node" and entry.node is not None:
            self._know(_spans_of_node(entry.node))
        if item.citations or item.brackets:
            change.cites = True
        change.links = True
        return entry

    def _place_of(self, item: Statement) -> int:
        """The place of a statement among all others, by where their lines begin."""
        entries, low, high = self.unit.entries, 0, len(self.unit.entries)
        while low < high:
            middle = (low + high) // 2
            if entries[middle].item.start < item.start:
                low = middle + 1
            else:
                high = middle
        return low

    def _order_nodes(self, entry: Entry, at: int) -> None:
        """Move a node just made, the last in the map, to where its line stands."""
        unit, nodes = self.unit, self.map.nodes
        node = entry.node
        assert node is not None
        before = next((e.node for e in reversed(unit.entries[:at]) if e.item.form == "node"), None)
        del nodes[node.id]
        ordered: dict[str, Node] = {} if before is not None else {node.id: node}
        for each in nodes.values():
            ordered[each.id] = each
            if each is before:
                ordered[node.id] = node
        self.map.nodes = ordered
        if node.named:
            unit.named = {
                e.anchor: e.node for e in unit.entries if e.item.form == "node" and e.node and e.node.named
            }

    def _order_link(self, link: Link) -> None:
        """Move a link just made, the last in the map and at its ends, to where its line stands."""
        links = list(self.map.links.values())
        links.pop()
        links.insert(next((i for i, each in enumerate(links) if self._behind(each, link)), len(links)), link)
        self.map.links = {each.id: each for each in links}
        for ends in (link.target.into, *(origin.out for origin in link.origin)):
            ends.pop()
            ends.insert(next((i for i, each in enumerate(ends) if self._behind(each, link)), len(ends)), link)

    def _behind(self, other: Link, link: Link) -> bool:
        """Whether a link comes behind one that a line of the main file makes."""
        if other.prefix != self.unit.prefix:
            return False
        return other.kind in _RELATIONS or other.span.start > link.span.start

    # Properties

    def _properties(self, entry: Entry) -> None:
        """Read the properties of a statement anew, if they changed."""
        item, unit, change = entry.item, self.unit, self._change
        lines: list[Property] = []
        children = False
        for below in item.block:
            if isinstance(below, Property):
                if children or below.block:
                    raise CannotFollow
                settle(below)
                lines.append(below)
            elif isinstance(below, (Statement, Declaration)):
                children = True
        old = entry.properties
        entry.properties = lines if item.block else None
        now = [_said_by(line) for line in lines]
        was = [_said_by(line) for line in old or ()]
        if was == now and not self._across and not self._reread:
            return
        node = entry.node
        if item.form != "node" or node is None:
            if was or now:
                raise CannotFollow
            return
        if any(each.node is node and each.properties and each is not entry for each in unit.entries):
            raise CannotFollow  # a reference says more of it
        if [each for each in was if each[0] in _RELATING] != [each for each in now if each[0] in _RELATING]:
            raise CannotFollow
        self._unfind([(line.start, line.end) for line in lines if line.key.text not in _RELATING])
        values = unit.values(lines, item.kind.text)
        linker = Linker(unit)
        for key in _RELATING & values.keys():
            if key not in node.properties:
                raise CannotFollow
            values[key] = node.properties[key]
        self._drop(_spans_of_quotes(node))
        if "quote" in values:
            values["quote"] = [linker.quote(line) for line in values["quote"]]
        node.properties = values
        self._know(_spans_of_quotes(node))
        link = entry.link
        if isinstance(link, Link) and (item.kind.text != "premise" or own_link(entry)):
            link.scheme = values.get("scheme")
        if was != now:
            change.altered.add(node)
            change.keys.update(key for key, *_ in {*was} ^ {*now})
            change.keys.update(key for key, *_ in now if len(was) == len(now))


def _paired(
    edit: Reparsed,
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """The old and new statements that are the same line, those that went and those that came."""
    old = [item for item in edit.old if isinstance(item, Statement)]
    new = [item for item in edit.new if isinstance(item, Statement)]
    for item in old:
        settle(item)
    front, most = 0, min(len(old), len(new))
    while front < most and _alike(old[front], new[front]):
        front += 1
    back = 0
    while back < most - front and _alike(old[-1 - back], new[-1 - back]):
        back += 1
    behind, after = len(old) - back, len(new) - back
    pairs = [*zip(old[:front], new[:front], strict=True), *zip(old[behind:], new[after:], strict=True)]
    return pairs, old[front:behind], new[front:after]


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two lines may be one and the same, before and after an edit of its text."""
    return (
        one.kind.text == other.kind.text
        and one.form == other.form
        and one.column == other.column
        and (one.id.text if one.id else None) == (other.id.text if other.id else None)
    )


def _texts(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple([word.text for word in words])


def _places(cites: tuple[Cite, ...]) -> list[tuple[str, str | None]]:
    return [(cite.source, cite.anchor) for cite in cites]


def _said_by(line: Property) -> tuple[Any, ...]:
    """What a property says."""
    return line.key.text, line.text, *_places(line.citations)


def _end_of(item: Statement, source: Source) -> int:
    end = item.pieces[-1][1]
    raw = source.text
    while raw[end - 1].isspace():
        end -= 1
    return end


def _in_argument(entry: Entry) -> bool:
    """Whether a statement is an argument, or a premise linked with others in one."""
    kinds = {entry.item.kind.text, entry.parent.item.kind.text if entry.parent is not None else ""}
    return "argument" in kinds


def _reopens_argument(entry: Entry) -> bool:
    item = entry.item
    return entry.parent is None and item.form == "reference" and item.kind.text == "argument"


def _ends(link: Link) -> list[Node]:
    """The nodes that a link joins; those of the link that it denies."""
    ends = [*link.origin]
    if link.via is not None:
        ends.append(link.via)
    target = link.target
    return [*ends, *(_ends(target) if isinstance(target, Link) else [target])]


def _renamed(link: str, was: str, new: str) -> str:
    """A link's id when that of a node at one of its ends is another."""
    if link.startswith((f"{was}>", f"{was}=", f"{was}!")):
        return new + link[len(was) :]
    if link.endswith((f">{was}", f"={was}", f"!{was}")):
        return link[: -len(was)] + new
    raise CannotFollow


_Named = TypeVar("_Named", Node, Link)


def _by_id(things: dict[str, _Named]) -> dict[str, _Named]:
    named = {each.id: each for each in things.values()}
    if len(named) != len(things):
        raise CannotFollow
    return named


# All spans of a map in its main file


def _spans(loaded: Loaded) -> Iterator[Span]:
    map_, unit = loaded.map, loaded.units[0]
    source = unit.source

    def here(spans: Iterable[Span]) -> Iterator[Span]:
        return (span for span in spans if span.source is source)

    for node in map_.nodes.values():
        if node.span.source is source:
            yield from _spans_of_node(node)
        else:
            yield from here(_spans_of_quotes(node))
    for link in map_.links.values():
        yield from here((link.span, *[cite.span for cite in link.citations]))
        if "quote" in link.properties:
            yield from here(_of_quotes(link.properties["quote"]))
    for declared in (map_.speakers, map_.sources, map_.sections, map_.imports):
        yield from here(each.span for each in declared.values())
    for found in unit.diagnostics:
        yield from _spans_of(found, source)


def _spans_of_node(node: Node) -> Iterator[Span]:
    yield node.span
    for cite in (*node.citations, *node.brackets):
        yield cite.span
    yield from _spans_of_quotes(node)


def _spans_of_quotes(node: Node) -> Iterator[Span]:
    if "quote" in node.properties:
        yield from _of_quotes(node.properties["quote"])


def _of_quotes(quotes: Iterable[Any]) -> Iterator[Span]:
    for quote in quotes:
        yield quote.span
        for cite in quote.citations:
            yield cite.span


def _spans_of(found: Diagnostic, source: Source) -> Iterator[Span]:
    """The spans that are a finding's own; those of what is related to it belong to nodes."""
    if found.span.source is source:
        yield found.span
    if found.fix is not None:
        for edit in found.fix.edits:
            yield edit.span
