"""What a follower knows of its map, and the words that its parts share."""

from __future__ import annotations

from argmap.diagnostics import Diagnostic
from argmap.model.follow.change import Change
from argmap.model.follow.spans import Spans, of_finding, of_map
from argmap.model.load import Loaded
from argmap.model.map import Link, Node
from argmap.model.unit import Entry
from argmap.source import Source, Span
from argmap.syntax.tree import Cite, Item, Word, Written

#: Properties that stand for links.
RELATING = frozenset({"restates", "contradicts"})


class Keeping:
    """Keeps a loaded map in step with its main file's tree; `said` is what parsing that file reported."""

    def __init__(self, loaded: Loaded, said: list[Diagnostic]) -> None:
        self.loaded = loaded
        self.map = loaded.map
        self.unit = unit = loaded.units[0]
        #: What parsing the main file reports; right even where the map can't follow.
        self.said = said
        self._found = unit.diagnostics[len(said) :]
        self._entries: dict[Item, Entry] = {entry.item: entry for entry in unit.entries}
        self._lost = any(entry.lost for entry in unit.entries)
        self._late = any(reopens_argument(entry) for entry in unit.entries)
        self.spans = Spans(of_map(loaded))
        self._change = Change()
        #: The statements that go in the edit at hand.
        self.going: set[Item] = set()
        #: Something was found in properties that are read anew; it can't be found anew.
        self._reread = self._doomed = False
        #: The speakers that nobody declares, in the order in which they are named.
        self._first: list[str] = []

    def moves(self, span: Span) -> bool:
        """Whether a span is one of those that are moved with the text."""
        return span in self.spans

    def _unfind(self, lines: list[tuple[int, int]], code: str = "") -> bool:
        """Drop what was found in some lines (of one code alone); whether there was anything."""
        kept = []
        for each in self._found:
            if each.code.startswith(code) and any(start <= each.span.start < end for start, end in lines):
                self.spans.drop(of_finding(each, self.unit.source))
            else:
                kept.append(each)
        dropped = len(kept) < len(self._found)
        self._found = kept
        return dropped


def texts(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple([word.text for word in words])


def places(cites: tuple[Cite, ...]) -> list[tuple[str, str | None]]:
    return [(cite.source, cite.anchor) for cite in cites]


def end_of(item: Written, source: Source) -> int:
    end = item.pieces[-1][1]
    raw = source.text
    while raw[end - 1].isspace():
        end -= 1
    return end


def reopens_argument(entry: Entry) -> bool:
    """Whether a line at top level names an argument to hang more on it."""
    item = entry.item
    return entry.parent is None and item.form == "reference" and item.kind.text == "argument"


def ends(link: Link) -> list[Node]:
    """The nodes that a link joins; those of the link that it denies."""
    found = [*link.origin]
    if link.via is not None:
        found.append(link.via)
    target = link.target
    return [*found, *(ends(target) if isinstance(target, Link) else [target])]
