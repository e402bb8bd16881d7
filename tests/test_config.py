"""Settings files: which one counts, what may stand in it, what a person is told about a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.config import Config, ConfigError, Configs


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert Configs().for_folder(tmp_path) == Config()


def test_reads_argmap_toml(tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_text(
        'select = ["E", "U"]\nignore = "S1, L"\nfail-on = []\nformat = "json"\n'
    )
    found = Configs().for_folder(tmp_path)
    assert found == Config((tmp_path / "argmap.toml").resolve(), ("E", "U"), ("S1", "L"), (), "json")


def test_the_nearest_file_upwards_counts_whole(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "argmap.toml").write_text('select = ["E"]\nformat = "json"\n')
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.argmap]\nignore = ["U"]\n')
    configs = Configs()
    found = configs.for_folder(inner)
    assert (found.select, found.ignore, found.format) == (None, ("U",), None)
    assert configs.for_folder(tmp_path).select == ("E",)


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    (tmp_path / "argmap.toml").write_text('select = ["E"]\n')
    assert Configs().for_folder(inner).select == ("E",)


def test_argmap_toml_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.argmap]\nselect = ["U"]\n')
    (tmp_path / "argmap.toml").write_text('select = ["E"]\n')
    assert Configs().for_folder(tmp_path).select == ("E",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("igmore = []", "unknown key `igmore`. Did you mean `ignore`?"),
        ("fail_on = []", "unknown key `fail_on`. Did you mean `fail-on`?"),
        ("zebra = 1", "unknown key `zebra`. Known keys: select, ignore,"),
        ("select = 3", "`select` must be a list of strings"),
        ("select = [3]", "`select` must be a list of strings"),
        ("format = true", "`format` must be a string"),
        ("select = [", "is not valid TOML"),
    ],
)
def test_mistakes_name_file_and_key(tmp_path: Path, text: str, words: str) -> None:
    path = (tmp_path / "argmap.toml").resolve()
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        Configs().for_folder(tmp_path)
    assert str(caught.value).startswith(f"{path}: ")
    assert words in str(caught.value)


def test_a_binary_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        Configs().for_folder(tmp_path)
