"""Reading a source file: its anchors, the passage behind each, and whether it holds exact words.

In goes a path; out comes a `Passages`, or None where there is no text to be read. In a Markdown file
an anchor is a heading's `{#name}` or its slug as GitHub builds it, and its passage reaches to the
next heading of the same or a higher level. In any text file `L12` and `L12-L20` are lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from argmap.analysis.quoting import Match, nearest, stands_in

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NAME = re.compile(r"[ \t]*\{[ \t]*#([^\s{}]+)[^{}]*\}[ \t]*$")
_LINES = re.compile(r"L([1-9][0-9]*)(?:-L?([1-9][0-9]*))?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


class Heading(NamedTuple):
    """A heading of a Markdown text: the `name` it is given (`{#name}`), the slug GitHub makes of its title.

    Its own `text` begins below it and goes `until` the next heading; its passage goes from its beginning to
    the `end`, before the next of its level or a higher one. Lines count from 0.
    """

    name: str
    slug: str
    title: str
    level: int
    begin: int
    text: int
    until: int
    end: int

    @property
    def anchor(self) -> str:
        """What to cite it by."""
        return self.name or self.slug

    @property
    def named(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Passages:
    """A source's text. `anchors` maps the name of each Markdown heading to its lines, half open."""

    text: str
    markdown: bool

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings of a Markdown text, in order."""
        return _headings_of(self.lines) if self.markdown else []

    @cached_property
    def anchors(self) -> dict[str, tuple[int, int]]:
        anchors: dict[str, tuple[int, int]] = {}
        for heading in self.headings:
            for anchor in (heading.name, heading.slug):
                if anchor:
                    anchors.setdefault(anchor, (heading.begin, heading.end))
        return anchors

    def span(self, anchor: str) -> tuple[int, int] | None:
        """The lines behind an anchor, from 0 and half open; None if there is no such anchor."""
        lines = self.anchors.get(anchor)
        if lines is None and (numbers := _LINES.fullmatch(anchor)):
            begin, end = int(numbers[1]), int(numbers[2] or numbers[1])
            lines = (begin - 1, end) if begin <= end <= len(self.lines) else None
        return lines

    def passage(self, anchor: str | None) -> str | None:
        """The text behind an anchor, the whole text for none; None if there is no such anchor."""
        if anchor is None:
            return self.text
        lines = self.span(anchor)
        return None if lines is None else "\n".join(self.lines[lines[0] : lines[1]])

    def holds(self, words: str, anchor: str | None = None) -> bool:
        """Whether the words of a quotation stand in the passage behind the anchor."""
        passage = self._words(anchor)
        if passage is None:
            return False
        # in Markdown a link may stand in the midst of them
        return stands_in(words, passage) or (self.markdown and stands_in(words, _LINK.sub(r"\1", passage)))

    def nearest(self, words: str, anchor: str | None = None) -> Match | None:
        """What in the passage is most like words that don't stand there."""
        passage = self._words(anchor)
        return None if passage is None else nearest(words, passage)

    def _words(self, anchor: str | None) -> str | None:
        """A passage's plain words."""
        passage = self.passage(anchor)
        return None if passage is None else self.plain(passage)

    def plain(self, text: str) -> str:
        """Some of the text without the marks of Markdown's quotations, and with `<` for `\\<`."""
        return _QUOTED.sub("", text).replace("\\<", "<") if self.markdown else text


def read(path: Path) -> Passages | None:
    """A text file as passages; None for a binary one, such as a PDF.

    Raises `OSError`, and `UnicodeDecodeError` for text that is not UTF-8.
    """
    data = path.read_bytes()
    if data.startswith(b"%PDF") or b"\0" in data:
        return None
    return Passages(data.decode("utf-8"), path.suffix.lower() in (".md", ".markdown"))


def attempt(path: Path) -> tuple[Passages | None, str | None]:
    """A file as passages, or None and what keeps it from being read, in words that go on from its name."""
    try:
        if not path.exists():
            return None, "is not there"
        if not path.is_file():
            return None, "is not a file"
        return read(path), None
    except UnicodeDecodeError:
        return None, "is not UTF-8 text"
    except OSError as error:
        return None, f"can't be read ({(error.strerror or 'unknown reason').lower()})"


def _headings_of(lines: list[str]) -> list[Heading]:
    headings = _headings(lines)
    ends = [len(lines)] * len(headings)
    unfinished: list[int] = []
    for i, (begin, level, _) in enumerate(headings):
        while unfinished and headings[unfinished[-1]][1] >= level:
            ends[unfinished.pop()] = begin
        unfinished.append(i)
    found: list[Heading] = []
    slugs: dict[str, int] = {}
    untils = [*[begin for begin, _, _ in headings[1:]], len(lines)][: len(headings)]
    for (begin, level, title), end, until in zip(headings, ends, untils, strict=True):
        name = _NAME.search(title)
        title = title[: name.start()] if name else title
        slug = _slug(title)
        seen = slugs[slug] = slugs.get(slug, -1) + 1
        slug = f"{slug}-{seen}" if seen else slug
        text = begin + (1 if _HEADING.fullmatch(lines[begin]) else 2)
        found.append(Heading(name[1] if name else "", slug, title.strip(), level, begin, text, until, end))
    return found


def _headings(lines: list[str]) -> list[tuple[int, int, str]]:
    """Line, level and title of each heading, those in fenced code left out."""
    found: list[tuple[int, int, str]] = []
    fence = ""
    for i, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif fence:
            continue
        elif heading := _HEADING.fullmatch(line):
            found.append((i, len(heading[1]), heading[2] or ""))
        elif i and (under := _UNDERLINE.fullmatch(line)) and _is_paragraph(lines[i - 1]):
            found.append((i - 1, 1 if under[1][0] == "=" else 2, lines[i - 1].strip()))
    return found


def _is_paragraph(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"\s*(?:[#>|]|[-*+] |\d+[.)] )|\s{4}", line)


def _slug(title: str) -> str:
    """GitHub's slug of a heading: letters, digits, `-` and `_`, blanks as `-`, in lower case."""
    plain = _LINK.sub(r"\1", title).replace("`", "").replace("*", "")
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
