"""The command line: its commands, and what a person is told who used it wrongly.

Typer parses; the rest of its machinery (rich help, tracebacks in boxes, its own `main`) is left out,
since it costs start-up time and `argmap.__main__` does better what must be done.
"""

from __future__ import annotations

import gc
import re
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from argmap import __version__
from argmap.cli.add import EXAMPLES as ADD_EXAMPLES
from argmap.cli.add import add
from argmap.cli.browse import EXAMPLES as BROWSE_EXAMPLES
from argmap.cli.browse import browse
from argmap.cli.check import EXAMPLES as CHECK_EXAMPLES
from argmap.cli.check import check
from argmap.cli.completion import EXAMPLES as COMPLETION_EXAMPLES
from argmap.cli.completion import completion
from argmap.cli.convert import EXAMPLES as CONVERT_EXAMPLES
from argmap.cli.convert import convert
from argmap.cli.diff import EXAMPLES as DIFF_EXAMPLES
from argmap.cli.diff import diff
from argmap.cli.fmt import EXAMPLES as FMT_EXAMPLES
from argmap.cli.fmt import fmt
from argmap.cli.formats import EXAMPLES as FORMATS_EXAMPLES
from argmap.cli.formats import formats
from argmap.cli.init import EXAMPLES as INIT_EXAMPLES
from argmap.cli.init import init
from argmap.cli.lsp import EXAMPLES as LSP_EXAMPLES
from argmap.cli.lsp import lsp
from argmap.cli.new import EXAMPLES as NEW_EXAMPLES
from argmap.cli.new import new
from argmap.cli.problems import Problem, complain
from argmap.cli.rename import EXAMPLES as RENAME_EXAMPLES
from argmap.cli.rename import rename
from argmap.cli.render import EXAMPLES as RENDER_EXAMPLES
from argmap.cli.render import render
from argmap.cli.report import EXAMPLES as REPORT_EXAMPLES
from argmap.cli.report import report
from argmap.cli.rule import EXAMPLES as RULE_EXAMPLES
from argmap.cli.rule import rule
from argmap.cli.scheme import EXAMPLES as SCHEME_EXAMPLES
from argmap.cli.scheme import scheme
from argmap.cli.serve import EXAMPLES as SERVE_EXAMPLES
from argmap.cli.serve import serve
from argmap.cli.stats import EXAMPLES as STATS_EXAMPLES
from argmap.cli.stats import stats
from argmap.cli.why import EXAMPLES as WHY_EXAMPLES
from argmap.cli.why import why
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
    "server": "lsp",
    "tui": "browse",
    "tree": "render",
    "json": "convert",
    "dot": "render",
    "svg": "render",
}

app = typer.Typer(
    name="argmap",
    help="Argument maps as plain text: check what is unanswered, see what stands.",
    epilog=_EXAMPLES,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
app.command(epilog=NEW_EXAMPLES)(new)
app.command(epilog=CHECK_EXAMPLES)(check)
app.command(epilog=FMT_EXAMPLES)(fmt)
app.command(epilog=RENDER_EXAMPLES)(render)
app.command(epilog=BROWSE_EXAMPLES)(browse)
app.command(epilog=SERVE_EXAMPLES)(serve)
app.command(epilog=LSP_EXAMPLES)(lsp)
app.command(epilog=CONVERT_EXAMPLES)(convert)
app.command(epilog=FORMATS_EXAMPLES)(formats)
app.command(epilog=WHY_EXAMPLES)(why)
app.command(epilog=STATS_EXAMPLES)(stats)
app.command(epilog=DIFF_EXAMPLES)(diff)
app.command(epilog=REPORT_EXAMPLES)(report)
app.command(epilog=ADD_EXAMPLES)(add)
app.command(epilog=RENAME_EXAMPLES)(rename)
app.command(epilog=INIT_EXAMPLES)(init)
app.command(epilog=RULE_EXAMPLES)(rule)
app.command(epilog=SCHEME_EXAMPLES)(scheme)
app.command(epilog=COMPLETION_EXAMPLES)(completion)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"argmap {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Show the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def run(args: list[str]) -> int:
    """Run a command line and return its exit code: 0, 1 for findings that fail, 2 for wrong usage."""
    gc.disable()  # one command makes little garbage; looking for it takes a fifth of a large map's time
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    try:
        if not args:
            with group.make_context("argmap", [], resilient_parsing=True) as context:
                sys.stderr.write(context.get_help() + "\n")
            return 2
        _know_command(args, list(group.commands))
        with group.make_context("argmap", list(args)) as context:
            return int(group.invoke(context) or 0)
    except typer.Exit as done:
        return done.exit_code
    except Problem as problem:
        complain(str(problem))
        return 2
    except typer.TyperException as error:
        _explain(error)
        return 2


def _know_command(args: list[str], commands: list[str]) -> None:
    """Answer a command that doesn't exist with the one that was meant."""
    name = args[0]
    if name.startswith("-") or name in commands:
        return
    if name.endswith(".argmap"):
        hint = f" To look at a map: argmap render {name}"
    elif name in _OTHER_NAMES:
        hint = f" Did you mean `{_OTHER_NAMES[name]}`?"
    else:
        hint = did_you_mean(name, commands) or f" The commands are {', '.join(commands)}."
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
