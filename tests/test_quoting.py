"""Whether exact words stand in a text, and what is most like those that don't."""

from __future__ import annotations

import pytest

from argmap.analysis.quoting import nearest, stands_in
from tests.conftest import Argmap

TEXT = """He said: “The offer — made on 15 August — was turned down at once,
and nobody regreted it.” Then Stalin went
to Berlin. Er schwieg … und ging."""


@pytest.mark.parametrize(
    "words",
    [
        "was turned down at once, and nobody",
        'He said: "The offer - made on 15 August - was turned down',
        "The offer […] was turned down",
        "The offer [...] was turned down (...) regreted",
        "The offer … regreted it",
        "nobody regreted [sic] it",
        "[h]e said",
        "Then [he] went to Berlin",
        "schwieg … und ging",
        "",
    ],
)
def test_words_that_stand_there(words):
    assert stands_in(words, TEXT)


@pytest.mark.parametrize(
    "words",
    [
        "the offer",  # it begins with a capital there
        "was turned down […] The offer",  # the other way round
        "nobody regretted it",
        "offer [of many divisions, which the generals of both sides had wished for so long] to Berlin",
        "[…]",
        "[sic]",
    ],
)
def test_words_that_do_not(words):
    assert not stands_in(words, TEXT)


@pytest.mark.parametrize(
    ("words", "there", "parting"),
    [
        ("nobody regretted it", "nobody regreted it", [("regretted", "regreted")]),
        (
            "offer made on 15 August was refused at once",
            "offer — made on 15 August — was turned down at once",
            [("", "—"), ("", "—"), ("refused", "turned down")],
        ),
        ("Then Stalin returned to Berlin", "Then Stalin went to Berlin", [("returned", "went")]),
        ("Stalin [then] went to Berlim", "Stalin went to Berlin", [("[then]", ""), ("Berlim", "Berlin")]),
    ],
)
def test_what_is_most_like_them(words, there, parting):
    found = nearest(words, TEXT)
    assert found is not None
    assert found.words == there
    assert found.differences(words) == parting
    assert not stands_in(words, TEXT)
    assert 75 <= found.score < 100


@pytest.mark.parametrize("words", ["bananas are yellow fruit", "regret", "", "x" * 1000])
def test_nothing_is_like_them(words):
    assert nearest(words, TEXT) is None


MAP = """\
source talk: A talk
  file: talk.md
claim a: One.
  quote: "nobody regretted it" [talk#one]
  quote: "The offer […] was turned down" [talk#one]
  quote: "nobody regreted [sic]" [talk#one]
"""


def test_a_near_miss_is_told_and_mended(argmap: Argmap, tmp_path):
    (tmp_path / "talk.md").write_text(f"# One\n\n{TEXT}\n")
    (tmp_path / "m.argmap").write_text(MAP)
    told = argmap("check", "m.argmap", "--select", "S")
    assert told.code == 1
    assert told.out.count("S203") == 1
    assert "the nearest there is “nobody regreted it”: “regretted” here, “regreted” there" in " ".join(
        told.out.replace("\n", " ").split()
    )
    argmap("check", "m.argmap", "--select", "S", "--fix", "--unsafe-fixes")
    assert '  quote: "nobody regreted it" [talk#one]\n' in (tmp_path / "m.argmap").read_text()
    assert argmap("check", "m.argmap", "--select", "S").code == 0


def test_what_cannot_be_written_plainly_is_not_mended(argmap: Argmap, tmp_path):
    (tmp_path / "talk.md").write_text("# One\n\nWe met at [the] place of our choice.\n")
    quote = 'quote: "We met at one place of our choice" [talk]'
    (tmp_path / "m.argmap").write_text(f"source talk: A talk\n  file: talk.md\nclaim a: One.\n  {quote}\n")
    assert "the nearest there is" in argmap("check", "m.argmap").out.replace("\n", " ")
    before = (tmp_path / "m.argmap").read_text()
    argmap("check", "m.argmap", "--fix", "--unsafe-fixes", "--select", "S")
    assert (tmp_path / "m.argmap").read_text() == before
