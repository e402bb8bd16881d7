"""What every reader makes of a file: posts in order, who wrote them, which one each answers.

`arranged` gives each post its anchor and finds the order of reading. What a file says of parents may be
wrong in every way (a post that answers itself, a circle, a parent that isn't there) and is never followed
further than it leads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.safe import visible

#: What is told of a post whose author the source doesn't name.
UNNAMED = "unnamed"

_BLANK = re.compile(r"\n{3,}")


@dataclass(slots=True)
class Post:
    """Something said: a post of a thread, a paragraph of an essay.

    `text` is Markdown or plain words. `key` is what the source calls the post, `parent` the key of the one
    that it answers. `date` is ISO 8601, or as the source has it where it can't be told which day is meant.
    `section` is the heading that an essay's paragraph stands under. `missing` says why there is no text.
    """

    text: str
    author: str | None = None
    date: str | None = None
    url: str | None = None
    key: str | None = None
    parent: str | None = None
    section: str | None = None
    missing: str | None = None


@dataclass(slots=True)
class Thread:
    """A document as it was read.

    `what` says what kind of document it is, in a few words (`Thread on Reddit, r/cycling`). With `essay` its
    posts are paragraphs of one author, `author` where that is known, of a `date`. `aliases` are other names
    by which an author may be called in texts.
    """

    what: str
    title: str = ""
    posts: list[Post] = field(default_factory=list)
    url: str | None = None
    author: str | None = None
    date: str | None = None
    essay: bool = False
    aliases: dict[str, list[str]] = field(default_factory=dict)

    @property
    def authors(self) -> list[str]:
        """Who says something, in the order of their first posts."""
        named = [self.author] if self.essay else [post.author for post in self.posts if not post.missing]
        return list(dict.fromkeys(name for name in named if name))

    @property
    def has_unnamed(self) -> bool:
        """Whether something is said by nobody whom the source names."""
        if self.essay:
            return self.author is None
        return any(post.author is None and not post.missing for post in self.posts)


class Placed(NamedTuple):
    """A post with its anchor, the anchor of the post that it answers, and how deep it stands below others.

    Below a post without a text nothing can hang, so that replies to it stand at the top again.
    """

    anchor: str
    post: Post
    parent: str | None
    depth: int


def arranged(posts: Sequence[Post]) -> tuple[list[Placed], list[Placed]]:
    """The posts in their own order, and in the order of reading: each followed by its replies."""
    by_key = {post.key: i for i, post in reversed([*enumerate(posts)]) if post.key is not None}
    answered = [by_key.get(post.parent) if post.parent is not None else None for post in posts]
    answered = [None if parent == i else parent for i, parent in enumerate(answered)]
    replies: dict[int | None, list[int]] = {}
    for i, parent in enumerate(answered):
        hangs = parent is not None and not posts[parent].missing
        replies.setdefault(parent if hangs else None, []).append(i)
    found: dict[int, Placed] = {}
    for root in (*replies.get(None, ()), *range(len(posts))):  # behind the beginnings, what is in a circle
        todo = [(root, 0)]
        while todo:
            i, depth = todo.pop()
            if i in found:
                continue
            parent = answered[i]
            found[i] = Placed(f"p{i + 1}", posts[i], None if parent is None else f"p{parent + 1}", depth)
            todo += [(reply, depth + 1) for reply in reversed(replies.get(i, ()))]
    return [found[i] for i in range(len(posts))], [*found.values()]


def clean(thread: Thread) -> Thread:
    """The same thread with nothing in it that acts on a terminal or breaks a line where none is meant.

    A text that says nothing is marked as missing.
    """
    thread.title = line(thread.title)
    thread.what = line(thread.what)
    thread.author = line(thread.author or "") or None
    thread.date = line(thread.date or "") or None
    thread.url = address(thread.url)
    thread.aliases = {line(name): [*map(line, others)] for name, others in thread.aliases.items()}
    for post in thread.posts:
        post.text = lines(post.text)
        post.author = line(post.author or "") or None
        post.date = line(post.date or "") or None
        post.section = line(post.section or "") or None
        post.url = address(post.url)
        if not post.text and post.missing is None:
            post.missing = "no text"
    return thread


def line(text: str) -> str:
    """A text as one line."""
    return " ".join(visible(" ".join(text.split())).split())


def lines(text: str) -> str:
    """A text with plain line ends, nothing invisible in it, at most one empty line in a row."""
    shown = "\n".join(visible(one.expandtabs(4)).rstrip() for one in text.splitlines())
    return _BLANK.sub("\n\n", shown).strip("\n")


def address(url: str | None) -> str | None:
    """A web address that may be written down as a link; None for anything else."""
    return url if url and re.fullmatch(r"https?://[!-;=?-~]+", url) else None
