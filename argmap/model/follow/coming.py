"""Statements that come and go."""

from __future__ import annotations

import re

from argmap.model.follow.change import CannotFollow
from argmap.model.follow.keeping import Keeping, ends, reopens_argument
from argmap.model.follow.spans import of_node
from argmap.model.linking import Linker
from argmap.model.map import Link, Node, Speaker
from argmap.model.unit import Entry
from argmap.source import Span
from argmap.syntax.reparse import Reparsed, settle
from argmap.syntax.tree import Declaration, Statement

#: Links that properties make; they come behind those that lines make.
_RELATIONS = frozenset({"restatement", "contradiction"})
_NUMBERED = re.compile(r"~\d+$")


class Coming(Keeping):
    """Puts statements in on which nothing hangs yet, and takes such statements out."""

    def _remove(self, item: Statement, edit: Reparsed) -> None:
        """Take a statement out on which nothing hangs."""
        unit, map_, change = self.unit, self.map, self._change
        entry = self._entries.pop(item)
        node, link = entry.node, entry.link
        own = node if item.form == "node" else None
        linked = _is_linked(entry)
        if linked and item.form != "node":
            raise CannotFollow
        for other in unit.entries:
            if other is not entry and (
                other.parent is entry
                or (own is not None and other.node is own)
                or (link is not None and other.link is link and not linked)
            ):
                raise CannotFollow
        unit.entries.remove(entry)
        if linked:
            self._premises(entry)
        elif isinstance(link, Link):
            base = _NUMBERED.sub("", link.id)
            if link.into or not self._removed_made(link, item, edit) or f"{link.id}~2" in map_.links:
                raise CannotFollow
            if base != link.id and base in map_.links:
                raise CannotFollow
            change.near.update(ends(link))
            del map_.links[link.id]
            link.target.into.remove(link)
            for origin in (*link.origin, *(() if link.via is None else (link.via,))):
                origin.out.remove(link)
            self.spans.drop((link.span, *(cite.span for cite in link.citations)))
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
            self.spans.drop(of_node(own))
            change.gone.add(own)
        if item.citations or item.brackets:
            change.cites = True
        change.keys.update(each.key.text for each in entry.properties or ())
        self._speakers(item)
        change.links = True

    def _removed_made(self, link: Link, item: Statement, edit: Reparsed) -> bool:
        start = item.kind.start
        return link.span.source is self.unit.source and (
            id(link.span) in self.spans.across or link.span.start in (start, start + edit.moved)
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
        linked = _is_linked(entry)
        if self._late or reopens_argument(entry) or (linked and item.form != "node"):
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
        self._speakers(item)
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
        self._order_speakers(item)
        linker.speak(entry, set())
        known = len(map_.links)
        linker.link(entry)
        made = entry.link
        if linked:
            self._premises(entry)
        elif isinstance(made, Link) and parent is not None:
            if len(map_.links) != known + 1:
                raise CannotFollow  # the same step is made elsewhere, too
            self._order_link(made)
            change.near.update(ends(made))
            self.spans.know((made.span, *(cite.span for cite in made.citations)))
        if item.form == "node" and entry.node is not None:
            self.spans.know(of_node(entry.node))
            if item.kind.text == "argument":
                linker.without_premise(entry)
        if item.citations or item.brackets:
            change.cites = True
        change.links = True
        return entry

    def _premises(self, entry: Entry) -> None:
        """Give an argument the premises that stand under it, after one came or went."""
        unit, above = self.unit, entry.parent
        assert above is not None
        argument = above.node
        if argument is None or any(each.node is argument and each is not above for each in unit.entries):
            raise CannotFollow  # premises may stand under each line that names it
        below = [each for each in unit.entries if each.parent is above and each.item.kind.text == "premise"]
        if any(each.item.form != "node" for each in below):
            raise CannotFollow
        premises = tuple(each.node for each in below if each.node is not None)
        lines = (above.item.start, above.item.end)
        self._unfind([lines], "E208")
        unit.diagnostics = [
            each
            for each in unit.diagnostics
            if each.code != "E208" or not lines[0] <= each.span.start < lines[1]
        ]
        for link in argument.out:
            if link.via is not argument:
                continue
            for node in (*link.origin, *premises):
                if node in link.origin and node not in premises:
                    node.out.remove(link)
                elif node not in link.origin:
                    node.out.append(link)
            link.origin = premises
            self._change.near.update(ends(link))
        if not premises and above.item not in self.going:
            settle(above.item)
            Linker(unit).without_premise(above)

    def _speakers(self, item: Statement) -> None:
        """Put the speakers that are named and not declared in order, when a statement came or went."""
        unit, map_ = self.unit, self.map
        names = [word.text for word in item.speakers if word.text not in unit.speakers]
        if not names:
            return
        if any("/" in name for name in names) or unit.map_properties.get("by"):
            raise CannotFollow
        if any("by" in section.properties for section in unit.sections.values()):
            raise CannotFollow
        first: dict[str, Statement] = {}
        for entry in unit.entries:
            for word in entry.item.speakers:
                if word.text not in unit.speakers and "/" not in word.text:
                    if unit.speakers and word.text in names and entry.item is not item:
                        raise CannotFollow  # where it is named first, that is told
                    first.setdefault(word.text, entry.item)
        known = map_.speakers
        map_.speakers = {key: each for key, each in known.items() if "/" in key or key in unit.speakers}
        for name in known.keys() - map_.speakers.keys():
            self.spans.drop((known[name].span,))
        for name, where in first.items():
            settle(where)
            word = next(word for word in where.speakers if word.text == name)
            if where is item and unit.speakers:
                continue  # linking reports it, and puts it there
            map_.speakers[name] = Speaker(name, name, Span(unit.source, word.start, word.end))
        self.spans.know(map_.speakers[name].span for name in first if name in map_.speakers)
        self._first = list(first)

    def _order_speakers(self, item: Statement) -> None:
        """Put speakers that linking has just found among those that nobody declares."""
        unit, map_ = self.unit, self.map
        if all(word.text in unit.speakers for word in item.speakers):
            return
        known = map_.speakers
        map_.speakers = {key: each for key, each in known.items() if key not in self._first}
        map_.speakers.update((name, known[name]) for name in self._first)
        self.spans.know(map_.speakers[name].span for name in self._first)

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
        for there in (link.target.into, *(origin.out for origin in link.origin)):
            there.pop()
            at = next((i for i, each in enumerate(there) if self._behind(each, link)), len(there))
            there.insert(at, link)

    def _behind(self, other: Link, link: Link) -> bool:
        """Whether a link comes behind one that a line of the main file makes."""
        if other.prefix != self.unit.prefix:
            return False
        return other.kind in _RELATIONS or other.span.start > link.span.start


def _is_linked(entry: Entry) -> bool:
    """Whether a statement is one of the premises that an argument holds together."""
    parent = entry.parent
    return entry.item.kind.text == "premise" and parent is not None and parent.item.kind.text == "argument"
