"""What the `ignore:` properties of the map, its nodes and its references silence, and which never did."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from argmap.diagnostics import Diagnostic
from argmap.model.map import Map, Node


@dataclass(slots=True, eq=False)
class Ignore:
    """The words of one `ignore:`, each with the beginning of codes it means; `used` were of use."""

    words: dict[str, str]
    used: set[str] = field(default_factory=set)

    def silences(self, code: str) -> bool:
        found = [word for word, prefix in self.words.items() if code.startswith(prefix)]
        self.used.update(found)
        return bool(found)


class Ignores:
    """The `ignore:` of a whole map. Silencing a finding is remembered as a use of each word that does so."""

    def __init__(self, map_: Map, nodes: Iterable[Node]) -> None:
        self.of_map = _ignore(map_.properties.get("ignore", ()))
        self._nodes: dict[str, Ignore] = {}
        self._places: dict[int, tuple[int, Ignore]] = {}  # by beginning: the end
        for node in nodes:
            if "ignore" in node.properties:
                found = self._nodes[node.id] = _ignore(node.properties["ignore"])
                self._places[node.span.start] = (node.span.end, found)
        for link in map_.links.values():
            if link.reference and "ignore" in link.properties and link.span.source is map_.source:
                place = (link.span.end, _ignore(link.properties["ignore"]))
                self._places.setdefault(link.span.start, place)
        self._starts = sorted(self._places)

    def __iter__(self) -> Iterator[tuple[int | None, Ignore, str | None]]:
        """Each `ignore:`: where its statement begins (None for the map), and the node, if it is a node's."""
        yield None, self.of_map, None
        owners = {id(ignore): node for node, ignore in self._nodes.items()}
        for start, (_, ignore) in self._places.items():
            yield start, ignore, owners.get(id(ignore))

    def __bool__(self) -> bool:
        return bool(self.of_map.words or self._places)

    def silences(self, found: Diagnostic) -> bool:
        """Whether a finding of the main file is not to be told."""
        silenced = self.of_map.silences(found.code)
        if found.node is not None and (of_node := self._nodes.get(found.node)) is not None:
            silenced |= of_node.silences(found.code)
        before = bisect_right(self._starts, found.span.start)
        if before:
            end, here = self._places[self._starts[before - 1]]
            if found.span.end <= end:
                silenced |= here.silences(found.code)
        return silenced


def _ignore(words: Iterable[str]) -> Ignore:
    from argmap.rules.table import prefix_of

    return Ignore({word: prefix for word in words if (prefix := prefix_of(word)) is not None})
