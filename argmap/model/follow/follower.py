"""A map after an edit of its text: only what the edit touched is resolved again.

A `Follower` belongs to one loaded map and its main file. `follow` takes what `syntax.reparse` changed in
the tree and changes the map's nodes and links in place, so that the map is what reading the whole text would
make. It handles what people mostly do while they write: change texts, tags, citations, properties, titles;
add statements that nothing hangs on yet, take such statements away. For anything else it gives up, and the
map is to be made anew from its tree; it may have been changed in part by then.
"""

from __future__ import annotations

from argmap.model.follow.change import CannotFollow, Change
from argmap.model.follow.coming import Coming
from argmap.model.follow.keeping import RELATING, texts
from argmap.model.follow.saying import Saying
from argmap.model.follow.spans import of_finding
from argmap.model.unit import Entry
from argmap.syntax.reparse import Reparsed, settle
from argmap.syntax.tree import Declaration, Item, Property, Statement


class Follower(Saying, Coming):
    """Keeps a loaded map in step with its main file's tree."""

    def follow(self, edit: Reparsed) -> Change:
        """Take over a change of the tree. Raises `CannotFollow` where the map is to be made anew."""
        self._change = Change()
        self._reread = self._doomed = False
        pairs, gone, added = _paired(edit)
        self.going = set(gone)
        self._forget(edit, gone)
        self.spans.move(edit)
        for each in edit.said:
            self.spans.know(of_finding(each, self.unit.source))
        self.said = sorted([*self.said, *edit.said], key=lambda d: d.span.start)
        self._look(edit)
        self.unit.diagnostics = list(edit.said)  # and what is found while following
        self._declarations(edit)
        for entry in self._statements(edit, pairs, gone, added):
            self._properties(entry)
        if self.spans.across:
            raise CannotFollow
        for each in self.unit.diagnostics[len(edit.said) :]:  # the first are those of the form
            self._found.append(each)
            self.spans.know(of_finding(each, self.unit.source))
        self.unit.diagnostics = [*self.said, *self._found]
        self.loaded.diagnostics = sorted(self.unit.diagnostics, key=lambda d: (d.span.start, d.code))
        return self._change

    def _look(self, edit: Reparsed) -> None:
        """Give up where an edit has to do with more than statements and their properties."""
        for item in (*edit.old, *edit.new):
            if item.block and item.type in ("STRAY", "PROPERTY"):
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

    def _forget(self, edit: Reparsed, gone: list[Statement]) -> None:
        """Drop what was found in the lines that are read anew, as far as it will be found again."""
        source = self.unit.source
        for each in self.said:
            if edit.start <= each.span.start < edit.end:
                self.spans.drop(of_finding(each, source))
        self.said = [each for each in self.said if not edit.start <= each.span.start < edit.end]
        for item in edit.old:
            if isinstance(item, Property):
                found = self._unfind([(item.start, item.end)])
                self._reread |= found
                # what is wrong with what it names is not looked for again
                self._doomed |= found and item.key.text in RELATING
        if gone:
            self._unfind([(item.start, item.end) for item in gone])

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
        and texts(one.speakers) == texts(other.speakers)
        and (one.id.text if one.id else None) == (other.id.text if other.id else None)
    )
