"""The text of a line and of those that continue it: folding, escapes, citations, mentions.

All positions are offsets into the source; a folded text keeps a table back to them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.syntax.tree import BOM, Cite, Word, Written
from argmap.syntax.words import is_id

Report = Callable[[Diagnostic], None]

#: Punctuation that may close a sentence behind its citation and belongs to the text.
CLOSING = ".,;:!?…)\"'”’»›。，、；：！？．」』）"

#: Marks that end exact words.
_QUOTE_MARKS = frozenset("\"'”’“‘»«›‹」』")

#: A backslash before one of these makes it a plain character.
ESCAPE = re.compile(r"\\(?=[\[#@]|//)")
#: One place in a citation: `source`, `import/source`, `source#anchor`.
_PLACE = re.compile(r"\s*([^\s\[\],#@]+)(?:#([^\s\[\],]+))?\s*")
_MENTION = re.compile(r"\[\[([^\s\[\]]+)\]\]")
_BRACKET = re.compile(r"(?<![\\\[])\[([^\[\]]*)\](?!\])")
#: No tag or speaker is longer; a longer word is text.
_LONGEST_MARK = 200
_TRAILING_COMMENT = re.compile(r"(?:^|(?<=\s))//(?=\s|$)")


def nfc(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def unspaced(char: str) -> bool:
    """Whether `char` belongs to a wide script that is written without spaces (Han, kana, bopomofo)."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x2FDF
        or 0x3001 <= code <= 0x312F
        or 0x31A0 <= code <= 0x31FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF01 <= code <= 0xFF9F
        or 0x1B000 <= code <= 0x1B16F
        or 0x20000 <= code <= 0x3FFFF
    )


class Folded:
    """The lines of a text joined to one, with a way back to the offsets in the file."""

    __slots__ = ("begins", "offsets", "text")

    def __init__(self, source: str, pieces: tuple[tuple[int, int], ...]) -> None:
        parts: list[str] = []
        self.begins: list[int] = []
        self.offsets: list[int] = []
        length = 0
        for start, end in pieces:
            raw = source[start:end].rstrip()  # white space at a line's end is no text
            if parts and raw[:1] == "\\" and ESCAPE.match(raw) is None:
                raw, start = raw[1:], start + 1  # it makes the line text, whatever it would read as
            if not raw and parts:
                continue
            if parts and not (parts[-1] and unspaced(parts[-1][-1]) and unspaced(raw[0])) and parts[-1]:
                parts.append(" ")
                length += 1
            self.begins.append(length)
            self.offsets.append(start)
            parts.append(raw)
            length += len(raw)
        self.text = "".join(parts)

    def at(self, index: int) -> int:
        """The offset in the file of a character of the folded text (or of its end)."""
        line = max(bisect_right(self.begins, index) - 1, 0)
        return self.offsets[line] + index - self.begins[line]

    def end_at(self, index: int) -> int:
        """The offset just behind the character before `index`."""
        return self.at(index - 1) + 1 if index else self.at(0)


class Marks(NamedTuple):
    """Speakers and tags found at the end of a text, where they don't belong."""

    speakers: tuple[Word, ...]
    tags: tuple[Word, ...]


NO_MARKS = Marks((), ())


def read_plain(source: Source, item: Written, report: Report) -> None:
    """Fill in the `text` of an item that holds no citations (a title, a name, most properties)."""
    folded = Folded(source.text, item.pieces)
    text = folded.text.rstrip()
    comment = _TRAILING_COMMENT.search(text) if "//" in text else None
    if comment is not None:
        _report_comment(source, folded, comment.start(), len(text), report)
        text = text[: comment.start()].rstrip()
    item.text = ESCAPE.sub("", text) if "\\" in text else text


def read_text(source: Source, item: Written, report: Report) -> Marks:
    """Fill in an item's `text`, `citations`, `brackets` and `mentions` from its `pieces`.

    Returns the marks that stood at the end of the text; each has been reported.
    """
    raw = source.text
    if len(item.pieces) == 1:
        start, end = item.pieces[0]
        text = raw[start:end]
        if "\\" not in text:
            opened = text.find("[")
            if opened < 0:
                text = text.rstrip()
                if not _suspect(text):
                    item.text = text
                    return NO_MARKS
            elif _one_citation(item, text, opened):
                return NO_MARKS
    folded = Folded(raw, item.pieces)
    text = folded.text
    stop = len(text)
    marks: list[Word] = []
    cited: list[list[Cite]] = []
    closing: list[str] = []
    quoting = item.type == "PROPERTY"  # in exact words, brackets are the quoter's: `[sic]`
    while True:  # from the end inwards, by position: a line may hold any number of citations
        while stop and text[stop - 1].isspace():
            stop -= 1
        found = _citation_at_end(text, stop)
        if found is not None and not (
            cited and quoting and not _QUOTE_MARKS.isdisjoint(text[found[1] + 1 : stop])
        ):
            begin, end = found
            closing.append(text[end + 1 : stop])
            cited.append(_places(text[begin + 1 : end], begin + 1, folded))
            stop = begin
            continue
        begin = _mark_at_end(text, stop) if not any(closing) else -1
        if begin >= 0:
            marks.append(Word(text[begin:stop], folded.at(begin), folded.end_at(stop)))
            stop = begin
            continue
        comment = _TRAILING_COMMENT.search(text, 0, stop)
        if comment is not None:
            _report_comment(source, folded, comment.start(), stop, report)
            stop = comment.start()
            continue
        break
    text = text[:stop]
    item.citations = tuple(cite for cites in reversed(cited) for cite in cites)
    if "[" in text:
        _read_brackets(source, item, folded, text, report)
    item.text = (ESCAPE.sub("", text) if "\\" in text else text) + "".join(reversed(closing))
    return _report_marks(source, item, marks[::-1], report) if marks else NO_MARKS


def _one_citation(item: Written, text: str, opened: int) -> bool:
    """The common case, done fast: one citation of one place closes a text that has nothing else in it."""
    if text[-1] != "]" or text.find("[", opened + 1) >= 0:
        return False
    place = _PLACE.fullmatch(text, opened + 1, len(text) - 1)
    if place is None or not (place[1].isidentifier() or _is_name(place[1])) or not place[1].isascii():
        return False
    body = text[:opened].rstrip()
    if _suspect(body):
        return False
    begin = item.pieces[0][0]
    start, end = place.span(1)
    anchor = place[2]
    if anchor is not None:
        end = place.end(2)
        if not anchor.isascii():
            return False
    item.text = body
    item.citations = (Cite(place[1], anchor, begin + start, begin + end),)
    return True


def _suspect(text: str) -> bool:
    """Whether a text without brackets may end in a mark or hold a comment."""
    if "//" in text and _TRAILING_COMMENT.search(text) is not None:
        return True
    return ("#" in text or "@" in text) and _mark_at_end(text, len(text)) >= 0


def _mark_at_end(text: str, stop: int) -> int:
    """Where a tag or speaker begins that ends a text at `stop`, or -1."""
    nearest = max(0, stop - _LONGEST_MARK)
    begin = max(text.rfind("#", nearest, stop), text.rfind("@", nearest, stop))
    if begin < 0 or (begin and not text[begin - 1].isspace()):
        return -1
    return begin if is_id(nfc(text[begin + 1 : stop])) else -1


def _citation_at_end(text: str, stop: int) -> tuple[int, int] | None:
    """Where the last bracket opens and closes, if it closes the text at `stop` and reads like a citation."""
    end = stop
    while end and text[end - 1] in CLOSING:
        end -= 1
    end -= 1
    if end < 0 or text[end] != "]":
        return None
    begin = text.rfind("[", 0, end)
    if begin < 0 or text[begin - 1 : begin] in ("\\", "["):
        return None
    return (begin, end) if reads_as_citation(text[begin + 1 : end]) else None


def reads_as_citation(inside: str) -> bool:
    """Whether what stands between square brackets reads like places in sources."""
    return all((p := _PLACE.fullmatch(place)) and _is_name(p[1]) for place in inside.split(","))


def trailing_citations(text: str) -> tuple[int, list[tuple[int, str]]]:
    """Where the citations at the end of a folded text begin, and each bracket with where it begins.

    A bracket comes in its canonical form, with the punctuation that closes the sentence behind it.
    """
    found: list[tuple[int, str]] = []
    stop = len(text)
    while True:
        while stop and text[stop - 1].isspace():
            stop -= 1
        bracket = _citation_at_end(text, stop)
        if bracket is None:
            return stop, found[::-1]
        begin, end = bracket
        places = ", ".join([place.strip() for place in text[begin + 1 : end].split(",")])
        found.append((begin, f"[{places}]{text[end + 1 : stop]}"))
        stop = begin


def _is_name(word: str) -> bool:
    """Whether a word can name a source: an identifier, or one behind the name of an import."""
    return all(is_id(part) for part in nfc(word).split("/")) if word else False


def _places(inside: str, offset: int, folded: Folded) -> list[Cite]:
    cites: list[Cite] = []
    for place in inside.split(","):
        match = _PLACE.fullmatch(place)
        assert match is not None  # _citation_at_end has looked
        start, end = offset + match.start(1), offset + match.end(2 if match[2] else 1)
        cites.append(
            Cite(nfc(match[1]), nfc(match[2]) if match[2] else None, folded.at(start), folded.end_at(end))
        )
        offset += len(place) + 1
    return cites


def _read_brackets(source: Source, item: Written, folded: Folded, text: str, report: Report) -> None:
    mentions = []
    for match in _MENTION.finditer(text):
        if text[match.start() - 1 : match.start()] != "\\":
            mentions.append(Word(nfc(match[1]), folded.at(match.start(1)), folded.end_at(match.end(1))))
    item.mentions = tuple(mentions)
    brackets: list[Cite] = []
    for match in _BRACKET.finditer(text):
        if reads_as_citation(match[1]):
            brackets.extend(_places(match[1], match.start(1), folded))
    item.brackets = tuple(brackets)
    depth: list[int] = []
    for match in re.finditer(r"\\?\[|\]", text):
        if match[0] == "[":
            depth.append(match.start())
        elif match[0] == "]" and depth:
            depth.pop()
    if depth:
        at = folded.at(depth[0])
        report(
            Diagnostic(
                "E112",
                Span(source, at, folded.end_at(len(text))),
                "this bracket is never closed",
                help="close it with `]`, or write `\\[` for a plain bracket",
                fix=Fix("write a plain bracket", (Edit(Span(source, at, at), "\\"),), safe=False),
            )
        )


def _report_comment(source: Source, folded: Folded, begin: int, end: int, report: Report) -> None:
    start, stop = folded.at(begin), folded.end_at(end)
    report(
        Diagnostic(
            "E109",
            Span(source, start, stop),
            "a comment needs a line of its own",
            help="put it on the line above; if it belongs to the text, write `\\//`",
            fix=_comment_fix(source, start, stop),
        )
    )


def _comment_fix(source: Source, start: int, stop: int) -> Fix | None:
    """Move a comment at the end of a line to a line above it, where both stand on one line."""
    line, column = source.position(start)
    if source.position(stop)[0] != line:
        return None
    begin = start - column + 1
    if source.text[begin] == BOM:
        begin += 1
    indent = source.text[begin:start]
    indent = indent[: len(indent) - len(indent.lstrip())]
    before = start
    while before > begin and source.text[before - 1] in " \t":
        before -= 1
    return Fix(
        "move the comment to its own line",
        (
            Edit(Span(source, begin, begin), f"{indent}{source.text[start:stop]}\n"),
            Edit(Span(source, before, stop), ""),
        ),
    )


def _report_marks(source: Source, item: Written, marks: list[Word], report: Report) -> Marks:
    from argmap.syntax.tree import Statement

    speakers: list[Word] = []
    tags: list[Word] = []
    for mark in marks:
        what = "tag" if mark.text[0] == "#" else "speaker"
        fix = None
        if isinstance(item, Statement):
            behind = max(w.end for w in (item.kind, item.id, *item.speakers, *item.tags) if w is not None)
            before = mark.start
            while source.text[before - 1] in " \t":
                before -= 1
            fix = Fix(
                f"move the {what} to the header",
                (
                    Edit(Span(source, behind, behind), f" {mark.text}"),
                    Edit(Span(source, before, mark.end), ""),
                ),
            )
        report(
            Diagnostic(
                "E109",
                Span(source, mark.start, mark.end),
                f"a {what} belongs in the header, before the colon",
                help=f"move `{mark.text}` before the colon; if it is text, write `\\{mark.text}`",
                fix=fix,
            )
        )
        word = Word(nfc(mark.text[1:]), mark.start + 1, mark.end)
        (tags if what == "tag" else speakers).append(word)
    return Marks(tuple(speakers), tuple(tags))
