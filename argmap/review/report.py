"""`argmap report`: what a debate came to, told to people who weren't there.

What it is about and who speaks, its main claims with their standings and why, who conceded what, what
each party left unanswered, how well each is sourced, what was decided. It takes no side: it says what
the map says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from argmap.analysis.concessions import Grant, grants
from argmap.analysis.standing import Standings
from argmap.analysis.stats import Stats, Tally, citations
from argmap.analysis.unanswered import Conversation, Unanswered
from argmap.analysis.units import Units
from argmap.analysis.why import explain
from argmap.model.map import Link, Map, Node
from argmap.render.look import STANDINGS
from argmap.review.blocks import Block, Bullets, Heading, Page, Paragraph, Table
from argmap.review.mains import backing_of, main_claims, served_by
from argmap.review.phrases import Names, Phrase, capital, count, joined, listed, phrase
from argmap.review.verdict import verdict

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
#: So many things are listed in one place; the rest is a number.
_LISTED = 40

_MEANING = (
    "“Stands” means: so far unanswered by the moves in the map. “Falls” means that an objection to it is in "
    "force, “unsupported” that nothing refutes it but all reasons given for it are gone, “open” that "
    "nothing decides. None of this says what is true."
)


class Reporter:
    """Gathers the page on one map."""

    def __init__(
        self, map_: Map, standings: Standings, units: Units, conversation: Conversation, stats: Stats
    ) -> None:
        self._map = map_
        self._standings = standings
        self._units = units
        self._conversation = conversation
        self._stats = stats
        self._names = Names(map_)

    def page(self) -> Page:
        title = self._map.title or self._map.source.name
        language = str(self._map.properties.get("language") or "")
        return Page(title, list(self._blocks()), language if _LANGUAGE.fullmatch(language) else "")

    def _blocks(self) -> Iterator[Block]:
        yield from self._about()
        yield from self._glance()
        yield from self._mains()
        yield from self._decided()
        yield from self._conceded()
        yield from self._unanswered()
        yield from self._sources()
        yield Paragraph((("", _MEANING),), quiet=True)

    # What it is about

    def _about(self) -> Iterator[Block]:
        map_, stats = self._map, self._stats
        size = f"{count(stats.everybody.statements, 'statement')}, {count(stats.links, 'step')} between them"
        if stats.imported:
            size += f", with {count(stats.imported, 'node')} imported from other maps"
        mapped = [map_.sources[each] for each in map_.sources if each in map_.mapped]
        if mapped:
            described = listed([_plain(each.description or each.id) for each in mapped])
            yield Paragraph(phrase("What is mapped: {what}. {size}.", what=described, size=size))
        else:
            yield Paragraph(phrase("{size}.", size=size))
        sides: dict[str, list[Phrase]] = {}
        for speaker in map_.speakers.values():
            sides.setdefault(speaker.side or "", []).append(self._names.person(speaker.id))
        lines = [
            phrase("the side {side}: {who}", side=(("name", side),), who=listed(who))
            for side, who in sides.items()
            if side
        ]
        if "" in sides:
            lines.append(phrase("{who}" if not lines else "on no side: {who}", who=listed(sides[""])))
        if len(lines) == 1:
            yield Paragraph(phrase("Who speaks: {who}.", who=lines[0]))
        elif lines:
            yield Paragraph(phrase("Who speaks:"))
            yield Bullets([capital(line) for line in lines])
        for note in map_.properties.get("note", ()):
            yield Paragraph(_plain(str(note)), quiet=True)

    def _glance(self) -> Iterator[Block]:
        """One row a side, and a speaker without one."""
        rows = [self._row(self._names.party(side), tally) for side, tally in self._stats.sides.items()]
        for name, tally in self._stats.speakers.items():
            speaker = self._map.speakers.get(name)
            if speaker is not None and not speaker.side:
                rows.append(self._row(self._names.person(name), tally))
        if len(rows) < 2:
            return
        yield Heading(2, phrase("At a glance"))
        head = [
            "",
            "statements",
            "stand",
            "objections made",
            "of these answered",
            "replies owed",
            "concessions",
        ]
        yield Table(head, rows, frozenset(range(1, len(head))))

    def _row(self, who: Phrase, tally: Tally) -> list[Phrase]:
        made = tally.rebuttals + tally.undercuts
        numbers = (
            tally.statements,
            tally.stands,
            made,
            tally.rebuttals_answered + tally.undercuts_answered,
            tally.owed,
            tally.conceded + tally.in_part,
        )
        return [capital(who), *(phrase(f"{number:,}") for number in numbers)]

    # The main claims

    def _mains(self) -> Iterator[Block]:
        mains = main_claims(self._map)
        if not mains:
            return
        yield Heading(2, phrase("The main claims"))
        values = [self._standings.of(node) for node in mains]
        tally = [(value, sum(1 for v in values if v is not None and v.value == value)) for value in STANDINGS]
        said = [f"{number:,} {_many(value, number)}" for value, number in tally if number]
        if len(mains) > 1:
            words = f"Of {count(len(mains), 'main claim')}, {_listed(said)}."
            yield Paragraph(phrase(words))
        rows = []
        for node in mains[:_LISTED]:
            why = verdict(explain(self._map, self._standings, node, self._units), self._names, subject=False)
            claim = joined((self._words(node), self._serves(node)))
            rows.append([claim, self._by(node), self._standing(node), why, self._backing(node)])
        yield Table(["claim", "said by", "standing", "why", "backed by"], rows)
        if len(mains) > _LISTED:
            yield Paragraph(phrase(f"{len(mains) - _LISTED:,} more are not listed here."), quiet=True)

    def _words(self, node: Node) -> Phrase:
        text: Phrase = (("text", node.text),) if node.text else self._names.node(node)
        return joined((text, (("id", node.id),))) if node.named and node.text else text

    def _serves(self, node: Node) -> Phrase:
        """What a claim is a part of the case for or against, in brackets."""
        parts = []
        for word, nodes in zip(("serves", "attacks"), served_by(node), strict=True):
            named = [self._names.node(each) for each in nodes[:3]]
            if len(nodes) > 3:
                named.append(phrase(f"{len(nodes) - 3:,} more"))
            if named:
                parts.append(phrase(word + " {named}", named=listed(named)))
        return phrase("({parts})", parts=joined(parts, "; ")) if parts else ()

    def _by(self, node: Node) -> Phrase:
        if node.speakers:
            return self._names.people(node.speakers)
        if node.implicit:
            return phrase("nobody in so many words")
        return phrase("the mapper") if self._names.spoken else phrase("–")

    def _standing(self, node: Node) -> Phrase:
        standing = self._standings.of(node)
        return ((f"standing:{standing.value}", standing.value),) if standing else phrase("–")

    def _backing(self, node: Node) -> Phrase:
        sources, reasons = backing_of(self._map, self._units, node)
        named = [(("id", source),) for source in sources[:3]]
        if len(sources) > 3:
            named.append((("", f"{len(sources) - 3} more"),))
        words = listed(named) if named else phrase("no source")
        return joined((words, phrase(count(reasons, "reason") if reasons else "no reason")), "; ")

    # What was decided, conceded, left

    def _decided(self) -> Iterator[Block]:
        decided = [node for node in self._map.nodes.values() if not node.prefix and "decided" in node.tags]
        if not decided:
            return
        yield Heading(2, phrase("Decided"))
        items = []
        for node in decided:
            words = joined((self._said(node), phrase("{standing}", standing=self._standing(node))), " – ")
            date = node.properties.get("date")
            items.append(joined((words, (("text", f"({date})"),))) if date else words)
        yield Bullets(items)

    def _conceded(self) -> Iterator[Block]:
        found = list(grants(self._map))
        yield Heading(2, phrase("Conceded and taken back"))
        if not found:
            yield Paragraph(phrase("Nobody conceded anything."))
            return
        taken = [grant for grant in found if grant.retracts]
        rest = [grant for grant in found if not grant.retracts]
        yield from _bulleted([self._grant(grant) for grant in (*taken, *rest)])

    def _grant(self, grant: Grant) -> Phrase:
        who = self._names.people(grant.speakers) or phrase("the mapper")
        if grant.part is not None:
            said = self._names.said(grant.part)
            on = self._names.node(grant.target) if grant.target is not None else phrase("a step")
            return phrase(
                "{who} {grants} so much and no more, on {on}: {said}",
                who=who,
                grants="grants" if len(grant.speakers) < 2 else "grant",
                on=on,
                said=said,
            )
        assert grant.target is not None
        words = phrase(
            "{who} {grants} {said}",
            who=who,
            grants="grants" if len(grant.speakers) < 2 else "grant",
            said=self._said(grant.target),
        )
        if not grant.retracts:
            return words
        back = [
            self._names.node(each) if isinstance(each, Node) else self._names.step(each)
            for each in grant.retracts
        ]
        takes = "takes" if len(grant.speakers) < 2 else "take"
        return joined((words, phrase("and so {takes} back {back}", takes=takes, back=listed(back))), ", ")

    def _said(self, node: Node) -> Phrase:
        """A node's words and whose they are."""
        said = self._names.said(node)
        return (
            phrase("{said}, by {who}", said=said, who=self._names.people(node.speakers))
            if (node.speakers)
            else said
        )

    def _unanswered(self) -> Iterator[Block]:
        moves = [*self._conversation.unanswered_attacks, *self._conversation.unanswered_questions()]
        own = [one for one in moves if _own(one)]
        yield Heading(2, phrase("Left unanswered"))
        if not own:
            yield Paragraph(phrase("Every objection and every question has an answer."))
            return
        owed: dict[str, list[Unanswered]] = {}
        for one in own:
            for party in one.owed_by or ("",):
                owed.setdefault(party, []).append(one)
        order = [*self._stats.sides, *self._map.speakers, ""]
        for party in sorted(owed, key=lambda each: order.index(each) if each in order else len(order)):
            if party:
                by = self._names.party(party)
                yield Paragraph(capital(phrase("{by} has not answered:", by=by)))
            elif len(owed) > 1:
                yield Paragraph(phrase("Nobody in particular has to answer:"))
            yield from _bulleted([self._open_move(one) for one in owed[party]])
        if self._stats.sides or len(self._map.speakers) > 1:
            yield from self._dropped()

    def _open_move(self, one: Unanswered) -> Phrase:
        kind = {"rebuttal": "the rebuttal", "undercut": "the objection", "question": "the question"}[one.move]
        said = self._said(one.node)
        if not one.uses:
            return phrase("{kind} {said}", kind=kind, said=said)
        target = one.uses[0].target
        aim = self._names.node(target) if isinstance(target, Node) else self._names.step(target)
        about = {"rebuttal": "against", "undercut": "against", "question": "about"}[one.move]
        more = f" and {count(len(one.uses) - 1, 'other')}" if len(one.uses) > 1 else ""
        return phrase("{kind} " + about + " {aim}{more}: {said}", kind=kind, said=said, aim=aim, more=more)

    def _dropped(self) -> Iterator[Block]:
        dropped = [found.node for found in self._conversation.dropped_claims() if not found.node.prefix]
        if dropped:
            named = [self._names.node(node) for node in dropped[:8]]
            if len(dropped) > 8:
                named.append(phrase(f"{len(dropped) - 8:,} more"))
            words = count(len(dropped), "claim was", "claims were")
            yield Paragraph(phrase(words + " never taken up by the others: {named}.", named=listed(named)))

    # Sources

    def _sources(self) -> Iterator[Block]:
        rows = []
        for side, tally in self._stats.sides.items():
            rows.append(_sourcing(self._names.party(side), tally))
        for name, tally in self._stats.speakers.items():
            speaker = self._map.speakers.get(name)
            if speaker is not None and not speaker.side:
                rows.append(_sourcing(self._names.person(name), tally))
        if not rows:
            rows.append(_sourcing(phrase("all"), self._stats.everybody))
        yield Heading(2, phrase("How it is backed up"))
        head = ["", "statements", "backed by a source", "given a reason or granted", "neither"]
        yield Table(head, rows, frozenset(range(1, len(head))))
        if self._map.mapped:
            words = "Citing a document that is mapped says where a thing is said; it backs nothing up."
            yield Paragraph(phrase(words), quiet=True)
        backing = {citation.source for citation in citations(self._map)} - self._map.mapped
        listed_ = [one for one in self._map.sources.values() if one.id in backing and "/" not in one.id]
        if listed_:
            yield Paragraph(phrase("Sources that back something up:"))
            yield from _bulleted([self._source(one.id) for one in listed_])

    def _source(self, source: str) -> Phrase:
        one = self._map.sources[source]
        words: Phrase = (("id", source), ("", ": "), ("text", one.description or source))
        for key in ("author", "date"):
            if key in one.properties:
                words = joined((words, (("text", str(one.properties[key])),)), ", ")
        url = one.properties.get("url")
        return joined((words, (("url", str(url)),)), ", ") if url else words


def _plain(text: str) -> Phrase:
    return (("text", text),)


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _many(value: str, number: int) -> str:
    if number == 1:
        return {"unsupported": "is unsupported", "open": "is open"}.get(value, value)
    return {"stands": "stand", "falls": "fall", "unsupported": "are unsupported", "open": "are open"}[value]


def _bulleted(items: list[Phrase]) -> Iterator[Block]:
    yield Bullets([capital(item) for item in items[:_LISTED]])
    if len(items) > _LISTED:
        yield Paragraph(phrase(f"{len(items) - _LISTED:,} more are not listed here."), quiet=True)


def _own(one: Unanswered) -> bool:
    """Whether a move is made in the main file."""
    links: Iterable[Link] = one.uses
    return any(not link.prefix for link in links) if one.uses else not one.node.prefix


def _sourcing(who: Phrase, tally: Tally) -> list[Phrase]:
    numbers = (tally.backed, tally.reasoned, tally.bare)
    cells = [f"{number:,} of {tally.statements:,}" if tally.statements else "–" for number in numbers]
    return [capital(who), phrase(f"{tally.statements:,}"), *(phrase(cell) for cell in cells)]
