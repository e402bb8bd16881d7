"""`argmap coverage`: what of its sources a map cites, what nobody does, and how that is told."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from argmap.analysis.coverage import cover, places
from argmap.analysis.passages import Passages
from argmap.model.load import Loader
from tests.conftest import Argmap

EXAMPLES = Path(__file__).parent.parent / "examples"
RECORD = """\
# Record: Bus <b> {#record}

- Original: `talk.json`

## p1: Mira {#p1}

> Keep it.

## p2: Tomás {#p2}

- Reply to: [p1](#p1)

> Three taxis \\<b>.

### Aside {#p2a}

> He adds this.

## p3: Zed {#p3}

- Time: 2024

*(deleted)*

## s1: Empty {#s1}

## p4: Mira {#p4}

> Not at night.
"""
MAP = """\
map: Bus & "taxi"
  of: talk

source talk: The <i>talk</i>
  file: talk.md
source book: A book
  file: book.txt

claim keep: Keep the bus. [talk#p1]
claim money: It costs too much <u>. [talk]
  premise keep [talk#p4]
  rebuttal taxis: Taxis would do.
    quote: "Three taxis" [talk#p2, book#L1]
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    (tmp_path / "talk.md").write_text(RECORD, "utf-8")
    (tmp_path / "talk.argmap").write_text(MAP, "utf-8")
    (tmp_path / "book.txt").write_text("One\ntwo.\n\n\nThree.\n", "utf-8")
    return tmp_path


def covered(map_text: str, record: str, *, markdown: bool = True) -> list[tuple[str, list[str]]]:
    map_, errors = Loader().text(f"source talk: T\n{map_text}")
    assert not errors
    return [(one.anchor, one.nodes) for one in cover(map_, "talk", Passages(record, markdown)).places]


@pytest.mark.parametrize(
    ("name", "passages"), [("pact-thread", 18), ("victory-day-essay", 110), ("pact-debate", 128)]
)
def test_the_examples_leave_nothing_out(name: str, passages: int, argmap: Argmap) -> None:
    ran = argmap("coverage", EXAMPLES / f"{name}.argmap", "--format", "json", "--fail-under", "100")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert told["percent"] == 100
    assert sum(source["passages"] for source in told["sources"]) == passages
    anchors = [place["anchor"] for source in told["sources"] for place in source["places"]]
    assert all(re.fullmatch(r"p\d+[a-e]?", anchor) for anchor in anchors)
    assert all(place["nodes"] for source in told["sources"] for place in source["places"])


def test_a_place_that_is_not_cited_any_more_is_a_gap(argmap: Argmap, tmp_path: Path) -> None:
    text = (EXAMPLES / "pact-thread.argmap").read_text("utf-8").replace("thread#p12", "thread#p11")
    text = text.replace("../seeds/thread.md", "thread.md")
    (tmp_path / "a.argmap").write_text(text, "utf-8")
    (tmp_path / "thread.md").write_text((EXAMPLES.parent / "seeds" / "thread.md").read_text("utf-8"), "utf-8")
    ran = argmap("coverage", "a.argmap", "--fail-under", "95")
    assert ran.code == 1
    assert "17 of 18 passages cited, 94 %" in ran.out
    assert "  p12, line " in ran.out
    assert ran.err == "argmap: 94 % of the passages are cited, less than 95 %\n"
    assert argmap("coverage", "a.argmap", "--fail-under", "94").code == 0


def test_gaps_are_told_with_their_text_and_who_cites_what(argmap: Argmap, talk: Path) -> None:
    ran = argmap("coverage", "talk.argmap")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "talk: The <i>talk</i>\n"
        "talk.md: 4 of 5 passages cited, 80 %\n"
        "\n"
        "  record, line 1: nobody cites\n"
        "    - Original: `talk.json`\n"
        "\n"
        "  p1   keep\n"
        "  p2   taxis\n"
        "  p2a  taxis\n"
        "  p4   keep\n"
        "\n"
        "  without a place: money\n"
    )


def test_a_source_can_be_chosen(argmap: Argmap, talk: Path) -> None:
    ran = argmap("coverage", "talk.argmap", "--source", "book", "--source", "talk", "--format", "json")
    sources = json.loads(ran.out)["sources"]
    assert [source["id"] for source in sources] == ["talk", "book"]
    assert sources[1]["places"] == [
        {"anchor": "L1-L2", "title": "L1-L2", "lines": [1, 2], "nodes": ["taxis"], "text": "One\ntwo."},
        {"anchor": "L5", "title": "L5", "lines": [5, 5], "nodes": [], "text": "Three."},
    ]
    assert sources[0]["without_place"] == ["money"]
    assert (
        "All sources: 71 %" in argmap("coverage", "talk.argmap", "--source", "book", "--source", "talk").out
    )


@pytest.mark.parametrize(
    ("citing", "anchors"),
    [
        ("[talk#p2]", ["p2", "p2a"]),
        ("[talk#p2a]", ["p2a"]),
        ("[talk#record]", ["record", "p1", "p2", "p2a", "p4"]),
        ("[talk#L7]", ["p1"]),
        ("[talk#L1-L8]", ["record", "p1"]),
        ("[talk#p1, talk#p4]", ["p1", "p4"]),
        ("[talk]", []),
        ("[talk#p77, talk#L900]", []),
    ],
)
def test_what_a_citation_covers(citing: str, anchors: list[str]) -> None:
    found = covered(f"claim a: A. {citing}", RECORD)
    assert [anchor for anchor, nodes in found if nodes] == anchors


def test_every_way_to_cite_counts() -> None:
    text = (
        "claim a: A. [talk#L1]\n  premise b: B.\n    undercut c: C.\n"
        'claim d: D.\n  quote: "x" [talk#L3]\n  premise a [talk#L5]\n'
        "    undercut e: E.\n      concession @z [talk#L7]\n"
    )
    assert covered(text, "one\n\ntwo\n\nthree\n\nfour\n", markdown=False) == [
        ("L1", ["a"]), ("L3", ["d"]), ("L5", ["a"]), ("L7", ["e"]),
    ]  # fmt: skip


def test_passages_of_a_text_without_written_anchors() -> None:
    assert [one.anchor for one in places(Passages("lead\n\n# One\n\na\n\n## Two\n# Three\nb\n", True))] == [
        "one",
        "three",
    ]
    assert [one.anchor for one in places(Passages("a\n\nb\nc", True))] == ["L1", "L3-L4"]
    assert places(Passages("", True)) == places(Passages("\n\n", False)) == []


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.targets.append((given["href"] or "").removeprefix("#"))


def test_the_reading_view_links_passages_and_nodes(argmap: Argmap, talk: Path) -> None:
    page = argmap("coverage", "talk.argmap", "--format", "html").out
    links = Links(page)
    assert len(set(links.ids)) == len(links.ids) == 5 + 2
    assert set(links.targets) <= set(links.ids)
    assert page.count("Nobody cites this.") == page.count('class="passage gap"') == 1
    for words in (
        "Three taxis &lt;b&gt;.",
        "The &lt;i&gt;talk&lt;/i&gt;",
        "*(deleted)*",
        "p2: Tomás",
        "s1: Empty",
    ):
        assert words in page
    assert not links.tags & {"script", "b", "i", "u"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["no.argmap"], "no such file"),
        (["talk.argmap", "--source", "tolk"], "Did you mean `talk`?"),
        (["talk.argmap", "--fail-under", "101"], "--fail-under"),
        (["bare.argmap"], "the map declares no source"),
        (["lost.argmap"], "the file of `s` is not there: gone.md"),
        (["nofile.argmap"], "`s` has no file"),
        (["binary.argmap"], "the file of `s` is not text: x.bin"),
    ],
)
def test_what_is_refused(words: list[str], told: str, argmap: Argmap, talk: Path) -> None:
    (talk / "bare.argmap").write_text("claim a: A\n")
    (talk / "lost.argmap").write_text("source s: S\n  file: gone.md\n")
    (talk / "nofile.argmap").write_text("source s: S\n")
    (talk / "binary.argmap").write_text("source s: S\n  file: x.bin\n")
    (talk / "x.bin").write_bytes(b"\0")
    ran = argmap("coverage", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
