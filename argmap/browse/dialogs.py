"""What opens over the map: a list to choose from, boxes to tick, the keys. Prompts are a line below it.

Texts of the map come as `Content`, which nothing takes for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

CSS = """
Choice, Ticks, Keys { align: center middle; }
.dialog {
    width: 90%; max-width: 90; height: auto; max-height: 90%; padding: 0 1;
    border: round $border; background: $panel;
}
.dialog > OptionList, .dialog > SelectionList, .dialog > VerticalScroll {
    height: auto; max-height: 100%; background: $panel; border: none; padding: 0;
}
.dialog > Static { color: $foreground; }
.dialog .foot { color: $foreground 80%; }
"""


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

    def action_move(self, way: str) -> None:
        options = self.query_one(OptionList)
        options.action_cursor_down() if way == "down" else options.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class Ticks(ModalScreen[list[int] | None]):
    """Any number out of a list; the answer is their numbers, None for leaving things as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "cancel"),
        Binding("enter", "done", "apply", priority=True),
        Binding("c", "clear", "clear"),
        Binding("j", "move('down')", show=False),
        Binding("k", "move('up')", show=False),
    ]

    def __init__(self, title: str, entries: Sequence[str], ticked: Sequence[int], foot: str) -> None:
        super().__init__()
        self._title, self._entries, self._foot = title, entries, foot
        self._ticked = frozenset(ticked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title).stylize("bold"), markup=False)
            yield SelectionList[int](
                *(Selection(Content(text), i, i in self._ticked) for i, text in enumerate(self._entries))
            )
            yield Static(Content(self._foot), classes="foot", markup=False)

    def action_move(self, way: str) -> None:
        options = self.query_one(SelectionList)
        options.action_cursor_down() if way == "down" else options.action_cursor_up()

    def action_clear(self) -> None:
        self.query_one(SelectionList).deselect_all()

    def action_done(self) -> None:
        self.dismiss(sorted(self.query_one(SelectionList).selected))


class Keys(ModalScreen[None]):
    """What the keys do and the signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,space", "dismiss(None)", "close")
    ]

    def __init__(self, words: Content) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"), VerticalScroll():
            yield Static(self._words, markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


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
        Binding("escape", "leave", "cancel"),
        Binding("down,ctrl+n", "step(1)", "next"),
        Binding("up,ctrl+p", "step(-1)", "previous"),
    ]

    class Left(Message):
        """The reader thought better of it."""

    class Step(Message):
        """The reader wants the next or the previous thing found."""

        def __init__(self, way: int) -> None:
            super().__init__()
            self.way = way

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_step(self, way: int) -> None:
        self.post_message(self.Step(way))
