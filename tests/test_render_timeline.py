"""The timeline: what was said when, what it answers and how long after, who had the last word."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rich.cells import cell_len

from argmap.analysis.dates import dates, delay, order, shown
from argmap.analysis.passages import attempt
from argmap.model.load import Loader
from argmap.render.scene import build
from argmap.render.timeline import draw_timeline, lay_out
from tests.conftest import Argmap
from tests.rendering import EXAMPLES, read
from tests.test_render_hostile import CONTROLS, hostile

MAP = """\
map: A bridge
claim build @ana: We should build the bridge.
  date: 2024-05-03T10:00
  premise hour @ana: It saves an hour a day.
    date: 2024-05-03T10:05
    rebuttal half @ben: It saves half an hour.
      date: 2024-05-03T12:10
  rebuttal dear @ben: It costs too much.
    date: 2024-05-06
    rebuttal paid @ana: The state pays.
      date: 2024-05-09
  undercut @cleo: Time isn't all.
claim other: Something else.
  date: 1939-08
"""


def line(text: str):
    map_, standings = read(text)
    when = {node.id: date for node, date in dates(map_, attempt).items()}
    return lay_out(build(map_, standings), when)


def test_what_is_said_stands_in_the_order_of_its_dates():
    found = line(MAP)
    assert [moment.box.id for moment in found.dated] == ["other", "build", "hour", "half", "dear", "paid"]
    assert [moment.box.text for moment in found.undated] == ["Time isn't all."]


def test_how_long_an_answer_took():
    after = {m.box.id: [(r.arrow.base.id, r.after) for r in m.replies] for m in line(MAP).dated}
    assert after["hour"] == [("build", "5 minutes later")]
    assert after["half"] == [("hour", "2 hours later")]
    assert after["dear"] == [("build", "3 days later")]
    assert after["build"] == []


def test_the_last_word():
    # on what only one dated thing was said, nobody had the last word
    assert [(root.id, moment.box.id) for root, moment in line(MAP).last] == [("build", "paid")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2024-05-03", "2024-05-03", "the same day"),
        ("2024-05-03", "2024-05-04T09:00", "1 day later"),
        ("2024-02-28", "2024-03-01", "2 days later"),
        ("2024-05-03T10:00", "2024-05-03T10:00", "at once"),
        ("2024-05-03T10:00", "2024-05-03T10:01", "1 minute later"),
        ("2024-05-03T23:30", "2024-05-04T00:30", "1 hour later"),
        ("2024-05-03T10:00", "2024-05-06T09:00", "3 days later"),
        ("2024-05-04", "2024-05-03", None),
        ("2024-05", "2024-06-01", None),
        ("1939", "1939", None),
        ("nonsense", "2024-05-03", None),
    ],
)
def test_delays(before, after, told):
    assert delay(before, after) == told


def test_what_is_less_precise_comes_first():
    said = ["2024-05-03T00:00", "2024-05-03", "2024-05", "2024", "1939-12-31", "-0044-03-15"]
    assert sorted(said, key=order) == ["-0044-03-15", "1939-12-31", "2024", "2024-05", "2024-05-03", said[0]]
    assert shown("2024-05-03T10:05:30") == ("2024-05-03", "10:05")
    assert shown("1939") == ("1939", "")


def test_posts_of_a_record_are_dated(tmp_path):
    (tmp_path / "talk.md").write_text(
        "# Record\n\n## p1: Ana {#p1}\n\n- Time: 2024-05-03 10:00\n- Link: x\n\n> Yes.\n\n"
        "## p2: Ben {#p2}\n\n- Time: 2024-05-04T08:00:00Z\n\n> No.\n\n## p3: Cleo {#p3}\n\n> - Time: 1999\n"
    )
    (tmp_path / "m.argmap").write_text(
        "source talk: A talk\n  file: talk.md\n"
        "claim a @ana: Yes. [talk#p1, talk#p2]\n  rebuttal b @ben: No. [talk#p2]\n"
        "  rebuttal c: Own date. [talk#p2]\n    date: 2025\n"
        "  rebuttal d: None. [talk#p3]\n  rebuttal e: All. [talk]\n"
    )
    map_ = Loader().path(tmp_path / "m.argmap")[0]
    assert {node.id: date for node, date in dates(map_, attempt).items()} == {
        "a": "2024-05-03T10:00",
        "b": "2024-05-04T08:00:00Z",
        "c": "2025",
    }


def test_in_the_terminal(argmap: Argmap, tmp_path):
    (tmp_path / "m.argmap").write_text(MAP)
    told = argmap("render", "m.argmap", "--to", "timeline", "--width", "60").out
    assert "2024-05-03\n  10:00 ◌ build · ana: We should build the bridge.\n" in told
    assert "  12:10 − ✓ half · ben: It saves half an hour.\n        against hour, 2 hours later\n" in told
    assert "last word on build: ana, 2024-05-09\n" in told
    assert "1 node has no date and is not shown" in told
    filtered = argmap("render", "m.argmap", "--to", "timeline", "--speaker", "ben").out
    assert "It costs too much." in filtered
    assert "The state pays." not in filtered


def test_as_data(argmap: Argmap, tmp_path):
    (tmp_path / "m.argmap").write_text(MAP)
    told = argmap("render", "m.argmap", "--to", "timeline", "--format", "csv").out.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["id"] for row in rows][:3] == ["other", "build", "hour"]
    assert (rows[3]["replies to"], rows[3]["after"]) == ("hour", "2 hours later")
    assert rows[-1]["date"] == ""
    told = json.loads(argmap("render", "m.argmap", "--to", "timeline", "--format", "json").out)
    assert told["last_words"] == [{"on": "build", "node": "paid", "speakers": ["ana"], "date": "2024-05-09"}]
    assert told["moments"][2]["replies"] == [
        {"relation": "support", "to": "build", "after": "5 minutes later"}
    ]
    assert (
        "| 1939-08 | other |" in argmap("render", "m.argmap", "--to", "timeline", "--format", "markdown").out
    )


def test_a_map_without_dates(argmap: Argmap, tmp_path):
    (tmp_path / "m.argmap").write_text("claim a: One.\n")
    assert "no date is known" in argmap("render", "m.argmap", "--to", "timeline").out


@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.argmap")), ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_terminal(path, width):
    map_, standings = read(path)
    when = {node.id: f"2024-01-{number % 28 + 1:02}" for number, node in enumerate(map_.nodes.values())}
    for told in draw_timeline(build(map_, standings), when, width=width):
        assert cell_len(told) <= width


@pytest.mark.parametrize("char", CONTROLS)
def test_controls_are_shown_and_never_act(char):
    map_, standings = read(hostile(f"x{char}y"))
    told = "\n".join(draw_timeline(build(map_, standings), dict.fromkeys(map_.nodes, "2024"), width=120))
    assert char not in told
