"""What a shell is told when somebody presses TAB: what word of a line is being written, what it can be.

The scripts in `shells/` ask, with `_ARGMAP_COMPLETE` in the environment; they get a line that says what is
wanted (`words`, `maps`, `files`, `folders`, `none`), and behind `words` one on each. No script evaluates what
it gets: ids and texts come from maps, and maps from anybody. Whatever goes wrong, nothing is said.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from itertools import dropwhile
from typing import Any, Literal, NamedTuple

#: How much of a description is shown.
_SHOWN = 60
#: Parameters that take several values with commas between, beside those that may be given repeatedly.
_LISTS = ("columns", "sort")


class Offer(NamedTuple):
    """A word that may stand there, and what it is."""

    value: str
    about: str = ""


@dataclass(slots=True)
class Asked:
    """A command line up to the word that is being written.

    `commands` are those there are, by name; `wanted` tells whether the word is one of them, an option, a
    value of `parameter` (typer's), or can be nothing. `given` holds the words there are by the parameters'
    names, `before` what of the word stays.
    """

    commands: Mapping[str, Any]
    wanted: Literal["command", "option", "value", "nothing"] = "command"
    command: Any = None
    parameter: Any = None
    word: str = ""
    before: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The parameter as Python calls it."""
        return str(self.parameter.name) if self.parameter is not None else ""

    def first(self, name: str) -> str | None:
        """The first word given for a parameter."""
        return next(iter(self.given.get(name, ())), None)


def answer(arguments: Sequence[str]) -> int:
    """Tell the shell that asks what may stand at the end of a command line; its words are the arguments."""
    shell = os.environ.get("_ARGMAP_COMPLETE")
    try:
        with redirect_stderr(StringIO()):
            if shell == "bash":
                lines = _for_bash(os.environ.get("_ARGMAP_LINE", ""), os.environ.get("_ARGMAP_WORD", ""))
            else:
                *words, last = arguments or [""]
                kind, offers = _offers(words, last)
                lines = [kind, *(_described(offer) for offer in offers)]
    except Exception:
        if os.environ.get("ARGMAP_DEBUG"):
            raise
        return 0
    sys.stdout.write("".join(line + "\n" for line in lines))
    return 0


def _described(offer: Offer) -> str:
    from argmap.safe import visible

    about = visible(offer.about)
    about = about if len(about) <= _SHOWN else about[: _SHOWN - 1] + "…"
    return f"{offer.value}\t{about}" if about else offer.value


# Bash gives its line as it is typed, and what it takes for the word: what stands behind `=`, for instance


def _for_bash(line: str, replaced: str) -> list[str]:
    words, quote = split(line)
    *words, last = words[1:] or [""]
    kind, offers = _offers(words, last)
    values = [offer.value for offer in offers]
    if quote:
        values = [within for value in values if (within := _within(value, quote)) is not None]
    else:
        end = split(replaced)[0][-1]
        cut = len(last) - len(end) if last.endswith(end) else 0
        values = [_escaped(value[cut:], cut == 0) for value in values]
    return [kind, *values]


def _within(value: str, quote: str) -> str | None:
    """A value as it stands between quotes, where the shell takes it for itself; None where it can't."""
    if quote == "'":
        return None if "'" in value else value
    return None if "!" in value else re.sub(r"([\\$`\"])", r"\\\1", value)  # `!` calls up an earlier line


def _escaped(value: str, at_the_beginning: bool) -> str:
    value = re.sub(r"([^\w@%+=:,./#~-])", r"\\\1", value)
    return "\\" + value if at_the_beginning and value[:1] in ("#", "~") else value


def split(line: str) -> tuple[list[str], str]:
    """The words of a line as a shell reads them, and the quotation mark that is open in the last one."""
    end = "\x1f"  # no shell gives this out of a line
    for quote in ("", '"', "'"):
        try:
            words = shlex.split(line + end + quote)
        except ValueError:
            continue
        words[-1] = words[-1].removesuffix(end)
        return words, quote
    return [""], ""


# Which word is being written


def _offers(words: Sequence[str], last: str) -> tuple[str, Iterable[Offer]]:
    from argmap.cli.offers import offers

    asked = where(words, last)
    kind, found = offers(asked)
    seen: set[str] = set()
    kept = []
    for value, about in found:
        fits = value.startswith(asked.word) and value not in seen and value.isprintable()
        if fits:
            seen.add(value)
            kept.append(Offer(asked.before + value, about))
    return kind, kept


def where(words: Sequence[str], last: str) -> Asked:
    """What is asked for: `words` are those behind `argmap`, `last` the one being written."""
    from argmap.cli.app import COMMANDS, group

    rest = list(dropwhile(lambda word: word.startswith("-"), words))
    commands: dict[str, Any] = dict(group(rest[:1] if rest and rest[0] in COMMANDS else COMMANDS).commands)
    asked = Asked(commands, word=last)
    if not rest:
        return asked
    if rest[0] not in commands:
        asked.wanted = "nothing"
        return asked
    asked.command = commands[rest[0]]
    options = {name: one for one in asked.command.params for name in one.opts if name.startswith("-")}
    places = _places(asked.command)
    waiting: Any = None
    plain = False  # behind `--`
    for word in rest[1:]:
        if waiting is not None:
            asked.given.setdefault(waiting.name, []).append(word)
            waiting = None
        elif word == "--" and not plain:
            plain = True
        elif word[:1] == "-" and word != "-" and not plain:
            name, equals, value = word.partition("=")
            one = options.get(name)
            if one is not None and not one.is_flag:
                if equals:
                    asked.given.setdefault(one.name, []).append(value)
                else:
                    waiting = one
        else:
            one = next(places, None)
            if one is not None:
                asked.given.setdefault(one.name, []).append(word)
    name, equals, value = last.partition("=")
    if waiting is not None:
        asked.parameter = waiting
    elif last[:1] == "-" and not plain:
        asked.wanted = "option"
        if equals and name in options:
            asked.parameter, asked.before, asked.word = options[name], f"{name}=", value
    else:
        asked.parameter = next(places, None)
        asked.wanted = "nothing"
    if asked.parameter is not None:
        asked.wanted = "value"
        if getattr(asked.parameter, "multiple", False) or asked.name in _LISTS:
            head, comma, asked.word = asked.word.rpartition(",")
            asked.before += head + comma
    return asked


def _places(command: Any) -> Iterator[Any]:
    """The command's arguments as words fill them, one after the other."""
    for one in command.params:
        if one.param_type_name == "argument":
            if one.nargs == -1:
                while True:
                    yield one
            yield one
