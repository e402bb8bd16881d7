"""Finding things in the rows: what a search finds, and stepping through what was found."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Hashable
from dataclasses import dataclass

from argmap.browse.rows import Row, Rows
from argmap.render.scene import Box, Scene
from argmap.safe import visible
from argmap.suggest import did_you_mean

_SHOWN = 3


@dataclass(slots=True, eq=False)
class Finds:
    """What was found, as the keys of rows in order, and at which of it one is. `what` says what it is."""

    what: str
    keys: list[Hashable]
    at: int = 0

    def words(self) -> str:
        if not self.keys:
            return f"{self.what}: nothing found"
        return f"{self.what}: {self.at + 1:,} of {len(self.keys):,} (n, N)"

    def nearest(self, rows: Rows, row: Row | None) -> Row | None:
        """Go to the first thing found from a row on, else to the first of all."""
        numbers = [rows.by_key[key].number for key in self.keys]
        at = bisect_left(numbers, row.number) if row is not None else 0
        self.at = at if at < len(numbers) else 0
        return rows.by_key[self.keys[self.at]]

    def step(self, rows: Rows, way: int) -> Row | None:
        """Go to the next thing found, or the one before; behind the last comes the first."""
        self.at = (self.at + way) % len(self.keys)
        return rows.by_key.get(self.keys[self.at])

    def left(self, rows: Rows) -> Finds | None:
        """What of it there still is in other rows."""
        kept = [key for key in self.keys if key in rows.by_key]
        return Finds(self.what, kept, min(self.at, len(kept) - 1)) if kept else None


def search(rows: Rows, wanted: str) -> Finds | None:
    """The rows that tell a node with these words in its id, text, speakers, tags or citations."""
    folded = _plain(wanted)
    if not folded.strip():
        return None
    keys = [
        row.key
        for row in rows.all
        if (folded in _plain(row.title) if row.told is None else row.told.full and _says(row.box, folded))
    ]
    return Finds(f"‘{visible(wanted)}’", keys)


def _says(box: Box | None, folded: str) -> bool:
    if box is None:
        return False
    words = (box.text, box.label, *box.speakers, *(f"#{tag}" for tag in box.tags), *box.citations)
    return any(folded in _plain(word) for word in words)


def _plain(text: str) -> str:
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def begins_so(scene: Scene, wanted: str) -> tuple[str | None, str]:
    """The id of the node meant: with this id, or the only one whose id or text begins so; else a hint."""
    boxes = scene.boxes
    wanted = unicodedata.normalize("NFC", wanted)
    if wanted in boxes:
        return wanted, ""
    folded = wanted.casefold()
    same = [id_ for id_ in boxes if id_.casefold() == folded]
    if len(same) == 1:
        return same[0], ""
    for attribute in ("id", "text"):
        fitting = [b.id for b in boxes.values() if getattr(b, attribute).casefold().startswith(folded)]
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            more = f" and {len(fitting) - _SHOWN:,} more" if len(fitting) > _SHOWN else ""
            shown = ", ".join(visible(id_) for id_ in fitting[:_SHOWN])
            return None, f"several begin so: {shown}{more}"
    hint = did_you_mean(wanted, [b.id for b in boxes.values() if b.named] or boxes)
    return None, f"no node `{visible(wanted)}`.{hint}"
