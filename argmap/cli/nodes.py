"""A node that a person names: by its id, or by how its id or its text begins."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from argmap.cli.problems import Problem

if TYPE_CHECKING:
    from argmap.model.map import Map, Node

_SHOWN = 3


def find_node(map_: Map, wanted: str) -> Node:
    """The node meant: one with this id, else the only one whose id or text begins so."""
    from argmap.suggest import did_you_mean

    wanted = unicodedata.normalize("NFC", wanted.strip())
    found = map_.nodes.get(wanted)
    if found is not None:
        return found
    if not map_.nodes:
        raise Problem(f"no node `{wanted}`: the map has no nodes")
    folded = wanted.casefold()
    same = [node for node in map_.nodes.values() if node.id.casefold() == folded]
    if len(same) == 1:
        return same[0]
    for attribute in ("id", "text") if folded else ():
        fitting = [n for n in map_.nodes.values() if getattr(n, attribute).casefold().startswith(folded)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            shown = ", ".join(f"`{node.id}`" for node in fitting[:_SHOWN])
            more = f" and {len(fitting) - _SHOWN:,} more" if len(fitting) > _SHOWN else ""
            raise Problem(f"several nodes begin with `{wanted}`: {shown}{more}")
    ids = [node.id for node in map_.nodes.values() if node.named]
    hint = did_you_mean(wanted, ids or map_.nodes)
    raise Problem(f"no node has the id `{wanted}`.{hint or ' argmap render --to table lists them.'}")
