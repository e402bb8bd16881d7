"""The text of a PDF as an essay, a section for each page.

A PDF has lines and no paragraphs. One ends at an empty line, at a line that ends a sentence and is shorter
than full lines are, and behind a line that reads like a heading. Lines of a paragraph are joined, and words
that were broken at their ends.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from itertools import pairwise

from argmap.formats.given import Given, Unreadable
from argmap.sources.thread import Post, Thread

_BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\n(?=[a-zß-ÿ])")
_ENDS = re.compile(r"[.!?:…][\"”’')\]\d]*$")
_HEADED = re.compile(r"\w[\"”’')\]]*$")
#: How long a line is, of a full one, that ends a paragraph, and one that may be a heading.
_SHORT, _HEADING = 0.85, 0.6


def recognises(given: Given) -> bool:
    return given.data[:1024].lstrip().startswith(b"%PDF-")


def read(given: Given) -> Thread:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each fault that it mends
    thread = Thread("PDF", essay=True)
    try:
        reader = PdfReader(io.BytesIO(given.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is locked with a password")
        about = reader.metadata
        thread.title, thread.author = (
            str((about and about.title) or ""),
            str((about and about.author) or "") or None,
        )
        pages = [page.extract_text() for page in reader.pages]
    except Unreadable:
        raise
    except Exception as error:  # in a damaged file the library may meet anything
        raise Unreadable(
            f"can't be read as PDF: {' '.join(str(error).split()) or type(error).__name__}"
        ) from None
    for number, text in enumerate(pages, 1):
        thread.posts += [Post(words, section=f"Page {number}") for words in paragraphs(text)]
    if not thread.posts:
        raise Unreadable("holds no text; its pages may be pictures")
    return thread


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a page."""
    lines = [line.strip() for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line) or [0]
    full = lengths[len(lengths) * 3 // 4]
    block: list[str] = []
    for line, after in pairwise((*lines, "", "")):
        if line:
            block.append(line)
        ended = _ENDS.search(line) and len(line) < full * _SHORT
        heading = (
            len(block) == 1 and len(line) < full * _HEADING and _HEADED.search(line) and after[:1].isupper()
        )
        if block and (not line or ended or heading):
            yield " ".join(_BROKEN.sub("", "\n".join(block)).split())
            block = []
