"""What of the map is shown: folding, filters, imported maps; and getting to what isn't."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from argmap.browse.dialogs import Ticks
from argmap.browse.frame import Frame
from argmap.browse.listing import counts
from argmap.browse.rows import Row, Rows
from argmap.browse.search import search
from argmap.browse.views import SheetView
from argmap.render.part import FILTERS, WHOLE, Part
from argmap.render.scene import Scene
from argmap.safe import visible


class Parting(Frame):
    """An explorer that shows more of the map, or less."""

    # -- folding ---------------------------------------------------------------------------------

    def action_unfold_all(self) -> None:
        row = self.row
        self.rows.unfold_all()
        self._arrive(row)

    def action_deeper(self, by: int) -> None:
        self.action_levels(max(self.rows.depth() + by, 0) + 1)

    def action_levels(self, levels: int) -> None:
        """Show so many levels."""
        row = self.row
        self.rows.to_depth(levels - 1)
        here = self.rows.shown_for(row) if row is not None else None
        self._arrive(here, f"{levels} level{'' if levels == 1 else 's'} shown")

    # -- filters ---------------------------------------------------------------------------------

    async def action_filter(self) -> None:
        choices = self.opened.choices
        if not choices:
            self._tell("there is nothing to filter")
            return
        entries = [f"{FILTERS[key]:9} {called}" for key, _, called in choices]
        ticked = [i for i, (key, name, _) in enumerate(choices) if name in getattr(self.part, key)]

        def chosen(ticks: list[int] | None) -> None:
            if ticks is None:
                return
            parts: dict[str, Any] = {}
            for i in ticks:
                key, name, _ = choices[i]
                parts[key] = (*parts.get(key, ()), name)
            self._filter(Part(**parts))

        foot = "Space ticks, Enter applies, c clears; of one sort any will do, all sorts must fit"
        await self.push_screen(Ticks("Show only", entries, ticked, foot), chosen)

    def action_unfilter(self) -> None:
        self._filter(WHOLE)

    def _filter(self, part: Part) -> None:
        self.part = part
        self._take(self.opened.part(part, imports=self.imports))

    def action_imports(self) -> None:
        """Show imported maps whole, or only what this one names of them."""
        if not self.opened.map.imports:
            self._tell("the map imports none")
            return
        self.imports = not self.imports
        self._filter(self.part)
        told = "shown whole" if self.imports else "shown as far as this map names them"
        self._tell(f"imported maps: {told}")

    def _take(self, scene: Scene, line: int | None = None) -> None:
        """Show another scene and stay where one was, as far as that is still there."""
        row, old = self.row, self.rows
        new = Rows(scene)
        new.folded = {key for key in (one.key for one in new.all) if _folded(key, old, new)}
        new.refresh()
        self.scene = scene
        self._counts = counts(scene)
        self.map.rows = new
        if self.finds is not None:
            self.finds = search(new, self.map.wanted) if self.map.wanted else self.finds.left(new)
        found: Row | None = None
        at: Row | None = row
        while at is not None and found is None:
            found = new.by_key.get(at.key)
            at = at.parent
        if line is not None and row is not None and (found is None or found.key != row.key):
            found = self._nearest(new, line) or found
        self._told = None
        if found is not None:
            found = new.shown_for(found) if row is not None and found.key == row.key else found
        self._arrive(found)

    def _nearest(self, rows: Rows, line: int) -> Row | None:
        """The row of the node that now stands there, or just before."""
        best: tuple[int, Row] | None = None
        for row in rows.all:
            if row.told is None or not row.told.full or row.box is None or row.box.prefix:
                continue
            at = self.opened.map.nodes[row.box.id].span.line
            if at <= line and (best is None or at >= best[0]):
                best = (at, row)
        return best[1] if best is not None else None

    def jump(self, id_: str) -> None:
        """Go to where a node is told, and show what has to be shown for that."""
        row = self.rows.home(id_)
        notice = ""
        here = self.row.key if self.row is not None else None
        if row is None and self.part.filters and id_ in self.opened.scene.boxes:
            self._filter(WHOLE)
            row = self.rows.home(id_)
            notice = "the filter hid it and is lifted"
        if row is None and not self.imports and id_ in self.opened.scene.boxes:
            self.action_imports()
            row = self.rows.home(id_)
            notice = "imported maps are shown whole (i)"
        if here in self.rows.by_key and self.row is not None and self.row.key != here:
            self.map.select(self.rows.by_key[here])  # that is where `b` leads back to
        if row is None:
            self._tell(f"{visible(id_)} is not shown here")
            return
        self.go(row, notice)

    def on_sheet_view_chosen(self, event: SheetView.Chosen) -> None:
        self.jump(event.id)


def _folded(key: Hashable, old: Rows, new: Rows) -> bool:
    """Whether a row is folded: as it was, or, of one that is new, as it would be at the start."""
    return key in old.folded if key in old.by_key else key in new.folded
