"""`argmap check`: findings about maps, and an exit code."""

from __future__ import annotations

import contextlib
import gc
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, choice, coloured, known
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from argmap.cli.fixing import Fixer
    from argmap.config import Config, Configs
    from argmap.diagnostics import Diagnostic
    from argmap.model.load import Loader
    from argmap.model.map import Map
    from argmap.report import Look
    from argmap.report.summary import Summary
    from argmap.rules.settings import Settings

FORMATS = ("text", "concise", "json")
#: What fails a run unless told otherwise: what is wrong with the map, not what is true of the debate.
FAIL_ON = ("E", "S2")

#: How many nodes of maps already checked may stay in memory.
_MANY = 100_000

EXAMPLES = """\
\b
Examples:
  argmap check debate.argmap
  argmap check maps/ --format concise    every .argmap file in a folder
  argmap check debate.argmap --for critic     what critic still has to answer
  argmap check debate.argmap --select E,S --ignore S102
  argmap check debate.argmap --fail-on all    fail on any finding
  argmap check debate.argmap --fix        mend what a machine can
  cat debate.argmap | argmap check - --format json

\b
Exit code: 0 nothing that fails the run, 1 findings that do (by default errors
in the map and citations that don't hold: E,S2) or, with --diff, something to
fix, 2 wrong usage or unreadable input.
"""


def check(
    maps: Annotated[
        list[str], typer.Argument(metavar="MAP...", help="Maps, folders, or - for standard input.")
    ],
    for_party: Annotated[
        str | None,
        typer.Option("--for", metavar="WHO", help="Only what this speaker or side still owes an answer to."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Only these: codes, their beginnings or names."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help="All but these.")] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="What fails the run; or all, or none.  [default: E,S2]"),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            parser=choice("--format", *FORMATS),
            help="text, concise (one line a finding) or json.  [default: text]",
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Fix what can be fixed safely; say what remains.")
    ] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="With --fix or --diff: fixes that may miss what was meant, too."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")
    ] = False,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Say what is wrong with a map, what it leaves unanswered, what lacks support."""
    from argmap.config import Configs
    from argmap.report import FOR_PEOPLE, Look, write
    from argmap.report.summary import Summary
    from argmap.rules.table import RULES

    configs = Configs()
    chooser = _Chooser(_Choice(select, ignore, fail_on))
    if output_format is None:
        output_format = _format(_config(maps[0], configs))
    look = Look(RULES, coloured(color), shutil.get_terminal_size((120, 24)).columns)
    summary = Summary(look)
    fixer = _fixer(fix, unsafe_fixes, diff, coloured(color))
    summary.tried = (fixer is not None, unsafe_fixes)
    run = _Run(configs, chooser, summary, for_party, allow_outside, fixer)
    if fixer is not None and (diff or "-" in maps):
        return _text_first(run, maps, output_format, look)
    tell(write(output_format, run.findings(maps), look))
    if for_party is not None and not run.party_known and not summary.unreadable:
        raise Problem(run.unknown_party())
    if output_format in FOR_PEOPLE and summary.files:
        tell([summary.line()])
    return 2 if summary.unreadable else 1 if summary.failing else 0


def _fixer(fix: bool, unsafe: bool, diff: bool, colour: bool) -> Fixer | None:
    from argmap.cli.fixing import Fixer

    if unsafe and not (fix or diff):
        raise Problem("--unsafe-fixes goes with --fix or --diff")
    return Fixer(unsafe, diff, colour) if fix or diff else None


def _text_first(run: _Run, maps: list[str], output_format: str, look: Look) -> int:
    """Run where standard output takes a diff or a fixed text: what else there is to say goes elsewhere."""
    from argmap.report import FOR_PEOPLE, write
    from argmap.report.summary import would_fix

    groups = list(run.findings(maps))
    summary, fixer = run.summary, run.fixer
    assert fixer is not None
    with contextlib.redirect_stdout(sys.stderr):
        if fixer.diff:
            tell([would_fix(summary.fixed)])
            return 2 if summary.unreadable else 1 if summary.fixed else 0
        tell(write(output_format, groups, look))
        if output_format in FOR_PEOPLE and summary.files:
            tell([summary.line()])
    return 2 if summary.unreadable else 1 if summary.failing else 0


@dataclass(slots=True, frozen=True)
class _Choice:
    """Which rules run and which findings fail the run; None where nothing was said."""

    select: Sequence[str] | None
    ignore: Sequence[str] | None
    fail_on: Sequence[str] | None


class _Chooser:
    """Turns options and settings into a choice of rules. What the command line says comes first."""

    def __init__(self, options: _Choice) -> None:
        self._options = options
        self._known: dict[Path | None, _Choice] = {}
        self.for_config(None)  # a wrong option is told before any map is read

    def for_config(self, config: Config | None) -> _Choice:
        from argmap.config import Config

        path = config.path if config else None
        if path not in self._known:
            mine, theirs = self._options, config or Config()
            self._known[path] = _Choice(
                _words("select", mine.select, theirs.select, path) or (),
                _words("ignore", mine.ignore, theirs.ignore, path) or (),
                _failing(_words("fail-on", mine.fail_on, theirs.fail_on, path)),
            )
        return self._known[path]


def _words(
    key: str, option: Sequence[str] | None, setting: Sequence[str] | None, path: Path | None
) -> tuple[str, ...] | None:
    """The words that an option holds, or else a settings file; each names a rule or several."""
    from argmap.rules.table import unknown_code

    values, where = (option, f"--{key}") if option else (setting, f"{path}: `{key}`")
    if values is None:
        return None
    words = tuple(word for value in values for word in map(str.strip, value.split(",")) if word)
    if key == "fail-on" and words == ("none",):
        return ()
    for word in words:
        message = unknown_code(word)
        if message is not None:
            raise Problem(f"{where}: {message}")
    return words


def _failing(words: tuple[str, ...] | None) -> tuple[str, ...]:
    """The beginnings of the codes that fail a run."""
    from argmap.rules.table import prefix_of

    if words is None:
        return FAIL_ON
    return tuple(prefix for word in words if (prefix := prefix_of(word)) is not None)


def _config(name: str, configs: Configs) -> Config:
    from argmap.config import ConfigError

    path = Path(name)
    folder = Path.cwd() if name == "-" else path if path.is_dir() else path.parent
    try:
        return configs.for_folder(folder)
    except ConfigError as error:
        raise Problem(str(error)) from error


def _format(config: Config) -> str:
    if config.format is None:
        return FORMATS[0]
    return known(config.format, FORMATS, f"{config.path}: `format`")


class _Run:
    """One run over all maps: reads each, checks it, counts what is found."""

    def __init__(
        self,
        configs: Configs,
        chooser: _Chooser,
        summary: Summary,
        party: str | None,
        outside: bool,
        fixer: Fixer | None = None,
    ) -> None:
        self.fixer = fixer
        self._configs = configs
        self._chooser = chooser
        self.summary = summary
        self._party = party.removeprefix("@") if party is not None else None
        self._outside = outside
        self._loader: Loader | None = None
        self._settings: Settings | None = None
        self._held = 0
        self._parties: dict[str, None] = {}

    @property
    def party_known(self) -> bool:
        return self._party in self._parties

    def unknown_party(self) -> str:
        """What to say where no map has the party that was asked for."""
        from argmap.suggest import did_you_mean

        if not self._parties:
            return f"--for: no speaker `{self._party}`: no speakers are declared here"
        hint = did_you_mean(self._party or "", self._parties) or f" Known: {', '.join(self._parties)}."
        return f"--for: no speaker or side `{self._party}`.{hint}"

    def findings(self, names: list[str]) -> Iterator[list[Diagnostic]]:
        """The findings of each map in turn; what can't be read is told on standard error."""
        from argmap.cli.files import find_maps

        try:
            for name in find_maps(names):
                try:
                    yield self._check(name)
                except Problem as problem:
                    self.summary.unreadable += 1
                    complain(str(problem))
        except Problem as problem:  # a folder without a map
            self.summary.unreadable += 1
            complain(str(problem))

    def _check(self, name: str) -> list[Diagnostic]:
        from argmap.cli.files import read_map
        from argmap.model.load import Loader

        config = _config(name, self._configs)
        chosen = self._chooser.for_config(config)
        self._settings = config.rules
        self._loader = self._loader or Loader(anywhere=self._outside)
        if self._held > _MANY:
            gc.collect()  # earlier maps, whose nodes hold each other
            self._held = 0
        if self.fixer is not None:
            found = self._fix(name, chosen)
        else:
            map_, diagnostics = read_map(name, self._loader)
            found = self._find(map_, diagnostics, chosen)
        fatal = tuple(chosen.fail_on or ())
        failing = sum(finding.code.startswith(fatal) for finding in found)
        self.summary.add(found, failing)
        return found

    def _find(self, map_: Map, diagnostics: list[Diagnostic], chosen: _Choice) -> list[Diagnostic]:
        """What is found in one map by the rules chosen."""
        from argmap.rules.run import check as run_rules

        self._held += len(map_.nodes)
        if self._party is not None:
            self._learn_parties(map_)
            if not self.party_known:
                return []
        return run_rules(
            map_,
            diagnostics,
            select=chosen.select or (),
            ignore=chosen.ignore or (),
            for_party=self._party,
            settings=self._settings,
        )

    def _fix(self, name: str, chosen: _Choice) -> list[Diagnostic]:
        """What is found in one map after it was fixed."""
        assert self.fixer is not None
        assert self._loader is not None
        found = self.fixer.fix(name, self._loader, lambda map_, said: self._find(map_, said, chosen))
        if self.fixer.fixed > self.summary.fixed:
            self._loader = None  # it may know the old text
        self.summary.fixed = self.fixer.fixed
        return found

    def _learn_parties(self, map_: Map) -> None:
        for speaker in map_.speakers.values():
            self._parties[speaker.id] = None
            if speaker.side:
                self._parties[speaker.side] = None
