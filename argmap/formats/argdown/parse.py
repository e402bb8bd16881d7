"""A file as a document: what it includes put in, its front matter, then everything else."""

from __future__ import annotations

import re
from typing import Any

from argmap.formats.argdown.build import build
from argmap.formats.argdown.embedded import NotYaml, front_matter
from argmap.formats.argdown.lines import Lines
from argmap.formats.argdown.model import Document
from argmap.formats.argdown.relations import interpret
from argmap.formats.given import Given, Unreadable
from argmap.formats.troubles import Troubles

_INCLUDE = re.compile(r"@include\(([^)\n]+)\)")
_FRONT = re.compile(r"[ \t\n]*===+")
_FRONT_END = re.compile(r"===+")
_MARKDOWN = re.compile(r"---[ \t]*\n(?=[A-Za-z][\w-]*:)")
_MARKDOWN_END = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)
_BLANK = re.compile(r"[ \t]*(?:\n[ \t]*\n|\n?[ \t]*\Z)")
#: Included text, all in all; what is more is left out.
_LARGEST = 50_000_000


def parse(given: Given, troubles: Troubles) -> Document:
    """Read a file and what it includes. Nothing raises."""
    text = _included(given, troubles).replace("\r\n", "\n").replace("\r", "\n")
    document = Document()
    lines = Lines(text, troubles)
    lines.read(_front_matter(text, document, lines))
    build(lines, document)
    document.comments += lines.comments
    interpret(document)
    return document


def _included(given: Given, troubles: Troubles) -> str:
    """The text, each `@include(file)` replaced by that file. Each file is put in once."""
    text = given.text
    if "@include(" not in text:
        return text
    done: list[str] = []
    seen: set[object] = set()
    if given.path is not None:
        seen.add(given.path.resolve())
    waiting: list[tuple[Given, str, int]] = [(given, text, 0)]
    size = 0
    while waiting:
        file, text, pos = waiting.pop()
        match = _INCLUDE.search(text, pos)
        if match is None:
            done.append(text[pos:])
            continue
        done.append(text[pos : match.start()])
        size += match.start() - pos
        waiting.append((file, text, match.end()))
        name = match[1].strip()
        try:
            other = file.beside(name)
            key: object = other.path
            if key in seen or size > _LARGEST:
                troubles.add("a file is included only once", name)
                continue
            seen.add(key)
            waiting.append((other, other.text, 0))
            for problem in other.problems:
                troubles.add(problem, name)
        except Unreadable as error:
            troubles.add("an included file is missing", str(error))
            done.append(f"<!-- @include({name.replace('--', '- -')}) -->")
    return "".join(done)


def _front_matter(text: str, document: Document, lines: Lines) -> int:
    """Read the front matter, if there is one; returns where it ends."""
    begin = _FRONT.match(text)
    if begin is None:
        return _of_markdown(text, document, lines)
    end = _FRONT_END.search(text, begin.end())
    if end is None:
        lines.trouble("front matter that nothing ends, read as text", begin.end())
        return 0
    if _BLANK.match(text, end.end()) is None:
        lines.trouble("an empty line is missing behind the front matter", end.start())
    written = text[begin.end() : end.start()]
    try:
        found = front_matter(written)
    except NotYaml as error:
        lines.trouble(f"front matter that is no YAML, kept as a note ({error})", begin.end())
        found = {"note": " ".join(written.split())}
    _take(found, document)
    return end.end()


def _of_markdown(text: str, document: Document, lines: Lines) -> int:
    """Front matter between lines of ``---``, as Markdown has it and Argdown has not."""
    begin = _MARKDOWN.match(text)
    end = _MARKDOWN_END.search(text, begin.end()) if begin is not None else None
    if begin is None or end is None:
        return 0
    try:
        found = front_matter(text[begin.end() : end.start()])
    except NotYaml:
        found = {}
    if not found:
        lines.trouble("looks like front matter, which Argdown wants between lines of ===; read as text", 0)
        return 0
    lines.trouble("front matter between lines of ---, which is text to Argdown (it wants ===)", 0)
    _take(found, document)
    return end.end()


def _take(found: dict[str, Any], document: Document) -> None:
    """Keep what front matter says."""
    document.front_matter = found
    model: Any = found.get("model")
    if isinstance(model, dict):
        document.strict = model.get("mode") == "strict"
        document.remove_tags = model.get("removeTagsFromText") is True
