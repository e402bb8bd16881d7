"""Carneades 4 YAML: argument graphs with issues, assumptions and standards of proof.

`graph` reads a file's structure, which is told there; `drafting` makes a draft of it, `weighing` a case to be
labelled as Carneades labels it; `writing` writes a map.
"""

from __future__ import annotations

from argmap.formats.carneades.drafting import draft_of
from argmap.formats.carneades.graph import graph_of
from argmap.formats.carneades.weighing import Expected, case
from argmap.formats.carneades.writing import chunks
from argmap.formats.draft import Draft
from argmap.formats.given import Given

__all__ = ["Expected", "case", "chunks", "read"]


def read(given: Given) -> Draft:
    """The argument graph as a draft. Raises `Unreadable`."""
    return draft_of(graph_of(given))
