"""What a page tells of a node beyond its box: its place, sources with their addresses, quotations, notes."""

from __future__ import annotations

import pytest

from argmap.render.details import details, web_address
from tests.rendering import read

TEXT = """\
map: M

source book: A book
  url: https://example.org/book
source bad: Another
  url: javascript:alert(1)
speaker ann: Ann

claim a @ann: One. [book#p2, bad, nowhere]
  note: A note.
  note: An\x1bother.
  quote: "Exact words" [book#p2]
  date: 1939-08-23
  premise b @ann: Two. [book]
    scheme: expert opinion
"""


def test_details() -> None:
    found = details(read(TEXT)[0], "a")
    assert found.line == 9
    assert found.notes == ("A note.", "An␛other.")
    assert found.date == "1939-08-23"
    assert [c.label for c in found.citations] == ["book#p2", "bad", "nowhere"]
    book, bad, nowhere = found.citations
    assert (book.title, book.href, book.words) == ("A book", "https://example.org/book", ("Exact words",))
    assert (bad.title, bad.href) == ("Another", None)
    assert (nowhere.title, nowhere.href) == ("", None)
    assert [(q.words, q.cited[0].label) for q in found.quotes] == [("Exact words", "book#p2")]


def test_a_scheme_has_its_usual_name() -> None:
    found = details(read(TEXT)[0], "b")
    assert found.scheme == "expert opinion"
    assert [c.label for c in found.citations] == ["book"]
    assert (found.notes, found.quotes, found.date, found.weight) == ((), (), None, None)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "https://x.org/\"onclick=", "https://x.org/<b>", "//x.org",
     "file:///etc/passwd", "", None, 3, "https://x.org/\n", "java\tscript:x", " https://x.org"],
)  # fmt: skip
def test_only_addresses_of_the_web_get_through(url: object) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("url", ["https://x.org", "http://x.org/a?b=c&d=%20#e", "HTTPS://x.org/ü"])
def test_addresses_of_the_web_do(url: str) -> None:
    assert web_address(url) == url
