"""The way back from what a text says to how it is written: the inverse of `text.read_text`.

What is written so, on one line behind a header, reads as exactly these words; `breaking` may then
break it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from argmap.syntax.text import nfc, reads_as_citation, trailing_citations
from argmap.syntax.words import is_id

#: Line breaks and control characters, with the white space around them: one space.
_BREAKS = re.compile("[ \t]*[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff][ \t\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMENT = re.compile(r"(?:^|(?<=\s))(?=//(?:\s|$))")
#: A backslash that stands before what a backslash escapes.
_BACKSLASH = re.compile(r"(?<=\\)(?=[\[#@]|//)")
_MARK = re.compile(r"(?:^|(?<=\s))[#@](?=\S+$)")
_MENTION = re.compile(r"\[\[([^\s\[\]]+)\]\]")
_BRACKET = re.compile(r"(?<![\\\[])\[([^\[\]]*)\](?!\])")
_OPEN_OR_CLOSED = re.compile(r"\\?\[|\]")

#: A mention as a draft's text has it (`argmap.formats.draft.mention`): by a key between two marks.
_MARKED = re.compile("\ufdd0([^\ufdd0\ufdd1]*)\ufdd1")
_NO_BRACKETS = str.maketrans("[]", "()")

#: Gives the id to write for a name that a text mentions, or None; the second argument tells whether
#: it is a key between marks, or a name in brackets, which need not be meant so.
Mention = Callable[[str, bool], str | None]


def one_line(text: str) -> str:
    """A text without line breaks and control characters, which become one space each run."""
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _BREAKS.sub(" ", text))
    return text.strip()


def plain(text: str) -> str:
    """How a title, a name or a plain property is written; what it mentions is called by its key."""
    return _plain(_MARKED.sub(r"\1", text) if "\ufdd0" in text else text)


def _plain(text: str) -> str:
    text = one_line(text)
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\", text)
    return _COMMENT.sub(r"\\", text) if "//" in text else text


def escaped(text: str, sources: Collection[str] = (), mention: Mention | None = None) -> str:
    """How the text of a node or a quotation is written, before its citations.

    `sources` are the names of the declared sources. `mention` gives the id to write for what the text
    mentions as `[[id]]`, or None where there is none and the brackets are plain.
    """
    text = _plain(text)
    if "[" in text or "\ufdd0" in text:
        text = _brackets(text, sources, mention or (lambda _, __: None))
    if "#" in text or "@" in text:
        mark = _MARK.search(text)
        if mark is not None and is_id(nfc(text[mark.end() :])):
            text = f"{text[: mark.start()]}\\{text[mark.start() :]}"
    return text


def _brackets(text: str, sources: Collection[str], mention: Mention) -> str:
    """Make every bracket plain that would be read as something else."""
    escape: set[int] = set()
    kept: dict[int, tuple[int, str]] = {}
    whole = text
    if "\ufdd0" in text:
        for match in _MARKED.finditer(text):
            id_ = mention(match[1], True)
            # a key that leads nowhere is all that is known of what was meant
            kept[match.start()] = (
                match.end(),
                match[1].translate(_NO_BRACKETS) if id_ is None else f"[[{id_}]]",
            )
        text = _MARKED.sub(lambda match: "x" * len(match[0]), text)
    for match in _MENTION.finditer(text):
        if text[match.start() - 1 : match.start()] == "\\":
            continue
        id_ = mention(match[1], False)
        if id_ is None:
            escape.add(match.start())
        else:
            kept[match.start(1)] = (match.end(1), id_)
    for match in _BRACKET.finditer(text):
        inside = match[1]
        if reads_as_citation(inside):
            named = {nfc(place.strip().partition("#")[0]) for place in inside.split(",")}
            if named & set(sources):
                escape.add(match.start())
    opened: list[int] = []
    for match in _OPEN_OR_CLOSED.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            opened.pop()
    escape.update(opened)
    for begin, _ in trailing_citations(text)[1]:
        escape.add(begin)
    return _rewritten(whole, escape, kept) if escape or kept else whole


def _rewritten(text: str, escape: set[int], kept: dict[int, tuple[int, str]]) -> str:
    parts = []
    at = 0
    for begin in sorted(escape | kept.keys()):
        if begin < at:
            continue
        parts.append(text[at:begin])
        if begin in kept:
            at, id_ = kept[begin]
            parts.append(id_)
        else:
            parts.append("\\")
            at = begin
    parts.append(text[at:])
    return "".join(parts)


def cited(text: str, places: str) -> str:
    """An escaped text with what it cites, `[a#p1, b]`, behind it."""
    return f"{text} {places}" if text and places else text or places
