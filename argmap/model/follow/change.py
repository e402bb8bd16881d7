"""What an edit changed in a map."""

from __future__ import annotations

from dataclasses import dataclass, field

from argmap.model.map import Node


class CannotFollow(Exception):
    """An edit changes more of the map than is followed."""


@dataclass(slots=True)
class Change:
    """What is another in a map now.

    `said`: the nodes whose text, or what they are called by, is new; `altered`: those with other tags,
    citations or properties, whose keys are in `keys`, or another header; `near`: those that got or lost a
    link or stood by one; `gone`: those that are there no more. `keys` has `ids` where written ids came or
    went. `links` tells that statements came or went, `cites` that other things are cited than before.
    """

    said: set[Node] = field(default_factory=set)
    altered: set[Node] = field(default_factory=set)
    near: set[Node] = field(default_factory=set)
    gone: set[Node] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    links: bool = False
    cites: bool = False
