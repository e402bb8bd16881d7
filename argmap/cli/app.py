"""The command line: its commands, and what a person is told who used it wrongly.

Typer parses; the rest of its machinery (rich help, tracebacks in boxes, its own `main`) is left out,
since it costs start-up time and `argmap.__main__` does better what must be done.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from argmap import __version__
from argmap.cli.problems import Problem, complain
from argmap.suggest import did_you_mean

_EXAMPLES = """\
\b
Examples:
  argmap new debate.argmap              a map to begin with
  argmap check debate.argmap            what is wrong, what is unanswered
  argmap fmt debate.argmap              one canonical layout
  argmap render debate.argmap           the argument as a tree, what stands
  argmap render debate.argmap -o debate.svg
  argmap convert debate.argdown -o debate.argmap

Each command has more: argmap check --help
"""

#: What people call a command elsewhere.
_OTHER_NAMES = {
    "lint": "check",
    "validate": "check",
    "verify": "check",
    "format": "fmt",
    "draw": "render",
    "explain": "rule",
    "rules": "rule",
    "schemes": "scheme",
    "export": "convert",
    "import": "convert",
    "show": "render",
    "create": "new",
    "start": "new",
    "insert": "add",
    "append": "add",
    "mv": "rename",
    "config": "init",
    "complete": "completion",
    "completions": "completion",
    "preview": "serve",
    "live": "serve",
    "view": "render",
    "explore": "browse",
    "language-server": "lsp",
    "tui": "browse",
    "tree": "render",
    "json": "convert",
    "dot": "render",
    "svg": "render",
}

#: Each has a module of its name, in which a function of its name is the command and `EXAMPLES` end its help.
COMMANDS = (
    "new",
    "check",
    "fmt",
    "render",
    "browse",
    "serve",
    "lsp",
    "convert",
    "formats",
    "why",
    "readings",
    "stats",
    "source",
    "coverage",
    "diff",
    "report",
    "source",
    "coverage",
    "add",
    "rename",
    "solve",
    "init",
    "rule",
    "scheme",
    "completion",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"argmap {__version__}\n")
        raise typer.Exit


def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Show the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def group(commands: Iterable[str]) -> TyperGroup:
    """The command line with some of its commands."""
    app = typer.Typer(
        name="argmap",
        help="Argument maps as plain text: check what is unanswered, see what stands.",
        epilog=_EXAMPLES,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    )
    app.callback()(_root)
    for name in commands:
        module = import_module(f"argmap.cli.{name}")
        app.command(epilog=module.EXAMPLES)(getattr(module, name))
    made = typer.main.get_command(app)
    assert isinstance(made, TyperGroup)
    return made


def run(args: list[str]) -> int:
    """Run a command line and return its exit code: 0, 1 for findings that fail, 2 for wrong usage."""
    gc.disable()  # one command makes little garbage; looking for it takes a fifth of a large map's time
    try:
        _know_command(args)
        # to look through the options of a command takes a while, so the others are left alone
        known = group(args[:1] if args and args[0] in COMMANDS else COMMANDS)
        if not args:
            with known.make_context("argmap", [], resilient_parsing=True) as context:
                sys.stderr.write(context.get_help() + "\n")
            return 2
        with known.make_context("argmap", list(args)) as context:
            return int(known.invoke(context) or 0)
    except typer.Exit as done:
        return done.exit_code
    except Problem as problem:
        complain(str(problem))
        return 2
    except typer.TyperException as error:
        _explain(error)
        return 2


def _know_command(args: list[str]) -> None:
    """Answer a command that doesn't exist with the one that was meant."""
    if not args or args[0].startswith("-") or args[0] in COMMANDS:
        return
    name = args[0]
    if name.endswith(".argmap"):
        hint = f" To look at a map: argmap render {name}"
    elif name in _OTHER_NAMES:
        hint = f" Did you mean `{_OTHER_NAMES[name]}`?"
    else:
        hint = did_you_mean(name, COMMANDS) or f" The commands are {', '.join(COMMANDS)}."
    raise Problem(f"no command `{name}`.{hint}", tip="argmap --help")


def _where_it_belongs(option: str, context: Any) -> str:
    """A hint at the commands that have an option which was written before them."""
    commands = getattr(context.command, "commands", {})
    having = [name for name, one in commands.items() if any(option in p.opts for p in one.params)]
    return f" It stands behind the command: argmap {having[0]} {option}" if having else ""


def _number_wanted(message: str, wanted: Any) -> str | None:
    """What to say of a value that is no number, or not one that an option takes."""
    found = re.match(r"(.*?) is not (?:a valid int|in the range)", message, re.DOTALL)
    if found is None:
        return None
    least, most = getattr(wanted, "min", None), getattr(wanted, "max", None)
    bounds = ("" if least is None else f" from {least} on") + ("" if most is None else f" up to {most}")
    return f"a whole number{bounds}, not `{found[1].strip(chr(39))}`"


def _explain(error: typer.TyperException) -> None:
    """Say what was wrong with the options, in one line, and where to read on."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "argmap"
    wrong = getattr(error, "option_name", None)
    parameter: Any = getattr(error, "param", None)
    if wrong is not None and context is not None and "No such option" in error.message:
        known = [name for one in context.command.get_params(context) for name in one.opts]
        known = [name for name in known if name.startswith("-")]
        hint = did_you_mean(wrong, known) or _where_it_belongs(wrong, context)
        if wrong in ("--install-completion", "--show-completion"):  # as other programs call it
            hint = " Completion for your shell: argmap completion"
        message = f"no option `{wrong}`.{hint}"
    elif isinstance(error, typer.BadParameter) and parameter is not None and error.message:
        name = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.human_readable_name
        message = f"{name}: {_number_wanted(error.message, parameter.type) or error.message}"
    else:
        message = error.format_message()
        message = message[:1].lower() + message[1:]
    complain(str(Problem(message.strip(), tip=f"{path} --help")))
