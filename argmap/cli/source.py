"""`argmap source add`: from a document to its record and a map to be filled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli.options import choice
from argmap.cli.problems import Problem, complain, tell

if TYPE_CHECKING:
    from argmap.formats.given import Given
    from argmap.sources.thread import Thread

EXAMPLES = """\
\b
Examples:
  argmap source add essay.txt               essay.md and essay.argmap, here
  argmap source add thread.json -o maps     into the folder maps
  curl … | argmap source add - --name talk  from standard input

\b
Two files are written. The record (NAME.md) has a heading with an anchor for
each post or paragraph, and its words. The map (NAME.argmap) declares the
source and who speaks, and has a place for each post, to be filled by you.
Files that are there stay as they are, unless --force is given. Exit code: 0,
or 2 for wrong usage and whatever can't be read or written.

\b
Formats: pdf, html, reddit, hackernews, discourse, stackexchange, github,
lemmy, mastodon, mbox, chat, text. docs/source.md tells how to get each.
"""


def source(
    action: Annotated[str, typer.Argument(metavar="add", help="What to do.", parser=choice("source", "add"))],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document, or - for standard input.")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="What it is, if that can't be told from it.", show_default=False
        ),
    ] = None,
    folder: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="Where the files go; made if needed.")
    ] = ".",
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="What source and files are called; else after FILE."),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What it is about, if it doesn't say.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where it is from, if it doesn't say.")
    ] = None,
    anonymize: Annotated[
        bool, typer.Option("--anonymize", help="Call people Speaker A, B …, in their posts' words too.")
    ] = False,
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="FILE", help="Where to write who is who; nowhere if not said."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> int:
    """Make a source record and a map to be filled of a thread or an essay."""
    from hashlib import sha256

    from argmap.cli.foreign import given as read_file
    from argmap.sources.anonymous import anonymized, key_file
    from argmap.sources.record import record
    from argmap.sources.skeleton import skeleton

    if key is not None and not anonymize:
        raise Problem("--key goes with --anonymize")
    if url is not None and anonymize:
        raise Problem("--url goes without --anonymize: an address leads to people")
    given = read_file(file)
    thread = _thread(given, from_, _address(url))
    if title is not None:
        thread.title = _title(title)
    origin = given.path if not anonymize else None  # a file's name may say whose it is
    called = _called(name, origin, "essay" if thread.essay else "thread")
    record_path, map_path = _targets(Path(folder), called, given.path, force)
    files: list[tuple[Path, bytes]] = []
    if anonymize:
        roles = anonymized(thread)
        if key is not None:
            files.append((_key_path(key, (record_path, map_path), given.path, force), key_file(roles)))
    text = record(thread, origin.name if origin else None, sha256(given.data).hexdigest()).encode("utf-8")
    filled = skeleton(thread, called, record_path.name, sha256(text).hexdigest())
    _write(Path(folder), [(record_path, text), (map_path, filled.encode("utf-8")), *files])
    for problem in given.problems:
        complain(f"warning: {given.name}: {problem}")
    count = f"{len(thread.posts):,} {'paragraph' if thread.essay else 'post'}{'s' * (len(thread.posts) != 1)}"
    tell([f"Wrote {record_path}, the record ({count}), and {map_path}, the map to be filled.\n"])
    return 0


def _thread(given: Given, format_: str | None, base: str | None) -> Thread:
    from argmap.cli.options import known
    from argmap.formats.given import Unreadable
    from argmap.sources.table import READERS, reader_of

    try:
        reader = reader_of(given) if format_ is None else READERS[known(format_, READERS, "--from")]
        return reader.read(given, base)
    except Unreadable as error:
        raise Problem(f"{given.name}: {error}") from error
    except ImportError as error:
        raise Problem(
            f"{reader.name} takes a library that is not installed ({error.name or error})",
            tip=f"python3 -m pip install 'argmap[{reader.extra}]'",
        ) from error


def _address(url: str | None) -> str | None:
    from argmap.sources.thread import address

    if url is not None and address(url) is None:
        raise Problem(f"--url: `{url}` is no address of the web (https://…)")
    return url


def _title(title: str) -> str:
    from argmap.sources.thread import line

    if not line(title):
        raise Problem("--title: is empty")
    return line(title)


def _called(name: str | None, path: Path | None, otherwise: str) -> str:
    """What the source and the two files are called: an id, which any file system takes."""
    from argmap.syntax.text import nfc
    from argmap.syntax.words import is_id

    wanted = name if name is not None else path.stem if path is not None else otherwise
    id_ = "-".join(re.findall(r"\w+", nfc(wanted).lower()))[:60].strip("-")
    if name is not None and (not id_ or not is_id(nfc(name))):
        hint = f"; `{id_}` would be one" if id_ and is_id(id_) else ""
        raise Problem(f"--name: `{name}` is no name for a source{hint}")
    if name is not None:
        return nfc(name)
    return id_ if id_ and is_id(id_) else f"source-{id_}" if id_ and is_id(f"source-{id_}") else otherwise


def _targets(folder: Path, called: str, original: Path | None, force: bool) -> tuple[Path, Path]:
    """The paths of record and map. The original is never one of them."""
    from argmap.cli.new import free

    if folder.exists() and not folder.is_dir():
        raise Problem(f"-o {folder}: is a file; name a folder")
    record, map_ = folder / f"{called}.md", folder / f"{called}.argmap"
    if original is not None and record.exists() and record.samefile(original):
        record = folder / f"{called}-record.md"
    for path in (record, map_):
        if original is not None and path.exists() and path.samefile(original):
            raise Problem(f"{path}: is the original and would be lost; say --name NAME")
        free(path, force)
    return record, map_


def _key_path(key: str, others: tuple[Path, Path], original: Path | None, force: bool) -> Path:
    from argmap.cli.new import free

    path = Path(key)
    taken = [*others, *([original] if original is not None else [])]
    if path.resolve() in (other.resolve() for other in taken):
        raise Problem(f"--key {key}: another file is to stand there; name one of its own")
    free(path, force)
    return path


def _write(folder: Path, files: list[tuple[Path, bytes]]) -> None:
    from argmap.cli.atomic import write_files
    from argmap.cli.files import stays_inside, why_not

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_files([(stays_inside(str(path)), [data]) for path, data in files])
    except OSError as error:
        lacking = [path for path, _ in files if not path.parent.is_dir()]
        names = " and ".join(str(path) for path in lacking or [path for path, _ in files])
        raise Problem(f"cannot write {names}: {why_not(error, lacking[0] if lacking else folder)}") from error
