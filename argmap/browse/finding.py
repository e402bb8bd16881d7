"""Finding things: searching, going to an id, stepping through what was found."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.browse.dialogs import Choice, Prompt
from argmap.browse.listing import LONGEST, of_many, of_move
from argmap.browse.parting import Parting
from argmap.browse.search import Finds, begins_so, search
from argmap.safe import visible


class Finding(Parting):
    """An explorer in which one finds things."""

    def _ask(self, what: str, placeholder: str, suggest: Sequence[str] = ()) -> None:
        prompt = self.query_one(Prompt)
        self._asking = what
        self._before = self.row.key if self.row is not None else None
        self._ids.ids = suggest
        prompt.placeholder = placeholder
        prompt.value = ""
        prompt.display = True
        self.screen.set_focus(prompt)  # at once: the next key is for the prompt

    def _asked(self) -> None:
        self._asking = ""
        self.query_one(Prompt).display = False
        self.screen.set_focus(self.map)

    def action_search(self) -> None:
        self.action_plain()
        self._ask("search", "search in ids, texts, speakers, tags; Enter keeps, Esc cancels")

    def action_goto(self) -> None:
        ids = [box.id for box in self.scene.boxes.values() if box.named]
        self._ask("goto", "an id, or how an id or a text begins; → completes", ids)

    def on_input_changed(self) -> None:
        self._seek()

    def _seek(self) -> None:
        """Search for what has been typed, unless that was done."""
        value = self.query_one(Prompt).value
        if self._asking != "search" or value == self.map.wanted:
            return
        self.map.wanted = self.sheet.wanted = value
        self.finds = search(self.rows, value)
        row = self.rows.by_key.get(self._before)
        if self.finds is not None and self.finds.keys:
            row = self.finds.nearest(self.rows, row)
        self._arrive(row if row is not None else self.row)

    def action_enter(self) -> None:
        self._seek()
        asking, value = self._asking, self.query_one(Prompt).value
        self._asked()
        if asking == "goto":
            if value.strip():
                self._goto(value.strip())
            return
        if self._before is not None and self.row is not None and self.row.key != self._before:
            self._back.append(self._before)
        if self.finds is not None and not self.finds.keys:
            self.action_plain()
            self._tell(f"nothing found for ‘{visible(value)}’")

    def _goto(self, wanted: str) -> None:
        found, hint = begins_so(self.opened.scene, wanted)
        if found is None:
            self._tell(hint)
        else:
            self.jump(found)

    def action_leave(self) -> None:
        searching = self._asking == "search"
        self._asked()
        if searching:
            self.action_plain()
            row = self.rows.by_key.get(self._before)
            if row is not None:
                self._arrive(row)

    def action_plain(self) -> None:
        """Nothing is looked for any more."""
        self.finds = None
        self.map.wanted = self.sheet.wanted = ""
        self.map.refresh()
        self.sheet.refresh()
        self._tell("")

    def action_next(self, way: int) -> None:
        self._seek()
        finds = self.finds
        if finds is None or not finds.keys:
            self._tell("nothing to step through: / searches, u lists what is unanswered")
            return
        row = finds.step(self.rows, way)
        if row is not None:
            self._arrive(row)

    def _found(self, finds: Finds, at: int = 0) -> None:
        """Step through these, from one of them on."""
        self.finds = finds
        finds.at = at
        row = self.rows.by_key.get(finds.keys[at])
        if row is not None:
            self.go(row)

    async def action_unanswered(self) -> None:
        moves = [move for move in self.opened.unanswered if self.rows.home(move.node.id) is not None]
        if not moves:
            self._tell("nothing is unanswered" + (" in what is shown" if self.part.filters else ""))
            return
        keys = [row.key for move in moves if (row := self.rows.home(move.node.id)) is not None]
        here = self.row.number if self.row is not None else 0
        at = next((i for i, key in enumerate(keys) if self.rows.by_key[key].number >= here), 0)
        first = max(min(at - LONGEST // 2, len(moves) - LONGEST), 0)
        entries = [of_move(move, self.opened.names) for move in moves[first : first + LONGEST]]

        def chosen(chosen: int | None) -> None:
            if chosen is not None:
                self._found(Finds("unanswered", keys), first + chosen)

        title = of_many(len(moves), "unanswered move", len(entries))
        foot = "Enter goes there, then n and N step; Esc closes"
        await self.push_screen(Choice(title, entries, foot, at - first), chosen)

    def on_map_view_followed(self) -> None:
        self.action_follow()

    def action_follow(self) -> None:
        """From a mention to where the node is told; from there to where else it is used."""
        row = self.row
        box = row.box if row is not None else None
        if row is None or box is None:
            return
        home = self.rows.home(box.id)
        if row.mention and home is not None and home is not row:
            self.go(home)
            return
        uses = [one.key for one in self.rows.all if one.mention and one.box is box]
        if not uses:
            self._tell("it is used nowhere else")
            return
        self._found(Finds("use", uses))
