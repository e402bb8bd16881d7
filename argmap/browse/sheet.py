"""All there is to tell of one node, line by line: text, standing and why, what bears on it, what it cites.

A line that names another node leads there (`Line.leads`); the view lets the reader go along it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from argmap.browse.opened import Opened
from argmap.browse.words import Piece, fold, of_box, of_phrase
from argmap.render.details import Cited, Details, details
from argmap.render.look import DECIDED, LINKED, LINKS, STANDINGS
from argmap.render.scene import Arrow, Box, Group
from argmap.render.wrap import shorten
from argmap.review.dialogue import dialogue
from argmap.review.phrases import capital, joined
from argmap.review.verdict import verdict

#: So many lines of an explanation, so many of a passage, so many nodes of one sort are told.
_WHY, _PASSAGE, _MANY = 60, 14, 200

_BEGINS = re.compile(r"[#>|+*-]|\d+[.)] |```|~~~")

#: How the links that end at a node are headed, in the order in which they are told.
_INTO = {
    "support": "Reasons for it",
    "attack": "Against it",
    "undercut": "Beside the point, says",
    "concession": "Granted by",
    "answer": "Answers",
    "question": "Questions about it",
}
#: What a node does to what it bears on.
_DOES = {
    "support": "is a reason for",
    "attack": "speaks against",
    "undercut": "denies the step of",
    "concession": "grants",
    "question": "asks about",
    "answer": "answers",
}


@dataclass(slots=True, frozen=True)
class Line:
    """One line; `leads` is the id of the node it leads to, `goes_on` whether it continues the line before."""

    pieces: tuple[Piece, ...]
    leads: str | None = None
    goes_on: bool = False


def sheet(opened: Opened, id_: str, width: int, *, why: bool = True) -> list[Line]:
    """The lines on a node of the scene, each at most `width` cells wide."""
    return list(_Sheet(opened, opened.scene.boxes[id_], max(width, 16)).lines(why))


def section_sheet(title: str, boxes: int | None, tops: Iterable[Box], width: int) -> list[Line]:
    """The lines on a section: what it is called, and what stands in it by itself.

    Without a number of boxes it is none, and the title all there is to say.
    """
    width = max(width, 16)
    lines = [Line(tuple(line)) for line in fold([(title, "title")], "", "", width)]
    if boxes is None:
        return lines
    words = f"section with {f'{boxes:,}' if boxes else 'no'} node{'' if boxes == 1 else 's'}"
    lines += [Line(tuple(line)) for line in fold([(words, "quiet")], "", "", width)]
    for box in islice(tops, _MANY):
        lines.append(Line(()))
        for i, line in enumerate(fold(of_box(box), "", "  ", width)):
            lines.append(Line(tuple(line), box.id, i > 0))
    return lines


class _Sheet:
    def __init__(self, opened: Opened, box: Box, width: int) -> None:
        self.opened = opened
        self.box = box
        self.width = width

    def lines(self, why: bool) -> Iterator[Line]:
        known = details(self.opened.map, self.box.id)
        yield from self._head(known)
        yield Line(())
        yield from self._fold([(self.box.text, "")] if self.box.text else self._called(self.box))
        yield from self._standing(why)
        yield from self._relations()
        yield from self._cited(known)
        yield from self._notes(known)

    def _fold(
        self, pieces: Iterable[Piece], before: str = "", behind: str | None = None, leads: str | None = None
    ) -> Iterator[Line]:
        lines = fold(pieces, before, before if behind is None else behind, self.width)
        for i, line in enumerate(lines):
            yield Line(tuple(line), leads, i > 0)

    def _heading(self, words: str) -> Iterator[Line]:
        yield Line(())
        yield from self._fold([(words, "heading")])

    # What it is

    def _head(self, known: Details) -> Iterator[Line]:
        box = self.box
        words: list[Piece] = [(box.kind, "link:" + _link_of(box))]
        if box.label:
            words.append((box.label, "id"))
        if box.speakers:
            who = ", ".join(box.speakers)
            words.append((who, "speaker"))
            if box.sides:
                words.append((f"side {', '.join(box.sides)}", "quiet"))
        elif box.implicit:
            words.append(("nobody said it", "quiet"))
        if box.decided:
            words.append((f"{DECIDED.sign} {DECIDED.word}", "decided"))
        scheme = known.scheme or box.scheme
        words += [(word, "quiet") for word in (scheme, known.date) if word]
        if box.assumed:
            words.append(("assumed", "quiet"))
        if known.weight is not None:
            words.append((f"weight {known.weight:g}", "quiet"))
        if tags := " ".join(f"#{tag}" for tag in box.tags):
            words.append((tags, "quiet"))
        pieces: list[Piece] = []
        for word in words:
            pieces += [(" · ", "quiet"), word] if pieces else [word]
        yield from self._fold(pieces)
        written = self.opened.map.nodes[box.id].span.source.path is not None
        where = f"{known.file}:{known.line}" if written else known.file
        titles: list[str] = []
        group: Group | None = self.opened.scene.groups.get(box.section or box.prefix)
        while group is not None and len(titles) < 20:
            titles.append(group.title)
            group = self.opened.scene.groups.get(group.parent or "")
        yield from self._fold([(" · ".join((where, " › ".join(titles[::-1]))).rstrip(" ·"), "quiet")])

    def _standing(self, why: bool) -> Iterator[Line]:
        box = self.box
        explanation = self.opened.why(box.id)
        names = self.opened.names
        yield Line(())
        ends = capital(verdict(explanation, names, subject=not box.standing))
        pieces = of_phrase(joined((ends, (("", "."),)), ""))
        if box.standing:
            look = STANDINGS[box.standing]
            pieces = [(f"{look.sign} {look.word}", f"standing:{box.standing}"), (": ", ""), *pieces]
        yield from self._fold(pieces)
        if not why:
            return
        told = [line for line in dialogue(explanation, names, "") if line.depth or line.kind == "so"]
        for line in told[:_WHY]:
            node = line.move.node
            leads = node.id if node is not None and self._leads(node.id) else None
            indent = "  " * min(line.depth, max(self.width // 8, 2))
            if line.kind == "more":
                yield from self._fold([("… more is to be told there", "quiet")], indent, leads=leads)
                continue
            yield from self._fold(of_phrase(line.words, "why"), indent, indent + "  ", leads)
        if len(told) > _WHY:
            yield from self._fold([(f"… {len(told) - _WHY:,} more lines: argmap why", "quiet")], "  ")

    def _leads(self, id_: str) -> bool:
        return id_ != self.box.id and id_ in self.opened.scene.boxes

    def _called(self, box: Box, speakers: tuple[str, ...] = ()) -> list[Piece]:
        """A node told in one breath; one without id and text by what it starts from."""
        if box.text or box.label:
            return of_box(box, speakers)
        return of_phrase(self.opened.names.node(self.opened.map.nodes[box.id]))

    # What bears on it, what it bears on

    def _relations(self) -> Iterator[Line]:
        box = self.box
        for kind, heading in _INTO.items():
            found = [arrow for arrow in box.into if arrow.kind == kind]
            if found:
                yield from self._heading(heading)
                yield from self._arrows(found)
        for kind, heading in (("contradiction", "Contradicts"), ("restatement", "Says the same as")):
            found = [arrow for arrow in (*box.into, *box.out) if arrow.kind == kind]
            if found:
                yield from self._heading(heading)
                for arrow in found:
                    yield from self._other(arrow)
        premises = [one for arrow in box.out if arrow.via is box for one in arrow.origin]
        if premises:
            yield from self._heading("Counts only together")
            for one in premises:
                yield from self._leading(f"{LINKED} ", "link:support", one)
        steps = [arrow for arrow in box.out if arrow.kind in _DOES]
        if steps:
            yield from self._heading("What it does")
            for arrow in steps:
                yield from self._step(arrow)
        denied = [denial for arrow in box.out if arrow.head is box for denial in arrow.into]
        if denied:
            yield from self._heading("Its step is denied by")
            yield from self._arrows(denied)

    def _arrows(self, arrows: list[Arrow]) -> Iterator[Line]:
        for arrow in arrows[:_MANY]:
            sign = f"{LINKS[arrow.kind].sign} "
            if arrow.head is None:
                who = ", ".join(arrow.speakers) or "the mapper"
                force = _force(arrow)
                pieces = [(sign, f"link:{arrow.kind}"), (who, "speaker"), (force, "quiet")]
                yield from self._fold(pieces, "", "  ")
            else:
                yield from self._leading(sign, f"link:{arrow.kind}", arrow.head, arrow)
        if len(arrows) > _MANY:
            yield from self._fold([(f"… {len(arrows) - _MANY:,} more", "quiet")])

    def _other(self, arrow: Arrow) -> Iterator[Line]:
        end = arrow.base
        other = arrow.origin[0] if end is self.box and arrow.origin else end
        yield from self._leading(f"{LINKS[arrow.kind].sign} ", f"link:{arrow.kind}", other)

    def _step(self, arrow: Arrow) -> Iterator[Line]:
        look = LINKS[arrow.kind]
        if arrow.via is not None and arrow.via is not self.box:
            pieces = [("is part of ", "quiet"), *self._called(arrow.via)]
            yield from self._short(f"{LINKED} ", "link:support", pieces, arrow.via.id)
            return
        target = arrow.target
        anchor = (target.head or target.base) if isinstance(target, Arrow) else target
        does = _DOES[arrow.kind]
        if arrow.kind == "undercut" and isinstance(target, Box):
            does = "says is beside the point:"
        elif isinstance(target, Arrow) and arrow.kind != "undercut":
            does += " the step of"
        pieces = [(f"{does}{_force(arrow, ' (', ')')} ", "quiet"), *self._called(anchor)]
        yield from self._short(f"{look.sign} ", f"link:{arrow.kind}", pieces, anchor.id)

    def _leading(self, sign: str, style: str, box: Box, arrow: Arrow | None = None) -> Iterator[Line]:
        pieces = self._called(box, arrow.speakers if arrow is not None else ())
        explained = box.standing not in (None, "stands")
        force = _force(arrow, "", " · ") if arrow is not None and not explained else ""
        yield from self._short(sign, style, [(force, "quiet"), *pieces], box.id)

    def _short(self, sign: str, style: str, pieces: list[Piece], id_: str) -> Iterator[Line]:
        """A node in three lines at most."""
        text, last = pieces[-1]
        taken = sum(len(part) for part, _ in pieces[:-1])
        pieces = [*pieces[:-1], (shorten(text, max(3 * self.width - 12 - taken, 24)), last)]
        yield from self._fold([(sign, style), *pieces], "", "  ", id_ if self._leads(id_) else None)

    # What it cites

    def _cited(self, known: Details) -> Iterator[Line]:
        places: dict[tuple[str, str | None], Cited] = {}
        for one in (*known.citations, *(c for quoted in known.quotes for c in quoted.cited)):
            places.setdefault((one.source, one.anchor), one)
        if not places and not known.quotes:
            return
        yield from self._heading("Sources")
        told: set[str] = set()
        for one in places.values():
            words = [q.words for q in known.quotes if any(c.label == one.label for c in q.cited)]
            title = f": {one.title}" if one.title else ""
            yield from self._fold([(one.label, "id"), (title, "")], "", "  ")
            if one.href:
                yield from self._fold([(one.href, "quiet")], "  ", "  ")
            for said in words:
                told.add(said)
                yield from self._fold([(f"“{said}”", "said")], "  ", "  ")
            yield from self._passage(one, words)
        for quoted in known.quotes:
            if quoted.words not in told:
                yield from self._fold([(f"“{quoted.words}”", "said")], "", "  ")

    def _passage(self, one: Cited, words: list[str]) -> Iterator[Line]:
        """What stands in the source file there, from where the quotation begins if it is long."""
        passage = self.opened.passage(one.source, one.anchor)
        if passage is None:
            return
        folded = [
            line
            for text in _paragraphs(passage)
            for line in fold([(text, "quiet")], "  ┆ ", "  ┆ ", self.width)
        ]
        start = 0
        if len(folded) > _PASSAGE and words:
            begins = words[0][:16].casefold()
            plain = ["".join(text for text, style in line if style != "guide").casefold() for line in folded]
            start = max(next((i for i, line in enumerate(plain) if begins in line), 0) - 1, 0)
            start = min(start, len(folded) - _PASSAGE)
        if start:
            yield Line((("  ┆ …", "quiet"),))
        for line in folded[start : start + _PASSAGE]:
            yield Line(tuple(line))
        more = len(folded) - start - _PASSAGE
        if more > 0:
            yield Line(((f"  ┆ … {more:,} more line{'' if more == 1 else 's'}", "quiet"),))

    def _notes(self, known: Details) -> Iterator[Line]:
        if known.notes:
            yield from self._heading("Notes")
            for note in known.notes:
                yield from self._fold([(note, "")], "", "  ")


def _paragraphs(lines: list[str]) -> list[str]:
    """The lines of a text joined where only its writer's line was full."""
    found: list[str] = []
    fresh = True
    for line in lines:
        line = line.strip()
        if line and not fresh and not _BEGINS.match(line):
            found[-1] += " " + line
        elif line:
            found.append(line)
        fresh = not line or line.startswith("#")
    return found


def _link_of(box: Box) -> str:
    """The kind of link whose colour the word for a node's kind has."""
    kinds = {"rebuttal": "attack", "undercut": "undercut", "concession": "concession", "answer": "answer"}
    return kinds.get(box.kind, "question" if box.kind == "question" else "support")


def _force(arrow: Arrow, before: str = " · ", behind: str = "") -> str:
    """A word on a step that carries no weight."""
    word = {"no": "not in force", "open": "undecided"}.get(arrow.force or "", "")
    return f"{before}{word}{behind}" if word else ""
