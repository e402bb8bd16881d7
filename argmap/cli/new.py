"""`argmap new`: a map to begin with. Asks on a terminal for what no option says, and never in a pipe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from argmap.cli.options import choice
from argmap.cli.problems import Problem, complain, tell
from argmap.templates import TEMPLATES

EXAMPLES = """\
\b
Examples:
  argmap new talk.argmap                      asks what is to be in it
  argmap new talk.argmap --template debate --title "Should the club move?"
  argmap new talk.argmap -t thread --speaker "Kim Lee" --speaker Jo
  argmap new - -t essay                       to standard output

\b
Without a terminal nothing is asked: what no option says is as the template has
it, a debate without --template. A file that is there already stays as it is,
unless --force is given. Exit code: 0, or 2 for wrong usage or a file that can't
be written.
"""


def new(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The map to be written, or - for standard output.")
    ],
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            "-t",
            metavar="NAME",
            parser=choice("--template", *TEMPLATES),
            help=f"{', '.join(TEMPLATES)}.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The question it is about.")
    ] = None,
    speaker: Annotated[
        list[str] | None, typer.Option("--speaker", metavar="NAME", help="Who speaks. Repeatable.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> int:
    """Begin a map from a template: a thread, an essay, a decision, a debate."""
    from argmap.cli.files import STDIN, rewrite
    from argmap.editing.edits import Refused
    from argmap.editing.filled import filled
    from argmap.templates import template as template_text

    path = _path(file)
    if path is not None:
        free(path, force)
    speakers = [name.strip() for name in speaker or ()]
    if path is not None and _on_a_terminal() and not (template and title and speakers):
        template, title, speakers = _ask(template, title, speakers)
    name = template or "debate"
    try:
        text = filled(template_text(name), title, speakers)
    except Refused as refused:
        raise Problem(str(refused)) from refused
    rewrite(STDIN if path is None else str(path), text)
    if path is not None:
        tell([f"Wrote {path}, from the template {name}.\nSee it: argmap render {path}\n"])
    return 0


def free(path: Path, force: bool) -> None:
    """Refuse to write over what is there."""
    if path.is_dir():
        raise Problem(f"{path}: is a folder")
    if not force and (path.exists() or path.is_symlink()):
        raise Problem(f"{path}: is there already; --force writes over it")


def _path(file: str) -> Path | None:
    """The file meant; one without a suffix gets that of maps."""
    if file == "-":
        return None
    path = Path(file)
    if file.endswith(("/", os.sep)):
        raise Problem(f"{file}: is a folder; name a file")
    if not path.suffix and not path.is_dir():
        return path.with_name(f"{path.name}.argmap") if path.name else path
    if path.suffix != ".argmap" and not path.is_dir():
        raise Problem(f"{file}: the suffix of maps is .argmap")
    return path


def _on_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(
    template: str | None, title: str | None, speakers: list[str]
) -> tuple[str | None, str | None, list[str]]:
    """Ask for what no option says. An empty answer leaves it as the template has it."""
    from argmap.cli.options import known

    try:
        if template is None:
            for name, what in TEMPLATES.items():
                sys.stderr.write(f"  {name:<10}{what}\n")
            while template is None:
                answer = typer.prompt("Which template", default="debate", err=True).strip()
                try:
                    template = known(answer, TEMPLATES, "template")
                except Problem as problem:
                    complain(str(problem))
        if title is None:
            title = _answer("What is it about") or None
        if not speakers:
            speakers = [name for part in _answer("Who speaks (a, b)").split(",") if (name := part.strip())]
    except typer.Abort:
        sys.stderr.write("\n")
        raise KeyboardInterrupt from None
    return template, title, speakers


def _answer(question: str) -> str:
    answer: str = typer.prompt(f"{question} [as in the template]", default="", show_default=False, err=True)
    return answer.strip()
