"""Pygments: the colours of a map in Sphinx, MkDocs, Rich and wherever else Pygments is asked.

    ```argmap
    claim rain @ana: It will rain. [forecast]
    ```

It is found by the name `argmap` and by the end of a file's name. The tokens are those of argmap's own parser,
which reads any text, so that what is coloured is what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Operator,
    Punctuation,
    String,
    Text,
    _TokenType,
)

_PLAIN: dict[str, _TokenType] = {
    "kind": Keyword,
    "keyword": Keyword.Declaration,
    "key": Name.Attribute,
    "id": Name.Label,
    "speaker": Name.Variable,
    "tag": Name.Decorator,
    "citation": String,
    "mark": Punctuation,
    "comment": Comment.Single,
}
#: What a name is that stands behind a word that declares.
_DECLARED: dict[str, _TokenType] = {"speaker": Name.Variable, "source": String}
#: What the text behind a word is, where it isn't prose.
_VALUES: dict[str, _TokenType] = {
    "map": Generic.Heading,
    "section": Generic.Heading,
    "by": Name.Variable,
    "of": String,
    "restates": Name.Label,
    "contradicts": Name.Label,
    "ignore": Literal,
    "date": Literal.Date,
    "accessed": Literal.Date,
    "weight": Literal.Number,
    "assumed": Keyword.Constant,
    "scheme": Name.Constant,
    "role": Name.Constant,
}
#: What goes on over a space.
_RUNS = (Comment.Single, Generic.Heading)
#: Kinds that attack stand out, as in argmap's pictures.
_ATTACKS = frozenset({"rebuttal", "undercut"})
_MENTION = re.compile(r"((?<!\\)\[\[[^\s\[\]]+\]\])")


class ArgmapLexer(Lexer):
    """The tokens of a map. Lines that fit nowhere are plain text: a block of a page may show just a part."""

    name = "argmap"
    aliases: ClassVar[list[str]] = ["argmap"]
    filenames: ClassVar[list[str]] = ["*.argmap"]
    mimetypes: ClassVar[list[str]] = ["text/x-argmap"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Each stretch of one kind, with where it begins; joined they are the text."""
        begin = 0
        last: _TokenType | None = None
        for start, kind in _pieces(text):
            if kind is not last:
                if last is not None:
                    yield begin, last, text[begin:start]
                begin, last = start, kind
        if last is not None:
            yield begin, last, text[begin:]


def _pieces(text: str) -> Iterator[tuple[int, _TokenType]]:
    """Where each piece begins and what it is; two pieces side by side may be of one kind."""
    # here and not above: a program that only looks for its lexers has no need of the parser
    from argmap.source import Source
    from argmap.syntax.parser import parse
    from argmap.syntax.tree import tokens

    document, _ = parse(Source("<block>", text))
    word = ""  # what the line begins with
    found = list(tokens(document))
    kind: _TokenType = Text
    for token, behind in zip_longest(found, found[1:]):
        shown = text[token.start : token.end]
        before, kind = kind, _PLAIN.get(token.type, Text)
        if token.type in ("kind", "keyword", "key"):
            word = shown
            if shown in _ATTACKS:
                kind = Operator.Word
        elif token.type == "id":
            kind = _DECLARED.get(word, kind)
        elif token.type == "text":
            kind = _VALUES.get(word, Text)
            if kind is Text and "[[" in shown:
                at = token.start
                for part in _MENTION.split(shown):
                    if part:
                        yield at, Name.Label if _MENTION.fullmatch(part) else Text
                    at += len(part)
                continue
        elif token.type == "mark" and behind is not None and behind.type in ("speaker", "tag"):
            # a speaker with its `@`; what stands before that is white space
            kind = _PLAIN[behind.type]
        elif token.type == "space" and before in _RUNS and "\n" not in shown and behind is not None:
            kind = before if behind.type in ("comment", "text") else Text
        yield token.start, kind
