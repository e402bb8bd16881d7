"""`argmap stats`: numbers counted by hand, and the table's manners."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.standing import evaluate
from argmap.analysis.stats import MAPPER, NOBODY, Stats, count, depth
from argmap.analysis.unanswered import Conversation
from argmap.model.load import Loader
from argmap.review.stats import share
from tests.conftest import Argmap

ROOT = Path(__file__).resolve().parent.parent

MAP = """\
map: A bridge
  of: thread
source thread: The thread
source report: A report
speaker op: Starter
  side: yes
speaker friend: Friend
  side: yes
speaker critic: Critic
section: One
claim c @op @friend: The bridge is safe. [thread#p1]
  premise p @op: It was inspected. [thread#p1, report]
    rebuttal dated @critic: The report is dated. [thread#p2]
  rebuttal closed @critic: It was closed. [thread#p2]
    undercut other @friend: That was another bridge.
      concession @critic
  rebuttal rust @critic: It is rusty.
  concession part @critic: It looks solid.
  question who @critic: Who inspected it?
  question when @critic: When?
    answer may @op: In May.
claim so #implicit: Cross it.
  argument:
    premise c
claim own: A word by the mapper.
"""


def counted(text: str) -> Stats:
    map_, diagnostics = Loader().text(text)
    assert not [d for d in diagnostics if d.code[0] == "E"]
    standings = evaluate(map_)
    return count(map_, standings, Conversation(map_, standings))


def numbers(tally: Any, *names: str) -> list[int]:
    return [getattr(tally, name) for name in names]


def test_the_whole() -> None:
    stats = counted(MAP)
    assert (stats.nodes, stats.imported, stats.links) == (13, 0, 11)
    assert (stats.sections, stats.sources, stats.depth) == (1, 2, 2)
    assert dict(stats.kinds) == {
        "claim": 3,
        "premise": 1,
        "rebuttal": 3,
        "undercut": 1,
        "concession": 1,
        "question": 2,
        "answer": 1,
        "argument": 1,
    }
    everybody = stats.everybody
    assert numbers(everybody, "rebuttals", "rebuttals_answered") == [3, 1]
    assert numbers(everybody, "undercuts", "undercuts_answered") == [1, 1]
    assert numbers(everybody, "questions", "questions_answered", "answers") == [2, 1, 1]
    assert numbers(everybody, "conceded", "in_part") == [1, 1]
    assert numbers(everybody, "statements", "cited", "backed", "reasoned", "bare") == [10, 4, 1, 3, 6]
    # c is refuted by rust, p by dated; so rests on c
    assert numbers(everybody, "stands", "falls", "unsupported", "open") == [7, 2, 1, 0]


def test_each_party() -> None:
    stats = counted(MAP)
    assert [*stats.speakers] == ["op", "friend", "critic", MAPPER, NOBODY]
    assert [*stats.sides] == ["yes"]
    op, friend, critic = (stats.speakers[name] for name in ("op", "friend", "critic"))
    side = stats.sides["yes"]
    for tally, claims, statements, stands in ((op, 1, 3, 1), (friend, 1, 2, 1), (side, 1, 4, 2)):
        assert numbers(tally, "claims", "statements", "stands") == [claims, statements, stands]
    assert numbers(critic, "rebuttals", "rebuttals_answered", "questions", "conceded") == [3, 1, 2, 1]
    assert numbers(side, "owed", "undercuts", "answers") == [3, 1, 1]
    assert critic.owed == 0
    assert numbers(stats.speakers[MAPPER], "claims", "arguments", "statements") == [1, 1, 1]
    assert numbers(stats.speakers[NOBODY], "claims", "unsupported") == [1, 1]


def test_depth() -> None:
    def of(text: str) -> int:
        return depth(Loader().text(text)[0])

    assert of("claim a: One.\n") == 0
    assert of("claim a: One.\n  rebuttal b: Two.\n    undercut u: Three.\n      undercut v: Four.\n") == 3
    assert of("claim a: One.\n  argument x:\n    premise b: Two.\n      premise a\n") == 2
    assert of("claim a: One.\n  rebuttal b: Two.\nclaim c: Three.\n  premise d: Four.\n    premise b\n") == 1


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 3, "0%"),
        (1, 1000, "1%"),
        (999, 1000, "99%"),
        (3, 3, "100%"),
        (0, 0, "0%"),
        (1, 8, "13%"),
        (3, 8, "38%"),
    ],
)
def test_share(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["decision", "pact-thread", "pact-debate", "victory-day-essay"])
def test_width(argmap: Argmap, name: str, width: int) -> None:
    ran = argmap("stats", ROOT / "examples" / f"{name}.argmap", COLUMNS=str(width))
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= width


def test_json(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text(MAP)
    found = json.loads(argmap("stats", "a.argmap", "--format", "json").out)
    assert (found["format"], found["nodes"], found["depth"]) == ("argmap-stats/1", 13, 2)
    assert [(p["party"], p.get("id")) for p in found["parties"]] == [
        ("all", None),
        ("side", "yes"),
        ("speaker", "op"),
        ("speaker", "friend"),
        ("speaker", "critic"),
        ("mapper", None),
        ("nobody", None),
    ]
    side, op = found["parties"][1:3]
    assert (side["owed"], op["owed"], op["side"]) == (3, None, "yes")
    assert side["share_standing"] == 0.5


@pytest.mark.parametrize("text", ["", "map: \x1b[1m\nspeaker x: \x07\x1b]0;t\x07\nclaim @x: One.\n"])
def test_odd_maps(argmap: Argmap, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.argmap").write_text(text)
    for options in ((), ("--format", "json")):
        ran = argmap("stats", "a.argmap", *options)
        assert ran.code == 0
        assert not any(c in ran.out for c in "\x1b\x07")
    assert argmap("stats", "a.argmap", "--format", "jsn").code == 2
    assert "\x1b[" in argmap("stats", "a.argmap", FORCE_COLOR="1").out or not text
