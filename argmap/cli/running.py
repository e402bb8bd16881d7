"""One run of `argmap check`: from the names on the command line to what is written, and the exit code."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap import __version__
from argmap.cli.files import STDIN
from argmap.cli.options import coloured, known
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from argmap.cli.checking import Outcome
    from argmap.cli.choosing import Chooser
    from argmap.cli.fixing import Fixer
    from argmap.cli.many import Task
    from argmap.config import Config
    from argmap.report import Checked, Look
    from argmap.report.summary import Summary


#: Below so many bytes nothing is kept of a run on one file: most of its time goes into starting.
SMALL = 50_000


class Plan(NamedTuple):
    """What the command line asks for."""

    maps: list[str]
    formats: tuple[str, ...]
    #: The options that hold rules, by the key they stand for.
    options: Mapping[str, Sequence[str] | None]
    format: str | None = None
    party: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    statistics: bool = False
    output_file: str | None = None
    exit_zero: bool = False
    outside: bool = False
    jobs: int | None = None
    cache: bool = True
    color: str = "auto"
    watch: bool = False


@dataclass(slots=True)
class Run:
    """One run. `reads` are the files it looked at beside the maps themselves, which are in `names`."""

    plan: Plan
    names: list[str] = field(default_factory=list)
    reads: dict[str, None] = field(default_factory=dict)
    _parties: dict[str, None] = field(default_factory=dict)

    def go(self) -> int:
        """Check all maps, write what is found, and return the exit code."""
        from argmap.cli.choosing import Chooser
        from argmap.config import Configs
        from argmap.report import Look
        from argmap.report.summary import Summary
        from argmap.rules.table import RULES

        plan = self.plan
        fixer = _fixer(plan)
        chooser = Chooser(Configs(), plan.options)
        format_ = plan.format or self._format(chooser.config(plan.maps[0]))
        if plan.statistics:
            from argmap.report.statistics import FORMATS

            if plan.format is None and format_ not in FORMATS:
                format_ = FORMATS[0]
            elif format_ not in FORMATS:
                raise Problem(f"--statistics is written as {' or '.join(FORMATS)}, not as {format_}")
        colour = coloured(plan.color) if plan.output_file is None else plan.color == "always"
        look = Look(RULES, colour, shutil.get_terminal_size((120, 24)).columns, __version__)
        summary = Summary(look, tried=(fixer is not None, plan.unsafe_fixes), exit_zero=plan.exit_zero)
        with contextlib.closing(self._outcomes(chooser, summary, fixer)) as outcomes:
            if fixer is not None and (plan.diff or STDIN in plan.maps):
                self._text_first(outcomes, format_, look, summary)
            else:
                self._write(self._told(outcomes, summary), format_, look, summary)
        if (
            plan.party is not None
            and not plan.diff
            and plan.party not in self._parties
            and not summary.unreadable
        ):
            raise Problem(self._unknown_party())
        if summary.unreadable:
            return 2
        failed = summary.fixed if plan.diff else summary.failing
        return 1 if failed and not plan.exit_zero else 0

    def _format(self, config: Config) -> str:
        if config.format is None:
            return self.plan.formats[0]
        return known(config.format, self.plan.formats, f"{config.path}: `format`")

    def _outcomes(
        self, chooser: Chooser, summary: Summary, fixer: Fixer | None
    ) -> Generator[Outcome, None, None]:
        """What becomes of each map. Raises at once, before anything is written, where settings are wrong."""
        from argmap.cli.files import find_maps
        from argmap.cli.many import tasks_of

        trouble: Problem | None = None
        try:
            for name in find_maps(self.plan.maps):
                self.names.append(name)
        except Problem as problem:  # a folder without a map
            trouble = problem
        return self._checked(tasks_of(self.names, chooser), summary, fixer, trouble)

    def _checked(
        self, tasks: list[Task], summary: Summary, fixer: Fixer | None, trouble: Problem | None
    ) -> Generator[Outcome, None, None]:
        from argmap.cache import cache_folder
        from argmap.cli.checking import Checker, Way
        from argmap.cli.many import check_all, processors

        plan = self.plan
        keeping = plan.cache and fixer is None and _worth_keeping(self.names)
        cache = cache_folder() if keeping else None
        checker = Checker(Way(plan.party, plan.outside, cache, plan.watch), fixer)
        jobs = 1 if fixer is not None else plan.jobs or processors()
        progress = None
        if len(self.names) > 1 and fixer is None and sys.stderr.isatty():
            from argmap.cli.progress import Progress

            progress = Progress(len(self.names))
        telling = not plan.statistics and plan.output_file is None
        yield from check_all(tasks, checker, jobs, progress, telling=telling)
        if trouble is not None:
            summary.unreadable += 1
            complain(str(trouble))

    def _told(self, outcomes: Iterator[Outcome], summary: Summary) -> Iterator[Checked]:
        """What was checked, counted; what can't be read is told on standard error."""
        for outcome in outcomes:
            checked = outcome.checked
            summary.fixed += outcome.fixed
            self._parties.update(dict.fromkeys(outcome.parties))
            self.reads.update(dict.fromkeys(outcome.reads))
            if checked.problem is None:
                summary.add(checked.findings, sum(map(checked.fails, checked.findings)))
            else:
                summary.unreadable += 1
                complain(checked.problem)
            yield checked

    def _write(self, checked: Iterator[Checked], format_: str, look: Look, summary: Summary) -> None:
        from argmap.report import FOR_PEOPLE, write

        plan = self.plan
        if plan.statistics:
            from argmap.report.statistics import write as count

            pieces = count(checked, look, format_)
        else:
            pieces = write(format_, checked, look)
        if plan.output_file is None:
            tell(pieces)
            if format_ in FOR_PEOPLE and summary.files and self._known_party:
                tell([summary.line()])
            return
        from argmap.cli.files import write_report

        write_report(plan.output_file, pieces)
        if summary.files and self._known_party:
            tell([summary.line()])

    def _text_first(self, outcomes: Iterator[Outcome], format_: str, look: Look, summary: Summary) -> None:
        """Write where standard output takes a diff or a fixed text: all else goes to standard error."""
        from argmap.report.summary import would_fix

        checked = list(self._told(outcomes, summary))
        with contextlib.redirect_stdout(sys.stderr):
            if self.plan.diff:
                tell([would_fix(summary.fixed)])
            else:
                self._write(iter(checked), format_, look, summary)

    @property
    def _known_party(self) -> bool:
        return self.plan.party is None or self.plan.party in self._parties

    def _unknown_party(self) -> str:
        """What to say where no map has the party that was asked for."""
        from argmap.suggest import did_you_mean

        party = self.plan.party or ""
        if not self._parties:
            return f"--for: no speaker `{party}`: no speakers are declared here"
        hint = did_you_mean(party, self._parties) or f" Known: {', '.join(self._parties)}."
        return f"--for: no speaker or side `{party}`.{hint}"


def _worth_keeping(names: list[str]) -> bool:
    """Whether looking for results of earlier runs takes less time than checking one small file."""
    if len(names) != 1 or names == [STDIN]:
        return len(names) > 1
    try:
        return Path(names[0]).stat().st_size >= SMALL
    except OSError:
        return False


def _fixer(plan: Plan) -> Fixer | None:
    if not (plan.fix or plan.diff):
        if plan.unsafe_fixes:
            raise Problem("--unsafe-fixes goes with --fix or --diff")
        return None
    from argmap.cli.fixing import Fixer

    return Fixer(plan.unsafe_fixes, plan.diff, coloured(plan.color))
