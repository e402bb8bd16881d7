"""Which other files a map names, whether or not they are there."""

from __future__ import annotations

import os
from collections.abc import Iterator

from argmap.model.map import Map
from argmap.source import Source


def paths(map_: Map) -> Iterator[str]:
    """Every other file that a map or what it imports names, whether or not it is there."""
    folders: dict[int, str] = {}

    def joined(source: Source, text: str) -> Iterator[str]:
        folder = folders.get(id(source))
        if folder is None and source.path is not None:
            folder = folders[id(source)] = os.path.dirname(os.path.realpath(source.path))  # noqa: PTH120
        if folder is not None and text and "\0" not in text:
            yield os.path.join(folder, text)  # noqa: PTH118

    for one in map_.imports.values():
        yield from joined(one.span.source, one.path)
    for source in map_.sources.values():
        for key in ("file", "original"):
            if key in source.properties:
                yield from joined(source.span.source, str(source.properties[key]))
