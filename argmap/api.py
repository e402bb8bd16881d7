"""The Python interface: a handful of names.

>>> import argmap
>>> map = argmap.loads('''
... claim tea: We should drink tea.
...   premise calm: It calms.
...     rebuttal no-calm: It does not.
... ''')
>>> map.nodes["calm"].text
'It calms.'
>>> standings = argmap.standing(map)
>>> standings.of(map.nodes["calm"]).value
'falls'
>>> standings.of(map.nodes["tea"]).value, standings.of(map.nodes["tea"]).reason
('unsupported', 'unsupported')
"""

from __future__ import annotations

import os
from pathlib import Path

from argmap.analysis.standing import Standings, evaluate
from argmap.model.load import Loader, ReadError
from argmap.model.map import Map

__all__ = ["Map", "ReadError", "Standings", "load", "loads", "standing"]


def load(path: str | os.PathLike[str]) -> Map:
    """The map in a file, with all it imports.

    What can't be read in it is left out, as in the command; `argmap.api.Loader` gives the errors
    too. Raises `ReadError` where there is no such file, or where it is no UTF-8 text.
    """
    return Loader().path(Path(path))[0]


def loads(text: str, *, folder: str | os.PathLike[str] | None = None) -> Map:
    """The map in a text. Its imports and source files are looked up from `folder`, if one is given."""
    return Loader().text(text, folder=Path(folder) if folder is not None else None)[0]


def standing(argument_map: Map) -> Standings:
    """What stands, falls, is unsupported or open in a map, under the grounded semantics."""
    return evaluate(argument_map)
