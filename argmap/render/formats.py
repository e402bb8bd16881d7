"""What a map can be drawn as: a plain table. Imports nothing, so that the command line may read it."""

from __future__ import annotations

from dataclasses import dataclass

#: Options of `argmap render` that every format heeds are not listed; these are for some only.
_TERMINAL = ("width", "pager")
_TABLE = (*_TERMINAL, "format")
_DIAGRAM = ("direction", "wrap", "theme", "all")
_PICTURE = (*_DIAGRAM, "layout", "engine")


@dataclass(slots=True, frozen=True)
class Format:
    """One value of `--to`: its file suffixes, whether it is bytes rather than text, its own options.

    A `diagram` folds by itself to what fits. A format without a suffix may be written to any file of text.
    """

    name: str
    suffixes: tuple[str, ...]
    binary: bool = False
    diagram: bool = True
    options: tuple[str, ...] = ()


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("tree", (".txt",), diagram=False, options=_TERMINAL),
        Format("table", (), diagram=False, options=(*_TABLE, "columns", "sort")),
        Format("flow", (), diagram=False, options=(*_TABLE, "by")),
        Format("timeline", (), diagram=False, options=_TABLE),
        Format("markdown", (".md", ".markdown"), diagram=False, options=("pager",)),
        Format("dot", (".dot", ".gv"), options=(*_DIAGRAM, "layout")),
        Format("mermaid", (".mmd", ".mermaid"), options=_DIAGRAM),
        Format("d2", (".d2",), options=_DIAGRAM),
        Format("svg", (".svg",), options=_PICTURE),
        Format("png", (".png",), binary=True, options=(*_PICTURE, "dpi")),
        Format("pdf", (".pdf",), binary=True, options=(*_PICTURE, "paper")),
        Format("html", (".html", ".htm"), options=(*_DIAGRAM, "engine")),
    )
}


def by_suffix(suffix: str) -> Format | None:
    """The format that a file's suffix stands for, whatever its case."""
    wanted = suffix.lower()
    return next((f for f in FORMATS.values() if wanted in f.suffixes), None)
