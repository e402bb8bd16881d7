"""What a map can be drawn as: a plain table. Imports nothing, so that the command line may read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Format:
    """One value of `--to`: its file suffixes, and whether it is bytes rather than text."""

    name: str
    suffixes: tuple[str, ...]
    binary: bool = False
    diagram: bool = True


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("tree", (".txt",), diagram=False),
        Format("table", (), diagram=False),
        Format("dot", (".dot", ".gv")),
        Format("svg", (".svg",)),
        Format("png", (".png",), binary=True),
    )
}


def by_suffix(suffix: str) -> Format | None:
    """The format that a file's suffix stands for, whatever its case."""
    wanted = suffix.lower()
    return next((f for f in FORMATS.values() if wanted in f.suffixes), None)
