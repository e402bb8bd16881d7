"""What a page is made of, in no particular medium: headings, paragraphs, lists, tables of phrases."""

from __future__ import annotations

from dataclasses import dataclass, field

from argmap.review.phrases import Phrase


@dataclass(slots=True, frozen=True)
class Heading:
    level: int
    words: Phrase


@dataclass(slots=True, frozen=True)
class Paragraph:
    words: Phrase
    quiet: bool = False


@dataclass(slots=True, frozen=True)
class Bullets:
    items: list[Phrase]


@dataclass(slots=True, frozen=True)
class Table:
    """`numbers` are the columns that hold numbers; the first column names the row."""

    head: list[str]
    rows: list[list[Phrase]]
    numbers: frozenset[int] = field(default=frozenset())


Block = Heading | Paragraph | Bullets | Table


@dataclass(slots=True, frozen=True)
class Page:
    """A whole page. `language` is a language tag, or empty."""

    title: str
    blocks: list[Block]
    language: str = ""
