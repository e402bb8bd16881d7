"""The things an Argdown text consists of, one after the other: headings, statements, relations, inferences.

After the lexer of `@argdown/core` 1.7.5, which reads a whole file by patterns that look at what came
before. Here most lines are taken at once by one pattern; a line with marks in it (emphasis, links, tags,
data, comments, …) is gone through piece by piece. What may follow what is decided in `build`; what is no
Argdown is told in `troubles` and read as it was most likely meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from argmap.formats.argdown.braces import Braces
from argmap.formats.argdown.inference import read_inference
from argmap.formats.argdown.model import Piece
from argmap.formats.argdown.patterns import BLANK, ESCAPED, SHORTCODE, SPACES, end_of
from argmap.formats.argdown.shortcodes import character
from argmap.formats.troubles import Troubles

# No group here is possessive: Python before 3.11.5 matches such groups wrongly.

#: A whole line with nothing special in it.
_LINE = re.compile(
    r"""
    (?: (?P<indent>[ \t']*+)
        (?P<sign> \+> | -> | <?\+ | <?-(?!-) | >< | _> | <_ | _(?=\s) | \(\d+\) ) [ \t]*+
      | [ \t]*+ (?! [-+_] | <[-+_!] | ><  | \d+\.\s | '[ \t']*+[-+<>_(] | \(\d+\) ) )
    (?: \[ (?P<statement>[^-\[\]\n][^\[\]\n]*+) \]: [ \t]*+
      | < (?P<argument>[^-<>\n!][^<>\n]*+) >: [ \t]*+ )?
    (?P<text> [^\\@\#*_\[\]{}</.:\n]*+ (?: [.:](?=\s|\Z) [^\\@\#*_\[\]{}</.:\n]*+ )* )
    (?:\n|\Z)
    """,
    re.VERBOSE,
)
_START = re.compile(
    r"[ \t']*-{2}(?P<rule>)"
    r"|(?P<indent>[ \t']*)(?:(?P<sign>\+>|->|<?\+|<?-|><|_>|<_|_(?=\s)|\(\d+\))"
    r"|(?P<item>\d+\.(?=\s)|\*(?=\s)))"
    r"|[ \t]*(?P<heading>#+) "
)
#: A title at the beginning of a statement or argument; a link is none.
_TITLE = re.compile(
    r"(?!\[[^\]]{1,1000}+\]\([^)]{1,3000}+\))"
    r"(?:\[(?P<defined>.+?)\]:|\[(?P<referred>[^-\n].*?)\]"
    r"|<(?!!--)(?:(?P<argument>.+?)>:|(?P<argument_referred>[^-\n].*?)>))"
)
_PLAIN = re.compile(
    r"[^\\@#*_\[\]{}</.:\n]++(?:[.:](?=\s|\Z)[^\\@#*_\[\]{}</.:\n]*+)*|(?:[.:](?=\s|\Z)[^\\@#*_\[\]{}</.:\n]*+)+"
)
_LINK = re.compile(r"\[([^\]]{1,1000}+)\]\(([^)]{1,3000}+)\)([ \t]?)")
_TAG = re.compile(r"#(?:\(([^)]{1,1000}+)\)|([a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]++))[ \t]?")
_MENTION = re.compile(r"@(?:\[([^\]\n]{1,1000}+)\]|<([^>\n]{1,1000}+)>)[ \t]?")
_UNEXPECTED = re.compile(r"\[[^-\]\n][^\]\n]{0,1000}+\]|<[^->\n][^>\n]{0,1000}+>")
_MARKS = re.compile(r"\*\*|__|\*|_")
_CLOSES = re.compile(r"[ \t]|(?=[\n)}_.,!?;:\-*]|\Z)")
_TOO_WIDE = re.compile(r"(?<=[,.:;/>\-()\]}@#*_<\[{])([ \t])[ \t]+")


@dataclass(slots=True, eq=False)
class Item:
    """One heading, statement, argument or inference as written.

    `lead` is what stands before it: a sign of relation, ``#`` for a heading, ``(`` for a statement of a
    premise-conclusion structure, ``--`` for an inference, ``*`` for an item of a list, or nothing.
    `indent` is its column; for a heading its level.
    """

    offset: int
    lead: str
    indent: int
    title: str | None
    is_argument: bool
    reference: bool
    pieces: list[Piece]
    #: Whether an empty line stands before it.
    blank: bool
    data: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def special(self) -> bool:
        """Whether its text has parts that are no plain words."""
        pieces = self.pieces
        return len(pieces) > 1 or (len(pieces) == 1 and not isinstance(pieces[0], str))


class Lines:
    """Reads a text once. `items` and the comments left over (`comments`) are the result."""

    def __init__(self, text: str, troubles: Troubles) -> None:
        self.text = text
        self.troubles = troubles
        self.items: list[Item] = []
        self.comments: list[str] = []
        self.braces = Braces(text)
        self._breaks: list[int] | None = None
        self._next: dict[str, int] = {}
        #: Comments that belong to the next item, marks of emphasis that wait for their end.
        self._held: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._item: Item | None = None
        #: Whether the block being read is a list.
        self._list = False

    def line(self, offset: int) -> int:
        """The number of the line at an offset."""
        if self._breaks is None:
            self._breaks = [match.start() for match in re.finditer("\n", self.text)]
        return bisect_right(self._breaks, offset - 1) + 1

    def trouble(self, what: str, offset: int) -> None:
        self.troubles.add(what, f"line {self.line(offset)}")

    def read(self, pos: int = 0) -> None:
        """Go through the text from `pos`."""
        text, size, items = self.text, len(self.text), self.items
        whole = _LINE.match
        blank = True
        while pos < size:
            match = whole(text, pos)
            if match is None:
                pos, blank = self._slowly(pos, blank)
                continue
            indent, sign, statement, argument, words = match.groups()
            if words:
                if "  " in words or "\t" in words:
                    words = _TOO_WIDE.sub(r"\1", words.lstrip(" \t"))
            elif sign is None and statement is None and argument is None:
                pos = match.end()
                blank = True
                self._list = False
                self._close()
                continue
            item = self._item
            if sign is None and statement is None and argument is None and item is not None and not blank:
                item.pieces += ("\n", words)
            else:
                if self._open:
                    self._close()
                if item is not None and sign is None and not blank:
                    self.trouble("an empty line is missing before a new statement", pos)
                lead = sign or ""
                if lead and lead[0] == "(":
                    lead = "("
                title = statement if statement is not None else argument
                item = Item(
                    pos,
                    lead,
                    len(indent) if sign else 0,
                    title,
                    argument is not None,
                    False,
                    [words] if words else [],
                    blank,
                )
                if self._held:
                    item.comments, self._held = self._held, []
                items.append(item)
                self._item = item
                blank = False
            pos = match.end()
        self._close()
        self.comments += self._held

    # Lines with marks in them

    def _slowly(self, pos: int, blank: bool) -> tuple[int, bool]:
        """Read on from the beginning of a line; returns where the next begins."""
        text = self.text
        if (match := BLANK.match(text, pos)) is not None:
            self._list = False
            self._close()
            return match.end() if match.end() > pos else pos + 1, True
        comment = self.comment(end_of(SPACES, text, pos))
        if comment is not None:
            words, end = comment
            self._held.append(words)
            if (rest := BLANK.match(text, end)) is not None:
                end = rest.end()
            return end, blank
        match = _START.match(text, pos)
        item = self._item
        if match is not None and match["rule"] is not None:
            self._close()
            item = Item(pos, "--", match.end() - 2 - pos, None, False, False, [], blank)
            item.comments, self._held = self._held, []
            self.items.append(item)
            return read_inference(self, item, match.end()), False
        lead, indent, begin = "", len(text[pos : end_of(SPACES, text, pos)]), pos
        if match is not None:
            begin = match.end()
            if match["heading"]:
                lead, indent = "#", len(match["heading"])
            elif match["item"]:
                if item is not None and not blank and not self._list:
                    self.trouble("looks like an item of a list, read as text", pos)
                    begin = pos
                else:
                    lead, indent = "*", len(match["indent"]) + 1
            else:
                lead, indent = match["sign"], len(match["indent"])
                lead = "(" if lead[0] == "(" else lead
        begin = end_of(SPACES, text, begin)
        title = None if lead == "#" else _TITLE.match(text, begin)
        if title is not None and not lead and not blank and item is not None:
            line = text[title.end() : title.end() + 1]
            if (
                title.lastgroup in ("referred", "argument_referred")
                and line not in ("\n", "")
                and item.pieces
            ):
                title = None  # a bracket at the beginning of a wrapped line
            else:
                self.trouble("an empty line is missing before a new statement", pos)
                item = None
        if lead == "#" and not blank and item is not None:
            self.trouble("an empty line is missing before a heading", pos)
        if lead or blank or item is None:
            if lead == "*":
                self._list = True
            self._close()
            item = Item(pos, lead, indent, None, False, False, [], blank)
            item.comments, self._held = self._held, []
            if title is not None:
                group = title.lastgroup or ""
                item.title = title[group]
                item.is_argument = group.startswith("argument")
                item.reference = group.endswith("referred")
                begin = title.end()
            self.items.append(item)
            self._item = item
        else:
            item.pieces.append("\n")
        end = self._content(item, begin)
        return end, False

    def _content(self, item: Item, pos: int) -> int:
        """Read the text of an item to the end of the line; returns where the next line begins."""
        text, size, pieces = self.text, len(self.text), item.pieces
        after_data = bool(item.data)
        while pos < size:
            char = text[pos]
            if char in " \t":  # what a text has of white space is read with what stands before it
                pos = end_of(SPACES, text, pos)
                continue
            match = _PLAIN.match(text, pos)
            if match is not None:
                words = match[0]
                if "  " in words or "\t" in words:
                    words = _TOO_WIDE.sub(r"\1", words)
                if after_data and words.strip():
                    self.trouble("text stands behind data", pos)
                    after_data = False
                pieces.append(words)
                pos = match.end()
                continue
            if char == "\n":
                return pos + 1
            if char in ".:" and (match := SHORTCODE.match(text, pos)) is not None:
                pieces.append(character(match[1]) + match[2])
                pos = match.end()
                continue
            if char in "/<" and (comment := self.comment(pos)) is not None:
                said, end = comment
                if (
                    text.startswith("//", pos)
                    and text.startswith(":", pos - 1)
                    and not text[pos + 2].isspace()
                ):
                    self.trouble("what stands behind // is a comment to Argdown; read as an address", pos)
                    pieces.append(("comment", said, text[pos:end]))
                else:
                    item.comments.append(said)
                pos = end
                continue
            if char == "{" and (after := self.braces.end(pos)) is not None:
                item.data.append(text[pos:after])
                after_data = True
                pos = after
                continue
            if char == "\\" and (match := ESCAPED.match(text, pos)) is not None:
                pieces.append(match[1])
                pos = match.end()
                continue
            if char == "[" and self._ahead("](", pos) and (match := _LINK.match(text, pos)) is not None:
                pieces.append(("link", match[1].replace("\n", " "), match[2]))
                if match[3]:
                    pieces.append(" ")
                pos = match.end()
                continue
            if char == "#" and (match := _TAG.match(text, pos)) is not None:
                pieces.append(("tag", match[1] or match[2], match[0]))
                pos = match.end()
                continue
            if char == "@" and (match := _MENTION.match(text, pos)) is not None:
                kind = "statement" if match[1] is not None else "argument"
                pieces.append((kind, match[1] or match[2], match[0]))
                pos = match.end()
                continue
            if char in "*_" and (after := self._mark(pieces, pos)) is not None:
                pos = after
                continue
            if char in "[<" and _UNEXPECTED.match(text, pos) is not None:
                self.trouble("brackets inside a text are read as text", pos)
            pieces.append(char)
            pos += 1
            if text[pos : pos + 1] in (" ", "\t"):
                pieces.append(text[pos])
                pos += 1
        return pos

    def _mark(self, pieces: list[Piece], pos: int) -> int | None:
        """Emphasis that begins or ends here; None where the sign is plain."""
        text = self.text
        for mark in (text[pos] * 2, text[pos]):
            if text.startswith(mark, pos) and self._open and self._open[-1][0] == mark:
                after = _CLOSES.match(text, pos + len(mark))
                if after is not None:
                    self._open.pop()
                    if after[0]:
                        pieces.append(" ")
                    return after.end()
        for mark in (text[pos] * 2, text[pos]):
            end = pos + len(mark)
            if text.startswith(mark, pos) and end < len(text) and not text[end].isspace():
                self._open.append((mark, len(pieces)))
                pieces.append("")
                return end
        return None

    def _close(self) -> None:
        """The item that was being read is complete: marks that nothing closed are plain."""
        item = self._item
        if item is not None and self._open:
            for mark, index in self._open:
                item.pieces[index] = mark
            self.trouble("emphasis that nothing ends is read as plain text", item.offset)
        self._open = []
        self._item = None

    def comment(self, pos: int) -> tuple[str, int] | None:
        """The words of a comment that begins here, and where it ends."""
        text = self.text
        if text.startswith("//", pos):
            end = self.find("\n", pos)
            return (text[pos + 2 : end].strip(), end) if end >= 0 else None
        for begin, close in (("/*", "*/"), ("<!--", "-->")):
            if text.startswith(begin, pos):
                end = self.find(close, pos + len(begin))
                if end >= 0:
                    return text[pos + len(begin) : end].strip(), end + len(close)
                self.trouble("a comment that nothing ends is read as text", pos)
        return None

    def find(self, what: str, pos: int) -> int:
        """Where `what` comes next, -1 for nowhere. The text is searched only once for each."""
        found = self._next.get(what, 0)
        if found >= 0 and (found < pos or found == 0):
            found = self.text.find(what, pos)
            self._next[what] = found
        return found

    def _ahead(self, what: str, pos: int) -> bool:
        return self.find(what, pos) >= 0
