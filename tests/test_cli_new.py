"""`argmap new` and `argmap init`: what is written, what is asked, what is left alone."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from argmap import config
from argmap.choice import DEFAULTS
from argmap.config import Config, Configs
from argmap.editing.edits import Refused
from argmap.editing.filled import filled, ids_for
from argmap.model.load import Loader
from argmap.rules.settings import MAX_WORDS
from argmap.source import Source
from argmap.syntax.format import WIDTH, formatted
from argmap.templates import TEMPLATES, settings, template
from tests.conftest import Argmap
from tests.terminal import typed

# Maps


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_a_map_about_which_nothing_is_found(name: str, argmap: Argmap) -> None:
    ran = argmap("new", "a.argmap", "--template", name)
    assert (ran.code, ran.err) == (0, "")
    assert "a.argmap" in ran.out
    checked = argmap("check", "a.argmap", "--fail-on", "all")
    assert (checked.code, checked.out) == (0, "Nothing found in 1 file.\n")
    assert argmap("fmt", "--check", "a.argmap").code == 0


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize(
    ("title", "speakers"),
    [
        (None, []),
        ("Should [it] // be #so @here?", ["Kim Lee", "Jo"]),
        ("日本語の題" * 30, ["Ben"]),
        ("Many", ["A", "B", "C", "D", "1", "!", "claim", "Ana"]),
    ],
)
def test_title_and_speakers(name: str, title: str | None, speakers: list[str]) -> None:
    text = filled(template(name), title, speakers)
    map_, errors = Loader().text(text)
    assert not errors
    assert formatted(Source("", text)) == text
    if title is not None:
        assert map_.title == title
    names = [speaker.name for speaker in map_.speakers.values()]
    assert names[: len(speakers)] == speakers
    assert len(set(names)) == len(names)
    first = next(iter(map_.speakers))
    assert [node for node in map_.nodes.values() if first in node.speakers]
    plain, _ = Loader().text(template(name))
    assert [(n.kind, n.text, len(n.speakers)) for n in map_.nodes.values()] == [
        (n.kind, n.text, len(n.speakers)) for n in plain.nodes.values()
    ]


def test_ids_of_names() -> None:
    assert ids_for(["Kim Lee", "kim lee", "Zoë O'Hara", "3", "!", "claim", "日本"]) == [
        "kim-lee", "kim-lee-2", "zoë-o-hara", "speaker-3", "speaker-1", "speaker-claim", "日本",
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "speakers"), [(" \n", []), ("T", [" "])])
def test_nothing_is_no_name(title: str, speakers: list[str]) -> None:
    with pytest.raises(Refused, match="is empty"):
        filled(template("debate"), title, speakers)


def test_a_file_that_is_there_stays(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "a.argmap").write_text("claim a: Mine\n")
    (tmp_path / "b.argmap").symlink_to(tmp_path / "nowhere.argmap")
    for name in ("a.argmap", "a", "b.argmap"):
        ran = argmap("new", name)
        assert (ran.code, ran.out) == (2, "")
        assert "is there already; --force writes over it" in ran.err
    assert (tmp_path / "a.argmap").read_text() == "claim a: Mine\n"
    assert argmap("new", "a.argmap", "--force", "-t", "essay").code == 0
    assert "What does the essay hold?" in (tmp_path / "a.argmap").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.txt"], "the suffix of maps is .argmap"),
        (["no/a.argmap"], "there is no folder"),
        (["."], "is a folder"),
        (["a/"], "is a folder"),
        (["a", "-t", "debat"], "Did you mean `debate`?"),
        (["a", "--title", ""], "the title is empty"),
        ([], "FILE"),
    ],
)
def test_what_is_refused(words: list[str], told: str, argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("new", *words)
    assert ran.code == 2
    assert told.casefold() in ran.err.casefold()
    assert not [*tmp_path.iterdir()]


def test_nothing_is_asked_without_a_terminal(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("new", "-", stdin="essay\n")
    assert (ran.code, ran.out, ran.err) == (0, filled(template("debate")), "")
    assert argmap("new", "a", stdin="essay\n").code == 0
    assert (tmp_path / "a.argmap").read_text() == template("debate")


def on_a_terminal(tmp_path: Path, words: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run the command on a terminal of its own, and answer each question once it is asked."""
    pytest.importorskip("pty")
    return typed([sys.executable, "-m", "argmap", *words], answers, tmp_path)


def test_on_a_terminal_it_asks_for_what_no_option_says(tmp_path: Path) -> None:
    code, shown = on_a_terminal(
        tmp_path,
        ["new", "a"],
        [
            ("Which template", "esay\n"),
            ("Which template", "essay\n"),
            ("about", "Of what?\n"),
            ("speaks", "Jo\n"),
        ],
    )
    assert code == 0, shown
    assert "Did you mean `essay`?" in shown
    assert (tmp_path / "a.argmap").read_text() == filled(template("essay"), "Of what?", ["Jo"])
    code, shown = on_a_terminal(
        tmp_path, ["new", "b", "--title", "T"], [("Which template", "\n"), ("speaks", "\n")]
    )
    assert code == 0, shown
    assert (tmp_path / "b.argmap").read_text() == filled(template("debate"), "T")


def test_on_a_terminal_it_asks_nothing_when_all_is_said_and_can_be_left(tmp_path: Path) -> None:
    words = ["new", "a", "-t", "thread", "--title", "T", "--speaker", "Jo"]
    code, shown = on_a_terminal(tmp_path, words, [])
    assert (code, "?" in shown) == (0, False), shown
    code, shown = on_a_terminal(tmp_path, ["new", "b"], [("Which template", "\x04")])
    assert code == 130
    assert "Traceback" not in shown
    assert not (tmp_path / "b.argmap").exists()


# Settings


def uncommented(text: str) -> str:
    return re.sub(r'^#(?=[\w\["])', "", text, flags=re.M)


def test_every_setting_stands_in_the_file_as_a_comment(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("init")
    assert (ran.code, ran.out, ran.err) == (0, "Wrote argmap.toml\n", "")
    text = (tmp_path / "argmap.toml").read_text()
    assert tomllib.loads(text) == {}
    assert Configs().for_folder(tmp_path) == Config(tmp_path / "argmap.toml")
    held = tomllib.loads(uncommented(text))
    assert held.keys() == set(config.KEYS)
    assert held["render"].keys() == set(config.RENDER_KEYS)


def test_what_it_tells_is_what_holds_without_it(tmp_path: Path) -> None:
    text = uncommented(settings())
    held = tomllib.loads(text)
    assert {key: tuple(held[key]) for key in DEFAULTS} == dict(DEFAULTS)
    assert (held["width"], held["max-words"], held["format"]) == (WIDTH, MAX_WORDS, "text")
    from argmap.render.theme import DEFAULT

    assert held["render"]["theme"] == DEFAULT
    (tmp_path / "argmap.toml").write_text(text, "utf-8")
    read = Configs().for_folder(tmp_path)  # every value can be used
    assert read.rules is not None
    assert [scheme.name for scheme in read.rules.schemes] == [
        name.replace("-", " ") for name in held["schemes"]
    ]


def test_settings_that_are_there_stay(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_text("width = 80\n")
    ran = argmap("init")
    assert ran.code == 2
    assert "--force" in ran.err
    assert (tmp_path / "argmap.toml").read_text() == "width = 80\n"
    assert argmap("init", "--force").code == 0
    assert (tmp_path / "argmap.toml").read_text() == settings()


def test_where_settings_go(argmap: Argmap, tmp_path: Path) -> None:
    assert argmap("init", "-").out == settings()
    assert argmap("init", "nowhere").code == 2
    (tmp_path / "maps").mkdir()
    assert argmap("init", "maps").out == f"Wrote {Path('maps', 'argmap.toml')}\n"
    (tmp_path / "pyproject.toml").write_text("[tool.argmap]\nwidth = 80\n")
    ran = argmap("init")
    assert ran.code == 0
    assert "[tool.argmap]" in ran.err
    assert argmap("init", "maps/argmap.toml").code == 2
