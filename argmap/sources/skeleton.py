"""A thread as a map to be filled: source and speakers declared, and a commented place for each post.

The places are comments, so that the map holds no claim that nobody has read yet. A reply's place begins with
`claim` like all others: what a reply does to the post it answers is for its reader to say, and `argmap check`
asks for it as soon as the comment is one no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.editing.filled import ids_for
from argmap.source import Source
from argmap.sources.thread import UNNAMED, Placed, Thread, arranged
from argmap.syntax.escape import plain
from argmap.syntax.format import formatted

#: Deeper than this a place is indented no further; what it answers is told in words.
_DEEPEST = 12
_WIDTH = 100
#: What Markdown writes around words, and is not worth showing of them.
_MARKUP = re.compile(r"\*\*|^[ \t]*[>#][>#\s]*", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_HOW = """\
// Each place below has a line that says what the post is, and one to be filled: take the `//` away, put
// what the post says in the place of the dots, take out what isn't needed, copy what is said twice.
"""
_HOW_THREAD = """\
// A reply stands deeper than what it answers. Write what it is to the line above, in the place of
// `claim`: rebuttal, undercut, premise, concession, question, answer. `argmap check` asks for it.
"""


def skeleton(thread: Thread, name: str, record: str, sha256: str) -> str:
    """The map, in canonical layout. The source is called `name`; `record` is the path of its record, relative
    to the map, and `sha256` the record's hash."""
    text = "".join(_head(thread, name, record, sha256)) + "\n" + "".join(_places(thread, name))
    return formatted(Source("skeleton", text))


def _head(thread: Thread, name: str, record: str, sha256: str) -> Iterator[str]:
    title = plain(thread.title) or f"What {'does the essay hold' if thread.essay else 'is the thread about'}?"
    yield _HOW if thread.essay else _HOW + _HOW_THREAD
    yield f"\nmap: {title}\n  of: {name}\n"
    if thread.essay:
        yield f"  by: {speakers(thread)[thread.author]}\n"
    yield f"\nsource {name}: {plain(thread.what)}, our record of it\n  file: {plain(record)}\n"
    if thread.url:
        yield f"  url: {plain(thread.url)}\n"
    if thread.author:
        yield f"  author: {plain(thread.author)}\n"
    if day := _DAY.match(thread.date or thread.posts[0].date or ""):
        yield f"  date: {day[0]}\n"
    yield f"  sha256: {sha256}\n\n"
    for author, id_ in speakers(thread).items():
        if author is not None:
            yield f"speaker {id_}: {plain(author)}\n"
        elif thread.essay:
            yield f"speaker {id_}: Author, not named\n"
        else:
            yield f"speaker {id_}: Not named\n  note: Perhaps several people: the source names no author.\n"


def speakers(thread: Thread) -> dict[str | None, str]:
    """The id of each author; None stands for whoever isn't named."""
    names: list[str | None] = [*thread.authors]
    spelt = thread.authors
    if thread.has_unnamed:
        names.append(None)
        spelt.append("essayist" if thread.essay else UNNAMED)
    return dict(zip(names, ids_for(spelt), strict=True))


def _places(thread: Thread, name: str) -> Iterator[str]:
    ids = speakers(thread)
    section = None
    for placed in arranged(thread.posts)[1]:
        post = placed.post
        if post.section and post.section != section:
            yield f"// section: {plain(post.section)}\n\n"
        section = post.section
        indent = "// " + "  " * (min(placed.depth, _DEEPEST) + bool(section))
        words = post.missing or f"“{' '.join(_MARKUP.sub('', post.text).split())}”"
        yield _shortened(f"{indent}{_about(placed)}", words) + "\n"
        if not post.missing:
            who = "" if thread.essay else f" @{ids[post.author]}"
            yield f"{indent}claim{who}: … [{name}#{placed.anchor}]\n"
        yield "\n"


def _about(placed: Placed) -> str:
    said = [placed.anchor]
    if placed.parent:
        said.append(f"answers {placed.parent}")
    if placed.post.date:
        said.append(placed.post.date)
    if placed.post.missing and placed.post.author:
        said.append(placed.post.author)
    return ", ".join(said) + ": "


def _shortened(lead: str, words: str) -> str:
    room = max(_WIDTH - len(lead), 30)
    return lead + (words if len(words) <= room else words[: room - 2].rstrip() + "…”")
