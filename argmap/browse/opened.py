"""A map as the explorer opened it, with what is asked of it: scenes, explanations, passages, findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from argmap.analysis.passages import Passages
from argmap.analysis.passages import read as read_passages
from argmap.analysis.standing import Standings, evaluate
from argmap.analysis.unanswered import Conversation, Unanswered
from argmap.analysis.units import Units, units_of
from argmap.analysis.why import Explanation, explain
from argmap.diagnostics import Diagnostic
from argmap.model.map import Map
from argmap.render.part import WHOLE, Part, speaking
from argmap.render.scene import Scene, build
from argmap.review.phrases import Names
from argmap.safe import visible

#: A larger source file is not looked into.
_LARGEST = 4_000_000


class Unread(Exception):
    """The map can't be read (any more); the message says why."""


@dataclass(eq=False)
class Opened:
    """A map and what was found while it was read. `files` are those whose change asks for another look.

    `name` is the file as the user named it; `fixed` where it can't be read again, as standard input.
    """

    name: str
    map: Map
    diagnostics: Sequence[Diagnostic] = ()
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    fixed: bool = False
    _passages: dict[Path, Passages | None] = field(default_factory=dict, repr=False)

    @cached_property
    def units(self) -> Units:
        return units_of(self.map)

    @cached_property
    def standings(self) -> Standings:
        return evaluate(self.map, self.units)

    @cached_property
    def names(self) -> Names:
        return Names(self.map)

    @cached_property
    def scene(self) -> Scene:
        """The whole map, with all of what it imports."""
        return self.part(WHOLE, imports=True)

    @cached_property
    def errors(self) -> list[Diagnostic]:
        """What kept the map from being read whole."""
        return [finding for finding in self.diagnostics if finding.code.startswith("E")]

    @cached_property
    def unanswered(self) -> list[Unanswered]:
        """The moves nobody answered: attacks, questions, then claims that nobody took up."""
        talk = Conversation(self.map, self.standings, self.units)
        return [*talk.unanswered_attacks, *talk.unanswered_questions(), *talk.dropped_claims()]

    @cached_property
    def choices(self) -> list[tuple[str, str, str]]:
        """What may be filtered by: the filter (as in `Part`), the name it takes, how that is called."""
        map_, scene = self.map, self.scene
        found = [("standings", word, word) for word in scene.legend.standings]
        found += [("speakers", id_, scene.names.get(id_) or visible(id_)) for id_ in speaking(map_)]
        sides = dict.fromkeys(s.side for s in map_.speakers.values() if s.side)
        found += [("sides", side, visible(side)) for side in sides]
        tags = dict.fromkeys(tag for id_ in scene.boxes for tag in map_.nodes[id_].tags)
        found += [("tags", tag, "#" + visible(tag)) for tag in tags]
        found += [("kinds", kind, kind) for kind in scene.legend.kinds]
        found += [
            ("sections", id_, group.title) for id_, group in scene.groups.items() if id_ in map_.sections
        ]
        return found

    def part(self, part: Part, *, imports: bool = False) -> Scene:
        """The scene of a part of the map; of imported maps what this one names, or with `imports` all."""
        return build(self.map, self.standings, part, imports=imports)

    def why(self, id_: str) -> Explanation:
        return explain(self.map, self.standings, self.map.nodes[id_], self.units)

    def passage(self, source: str, anchor: str | None) -> list[str] | None:
        """The lines a citation points at, where its source is a text that the map may read."""
        known = self.map.sources.get(source)
        if known is None or known.file is None or anchor is None:
            return None
        if known.file not in self._passages:
            self._passages[known.file] = _read(known.file)
        passages = self._passages[known.file]
        text = passages.passage(anchor) if passages is not None else None
        return None if text is None else [visible(line) for line in text.splitlines()]


#: Reads the map anew. Raises `Unread`.
Reader = Callable[[], Opened]


def _read(path: Path) -> Passages | None:
    try:
        return read_passages(path) if path.is_file() and path.stat().st_size <= _LARGEST else None
    except (OSError, UnicodeDecodeError):
        return None
