"""The explorer itself: what the keys do, and what stays as it was when the map changes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer, Static

from argmap.browse import editor
from argmap.browse.dialogs import CSS as DIALOGS
from argmap.browse.dialogs import Choice, Ids, Keys, Prompt, Ticks
from argmap.browse.keys import BINDINGS, explained
from argmap.browse.listing import LONGEST, counts, of_error, of_many, of_move
from argmap.browse.opened import Opened, Reader, Unread
from argmap.browse.paint import Paint, look
from argmap.browse.rows import Row, Rows
from argmap.browse.search import Finds, begins_so, search
from argmap.browse.sheet import section_sheet, sheet
from argmap.browse.views import Lines, MapView, SheetView
from argmap.render.errors import RenderError
from argmap.render.part import FILTERS, WHOLE, Part
from argmap.render.scene import Scene
from argmap.render.theme import Theme
from argmap.render.wrap import shorten
from argmap.safe import visible

#: From so many columns on the details stand beside the map, else below it.
WIDE = 90
#: How often it is looked whether a file has changed, in seconds.
_LOOK = 1.0


class Explorer(App[int]):
    """`argmap browse`."""

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
    #sheet.hidden, Prompt.hidden { display: none; }
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
        read: Reader,
        themes: Sequence[Theme],
        *,
        start: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.opened = opened
        self._read = read
        self._themes = list(themes)
        self._start = start
        self._environment = os.environ if environment is None else environment
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
        self._stamps: dict[str, tuple[int, ...]] = _stamps(opened.files)
        self._told: object = None
        paint = Paint(self._themes[0])
        self.map = MapView(paint, Rows(self.scene))
        self.sheet = SheetView(paint)
        self._ids = Ids()

    # -- the screen ------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        with Container(id="body"):
            yield self.map
            yield self.sheet
        yield Static(id="status", markup=False)
        yield Prompt(classes="hidden", suggester=self._ids, select_on_focus=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        for theme in self._themes:
            self.register_theme(look(theme))
        self.theme = look(self._themes[0]).name
        self.map.focus()
        self._arrive(self.rows.home(self._start) if self._start else None, self._notice)
        if not self.opened.fixed:
            self.set_interval(_LOOK, self.look_for_changes)

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
            lines = section_sheet("Nothing to show", 0, (), width)
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
        place = f"{self.map.at + 1:,} of {len(self.rows.seen):,} rows"
        self.query_one("#status", Static).update(Content("  ·  ".join(words or [place])))

    # -- where one is ----------------------------------------------------------------------------

    def on_map_view_selected(self) -> None:
        self._show()
        self._tell("")

    def _arrive(self, row: Row | None, notice: str = "") -> None:
        """Be at a row, whatever hid it."""
        self.map.select(row)
        self._show()
        self._tell(notice)

    def on_map_view_followed(self) -> None:
        self.action_follow()

    def on_sheet_view_chosen(self, event: SheetView.Chosen) -> None:
        self.jump(event.id)

    def go(self, row: Row, notice: str = "") -> None:
        """Go to a row, from which `b` leads back."""
        if self.row is not None and self.row.key != row.key:
            self._back.append(self.row.key)
        self._arrive(row, notice)

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

    def action_return(self) -> None:
        while self._back:
            row = self.rows.by_key.get(self._back.pop())
            if row is not None:
                self._arrive(row)
                return
        self._tell("nowhere to go back to")

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

    # -- what is looked for ----------------------------------------------------------------------

    def _ask(self, what: str, placeholder: str, suggest: Sequence[str] = ()) -> None:
        prompt = self.query_one(Prompt)
        self._asking = what
        self._before = self.row.key if self.row is not None else None
        self._ids.ids = suggest
        prompt.placeholder = placeholder
        prompt.value = ""
        prompt.remove_class("hidden")
        prompt.focus()

    def _asked(self) -> None:
        self._asking = ""
        self.query_one(Prompt).add_class("hidden")
        self.map.focus()

    def action_search(self) -> None:
        self.action_plain()
        self._ask("search", "search in ids, texts, speakers, tags; Enter keeps, Esc cancels")

    def action_goto(self) -> None:
        ids = [box.id for box in self.scene.boxes.values() if box.named]
        self._ask("goto", "an id, or how an id or a text begins; → completes", ids)

    def on_input_changed(self, event: Prompt.Changed) -> None:
        if self._asking != "search":
            return
        self.map.wanted = self.sheet.wanted = event.value
        self.finds = search(self.rows, event.value)
        row = self.rows.by_key.get(self._before)
        if self.finds is not None and self.finds.keys:
            row = self.finds.nearest(self.rows, row)
        self._arrive(row if row is not None else self.row)

    def on_input_submitted(self, event: Prompt.Submitted) -> None:
        asking, value = self._asking, event.value
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

    def on_prompt_left(self) -> None:
        searching = self._asking == "search"
        self._asked()
        if searching:
            self.action_plain()
            row = self.rows.by_key.get(self._before)
            if row is not None:
                self._arrive(row)

    def on_prompt_step(self, event: Prompt.Step) -> None:
        self.action_next(event.way)

    def action_plain(self) -> None:
        """Nothing is looked for any more."""
        self.finds = None
        self.map.wanted = self.sheet.wanted = ""
        self.map.refresh()
        self.sheet.refresh()
        self._tell("")

    def action_next(self, way: int) -> None:
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

    def action_unanswered(self) -> None:
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
        self.push_screen(Choice(title, entries, foot, at - first), chosen)

    def action_errors(self) -> None:
        errors = self.opened.errors
        if not errors:
            self._tell("no errors in the map; argmap check says more")
            return
        entries = [of_error(error) for error in errors[:LONGEST]]

        def chosen(at: int | None) -> None:
            if at is not None:
                span = errors[at].span
                self._edit(span.source.path, span.line)

        title = of_many(len(errors), "error", len(entries)) + "; what could be read is shown"
        foot = "Enter opens the line in your editor; Esc closes"
        self.push_screen(Choice(title, entries, foot), chosen)

    # -- filters ---------------------------------------------------------------------------------

    def action_filter(self) -> None:
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
        self.push_screen(Ticks("Show only", entries, ticked, foot), chosen)

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

    # -- reading again ---------------------------------------------------------------------------

    def look_for_changes(self) -> None:
        """Read the map again if one of its files is not as it was."""
        now = _stamps(self.opened.files)
        if now != self._stamps:
            self._stamps = now
            self._again()

    def action_reload(self) -> None:
        if self.opened.fixed:
            self._tell("standard input can't be read again")
            return
        self._stamps = _stamps(self.opened.files)
        self._again()

    def _again(self) -> None:
        line = self._line()
        try:
            opened = self._read()
        except Unread as error:
            self._tell(f"not read again: {visible(str(error))}")
            return
        self.opened = opened
        self._stamps = {**_stamps(opened.files)}
        try:
            scene = opened.part(self.part, imports=self.imports)
        except RenderError:  # what was filtered by is gone
            self.part = WHOLE
            scene = opened.part(WHOLE, imports=self.imports)
        self._take(scene, line)
        self._tell(" ".join(("read again", *opened.warnings)))

    def _line(self) -> int | None:
        """Where the selected node stands in the main file."""
        box = self.row.box if self.row is not None else None
        node = self.opened.map.nodes.get(box.id) if box is not None else None
        return node.span.line if node is not None and not node.prefix else None

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

    # -- the rest --------------------------------------------------------------------------------

    def action_edit(self) -> None:
        box = self.row.box if self.row is not None else None
        source, line = self.opened.map.source, 1
        if box is not None:
            span = self.opened.map.nodes[box.id].span
            source, line = span.source, span.line
        elif self.row is not None and isinstance(self.row.key, tuple):
            section = self.opened.map.sections.get(str(self.row.key[1]))
            if section is not None:
                source, line = section.span.source, section.span.line
        self._edit(source.path, line)

    def _edit(self, path: Path | None, line: int | None) -> None:
        if path is None:
            if self.opened.fixed:
                self._tell("standard input can't be edited")
                return
            path, line = Path(self.opened.name), None  # a foreign file: the line is one of what it became
        try:
            words = editor.command(editor.chosen(self._environment), os.path.abspath(path), line)  # noqa: PTH100
            self._run(words)
        except editor.NoEditor as error:
            self._tell(str(error))
            return
        except OSError as error:
            self._tell(f"the editor can't be started: {visible(str(error))}")
            return
        self.look_for_changes()

    def _run(self, words: list[str]) -> None:
        try:
            with self.suspend():
                code = subprocess.run(words, check=False).returncode
        except SuspendNotSupported:  # no terminal of our own: only an editor with a window can do
            code = subprocess.run(words, check=False, stdin=subprocess.DEVNULL).returncode
        if code:
            self._tell(f"the editor ended with code {code}")

    def action_copy(self) -> None:
        box = self.row.box if self.row is not None else None
        if box is not None:
            self.copy_to_clipboard(box.id)
            self._tell(f"copied {visible(box.id)}")

    def action_why(self) -> None:
        self.why = not self.why
        self.sheet.remove_class("hidden")
        self._show(again=True)
        self._tell("why: shown" if self.why else "why: hidden")

    def action_sheet(self) -> None:
        hidden = not self.sheet.has_class("hidden")
        self.sheet.set_class(hidden, "hidden")
        if hidden:
            self.map.focus()
        self.call_after_refresh(self._laid_out)

    def action_theme(self) -> None:
        self._themes.append(self._themes.pop(0))
        paint = Paint(self._themes[0])
        self.theme = look(self._themes[0]).name
        for view in self.query(Lines):
            view.put(paint)

    def action_keys(self) -> None:
        self.push_screen(Keys(explained))


def _folded(key: Hashable, old: Rows, new: Rows) -> bool:
    """Whether a row is folded: as it was, or, of one that is new, as it would be at the start."""
    return key in old.folded if key in old.by_key else key in new.folded


def _stamps(files: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """What tells whether the files have changed; nothing for one that isn't there."""
    found: dict[str, tuple[int, ...]] = dict.fromkeys(files, ())
    for file in files:
        try:
            stat = os.stat(file)  # noqa: PTH116
        except OSError:
            continue
        found[file] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found
