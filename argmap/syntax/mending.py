"""What a line that fits no pattern was meant to be: a mended item where that is clear, else text or a stray.

`other` is the door. The functions behind it take where the line begins and ends, its column, and where its
first word stands, as one tuple.
"""

from __future__ import annotations

import re

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span
from argmap.suggest import nearest
from argmap.syntax.headers import ESCAPED, NODE, Match, check_name, checked_id, read_marks
from argmap.syntax.text import Report, nfc
from argmap.syntax.tree import Declaration, Item, Property, Statement, Stray, TextLine, Word
from argmap.syntax.words import DECLARATIONS, KEYS, KINDS, is_id, keyword_meant

_LETTERS = re.compile(r"[^\W\d_]+")
_HEADER_FORM = re.compile(
    r"(?P<word>[^\W\d_]+)(?:[ \t]+[^\s@#\[\]:：]+)?(?:[ \t]+[@#][^\s@#\[\]:：]+)*[ \t]*[:：](?!\S)"
)
_COLON = re.compile(r"[:：]")


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
    if word.lower() in KEYS and word != word.lower() and re.match(r":(?!\S)", line[len(word) :]):
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
                    help=f"keywords are {', '.join(KINDS)}; {ESCAPED}",
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
                help=f"use `note: …` for anything else; {ESCAPED}",
                fix=Fix(f"write `{near}`", (Edit(span, near),), safe=False) if near else None,
            )
        )
        return Stray(begin, end, column)
    if continues:
        return TextLine(begin, end, column, start, start + len(line.rstrip()))
    found = _stray_text(source, line, word, start)
    report(found)
    return Stray(begin, end, column, holds=(found.help or "").startswith("did you mean"))


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
                help=f"a node is {NODE}; a reference is `{kind} id` and nothing more; {ESCAPED}",
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
                help="write `:` and a space" if wide else f"a node is {NODE}",
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
                help=f"write {idea}`{kind}: …` if these words are the text; {ESCAPED}",
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
                    help=f"a node is {NODE}",
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
        return Stray(begin, end, column, holds=True)
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
    check_name(source, item, report)
    return item


def _mend_property(source: Source, word: str, at: tuple[int, int, int, int, int], report: Report) -> Property:
    """A known key in capitals, or one whose colon is full-width or lacks the space behind it."""
    begin, end, column, start, stop = at
    key = word.lower()
    colon = start + len(word)
    wide = source.text[colon] == "："
    value = _trimmed(source, colon + 1, stop)
    if key != word:
        span = Span(source, start, colon)
        message = f"the property `{key}` is written in lower case"
        fix = Fix(f"write `{key}`", (Edit(span, key),), safe=False)
    else:
        span = Span(source, colon, colon + 1)
        message = "the colon here is a full-width one" if wide else "a space is missing behind this colon"
        fix = Fix("write `: `", (Edit(Span(source, colon, value[0]), ": "),))
    report(
        Diagnostic("E108" if wide else "E107", span, message, help=f"write `{key}: …`; {ESCAPED}", fix=fix)
    )
    item = Property(begin, end, column, value)
    item.key = Word(key, start, colon)
    return item
