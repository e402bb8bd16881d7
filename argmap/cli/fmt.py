"""`argmap fmt`: maps in their one canonical layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import Colour, coloured
from argmap.cli.problems import Problem, complain, raise_all, tell

if TYPE_CHECKING:
    from argmap.config import Configs
    from argmap.source import Source

EXAMPLES = """\
\b
Examples:
  argmap fmt debate.argmap
  argmap fmt maps/               every .argmap file in a folder
  argmap fmt --check .           write nothing; fail where a file would change
  argmap fmt --diff debate.argmap
  argmap fmt - < debate.argmap   standard input to standard output
  argmap fmt --refill debate.argmap      also join lines and break them anew

\b
Before a file is written, its new text is read again and proved to be the same
map with the same comments. A file with errors of form is left as it is.
Exit code: 0; 1 where --check or --diff would change a file; 2 wrong usage, or
a file that can't be read or formatted.
"""


def fmt(
    maps: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MAP]...",
            help="Maps, folders, or - for standard input.  [default: the working folder]",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a file would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    refill: Annotated[
        bool, typer.Option("--refill", help="Join the lines of each text and break them anew.")
    ] = False,
    width: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="CELLS", help="How wide a line may be.  [default: 100]", show_default=False
        ),
    ] = None,
    color: Colour = "auto",
) -> int:
    """Lay maps out anew, without changing what they say."""
    from argmap.config import Configs

    run = _Run(Configs(), check, diff, refill, width, coloured(color))
    run.all(maps or ["."])
    if maps != ["-"]:
        run.sum_up()
    return 2 if run.failed else 1 if run.changed and (check or diff) else 0


class _Run:
    """One run over all maps: lays each out, writes it or shows what would change, and counts."""

    def __init__(
        self, configs: Configs, check: bool, diff: bool, refill: bool, width: int | None, colour: bool
    ) -> None:
        self.configs = configs
        self.check = check
        self.diff = diff
        self.refill = refill
        self.width = width
        self.colour = colour
        self.changed = 0
        self.unchanged = 0
        self.failed = 0
        #: Whether a text was written to standard output.
        self.to_stdout = False

    def all(self, names: list[str]) -> None:
        from argmap.cli.files import find_maps

        found: list[str] = []
        trouble: Problem | None = None
        try:
            found.extend(find_maps(names))
        except Problem as problem:  # a folder without a map
            trouble = problem
        for name, width in self._widths(found).items():
            try:
                self._one(name, width)
            except Problem as problem:
                self._fail(problem)
        if trouble is not None:
            self._fail(trouble)

    def _widths(self, names: list[str]) -> dict[str, int]:
        """How wide each map may be. Where settings are wrong, each trouble is told, and nothing is done."""
        widths: dict[str, int] = {}
        troubles: dict[str, Problem] = {}
        for name in names:
            try:
                widths[name] = self._width(name)
            except Problem as problem:
                troubles.setdefault(str(problem), problem)
        raise_all([*troubles.values()])
        return widths

    def _fail(self, problem: Problem) -> None:
        self.failed += 1
        complain(str(problem))

    def _one(self, name: str, width: int) -> None:
        from argmap.cli.files import STDIN, read_text, rewrite, stays_inside

        source = read_text(name)
        text = self._formatted(source, name, width)
        same = text == source.text
        if not same and name != STDIN:
            stays_inside(name)  # whether it would be written or is
        self.changed += not same
        self.unchanged += same
        if self.diff:
            if not same:
                from argmap.cli.diffs import unified

                tell(unified(source, text, colour=self.colour))
        elif self.check:
            if not same:
                tell([f"Would reformat {source.name}\n"])
        elif name == STDIN:
            rewrite(name, text)
            self.to_stdout = True
        elif not same:
            try:
                rewrite(name, text)
            except Problem:
                self.changed -= 1
                raise
            tell([f"Reformatted {source.name}\n"])

    def _formatted(self, source: Source, name: str, width: int) -> str:
        from argmap.syntax.format import HasErrors, Unproven, formatted

        try:
            return formatted(source, width, self.refill)
        except HasErrors as found:
            error = found.error
            line, column = source.position(error.span.start)
            raise Problem(
                f"{source.name}:{line}:{column}: {error.code} {error.message}\n"
                "A map that can't be read whole is not formatted.",
                tip=f"argmap check {name}",
            ) from found
        except Unproven as failed:
            raise Problem(
                f"{source.name}: is left as it is: its new layout failed the proof that it says the same, "
                f"{failed}.\nThis is a bug in argmap. Please report it, with the map if you can."
            ) from failed

    def _width(self, name: str) -> int:
        from argmap.config import ConfigError
        from argmap.syntax.format import WIDTH

        if self.width is not None:
            return self.width
        try:
            config = self.configs.for_folder(Path.cwd() if name == "-" else Path(name).parent)
        except ConfigError as error:
            raise Problem(str(error)) from error
        return config.width or WIDTH

    def sum_up(self) -> None:
        """The closing line; on standard error where standard output holds a text or a diff."""
        would = "would be " if self.check or self.diff else ""
        parts = [f"{_files(self.changed)} {would}reformatted"] if self.changed else []
        if self.unchanged:
            parts.append(f"{_files(self.unchanged)} unchanged")
        if self.failed:
            parts.append(f"{_files(self.failed)} not formatted")
        line = ", ".join(parts) + ".\n"
        if self.diff or self.to_stdout:
            complain(line.rstrip())
        else:
            tell([line])


def _files(number: int) -> str:
    return f"{number:,} file" if number == 1 else f"{number:,} files"
