"""What opens over the map: a list to choose from, boxes to tick, the keys. Prompts are a line below it.

Texts of the map come as `Content`, which nothing takes for markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

CSS = """
Choice, Ticks, Keys { align: center middle; }
.dialog {
    width: 90%; max-width: 90; height: auto; max-height: 90%; padding: 0 1;
    border: round $border; background: $panel;
}
.dialog > OptionList, .dialog > VerticalScroll {
    height: auto; max-height: 100%; background: $panel; border: none; padding: 0;
}
.dialog > Static { color: $foreground; }
.dialog .foot { color: $foreground 80%; }
"""


def _fit(screen: ModalScreen[Any]) -> None:
    """Leave room for what stands above and below a list."""
    foot = screen.query_one(".foot", Static)
    room = screen.size.height - 6 - foot.size.height
    screen.query_one(OptionList).styles.max_height = max(room, 3)


def _move(screen: ModalScreen[Any], way: str) -> None:
    options = screen.query_one(OptionList)
    if way == "down":
        options.action_cursor_down()
    else:
        options.action_cursor_up()


class Choice(ModalScreen[int | None]):
    """One of a list; the answer is its number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "close"),
        Binding("j", "move('down')", show=False),
        Binding("k", "move('up')", show=False),
    ]

    def __init__(self, title: str, entries: Sequence[str], foot: str, at: int = 0) -> None:
        super().__init__()
        self._title, self._entries, self._foot, self._at = title, entries, foot, at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title).stylize("bold"), markup=False)
            yield OptionList(*(Option(Content(entry)) for entry in self._entries))
            yield Static(Content(self._foot), classes="foot", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._at
        self.set_focus(self.query_one(OptionList))

    def on_resize(self) -> None:
        _fit(self)

    def action_move(self, way: str) -> None:
        _move(self, way)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class Ticks(ModalScreen[list[int] | None]):
    """Any number out of a list; the answer is their numbers, None for leaving things as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "cancel"),
        Binding("enter", "done", "apply", priority=True),
        Binding("space", "tick", "tick"),
        Binding("c", "clear", "clear"),
        Binding("j", "move('down')", show=False),
        Binding("k", "move('up')", show=False),
    ]

    def __init__(self, title: str, entries: Sequence[str], ticked: Sequence[int], foot: str) -> None:
        super().__init__()
        self._title, self._entries, self._foot = title, entries, foot
        self._ticked = set(ticked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title).stylize("bold"), markup=False)
            yield OptionList(*(Option(self._entry(i)) for i in range(len(self._entries))))
            yield Static(Content(self._foot), classes="foot", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(OptionList))

    def _entry(self, at: int) -> Content:
        return Content(f"{'[x]' if at in self._ticked else '[ ]'} {self._entries[at]}")

    def on_resize(self) -> None:
        _fit(self)

    def _turn(self, at: int) -> None:
        self._ticked ^= {at}
        self.query_one(OptionList).replace_option_prompt_at_index(at, self._entry(at))

    def action_tick(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._turn(at)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._turn(event.option_index)  # by the mouse: Enter applies

    def action_move(self, way: str) -> None:
        _move(self, way)

    def action_clear(self) -> None:
        for at in sorted(self._ticked):
            self._turn(at)

    def action_done(self) -> None:
        self.dismiss(sorted(self._ticked))


class Keys(ModalScreen[None]):
    """What the keys do and the signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,space", "dismiss(None)", "close")
    ]

    def __init__(self, words: Callable[[int], Content]) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"), VerticalScroll():
            yield Static(markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))

    def on_resize(self) -> None:
        room = min(self.size.width * 9 // 10, 90) - 6
        self.query_one(Static).update(self._words(max(room, 30)))
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - 4, 3)


class Ids(Suggester):
    """Completes how an id begins."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.ids: Sequence[str] = ()

    async def get_suggestion(self, value: str) -> str | None:
        folded = value.casefold()
        fits = (id_ for id_ in self.ids if id_.casefold().startswith(folded))
        found = next(fits, None) if value else None
        return None if found is None else value + found[len(value) :]


class Prompt(Input):
    """The line below the map in which one types what to search for, or an id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.leave", "cancel"),
        Binding("enter", "app.enter", show=False),
        Binding("down,ctrl+n", "app.next(1)", "next"),
        Binding("up,ctrl+p", "app.next(-1)", "previous"),
    ]

    def put(self, text: str) -> None:
        """Put a text where the cursor is, or in the place of what is selected."""
        self.replace(text, *sorted(self.selection))
