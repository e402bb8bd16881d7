"""Well-formed maps and what the parser finds in them: what the colours of an editor are held to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from argmap.source import Source
from argmap.syntax.parser import parse
from argmap.syntax.tree import Declaration, Property, tokens
from tests.cases import case_files, read_case

ROOT = Path(__file__).parent.parent.parent


def maps() -> list[str]:
    """The examples and every case of the tests that reads without an error of form."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/**/*.argmap"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/**/*.argmap"))]
    for folder in ("errors", "fmt", "maps", "diff"):
        texts += [read_case(path)["input"] for path in case_files(folder)]
    # editors take these for the file's own line ends and byte order
    texts = [text for text in texts if "\r" not in text and not text.startswith("\ufeff")]
    return [text for text in texts if not parse(Source("x", text))[1]]


#: The properties that name things of the map.
NAMING = frozenset({"restates", "contradicts", "of", "by"})


class Piece(NamedTuple):
    """A token of the parser; a name that is declared is a `name`, what a property lists are `names`."""

    type: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """What the parser finds in a text, in order."""
    document = parse(Source("x", text))[0]
    declared = [(i.start, i.end) for i in document.walk() if isinstance(i, Declaration)]
    lists = [(i.start, i.end) for i in document.walk() if isinstance(i, Property) and i.key.text in NAMING]
    for token in tokens(document):
        kind: str = token.type
        if kind == "id" and any(begin <= token.start < end for begin, end in declared):
            kind = "name"
        elif kind == "text" and any(begin <= token.start < end for begin, end in lists):
            kind = "names"
        yield Piece(kind, token.start, token.end)
