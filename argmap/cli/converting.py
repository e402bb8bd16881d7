"""One map out of one format and into another."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.cli.atomic import write_files
from argmap.cli.files import STDIN, SUFFIX, files_of, not_read, read_stdin, warn_of_errors, why_not
from argmap.cli.foreign import given, missing_extra, read_foreign_map
from argmap.cli.problems import Problem, complain
from argmap.formats import BadPlugin
from argmap.formats.features import lost
from argmap.formats.format import Format
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import format_of

if TYPE_CHECKING:
    from argmap.analysis.standing import Standings
    from argmap.diagnostics import Diagnostic
    from argmap.model.map import Map


#: Formats that people go on writing in, and so miss their comments.
_WRITTEN_ON = frozenset(("argmap", "argdown"))


class Way(NamedTuple):
    """How maps are converted."""

    to: Format
    source: Format | None
    strict: bool
    table: str | None
    force: bool
    outside: bool
    #: The files that are to be read, as real paths: none of them is written over.
    inputs: frozenset[str] = frozenset()


class Lossy(Problem):
    """A map that the target can't hold whole, where it has to."""


class Unknown(Problem):
    """A file of which no format is known."""


class Read(NamedTuple):
    """A map as it was read: the text it is where that was made here, what was wrong in the file."""

    map: Map
    diagnostics: list[Diagnostic]
    text: str | None
    problems: list[str]
    files: list[Path]


def read(name: str, way: Way, output: str | None = None) -> Read:
    """The map in a file of any format, to be written to `output`. Raises `Problem`."""
    source = way.source
    folder = Path(output).parent if output not in (None, STDIN) else None
    own = source is not None and source.name == "argmap"
    if own or (source is None and name.endswith(SUFFIX)):
        return _own(name, way, folder)
    file = (
        Given("standard input", read_stdin(), None, anywhere=way.outside)
        if name == STDIN
        else given(name, way.outside)
    )
    if source is None:
        try:
            source = format_of(file)
        except Unreadable as error:
            if name != STDIN:
                raise Unknown(f"{name}: {error}") from error
        except BadPlugin as error:
            raise Problem(str(error)) from error
        if source is None or source.name == "argmap":
            return _own(name, way, folder, file)
    foreign = read_foreign_map(file, source, folder)
    return Read(foreign.map, foreign.diagnostics, foreign.text, foreign.problems, file.seen)


def _own(name: str, way: Way, folder: Path | None, file: Given | None = None) -> Read:
    """A map in argmap's own text; `file` is what has been read of it."""
    from argmap.model.load import Loader, ReadError, decode

    loader = Loader(anywhere=way.outside)
    try:
        if name == STDIN:
            data = file.data if file is not None else read_stdin()
            map_, diagnostics = loader.text(decode(data, "standard input"), name="<stdin>", folder=Path.cwd())
        else:
            map_, diagnostics = loader.path(Path(name))
            _retell_paths(map_, Path(name).parent, folder)
    except ReadError as error:
        raise not_read(name, error) from error
    return Read(map_, diagnostics, None, [], [*files_of(map_)])


def _retell_paths(map_: Map, here: Path, folder: Path | None) -> None:
    """Tell the paths of sources from where the result will lie; those of imported maps too."""
    moved = folder is not None and folder.resolve() != here.resolve()
    to = (folder or here).resolve()
    for source in map_.sources.values():
        for key, path in (("file", source.file), ("original", source.original)):
            if path is not None and (moved or "/" in source.id):
                source.properties[key] = os.path.relpath(path, to).replace(os.sep, "/")


def losses(read_: Read, way: Way) -> str | None:
    """What the target can't hold of a map, in words; None where it holds everything."""
    found = [
        f"{number:,} {one.one if number == 1 else one.many}"
        for one, number in lost(read_.map, way.to.kept(read_.map))
    ]
    if way.to.name in _WRITTEN_ON and read_.text is None:
        comments = sum(line.lstrip().startswith("//") for line in read_.map.source.text.splitlines())
        if comments:
            found.append("1 comment" if comments == 1 else f"{comments:,} comments")
    return ", ".join(found) if found else None


def written(read_: Read, way: Way, table: str | None = None) -> Iterator[bytes]:
    """The map in the target's format, in pieces. Raises `Problem`."""
    from argmap.analysis.standing import evaluate

    if way.to.name == "argmap" and read_.text is not None:
        return iter([read_.text.encode("utf-8")])
    standings = evaluate(read_.map)
    if way.to.drawn:
        return _drawn(read_.map, standings, way.to.name)
    try:
        write = way.to.write
    except ImportError as error:
        raise missing_extra(way.to, error) from error
    pieces = write(read_.map, standings, table) if way.to.tables else write(read_.map, standings)
    return _encoded(pieces)


def _drawn(map_: Map, standings: Standings, name: str) -> Iterator[bytes]:
    """The whole map as `argmap render` draws it, with nothing folded away."""
    from argmap.cli.drawing import Drawing, draw
    from argmap.render.scene import build

    drawn = draw(Drawing(name, build(map_, standings, imports=True), map_, standings))
    return iter([drawn]) if isinstance(drawn, bytes) else _encoded(f"{line}\n" for line in drawn)


def _encoded(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def table_file(output: str, table: str) -> str:
    """Where one of several tables goes: `debate.csv` becomes `debate.nodes.csv`."""
    path = Path(output)
    return str(path.with_name(f"{path.stem}.{table}{path.suffix}"))


def targets(output: str | None, way: Way) -> list[tuple[str | None, str | None]]:
    """What is written where: pairs of a table, or None, and a file, or None for standard output."""
    if not way.to.tables:
        return [(None, output)]
    if way.table is not None:
        return [(way.table, output)]
    if output is None or output == STDIN:
        return [(way.to.tables[0], None)]
    return [(table, table_file(output, table)) for table in way.to.tables]


def may_replace(target: str, source: str, read_files: Collection[Path], way: Way) -> None:
    """Refuse to write over what is read, or over a map that somebody may have written in."""
    path = Path(target)
    if not path.exists():
        return
    real = os.path.realpath(target)
    read_too = real in way.inputs or any(real == os.path.realpath(file) for file in read_files)
    if read_too or (source != STDIN and os.path.samefile(source, target)):  # noqa: PTH121
        raise Problem(f"-o {target}: the map was read from it and would be lost")
    if path.suffix.lower() == SUFFIX and path.is_file() and not way.force:
        raise Problem(f"{target}: there is such a map already; --force replaces it")


def write(read_: Read, name: str, output: str, way: Way) -> str | None:
    """Write a map that has been read, all its files or none; returns what the target can't hold.

    Raises `Lossy` instead where nothing may be lost, and `Problem`.
    """
    missing = losses(read_, way)
    if missing is not None and way.strict:
        raise Lossy(f"{name}: {way.to.name} can't hold {missing}; nothing written (--strict)")
    pieces = []
    for table, target in targets(output, way):
        assert target is not None
        may_replace(target, name, read_.files, way)
        pieces.append((Path(target), written(read_, way, table)))
    try:
        write_files(pieces)
    except OSError as error:
        raise Problem(f"cannot write {output}: {why_not(error, Path(output))}") from error
    return missing


def convert_one(name: str, output: str | None, way: Way) -> int:
    """Convert one map, to a file or standard output; the exit code."""
    to_stdout = output in (None, STDIN)
    if to_stdout and way.to.binary and sys.stdout.isatty():
        raise Problem(f"{way.to.name} is no text for a terminal; name a file: -o map{way.to.suffixes[0]}")
    read_ = read(name, way, output)
    shown = "standard input" if name == STDIN else name
    for problem in read_.problems:
        complain(f"warning: {shown}: {problem}")
    if read_.text is None:
        warn_of_errors(name, read_.diagnostics)
    if not to_stdout:
        assert output is not None
        try:
            missing = write(read_, name, output, way)
        except Lossy as lossy:
            complain(str(lossy))
            return 1
    else:
        missing = losses(read_, way)
        if missing is not None and way.strict:
            complain(f"{shown}: {way.to.name} can't hold {missing}; nothing written (--strict)")
            return 1
        table = targets(None, way)[0][0]
        sys.stdout.flush()
        sys.stdout.buffer.writelines(written(read_, way, table))
    if missing is not None:
        complain(f"{shown}: {way.to.name} can't hold {missing}")
    return 0


class Told(NamedTuple):
    """What became of one of many files."""

    name: str
    failure: str | None = None
    skipped: bool = False
    problems: tuple[str, ...] = ()
    lost: str | None = None


def convert_to_file(name: str, found: bool, output: str, way: Way) -> Told:
    """Convert one of many maps into a file; whatever goes wrong is told and not raised.

    A file found in a folder that is of no known format is skipped.
    """
    problems: tuple[str, ...] = ()
    try:
        read_ = read(name, way, output)
        errors = sum(d.code.startswith("E") for d in read_.diagnostics) if read_.text is None else 0
        problems = (*read_.problems, *([f"{errors} lines with errors; see argmap check"] if errors else ()))
        try:
            Path(output).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"cannot write {output}: {error.strerror or error}") from error
        return Told(name, None, False, problems, write(read_, name, output, way))
    except Unknown as problem:
        return Told(name, None, True) if found else Told(name, _without(name, problem))
    except Problem as problem:
        return Told(name, _without(name, problem), False, problems)
    except Exception as error:  # a bug; the other files shall not suffer for it
        if os.environ.get("ARGMAP_DEBUG"):
            raise
        return Told(name, f"internal error: {type(error).__name__}: {error}; please report it, with the file")


def _without(name: str, problem: Problem) -> str:
    """The message of a problem, in one line, without the name that stands before it anyway."""
    return str(problem).removeprefix(f"{name}: ").replace("\n", " ")
