"""A well-formed line, read: a statement, a declaration, a property. Any other line is for `mending`.

Every function takes the source, the match of the line's pattern, where the line begins, its column, and
where to report; it returns the item. A line that is wrong but clear enough is mended as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.syntax.text import Report, nfc
from argmap.syntax.tree import Declaration, Property, Statement, Word
from argmap.syntax.words import RESERVED, is_id

Match = re.Match[str]

NODE = "`KIND ID @SPEAKER #TAG: text`"
ESCAPED = "if it is text, begin the line with `\\`"
_MARK = re.compile(r"([@#])([^\s@#\[\]:：]*)")


def statement(source: Source, match: Match, begin: int, column: int, report: Report) -> Statement:
    """A well-formed node, reference or bare concession."""
    text = source.text
    start, stop = match.span("kind")
    kind = text[start:stop]
    id_start, id_end = match.span("id")
    node_id = None
    if id_start >= 0:
        raw = text[id_start:id_end]
        node_id = Word(raw if raw.isascii() else nfc(raw), id_start, id_end)
    marks, marks_end = match.span("marks")
    if match["colon"] is not None:
        item = Statement(begin, match.end(), column, match.span("text"))
        item.form = "node"
    else:
        item = Statement(begin, match.end(), column, match.span("citations"))
        item.form = "reference" if node_id is not None else "concession"
        if kind == "argument" and node_id is None:
            item.form = "node"  # the one kind that may go without a text, and needs its colon even so
    item.kind = Word(kind, start, stop)
    item.id = node_id
    item.speakers = item.tags = ()
    if marks_end > marks:
        read_marks(source, item, marks, marks_end, report)
    if node_id is not None and (not node_id.text.isidentifier() or node_id.text in RESERVED):
        item.id = checked_id(source, node_id, item.form == "reference", report)
    if match["colon"] is None and item.form == "node":
        colon = Edit(Span(source, max(marks_end, stop), max(marks_end, stop)), ":")
        report(
            Diagnostic(
                "E104",
                Span(source, start, max(marks_end, stop)),
                "this `argument` has no colon",
                help="write `argument:`; its premises stand below it",
                fix=Fix("put a colon", (colon,), safe=False),
            )
        )
    if item.form == "concession" and (kind != "concession" or not item.speakers):
        _incomplete(source, item, report)
    return item


def read_marks(source: Source, item: Statement, start: int, end: int, report: Report) -> None:
    """Set the speakers and tags written between two offsets."""
    marks = source.text[start:end].split()
    if len(marks) == 1 and marks[0][0] == "@" and marks[0].isascii() and marks[0][1:].isidentifier():
        name = marks[0][1:]  # most often: one speaker
        begin = source.text.index(name, start)
        item.speakers = (Word(name, begin, begin + len(name)),)
        return
    speakers: list[Word] = []
    tags: list[Word] = []
    for mark in _MARK.finditer(source.text, start, end):
        word = Word(nfc(mark[2]), mark.start(2), mark.end(2))
        what = "speaker" if mark[1] == "@" else "tag"
        if not (word.text.isidentifier() or _is_path(word.text) if what == "speaker" else is_tag(word.text)):
            report(
                Diagnostic(
                    "E105",
                    Span(source, mark.start(), mark.end()),
                    f"`{mark[0]}` names no {what}",
                    help=f"a {what} is `{mark[1]}` and an id: letters, digits, `_`, and `-` between them",
                )
            )
            continue
        (speakers if what == "speaker" else tags).append(word)
    item.speakers = tuple(speakers)
    item.tags = tuple(tags)


def _is_path(word: str) -> bool:
    return bool(word) and all(is_id(part) for part in word.split("/"))


def is_tag(word: str) -> bool:
    """Whether a word (NFC) can be a tag: an identifier, or what would be one with `_` in place of `-`."""
    return word.isidentifier() or is_id(word) or word.replace("-", "_").isidentifier()


def checked_id(source: Source, word: Word, reference: bool, report: Report) -> Word | None:
    """The id, or None where it can't be one; a reference may hold the name of an import and `/`."""
    if _is_path(word.text) and (reference or "/" not in word.text):
        return word
    span = Span(source, word.start, word.end)
    if "~" in word.text:
        message = f"`{word.text}` can't be an id: `~` marks the ids that argmap derives"
        help_ = "give the node an id of its own to point at it"
    elif word.text in RESERVED:
        message = f"`{word.text}` can't be an id: it is a word of the language"
        help_ = f"for instance `{word.text}-1`"
    elif "/" in word.text:
        message = f"`{word.text}` can't be the id of a new node"
        help_ = "`/` points into an imported map; a reference to it has no colon and no text"
    else:
        message = f"`{word.text}` can't be an id"
        help_ = "an id begins with a letter and holds letters, digits, `_`, and `-` between them"
        better = re.sub(r"[^\w-]+", "-", word.text).strip("-_")
        if better and better != word.text and is_id(better):
            help_ += f"; for instance `{better}`"
    report(Diagnostic("E105", span, message, help=help_))
    return None


def _incomplete(source: Source, item: Statement, report: Report) -> None:
    kind = item.kind.text
    if kind == "concession":
        message = "a `concession` needs a speaker who grants, or a text"
        help_ = "`concession @speaker` grants the node above; `concession: text` grants that much"
    else:
        message = f"this `{kind}` has no text and no id"
        help_ = f"`{kind}: text` states something; `{kind} id` uses what is stated elsewhere; {ESCAPED}"
    report(Diagnostic("E104", Span(source, item.kind.start, item.pieces[0][1]), message, help=help_))


def declaration(source: Source, match: Match, begin: int, column: int, report: Report) -> Declaration:
    """A well-formed declaration; its name is checked here."""
    start, stop = match.span("declares")
    item = Declaration(begin, match.end(), column, match.span("description"))
    item.keyword = Word(match["declares"], start, stop)
    raw = match["name"]
    item.name = None if raw is None else Word(nfc(raw), match.start("name"), match.end("name"))
    check_name(source, item, report)
    return item


def check_name(source: Source, item: Declaration, report: Report) -> None:
    keyword, name = item.keyword.text, item.name
    head = Span(source, item.keyword.start, item.keyword.end if name is None else name.end)
    if keyword == "map":
        if name is not None:
            report(
                Diagnostic(
                    "E110",
                    head,
                    "a map has no id, only a title",
                    help=f"write `map: …` instead of `map {name.text}: …`",
                )
            )
            item.name = None
    elif name is None:
        if keyword != "section":
            form = {"source": "DESCRIPTION", "speaker": "NAME", "import": "PATH"}[keyword]
            report(
                Diagnostic(
                    "E110",
                    head,
                    f"this `{keyword}` has no id",
                    help=f"write `{keyword} ID: {form}`; the id is how the map refers to it",
                )
            )
    elif not is_id(name.text):
        item.name = checked_id(source, name, False, report)


def property_(source: Source, match: Match, begin: int, column: int, report: Report) -> Property:
    """A property whose key the language knows."""
    item = Property(begin, match.end(), column, match.span("value"))
    item.key = Word(match["key"], match.start("key"), match.end("key"))
    return item


#: The reader of each kind of line, by the name of its pattern.
READ: dict[str, Callable[[Source, Match, int, int, Report], Any]] = {
    "STATEMENT": statement,
    "DECLARATION": declaration,
    "PROPERTY": property_,
}
