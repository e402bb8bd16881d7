"""`argmap rename`: another name for a node, a speaker, a source, wherever it is called by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import AllowOutside, Colour, choice, coloured
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from argmap.model.load import Loaded, Loader

EXAMPLES = """\
\b
Examples:
  argmap rename debate.argmap west-first germany-first
  argmap rename debate.argmap @op @asker         a speaker
  argmap rename debate.argmap thread/p1 opening  a node of an imported map
  argmap rename debate.argmap thread pact --kind source
  argmap rename thread.argmap p1 p2 --also .     also in maps that import it
  argmap rename debate.argmap a b --diff         write nothing, show

\b
All files of the map are changed together, or none. Before they are written,
their new texts are read again and proved to be the same map. Layout and
comments stay. Exit code: 0; 1 where --diff shows a change; 2 wrong usage, or a
name that is taken, invalid or unknown.
"""


def rename(
    map_name: Annotated[str, typer.Argument(metavar="MAP", help="A map, or - for standard input.")],
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Its name in this map: ID, @SPEAKER, #TAG, IMPORT/ID.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The name it shall have.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            parser=choice("--kind", "node", "speaker", "source", "section", "import", "tag"),
            help="node, speaker, source, section, import or tag, where OLD names several.",
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="PATH",
            help="Other maps, or folders of maps, that import a file of this one. May be given repeatedly.",
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    allow_outside: AllowOutside = False,
    color: Colour = "auto",
) -> int:
    """Rename a node, speaker or source in all files of a map."""
    from argmap.cli.writing import read_whole, write_all
    from argmap.editing.edits import Refused
    from argmap.editing.occurrences import Index
    from argmap.editing.rename import called, new_name
    from argmap.editing.rename import rename as renamed
    from argmap.model.load import Loader

    loader = Loader(anywhere=allow_outside)
    main = read_whole(map_name, loader)
    try:
        thing = called(main, Index(main), old, kind)  # type: ignore[arg-type]
        maps = [main, *_importing(main, also or [], loader)]
        changes = renamed(maps, thing, new_name(old, new), loader)
    except Refused as refused:
        raise Problem(str(refused)) from refused
    write_all(changes, diff=diff, colour=coloured(color))
    if diff:
        return 1
    if map_name != "-":
        number = sum(len(change.edits) for change in changes)
        places = "1 place" if number == 1 else f"{number:,} places"
        files = ", ".join(change.source.name for change in changes)
        tell([f"Renamed {thing.kind} {old} to {new} in {places}: {files}\n"])
    return 0


def _importing(main: Loaded, names: list[str], loader: Loader) -> list[Loaded]:
    """The other maps named that import a file of this one."""
    from argmap.cli.files import find_maps
    from argmap.cli.writing import read_whole
    from argmap.editing.occurrences import home_of

    here = {home_of(unit.source) for unit in main.units}
    found = []
    for name in find_maps(names):
        if name == "-":
            raise Problem("--also takes files and folders, not -")
        other = read_whole(name, loader)
        if home_of(other.units[0].source) == home_of(main.units[0].source):
            continue
        if here & {home_of(unit.source) for unit in other.units}:
            found.append(other)
        elif name in names:
            complain(f"warning: {name} imports no file of {main.units[0].source.name}")
    return found
