"""Places as the protocol counts them: lines, and columns in UTF-16 units, bytes or code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.lsp.positions import UTF8, UTF16, UTF32, Positions, edits_of
from argmap.lsp.settings import Settings, read
from argmap.source import Source

TEXT = "claim: 😀 is 日本 é.\r\nnext 👩‍👩‍👧 x\rlast\n"


def at(line, column):
    return {"line": line, "character": column}


@pytest.mark.parametrize(
    ("encoding", "columns"),
    # behind `claim: `, the emoji, ` is `, two wide characters, the blank and `é`
    [(UTF32, [7, 8, 12, 14, 16]), (UTF16, [7, 9, 13, 15, 17]), (UTF8, [7, 11, 15, 21, 24])],
)
def test_columns_in_the_clients_units(encoding, columns):
    positions = Positions(Source("", TEXT), encoding)
    for offset, column in zip([7, 8, 12, 14, 16], columns, strict=True):
        assert positions.position(offset) == at(0, column)
        assert positions.offset(at(0, column)) == offset


@pytest.mark.parametrize("encoding", [UTF8, UTF16, UTF32])
def test_every_place_comes_back(encoding):
    source = Source("", TEXT)
    positions = Positions(source, encoding)
    for offset in range(len(TEXT) + 1):
        if TEXT[offset - 1 : offset + 1] != "\r\n":  # inside a line end there is no place
            assert positions.offset(positions.position(offset)) == offset


def test_lines_end_as_ours_do():
    positions = Positions(Source("", TEXT))
    assert positions.position(TEXT.index("next")) == at(1, 0)
    assert positions.position(TEXT.index("last")) == at(2, 0)
    assert positions.position(len(TEXT)) == at(3, 0)


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (at(0, 999), 17),  # before the line's end
        (at(99, 0), len(TEXT)),
        (at(-1, 5), 0),
        (at(1, -5), 19),
        (at(0, 8), 7),  # inside of the emoji
        ({}, 0),
        (None, 0),
        ("nonsense", 0),
        (at("1", None), 0),
        (at(1e300, 0), 0),
        (at(float("nan"), 3), 3),
        (at(10**30, 0), 0),
    ],
)
def test_a_place_that_is_none_is_taken_for_one(position, offset):
    assert Positions(Source("", TEXT)).offset(position) == offset


def test_a_range_backwards_is_the_range():
    positions = Positions(Source("", TEXT))
    assert positions.span({"start": at(1, 4), "end": at(0, 2)}) == (2, 23)
    assert positions.span(None) == (0, 0)


def plain(text, changes):
    """A model of what the changes do, by code points of whole texts."""
    for change in changes:
        if "range" in change:
            positions = Positions(Source("", text), UTF16)
            start, end = positions.span(change["range"])
            text = text[:start] + change["text"] + text[end:]
        else:
            text = change["text"]
    return text


SOME = st.text(alphabet="ab\n\r😀日 ", max_size=8)
PLACE = st.builds(at, st.integers(0, 6), st.integers(0, 9))
CHANGE = st.one_of(
    st.builds(lambda a, b, t: {"range": {"start": a, "end": b}, "text": t}, PLACE, PLACE, SOME),
    st.builds(lambda t: {"text": t}, SOME),
)


@given(st.text(alphabet="ab\n\r😀日 ", max_size=30), st.lists(CHANGE, max_size=6))
def test_several_changes_count_one_after_the_other(text, changes):
    source = Source("", text)
    done = text
    for start, end, new in edits_of(source, changes, UTF16):
        assert 0 <= start <= end <= len(done)
        done = done[:start] + new + done[end:]
    assert done == plain(text, changes)


def test_changes_that_are_none_are_passed_over():
    source = Source("", "abc")
    assert edits_of(source, [None, 3, {"text": 5}, {}, {"range": {}, "text": "x"}], UTF16) == [(0, 0, "x")]


def test_settings_are_taken_and_what_is_wrong_is_told():
    settings, wrong = read(Settings(), {"latency": 5, "inlayHints": False, "other": 1})
    assert settings == Settings(latency=5, hints=False)
    assert wrong == []
    settings, wrong = read(settings, {"argmap": {"latency": "soon", "allowOutside": True}})
    assert settings == Settings(latency=5, hints=False, outside=True)
    assert wrong == ["argmap.latency must be a number from 0 to 10000"]
    assert read(settings, None) == (settings, [])
    assert read(settings, {"latency": -3})[0].latency == 0
