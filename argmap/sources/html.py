"""An article on a web page as an essay: a library finds where in the page it stands.

readability-lxml was chosen over trafilatura, which finds a little more and takes 70 MB instead of 15.
"""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser

from argmap.formats.given import Given, Unreadable
from argmap.sources.essay import fill
from argmap.sources.fromhtml import text_of
from argmap.sources.parts import when
from argmap.sources.thread import Thread

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]*\?>")
_HEAD = 4096
#: Where pages say who wrote them and when, the best first.
_AUTHOR = ("author", "article:author", "dc.creator", "citation_author")
_DATE = ("article:published_time", "date", "dc.date", "citation_publication_date")


def recognises(given: Given) -> bool:
    return _HTML.match(given.data[:_HEAD].decode("latin-1").removeprefix("ï»¿")) is not None


def read(given: Given) -> Thread:
    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability.readability").disabled = True  # what it says is said below
    page = _XML.sub("", _text(given), count=1)
    try:
        document = Document(page)
        article, title = document.summary(html_partial=True), document.short_title()
    except (Unparseable, ValueError, RecursionError):
        raise Unreadable("no article is found in the page") from None
    head = _Head()
    head.feed(page)
    thread = Thread(
        "Article on a web page",
        title="" if title == "[no-title]" else title,
        url=head.canonical,
        author=head.first(*_AUTHOR),
        date=when(head.first(*_DATE)),
        essay=True,
    )
    fill(thread, text_of(article))
    return thread


def _text(given: Given) -> str:
    """The page in the encoding that it names."""
    named = _CHARSET.search(given.data[:_HEAD])
    if named is not None and b"\0" not in given.data:
        try:
            return given.data.decode(named[1].decode("ascii")).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    return given.text


class _Head(HTMLParser):
    """What a page says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.canonical: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            key, value = given.get("name") or given.get("property"), given.get("content")
            if key and value and value.strip():
                self.metas.setdefault(key.lower(), value.strip())
        elif tag == "link" and (given.get("rel") or "").lower() == "canonical":
            self.canonical = self.canonical or given.get("href")

    def first(self, *keys: str) -> str | None:
        """The first of these that is told; an address is no answer."""
        told = (self.metas.get(key, "") for key in keys)
        return next((value for value in told if value and not value.startswith("http")), None)
