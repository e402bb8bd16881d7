"""`argmap add`: a new node, reference or declaration, put where it belongs in a map's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, coloured
from argmap.cli.problems import Problem, tell

if TYPE_CHECKING:
    from argmap.config import Config
    from argmap.editing.insert import Inserted
    from argmap.editing.wording import New
    from argmap.model.load import Loaded, Loader
    from argmap.model.map import Node, Section

EXAMPLES = """\
\b
Examples:
  argmap add debate.argmap claim "Game night should move." --id move --by ana
  argmap add debate.argmap rebuttal "I work then." --under move --by ben
  argmap add debate.argmap premise - --under move --cite book#p1 < reason.txt
  argmap add debate.argmap argument --under move --premise One. --premise Two.
  argmap add debate.argmap concession --under move --by ben   without a text
  argmap add debate.argmap rebuttal --refer late --under move a node again
  argmap add debate.argmap speaker "Zoe" --id zoe             a declaration

\b
It goes last under the node, into the file that states that node. No other
line changes: the new text is read again before it is written, and proved to
be the old map and what is new. In TEXT, [[id]] of a node and at the end
[source#anchor] of a declared source mean what they mean in a map; all else is
plain words. Exit code: 0; 1 where --diff shows a change; 2 wrong usage, or
what the language doesn't allow.
"""


def add(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="claim, premise, argument, rebuttal, undercut, concession, question, answer; "
            "speaker, source, section, import.",
        ),
    ],
    text: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT]", help="What is said, or - for standard input.", show_default=False),
    ] = None,
    under: Annotated[
        str | None,
        typer.Option(
            "--under", "-u", metavar="ID", help="The node it is about; or how its id or text begins."
        ),
    ] = None,
    section: Annotated[
        str | None,
        typer.Option("--section", metavar="ID", help="The section it stands in; or how its title begins."),
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its own id.")] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", "-b", metavar="SPEAKER", help="Who says it. Repeatable.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A tag. Repeatable.")] = None,
    cite: Annotated[
        list[str] | None,
        typer.Option(
            "--cite",
            "--source",
            metavar="SOURCE[#ANCHOR]",
            help="Where it is said, or what backs it. Repeatable.",
        ),
    ] = None,
    refer: Annotated[
        str | None,
        typer.Option("--refer", metavar="ID", help="Use a node stated elsewhere, in place of TEXT."),
    ] = None,
    premise: Annotated[
        list[str] | None,
        typer.Option("--premise", metavar="TEXT", help="A premise of an argument. Repeatable."),
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="The pattern of argument.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When it was said (ISO 8601).")
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="QUOTE", help='Exact words: "…" [SOURCE#ANCHOR].')
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of the mapper.")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Any other property: weight=0.5, side=for. Repeatable."
        ),
    ] = None,
    declare: Annotated[
        str | None,
        typer.Option(
            "--declare", metavar="NAME", help="Declare the speaker of --by under this name, if need be."
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Add a node to a map: a claim, a rebuttal, a premise …"""
    from argmap.cli.nodes import find_node
    from argmap.cli.writing import read_whole, write_all
    from argmap.editing.edits import Refused
    from argmap.editing.insert import Undeclared, in_words_of
    from argmap.editing.wording import New
    from argmap.model.load import Loader

    if map_name == "-" and text == "-":
        raise Problem("MAP and TEXT can't both be read from standard input")
    if under is not None and section is not None:
        raise Problem("--section goes without --under: what is about a node stands where that node stands")
    properties = [
        (key, value)
        for key, value in (("scheme", scheme), ("date", date), ("quote", quote), ("note", note))
        if value is not None
    ]
    properties += [_property(word) for word in set_ or ()]
    new = New(
        kind,
        _read_text(text),
        id_,
        refer,
        tuple(_names(by, "@")),
        tuple(_names(tag, "#")),
        tuple(place.strip() for value in cite or () for place in value.strip("[]").split(",")),
        tuple(properties),
        tuple(premise or ()),
    )
    if scheme is not None:
        _know_scheme(scheme, map_name)
    loader = Loader(anywhere=allow_outside)
    loaded = read_whole(map_name, loader)
    node = find_node(loaded.map, under) if under is not None else None
    where = _section(loaded, section) if section is not None else None
    new = in_words_of(loaded, new, node or where)
    try:
        inserted = _inserted(loaded, new, loader, node, where, declare, _width(map_name))
    except Undeclared as refused:
        raise Problem(f"{refused}", tip="--declare NAME, which declares it") from refused
    except Refused as refused:
        raise Problem(str(refused)) from refused
    write_all([inserted.changes], diff=diff, colour=coloured(color))
    if diff:
        return 1
    if inserted.changes.source.path is not None:
        tell([_told(inserted, kind)])
    return 0


def _inserted(
    loaded: Loaded,
    new: New,
    loader: Loader,
    node: Node | None,
    where: Section | None,
    declare: str | None,
    width: int,
) -> Inserted:
    from argmap.editing.insert import Undeclared, insert

    try:
        return insert(loaded, new, loader, under=node, section=where, width=width)
    except Undeclared as undeclared:
        if declare is None:
            raise
        if len(undeclared.names) > 1:
            names = ", ".join(undeclared.names)
            raise Problem(f"--declare declares one speaker, and {names} are not declared") from undeclared
        speakers = [(undeclared.names[0], declare)]
        return insert(loaded, new, loader, under=node, section=where, declare=speakers, width=width)


def _told(inserted: Inserted, kind: str) -> str:
    """Where it is now."""
    first, last = inserted.lines
    name = inserted.changes.source.name
    node = inserted.node
    called = f" {node.id}" if node is not None and node.named else ""
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    return f"Added {kind}{called} to {name}, {lines}\n"


def _read_text(text: str | None) -> str:
    if text != "-":
        return text or ""
    from argmap.cli.files import read_stdin
    from argmap.model.load import ReadError, decode

    try:
        found = decode(read_stdin(), "standard input")
    except ReadError as error:
        raise Problem(str(error)) from error
    if not found.strip():
        raise Problem("there is no text on standard input")
    return found


def _names(values: list[str] | None, mark: str) -> list[str]:
    """Names as they are given: one an option, or several with commas, with or without their mark."""
    words = [word.strip() for value in values or () for word in value.split(",")]
    return [word.removeprefix(mark) for word in words]


def _property(word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals:
        raise Problem(f"--set {word}: write KEY=VALUE, such as weight=0.5")
    return key.strip(), value


def _section(loaded: Loaded, wanted: str) -> Section:
    """The section of an id, else the only one whose title begins so."""
    from argmap.suggest import did_you_mean

    sections = loaded.map.sections
    if wanted in sections:
        return sections[wanted]
    folded = wanted.casefold()
    found = [one for one in sections.values() if one.title.casefold().startswith(folded)] if folded else []
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(f"--section: several sections begin with `{wanted}`")
    named = [*sections, *(one.title for one in sections.values())]
    raise Problem(f"--section: there is no section `{wanted}`.{did_you_mean(wanted, named)}")


def _know_scheme(name: str, map_name: str) -> None:
    from argmap.schemes import Library

    rules = _config(map_name).rules
    library = Library(rules.schemes if rules is not None else ())
    if library.find(name) is None:
        raise Problem(f"no scheme `{name}` is known.{library.did_you_mean(name)}", tip="argmap scheme")


def _width(map_name: str) -> int:
    """How wide a line of the map may be, as `argmap fmt` has it."""
    from argmap.syntax.format import WIDTH

    return _config(map_name).width or WIDTH


def _config(map_name: str) -> Config:
    from argmap.config import ConfigError, Configs

    try:
        return Configs().for_folder(Path.cwd() if map_name == "-" else Path(map_name).parent)
    except ConfigError as error:
        raise Problem(str(error)) from error
