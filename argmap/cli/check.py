"""`argmap check`: findings about maps, and an exit code."""

from __future__ import annotations

from typing import Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, Jobs, choice
from argmap.cli.problems import Problem

#: As in `argmap.report`, which is not imported to parse options.
FORMATS = ("text", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit")

EXAMPLES = """\
\b
Examples:
  argmap check debate.argmap
  argmap check maps/ --format concise    every .argmap file in a folder
  argmap check debate.argmap --for critic     what critic still has to answer
  argmap check debate.argmap --select E,S --ignore S102
  argmap check debate.argmap --fail-on all    fail on any finding
  argmap check debate.argmap --fix        mend what a machine can
  argmap check maps/ --watch              again whenever a map changes
  argmap check . -f sarif --output-file argmap.sarif
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
    extend_select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="These too, beside what is selected.")
    ] = None,
    extend_ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Nor these, beside what is ignored.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="What fails the run; or all, or none.  [default: E,S2]"),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            parser=choice("--format", *FORMATS),
            help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}.  [default: text]",
        ),
    ] = None,
    output_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Where to write findings; standard output without it.")
    ] = None,
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help="Count how often each rule found something (with --format text or json)."
        ),
    ] = False,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Check nothing; show which settings hold, and from where.")
    ] = False,
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
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")
    ] = False,
    jobs: Jobs = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check unchanged files too, and keep no results.")
    ] = False,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Say what is wrong with a map, what it leaves unanswered, what lacks support."""
    from argmap.cli.running import Plan, Run

    plan = Plan(
        maps,
        FORMATS,
        {
            "select": select,
            "extend-select": extend_select,
            "ignore": ignore,
            "extend-ignore": extend_ignore,
            "fail-on": fail_on,
        },
        format=output_format,
        party=for_party.removeprefix("@") if for_party is not None else None,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        statistics=statistics,
        output_file=output_file,
        exit_zero=exit_zero,
        outside=allow_outside,
        jobs=jobs,
        cache=not no_cache,
        color=color,
        watch=watch,
    )
    if show_settings:
        from argmap.cli.settings import show

        return show(plan)
    if watch:
        if "-" in maps:
            raise Problem("--watch: standard input can't be watched; name a file")
        from argmap.cli.watch import keep_checking

        return keep_checking(plan)
    return Run(plan).go()
