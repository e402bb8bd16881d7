"""Results of earlier runs, kept in the user's cache folder: an unchanged file is not checked again.

There is one entry for each file and each way to check it. It tells the hash of everything that was
read, and it counts only while all that is the same. Entries are replaced in one step, so that several
runs may share the folder; what can't be read or was damaged is not there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap import __version__
from argmap.cli.reads import Read, mark_of
from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.source import Source, Span

if TYPE_CHECKING:
    from argmap.choice import Choice

FOLDER = "check"
#: Entries that nobody asked for in so many seconds are thrown away, looked for once a day.
_DAY = 86_400.0
_OLD = 30 * _DAY


class Kept:
    """The results in one cache folder, for one way to check."""

    def __init__(self, folder: Path, *way: object) -> None:
        self._folder = folder / FOLDER
        self._way = repr((_program(), way))

    def find(
        self, name: str, data: bytes, choice: Choice, root: str | None
    ) -> tuple[list[Diagnostic], list[str], list[str]] | None:
        """What was found in a file with these bytes, the parties in it, and the files it names."""
        import json

        entry = self._entry(name, choice, root)
        try:
            check, _, payload = entry.read_bytes().partition(b"\n")
            if check.decode("ascii") != mark_of(payload):
                return None
            record = json.loads(payload)
            if record["mark"] != mark_of(data):
                return None
            reads = [Read(*one) for one in record["reads"]]
            contents: dict[str, bytes] = {}
            if not all(read.still(contents) for read in reads):
                return None
            sources = [Source(name, data.decode("utf-8"), Path(name))]
            for shown, file in record["sources"]:
                sources.append(Source(shown, contents[file].decode("utf-8"), Path(file)))
            findings = [_finding(one, sources) for one in record["findings"]]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None
        with suppress(OSError):
            if time.time() - entry.stat().st_mtime > _DAY:
                os.utime(entry)
        return findings, record["parties"], [read.path for read in reads]

    def keep(
        self,
        name: str,
        data: bytes,
        choice: Choice,
        root: str | None,
        findings: list[Diagnostic],
        parties: list[str],
        reads: list[Read],
    ) -> None:
        """Remember what was found in a file. Nothing happens where it can't be written."""
        import json

        entry = self._entry(name, choice, root)
        sources: dict[Source, int] = {}
        try:
            record: dict[str, Any] = {
                "mark": mark_of(data),
                "reads": reads,
                "parties": parties,
                "findings": [_record(finding, name, sources) for finding in findings],
            }
            record["sources"] = [[one.name, os.fspath(_path(one))] for one in sources]
        except _NoFileError:
            return
        payload = json.dumps(record).encode("ascii")
        temporary = entry.with_name(f".{os.getpid()}-{time.monotonic_ns()}")
        try:
            self._folder.mkdir(exist_ok=True)
            temporary.write_bytes(mark_of(payload).encode("ascii") + b"\n" + payload)
            temporary.replace(entry)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Throw away what nobody asked for in a long time. Looks no more than once a day."""
        looked = self._folder / ".looked"
        now = time.time()
        with suppress(OSError):
            if looked.exists() and now - looked.stat().st_mtime < _DAY:
                return
            looked.touch()
            for entry in os.scandir(self._folder):
                with suppress(OSError):
                    if now - entry.stat().st_mtime > _OLD:
                        Path(entry).unlink()

    def _entry(self, name: str, choice: Choice, root: str | None) -> Path:
        known_by = "\0".join((self._way, repr(choice.running), name, os.path.realpath(name), str(root)))
        return self._folder / sha256(known_by.encode("utf-8", "surrogatepass")).hexdigest()[:40]


class _NoFileError(Exception):
    """A place in a text that has no file, which can't be found again."""


def _path(source: Source) -> Path:
    if source.path is None:
        raise _NoFileError
    return source.path


def _record(finding: Diagnostic, name: str, sources: dict[Source, int]) -> list[Any]:
    def place(span: Span) -> list[int]:
        number = 0 if span.source.name == name else sources.setdefault(span.source, len(sources) + 1)
        return [number, span.start, span.end]

    fix = finding.fix
    return [
        finding.code,
        place(finding.span),
        finding.message,
        finding.help,
        fix and [fix.title, fix.safe, [[place(edit.span), edit.text] for edit in fix.edits]],
        finding.node,
        finding.owed_by,
        [[place(span), why] for span, why in finding.related],
    ]


def _finding(record: list[Any], sources: list[Source]) -> Diagnostic:
    def span(place: list[int]) -> Span:
        number, start, end = place
        return Span(sources[number], start, end)

    code, where, message, help_, fix, node, owed_by, related = record
    return Diagnostic(
        code,
        span(where),
        message,
        help_,
        fix and Fix(fix[0], tuple(Edit(span(place), text) for place, text in fix[2]), fix[1]),
        node,
        tuple(owed_by),
        tuple((span(place), why) for place, why in related),
    )


@cache
def _program() -> str:
    """What the results depend on beside files and options: argmap itself, to the date of each module."""
    package = Path(__file__).parent.parent
    files = [*_files(package), *_files(package.parent / "grammar")]
    return repr((__version__, sys.version_info[:3], sorted(files)))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(Path(entry))
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns
