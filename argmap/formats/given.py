"""A file to be read, whatever its format: its bytes, lenient about encodings, and what stands beside it."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from argmap.model.project import project_folder

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(Exception):
    """A file that is not what it was taken for; the message says why, in one line without the file's name."""


class Given:
    """What a reader gets.

    `name` is what messages call the file, `path` where it is (None for standard input). Whatever is
    wrong but can be lived with is added to `problems`.
    """

    def __init__(self, name: str, data: bytes, path: Path | None = None, *, anywhere: bool = False) -> None:
        self.name = name
        self.data = data
        self.path = path
        self.anywhere = anywhere
        self.problems: list[str] = []
        #: The files that have been read beside it, and beside those.
        self.seen: list[Path] = []

    @cached_property
    def text(self) -> str:
        """The bytes as text: UTF-8 or UTF-16 with a mark, else whatever of UTF-8 can be read.

        A text that is not UTF-8 at all is read as Windows-1252, where every byte is a character. What
        holds NUL is no text: `Unreadable`.
        """
        data = self.data
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16", "replace").removeprefix("\ufeff")
        if b"\0" in data:
            raise Unreadable("is a binary file")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        broken = text.count("\ufffd")
        # many bad bytes, next to which nothing is good UTF-8: another encoding
        good = sum(1 for char in text if char > "\x7f") - broken
        if broken > good:
            self.problems.append("is not UTF-8; read as Windows-1252")
            return data.decode("cp1252", "replace")
        self.problems.append(f"{broken:,} broken {'byte' if broken == 1 else 'bytes'} of UTF-8, shown as �")
        return text

    @cached_property
    def json(self) -> Any:
        """The file as JSON; `Unreadable` says where it is none."""
        from json import JSONDecodeError, loads

        text = self.text
        try:
            value = loads(_LONE_SURROGATE.sub("\ufffd", text), strict=False)
            return _without_surrogates(value) if "\\u" in text else value
        except JSONDecodeError as error:
            raise Unreadable(f"no JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
        except RecursionError:
            raise Unreadable("JSON nested too deep to be read") from None
        except ValueError:
            raise Unreadable("no JSON: a number in it has too many digits") from None

    def beside(self, name: str) -> Given:
        """Another file, its path relative to this one's folder.

        Raises `Unreadable` where it can't be read, or lies outside the project folder.
        """
        if self.path is None:
            raise Unreadable(f"{name}: standard input has no folder to look in")
        folder = self.path.parent
        path = Path(os.path.realpath(folder / name))
        inside = os.path.realpath(project_folder(folder.absolute()))
        if not self.anywhere and not path.is_relative_to(inside):
            raise Unreadable(f"{name}: lies outside the project folder (--allow-outside reads it)")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Unreadable(f"{name}: {error.strerror or error}") from None
        except ValueError as error:
            raise Unreadable(f"{name!r}: {error}") from None
        self.seen.append(path)
        other = Given(name, data, path, anywhere=self.anywhere)
        other.seen = self.seen
        return other


def _without_surrogates(value: Any) -> Any:
    """The same value, escaped halves of characters replaced, which no file can hold."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(one) for key, one in value.items()}
    return value
