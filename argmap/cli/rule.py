"""`argmap rule`: what a rule finds, why it matters, how to mend what it finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import format_option
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.rules.rule import Rule

EXAMPLES = """\
\b
Examples:
  argmap rule U101                     by its code
  argmap rule unanswered-rebuttal      by its name
  argmap rule S3                       all whose code begins so
  argmap rule                          one line on each
  argmap rule --all --format json      everything, for programs

Exit code: 0, or 2 for a rule that doesn't exist.
"""
#: The widest that text is set: longer lines are hard to read.
_WIDEST = 100


def rule(
    rules: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RULE]...", help="Codes, their beginnings, or names.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every rule, in full.")] = False,
    output_format: Annotated[
        str,
        format_option("text", "json", "markdown"),
    ] = "text",
) -> int:
    """Explain a rule of `argmap check`: what it finds, why, how to mend it."""
    from argmap.rules.describe import markdown, text
    from argmap.rules.table import RULES

    if rules and everything:
        raise Problem("--all goes without the names of rules", tip="argmap rule --help")
    chosen = _chosen(rules) if rules else list(RULES.values())
    if output_format == "json":
        tell(_json(chosen))
    elif output_format == "markdown":
        tell([markdown(chosen) if everything or not rules else markdown(chosen, head="")])
    elif rules or everything:
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
        tell("\n\n"[: 2 * bool(i)] + text(one, width) for i, one in enumerate(chosen))
    else:
        tell(_list(chosen, min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)))
    return 0


def _chosen(words: Iterable[str]) -> list[Rule]:
    """The rules that words name, each once, in the order of the words."""
    from argmap.rules.table import RULES, prefix_of, unknown_code

    found: dict[str, Rule] = {}
    for word in words:
        message = unknown_code(word)
        if message is not None:
            raise Problem(message, tip="argmap rule")
        prefix = prefix_of(word) or ""
        found.update((code, one) for code, one in RULES.items() if code.startswith(prefix))
    return list(found.values())


def _list(rules: Iterable[Rule], width: int) -> Iterator[str]:
    """Families, each with its rules: code and name, and what the rule finds beside them."""
    from itertools import groupby

    from argmap.render.wrap import wrap
    from argmap.review.lines import columns
    from argmap.rules.rule import FAMILIES

    every = list(rules)
    first = max(len(_called(one)) for one in every)
    for family, some in groupby(every, key=lambda one: one.family):
        yield "\n" if family != every[0].family else ""
        yield from (f"{each}\n" for each in wrap(FAMILIES[family], width))
        rows = [(_called(one), one.summary + ("" if one.default else " Off by default.")) for one in some]
        yield from (f"{each}\n" for each in columns(rows, width, first))


def _called(one: Rule) -> str:
    return f"  {one.code}  {one.name}"


def _json(rules: Iterable[Rule]) -> Iterator[str]:
    import json

    from argmap.rules.describe import record

    yield '{"format": "argmap-rules/1", "rules": ['
    lead = "\n"
    for one in rules:
        yield lead + json.dumps(record(one), ensure_ascii=False)
        lead = ",\n"
    yield "\n]}\n"
