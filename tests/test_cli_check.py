"""`argmap check`: which files, which findings, which exit code."""

from __future__ import annotations

import json
import os
import tomllib
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from argmap import report
from argmap.cli.check import FORMATS
from tests.conftest import Argmap

CLEAN = "map: Clean\n\nclaim a: One.\n  premise b: Two. [doc]\n\nsource doc: A book\n"
UNANSWERED = """\
map: Debate

speaker op: Thread starter
  side: moscow
speaker critic: First critic
  side: west

claim a @op: One.
  rebuttal b @critic: Two.
"""
BROKEN = "map: Broken\n\nclaim a: One.\n  premis b: Two.\n"


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """A folder with a clean, an unanswered and a broken map, and some that don't count."""
    for name, text in {
        "clean.argmap": CLEAN,
        "sub/unanswered.argmap": UNANSWERED,
        "sub/deep/broken.argmap": BROKEN,
        ".hidden/broken.argmap": BROKEN,
        "sub/.broken.argmap": BROKEN,
        "note.txt": "no map",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def places(out: str) -> list[str]:
    """`path: code` of each line of the concise format."""
    return [f"{line.split(':')[0]}: {line.split()[1]}" for line in out.splitlines() if ".argmap:" in line]


def test_a_clean_map(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "clean.argmap")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing found in 1 file.\n", "")


def test_what_is_true_of_the_debate_does_not_fail_the_run(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "sub/unanswered.argmap")
    assert ran.code == 0
    assert "sub/unanswered.argmap:9:" in ran.out
    assert " U1" in ran.out
    assert "none of them fails the run" in ran.out
    assert ran.err == ""


def test_what_is_wrong_with_the_map_fails_the_run(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "sub/deep/broken.argmap")
    assert ran.code == 1
    assert "sub/deep/broken.argmap:4:3: E" in ran.out
    assert "4 |   premis b: Two.\n  |   ^^^^^^" in ran.out
    assert "premise" in ran.out


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [
        ("all", (1, 1)),
        ("none", (0, 0)),
        ("U", (1, 0)),
        ("E,U", (1, 1)),
        ("e", (0, 1)),
        ("unanswered-rebuttal", (1, 0)),
    ],
)
def test_fail_on(argmap: Argmap, maps: Path, fail_on: str, codes: tuple[int, int]) -> None:
    for name, code in zip(("sub/unanswered.argmap", "sub/deep/broken.argmap"), codes, strict=True):
        ran = argmap("check", name, "--fail-on", fail_on, "--ignore", "S")
        assert ran.code == code, name


def test_a_folder_is_searched_in_order_without_hidden_ones(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", ".", "--format", "concise", "--select", "E,U101")
    assert places(ran.out) == ["sub/unanswered.argmap: U101", "sub/deep/broken.argmap: E106"]
    assert "hidden" not in ran.out
    assert ran.code == 1


def test_a_pipe_in_a_folder_is_passed_over(argmap: Argmap, tmp_path: Path) -> None:
    """It would be read until somebody writes into it, which may be never."""
    (tmp_path / "map.argmap").write_text("claim a: One.\n  rebuttal b: Two.\n")
    os.mkfifo(tmp_path / "pipe.argmap")
    assert places(argmap("check", ".", "--format", "concise", "--select", "U101").out) == ["map.argmap: U101"]


def test_a_file_named_twice_is_checked_once(argmap: Argmap, maps: Path) -> None:
    ran = argmap(
        "check", "sub", "sub/deep", "./sub/deep/broken.argmap", "--format", "concise", "--select", "E"
    )
    assert len(places(ran.out)) == len(places(argmap("check", "sub", "-f", "concise", "--select", "E").out))


def test_a_folder_without_a_map_is_no_success(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = argmap("check", "empty")
    assert (ran.code, ran.out, ran.err) == (2, "", "argmap: no .argmap file in empty\n")


def test_one_unreadable_file_among_several(argmap: Argmap, maps: Path) -> None:
    (maps / "binary.argmap").write_bytes(b"\x7fELF\x00\x01\xff")
    ran = argmap("check", "binary.argmap", "clean.argmp", "sub/deep/broken.argmap")
    assert ran.code == 2
    assert "E" in ran.out
    assert "binary.argmap: is a binary file" in ran.err
    assert "clean.argmp: no such file. Did you mean `clean.argmap`?" in ran.err
    assert "; 2 files could not be read.\n" in ran.out


def test_standard_input(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "-", stdin=BROKEN)
    assert ran.code == 1
    assert ran.out.startswith("<stdin>:4:3: E")
    assert argmap("check", "-", stdin="\ufeff" + CLEAN.replace("\n", "\r\n")).code == 0
    ran = argmap("check", "-", stdin=b"map: \xff\n")
    assert (ran.code, ran.err) == (2, "argmap: standard input: is not UTF-8 text (line 1)\n")


def test_select_and_ignore_by_code_beginning_and_name(argmap: Argmap, maps: Path) -> None:
    def found(*options: str) -> list[str]:
        return places(argmap("check", "sub", "-f", "concise", *options).out)

    everything, errors, rest = found(), found("--select", "E"), found("--ignore", "e")
    assert errors
    assert rest
    assert sorted(errors + rest) == sorted(everything)
    # errors stay, unless they are ignored: nobody should take a broken map for a whole one
    assert found("--select", "unanswered-rebuttal") == ["sub/unanswered.argmap: U101", *errors]
    assert found("--select", "U101", "--select", "S,L", "--ignore", "E,S101") == [
        "sub/unanswered.argmap: U101"
    ]
    ran = argmap("check", "sub", "--select", "U", "--ignore", "U,E")
    assert ran.out == "Nothing found in 2 files.\n"


def test_for_a_speaker_or_a_side(argmap: Argmap, maps: Path) -> None:
    for who in ("op", "@op", "moscow"):
        ran = argmap("check", "sub/unanswered.argmap", "--for", who, "--format", "concise")
        assert (ran.code, places(ran.out)) == (0, ["sub/unanswered.argmap: U101"]), who
    for who in ("critic", "west"):
        ran = argmap("check", "sub/unanswered.argmap", "--for", who)
        assert ran.out == "Nothing found in 1 file.\n"


def test_for_somebody_unknown(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "sub/unanswered.argmap", "--for", "critik")
    assert (ran.code, ran.out) == (2, "")
    assert "no speaker or side `critik`. Did you mean `critic`?" in ran.err
    ran = argmap("check", "sub/unanswered.argmap", "--for", "zzz")
    assert "Known: op, moscow, critic, west." in ran.err
    ran = argmap("check", "clean.argmap", "--for", "op")
    assert ran.code == 2
    assert "no speakers are declared" in ran.err
    assert argmap("check", "clean.argmap", "sub/unanswered.argmap", "--for", "op").code == 0


def test_json_validates_and_stands_alone(argmap: Argmap, maps: Path) -> None:
    schema = json.loads(files("argmap.report").joinpath("findings.schema.json").read_text("utf-8"))
    ran = argmap("check", ".", "--format", "json", FORCE_COLOR="1")
    found = json.loads(ran.out)
    jsonschema.validate(found, schema)
    assert {f["path"] for f in found["findings"]} == {"sub/unanswered.argmap", "sub/deep/broken.argmap"}
    assert json.loads(argmap("check", "clean.argmap", "-f", "json").out)["findings"] == []


def test_colour(argmap: Argmap, maps: Path) -> None:
    name = "sub/deep/broken.argmap"
    assert "\x1b" not in argmap("check", name).out
    assert "\x1b[" in argmap("check", name, FORCE_COLOR="1").out
    assert "\x1b" not in argmap("check", name, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" in argmap("check", name, "--color", "always", NO_COLOR="1").out
    assert "\x1b" not in argmap("check", name, "--colour", "never", FORCE_COLOR="1").out
    assert "\x1b[" in argmap("check", name, "-f", "concise", FORCE_COLOR="1").out
    assert "\x1b" not in argmap("check", name, "-f", "json", FORCE_COLOR="1").out


def test_settings_from_a_file(argmap: Argmap, maps: Path) -> None:
    (maps / "argmap.toml").write_text('ignore = ["S"]\nfail-on = "all"\nformat = "concise"\n')
    ran = argmap("check", "sub/unanswered.argmap")
    assert ran.code == 1
    assert ran.out.startswith("sub/unanswered.argmap:9:")
    assert ran.out.count("\n") == len(places(ran.out)) + 1
    assert argmap("check", "sub/unanswered.argmap", "--fail-on", "none", "--format", "text").code == 0


def test_each_file_has_its_own_settings(argmap: Argmap, maps: Path) -> None:
    (maps / "sub/deep/argmap.toml").write_text('fail-on = "none"\n')
    (maps / "sub/pyproject.toml").write_text('[tool.argmap]\nselect = ["S"]\n')
    ran = argmap("check", "sub", "-f", "concise")
    assert ran.code == 0
    assert not any("unanswered.argmap: U" in one for one in places(ran.out))
    assert any("broken.argmap: E" in one for one in places(ran.out))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = []", "unknown key `selct`. Did you mean `select`?"),
        ('select = ["unanswerd-rebuttal"]', "`select`: `unanswerd-rebuttal` is neither"),
        ('format = "jsn"', "`format`: there is no `jsn`. Did you mean `json`?"),
    ],
)
def test_mistakes_in_settings(argmap: Argmap, maps: Path, text: str, words: str) -> None:
    (maps / "argmap.toml").write_text(text)
    ran = argmap("check", "clean.argmap")
    assert (ran.code, ran.out) == (2, "")
    assert f"{maps.resolve() / 'argmap.toml'}: {words}" in ran.err


def test_outside_the_project_folder(argmap: Argmap, tmp_path: Path) -> None:
    inner = tmp_path / "project"
    inner.mkdir()
    (tmp_path / "other.argmap").write_text(CLEAN)
    (inner / "a.argmap").write_text(
        "map: A\n\nimport other: ../other.argmap\n\nclaim other/a\n  premise: Two. [other/doc]\n"
    )
    assert argmap("check", "project/a.argmap").code == 1
    assert argmap("check", "project/a.argmap", "--allow-outside").code == 0


def test_formats_are_those_that_can_be_written() -> None:
    assert tuple(report.FORMATS) == FORMATS


def test_output_to_a_file(argmap: Argmap, maps: Path) -> None:
    name = "sub/deep/broken.argmap"
    ran = argmap("check", name, "-f", "json", "--output-file", "found.json", FORCE_COLOR="1")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("1 finding: 1 error.\n")
    found = json.loads((maps / "found.json").read_text())
    assert found["findings"][0]["path"] == name
    argmap("check", name, "--output-file", "found.txt", FORCE_COLOR="1")
    text = (maps / "found.txt").read_text()
    assert text.startswith(f"{name}:4:3: E106 ")
    assert "\x1b" not in text
    ran = argmap("check", name, "--output-file", "clean.argmap")
    assert (ran.code, (maps / "clean.argmap").read_text()) == (2, CLEAN)
    assert "is the suffix of maps" in ran.err
    ran = argmap("check", name, "--output-file", "no/folder.txt")
    assert (ran.code, ran.err) == (2, "argmap: cannot write no/folder.txt: there is no folder no\n")


def test_exit_zero(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "sub/deep/broken.argmap", "--exit-zero")
    assert ran.code == 0
    assert "1 of them would fail the run without --exit-zero" in ran.out
    assert argmap("check", "gone.argmap", "--exit-zero").code == 2


def test_statistics_in_place_of_findings(argmap: Argmap, maps: Path) -> None:
    ran = argmap("check", "sub", "--statistics", "--select", "U101")
    assert ran.code == 1
    assert ran.out.startswith(
        "1  E106  unknown-keyword [*]\n1  U101  unanswered-rebuttal\n2 findings in 2 files"
    )
    found = json.loads(argmap("check", "sub", "--statistics", "-f", "json", "--select", "U101").out)
    assert [one["code"] for one in found["statistics"]] == ["E106", "U101"]
    ran = argmap("check", "sub", "--statistics", "-f", "sarif")
    assert (ran.code, ran.out) == (2, "")
    assert "--statistics is written as text or json, not as sarif" in ran.err
    (maps / "argmap.toml").write_text('format = "sarif"\n')
    assert argmap("check", "sub", "--statistics").out.startswith("1  E106  ")


def test_extending_a_choice(argmap: Argmap, maps: Path) -> None:
    def found(*options: str) -> list[str]:
        return [place.split()[1] for place in places(argmap("check", "sub", "-f", "concise", *options).out)]

    assert "W107" not in found()
    (maps / "argmap.toml").write_text('select = ["U101"]\nextend-select = ["S"]\nignore = ["E"]\n')
    assert found() == ["S101", "U101"]
    assert found("--extend-select", "E106") == ["S101", "U101", "E106"]
    assert found("--select", "U101") == ["U101"]  # takes the place of `extend-select` too
    assert found("--select", "U101", "--extend-select", "S101") == found()
    assert found("--extend-ignore", "S101") == ["U101"]
    assert found("--ignore", "S101") == ["U101", "E106"]
    assert "--extend-ignore: `Q` is neither" in argmap("check", "sub", "--extend-ignore", "Q").err


def test_ignores_for_some_files(argmap: Argmap, maps: Path) -> None:
    (maps / "argmap.toml").write_text(
        '[per-file-ignores]\n"deep/" = ["E", "S"]\n"un*" = "unanswered-rebuttal"\n'
    )
    assert places(argmap("check", ".", "-f", "concise").out) == ["sub/unanswered.argmap: S101"]
    assert argmap("check", "sub/deep/broken.argmap", "--select", "E106").code == 0
    assert argmap("check", "-", stdin=BROKEN).code == 1
    (maps / "argmap.toml").write_text('[per-file-ignores]\n"a*" = ["unanswerd-rebuttal"]\n')
    ran = argmap("check", "clean.argmap")
    assert ran.code == 2
    assert "`per-file-ignores`, `a*`: `unanswerd-rebuttal` is neither" in ran.err
    assert "Did you mean `unanswered-rebuttal`?" in ran.err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[per-file-ignores]\n"drafs/" = ["E31"]\n', "`per-file-ignores`, `drafs/`: `E31` is neither"),
        ('ignore = ["Q9"]', "`ignore`: `Q9` is neither"),
        ("selekt = []", "unknown key `selekt`"),
        ("select = [", "is not valid TOML"),
    ],
)
def test_wrong_settings_are_told_once_and_nothing_is_checked(
    argmap: Argmap, maps: Path, settings: str, words: str
) -> None:
    (maps / "sub/argmap.toml").write_text(settings)
    for more in ((), ("--show-settings",), ("--format", "json")):
        ran = argmap("check", "clean.argmap", "sub/unanswered.argmap", "sub/deep/broken.argmap", *more)
        assert ran.code == 2
        assert f"{maps}/sub/argmap.toml: " in ran.err
        assert ran.err.count(words) == 1
        assert "could not be read" not in ran.out + ran.err
        assert ran.out == "" or more == ("--show-settings",)
    assert argmap("check", "sub", "clean.argmap").err.count(words) == 1
    (maps / "sub/deep/argmap.toml").write_text("ignroe = []")
    ran = argmap("check", "clean.argmap", "sub")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)


def test_show_settings(argmap: Argmap, maps: Path) -> None:
    (maps / "sub/argmap.toml").write_text(
        'select = ["U", "S"]\nignore = ["U104"]\nmax-words = 30\n[per-file-ignores]\n"un*" = ["S"]\n'
    )
    ran = argmap("check", "sub/unanswered.argmap", "clean.argmap", "--show-settings", "--fail-on", "all")
    assert (ran.code, ran.err) == (0, "")
    first, second = ran.out.split("\n\n")
    lines = {line.split(" = ")[0]: line for line in first.splitlines()}
    assert lines["# sub/unanswered.argmap"]
    assert "# settings file: sub/argmap.toml" in first
    assert lines["select"].split() == ["select", "=", '["U",', '"S"]', "#", "argmap.toml"]
    assert lines["fail-on"].endswith('["all"]         # --fail-on')
    assert lines["extend-ignore"].endswith("# default")
    assert lines["max-words"].startswith("max-words = 30 ")
    assert lines["per-file-ignores"].startswith('per-file-ignores = ["S"]')
    off = first.splitlines()[-1]
    assert "U104" in off
    assert "S101" in off
    assert "U101" not in off
    assert "# settings file: none" in second
    tomllib.loads(first)
    tomllib.loads(second)
    (maps / "sub/argmap.toml").write_text("selct = []")
    ran = argmap("check", "sub", "clean.argmap", "--show-settings")
    assert ran.code == 2
    assert "Did you mean `select`?" in ran.err
    assert "# clean.argmap" in ran.out
