"""What a name in a file points to: nodes, speakers and sources, here or in an imported map.

Whatever points nowhere is reported, with what was most likely meant.
"""

from __future__ import annotations

from argmap.diagnostics import Edit, Fix
from argmap.model.map import Citation, Node, Speaker
from argmap.model.unit import Unit
from argmap.source import Span
from argmap.suggest import nearest
from argmap.syntax.tree import Cite, Word


class Names:
    """The names one file can use. Ids it returns are those of the whole map."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.map = unit.map
        #: A file that declares no speaker may name any.
        self.free_speakers = not unit.speakers

    def node(self, word: Word) -> Node | None:
        """The node an id points to, or None (reported)."""
        unit = self.unit
        name = word.text
        node = unit.named.get(name)
        if node is not None:
            return node
        if "/" in name:
            first = name.partition("/")[0]
            other, local = self._foreign(word)
            if other is None:
                return None
            node = other.named.get(local)
            if node is None:
                known = [f"{first}/{id_}" for id_ in other.named]
                self._no_node(word, nearest(name, known), f"it would stand in {other.source.name}")
            return node
        self._no_node(
            word,
            nearest(name, unit.named),
            "a reference names a node stated elsewhere; to state something new, write a colon and its text",
        )
        return None

    def _no_node(self, word: Word, near: str | None, hint: str) -> None:
        message = f"no node has the id `{word.text}`"
        if near is not None:
            message += f". Did you mean `{near}`?"
        self.unit.report("E301", word.start, word.end, message, hint, fix=self._respell(word, near))

    def _respell(self, word: Word, near: str | None) -> Fix | None:
        """The fix that writes what a misspelt name was perhaps meant to be."""
        if near is None:
            return None
        edit = Edit(Span(self.unit.source, word.start, word.end), near)
        return Fix(f"write `{near}`", (edit,), safe=False)

    def speakers(self, words: tuple[Word, ...]) -> tuple[str, ...]:
        """The ids of the speakers named; one that isn't declared is kept under its name."""
        ids: list[str] = []
        for word in words:
            id_ = self._global(word)
            if id_ is None or id_ in ids:
                continue
            if id_ not in self.map.speakers:
                self._undeclared_speaker(word, id_)
            ids.append(id_)
        return tuple(ids)

    def _undeclared_speaker(self, word: Word, id_: str) -> None:
        unit = self.unit
        if "/" in word.text or not self.free_speakers:
            near = nearest(word.text, unit.speakers)
            unit.report(
                "E304",
                word.start,
                word.end,
                f"the speaker `{word.text}` is not declared" + (f". Did you mean `{near}`?" if near else ""),
                f"declare it at top level: `speaker {word.text}: NAME`",
                fix=self._respell(word, near),
            )
        self.map.speakers[id_] = Speaker(id_, word.text, Span(unit.source, word.start, word.end))

    def citations(self, cites: tuple[Cite, ...]) -> tuple[Citation, ...]:
        """Citations with the sources' ids. Whether a source is declared, a rule looks at (S201)."""
        source = self.unit.source
        if len(cites) == 1 and "/" not in cites[0].source:  # most often
            name, anchor, start, end = cites[0]
            return (Citation(self.unit.prefix + name, anchor, Span(source, start, end)),)
        found = []
        for cite in cites:
            id_ = self._global(cite)
            if id_ is not None:
                found.append(Citation(id_, cite.anchor, Span(source, cite.start, cite.end)))
        return tuple(found)

    def may_be(self, cite: Cite) -> bool:
        """Whether a bracket inside a text may be a citation: one of an import names one there is."""
        return "/" not in cite.source or cite.source.partition("/")[0] in self.unit.imports

    def _global(self, word: Word | Cite) -> str | None:
        """The id in the whole map of a speaker or source, or None where its import fails."""
        if "/" not in word[0]:
            return self.unit.prefix + word[0]
        unit, local = self._foreign(word)
        return None if unit is None else unit.prefix + local

    def _foreign(self, word: Word | Cite) -> tuple[Unit | None, str]:
        """The file and the local name that `import/name` points to; None where it can't be followed."""
        first, _, local = word[0].partition("/")
        imports = self.unit.imports
        if first not in imports:
            near = nearest(first, imports)
            self.unit.report(
                "E404",
                word.start,
                word.end,
                f"nothing is imported under the name `{first}`."
                + (f" Did you mean `{near}`?" if near else ""),
                f"declare it at top level: `import {first}: PATH`",
            )
            return None, local
        unit = imports[first]
        if unit is not None and "/" in local:
            self.unit.report(
                "E404",
                word.start,
                word.end,
                f"`{word[0]}` reaches through `{first}` into another map",
                "import that map in this file too, under a name of its own",
            )
            return None, local
        return unit, local
