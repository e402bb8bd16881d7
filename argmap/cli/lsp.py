"""`argmap lsp`: the language server that editors start."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from argmap.cli.problems import Problem

EXAMPLES = """\
\b
Examples:
  argmap lsp                 what an editor runs; nothing to see in a terminal

\b
It speaks the Language Server Protocol on standard input and output.
It takes an extra: pip install 'argmap[lsp]'
"""


def lsp(
    _stdio: Annotated[
        bool, typer.Option("--stdio", help="Standard input and output: what it does anyway.")
    ] = False,
) -> int:
    """Serve an editor: findings as you type, completion, rename and more."""
    try:
        import pygls  # noqa: F401
    except ImportError:
        raise Problem("lsp needs the package pygls: pip install 'argmap[lsp]'") from None
    from argmap.lsp.start import run

    if sys.stdin.isatty():
        sys.stderr.write("argmap: this is for an editor to start; Ctrl-C ends\n")
    return run()
