"""What several commands share: values out of a list, colour, rule codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from typing import Annotated, Any

import typer

from argmap.cli.problems import Problem
from argmap.suggest import did_you_mean


def known(value: str, values: Collection[str], where: str) -> str:
    """The value if it is one of `values`; else an error that names the near miss or all of them.

    `where` is the option, or the file and its key, that has the value.
    """
    if value in values:
        return value
    hint = did_you_mean(value, values) or f" It can be {_either(list(values))}."
    raise Problem(f"{where}: there is no `{value}`.{hint}")


def choice(option: str, *values: str) -> Callable[[str], str]:
    """A parser for an option whose value is one of a few words; it has them as `values`, for completion."""

    def parse(value: str) -> str:
        return known(value, values, option)

    parse.values = values  # type: ignore[attr-defined]
    return parse


def _either(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} or {values[-1]}"


def format_option(*values: str) -> Any:
    """The option `--format`, `-f` of a command that writes in one of a few formats."""
    return typer.Option(
        "--format", "-f", metavar="FORMAT", parser=choice("--format", *values), help=f"{_either([*values])}."
    )


Colour = Annotated[
    str,
    typer.Option(
        "--color",
        "--colour",
        metavar="WHEN",
        parser=choice("--color", "auto", "always", "never"),
        help="auto, always or never. auto heeds NO_COLOR, FORCE_COLOR and pipes.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        metavar="N",
        help="How many processes may work on many files.  [default: one a processor]",
        show_default=False,
    ),
]
AllowOutside = Annotated[
    bool,
    typer.Option("--allow-outside", help="Also read files outside the project's folder."),
]


def coloured(when: str) -> bool:
    """Whether standard output shall have colour."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def colour_system(when: str) -> str | None:
    """What colours the terminal has, in rich's words; None for none at all."""
    if not coloured(when):
        return None
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or sys.platform == "win32":
        return "truecolor"
    return "256" if "256" in os.environ.get("TERM", "") else "standard"
