"""The syntax tree: every line of a file as an item, nested as the lines are indented.

Nothing is lost: `text_of` gives the file back byte for byte, `tokens` cuts it into named pieces. A
token of the parser is the item itself (its `type` is the terminal's name in the grammar), so a tree
costs one object a line. Positions are offsets into the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from argmap.source import Source, Span

#: A byte-order mark, read as white space at the very beginning of a file.
BOM = "\ufeff"


class Word(NamedTuple):
    """A word and where it stands; `text` is in NFC, so it may differ from the stretch in the file."""

    text: str
    start: int
    end: int


class Cite(NamedTuple):
    """One place cited: a source's name, and an anchor or None."""

    source: str
    anchor: str | None
    start: int
    end: int


class Item:
    """One line, or a line with those that continue it: `source.text[start:end]`, line ends included.

    `column` is the width of its indentation; `block` holds what is indented below it.
    """

    __slots__ = ("block", "column", "end", "start")
    type = "ITEM"
    block: list[Item]

    def __init__(self, start: int, end: int, column: int) -> None:
        self.start = start
        self.end = end
        self.column = column
        self.block = _NOTHING


_NOTHING: list[Item] = []


class Comment(Item):
    __slots__ = ()
    type = "COMMENT"


class Blank(Item):
    __slots__ = ()
    type = "BLANK"


class Stray(Item):
    """A line that fits nowhere; an error says why.

    `holds` tells whether it was meant to be more than text, so that what is indented below it hangs on
    it and not on the line before.
    """

    __slots__ = ("holds",)
    type = "STRAY"

    def __init__(self, start: int, end: int, column: int, holds: bool = False) -> None:
        super().__init__(start, end, column)
        self.holds = holds


class Indent(Item):
    __slots__ = ()
    type = "INDENT"


class Dedent(Item):
    __slots__ = ()
    type = "DEDENT"


class TextLine(Item):
    """A line that continues the text above it; `text_start` is behind its indentation."""

    __slots__ = ("text_end", "text_start")
    type = "TEXT"

    def __init__(self, start: int, end: int, column: int, text_start: int, text_end: int) -> None:
        super().__init__(start, end, column)
        self.text_start = text_start
        self.text_end = text_end


class Written(Item):
    """What holds text: a statement, a declaration or a property.

    `text` is folded and unescaped, without its citations. `pieces` are the stretches of the file it
    was read from, one a line. `brackets` are stretches of the text in square brackets that read like
    a citation but don't stand at the end; `mentions` are the ids in `[[id]]`.
    """

    __slots__ = ("brackets", "citations", "mentions", "moved", "pieces", "text")
    text: str
    pieces: tuple[tuple[int, int], ...]
    citations: tuple[Cite, ...]
    brackets: tuple[Cite, ...]
    mentions: tuple[Word, ...]

    def __init__(self, start: int, end: int, column: int, piece: tuple[int, int]) -> None:
        self.start = start  # no call of super: this runs once a line
        self.end = end
        self.column = column
        self.block = _NOTHING
        self.pieces = (piece,)
        self.text = ""
        self.citations = self.brackets = ()
        self.mentions = ()
        #: By how much its words have still to be moved (`syntax.reparse`).
        self.moved = 0


class Statement(Written):
    """A node, a reference or a bare concession. `form` says which."""

    __slots__ = ("form", "id", "kind", "speakers", "tags")
    type = "STATEMENT"
    kind: Word
    id: Word | None
    speakers: tuple[Word, ...]
    tags: tuple[Word, ...]
    form: Literal["node", "reference", "concession"]


class Declaration(Written):
    __slots__ = ("keyword", "name")
    type = "DECLARATION"
    keyword: Word
    name: Word | None


class Property(Written):
    __slots__ = ("key",)
    type = "PROPERTY"
    key: Word


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Items with all below them, in the order of the file."""
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            yield item
            if item.block:
                stack.append(iter(item.block))
                break
        else:
            stack.pop()


class Document:
    """A whole file as a tree."""

    __slots__ = ("items", "source")

    def __init__(self, source: Source, items: list[Item]) -> None:
        self.source = source
        self.items = items

    def walk(self) -> Iterator[Item]:
        """Every item in the order of the file."""
        return walk(self.items)

    def text_of(self) -> str:
        """The file's text, put together again from the tree."""
        text = self.source.text
        return "".join(text[item.start : item.end] for item in self.walk())


TokenType = Literal[
    "space",
    "kind",
    "keyword",
    "key",
    "id",
    "speaker",
    "tag",
    "mark",
    "text",
    "citation",
    "comment",
    "error",
]


class Token(NamedTuple):
    type: TokenType
    start: int
    end: int


def tokens(document: Document) -> Iterator[Token]:
    """The file cut into named tokens, in order and without gaps.

    `mark` is the punctuation between words (`:`, the `@` of a speaker, the brackets of a citation).
    """
    text = document.source.text
    for item in document.walk():
        at = item.start
        for word in sorted(_words(item), key=lambda w: w.start):
            yield from _between(text, at, word.start, item)
            yield word
            at = word.end
        yield from _between(text, at, item.end, item)


def _words(item: Item) -> list[Token]:
    words: list[Token] = []
    if isinstance(item, Statement):
        words.append(Token("kind", item.kind.start, item.kind.end))
        if item.id is not None:
            words.append(Token("id", item.id.start, item.id.end))
        words.extend(Token("speaker", w.start, w.end) for w in item.speakers)
        words.extend(Token("tag", w.start, w.end) for w in item.tags)
    elif isinstance(item, Declaration):
        words.append(Token("keyword", item.keyword.start, item.keyword.end))
        if item.name is not None:
            words.append(Token("id", item.name.start, item.name.end))
    elif isinstance(item, Property):
        words.append(Token("key", item.key.start, item.key.end))
    if isinstance(item, Written):
        words.extend(Token("citation", c.start, c.end) for c in item.citations)
    return words


def _between(text: str, start: int, end: int, item: Item) -> Iterator[Token]:
    """What stands between two words, white space apart from the rest."""
    at = start
    while at < end:
        blank = text[at].isspace() or text[at] == BOM
        stop = at + 1
        while stop < end and text[stop].isspace() == blank:
            stop += 1
        kind: TokenType
        if blank:
            kind = "space"
        elif isinstance(item, Written):
            body = item.pieces[0][0]
            cited = item.citations[0].start - 1 if item.citations else item.end
            kind = "text" if body <= at < cited else "mark"
        else:
            kind = "comment" if isinstance(item, Comment) else "error"
        yield Token(kind, at, stop)
        at = stop


def span(source: Source, item: Item) -> Span:
    """The lines of an item without the indentation before it and the line end behind it."""
    end = item.end
    text = source.text
    while end > item.start and text[end - 1] in " \t\r\n":
        end -= 1
    start = item.start
    while start < end and text[start].isspace():
        start += 1
    return Span(source, start, end)
