"""Tree, table, flow sheet and Markdown: drawn as text for a terminal, or as data for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.cli.files import SUFFIX
from argmap.cli.options import known
from argmap.cli.problems import Problem
from argmap.render.formats import by_suffix

if TYPE_CHECKING:
    from argmap.cli.drawing import Drawing
    from argmap.render.columns import Key, Value

#: What `--format` says a table is written as; without it, it is laid out as text.
WRITTEN = ("text", "csv", "json", "markdown")
#: The suffixes that stand for one of them.
_SUFFIXES = {".csv": "csv", ".json": "json", ".md": "markdown", ".markdown": "markdown"}


def written_as(format_: str | None, output: str, width: bool) -> str:
    """What a table is written as: what `--format` says, else the suffix of the file, else text.

    `width` tells whether one was given, which data have no use for.
    """
    suffix = Path(output).suffix.lower()
    if suffix == SUFFIX:
        raise Problem(f"-o {output}: {SUFFIX} is the suffix of maps; name another file")
    implied = _SUFFIXES.get(suffix)
    if format_ is not None and implied is not None and implied != format_:
        raise Problem(f"--format {format_} and -o {output} don't agree; leave out one or the other")
    chosen = format_ or implied or "text"
    if suffix != ".txt" and implied is None and by_suffix(suffix) is not None:  # a picture's
        raise Problem(f"-o {output}: its suffix is none of a table's: .txt, {', '.join(_SUFFIXES)}")
    if width and chosen != "text":
        raise Problem(f"--width is for text, not for {chosen}")
    return chosen


def columns_of(text: str) -> tuple[str, ...]:
    """The columns that `--columns` names, in its order."""
    from argmap.render.columns import COLUMNS

    names = tuple(known(_named(name), COLUMNS, "--columns") for name in text.split(",") if name.strip())
    if not names:
        raise Problem(f"--columns: name at least one of {', '.join(COLUMNS)}")
    if twice := next((name for i, name in enumerate(names) if name in names[:i]), None):
        raise Problem(f"--columns: {twice} is there twice")
    return names


def keys_of(text: str) -> tuple[Key, ...]:
    """The keys that `--sort` names; a - before one turns it round."""
    from argmap.render.columns import COLUMNS, Key

    keys = []
    for word in filter(None, map(str.strip, text.split(","))):
        name = known(_named(word.removeprefix("-")), COLUMNS, "--sort")
        keys.append(Key(name, word.startswith("-")))
    if not keys:
        raise Problem(f"--sort: name at least one of {', '.join(COLUMNS)}")
    return tuple(keys)


def _named(word: str) -> str:
    return "-".join(word.strip().lower().replace("_", " ").split())


def tree(drawing: Drawing) -> Iterable[str]:
    """The tree, line by line."""
    from argmap.render.tree import draw_tree

    return draw_tree(drawing.scene, width=drawing.width, color_system=drawing.color_system)


def table(drawing: Drawing) -> Iterable[str] | bytes:
    """The table: laid out, or as data."""
    from argmap.render.columns import COLUMNS, USUAL, rows
    from argmap.render.table import draw_table

    chosen: tuple[str, ...] | None = drawing.options.get("columns")
    keys: tuple[Key, ...] = drawing.options.get("sort", ())
    as_ = drawing.options.get("format", "text")
    if as_ == "text":
        return draw_table(
            drawing.scene,
            width=drawing.width,
            color_system=drawing.color_system,
            columns=chosen or USUAL,
            sort=keys,
        )
    head = chosen or COLUMNS
    cells = rows(drawing.scene, head, keys)
    if as_ == "csv":
        return _csv(head, cells)
    if as_ == "json":
        return _json([dict(zip(head, row, strict=True)) for row in cells])
    from argmap.render.markdown import markdown_table

    plain = ([_said(cell) for cell in row] for row in cells)
    return markdown_table([name.replace("-", " ") for name in head], plain)


def flow(drawing: Drawing) -> Iterable[str] | bytes:
    """The flow sheet: laid out, or as data."""
    from argmap.render.drops import dropped
    from argmap.render.flow import lay_out
    from argmap.render.flow_rows import as_cells, as_json
    from argmap.render.flow_text import draw_flow

    lost = dropped(drawing.map, drawing.standings)
    by = drawing.options.get("by")
    as_ = drawing.options.get("format", "text")
    if as_ == "text":
        return draw_flow(drawing.scene, lost, by=by, width=drawing.width, color_system=drawing.color_system)
    sheet = lay_out(drawing.scene, lost, by)
    if as_ == "json":
        return _json(as_json(sheet))
    head, cells = as_cells(sheet)
    if as_ == "csv":
        return _csv(head, cells)
    from argmap.render.markdown import markdown_table

    return markdown_table(head, cells)


def timeline(drawing: Drawing) -> Iterable[str] | bytes:
    """The timeline: laid out, or as data."""
    from argmap.analysis.dates import dates
    from argmap.analysis.passages import attempt
    from argmap.render.timeline import COLUMNS, as_json, as_rows, draw_timeline, lay_out

    when = {node.id: date for node, date in dates(drawing.map, attempt).items()}
    as_ = drawing.options.get("format", "text")
    if as_ == "text":
        return draw_timeline(drawing.scene, when, width=drawing.width, color_system=drawing.color_system)
    line = lay_out(drawing.scene, when)
    if as_ == "json":
        return _json(as_json(line))
    if as_ == "csv":
        return _csv(COLUMNS, as_rows(line))
    from argmap.render.markdown import markdown_table

    return markdown_table(list(COLUMNS), as_rows(line))


def markdown(drawing: Drawing) -> Iterable[str]:
    """Nested lists."""
    from argmap.render.markdown import draw_markdown

    return draw_markdown(drawing.scene, drawing.map)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    from argmap.formats.csv import sheet

    return "".join(sheet(head, rows)).encode("utf-8", "backslashreplace")


def _json(value: Any) -> bytes:
    import json

    from argmap.safe import in_json

    text = in_json(json.dumps(value, ensure_ascii=False, indent=2))
    return (text + "\n").encode("utf-8", "backslashreplace")


def _said(cell: Value) -> str:
    return cell if isinstance(cell, str) else ", ".join(cell)
