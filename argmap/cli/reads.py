"""Which files a map was made from, and what was in them: by that a result can be kept, and a map watched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argmap.model.map import Map
    from argmap.source import Source

#: In place of what is in a file that may not be read.
OUTSIDE = "outside"


class Read(NamedTuple):
    """One file: the path as the map makes it up, the file behind it, and a mark of what is in it."""

    path: str
    file: str
    mark: str

    def still(self, contents: dict[str, bytes]) -> bool:
        """Whether the path leads to the same file, and the same is in it. Adds to `contents` what is read."""
        if os.path.realpath(self.path) != self.file:
            return False
        return self.mark == OUTSIDE or mark(self.file, contents) == self.mark


def mark(file: str, contents: dict[str, bytes] | None = None) -> str:
    """What stands for the content of a file: its hash, or why it can't be read."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        return f"error {error.errno}"
    if contents is not None:
        contents[file] = data
    return mark_of(data)


def mark_of(data: bytes) -> str:
    """What stands for some bytes."""
    return sha256(data).hexdigest()


def reads(map_: Map, root: str | None, imported: Mapping[Path, Source]) -> list[Read]:
    """The other files that a map was made from. What lies outside `root` is not read.

    Of imported maps the text counts that was read, and not what may be in the file by now.
    """
    from argmap.model.reads import paths

    found: dict[str, Read] = {}
    for path in paths(map_):
        if path in found:
            continue
        file = os.path.realpath(path)
        source = imported.get(Path(file))
        if root is not None and not Path(file).is_relative_to(root):
            content = OUTSIDE
        elif source is not None:
            content = mark_of(source.text.encode("utf-8"))
        else:
            content = mark(file)
        found[path] = Read(path, file, content)
    return list(found.values())
