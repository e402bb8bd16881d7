"""Maps read and results written: what is on the command line, and files that are never half written."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli.atomic import write_file
from argmap.cli.options import known
from argmap.cli.problems import Problem, complain
from argmap.suggest import did_you_mean

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.model.load import Loader
    from argmap.model.map import Map
    from argmap.source import Source

SUFFIX = ".argmap"
STDIN = "-"


def read_map(name: str, loader: Loader) -> tuple[Map, list[Diagnostic]]:
    """The map in a file, or on standard input where the name is `-`.

    What is in another format that argmap reads is read as that.
    """
    from argmap.model.load import ReadError, decode

    try:
        if name == STDIN:
            data = read_stdin()
            if (read := _foreign(name, loader.anywhere, data)) is not None:
                return read
            return loader.text(decode(data, "standard input"), name="<stdin>", folder=Path.cwd())
        if not name.endswith(SUFFIX) and (read := _foreign(name, loader.anywhere)) is not None:
            return read
        return loader.path(Path(name))
    except ReadError as error:
        raise not_read(name, error) from error


def _foreign(name: str, anywhere: bool, data: bytes | None = None) -> tuple[Map, list[Diagnostic]] | None:
    from argmap.cli.foreign import foreign_format, given, read_foreign_map
    from argmap.formats.given import Given

    if data is not None:
        file = Given("standard input", data, None, anywhere=anywhere)
    elif Path(name).is_file():
        file = given(name, anywhere)
    else:
        return None  # told better by whoever reads a map
    format_ = foreign_format(file)
    if format_ is None:
        return None
    read = read_foreign_map(file, format_)
    for problem in read.problems:
        complain(f"warning: {file.name}: {problem}")
    return read.map, read.diagnostics


def read_stdin() -> bytes:
    """What is on standard input."""
    if sys.stdin is None:
        raise Problem("standard input is closed")
    return sys.stdin.buffer.read()


def not_read(name: str, error: Exception) -> Problem:
    """What is told where a file can't be read: why, and what was perhaps meant."""
    near = _near_file(Path(name)) if name != STDIN and not Path(name).exists() else ""
    return Problem(f"{error}{near and '.'}{near}")


def _near_file(path: Path) -> str:
    """A hint at the map in the same folder that was perhaps meant."""
    with contextlib.suppress(OSError):
        return did_you_mean(path.name, sorted(p.name for p in path.parent.glob(f"*{SUFFIX}")))
    return ""


def find_maps(names: Iterable[str]) -> Iterator[str]:
    """The maps that arguments name: files as they are, folders with all maps below them; none twice.

    Folders are searched in alphabetical order; hidden ones are left out. Raises `Problem` behind the
    last map where a folder held none, so that a run that checked nothing doesn't look like success.
    """
    seen: set[str] = set()
    empty: list[str] = []
    for name in names:
        found = _in_folder(name) if name != STDIN and os.path.isdir(name) else [name]  # noqa: PTH112
        any_found = False
        for one in found:
            any_found = True
            key = one if one == STDIN else os.path.realpath(one)
            if key not in seen:
                seen.add(key)
                yield one
        if not any_found:
            empty.append(name)
    if empty:
        raise Problem(f"no {SUFFIX} file in {', '.join(empty)}")


def _in_folder(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if file.endswith(SUFFIX) and not file.startswith("."):
                path = os.path.normpath(os.path.join(place, file))  # noqa: PTH118
                if not _waits(path):
                    yield path


def _waits(path: str) -> bool:
    """Whether something that is called like a map is a pipe or the like, and may never end."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 (called once a file, and there may be thousands)
    except OSError:
        return False  # told when it is read
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def wanted_format(
    to: str | None,
    output: str | None,
    suffixes: Mapping[str, Sequence[str]],
    formats: Sequence[str],
    default: str | None = None,
    elsewhere: tuple[str, Callable[[], Collection[str]]] | None = None,
) -> str:
    """The format that `--to` names, or the suffix of `-o`, or the default.

    `suffixes` maps the suffix of a file (`.json`) to its formats, of which it implies the first; `formats`
    are all there are;
    `elsewhere` names another command and tells what it can write.
    """
    suffix = Path(output).suffix.lower() if output is not None and output != STDIN else None
    implied = suffixes.get(suffix, ()) if suffix else ()
    if suffix == SUFFIX and SUFFIX not in suffixes:
        raise Problem(f"-o {output}: {SUFFIX} is the suffix of maps; name another file")
    for name in (to, suffix and suffix[1:]):
        if elsewhere is not None and name and name not in formats and name in elsewhere[1]():
            raise Problem(f"`{name}` is made by another command: argmap {elsewhere[0]}")
    if to is not None:
        chosen = known(to, formats, "--to")
        if implied and chosen not in implied:
            raise Problem(f"--to {to} and -o {output} don't agree; leave out one or the other")
        return chosen
    if implied:
        return implied[0]
    if suffix is None and default is not None:
        return default
    few = len(formats) < 9
    ways = f"--to {'|'.join(formats)}" if few else "--to FORMAT (argmap formats lists them)"
    if suffix is None:
        raise Problem(f"which format? Say {ways}, or -o FILE with a suffix that tells")
    hint = did_you_mean(suffix, suffixes)
    raise Problem(f"-o {output}: its suffix tells no format.{hint} Say {ways}")


def warn_of_errors(name: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Say on standard error that a map wasn't read whole."""
    errors = sum(finding.code.startswith("E") for finding in diagnostics)
    if errors:
        shown = "standard input" if name == STDIN else name
        count = "1 error" if errors == 1 else f"{errors:,} errors"
        complain(f"warning: {shown} has {count}; what could be read is here. See: argmap check {name}")


def files_of(map_: Map) -> set[Path]:
    """The files that a map was read from, those of its imports included."""
    spans = [node.span for node in map_.nodes.values()]
    spans += [one.span for table in (map_.sources, map_.sections, map_.imports) for one in table.values()]
    sources = {map_.source, *(span.source for span in spans)}
    return {source.path for source in sources if source.path is not None}


def write_result(data: Iterable[bytes], output: str | None, map_: Map) -> None:
    """Write what was made of a map to a file, or to standard output where `output` is None or `-`.

    Refuses to overwrite a file that the map was read from.
    """
    if output is None or output == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(data)
        return
    target = Path(output)
    for path in files_of(map_):
        with contextlib.suppress(OSError):
            if target.samefile(path):
                raise Problem(f"-o {output}: the map was read from it and would be lost")
    try:
        write_file(target, data)
    except OSError as error:
        raise Problem(f"cannot write {output}: {why_not(error, target)}") from error


def write_report(output: str, pieces: Iterable[str]) -> None:
    """Write what was found to a file, in one step when all of it is there."""
    target = Path(output)
    if target.suffix.lower() == SUFFIX:
        raise Problem(f"--output-file {output}: {SUFFIX} is the suffix of maps; name another file")
    try:
        write_file(target, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
    except OSError as error:
        raise Problem(f"cannot write {output}: {why_not(error, target)}") from error


def why_not(error: OSError, target: Path) -> str:
    if isinstance(error, FileNotFoundError) and not target.parent.is_dir():
        return f"there is no folder {target.parent}"
    return error.strerror or str(error)


def read_text(name: str) -> Source:
    """The text of a map to be written back: a file, or standard input where the name is `-`."""
    from argmap.model.load import ReadError, decode, read_source
    from argmap.source import Source

    try:
        if name == STDIN:
            return Source("<stdin>", decode(read_stdin(), "standard input"))
        return read_source(Path(name))
    except ReadError as error:
        raise not_read(name, error) from error


def rewrite(name: str, text: str) -> None:
    """Replace the text of a map in one step; on standard output where the name is `-`.

    Follows no symbolic link out of the map's project folder.
    """
    data = text.encode("utf-8")
    if name == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = stays_inside(name)
    if target.exists() and not target.is_file():
        raise Problem(f"{name}: is no regular file; use - for standard input")
    try:
        write_file(target, [data])
    except OSError as error:
        raise Problem(f"cannot write {name}: {why_not(error, target)}") from error


def stays_inside(name: str) -> Path:
    """The file that a name leads to. Refuses a symbolic link out of the map's project folder."""
    from argmap.model.project import project_folder

    path = Path(os.path.abspath(name))  # noqa: PTH100  (as it is written, no link followed)
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(project_folder(path.parent))):
        raise Problem(f"{name}: is a symbolic link out of the project folder, to {target}; not written")
    return target
