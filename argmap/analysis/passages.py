"""Reading a source file: its anchors, the passage behind each, and whether it holds exact words.

In goes a path; out comes a `Passages`, or None where there is no text to be read. In a Markdown file
an anchor is a heading's `{#name}` or its slug as GitHub builds it, and its passage reaches to the
next heading of the same or a higher level. In any text file `L12` and `L12-L20` are lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NAME = re.compile(r"[ \t]*\{[ \t]*#([^\s{}]+)[^{}]*\}[ \t]*$")
_LINES = re.compile(r"L([1-9][0-9]*)(?:-L?([1-9][0-9]*))?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_FOLD = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"')
    | dict.fromkeys("‘’‚‛‹›＇", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "\u00ad": "", "\ufeff": ""}
)


def folded(text: str) -> str:
    """The text with white space, typographic quotes and dashes made plain, to compare exact words."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLD).split())


@dataclass(frozen=True)
class Passages:
    """A source's text. `anchors` maps the name of each Markdown heading to its lines, half open."""

    text: str
    markdown: bool

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def anchors(self) -> dict[str, tuple[int, int]]:
        return _anchors(self.lines) if self.markdown else {}

    def passage(self, anchor: str | None) -> str | None:
        """The text behind an anchor, the whole text for none; None if there is no such anchor."""
        if anchor is None:
            return self.text
        lines = self.where(anchor)
        return None if lines is None else "\n".join(self.lines[lines[0] : lines[1]])

    def where(self, anchor: str) -> tuple[int, int] | None:
        """The lines behind an anchor, half open; None if there is no such anchor."""
        lines = self.anchors.get(anchor)
        if lines is None and (numbers := _LINES.fullmatch(anchor)):
            begin, end = int(numbers[1]), int(numbers[2] or numbers[1])
            lines = (begin - 1, end) if begin <= end <= len(self.lines) else None
        return lines

    def holds(self, words: str, anchor: str | None = None) -> bool:
        """Whether the words stand in the passage behind the anchor.

        In Markdown a link may stand in the midst of them, and `\\<` is `<`.
        """
        passage = self.passage(anchor)
        if passage is None:
            return False
        if self.markdown:
            passage = _QUOTED.sub("", passage).replace("\\<", "<")
        wanted = folded(words)
        return wanted in folded(passage) or (self.markdown and wanted in folded(_LINK.sub(r"\1", passage)))


def read(path: Path) -> Passages | None:
    """A text file as passages; None for a binary one, such as a PDF.

    Raises `OSError`, and `UnicodeDecodeError` for text that is not UTF-8.
    """
    data = path.read_bytes()
    if data.startswith(b"%PDF") or b"\0" in data:
        return None
    return Passages(data.decode("utf-8"), path.suffix.lower() in (".md", ".markdown"))


def _anchors(lines: list[str]) -> dict[str, tuple[int, int]]:
    headings = _headings(lines)
    ends = [len(lines)] * len(headings)
    unfinished: list[int] = []
    for i, (begin, level, _) in enumerate(headings):
        while unfinished and headings[unfinished[-1]][1] >= level:
            ends[unfinished.pop()] = begin
        unfinished.append(i)
    anchors: dict[str, tuple[int, int]] = {}
    slugs: dict[str, int] = {}
    for (begin, _, title), end in zip(headings, ends, strict=True):
        name = _NAME.search(title)
        slug = _slug(title[: name.start()] if name else title)
        seen = slugs[slug] = slugs.get(slug, -1) + 1
        for anchor in (name[1] if name else None, f"{slug}-{seen}" if seen else slug):
            if anchor:
                anchors.setdefault(anchor, (begin, end))
    return anchors


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
