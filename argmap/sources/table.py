"""The readers: what each is called, and how a file's own is told from its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urljoin

from argmap.formats.given import Given, Unreadable
from argmap.sources.parts import looks_like_json, parts
from argmap.sources.thread import Thread, clean


@dataclass(frozen=True, slots=True)
class Reader:
    """A format of documents.

    Its module, in this folder, has ``read(given) -> Thread`` and, where a file of it can be told by its
    content, ``recognises(given) -> bool``. With `json` the module gets the file's objects instead:
    ``read(parts, problems) -> Thread`` and ``fits(parts) -> bool``. `extra` is what has to be installed
    beside argmap.
    """

    name: str
    summary: str
    module: str
    json: bool = False
    extra: str | None = None

    def recognises(self, given: Given) -> bool:
        """Whether a file looks like one of this format. Imports no extra."""
        if self.json:
            return looks_like_json(given) and bool(self._module.fits(parts(given)))
        found: Callable[[Given], bool] | None = getattr(self._module, "recognises", None)
        return found is not None and found(given)

    def read(self, given: Given, base: str | None = None) -> Thread:
        """What the file says. Raises `Unreadable`, and `ImportError` where the extra is missing.

        `base` is where the document is from: addresses within its site are told from there.
        """
        if self.json:
            objects = parts(given)
            if not self._module.fits(objects):
                raise Unreadable(f"doesn't look like {self.summary}")
            thread = self._module.read(objects, given.problems)
        else:
            thread = self._module.read(given)
        if not thread.posts:
            raise Unreadable("has no posts")
        if base is not None:
            thread.url = base
            for post in thread.posts:
                post.url = _joined(base, post.url)
        return clean(thread)

    @property
    def _module(self) -> Any:
        return import_module(f"argmap.sources.{self.module}")


def _joined(base: str, url: str | None) -> str | None:
    try:
        return urljoin(base, url) if url else None
    except ValueError:
        return None


#: In the order in which they are asked; plain text, which everything is, comes last.
READERS = {
    one.name: one
    for one in (
        Reader("pdf", "an essay: the text of a PDF", "pdf", extra="sources"),
        Reader("html", "an essay: an article on a web page", "html", extra="sources"),
        Reader("reddit", "a thread of Reddit: the JSON behind its address with .json", "reddit", json=True),
        Reader("hackernews", "a discussion of Hacker News: JSON of items", "hackernews", json=True),
        Reader("discourse", "a topic of a Discourse forum: JSON", "discourse", json=True),
        Reader("stackexchange", "a question of Stack Exchange by its API: JSON", "stackexchange", json=True),
        Reader("github", "an issue or a discussion of GitHub: JSON", "github", json=True),
        Reader("lemmy", "a post of Lemmy with its comments: JSON", "lemmy", json=True),
        Reader("mastodon", "a conversation of Mastodon: JSON", "mastodon", json=True),
        Reader("mbox", "mails: an mbox file or a single mail", "mbox"),
        Reader("chat", "a chat exported as text by WhatsApp, Signal and their like", "chat"),
        Reader("text", "an essay: plain text or Markdown, paragraphs with empty lines between", "essay"),
    )
}


def reader_of(given: Given) -> Reader:
    """The reader for a file, told by its content. Raises `Unreadable` where there is none."""
    for one in READERS.values():
        if one.recognises(given):
            return one
    if looks_like_json(given):
        raise Unreadable("is JSON of a form that isn't known; say what it is with --from FORMAT")
    return READERS["text"]
