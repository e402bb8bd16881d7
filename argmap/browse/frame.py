"""The frame of the explorer: its screen, what it shows, and where in the map one is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer, Static

from argmap.browse.dialogs import CSS as DIALOGS
from argmap.browse.dialogs import Ids, Prompt
from argmap.browse.keys import BINDINGS
from argmap.browse.listing import counts
from argmap.browse.opened import Opened
from argmap.browse.paint import Paint, look
from argmap.browse.rows import Row, Rows
from argmap.browse.search import Finds
from argmap.browse.sheet import section_sheet, sheet
from argmap.browse.views import Lines, MapView, SheetView
from argmap.render.part import WHOLE
from argmap.render.theme import Theme
from argmap.render.wrap import shorten
from argmap.safe import visible

#: From so many columns on the details stand beside the map, else below it.
WIDE = 90


class Frame(App[int]):
    """The map, the details, a line above and two below."""

    CSS = (
        """
    #title { height: 1; background: $panel; color: $foreground; text-style: bold; padding: 0 1; }
    #status { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    #body { layout: horizontal; height: 1fr; }
    #map, #sheet { overflow-x: hidden; overflow-y: scroll; }  /* a bar that comes and goes moves all lines */
    #map { width: 3fr; }
    #sheet { width: 2fr; border-left: solid $border; }
    #body.narrow { layout: vertical; }
    #body.narrow #map { width: 100%; height: 3fr; }
    #body.narrow #sheet { width: 100%; height: 2fr; border-left: none; border-top: solid $border; }
    #sheet.hidden, Prompt { display: none; }
    Prompt, Prompt:focus { height: 1; border: none; padding: 0 1; background: $boost; color: $foreground; }
    """
        + DIALOGS
    )
    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "argmap"

    def __init__(
        self,
        opened: Opened,
        themes: Sequence[Theme],
        *,
        start: str | None = None,
    ) -> None:
        super().__init__()
        self.opened = opened
        self._themes = list(themes)
        self._start = start
        self.part = WHOLE
        #: Whether imported maps are shown whole, and not only what this one names of them.
        self.imports = False
        self.scene = opened.part(WHOLE)
        self._counts = counts(self.scene)
        self.why = True
        self._back: list[Hashable] = []
        self.finds: Finds | None = None
        self._asking = ""
        self._before: Hashable = None
        self._notice = " ".join(opened.warnings)
        self._told: object = None
        paint = Paint(self._themes[0])
        self.map = MapView(paint, Rows(self.scene))
        self.sheet = SheetView(paint)
        self._ids = Ids()

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        with Container(id="body"):
            yield self.map
            yield self.sheet
        yield Static(id="status", markup=False)
        yield Prompt(suggester=self._ids, select_on_focus=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        for theme in self._themes:
            self.register_theme(look(theme))
        self.theme = look(self._themes[0]).name
        self.map.focus()
        self._arrive(self.rows.home(self._start) if self._start else None, self._notice)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#body").set_class(event.size.width < WIDE, "narrow")
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        self.map.measure()
        self.map.in_sight(self.map.at)
        self._show(again=True)

    @property
    def rows(self) -> Rows:
        return self.map.rows

    @property
    def row(self) -> Row | None:
        return self.map.row

    def _show(self, *, again: bool = False) -> None:
        """The sheet of the selected row. `again` where it is the same node, told anew."""
        row = self.row
        width = self.sheet.scrollable_content_region.width - 1
        told = (row.key if row is not None else None, width, self.why, id(self.opened))
        if told == self._told or width <= 0:
            return
        same = again and isinstance(self._told, tuple) and self._told[0] == told[0]
        self._told = told
        box = row.box if row is not None else None
        if row is None:
            words = "Nothing to show" if self.opened.map.nodes else "The map has no nodes"
            words = "Nothing fits the filter" if self.part.filters else words
            lines = section_sheet(words, None, (), width)
        elif box is not None:
            lines = sheet(self.opened, box.id, width, why=self.why)
        elif row.told is None:
            within = self.rows.all[row.number + 1 : row.end]
            tops = (one.box for one in within if one.told is not None and one.told.parent is None and one.box)
            lines = section_sheet(row.title, row.boxes, tops, width)
        else:
            above = row.parent.box if row.parent is not None else None
            lines = sheet(self.opened, above.id, width, why=self.why) if above is not None else []
        self.sheet.show(lines, top=not same)

    def _tell(self, notice: str | None = None) -> None:
        """The lines above and below the map."""
        if notice is not None:
            self._notice = notice
        title = self.scene.title or visible(self.opened.name)
        told = "  ".join(self._counts[self.size.width >= WIDE])
        room = max(self.size.width - 5 - len(told), 24)
        self.query_one("#title", Static).update(Content("   ".join((shorten(title, room), told))))
        words = []
        if errors := len(self.opened.errors):
            words.append(f"✗ {errors:,} error{'' if errors == 1 else 's'} in the map (!)")
        if self.part.filters:
            words.append("filter: " + "; ".join(self.scene.left_out()).removeprefix("only "))
        if self.finds is not None:
            words.append(self.finds.words())
        if self._notice:
            words.append(self._notice)
        seen = len(self.rows.seen)
        place = f"{self.map.at + 1:,} of {seen:,} row{'' if seen == 1 else 's'}" if seen else "no rows"
        self.query_one("#status", Static).update(Content("  ·  ".join(words or [place])))

    # -- keys ------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys are dealt with one after the other.

        Textual hands a key to the widget in focus, which hands it on when its turn comes. Keys that come
        in one burst would all go to the map then, even those behind a `/`.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and await self._pressed(event):
            return
        await super().on_event(event)

    async def _pressed(self, event: events.Key) -> bool:
        """Do what a key means at once. False where it is for a dialog, or means nothing."""
        if not isinstance(self.focused, (Lines, Prompt)):
            return False
        if isinstance(self.focused, Prompt) and event.is_printable and event.character is not None:
            self.focused.put(event.character)
            return True
        bound = self.screen.active_bindings.get(event.key)
        return bound is not None and bound.enabled and await self.run_action(bound.binding.action, bound.node)

    # -- where one is ----------------------------------------------------------------------------

    def on_map_view_selected(self) -> None:
        self._show()
        self._tell("")

    def _arrive(self, row: Row | None, notice: str = "") -> None:
        """Be at a row, whatever hid it."""
        self.map.select(row)
        self._show()
        self._tell(notice)

    def go(self, row: Row, notice: str = "") -> None:
        """Go to a row, from which `b` leads back."""
        if self.row is not None and self.row.key != row.key:
            self._back.append(self.row.key)
        self._arrive(row, notice)

    def action_return(self) -> None:
        while self._back:
            row = self.rows.by_key.get(self._back.pop())
            if row is not None:
                self._arrive(row)
                return
        self._tell("nowhere to go back to")
