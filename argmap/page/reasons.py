"""Why each claim has its standing, in words, as compact rows for the page's scripts.

The same sentence is said in the explanations of many claims, so sentences are kept in one list. A piece
of a sentence is a string of plain words, or tells what it is: a number is a node's id, `[number]` its
text, `[number, 1]` the beginning of its text, `["…"]` a name or other text of the map.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from argmap.analysis.standing import Standings
from argmap.analysis.why import Explainer
from argmap.model.map import Map
from argmap.render.scene import Box
from argmap.review.dialogue import dialogue
from argmap.review.phrases import Names, Phrase, capital, joined, shortened
from argmap.review.verdict import verdict
from argmap.safe import visible

#: So many lines of an explanation are told at once; the reader goes on at the claims they name.
_LINES = 24


def reasons(map_: Map, standings: Standings, boxes: Sequence[Box]) -> tuple[list[Any], list[Any]]:
    """All sentences, and for each box the verdict's number, then depth and number of each further line.

    A last number by itself, -1, says that more could be told.
    """
    table = _Sentences(map_, boxes)
    names = Names(map_)
    explainer = Explainer(map_, standings)
    told = []
    for box in boxes:
        explanation = explainer.explain(map_.nodes[box.id])
        stands = explanation.standing is not None
        words = joined((capital(verdict(explanation, names, subject=not stands)), (("", "."),)), "")
        row = [table.number(words)]
        # the first line says what was claimed, which the reader sees already
        lines = [line for line in dialogue(explanation, names) if line.depth or line.kind == "so"]
        kept = [line for line in lines if line.kind != "more"][:_LINES]
        for line in kept:
            row += [line.depth, table.number(line.words)]
        told.append([*row, -1] if len(kept) < len(lines) else row)
    return table.rows, told


class _Sentences:
    """Sentences as rows of pieces, each kept once."""

    def __init__(self, map_: Map, boxes: Sequence[Box]) -> None:
        self.rows: list[list[Any]] = []
        self._numbers: dict[str, int] = {}
        self._ids = {box.id: number for number, box in enumerate(boxes)}
        self._texts: dict[str, list[int]] = {}
        for number, box in enumerate(boxes):
            text = map_.nodes[box.id].text
            self._texts.setdefault(text, [number])
            self._texts.setdefault(shortened(text), [number, 1])

    def number(self, words: Phrase) -> int:
        """The number of a sentence, which is added if it is new."""
        row: list[Any] = []
        for piece in map(self._piece, words):
            if isinstance(piece, str) and row and isinstance(row[-1], str):
                row[-1] += piece
            else:
                row.append(piece)
        key = json.dumps(row)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]

    def _piece(self, piece: tuple[str, str]) -> Any:
        kind, text = piece
        if kind == "id" and text in self._ids:
            return self._ids[text]
        if kind == "quote":
            return self._texts.get(text) or [f"“{visible(text)}”"]
        return [visible(text)] if kind else text
