"""Lines found again in a file: read part by part or as a whole, they are the same."""

from __future__ import annotations

import pytest

from argmap.model.load import Loader
from argmap.rules.written import Written
from argmap.source import Source, Span
from argmap.syntax.parser import parse
from argmap.syntax.tree import Declaration, Statement

TEXT = """\
\ufeffmap: M
  ignore: U1, S2
source s: S
  note: Two
    lines.

// about a
claim a: One
    goes on.
  weight: 0.5
// not indented
  premise b: Two.
    rebuttal @x: Three.

      // deep
      note: Late.
section: T
  claim c: Four.
claim a
  ignore: L1
"""


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r"), TEXT.rstrip("\n")]
)
def test_a_line_is_the_same_however_it_is_found(text: str) -> None:
    source = Source("x", text)
    items = [i for i in parse(source)[0].walk() if isinstance(i, Statement | Declaration)]
    for item in items:
        start = item.kind.start if isinstance(item, Statement) else item.keyword.start
        found = Written(source).item(Span(source, start, start + 1))
        assert found is not None
        assert (found.start, found.end, found.text, len(found.block)) == (
            item.start,
            item.end,
            item.text,
            len(item.block),
        )


def test_many_lines_are_read_at_once() -> None:
    text = "".join(f"claim c{i}: Text {i}.\n  note: {i}\n" for i in range(50))
    map_, _ = Loader().text(text)
    written = Written(map_.source)
    for i, node in enumerate(map_.nodes.values()):
        place = written.value(node.span, "note")
        assert place is not None
        assert place.text == str(i)


def test_what_is_not_there() -> None:
    source = Source("x", TEXT)
    written = Written(source)
    assert written.item(Span(source, 3, 4)) is None
    assert written.item(Span(Source("y", TEXT), 1, 2)) is None
    assert written.map is not None
    assert written.value(Span(source, 1, 2), "author") is None
    assert [item.form for item in written.references("a")] == ["reference"]


def test_a_property_goes_before_what_stands_there() -> None:
    source = Source("x", "claim a: One.\n    premise: Two.\nclaim b: Three.")
    written = Written(source)
    for start, expected in ((0, "    note: N\n"), (source.text.index("claim b"), "\n  note: N")):
        item = written.item(Span(source, start, start + 1))
        assert isinstance(item, Statement)
        assert written.with_property(item, "note", "N").text == expected
