"""One line, read: a statement, a declaration, a property; and what a line that is none was meant to be.

Every function takes the source, the match of the line's pattern, where the line begins, its column, and
where to report; it returns the item. A line that is wrong but clear enough is mended as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.suggest import nearest
from argmap.syntax.text import Report, nfc
from argmap.syntax.tree import Declaration, Item, Property, Statement, Stray, TextLine, Word
from argmap.syntax.words import DECLARATIONS, KEYS, KINDS, RESERVED, is_id, keyword_meant

Match = re.Match[str]

_NODE = "`KIND ID @SPEAKER #TAG: text`"
_ESCAPED = "if it is text, begin the line with `\\`"
_MARK = re.compile(r"([@#])([^\s@#\[\]:：]*)")
_LETTERS = re.compile(r"[^\W\d_]+")
_HEADER_FORM = re.compile(
    r"(?P<word>[^\W\d_]+)(?:[ \t]+[^\s@#\[\]:：]+)?(?:[ \t]+[@#][^\s@#\[\]:：]+)*[ \t]*[:：](?!\S)"
)
_COLON = re.compile(r"[:：]")


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
    item.kind = Word(kind, start, stop)
    item.id = node_id
    item.speakers = item.tags = ()
    if marks_end > marks:
        read_marks(source, item, marks, marks_end, report)
    if node_id is not None and (not node_id.text.isidentifier() or node_id.text in RESERVED):
        item.id = checked_id(source, node_id, item.form == "reference", report)
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
        if not (word.text.isidentifier() or _is_path(word.text) if what == "speaker" else _is_tag(word.text)):
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


def _is_tag(word: str) -> bool:
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
        help_ = f"`{kind}: text` states something; `{kind} id` uses what is stated elsewhere; {_ESCAPED}"
    report(Diagnostic("E104", Span(source, item.kind.start, item.pieces[0][1]), message, help=help_))


def declaration(source: Source, match: Match, begin: int, column: int, report: Report) -> Declaration:
    """A well-formed declaration; its name is checked here."""
    start, stop = match.span("declares")
    item = Declaration(begin, match.end(), column, match.span("description"))
    item.keyword = Word(match["declares"], start, stop)
    raw = match["name"]
    item.name = None if raw is None else Word(nfc(raw), match.start("name"), match.end("name"))
    _check_name(source, item, report)
    return item


def _check_name(source: Source, item: Declaration, report: Report) -> None:
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


def other(source: Source, match: Match, begin: int, column: int, continues: bool, report: Report) -> Item:
    """A line that fits no pattern: text, or something its writer meant to be more.

    `continues` tells whether it is indented below a text. Returns a `TextLine` or a mended item, or a
    `Stray` where nothing can be made of it.
    """
    start, stop = match.span("TEXT")
    line = source.text[start:stop]
    end = match.end()
    letters = _LETTERS.match(line)
    word = letters[0] if letters is not None else ""
    behind = line[len(word) : len(word) + 1]
    # `claim-like` and `claim, he said` are text
    ends_word = behind in ("", " ", "\t", ":", "：", "@", "#", "[")
    if word in KINDS and ends_word:
        return _mend_statement(source, line, word, (begin, end, column, start), report)
    if word in DECLARATIONS and ends_word:
        mended = _mend_declaration(source, line, word, (begin, end, column, start), continues, report)
        if mended is not None:
            return mended
    if word in KEYS and behind in (":", "：") and not line.startswith("://", len(word)):
        return _mend_property(source, word, (begin, end, column, start, stop), report)
    form = _HEADER_FORM.match(line)
    if form is not None and form["word"] == word:
        meant = keyword_meant(word)
        if meant is not None and word not in DECLARATIONS:
            span = Span(source, start, start + len(word))
            report(
                Diagnostic(
                    "E106",
                    span,
                    f"`{word}` is no keyword of argmap; here it would be `{meant}`",
                    help=f"keywords are {', '.join(KINDS)}; {_ESCAPED}",
                    fix=Fix(f"write `{meant}`", (Edit(span, meant),), safe=False),
                )
            )
            return _mend_statement(source, line, word, (begin, end, column, start), report, meant)
    if word.islower() and behind == ":" and not line[len(word) + 1 : len(word) + 2].strip():
        near = nearest(word, KEYS)
        span = Span(source, start, start + len(word))
        report(
            Diagnostic(
                "E107",
                span,
                f"argmap knows no property `{word}`." + (f" Did you mean `{near}`?" if near else ""),
                help=f"use `note: …` for anything else; {_ESCAPED}",
                fix=Fix(f"write `{near}`", (Edit(span, near),), safe=False) if near else None,
            )
        )
        return Stray(begin, end, column)
    if continues:
        return TextLine(begin, end, column, start, start + len(line.rstrip()))
    report(_stray_text(source, line, word, start))
    return Stray(begin, end, column)


def _stray_text(source: Source, line: str, word: str, start: int) -> Diagnostic:
    span = Span(source, start, start + len(line.rstrip()))
    help_ = (
        "text follows a keyword and a colon (`claim: …`) and goes on in deeper lines, up to an empty line "
        "or a comment"
    )
    if line.startswith(("#", "/*", "<!--", "--")):
        help_ = "a comment begins with `//`; " + help_
    elif line[0] in "-+*<[>" or re.match(r"\(\d+\)|\d+[.)]", line):
        help_ = "every line begins with a plain word: `claim: …`, `premise: …`, `rebuttal: …`"
    else:
        near = nearest(word, (*KINDS, *DECLARATIONS)) if len(word) > 3 else None
        if near is not None:
            help_ = f"did you mean `{near}`? {help_}"
    return Diagnostic("E103", span, "this line belongs to no node", help=help_)


def _mend_statement(
    source: Source,
    line: str,
    word: str,
    at: tuple[int, int, int, int],
    report: Report,
    meant: str | None = None,
) -> Statement:
    """A line that begins with a keyword (or what was meant as one) but isn't formed like a node."""
    begin, end, column, start = at
    text_stop = start + len(line.rstrip())
    item = Statement(begin, end, column, (text_stop, text_stop))
    item.kind = Word(meant or word, start, start + len(word))
    item.id = None
    item.speakers = item.tags = ()
    item.form = "node"
    kind = item.kind.text
    behind = start + len(word)
    if meant is not None and (form := _HEADER_FORM.match(line)) is not None and line[form.end() - 1] == ":":
        head_end = start + form.end() - 1
        _read_head(source, item, behind, head_end, report)
        item.pieces = (_trimmed(source, head_end + 1, text_stop),)
        return item
    colon = _find_colon(source, behind, text_stop)
    if colon is None:
        # no colon at all: what follows is its text, behind its speakers and tags
        body = behind
        while (
            mark := re.compile(r"[ \t]+[@#][^\s@#\[\]:：]+").match(source.text, body, text_stop)
        ) is not None:
            body = mark.end()
        read_marks(source, item, behind, body, report)
        item.pieces = (_trimmed(source, body, text_stop),)
        first = item.pieces[0][0]
        report(
            Diagnostic(
                "E104",
                Span(source, start, text_stop),
                f"this `{kind}` has no colon before its text",
                help=f"a node is {_NODE}; a reference is `{kind} id` and nothing more; {_ESCAPED}",
                fix=Fix("put a colon", (Edit(Span(source, body, first), ": "),), safe=False),
            )
        )
        return item
    head_ok = _read_head(source, item, behind, colon, report)
    item.pieces = (_trimmed(source, colon + 1, text_stop),)
    wide = source.text[colon] == "："
    if wide or (head_ok and colon + 1 < text_stop and not source.text[colon + 1].isspace()):
        message = "the colon here is a full-width one" if wide else "a space is missing behind this colon"
        report(
            Diagnostic(
                "E108" if wide else "E104",
                Span(source, colon, colon + 1),
                message,
                help="write `:` and a space" if wide else f"a node is {_NODE}",
                fix=Fix("write `: `", (Edit(Span(source, colon, item.pieces[0][0]), ": "),)),
            )
        )
    return item


def _find_colon(source: Source, start: int, stop: int) -> int | None:
    """The colon that ends a header: the first full-width one or one with a space behind it, else the
    first one of all if what stands before it could be a header."""
    text = source.text
    first = None
    for match in _COLON.finditer(text, start, stop):
        at = match.start()
        if text[at] == "：" or at + 1 >= stop or text[at + 1].isspace():
            return at
        if first is None:
            first = at
    if first is not None and len([w for w in text[start:first].split() if w[0] not in "@#"]) <= 1:
        return first
    return None


def _read_head(source: Source, item: Statement, start: int, colon: int, report: Report) -> bool:
    """Read id, speakers and tags before a colon; False (and a report) where they are no header."""
    words: list[Word] = []
    marked = False
    late = False
    for match in re.compile(r"[^\s]+").finditer(source.text, start, colon):
        if match[0][0] in "@#":
            marked = True
        else:
            late = late or marked
            words.append(Word(nfc(match[0]), match.start(), match.end()))
    read_marks(source, item, start, colon, report)
    if len(words) > 1:
        joined = "-".join(w.text.lower() for w in words)
        idea = f"`{joined}`, or " if len(words) < 4 and is_id(joined) else ""
        kind = item.kind.text
        report(
            Diagnostic(
                "E105",
                Span(source, words[0].start, words[-1].end),
                "an id is one word",
                help=f"write {idea}`{kind}: …` if these words are the text; {_ESCAPED}",
            )
        )
        return False
    if words:
        item.id = checked_id(source, words[0], False, report)
        if late and item.id is not None:
            moved = " ".join(
                [item.id.text, *(f"@{w.text}" for w in item.speakers), *(f"#{w.text}" for w in item.tags)]
            )
            first = Span(source, start, colon)
            report(
                Diagnostic(
                    "E104",
                    Span(source, item.id.start, item.id.end),
                    "the id stands before the speakers and tags",
                    help=f"a node is {_NODE}",
                    fix=Fix("put the id first", (Edit(first, f" {moved}"),)),
                )
            )
    return True


def _trimmed(source: Source, start: int, stop: int) -> tuple[int, int]:
    while start < stop and source.text[start].isspace():
        start += 1
    return start, stop


def _mend_declaration(
    source: Source,
    line: str,
    word: str,
    at: tuple[int, int, int, int],
    continues: bool,
    report: Report,
) -> Item | None:
    """A line that begins like a declaration; None where it can as well be text."""
    begin, end, column, start = at
    if continues and not re.match(r"\w+[ \t]+[^\s:：]+[ \t]*：", line):
        return None
    stop = start + len(line.rstrip())
    forms = {"map": "map: TITLE", "section": "section ID: TITLE", "source": "source ID: DESCRIPTION"}
    form = forms.get(word, "speaker ID: NAME" if word == "speaker" else "import NAME: PATH")
    match = re.match(r"(\w+)(?:[ \t]+[@#]?([^\s@#\[\]:：]+))?[ \t]*([:：])[ \t]*", line)
    if match is None:
        report(
            Diagnostic(
                "E110",
                Span(source, start, stop),
                f"this looks like a `{word}` but isn't one",
                help=f"write `{form}`",
            )
        )
        return Stray(begin, end, column)
    item = Declaration(begin, end, column, (start + match.end(), stop))
    item.keyword = Word(word, start, start + len(word))
    item.name = None
    if match[2] is not None:
        item.name = Word(nfc(match[2]), start + match.start(2), start + match.end(2))
    colon = start + match.start(3)
    if match[3] == "：":
        report(
            Diagnostic(
                "E108",
                Span(source, colon, colon + 1),
                "the colon here is a full-width one",
                help="write `:` and a space",
                fix=Fix("write `: `", (Edit(Span(source, colon, start + match.end()), ": "),)),
            )
        )
    else:
        report(Diagnostic("E110", Span(source, start, colon + 1), f"write `{form}`", help=None))
    _check_name(source, item, report)
    return item


def _mend_property(source: Source, word: str, at: tuple[int, int, int, int, int], report: Report) -> Property:
    """A known key whose colon is full-width or lacks the space behind it."""
    begin, end, column, start, stop = at
    colon = start + len(word)
    wide = source.text[colon] == "："
    value = _trimmed(source, colon + 1, stop)
    report(
        Diagnostic(
            "E108" if wide else "E107",
            Span(source, colon, colon + 1),
            "the colon here is a full-width one" if wide else "a space is missing behind this colon",
            help=f"write `{word}: …`; {_ESCAPED}",
            fix=Fix("write `: `", (Edit(Span(source, colon, value[0]), ": "),)),
        )
    )
    item = Property(begin, end, column, value)
    item.key = Word(word, start, start + len(word))
    return item
