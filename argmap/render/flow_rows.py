"""The flow sheet as plain values: for spreadsheets, and for whoever reads JSON."""

from __future__ import annotations

from typing import Any

from argmap.render.flow import DROPPED, Cell, Flow
from argmap.render.look import LINKS
from argmap.safe import visible

#: The column that says of which section a row is.
_SECTION = "section"


def as_cells(flow: Flow) -> tuple[list[str], list[list[str]]]:
    """The names of the columns and the rows, all in words; the first columns number the rows."""
    sections = any(row.heading for row in flow.rows)
    head = ["line", *([_SECTION] if sections else []), *flow.columns]
    rows: list[list[str]] = []
    section = ""
    for number, row in enumerate(flow.rows, 1):
        section = row.heading or section
        said = [_words(flow, row.cells[i]) if i in row.cells else "" for i in range(len(flow.columns))]
        rows.append([str(number), *([section] if sections else []), *said])
    return head, rows


def _words(flow: Flow, cell: Cell) -> str:
    """One cell in words: what it is, who says what, and in brackets what became of it."""
    told, box = cell.told, cell.told.box
    if told.role == "hidden":
        return "… more below (not shown)"
    what = _kind(cell)
    if cell.answers:
        what += f" (to {cell.answers})"
    if box is None:
        return f"granted by {', '.join(told.speakers) or 'the mapper'}"
    if not told.full:
        what = f"{what}, see {box.label}" if box.label else what
    elif box.label:
        what += f" {box.label}"
    speakers = told.speakers
    if speakers and speakers != (flow.columns[cell.column],):
        what += f" · {', '.join(speakers)}"
    became = [word for word in (DROPPED.word if cell.dropped else "", told.force) if word]
    if box.standing and box.standing != "stands":
        became.append(box.standing)
    cited = f" [{', '.join(told.citations)}]" if told.citations else ""
    return f"{what}: {box.text}{cited}" + (f" ({', '.join(became)})" if became else "")


def _kind(cell: Cell) -> str:
    """What a cell is: how it bears on what it stands beneath, else the kind of its box."""
    told = cell.told
    if told.role == "premise":
        return "linked premise"
    if told.arrow is not None and (told.box is None or told.box.kind != "argument"):
        return LINKS[told.arrow.kind].word
    return told.box.kind if told.box is not None else ""


def as_json(flow: Flow) -> dict[str, Any]:
    """The sheet as objects: its columns, and each row's cells by the number of their column."""
    section = ""
    rows = []
    for row in flow.rows:
        section = row.heading or section
        cells = [_object(row.cells[i]) if i in row.cells else None for i in range(len(flow.columns))]
        rows.append({"section": section or None, "cells": cells})
    return {"by": flow.by, "columns": flow.columns, "rows": rows}


def _object(cell: Cell) -> dict[str, Any]:
    told, box = cell.told, cell.told.box
    parent = told.parent.box if told.parent is not None else None
    return {
        "role": "mention" if box is not None and not told.full else told.role,
        "relation": told.arrow.kind if told.arrow is not None else None,
        "on": visible(parent.id) if parent is not None else None,
        "id": visible(box.id) if box is not None else None,
        "kind": box.kind if box is not None else None,
        "speakers": list(told.speakers),
        "standing": box.standing if box is not None else None,
        "in_force": told.arrow.in_force if told.arrow is not None else None,
        "dropped": cell.dropped,
        "text": box.text if box is not None else "",
        "citations": list(told.citations),
    }
