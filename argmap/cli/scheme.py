"""`argmap scheme`: patterns of argument, the parts of each and what to ask of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from argmap.cli.options import format_option
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.schemes import Library, Scheme

EXAMPLES = """\
\b
Examples:
  argmap scheme                        one line on each
  argmap scheme expert opinion         its premises, its critical questions
  argmap scheme "argument from sign"   other names are known too
  argmap scheme --format json          everything, for programs

Your own patterns stand in argmap.toml, under [schemes.NAME]; see docs/schemes.md.
Exit code: 0, or 2 for a pattern that nobody knows.
"""
_WIDEST = 100


def scheme(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]", help="A pattern's name, in one word or several.", show_default=False
        ),
    ] = None,
    output_format: Annotated[
        str,
        format_option("text", "json"),
    ] = "text",
) -> int:
    """Explain a pattern of argument: its premises and its critical questions."""
    library = _library()
    wanted = " ".join(name or ())
    if wanted:
        found = library.find(wanted)
        if found is None:
            raise Problem(
                f"no scheme `{wanted}` is known.{library.did_you_mean(wanted)}", tip="argmap scheme"
            )
        chosen = [found]
    else:
        chosen = list(library)
    if output_format == "json":
        tell(_json(chosen))
    elif wanted:
        tell(_text(chosen[0], min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)))
    else:
        tell(_list(chosen, min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)))
    return 0


def _library() -> Library:
    """The known patterns and those of the settings that hold for the working folder."""
    from argmap.config import ConfigError, Configs
    from argmap.schemes import Library

    try:
        rules = Configs().for_folder(Path.cwd()).rules
    except ConfigError as error:
        raise Problem(str(error)) from error
    return Library(rules.schemes if rules is not None else ())


def _list(schemes: Iterable[Scheme], width: int) -> Iterator[str]:
    from argmap.review.lines import columns
    from argmap.safe import visible

    rows = [
        (visible(one.name), visible(("Deductive. " if one.deductive else "") + one.about)) for one in schemes
    ]
    return (f"{line}\n" for line in columns(rows, width))


def _text(one: Scheme, width: int) -> Iterator[str]:
    from argmap.safe import visible

    def filled(words: str, lead: str = "") -> str:
        import textwrap

        return textwrap.fill(
            visible(words), width, initial_indent=lead, subsequent_indent=" " * (len(lead) + 2 * bool(lead))
        )

    yield visible(one.name) + (" (deductive: valid by its form)" if one.deductive else "") + "\n\n"
    yield filled(one.about) + "\n"
    if one.also:
        yield "\n" + filled(f"Also: {', '.join(one.also)}") + "\n"
    if one.roles:
        yield "\nPremises (`role:`)\n"
    for role, words in one.roles.items():
        marks = [
            word for word, so in (("major", role == one.major), ("optional", role in one.optional)) if so
        ]
        note = f" ({', '.join(marks)})" if marks else ""
        yield filled(f"{role}{note}: {words}", "  ") + "\n"
    if one.conclusion:
        yield "\nConclusion\n" + filled(one.conclusion, "  ") + "\n"
    if one.questions:
        yield "\nCritical questions (`critical:`)\n"
    for question, words in one.questions.items():
        yield filled(f"{question}: {words}", "  ") + "\n"
    if one.reference:
        yield "\n" + filled(f"See {one.reference}.") + "\n"


def _json(schemes: Iterable[Scheme]) -> Iterator[str]:
    import json

    from argmap.safe import in_json

    yield '{"format": "argmap-schemes/1", "schemes": ['
    lead = "\n"
    for one in schemes:
        yield lead + in_json(json.dumps(_record(one), ensure_ascii=False))
        lead = ",\n"
    yield "\n]}\n"


def _record(one: Scheme) -> dict[str, Any]:
    return {
        "name": one.name,
        "also": list(one.also),
        "about": one.about,
        "deductive": one.deductive,
        "premises": [
            {
                "role": role,
                "text": words,
                "major": role == one.major,
                "optional": role in one.optional,
            }
            for role, words in one.roles.items()
        ],
        "conclusion": one.conclusion,
        "questions": [{"name": name, "text": words} for name, words in one.questions.items()],
        "reference": one.reference,
    }
