"""`argmap solve`: an abstract framework's extensions, asked and answered as in the competition ICCMA."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import choice
from argmap.cli.problems import Problem, complain, tell
from argmap.suggest import did_you_mean

if TYPE_CHECKING:
    from argmap.formats.numbered import Numbered
    from argmap.solving.reasoner import Reasoner, Semantics

#: What the competition calls each semantics.
SHORT: dict[str, Semantics] = {
    "CO": "complete",
    "PR": "preferred",
    "ST": "stable",
    "SST": "semi-stable",
    "ID": "ideal",
    "GR": "grounded",
}
QUESTIONS = ("DC", "DS", "SE", "EE")
TASKS = tuple(f"{question}-{short}" for question in QUESTIONS for short in SHORT)

EXAMPLES = """\
\b
Tasks are a question and a semantics, DC-PR for example:
  DC  is an argument in some extension?    CO   complete     SST  semi-stable
  DS  is it in every one?                  PR   preferred    ID   ideal
  SE  some extension                       ST   stable       GR   grounded
  EE  every extension, up to --limit
\b
Examples:
  argmap solve -p DS-PR -f framework.af -a 7
  argmap solve -p SE-GR -f framework.apx
  argmap convert debate.argmap --to af | argmap solve -p EE-PR -f -
\b
YES or NO is the first line of an answer to DC and DS; a line `w` holds the
arguments of an extension that proves it. All but GR take a solver:
python3 -m pip install 'argmap[solve]'
Exit code: 0, or 2 for wrong usage or unreadable input.
"""


def _task(value: str) -> str:
    if value.upper() in TASKS:
        return value.upper()
    hint = did_you_mean(value.upper(), TASKS)
    raise Problem(
        f"-p: there is no task `{value}`."
        + (hint or f" It is {', '.join(QUESTIONS)}, a dash, and {', '.join(SHORT)}: DC-PR for example.")
    )


_task.values = TASKS  # type: ignore[attr-defined]


def solve(
    task: Annotated[
        str,
        typer.Option("--problem", "-p", metavar="TASK", parser=_task, help="The task, see below."),
    ],
    framework: Annotated[
        str,
        typer.Option(
            "--file", "-f", metavar="FILE", help="A framework (af, apx, tgf), or - for standard input."
        ),
    ],
    argument: Annotated[
        str | None,
        typer.Option("--argument", "-a", metavar="ARG", help="The argument that DC and DS ask about."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            parser=choice("--from", "af", "apx", "tgf"),
            help="af, apx or tgf.  [default: as the file looks]",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many extensions for EE.")] = 1000,
) -> int:
    """Answer for a framework which arguments can be accepted together."""
    from argmap.solving.reasoner import Reasoner

    question, short = task.split("-")
    if question in ("DC", "DS") and argument is None:
        raise Problem(f"{task} asks about an argument: say which with -a ARG")
    if question in ("SE", "EE") and argument is not None:
        raise Problem(f"{task} asks about no argument; -a goes with DC and DS")
    read = _read(framework, from_)
    place = -1 if argument is None else _place(read, argument)
    reasoner = Reasoner(read.graph, SHORT[short])
    try:
        tell(_answer(question, reasoner, place, read.names, limit))
    except ImportError as error:
        raise Problem(
            f"{task} takes a solver that is not installed ({error.name or error})",
            tip="python3 -m pip install 'argmap[solve]'",
        ) from error
    return 0


def _read(name: str, from_: str | None) -> Numbered:
    from argmap.cli.files import SUFFIX
    from argmap.cli.foreign import given
    from argmap.formats.given import Unreadable
    from argmap.formats.numbered import framework_format, read_numbered

    file = given(name)
    try:
        read = read_numbered(file, from_ or framework_format(file).name)
    except Unreadable as error:
        tip = f"argmap readings {name}" if name.endswith(SUFFIX) else None
        raise Problem(f"{file.name}: {error}", tip=tip) from error
    for problem in read.problems:
        complain(f"warning: {file.name}: {problem}")
    return read


def _place(read: Numbered, argument: str) -> int:
    """The number of the argument that a person names."""
    if argument in read.names:
        return read.names.index(argument)
    if not read.names:
        raise Problem(f"-a: there is no argument `{argument}`: the framework is empty")
    last = str(len(read.names))
    numbered = read.names[0] == "1" and read.names[-1] == last
    hint = f" They are 1 to {last}." if numbered else did_you_mean(argument, read.names)
    raise Problem(f"-a: there is no argument `{argument}`.{hint}")


def _answer(question: str, reasoner: Reasoner, place: int, names: list[str], limit: int) -> Iterator[str]:
    if question == "DC":
        proof = reasoner.credulous(place)
        yield "YES\n" if proof is not None else "NO\n"
    elif question == "DS":
        proof = reasoner.sceptical(place)
        yield "NO\n" if proof is not None else "YES\n"
    elif question == "SE":
        proof = reasoner.one()
        if proof is None:
            yield "NO\n"
    else:
        yield from _all(reasoner, names, limit)
        return
    if proof is not None:
        yield _witness(proof, names)


def _all(reasoner: Reasoner, names: list[str], limit: int) -> Iterator[str]:
    each = reasoner.each()
    number = 0
    for number, labels in enumerate(each, 1):
        if number > limit:
            complain(f"warning: there are more extensions than these {limit:,}; --limit N shows more")
            return
        yield _witness(labels, names)
    if not number:
        yield "NO\n"


def _witness(labels: bytearray, names: list[str]) -> str:
    """The line that holds an extension."""
    from argmap.solving.grounded import IN

    return " ".join(["w", *(name for name, label in zip(names, labels, strict=True) if label == IN)]) + "\n"
