"""Sentences about a map: words, with the ids, names and texts in them kept apart.

A phrase is a tuple of pieces, each a kind and a text: `""` for plain words, `id`, `name`, `quote` for
what somebody says, and `text` for any other text that isn't ours. User text stands in pieces as it is
in the map; whoever writes a phrase out makes it safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from argmap.model.map import Link, Map, Node
from argmap.safe import visible

Piece = tuple[str, str]
Phrase = tuple[Piece, ...]

_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s{2,}")

#: Words that stand for the mapper, who has no name.
MAPPER: Phrase = (("", "the mapper"),)


def phrase(template: str, /, **slots: Phrase | str) -> Phrase:
    """Words with phrases put in: ``phrase("{who} says", who=…)``. A string is plain words."""
    pieces: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(template):
        pieces.append(("", template[at : match.start()]))
        slot = slots[match[1]]
        pieces += [("", slot)] if isinstance(slot, str) else slot
        at = match.end()
    pieces.append(("", template[at:]))
    return tuple((kind, text) for kind, text in pieces if text)


def joined(phrases: Iterable[Phrase], gap: str = " ") -> Phrase:
    """Phrases one behind the other."""
    pieces: list[Piece] = []
    for one in phrases:
        if pieces and one:
            pieces.append(("", gap))
        pieces += one
    return tuple(pieces)


def listed(phrases: Sequence[Phrase], last: str = " and ") -> Phrase:
    """`a`, `a and b`, `a, b and c`."""
    if len(phrases) < 2:
        return phrases[0] if phrases else ()
    return joined((joined(phrases[:-1], ", "), phrases[-1]), last)


def capital(words: Phrase) -> Phrase:
    """The phrase as a sentence begins: with a capital, unless it begins with an id or a name."""
    if not words or words[0][0]:
        return words
    kind, text = words[0]
    return ((kind, text[:1].upper() + text[1:]), *words[1:])


def told(piece: Piece) -> str:
    """A piece as plain text that is safe to show: ids in backticks, quotations in quotation marks."""
    kind, text = piece
    text = _SPACES.sub(" ", visible(text)) if kind else text
    return f"`{text}`" if kind == "id" else f"“{text}”" if kind == "quote" else text


def plain(words: Phrase) -> str:
    """A phrase as plain text that is safe to show."""
    return "".join(map(told, words))


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text, cut between words where it has any."""
    if len(text) <= most:
        return text
    head, blank, _ = text[: most - 1].rpartition(" ")
    return (head.rstrip(" ,;:") if blank and len(head) > most // 2 else text[: most - 1]) + "…"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`, `12,000 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class Names:
    """How a map's nodes and speakers are called."""

    def __init__(self, map_: Map) -> None:
        self._map = map_
        #: Whether anybody is named in the map. Else nobody need be called the mapper.
        self.spoken = bool(map_.speakers) or any(node.speakers for node in map_.nodes.values())

    def person(self, speaker: str) -> Phrase:
        """A speaker's name."""
        known = self._map.speakers.get(speaker)
        return (("name", (known.name if known else "") or speaker),)

    def people(self, speakers: Iterable[str]) -> Phrase:
        """Several speakers' names."""
        return listed([self.person(speaker) for speaker in speakers])

    def party(self, party: str) -> Phrase:
        """A side, or a speaker without one."""
        known = self._map.speakers.get(party)
        if known is not None and not known.side:
            return self.person(party)
        return (("", "the side "), ("name", party))

    def node(self, node: Node) -> Phrase:
        """A node: its id where its writer gave one, else the beginning of what it says."""
        if node.named:
            return (("id", node.id),)
        if node.text:
            return (("quote", shortened(node.text)),)
        steps = [link for link in node.out if link.via is node]
        if node.kind == "argument" and steps and steps[0].origin:
            origin = steps[0].origin
            premises = [self.node(each) for each in origin[:2]]
            if len(origin) > 2:
                premises = [premises[0], (("", f"{len(origin) - 1} more"),)]
            return phrase("the argument from {premises}", premises=listed(premises))
        return (("id", node.id),)

    def step(self, link: Link) -> Phrase:
        """A step, by what it starts from and leads to."""
        head, target = link.head, link.target
        if isinstance(target, Link):
            return phrase("the step of {head}", head=self.node(head) if head else "that grant")
        if head is None:
            return phrase(
                "the grant of {target} by {who}", target=self.node(target), who=self.people(link.speakers)
            )
        return phrase("the step from {head} to {target}", head=self.node(head), target=self.node(target))

    def said(self, node: Node) -> Phrase:
        """What a node says, with its id behind where its writer gave one."""
        if not node.text:
            return self.node(node)
        if node.named:
            return (("quote", node.text), ("", " ("), ("id", node.id), ("", ")"))
        return (("quote", node.text),)

    def voice(self, speakers: tuple[str, ...], node: Node | None) -> Phrase | None:
        """Who speaks: names, or the mapper; None for what is implicit and where nobody has a name."""
        if speakers:
            return self.people(speakers)
        if not self.spoken or (node is not None and node.implicit):
            return None
        return MAPPER
