"""Plain text or Markdown as an essay: a paragraph is what stands between empty lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.formats.given import Given, Unreadable
from argmap.sources.thread import Post, Thread

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*(?:\{#[^{}]*\}[ \t]*)?")
_UNDERLINED = re.compile(r"[^\n]+\n {0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
#: A line that parts paragraphs and is none.
_RULE = re.compile(r"[ \t]*(?:([-*_=~])[ \t]*)(?:\1[ \t]*){2,}|\*")
_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def read(given: Given) -> Thread:
    """The file as an essay. A first heading that stands alone at its level is the title."""
    thread = Thread("Text", essay=True)
    fill(thread, given.text)
    return thread


def fill(thread: Thread, text: str) -> None:
    """Add the paragraphs of a text, and its title where the thread has none. Raises `Unreadable`."""
    text = "\n".join(text.splitlines())
    text = _FRONT.sub("", text, count=1) if text.startswith("---") else text
    found = [*_blocks(text)]
    levels = [level for level, _ in found if level]
    if not thread.title and found and found[0][0] and levels.count(found[0][0]) == 1:
        thread.title = found.pop(0)[1]
    elif found and found[0][0] and found[0][1] == thread.title:
        del found[0]
    section = None
    for level, words in found:
        if level:
            section = words
        else:
            thread.posts.append(Post(words, section=section))
    if not thread.posts:
        raise Unreadable("has no text")


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Headings with their level, paragraphs with level 0. Fenced code is one paragraph."""
    block: list[str] = []
    fence = ""
    for line in (*text.split("\n"), ""):
        mark = _FENCE.match(line)
        if fence:
            block.append(line)
            if mark and mark[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif heading := _HEADING.fullmatch(line):
            yield from _block(block)
            block = []
            if heading[2]:
                yield len(heading[1]), heading[2]
        elif not line.strip():
            yield from _block(block)
            block = []
        else:
            fence = mark[1] if mark else ""
            block.append(line)
    yield from _block(block)


def _block(lines: list[str]) -> Iterator[tuple[int, str]]:
    text = "\n".join(lines).strip("\n")
    if _UNDERLINED.fullmatch(text):
        yield (1 if "=" in lines[1] else 2), lines[0].strip()
    elif text.strip() and not _RULE.fullmatch(text):
        yield 0, text
