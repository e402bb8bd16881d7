"""What statements, their properties and declarations say, taken over where they stay what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from argmap.model.follow.change import CannotFollow
from argmap.model.follow.keeping import RELATING, Keeping, end_of, ends, places, texts
from argmap.model.follow.spans import of_quotes
from argmap.model.linking import Linker, own_link
from argmap.model.map import Link, Node
from argmap.model.places import fault_alone, fault_under
from argmap.model.unit import Entry
from argmap.syntax.reparse import Reparsed, settle
from argmap.syntax.tree import Declaration, Property, Statement


class Saying(Keeping):
    """Takes over what is said."""

    # Declarations

    def _declarations(self, edit: Reparsed) -> None:
        """Take over titles, names and descriptions; anything else that is declared is read anew."""
        old = [item for item in edit.old if isinstance(item, Declaration)]
        new = [item for item in edit.new if isinstance(item, Declaration)]
        if len(old) != len(new):
            raise CannotFollow
        for before, now in zip(old, new, strict=True):
            settle(before)
            keyword = now.keyword.text
            if before.keyword.text != keyword or before.column != now.column or before.block != now.block:
                raise CannotFollow
            if (before.name and before.name.text) != (now.name and now.name.text):
                raise CannotFollow
            if any(now.start <= each.span.start < now.end for each in self._found) or not now.text:
                raise CannotFollow
            self._redeclare(before, now, keyword)

    def _redeclare(self, before: Declaration, now: Declaration, keyword: str) -> None:
        unit, map_ = self.unit, self.map
        name = now.name.text if now.name is not None else ""
        if keyword == "map":
            if map_.title != before.text:
                raise CannotFollow
            unit.title = map_.title = now.text
            return
        if keyword == "section" and name in unit.sections:
            section = replace(unit.sections[name], title=now.text)
            unit.sections[name] = map_.sections[section.id] = section
            unit.declared_by(now, name)
            span = section.span
        elif keyword == "speaker" and name in unit.speakers:
            speaker = replace(unit.speakers[name], name=now.text)
            unit.speakers[name] = map_.speakers[speaker.id] = speaker
            span = speaker.span
        elif keyword == "source" and name in unit.sources:
            source = replace(unit.sources[name], description=now.text)
            unit.sources[name] = map_.sources[source.id] = source
            span = source.span
        else:
            raise CannotFollow
        self.spans.place(span, now.keyword.start, end_of(now, unit.source))
        self._change.keys.add("declared")

    def _refresh(self, entry: Entry, before: Statement, now: Statement, edit: Reparsed) -> None:
        """Take over what a statement says; its kind, id and form are what they were."""
        change, link = self._change, entry.link
        own = entry.node if now.form == "node" else None
        tags = texts(now.tags)
        if texts(before.tags) != tags:
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
                change.near.update(ends(link))
        if own is not None:
            self.spans.place(own.span, now.kind.start, end_of(now, self.unit.source))
            if before.text != now.text:
                own.text = now.text
                change.said.add(own)
                if now.id is None:
                    self._rename(entry, own)
        elif isinstance(link, Link) and self._made(link, before, now):
            self.spans.place(link.span, now.kind.start, Linker(self.unit).end(entry))
        for each in self._found:
            if each.code == "E208" and each.span.start == now.kind.start:
                self.spans.place(each.span, now.kind.start, Linker(self.unit).end(entry))
        self._cited(entry, before, now, own)

    def _made(self, link: Link, before: Statement, now: Statement) -> bool:
        """Whether a statement's line is the one that made its step."""
        if link.span.source is not self.unit.source:
            return False
        return id(link.span) in self.spans.across or link.span.start in (before.kind.start, now.kind.start)

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
        if places(before.citations) != places(now.citations) or places(before.brackets) != places(
            now.brackets
        ):
            change.cites = True
            if own is not None:
                change.altered.add(own)
            elif isinstance(entry.link, Link):
                change.near.update(ends(entry.link))
        elif not self.spans.across:
            if texts(before.mentions) != texts(now.mentions):
                self._mention(before, now, own)
            return
        if any(
            "/" in cite.source
            for cite in (*before.citations, *before.brackets, *now.citations, *now.brackets)
        ):
            raise CannotFollow
        names = Linker(unit).names
        if own is not None:
            self.spans.drop(cite.span for cite in (*own.citations, *own.brackets))
            own.citations = names.citations(now.citations)
            own.brackets = names.citations(now.brackets)
            self.spans.know(cite.span for cite in (*own.citations, *own.brackets))
        elif (before.citations or now.citations) and isinstance(entry.link, Link):
            link = entry.link
            if len(link.citations) != len(before.citations) or link.via is not None:
                raise CannotFollow  # others have added theirs
            self.spans.drop(cite.span for cite in link.citations)
            link.citations = names.citations(now.citations)
            self.spans.know(cite.span for cite in link.citations)
        if texts(before.mentions) != texts(now.mentions):
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
        if was == now and not self.spans.across and not self._reread:
            return
        node = entry.node
        if item.form != "node" or node is None:
            if was or now:
                raise CannotFollow
            return
        if any(each.node is node and each.properties and each is not entry for each in unit.entries):
            raise CannotFollow  # a reference says more of it
        if [each for each in was if each[0] in RELATING] != [each for each in now if each[0] in RELATING]:
            raise CannotFollow
        self._unfind([(line.start, line.end) for line in lines if line.key.text not in RELATING])
        values = unit.values(lines, item.kind.text)
        linker = Linker(unit)
        for key in RELATING & values.keys():
            if key not in node.properties:
                raise CannotFollow
            values[key] = node.properties[key]
        self.spans.drop(of_quotes(node))
        if "quote" in values:
            values["quote"] = [linker.quote(line) for line in values["quote"]]
        node.properties = values
        self.spans.know(of_quotes(node))
        link = entry.link
        if isinstance(link, Link) and (item.kind.text != "premise" or own_link(entry)):
            link.scheme = values.get("scheme")
        if was != now:
            change.altered.add(node)
            change.keys.update(key for key, *_ in {*was} ^ {*now})
            change.keys.update(key for key, *_ in now if len(was) == len(now))


def _said_by(line: Property) -> tuple[Any, ...]:
    """What a property says."""
    return line.key.text, line.text, *places(line.citations)


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
