"""`argmap completion`: the script by which a shell completes argmap's command lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from argmap.cli.options import choice
from argmap.cli.problems import Problem, tell

SHELLS = ("bash", "zsh", "fish")

EXAMPLES = """\
\b
Examples:
  eval "$(argmap completion bash)"        for bash, in ~/.bashrc
  source <(argmap completion zsh)         for zsh, in ~/.zshrc behind compinit
  argmap completion fish > ~/.config/fish/completions/argmap.fish

\b
Then TAB completes commands, options and files, and out of the map that a line
names its ids, speakers, sides, tags, sections and sources. Exit code: 0, or 2
for wrong usage.
"""


def completion(
    shell: Annotated[
        str | None,
        typer.Argument(
            metavar="[SHELL]",
            parser=choice("SHELL", *SHELLS),
            help="bash, zsh or fish.  [default: the one in $SHELL]",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Write the script that completes ids, options and files in your shell."""
    if shell is None:
        shell = Path(os.environ.get("SHELL", "")).name
        if shell not in SHELLS:
            raise Problem(f"for which shell? Say {', '.join(SHELLS[:-1])} or {SHELLS[-1]}")
    script = Path(__file__).parent / "shells" / f"argmap.{shell}"
    tell([script.read_text(encoding="utf-8")])
    return 0
