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
from dataclasses import fields
from pathlib import Path

from argmap.analysis.standing import Standings, evaluate
from argmap.model import map as model
from argmap.model.load import Loader, ReadError

__all__ = ["Map", "ReadError", "Standings", "load", "loads", "standing"]


class Map(model.Map):
    """A map as it comes from here: a notebook shows it as a picture."""

    __slots__ = ()

    def __repr__(self) -> str:
        counts = (_number(len(self.nodes), "node"), _number(len(self.links), "link"))
        return f"<Map {self.title or self.source.name!r}: {', '.join(counts)}>"

    def _repr_svg_(self) -> str | None:
        """The diagram, large maps folded; None, so that the text is shown, where it can't be drawn."""
        from argmap.render.errors import RenderError
        from argmap.render.inline import NOTEBOOK, inline_svg
        from argmap.render.scene import build
        from argmap.render.select import LIMIT

        try:
            scene = build(self, evaluate(self), limit=LIMIT)
            return inline_svg(scene, self, prefix=prefix(self), fitting=NOTEBOOK)
        except RenderError:
            return None


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def for_notebooks(argument_map: model.Map) -> Map:
    """The same map, as one that a notebook shows as a picture."""
    if isinstance(argument_map, Map):
        return argument_map
    return Map(**{field.name: getattr(argument_map, field.name) for field in fields(argument_map)})


def prefix(argument_map: model.Map, how: str = "") -> str:
    """What stands before the ids of a picture, on a page that may show others; `how` is what else differs."""
    from zlib import crc32

    return f"argmap-{crc32((argument_map.source.text + how).encode('utf-8', 'surrogatepass')):08x}-"


def load(path: str | os.PathLike[str]) -> Map:
    """The map in a file, with all it imports.

    What can't be read in it is left out, as in the command; `argmap.api.Loader` gives the errors
    too. Raises `ReadError` where there is no such file, or where it is no UTF-8 text.
    """
    return for_notebooks(Loader().path(Path(path))[0])


def loads(text: str, *, folder: str | os.PathLike[str] | None = None) -> Map:
    """The map in a text. Its imports and source files are looked up from `folder`, if one is given."""
    return for_notebooks(Loader().text(text, folder=Path(folder) if folder is not None else None)[0])


def standing(argument_map: model.Map) -> Standings:
    """What stands, falls, is unsupported or open in a map, under the grounded semantics."""
    return evaluate(argument_map)
