"""`argmap diff`: the change in meaning between two maps, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from argmap.analysis.compare import Altered, Comparison
from argmap.analysis.flips import Cause, Flips
from argmap.model.map import Link, Map, Node
from argmap.render.ink import Ink
from argmap.review.lines import fold
from argmap.review.phrases import Names, Phrase, capital, count, joined, listed, phrase, plain
from argmap.review.verdict import verdict
from argmap.safe import in_json

FORMAT = "argmap-diff/1"

_ON = {
    "support": "for",
    "attack": "against",
    "undercut": "against",
    "question": "about",
    "answer": "to",
    "concession": "on",
}
_STYLES = {"+": "standing:stands", "-": "standing:falls", "~": "standing:unsupported", "!": "title"}


class Changes:
    """A comparison in words. `old` and `new` are the maps, whose names differ where ids do."""

    def __init__(self, old: Map, new: Map, found: Comparison, flips: Flips) -> None:
        self._found = found
        self._old, self._new = Names(old), Names(new)
        self._flips = list(flips.explained())

    # As text

    def as_text(self, *, width: int, ink: Ink) -> Iterator[str]:
        """The lines, without line ends: one block for each sort of change."""
        for heading, lines in self._blocks():
            yield from fold(phrase(heading), "", "", width, ink, "title")
            for sign, words in lines:
                painted = ink.paint(sign, _STYLES.get(sign, "quiet"))
                for i, line in enumerate(fold(words, "  ", "    ", width - 2, ink)):
                    yield f"  {painted}{line[1:]}" if not i else f"  {line}"
            yield ""
        yield from fold(phrase(self.summary()), "", "", width, ink, "title")

    def summary(self) -> str:
        """How many changes of each sort."""
        found = self._found
        parts = [
            (len(found.added), "added"),
            (len(found.removed), "removed"),
            (len(found.reworded), "reworded"),
            (len(found.moved), "moved"),
        ]
        words = [f"{number:,} {what}" for number, what in parts if number]
        steps = len(found.linked) + len(found.unlinked)
        words += [count(steps, "other step")] if steps else []
        details = len(found.altered) + len(found.frame)
        words += [count(details, "other detail")] if details else []
        words += [count(len(found.flipped), "standing") + " changed"] if found.flipped else []
        return (", ".join(words) + ".") if words else "No change in meaning."

    def _blocks(self) -> Iterator[tuple[str, list[tuple[str, Phrase]]]]:
        found = self._found
        new, old = self._new, self._old
        blocks: list[tuple[str, list[tuple[str, Phrase]]]] = [
            ("What stands", [("!", words) for words in self._standings()]),
            ("Added", [("+", _stated(node, new)) for node in found.added]),
            ("Removed", [("-", _stated(node, old)) for node in found.removed]),
            (
                "Reworded",
                [
                    each
                    for one in found.reworded
                    for each in (
                        ("-", phrase("{node}: {text}", node=old.node(one.old), text=_quoted(one.old.text))),
                        ("+", phrase("{node}: {text}", node=new.node(one.new), text=_quoted(one.new.text))),
                    )
                ],
            ),
            (
                "Moved",
                [
                    (
                        "~",
                        phrase(
                            "{node}, once {before}, is now {after}",
                            node=new.node(one.node),
                            before=_role(one.old, old),
                            after=_role(one.new, new),
                        ),
                    )
                    for one in found.moved
                ],
            ),
            (
                "Steps",
                [("+", _step(link, new)) for link in _once(found.linked)]
                + [("-", _step(link, old)) for link in _once(found.unlinked)],
            ),
            ("Details", [("~", _altered(each, self._old, self._new)) for each in found.altered]),
            ("Around it", [("~", _altered(each, self._old, self._new)) for each in found.frame]),
        ]
        return ((heading, lines) for heading, lines in blocks if lines)

    def _standings(self) -> Iterator[Phrase]:
        for flip, explanation, causes in self._flips:
            words = phrase(
                f"{{node}} {_was(flip.old.value)} and now {_IS[flip.new.value]}",
                node=self._new.node(flip.node),
            )
            if explanation is not None:
                words = joined((words, verdict(explanation, self._new, subject=False)), ": ")
            if causes:
                named = listed([self._cause(cause) for cause in causes])
                words = joined((words, phrase("({named})", named=named)))
            yield joined((words, phrase(".")), "")

    def _cause(self, cause: Cause) -> Phrase:
        what, thing = cause
        names = self._old if what == "removed" else self._new
        does = {"added": "new: {it}", "removed": "gone: {it}", "changed": "changed: {it}"}[what]
        return phrase(does, it=names.node(thing) if isinstance(thing, Node) else _step(thing, names))

    # As JSON

    def as_json(self) -> Iterator[str]:
        """One JSON object, one change a line."""
        head = {"format": FORMAT, "changed": bool(self._found), "summary": self.summary()}
        yield _written(head)[:-1] + ', "changes": ['
        for i, record in enumerate(self._records()):
            yield (",\n" if i else "\n") + _written(record)
        yield "\n]}\n" if self._found else "]}\n"

    def _records(self) -> Iterator[dict[str, Any]]:
        found = self._found
        for flip, explanation, causes in self._flips:
            yield {
                "change": "standing",
                "node": flip.node.id,
                "old": {"standing": flip.old.value, "reason": flip.old.reason},
                "new": {"standing": flip.new.value, "reason": flip.new.reason},
                "why": plain(verdict(explanation, self._new)) + "." if explanation is not None else None,
                "causes": [{"change": what, "id": thing.id} for what, thing in causes],
            }
        for what, nodes in (("added", found.added), ("removed", found.removed)):
            for node in nodes:
                yield {
                    "change": what,
                    "node": node.id,
                    "kind": node.kind,
                    "text": node.text,
                    "speakers": node.speakers,
                    "on": [link.target.id for link in node.out if link.head is node],
                }
        for one in found.reworded:
            yield {"change": "reworded", "node": one.new.id, "old": one.old.text, "new": one.new.text}
        for move in found.moved:
            yield {
                "change": "moved",
                "node": move.node.id,
                "old": _record(move.old),
                "new": _record(move.new),
            }
        for what, links in (("linked", found.linked), ("unlinked", found.unlinked)):
            for link in _once(links):
                yield {"change": what, "link": link.id, **_record(link)}
        for each in (*found.altered, *found.frame):
            about = each.about if isinstance(each.about, str) else each.about.id
            yield {
                "change": "altered",
                "about": about,
                "what": each.what,
                "old": _value(each.old),
                "new": _value(each.new),
            }


_IS = {"stands": "stands", "falls": "falls", "unsupported": "is unsupported", "open": "is open"}


def _was(value: str) -> str:
    return {"stands": "stood", "falls": "fell", "unsupported": "was unsupported", "open": "was open"}[value]


def _quoted(text: str) -> Phrase:
    return (("quote", text),) if text else (("", "no words"),)


def _stated(node: Node, names: Names) -> Phrase:
    """A node that came or went: its kind, what it hangs on, whose it is, its words."""
    on = [link for link in node.out if link.head is node and link.kind in _ON]
    places = [_place(link, names) for link in on[:2]]
    arguments = [link.via for link in node.out if link.via is not None and link.via is not node]
    places += [phrase("in {argument}", argument=names.node(each)) for each in arguments[: 2 - len(places)]]
    words: list[Phrase] = [phrase(node.kind)]
    if node.named:
        words.append((("id", node.id),))
    words += places[:1]
    said = joined(words)
    if node.implicit:
        said = joined((said, phrase("implicit")), ", ")
    elif node.speakers:
        said = joined((said, phrase("by {who}", who=names.people(node.speakers))), ", ")
    return joined((said, _quoted(node.text)), ": ") if node.text else said


def _place(link: Link, names: Names) -> Phrase:
    target = link.target
    aim = names.node(target) if isinstance(target, Node) else names.step(target)
    return phrase(f"{_ON.get(link.kind, 'on')} {{aim}}", aim=aim)


def _role(link: Link, names: Names) -> Phrase:
    """What a node is by a step: "a reason for `c`"."""
    what = {
        "support": "a reason",
        "attack": "a rebuttal",
        "undercut": "an undercut",
        "question": "a question",
        "answer": "an answer",
        "concession": "a partial concession",
    }.get(link.kind, link.kind)
    return phrase(f"{what} {{place}}", place=_place(link, names))


def _step(link: Link, names: Names) -> Phrase:
    head = link.head
    if head is None:
        who = names.people(link.speakers) or phrase("somebody")
        target = names.node(link.target) if isinstance(link.target, Node) else names.step(link.target)
        return phrase("{who} grants {target}", who=who, target=target)
    if link.kind in ("contradiction", "restatement"):
        words = (
            "{head} contradicts {other}"
            if link.kind == "contradiction"
            else "{head} says the same as {other}"
        )
        assert isinstance(link.target, Node)
        return phrase(words, head=names.node(head), other=names.node(link.target))
    words_ = phrase("{head} as {role}", head=names.node(head), role=_role(link, names))
    if link.reference and link.speakers and set(link.speakers) != set(head.speakers):
        words_ = joined((words_, phrase("by {who}", who=names.people(link.speakers))), ", ")
    return words_


def _once(links: Iterable[Link]) -> Iterator[Link]:
    """Each step once: a contradiction is two links."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for link in links:
        if link.kind == "contradiction":
            pair = (link.kind, frozenset((link.origin[0].id, link.target.id)))
            if pair in seen:
                continue
            seen.add(pair)
        yield link


def _altered(each: Altered, old: Names, new: Names) -> Phrase:
    about, what = each.about, each.what
    if isinstance(about, str):
        kind, _, name = about.partition(" ")
        subject: Phrase = (("", f"{kind} "), ("id", name)) if name else (("", "the map"),)
    elif isinstance(about, Node):
        subject = new.node(about)
    else:
        subject = _step(about, new)
    if what == "premises":
        return _premises(each, subject, new)
    if what == "speakers":
        before, after = (names.people(value) for names, value in ((old, each.old), (new, each.new)))
        words = "{subject}: said by {after}, once by {before}"
        return phrase(words, subject=subject, after=after or "nobody named", before=before or "nobody named")
    whole = isinstance(about, str) and what in ("name", "description", "title", "path") and about != "map"
    if whole and (each.old is None or each.new is None):
        words = "{subject} is new: {value}" if each.old is None else "{subject} is gone: {value}"
        return capital(phrase(words, subject=subject, value=_shown(each.new or each.old)))
    if what == "id":
        now: Phrase = (("id", each.new),) if each.new else (("", "without an id"),)
        return phrase("{now}: once called {old}", now=now, old=(("id", each.old),))
    if each.old is None:
        return phrase("{subject}: " + what + " {new}, once none", subject=subject, new=_shown(each.new))
    if each.new is None:
        return phrase("{subject}: " + what + " {old} is gone", subject=subject, old=_shown(each.old))
    words = "{subject}: " + what + " {new}, once {old}"
    return phrase(words, subject=subject, new=_shown(each.new), old=_shown(each.old))


def _premises(each: Altered, subject: Phrase, names: Names) -> Phrase:
    parts = []
    for word, nodes in (("with", each.new), ("without", each.old)):
        if nodes:
            parts.append(phrase(word + " {nodes}", nodes=listed([names.node(node) for node in nodes])))
    return phrase("{subject}: now {parts}", subject=subject, parts=listed(parts))


def _shown(value: Any) -> Phrase:
    """A value in words; lists one behind the other."""
    if isinstance(value, (list, tuple)):
        return listed([_shown(each) for each in value]) or (("", "none"),)
    if value is True:
        return (("", "yes"),)
    return (("quote", value),) if isinstance(value, str) and " " in value else (("text", str(value)),)


def _record(link: Link) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "from": [node.id for node in link.origin],
        "to": link.target.id,
        "argument": link.via.id if link.via is not None else None,
        "speakers": link.speakers,
    }


def _value(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [each.id if isinstance(each, Node) else each for each in value]
    return value


def _written(record: dict[str, Any]) -> str:
    return in_json(json.dumps(record, ensure_ascii=False))
