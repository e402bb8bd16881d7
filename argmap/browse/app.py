"""The explorer itself: the map is read again when it changes, and its lines open in an editor."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual.app import SuspendNotSupported

from argmap.browse import editor
from argmap.browse.dialogs import Choice, Keys
from argmap.browse.finding import Finding
from argmap.browse.keys import explained
from argmap.browse.listing import LONGEST, of_error, of_many
from argmap.browse.opened import Opened, Reader, Unread
from argmap.browse.paint import Paint, look
from argmap.browse.views import Lines
from argmap.render.errors import RenderError
from argmap.render.part import WHOLE
from argmap.render.theme import Theme
from argmap.safe import visible

#: How often it is looked whether a file has changed, in seconds.
_LOOK = 1.0


class Explorer(Finding):
    """`argmap browse`."""

    def __init__(
        self,
        opened: Opened,
        read: Reader,
        themes: Sequence[Theme],
        *,
        start: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(opened, themes, start=start)
        self._read = read
        self._environment = os.environ if environment is None else environment
        self._stamps = _stamps(opened.files)

    def on_mount(self) -> None:
        if not self.opened.fixed:
            self.set_interval(_LOOK, self.look_for_changes)

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

    async def action_errors(self) -> None:
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
        await self.push_screen(Choice(title, entries, foot), chosen)

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

    async def action_keys(self) -> None:
        await self.push_screen(Keys(explained))


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
