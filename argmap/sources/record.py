"""A thread as a source record: Markdown with a heading and an anchor for each post, its words as a quotation.

Words stand behind `>`, so that nothing in them reads as a heading, an anchor or the end of a post; `argmap
check` finds exact words all the same. What a renderer could take for a tag gets a backslash. The head is a
list and no front matter, which would read as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.sources.thread import Placed, Thread, arranged

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
#: What a heading would be called by.
_NAME = re.compile(r"(\{\s*)#")
_SPECIAL = re.compile(r"[\\`*<\[\]]")


def record(thread: Thread, origin: str | None, sha256: str) -> str:
    """The record of a thread. `origin` is what the original's file is called, `sha256` its hash."""
    return "".join(f"{line}\n" for line in _lines(thread, origin, sha256))


def _lines(thread: Thread, origin: str | None, sha256: str) -> Iterator[str]:
    yield f"# Record: {inline(thread.title) or 'without a title'}"
    yield ""
    yield f"- Original: {f'`{_code(origin)}`, ' if origin else ''}{inline(thread.what)}"
    yield f"- SHA-256 of the original: `{sha256}`"
    if thread.url:
        yield f"- Address: <{thread.url}>"
    if thread.author:
        yield f"- Author: {inline(thread.author)}"
    if thread.date:
        yield f"- Time: {inline(thread.date)}"
    section, sections = None, 0
    for placed in arranged(thread.posts)[0]:
        if placed.post.section and placed.post.section != section:
            sections += 1
            yield ""
            yield f"## s{sections}: {inline(placed.post.section)} {{#s{sections}}}"
        section = placed.post.section
        yield ""
        yield from _post(placed, thread.essay)


def _post(placed: Placed, essay: bool) -> Iterator[str]:
    post = placed.post
    if essay:
        yield f"### {placed.anchor} {{#{placed.anchor}}}"
    else:
        yield f"## {placed.anchor}: {inline(post.author or 'author not named')} {{#{placed.anchor}}}"
        about = [f"- Time: {inline(post.date)}"] if post.date else []
        if placed.parent:
            about.append(f"- Reply to: [{placed.parent}](#{placed.parent})")
        if post.url:
            about.append(f"- Link: <{post.url}>")
        if about:
            yield ""
            yield from about
    yield ""
    if post.missing:
        yield f"*({post.missing})*"
    else:
        yield from (f"> {line}".rstrip() for line in _TAG.sub(r"\\<", post.text).split("\n"))


def inline(text: str) -> str:
    """A name or title as Markdown shows it, whatever is in it."""
    return _NAME.sub(r"\1\\#", _SPECIAL.sub(r"\\\g<0>", text))


def _code(text: str) -> str:
    return text.replace("`", "'")
