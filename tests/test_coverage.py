"""What of a source is cited: counted by hand, and the examples, which leave nothing out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from argmap.analysis.coverage import coverage
from argmap.analysis.passages import attempt
from argmap.model.load import Loader
from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent

RECORD = """\
# A talk

How this record was made.

## Opening {#p1}

Ana says hello.

## The claim {#p2}

Ana says that tea is good,
and why.

### An aside {#p2a}

She drinks it <b>every</b> day.

## Nothing {#p3}

## The end {#p4}

- Ben disagrees.
- Nobody answers.
"""

MAP = """\
map: Tea
source talk: A talk on tea
  file: talk.md
source notes: Notes
  file: notes.txt
source book: A book

claim good: Tea is good. [talk#p2]
  quote: "every day" [talk#p2a]
  premise daily: She drinks it daily. [talk#p2a, notes#L4]
  rebuttal: Ben disagrees. [talk]
  concession @ben [talk#p9]
claim book: It is in a book. [book]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "talk.md").write_text(RECORD)
    (tmp_path / "notes.txt").write_text("One\nparagraph.\n\nAnother one.\n\n\nA third.\n")
    (tmp_path / "tea.argmap").write_text(MAP)
    return tmp_path


def measured(path: Path):
    return coverage(Loader().path(path)[0], attempt)


def cited(one):
    return {passage.anchor: [node.id for node in passage.nodes] for passage in one.passages}


def test_passages_and_who_cites_them(folder):
    talk, notes = measured(folder / "tea.argmap")
    # the preface has no name and is no passage, since others have one; `p3` has no words
    assert cited(talk) == {"p1": [], "p2": ["good"], "p2a": ["good", "daily"], "p4": []}
    assert [node.text for node in talk.whole] == ["Ben disagrees."]
    assert [node.id for node in talk.astray] == ["good"]
    assert (talk.cited, talk.share) == (2, 0.5)
    assert [passage.words for passage in talk.passages] == [3, 8, 5, 6]
    assert cited(notes) == {"L1-L2": [], "L4-L4": ["daily"], "L7-L7": []}


def test_the_words_of_a_post_are_those_that_were_said(tmp_path):
    about = "- Time: 2024-05-03\n- Link: <https://example.org>"
    post = f"## p1: Ana {{#p1}}\n\n{about}\n\n> So it is, I \\<think>.\n>\n> - Yes\n"
    (tmp_path / "s.md").write_text(post)
    (tmp_path / "m.argmap").write_text("source s: S\n  file: s.md\nclaim a: One.\n")
    (found,) = measured(tmp_path / "m.argmap")
    assert [(passage.text, passage.words) for passage in found.passages] == [
        ("So it is, I <think>.\n\n- Yes", 7)
    ]


def test_who_cites_a_chapter_cites_what_is_in_it(folder):
    (folder / "one.argmap").write_text("source talk: A talk\n  file: talk.md\nclaim a: One. [talk#a-talk]\n")
    (talk,) = measured(folder / "one.argmap")
    assert talk.share == 1


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Title\n=====\n\nText.\n\nPart\n----\nMore.\n", ["title", "part"]),
        ("# One\n\nText.\n\n# One\n\nMore.\n", ["one", "one-1"]),
        ("## p1 {#p1}\n\nText.\n\n## p2 {#p2}\n\n- Time: 2024\n\n*(deleted)*\n", ["p1"]),
        ("No heading.\n\nAnother paragraph.\n", ["L1-L1", "L3-L3"]),
        ("", []),
    ],
)
def test_what_is_a_passage(tmp_path, text, anchors):
    (tmp_path / "s.md").write_text(text)
    (tmp_path / "m.argmap").write_text("source s: S\n  file: s.md\nclaim a: One.\n")
    (found,) = measured(tmp_path / "m.argmap")
    assert [passage.anchor for passage in found.passages] == anchors
    assert all("==" not in passage.text and "--" not in passage.text for passage in found.passages)


@pytest.mark.parametrize("name", ["pact-thread", "victory-day-essay", "pact-debate"])
def test_the_examples_leave_nothing_out(name):
    found = measured(ROOT / "examples" / f"{name}.argmap")
    assert found
    for one in found:
        assert one.trouble is None
        assert [passage.anchor for passage in one.gaps] == []
        assert not one.astray


def test_in_the_terminal(argmap: Argmap, folder):
    outcome = argmap("coverage", "tea.argmap", "--source", "talk", "--width", "60")
    assert outcome.code == 0
    assert "2 of 4 passages cited (50 %), 13 of 22 words, by 2 nodes" in " ".join(outcome.out.split())
    assert "✗ #p4  The end\n      - Ben disagrees. - Nobody answers." in outcome.out
    assert "✓ #p2a  An aside\n      good, daily" in outcome.out
    assert "cite it as a whole: “Ben disagrees.”" in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 60
    gaps = argmap("coverage", "tea.argmap", "--source", "talk", "--gaps").out
    assert "#p4" in gaps
    assert "#p2" not in gaps


@pytest.mark.parametrize(("least", "code"), [("50", 0), ("50.1", 1), ("100", 1)])
def test_too_little(argmap: Argmap, folder, least, code):
    outcome = argmap("coverage", "tea.argmap", "--source", "talk", "--fail-under", least)
    assert outcome.code == code
    assert ("talk: 50 % cited, less than" in outcome.err) == bool(code)


def test_as_json(argmap: Argmap, folder):
    told = json.loads(argmap("coverage", "tea.argmap", "--format", "json").out)
    assert told["format"] == "argmap-coverage/1"
    talk = told["sources"][0]
    assert (talk["passages"], talk["cited"], talk["share"], talk["words_cited"]) == (4, 2, 0.5, 13)
    assert [one["nodes"] for one in talk["list"]] == [[], ["good"], ["good", "daily"], []]
    assert talk["list"][2]["lines"] == [15, 17]


def test_to_read(argmap: Argmap, folder):
    outcome = argmap("coverage", "tea.argmap", "--format", "html", "--page", "tea.html")
    page = outcome.out
    assert "She drinks it &lt;b&gt;every&lt;/b&gt; day." in page
    assert '<a href="tea.html#daily">She drinks it daily.</a>' in page
    assert "- Ben disagrees.<br>- Nobody answers." in page
    assert page.count("Nobody cites this.") == 4
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert ids >= set(re.findall(r' href="#([^"]+)"', page))
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--source", "tlak"), "Did you mean `talk`?"),
        (("--source", "book"), "none of these sources has a file"),
        (("--page", "javascript:alert(1)"), "begins with http"),
        (("--fail-under", "101"), "--fail-under"),
        (("--format", "pdf"), "json"),
    ],
)
def test_wrong_usage(argmap: Argmap, folder, args, told):
    outcome = argmap("coverage", "tea.argmap", *args)
    assert outcome.code == 2
    assert told in outcome.err
    assert len(outcome.err.splitlines()) <= 2


def test_a_file_that_is_gone(argmap: Argmap, folder):
    (folder / "talk.md").unlink()
    outcome = argmap("coverage", "tea.argmap")
    assert outcome.code == 2
    assert "talk: its file is not there" in outcome.err
    assert "L4-L4" in outcome.out  # the others are told all the same
