"""Statements and arguments as nodes: their texts, and what their tags, data, links and comments become.

| Argdown | argmap |
| --- | --- |
| the statements of one title | one claim, its text the last or `isCanonical` one; others are notes |
| a title | the id, made an identifier; where that drops words or signs, a comment tells the title |
| a statement or argument that is only referred to | its title is its text |
| `#tag`, `#(two words)` | a tag; inside a sentence also text, unless `removeTagsFromText` is set |
| `[words](url)` | the words, and a citation of a source with that `url` |
| `@[T]`, `@<T>` | a mention, `[[id]]`; the title where nothing of that title is there |
| `**bold**`, `_italic_` | the words |
| `:code:`, `\\#` | the character |
| `{proponent: …}` | the speaker |
| `{…}` that argmap's writer knows (see `data`) | speakers, citations, dates, weights, … |
| `color`, `isInMap`, `isInGroup` | nothing: they say how Argdown draws its map |
| any other data | notes, `key: value` |
| comments | a comment above the node |
"""

from __future__ import annotations

import re
from typing import Any

from argmap.formats.argdown import data as keys
from argmap.formats.argdown.head import is_date, is_layout, said
from argmap.formats.argdown.model import Argument, Document, Member, Piece, Statement, canonical
from argmap.formats.compose.naming import id_of
from argmap.formats.draft import Draft, DraftNode, DraftSource, mention
from argmap.syntax.words import is_id

_NO_KEY = re.compile(r"[\s\[\]]+")
_BETWEEN = re.compile(r"[\s_-]+")
_QUOTES = re.compile(r"['’]")
_PROPONENT = "proponent"
#: What data may say that a statement is stated as.
_STATED = frozenset({"premise", "rebuttal", "undercut", "concession", "answer"})


class Nodes:
    """Makes a draft's nodes. `keys` tells the key of each thing by its identity."""

    def __init__(self, document: Document, draft: Draft) -> None:
        self.document = document
        self.draft = draft
        self.keys: dict[int, str] = {}
        self._taken: dict[str, None] = {}

    def add(self, things: list[Statement | Argument]) -> None:
        """Make the nodes of these things."""
        taken = self._taken
        for thing in things:
            key = base = self._key(thing)
            number = 1
            while key in taken:
                number += 1
                key = f"{base}~{number}"
            taken[key] = None
            self.keys[id(thing)] = key
        for thing in things:
            self._add(thing)

    def _key(self, thing: Statement | Argument) -> str:
        """The title, with its brackets unless argmap chose it: then it is an id, to be kept as it is."""
        title = thing.title
        if not self.document.own_file:
            return f"<{title}>" if isinstance(thing, Argument) else f"[{title}]"
        return title if title.isidentifier() else _NO_KEY.sub("_", title)

    def _add(self, thing: Statement | Argument) -> None:
        key = self.keys[id(thing)]
        members = thing.members
        if len(members) == 1:
            first = members[0]
            chosen = None if first.reference else first
        else:
            chosen = canonical(members)
        title = thing.title
        cited: list[str] = []
        text = self.text(chosen, cited) if chosen is not None else ""
        node = DraftNode(key, text)
        if not thing.untitled and not self._derived(title):
            node.name = title
            conclusion = thing.conclusion if isinstance(thing, Argument) else None
            if not text and conclusion is not None and conclusion.title == title:
                node.name = None  # its claim has that title
            elif not text and (conclusion is None or " " in title):
                node.text = title
            elif title != text and not _in_id(title):
                node.comment = f"<{title}>" if isinstance(thing, Argument) else f"[{title}]"
        elif not text and not thing.untitled and not (isinstance(thing, Argument) and thing.pcs):
            node.text = title
        if thing.section is not None:
            node.section = thing.section.id
        if thing.tags:
            node.tags = tuple(thing.tags)
        for member in members:
            if member.top and not member.reference:
                node.top = True
            if member.comments:
                self._comment(node, member.comments)
        if len(members) > 1:
            self._other_texts(node, members, chosen, cited)
        if cited:
            node.citations = tuple((url, None) for url in dict.fromkeys(cited))
        if thing.data:
            given = thing.data
            if any(member.inference is not None for member in members):
                given = {key: value for key, value in given.items() if key not in ("uses", "from")}
            self._data(node, given)
        self.draft.nodes[key] = node

    def _derived(self, title: str) -> bool:
        """Whether a title is the id that argmap made of a text, which is no name."""
        return self.document.own_file and "~" in title

    def _other_texts(
        self, node: DraftNode, members: list[Member], chosen: Member | None, cited: list[str]
    ) -> None:
        seen = {node.text, ""}
        for member in members:
            if member is not chosen and not member.reference:
                text = self.text(member, cited)
                if text not in seen:
                    seen.add(text)
                    node.note(text)

    @staticmethod
    def _comment(node: DraftNode, comments: tuple[str, ...]) -> None:
        told = [one for one in comments if any(map(str.isalnum, one))]
        if told:
            node.comment = "\n".join([node.comment, *told] if node.comment else told)

    # Texts

    def text(self, member: Member, cited: list[str]) -> str:
        """A text as argmap has it; the addresses that it links to are added to `cited`."""
        pieces = member.pieces
        if not pieces:
            return ""
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0].strip(" \t")
        tags = {i for i, piece in enumerate(pieces) if not isinstance(piece, str) and piece[0] == "tag"}
        around = _outer(pieces, tags) if tags else tags
        text = ""
        for i, piece in enumerate(pieces):
            if isinstance(piece, str):
                if piece != "\n":
                    text += piece
                elif text and not text.endswith(" "):
                    text += " "
            elif i in tags:
                if i not in around and not self.document.remove_tags:
                    text += piece[2]
            elif piece[0] == "link":
                text += piece[1]
                cited.append(self._source(piece[1], piece[2]))
            elif piece[0] == "comment":
                text += piece[2]
            else:
                text += self._mention(piece) + piece[2][len(piece[2].rstrip()) :]
        return text.strip(" \t")

    def _mention(self, piece: tuple[str, str, str]) -> str:
        kind, title, _ = piece
        things: Any = self.document.statements if kind == "statement" else self.document.arguments
        thing = things.get(title)
        key = self.keys.get(id(thing)) if thing is not None else None
        return title if key is None or self._derived(title) else mention(key)

    def _source(self, words: str, url: str) -> str:
        url = url.strip()
        self.draft.sources.setdefault(url, DraftSource(words.strip() or url, {"url": url}))
        return url

    # Data

    def _data(self, node: DraftNode, given: dict[str, Any]) -> None:
        """What data say of a node."""
        speakers = [*keys.words(given.get(keys.SPEAKERS)), *keys.words(given.get(_PROPONENT))]
        node.speakers = tuple(dict.fromkeys(speakers))
        node.tags = tuple(dict.fromkeys((*node.tags, *keys.words(given.get(keys.TAGS)))))
        node.citations = (*node.citations, *keys.places(given.get(keys.CITATIONS)))
        if (kind := given.get(keys.KIND)) == "question" or kind in _STATED:
            node.kind = kind
        if given.get(keys.TOP) is False:
            node.top = False
        known = properties(given)
        notes = [*node.properties.get(keys.NOTE, ()), *known.get(keys.NOTE, ()), *unknown(given, known)]
        node.properties = known
        if notes:
            node.properties[keys.NOTE] = notes


def _in_id(title: str) -> bool:
    """Whether the id made of a title tells all of it but small and large letters."""
    return is_id(title) or id_of(title, title=True) == _BETWEEN.sub("-", _QUOTES.sub("", title.casefold()))


def properties(given: dict[str, Any]) -> dict[str, Any]:
    """What data hold of the language's properties, as far as it is well-formed."""
    known = keys.properties(given)
    if keys.DATE in known:
        known[keys.DATE] = said(given[keys.DATE])
        if not is_date(known[keys.DATE]):
            del known[keys.DATE]
    return known


def unknown(given: dict[str, Any], known: dict[str, Any]) -> list[str]:
    """Data that argmap has no place for, as notes."""
    return [
        f"{key}: {said(value)}"
        for key, value in given.items()
        if key not in known and not _read(key, value) and value is not None
    ]


def _read(key: str, value: Any) -> bool:
    """Whether something in data is read in another way than as a property."""
    if is_layout(key, value):
        return True
    if key in (keys.SPEAKERS, keys.CITATIONS, keys.TAGS, _PROPONENT):
        return bool(keys.words(value))
    if key == keys.KIND:
        return value == "question" or value in keys.SINGLE
    if key == keys.TOP:
        return value is False
    if key == keys.STEP:
        return isinstance(value, dict)
    return key in ("isCanonical", keys.TO, keys.VIA, *keys.STEPS)


def _outer(pieces: list[Piece], tags: set[int]) -> set[int]:
    """The tags that are no part of a sentence: before the first word, behind the last, between sentences."""
    found: set[int] = set()
    between = True
    for i, piece in enumerate(pieces):
        if i in tags:
            if between:
                found.add(i)
        elif not isinstance(piece, str):
            between = False
        elif words := piece.rstrip():
            between = words[-1] in ".!?:;…。！？"
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if i in tags:
            found.add(i)
        elif not isinstance(piece, str) or piece.strip():
            break
    return found
