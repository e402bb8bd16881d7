"""One open document: its text as it is edited, and all that is made of it, worked out when asked for.

An edit changes what is there already where that can be done (`syntax.reparse`, `model.follow`, `rules.kept`),
and has the rest made anew. What comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from os.path import realpath  # links in a circle are no error to it
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.choice import Choice
from argmap.diagnostics import Diagnostic
from argmap.model.follow.change import CannotFollow
from argmap.model.follow.follower import Follower
from argmap.model.load import Loaded
from argmap.model.map import Map
from argmap.model.reads import paths
from argmap.model.unit import Unit
from argmap.rules.kept import Kept
from argmap.rules.rule import Context
from argmap.rules.written import Followed
from argmap.source import Source
from argmap.syntax import tree as syntax
from argmap.syntax.parser import parse
from argmap.syntax.reparse import Flat

if TYPE_CHECKING:
    from argmap.session.workspace import Workspace


class Edit(NamedTuple):
    """Replace what stands from `start` to `end` (offsets in code points) by `text`."""

    start: int
    end: int
    text: str


class Document:
    """A map open in an editor.

    Everything is worked out when it is first asked for and kept until the next edit. Objects that were
    handed out may be changed in place by an edit: ask again rather than keep them.
    """

    def __init__(self, workspace: Workspace, key: str, source: Source) -> None:
        self.workspace = workspace
        #: What the editor calls it.
        self.key = key
        #: The text as it stands, with the name that findings show. The same object from edit to edit.
        self.source = source
        self._flat: Flat | None = None
        self._said: list[Diagnostic] = []
        self._loaded: Loaded | None = None
        self._follower: Follower | None = None
        self._files: frozenset[Path] = frozenset()
        self._context: Context | None = None
        self._kept: Kept | None = None
        self._choice: Choice | None = None

    @property
    def path(self) -> Path | None:
        """The file it is saved in, or None."""
        return self.source.path

    # What is made of the text

    @property
    def tree(self) -> syntax.Document:
        """The lines of the text as a tree."""
        flat = self._parse()
        flat.settle()
        return flat.document

    @property
    def syntax_diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the form of the text."""
        self._parse()
        return self._follower.said if self._follower is not None else self._said

    @property
    def loaded(self) -> Loaded:
        """The map, with what was read for it; `loaded.diagnostics` are this file's errors."""
        self._parse().settle()
        return self._load()

    @property
    def map(self) -> Map:
        return self._load().map

    @property
    def unit(self) -> Unit:
        """This file as it was read into the map: its entries tell which line is which node and link."""
        return self.loaded.units[0]

    @property
    def context(self) -> Context:
        """What is known of the map: standings, who owes a reply, and more."""
        if self._context is None:
            map_ = self.map
            self._context = Context(map_, self.choice.rules, Followed(self._parse()))
        return self._context

    @property
    def choice(self) -> Choice:
        """Which rules run here, as the settings files say."""
        if self._choice is None:
            self._choice = self.workspace.choice(self.path)
        return self._choice

    def findings(self) -> list[Diagnostic]:
        """What `argmap check` tells of this text, with the settings that hold for its file."""
        choice = self.choice
        if self._kept is None:
            loaded = self._load()
            assert self._follower is not None
            self._kept = Kept(self.context, loaded.diagnostics, self._follower.moves, **choice.running)
        return choice.without_exempt(self._kept.findings)

    # What changes

    def edit(self, edits: Iterable[Edit]) -> None:
        """Change the text: each edit counts in the text that those before it leave.

        Raises `ValueError`, and changes nothing, where one lies outside the text.
        """
        edits = list(edits)
        length = len(self.source.text)
        for start, end, new in edits:
            if not 0 <= start <= end <= length:
                raise ValueError(f"an edit from {start} to {end} in a text of {length} characters")
            length += len(new) - (end - start)
        before = self.source.text
        for each in edits:
            self._edit(Edit(*each))
        if self.source.text != before:
            self.workspace.edited(self)

    def _edit(self, edit: Edit) -> None:
        if self.source.text[edit.start : edit.end] == edit.text:
            return
        if self._flat is None:
            self.source.edit(*edit)
            return
        lines = "\n" in edit.text or "\n" in self.source.text[edit.start : edit.end]
        changed = self._flat.edit(*edit)
        if changed is None or self._follower is None:
            self._flat = None
            self.forget()
            return
        try:
            change = self._follower.follow(changed)
        except CannotFollow:
            self.forget()
            return
        context, kept = self._context, self._kept
        if context is None or kept is None:
            self._context = self._kept = None
            return
        kept.move(changed.cut, changed.cut_end, changed.moved)
        self._context = context = context.after(change)
        kept.update(context, change, self._load().diagnostics, lines)

    def forget(self) -> None:
        """Make the map anew when it is asked for: something that it rests on is another now."""
        if self._follower is not None:
            self._said = self._follower.said
        self._loaded = self._follower = None
        self.forget_settings()

    def forget_settings(self) -> None:
        """Find out anew which rules run, and what they find."""
        self._choice = self._context = self._kept = None

    def rests_on(self, path: Path) -> bool:
        """Whether the map, when it was last made, named a file (by its resolved path)."""
        return path in self._files

    def _load(self) -> Loaded:
        if self._loaded is None:
            tree, said = self.tree, self._said
            self._loaded = self.workspace.loader.whole(self.source, tree, said)
            self._follower = Follower(self._loaded, said)
            self._files = frozenset(Path(realpath(path)) for path in paths(self._loaded.map))
        return self._loaded

    def _parse(self) -> Flat:
        if self._flat is None:
            tree, self._said = parse(self.source)
            self._flat = Flat(tree)
        return self._flat
