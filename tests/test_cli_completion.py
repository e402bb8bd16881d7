"""Completion: what may stand where on a command line, and what real bash, zsh and fish make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from argmap.cli.app import COMMANDS, group
from argmap.cli.completing import split
from argmap.cli.completion import SHELLS
from argmap.cli.offers import known_parameters
from tests.conftest import Argmap
from tests.laid_out import optional_command
from tests.terminal import typed

MAP = """\
map: A map
import one: one.argmap
source book: A book
speaker ana: Ana A.
  side: for
speaker ben: Ben
section talk: The talk
section: Without an id

claim friday @ana #plan: On Friday. [book#p1]
  rebuttal free @ben: Nobody is free.
  premise: without an id
claim 主張-1: In another script.
"""
ONE = "speaker ana: Ana\nclaim friday: Theirs.\n"
#: Texts and titles that a shell must never run.
HOSTILE = """\
section: $(touch pwned) `touch pwned` \\$(touch pwned); touch pwned
claim a: $(touch pwned) `touch pwned` \\$(touch pwned) '$(touch pwned)' "$(touch pwned)" \\\\`touch pwned`
speaker b: \\`touch pwned\\` \\\\$(touch pwned) :$(touch pwned)
"""


@pytest.fixture(autouse=True)
def maps(tmp_path: Path) -> None:
    (tmp_path / "m.argmap").write_text(MAP, "utf-8")
    (tmp_path / "one.argmap").write_text(ONE, "utf-8")
    (tmp_path / "hostile.argmap").write_text(HOSTILE, "utf-8")
    (tmp_path / "my maps").mkdir()
    (tmp_path / "my maps" / "m n.argmap").write_text("claim friday: F\n", "utf-8")


def asked(argmap: Argmap, *words: str) -> tuple[str, list[str]]:
    """What is wanted, and the words that may stand there."""
    ran = argmap(*words, _ARGMAP_COMPLETE="fish")
    assert (ran.code, ran.err) == (0, "")
    kind, *lines = ran.out.splitlines() or ["none"]
    return kind, [line.partition("\t")[0] for line in lines]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("re", "readings|render|report|rename"),
        ("why m.argmap fr", "friday|free"),
        ("why m.argmap one/", "one/friday"),
        ("why m.argmap 主", "主張-1"),
        ("why m.argmap friday~", "friday~premise-without-an-id"),
        ("render m.argmap --focus fri", "friday"),
        ("render --focus=fri", ""),  # no map is named yet
        ("render m.argmap --focus=fri", "--focus=friday"),
        ("browse m.argmap --at fre", "free"),
        ("render m.argmap --speaker an", "ana"),
        ("render m.argmap --speaker ana,b", "ana,ben"),
        ("render m.argmap --side ", "for"),
        ("render m.argmap --tag ", "plan"),
        ("render m.argmap --section t", "talk"),
        ("render m.argmap --section W", "Without an id"),
        ("render m.argmap --standing st", "stands"),
        ("render m.argmap --kind reb", "rebuttal"),
        ("render m.argmap --to tr", "tree"),
        ("render m.argmap --theme d", "dark"),
        ("render m.argmap --by ro", "round"),
        ("render m.argmap --columns id,sta", "id,standing"),
        ("serve m.argmap --focus fre", "free"),
        ("check m.argmap --for f", "for"),
        ("check m.argmap --for b", "ben"),
        ("check --select U10", "U101|U102|U103|U104|U105|U106|U107"),
        ("check --ignore E1,W101", "E1,W101"),
        ("check --fail-on al", "all"),
        ("check --format sa", "sarif"),
        ("check --extend-select loaded", "loaded-words"),
        ("rule S10", "S101|S102|S103|S104"),
        ("rule S101 unanswered-reb", "unanswered-rebuttal"),
        ("scheme expert", "expert opinion"),
        ("scheme expert op", "opinion"),
        ("add m.argmap und", "undercut"),
        ("add m.argmap rebuttal x --under fre", "free"),
        ("add m.argmap rebuttal x -u fre", "free"),
        ("add m.argmap rebuttal x --by b", "ben"),
        ("add m.argmap rebuttal x --by=b", "--by=ben"),
        ("add m.argmap rebuttal x --cite b", "book"),
        ("add m.argmap rebuttal x --cite book#", "book#p1"),
        ("add m.argmap rebuttal x --scheme expert", "expert opinion"),
        ("add m.argmap rebuttal x --set weig", "weight="),
        ("add m.argmap speaker x --set si", "side="),
        ("rename m.argmap fri", "friday"),
        ("rename m.argmap @", "@ana|@ben|@one/ana"),
        ("rename m.argmap #", "#plan"),
        ("rename m.argmap one", "one/friday|one"),
        ("rename m.argmap x y --kind no", "node"),
        ("new -t de", "decision|debate"),
        ("convert m.argmap --to jso", "json"),
        ("convert x --from argd", "argdown"),
        ("formats mer", "mermaid"),
        ("report m.argmap --to h", "html"),
        ("completion z", "zsh"),
        ("fmt --ch", "--check"),
        ("why nothing.argmap ", ""),
        ("why - ", ""),
        ("render m.argmap --color al", "always"),
    ],
)
def test_what_may_stand_there(words: str, offered: str, argmap: Argmap) -> None:
    kind, found = asked(argmap, *words.split(" "))
    assert kind == "words"
    assert sorted(found) == sorted(filter(None, offered.split("|")))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("why ", "maps"),
        ("check a.argmap b", "maps"),
        ("render m.argmap -o ", "files"),
        ("convert ", "files"),
        ("init ", "folders"),
        ("rename m.argmap a b --also ", "maps"),
        ("rename m.argmap a b ", "none"),
        ("rename m.argmap a ", "none"),
        ("add m.argmap claim x --id ", "none"),
        ("nothing ", "none"),
        ("why m.argmap a b", "none"),
        ("new ", "maps"),
    ],
)
def test_files_and_what_nobody_knows(words: str, kind: str, argmap: Argmap) -> None:
    assert asked(argmap, *words.split(" ")) == (kind, [])


def test_options_that_are_given_are_not_offered_again(argmap: Argmap) -> None:
    assert "--width" in asked(argmap, "why", "m.argmap", "--")[1]
    assert "--width" not in asked(argmap, "why", "m.argmap", "--width", "60", "--")[1]
    assert "--speaker" in asked(argmap, "render", "m.argmap", "--speaker", "ana", "--")[1]
    assert asked(argmap, "why", "m.argmap", "--", "fr") == ("words", ["friday", "free"])


def test_every_word_comes_with_what_it_is(argmap: Argmap) -> None:
    out = argmap("why", "m.argmap", "fr", _ARGMAP_COMPLETE="zsh").out
    assert out == "words\nfriday\tclaim: On Friday.\nfree\trebuttal: Nobody is free.\n"
    assert argmap("rule", "U101", _ARGMAP_COMPLETE="zsh").out.startswith("words\nU101\tA rebuttal ")


@pytest.mark.parametrize(
    "data", [b"claim a: A\nclaim b c\n  @@\n\tx: y\nimport a: b\n", b"\xff\xfe", b"\x00", b"", b"{"]
)
def test_a_broken_map_is_no_error(data: bytes, argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "broken.argmap").write_bytes(data)
    for words in (("why", "broken.argmap", ""), ("render", "broken.argmap", "--tag", "")):
        ran = argmap(*words, _ARGMAP_COMPLETE="bash", _ARGMAP_LINE=f"argmap {' '.join(words)}")
        assert (ran.code, ran.err) == (0, "")
    if b"claim a" in data:
        assert "a" in asked(argmap, "why", "broken.argmap", "")[1]


def test_wrong_settings_are_no_error(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "argmap.toml").write_text("nonsense = 1\n")
    assert argmap("render", "m.argmap", "--theme", "", _ARGMAP_COMPLETE="fish").err == ""
    (tmp_path / "argmap.toml").write_text('[themes.ours]\nextends = "dark"\n')
    assert "ours" in asked(argmap, "render", "m.argmap", "--theme", "")[1]


def test_the_tables_know_no_parameter_that_is_none() -> None:
    commands = group(COMMANDS).commands
    names = {one.name for command in commands.values() for one in command.params}
    names |= {f"{name} {one.name}" for name, command in commands.items() for one in command.params}
    assert set(known_parameters()) <= names


def test_every_option_of_a_few_words_offers_them(argmap: Argmap) -> None:
    commands = group(COMMANDS).commands
    few = [
        (name, one.opts[0])
        for name, command in commands.items()
        for one in command.params
        if one.param_type_name == "option" and type(one.type).__name__ == "FuncParamType"
    ]
    assert len(few) > 20
    for command, option in few:
        assert asked(argmap, command, option, "")[1], (command, option)


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("argmap why", ["argmap", "why"], ""),
        ("argmap why ", ["argmap", "why", ""], ""),
        ("argmap why my\\ map", ["argmap", "why", "my map"], ""),
        ("argmap why 'my map' x", ["argmap", "why", "my map", "x"], ""),
        ('argmap why "my ma', ["argmap", "why", "my ma"], '"'),
        ("argmap why 'my ma", ["argmap", "why", "my ma"], "'"),
        ("argmap why \\", ["argmap", "why", ""], ""),
        ("", [""], ""),
    ],
)
def test_a_line_of_bash(line: str, words: list[str], quote: str) -> None:
    assert split(line) == (words, quote)


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_what_bash_puts_on_the_line_is_read_as_those_words(
    quote: str, argmap: Argmap, tmp_path: Path
) -> None:
    title = "$(touch pwned) `touch pwned` \\$(touch pwned); touch pwned"
    (tmp_path / "h.argmap").write_text(f"section: {title}\nsection: it's !1\nsection: plain\n")
    line = f"argmap render h.argmap --section {quote}"
    ran = argmap(_ARGMAP_COMPLETE="bash", _ARGMAP_LINE=line, _ARGMAP_WORD="")
    kind, *values = ran.out.splitlines()
    assert kind == "words"
    assert len(values) == (2 if quote else 3)
    bash = optional_command("bash")
    for value, meant in zip([v for v in values if "it" not in v], [title, "plain"], strict=True):
        script = f"printf %s {quote}{value}{quote}"
        shown = subprocess.run(
            [bash, "-c", script], capture_output=True, encoding="utf-8", cwd=tmp_path, check=True
        )
        assert shown.stdout == meant
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_told(shell: str, argmap: Argmap) -> None:
    ran = argmap("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_ARGMAP_COMPLETE" in ran.out
    assert argmap("completion", SHELL=f"/usr/bin/{shell}").out == ran.out


def test_another_shell_is_none(argmap: Argmap) -> None:
    assert "bash, zsh or fish" in argmap("completion", SHELL="/bin/sh").err
    assert "Did you mean `fish`?" in argmap("completion", "fsh").err


# Real shells


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An `argmap` on the PATH, nobody's settings, a prompt that can be waited for."""
    program = tmp_path / "bin" / "argmap"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m argmap "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "ZDOTDIR": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "PS1": "READY> ",
    }


#: What is typed in front of TAB, and what the line is then. Nothing else is shown of the line.
LINES = [
    ("argmap why m.argmap frid", "argmap why m.argmap friday "),
    ("argmap why one.argmap ", "argmap why one.argmap friday "),
    ("argmap rename m.argmap @be", "argmap rename m.argmap @ben "),
    ("argmap add m.argmap rebuttal x --by=be", "argmap add m.argmap rebuttal x --by=ben "),
    ("argmap add m.argmap rebuttal x --set weig", "argmap add m.argmap rebuttal x --set weight="),
    ("argmap render m.argmap --section Wi", "argmap render m.argmap --section Without\\ an\\ id "),
    ("argmap why my\\ maps/m\\ n.argmap fr", "argmap why my\\ maps/m\\ n.argmap friday "),
    ("argmap why one.a", "argmap why one.argmap "),
    ("argmap comple", "argmap completion "),
]


def interactive(command: list[str], setup: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    """Type each line with TAB, then ^T, which shows what the line is now."""
    steps = [("READY> ", f"{line}\n") for line in setup]
    steps.append(("READY> ", f"{LINES[0][0]}\t\x14"))
    for (_, expected), (line, _) in pairwise([*LINES, ("argmap render hostile.argmap --section ", "")]):
        steps += [(f"LINE<{expected}>", ""), ("READY> ", f"\x15{line}\t\x14")]
    steps += [("LINE<", ""), ("READY> ", "\x15argmap why hostile.argmap \t\t\x14")]
    steps += [("LINE<", ""), ("READY> ", "\x15exit\n")]
    code, shown = typed(command, steps, tmp_path, environment)
    assert code == 0
    assert "Traceback" not in shown
    assert not (tmp_path / "pwned").exists(), shown


def test_bash(environment: dict[str, str], tmp_path: Path) -> None:
    setup = [
        'eval "$(argmap completion bash)"',
        """show() { printf 'LINE<%s>' "$READLINE_LINE"; }; bind -x '"\\C-t": show'""",
    ]
    bash = [optional_command("bash"), "--norc", "--noprofile", "-i"]
    interactive(bash, setup, environment, tmp_path)


def test_zsh(environment: dict[str, str], tmp_path: Path) -> None:
    setup = [
        "autoload -Uz compinit; compinit -u -D; source <(argmap completion zsh)",
        'show() { zle -I; print -r -- "LINE<$BUFFER>"; }',
        "zle -N show; bindkey -e; bindkey '^T' show; bindkey '^U' kill-whole-line",
    ]
    interactive([optional_command("zsh"), "-f", "-i"], setup, environment, tmp_path)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("argmap why m.argmap frid", ["friday\tclaim: On Friday."]),
        ("argmap rename m.argmap @be", ["@ben\tspeaker: Ben"]),
        ("argmap add m.argmap rebuttal x --by=be", ["--by=ben\tBen"]),
        ("argmap render m.argmap --section Wi", ["Without an id\tsection"]),
        ("argmap why 'my maps/m n.argmap' fr", ["friday\tclaim: F"]),
        ("argmap why one.a", ["one.argmap"]),
        ("argmap new -t ess", ["essay"]),
        ("argmap why hostile.argmap ", None),
        ("argmap render hostile.argmap --section ", None),
    ],
)
def test_fish(line: str, offered: list[str] | None, environment: dict[str, str], tmp_path: Path) -> None:
    script = f'source (argmap completion fish | psub); complete -C "{line}"'
    ran = subprocess.run(
        [optional_command("fish"), "--no-config", "-c", script],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert ran.stderr == ""
    if offered is None:
        assert ran.stdout
        assert not (tmp_path / "pwned").exists()
    else:
        assert ran.stdout.splitlines() == offered


def test_a_zsh_that_finds_it_by_its_path(environment: dict[str, str], tmp_path: Path) -> None:
    """The script as a file `_argmap` in a folder of `$fpath`, as packages install it."""
    folder = tmp_path / "functions"
    folder.mkdir()
    command = [optional_command("zsh"), "-f", "-i"]
    steps = [
        ("READY> ", "argmap completion zsh > functions/_argmap\n"),
        ("READY> ", "fpath+=($PWD/functions); autoload -Uz compinit; compinit -u -D\n"),
        ("READY> ", "argmap why m.argmap frid\t| head -n 1\n"),
        ("`friday` ", ""),  # what the command says of it, having been given its whole id
        ("READY> ", "exit\n"),
    ]
    assert typed(command, steps, tmp_path, environment)[0] == 0
