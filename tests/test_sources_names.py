"""`argmap source add --anonymize`: who is called what, and which words of a text are somebody's name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from argmap.sources.anonymous import anonymized, letters
from argmap.sources.thread import Post, Thread
from tests.conftest import Argmap

ANN = {
    "id": 1,
    "by": "Ann_Lee",
    "type": "story",
    "title": "Ann_Lee on buses",
    "text": "I am ann_lee. <p>Ask @bo!",
}
BO = {
    "id": 2,
    "by": "bo",
    "type": "comment",
    "parent": 1,
    "text": "@ANN_LEE, no; Annabel and bobo agree. Ann_Lee's bo.",
}
NOBODY = {"id": 3, "type": "comment", "by": "zed", "parent": 2, "text": "Dead, u/bo said to /u/Ann_Lee."}
TALK = "\n".join(map(json.dumps, (ANN, BO, NOBODY)))


def test_names_become_roles_also_in_what_is_said(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "ann_lee.json").write_text(TALK)
    ran = argmap("source", "add", "ann_lee.json", "--anonymize")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ann_lee.json", "thread.argmap", "thread.md"]
    text = (tmp_path / "thread.md").read_text()
    assert re.findall(r"^## (.*) {", text, re.M) == ["p1: Speaker A", "p2: Speaker B", "p3: Speaker C"]
    assert "> **Speaker A on buses**" in text
    assert "> I am Speaker A.\n>\n> Ask Speaker B!" in text
    assert "> Speaker A, no; Annabel and bobo agree. Speaker A's bo." in text
    assert "> Dead, Speaker B said to Speaker A." in text
    assert "http" not in text
    map_ = (tmp_path / "thread.argmap").read_text()
    assert "speaker speaker-a: Speaker A\n" in map_
    assert "Ann_Lee" not in text + map_
    assert argmap("check", "thread.argmap", "--select", "E,S").code == 0


def test_the_key_is_kept_apart(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(TALK)
    assert argmap("source", "add", "a.json", "--anonymize", "-o", "out", "--key", "key.csv").code == 0
    assert (tmp_path / "key.csv").read_text() == (
        "role,name,also called\nSpeaker A,Ann_Lee,\nSpeaker B,bo,\nSpeaker C,zed,\n"
    )
    for words, told in (
        (["--key", "k"], "--key goes with --anonymize"),
        (["--anonymize", "--url", "https://example.org"], "--url goes without --anonymize"),
        (["--anonymize", "--key", "a.json", "--force"], "another file is to stand there"),
        (["--anonymize", "--key", "out2/thread.md", "--force"], "another file is to stand there"),
        (["--anonymize", "--key", "key.csv"], "is there already"),
        (["--anonymize", "--key", "no/key.csv"], "there is no folder no"),
    ):
        ran = argmap("source", "add", "a.json", "-o", "out2", *words)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
    assert not [*(tmp_path / "out2").glob("*")]
    assert (tmp_path / "a.json").read_text() == TALK


def thread_of(*posts: tuple[str, str], **aliases: list[str]) -> Thread:
    return Thread("Chat", posts=[Post(text, author=author) for author, text in posts], aliases=aliases)


@pytest.mark.parametrize(
    ("names", "text", "becomes"),
    [
        (["Ann Lee", "Bo"], "Ann, ask Bo. ann will. ANN LEE", "Speaker A, ask Bo. ann will. Speaker A"),
        (["Ann Lee", "Ann Poe"], "Ann Lee and @Ann", "Speaker A and a speaker"),
        (["Ann", "Ann Lee"], "Ann and Ann Lee, Lee", "Speaker A and Speaker B, Speaker B"),
        (
            ["ann@example.org"],
            "@ann, @ann@example.org, ann@example.org, annex",
            "Speaker A, Speaker A, Speaker A, annex",
        ),
        (["ann"], "@ann@example.org. @annex", "Speaker A. @annex"),
        (["+49 170"], "call +49 170", "call Speaker A"),
        (["a.b*c"], "a.b*c axbbc", "Speaker A axbbc"),
        (["İx"], "@İX", "Speaker A"),
        (["Speaker B", "x y z"], "Speaker B", "Speaker A"),
        (["Ann", "Speaker"], "@ann, Ann, u/speaker", "Speaker A, Speaker A, Speaker B"),
        (["☺☺☺", "Ann"], "☺☺☺ @☺☺☺", "Speaker A Speaker A"),
    ],
)
def test_which_words_are_names(names: list[str], text: str, becomes: str) -> None:
    thread = thread_of(*((name, text) for name in names))
    anonymized(thread)
    assert thread.posts[0].text == becomes


def test_other_names_of_somebody_are_replaced_too() -> None:
    thread = thread_of(("mk", "Mira Kay wrote to kay@example.org"), mk=["Mira Kay", "kay@example.org"])
    assert anonymized(thread) == [("Speaker A", "mk", ("Mira Kay", "kay@example.org"))]
    assert thread.posts[0].text == "Speaker A wrote to Speaker A"
    assert [letters(number) for number in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
