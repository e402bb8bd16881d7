"""A framework file as numbers, for whoever computes with it: no map is made of it."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from argmap.formats import apx, iccma, tgf
from argmap.formats.dung import Listed
from argmap.formats.format import Format
from argmap.formats.given import Given, Unreadable
from argmap.formats.reading import format_of
from argmap.solving.graph import Graph

#: The formats that are frameworks, by name.
PARSERS = {"af": iccma.parse, "apx": apx.parse, "tgf": tgf.parse}


class Numbered(NamedTuple):
    """The names of the arguments in the file's order, who attacks whom, and what was wrong in the file."""

    names: list[str]
    graph: Graph
    problems: list[str]


def framework_format(given: Given) -> Format:
    """Which of the formats a file is in; `Unreadable` where it is in none of them."""
    format_ = format_of(given)
    if format_.name not in PARSERS:
        raise Unreadable(f"is {format_.name}, not a framework in one of the formats {', '.join(PARSERS)}")
    return format_


def read_numbered(given: Given, name: str) -> Numbered:
    """A file as a framework, in the format of this name. Raises `Unreadable`."""
    listed: Listed = PARSERS[name](given.text)
    names = list(listed.texts)
    number = dict(zip(names, range(len(names)), strict=True))
    sources, targets = array("i"), array("i")
    for attacker, target in listed.attacks:
        sources.append(number[attacker])
        targets.append(number[target])
    return Numbered(names, Graph(len(names), sources, targets), [*given.problems, *listed.problems])
