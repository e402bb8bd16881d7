"""The settings for Helix name programs, files and marks that argmap has."""

from __future__ import annotations

import tomllib
from pathlib import Path

from argmap.model.load import Loader
from tests.conftest import Argmap

SETTINGS = Path(__file__).parent.parent / "editors" / "helix" / "languages.toml"


def test_its_formatter_lays_a_map_out(argmap: Argmap) -> None:
    (language,) = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["language"]
    formatter = language["formatter"]
    assert formatter["command"] == "argmap"
    ran = argmap(*formatter["args"], stdin="claim  a:   One.\n")
    assert (ran.code, ran.out) == (0, "claim a: One.\n")


def test_its_comments_and_indentation_are_those_of_a_map() -> None:
    (language,) = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["language"]
    text = f"claim: One.\n{language['indent']['unit']}{language['comment-tokens']} aside\n"
    text += f"{language['indent']['unit']}premise: Two.\n"
    map_, errors = Loader().text(text)
    assert not errors
    assert len(map_.nodes) == 2


def test_each_server_it_uses_is_set_up() -> None:
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    assert set(settings["language"][0]["language-servers"]) == set(settings["language-server"])
