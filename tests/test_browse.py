"""`argmap browse`: what a reader sees on the screen, and where the keys lead.

The explorer runs without a terminal, driven by keys and the mouse; what is asserted is the text on its
screen. Nothing waits for the clock.
"""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from argmap.browse.app import Explorer
from argmap.browse.dialogs import Prompt
from argmap.browse.editor import NoEditor, chosen, command
from argmap.browse.opened import Opened, Unread
from argmap.browse.paint import Paint
from argmap.browse.rows import FIRST, Rows
from argmap.browse.sheet import sheet
from argmap.model.load import Loader, ReadError
from argmap.render.look import LINKS, STANDINGS
from argmap.render.theme import BUILT_IN, built_in
from tests.conftest import Argmap
from tests.rendering import EXAMPLES
from tests.test_render_theme import contrast

MAP = """\
map: Whether to move
speaker ana: Ana
  side: for
speaker ben: Ben
  side: against
section: The offer
  claim move @ana #vote: We should move on Friday.
    premise cheap @ana: It is cheaper.
      rebuttal van @ben: The van costs more on Fridays. [diary#p1]
        note: He asked twice.
    rebuttal tired @ben: Everybody is tired by then.
      undercut rest @ana: That is what the weekend is for.
section: The rest
  claim calm: Calm matters.
    premise cheap
    question when @ben: When was it calm?
source diary: A diary
  file: diary.md
"""
DIARY = "# One {#p0}\n\nNothing.\n\n# Two {#p1}\n\nA van is dear\non Fridays.\n\nSo they say.\n"


class Reader:
    """An explorer at work, and what is on its screen."""

    def __init__(self, app: Explorer, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> str:
        """Press keys, or type a text in pieces; comes back with the screen."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(events.Key(key, character))
            for _ in range(4):  # until all have dealt with it, and with what it led to
                await self.pilot.pause(0)
        await self.pilot.pause()
        return self.text()

    async def burst(self, *keys: str) -> str:
        """Press keys faster than any is dealt with, as when a terminal sends them in one go."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(12):
            await self.pilot.pause(0)
        return await self.press()

    async def type(self, text: str) -> str:
        return await self.press(*("space" if char == " " else char for char in text))

    async def to(self, id_: str) -> str:
        """Go to an id."""
        await self.press("g")
        self.app.query_one(Prompt).value = id_
        return await self.press("enter")

    async def press_at(self, id_: str, *keys: str) -> str:
        await self.to(id_)
        return await self.press(*keys)

    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        return "\n".join(self.lines())

    def here(self) -> str:
        """The row where one is, as it is on the screen."""
        return next((line.strip() for line in self.map() if line.startswith(("▌", "│"))), "")

    def map(self) -> list[str]:
        """The lines of the map, without the details beside or below it."""
        region = self.app.map.region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return [strip.crop(0, region.width).text.rstrip() for strip in strips]

    def sheet(self) -> list[str]:
        """The lines of the details."""
        region = self.app.sheet.region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text.rstrip() for strip in strips]

    def status(self) -> str:
        return self.lines()[-2]


#: Every style a line may have (argmap/browse/words.py).
STYLES = (
    *("", "quiet", "why", "said", "root", "title", "heading", "section", "id", "speaker", "guide", "decided"),
    *("cursor", *(f"link:{kind}" for kind in LINKS), *(f"standing:{value}" for value in STANDINGS)),
)
Steps = Callable[[Reader], Awaitable[None]]


def explore(
    source: str | Path,
    steps: Steps,
    *,
    size: tuple[int, int] = (130, 40),
    theme: str = "dark",
    **options: Any,
) -> None:
    """Open a map, from its text or its file, and take some steps in it."""

    def read() -> Opened:
        try:
            if isinstance(source, Path):
                files = (str(source), *(str(file) for file in source.parent.glob("*.argmap")))
                return Opened(str(source), *Loader().path(source), files)
            return Opened("<stdin>", *Loader().text(source), fixed=True)
        except ReadError as error:
            raise Unread(str(error)) from error

    async def run() -> None:
        app = Explorer(read(), read, [built_in(theme), built_in("light")], **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(Reader(app, pilot))
        assert app.return_code in (None, 0)

    asyncio.run(run())


@pytest.fixture
def debate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diary.md").write_text(DIARY, encoding="utf-8")
    path = Path("debate.argmap")
    path.write_text(MAP, encoding="utf-8")
    return path


# The map and what is told of a node


def test_the_whole_map_is_there_in_reading_order(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = reader.text()
        told = ["▾ The offer", "move · Ana · #vote: We should move", "+ ✗ falls cheap · Ana: It is cheaper.",
                "− ✓ van · Ben: The van costs more", "− ✓ not in force · tired · Ben:", "↛ ✓ rest · Ana:",
                "▾ The rest", "✗", "↑ see cheap", "? when · Ben: When was it calm?"]  # fmt: skip
        at = 0
        for words in told:
            assert words in screen[at:], words
            at = screen.index(words, at)
        assert "Whether to move" in reader.lines()[0]
        assert "2 fall" in reader.lines()[0] or "1 falls" in reader.lines()[0]

    explore(debate, steps)


def test_the_details_tell_all_of_a_node(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.to("van")
        assert "van · Ben: The van costs more" in reader.here()
        for words in [
            "rebuttal · van · Ben · side against", "debate.argmap:9 · The offer",
            "✓ stands: Nobody attacks it.", "What it does", "speaks against ✗ falls cheap",
            "diary#p1: A diary", "A van is dear on Fridays.", "So they say.", "Notes", "He asked twice.",
        ]:  # fmt: skip
            assert words in screen, words
        assert "Nothing." not in screen  # of another place in the source
        screen = await reader.to("cheap")
        assert "Against it" in screen
        assert "✗ falls: It is refuted by `van` (Ben)" in screen

    explore(debate, steps)


def test_why_can_be_hidden(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.to("cheap")
        assert "Ben says against it" in screen or "Ben answers" in screen or "“The van costs" in screen
        before = screen.count("The van costs")
        screen = await reader.press("w")
        assert screen.count("The van costs") == before - 1
        assert "✗ falls: It is refuted by" in screen
        assert (await reader.press("w")).count("The van costs") == before

    explore(debate, steps)


# Folding


def test_folding(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.to("move")
        screen = await reader.press("space")
        assert "▸ ✗ falls move" in screen or "▸ ◌ unsupported move" in screen
        assert not any("rest · Ana" in line for line in reader.map())
        assert "+4" in reader.here()  # four nodes are folded away
        await reader.press("l")
        assert "+4" not in reader.here()
        await reader.press("l", "l", "h")  # cheap: in, out again
        assert "cheap" in reader.here()
        screen = await reader.press("h", "h", "h", "h", "h")
        assert "The offer" in reader.here()
        assert "▸ The offer" in screen
        screen = await reader.press("asterisk")
        assert "▸" not in screen
        screen = await reader.press("2")
        assert "2 levels shown" in reader.status()
        assert "▸" in screen
        assert not any("tired · Ben" in line for line in reader.map())
        screen = await reader.press("plus")
        assert "3 levels shown" in reader.status()
        screen = await reader.press("minus", "minus")
        assert sum("▸" in line for line in reader.map()) == 2  # the sections alone
        assert "1 level shown" in reader.status()

    explore(debate, steps)


def test_a_fold_keeps_one_where_one_is(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.to("rest")
        await reader.press("2")
        assert "move · Ana" in reader.here()  # what it is folded into
        await reader.to("rest")
        assert "rest · Ana" in reader.here()  # and what leads there unfolds

    explore(debate, steps)


# Going about


def test_a_reference_leads_home_and_back(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.press("end", "up")
        assert "↑ see cheap" in reader.here()
        await reader.press("r")
        assert "+ ✗ falls cheap · Ana" in reader.here()
        await reader.press("b")
        assert "↑ see cheap" in reader.here()
        await reader.press("enter")
        assert "+ ✗ falls cheap · Ana" in reader.here()
        await reader.press("r")  # and from home to where it is used
        assert "↑ see cheap" in reader.here()
        assert "use: 1 of 1" in reader.status()
        await reader.press("backspace", "backspace", "backspace")
        assert "nowhere to go back to" in reader.status()

    explore(debate, steps)


def test_the_details_lead_to_what_they_name(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.press_at("tired", "w", "tab")
        for _ in range(8):
            if any(line.startswith("│▌↛ ✓ rest") for line in reader.sheet()):
                break
            await reader.press("down")
        await reader.press("enter", "tab")
        assert "rest · Ana" in reader.here()
        await reader.press("b")
        assert "tired · Ben" in reader.here()

    explore(debate, steps)


def test_going_to_an_id(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.to("ti")
        assert "tired · Ben" in reader.here()
        await reader.press("g")
        await reader.type("calm m")
        await reader.press("enter")
        assert "calm: Calm matters." in reader.here()
        await reader.to("tierd")
        assert "no node `tierd`. Did you mean `tired`?" in reader.status()
        await reader.to("c")
        assert "several begin so: cheap, calm" in reader.status()
        await reader.press("g", "escape")
        assert "calm: Calm matters." in reader.here()

    explore(debate, steps)


def test_starting_at_a_node(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        assert "rest · Ana" in reader.here()

    explore(debate, steps, start="rest")


def test_searching_as_one_types(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.press("1", "slash")
        await reader.type("friday")
        assert "move · Ana" in reader.here()  # unfolded, so that it is seen
        assert "‘friday’: 1 of 2 (n, N)" in reader.text()
        await reader.press("enter", "n")
        assert "van · Ben" in reader.here()
        assert "2 of 2" in reader.status()
        await reader.press("n")
        assert "move · Ana" in reader.here()
        await reader.press("N")
        assert "van · Ben" in reader.here()
        await reader.press("escape")
        assert "friday" not in reader.status()
        await reader.press("slash", *"zebra")
        assert "nothing found" in reader.text()
        await reader.press("escape")
        assert "van · Ben" in reader.here()  # back to where one was
        await reader.press("slash", *"#vote", "enter")
        assert "move · Ana" in reader.here()

    explore(debate, steps)


def test_no_key_of_a_burst_is_lost(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.burst("slash", *"friday", "enter")
        assert "move · Ana" in reader.here()
        assert "‘friday’: 1 of 2 (n, N)" in reader.status()
        await reader.burst("slash", *"friday", "enter", "n")
        assert "van · Ben" in reader.here()
        assert "2 of 2" in reader.status()
        await reader.burst("escape", "g", *"tired", "enter", "down")
        assert "rest · Ana" in reader.here()
        await reader.burst("home", "down", "down", "slash", *"calm", "escape", "j")
        assert "van · Ben" in reader.here()  # the search was left, the rest counts from where it began
        await reader.burst("slash", *"qwx", "backspace", "backspace", "backspace", *"rest", "enter", "y")
        assert "The rest" in reader.here() or "rest · Ana" in reader.here()
        assert reader.app.is_running
        await reader.burst("home", "g", *"cheap", "enter", "slash", *"ben", "down", "enter")
        assert "2 of 3" in reader.status()
        await reader.burst("u", "enter")
        assert "unanswered: 1 of " in reader.status() or "unanswered: 2 of " in reader.status()

    explore(debate, steps)


def test_the_mouse(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        lines = reader.lines()
        row = next(i for i, line in enumerate(lines) if "cheap · Ana" in line)
        await reader.pilot.click("#map", offset=(40, row - 1))
        await reader.pilot.pause()
        assert "cheap · Ana" in reader.here()
        fold = lines[row].index("▾")
        await reader.pilot.click("#map", offset=(fold, row - 1))
        await reader.pilot.pause()
        assert "▸ " in reader.here()
        sheet_at = next(
            i for i, line in enumerate(reader.lines()) if "− ✓ van · Ben: The" in line.split("│")[-1]
        )
        await reader.pilot.click("#sheet", offset=(6, sheet_at - 1))
        await reader.pilot.pause()
        assert "van · Ben" in reader.here()

    explore(debate, steps)


# Filters, what is unanswered, errors


def test_filters(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.press("f")
        entries = [line for line in screen.splitlines() if "[ ]" in line]
        assert any("speaker   Ben" in line for line in entries)
        assert any("side      for" in line for line in entries)
        assert any("tag       #vote" in line for line in entries)
        at = next(i for i, line in enumerate(entries) if "speaker   Ben" in line)
        screen = await reader.press(*["down"] * at, "space")
        assert "[x] speaker   Ben" in screen
        screen = await reader.press("enter")
        assert "filter: speaker: Ben" in reader.status()
        assert "rest · Ana" not in screen
        assert "van · Ben" in screen
        screen = await reader.to("rest")  # what the filter hides lifts it
        assert "rest · Ana" in reader.here()
        assert "the filter hid it and is lifted" in reader.status()
        await reader.press("f", *["down"] * at, "space", "enter", "F")
        assert "filter" not in reader.status()
        await reader.press("f", "space", "escape")
        assert "filter" not in reader.status()

    explore(debate, steps)


def test_stepping_through_what_is_unanswered(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.press("u")
        assert "rebuttal by the side against (the side for to reply)" in screen
        assert "van: The van costs more on Fridays." in screen
        await reader.press("enter")
        assert "van · Ben" in reader.here()
        assert "unanswered: 1 of " in reader.status()
        await reader.press("n")
        assert "unanswered: 2 of " in reader.status()
        assert "van · Ben" not in reader.here()

    explore(debate, steps)


def test_errors_are_counted_and_the_rest_is_shown(debate: Path) -> None:
    debate.write_text(MAP + "  nonsense here\nclaim last: Still here.\n  rebuttal nobody\n", encoding="utf-8")

    async def steps(reader: Reader) -> None:
        assert "errors in the map (!)" in reader.status()
        assert "last: Still here." in reader.text()
        screen = await reader.press("exclamation_mark")
        assert "debate.argmap:19: E103 this line belongs to no node" in screen

    explore(debate, steps)


def test_a_map_without_nodes() -> None:
    async def steps(reader: Reader) -> None:
        assert "The map has no nodes" in reader.text()
        assert reader.status().strip() == "no rows"
        assert "0" not in reader.text()
        for key in (
            "down",
            "space",
            "r",
            "b",
            "y",
            "n",
            "u",
            "asterisk",
            "minus",
            "w",
            "e",
            "t",
            "l",
            "h",
            "f",
        ):
            await reader.press(key)
        assert reader.app.is_running

    explore("", steps)


# What changes


def test_the_map_is_read_again_when_it_changes(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.press_at("tired", "space")
        assert "▸" in reader.here()
        debate.write_text(MAP.replace("Everybody is tired by", "Nobody is awake by") + "claim new: New.\n")
        reader.app.look_for_changes()
        screen = await reader.press()
        assert "tired · Ben: Nobody is awake" in reader.here()
        assert "▸" in reader.here()  # folded as it was
        assert "read again" in reader.status()
        assert "new: New." in screen
        debate.write_text(MAP.replace("tired", "weary"))  # another id for the same line
        await reader.press("R")
        assert "weary · Ben" in reader.here()
        debate.unlink()
        reader.app.look_for_changes()
        screen = await reader.press()
        assert "not read again: " in reader.status()
        assert "no such file" in reader.status()
        assert "weary · Ben" in screen  # the last good map is still there
        debate.write_text(MAP)
        reader.app.look_for_changes()
        assert "tired · Ben" in await reader.press()

    explore(debate, steps)


def test_a_filter_whose_name_is_gone_is_lifted(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        entries = [line for line in (await reader.press("f")).splitlines() if "[ ]" in line]
        at = next(i for i, line in enumerate(entries) if "#vote" in line)
        await reader.press(*["down"] * at, "space", "enter")
        assert "filter: tag: vote" in reader.status()
        debate.write_text(MAP.replace(" #vote", ""))
        await reader.press("R")
        assert "filter" not in reader.status()
        assert "rest · Ana" in reader.text()

    explore(debate, steps)


def test_imported_maps(tmp_path: Path) -> None:
    (tmp_path / "far.argmap").write_text("claim a: Far one.\n  premise b: Far two.\nclaim c: Far three.\n")
    main = tmp_path / "main.argmap"
    main.write_text("import far: far.argmap\nclaim near: Near.\n  premise far/a\n")

    async def steps(reader: Reader) -> None:
        assert "1 more below (not shown)" in reader.text()
        screen = await reader.press("i")
        assert "far/b: Far two." in screen
        await reader.press("i")
        assert not any("far/b" in line for line in reader.map())
        await reader.to("far/b")
        assert "far/b: Far two." in reader.here()
        assert "shown whole" in reader.status()
        (tmp_path / "far.argmap").write_text("claim a: Far anew.\n  premise b: Far two.\n")
        reader.app.look_for_changes()
        assert "Far anew" in await reader.press()

    explore(main, steps)


# The editor


FAKE = """\
import json, pathlib, sys
pathlib.Path(sys.argv[1]).write_text(json.dumps(sys.argv[2:]))
for name in sys.argv[2:]:
    if name.endswith(".argmap"):
        path = pathlib.Path(name)
        path.write_text(path.read_text().replace("tired by then", "tired at last"))
"""


def test_the_line_opens_in_the_editor_and_the_map_is_read_again(debate: Path, tmp_path: Path) -> None:
    script = tmp_path / "nano"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.argv.insert(1, {str(tmp_path / 'called')!r})\n{FAKE}"
    )
    script.chmod(0o755)

    async def steps(reader: Reader) -> None:
        await reader.press_at("tired", "e")
        assert json.loads((tmp_path / "called").read_text()) == ["+11", str(debate.absolute())]
        assert "tired at last" in reader.here()

    explore(debate, steps, environment={"EDITOR": "false", "VISUAL": str(script)})


def test_an_editor_that_fails(debate: Path) -> None:
    async def missing(reader: Reader) -> None:
        await reader.press("e")
        assert "the editor can't be started" in reader.status()

    async def failing(reader: Reader) -> None:
        await reader.press("e")
        assert "the editor ended with code 1" in reader.status()

    explore(debate, missing, environment={"EDITOR": "/nowhere/at-all"})
    explore(debate, failing, environment={"EDITOR": "false"})
    explore(debate, missing_quote, environment={"EDITOR": "vi 'x"})


async def missing_quote(reader: Reader) -> None:
    await reader.press("e")
    assert "$EDITOR can't be understood" in reader.status()


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vi", ["vi", "+7", "/m"]),
        ("/usr/bin/vim.basic -n", ["/usr/bin/vim.basic", "-n", "+7", "/m"]),
        ("nvim", ["nvim", "+7", "/m"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/m"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "/m"]),
        ("nano", ["nano", "+7", "/m"]),
        ("micro", ["micro", "+7", "/m"]),
        ("hx", ["hx", "/m:7"]),
        ("helix", ["helix", "/m:7"]),
        ("code", ["code", "--wait", "--goto", "/m:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/m:7"]),
        ("subl -w", ["subl", "-w", "--wait", "/m:7"]),
        ("kate", ["kate", "--line", "7", "/m"]),
        ("ed", ["ed", "/m"]),
    ],
)
def test_how_editors_are_told_the_line(editor: str, expected: list[str]) -> None:
    assert command(chosen({"EDITOR": editor}), "/m", 7) == expected
    assert command(chosen({"EDITOR": editor}), "/m", None)[-1] == "/m"


def test_no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoEditor, match=r"set \$EDITOR"):
        chosen({"EDITOR": " "})


def test_copying_the_id(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.press_at("tired", "y")
        assert reader.app.clipboard == "tired"
        assert "copied tired" in reader.status()

    explore(debate, steps)


# Text is data


@pytest.mark.parametrize(
    "word", ["[x]", "[/b]", ":smile:", "[@click=app.quit]q[/]", "[link=http://x]y[/link]", "$x"]
)
def test_markup_is_text(word: str) -> None:
    quoted = word.replace("[", "\\[")
    text = (
        f"map: T {word} t\nspeaker p: N {word} n\n  side: D {word} d\nsection: S {word} s\n"
        f"  claim a @p: A {quoted} z\n    note: O {word} o\n    rebuttal b: B {quoted} z\n"
    )

    async def steps(reader: Reader) -> None:
        screen = await reader.press("g", "a", "enter")
        for shown in (
            f"T {word} t",
            f"S {word} s",
            f"A {word} z",
            f"B {word} z",
            f"N {word} n",
            f"O {word} o",
        ):
            assert shown in screen, shown
        screen = await reader.press("f")
        assert f"N {word} n" in screen
        screen = await reader.press("escape", "u")
        assert f"A {word} z" in screen or f"B {word} z" in screen
        await reader.press("escape", "slash")
        await reader.type(f"A {word}"[:4])
        assert "1 of " in reader.text()

    explore(text, steps, size=(200, 50))


def test_no_control_character_reaches_the_screen() -> None:
    bad = "\x1b[31mred\x1b]0;t\x07 \x9b1m \u202e end"
    text = f"map: T {bad}\nspeaker p: {bad}\nclaim a @p: {bad}\n  note: {bad}\n  premise b: {bad}\n"

    async def steps(reader: Reader) -> None:
        for keys in ((), ("down",), ("f",), ("escape", "u"), ("escape", "slash", "r", "e")):
            screen = await reader.press(*keys)
            assert not set(screen) & set("\x1b\x07\x9b\u202e")
        assert "␛" in screen

    explore(text, steps)


# Sizes and colours


@pytest.mark.parametrize("width", [30, 60, 80, 120, 200])
def test_every_width_is_filled_and_never_passed(debate: Path, width: int) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.to("van")
        assert all(strip.cell_length == width for strip in reader.app.screen._compositor.render_strips())
        beside = any("▾" in line and "│" in line.split("▾")[-1] for line in reader.lines())
        assert beside == (width >= 90)
        assert "The van" in screen
        assert "✓ stands" in screen
        assert "What it does" in screen or width < 60

    explore(debate, steps, size=(width, 30))


def test_details_below_follow_a_resize(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        await reader.pilot.resize_terminal(60, 30)
        screen = await reader.press()
        assert "─" * 60 in screen
        await reader.press("d")
        assert "─" * 60 not in reader.text()

    explore(debate, steps)


@pytest.mark.parametrize("theme", ["dark", "light", "print", "high-contrast"])
def test_themes(debate: Path, theme: str) -> None:
    async def steps(reader: Reader) -> None:
        dark = reader.app.current_theme.dark
        assert dark == built_in(theme).dark
        words = reader.lines()[:-1]
        await reader.press("t")
        assert reader.lines()[:-1] == words  # no word depends on a colour
        assert reader.app.current_theme.name == "argmap-light"

    explore(debate, steps, theme=theme)


@pytest.mark.parametrize("name", BUILT_IN)
def test_words_can_be_read_on_every_ground(name: str) -> None:
    paint = Paint(built_in(name))
    for ground in (paint.ground, paint.here, paint.there):
        for style in STYLES:
            drawn = paint.style(style, ground)
            assert drawn.color is not None
            least = 3 if style == "guide" else 4.5
            assert contrast(drawn.color.name, ground) >= least, (style, ground)


def test_the_keys_are_explained(debate: Path) -> None:
    async def steps(reader: Reader) -> None:
        screen = await reader.press("question_mark")
        assert "search as you type" in screen
        screen = await reader.press("end")
        assert "✗ falls\n" in re.sub(" *│? *\n", "\n", screen)
        assert "search as you type" not in await reader.press("q")
        assert reader.app.is_running
        await reader.press("q")

    explore(debate, steps)


# Large and deep maps


def large(nodes: int) -> str:
    """A map of claims with replies, and replies to them."""
    lines = []
    for i in range(nodes):
        depth = (0, 1, 2, 2, 3)[i % 5]
        kind = "claim" if depth == 0 else "rebuttal" if i % 2 else "premise"
        lines.append(f"{'  ' * depth}{kind} n{i}: This is what is said in the {i}th place of this map.")
    return "\n".join(lines) + "\n"


def test_ten_thousand_nodes_draw_only_what_is_seen() -> None:
    async def steps(reader: Reader) -> None:
        app, height = reader.app, 40
        assert len(app.rows.all) == 10_000
        assert app.map.drawn < 6 * height
        await reader.press("asterisk")
        assert len(app.rows.seen) == 10_000
        for keys in (
            ("down",) * 5,
            ("pagedown",),
            ("end",),
            ("g", "n", "5", "0", "0", "3", "enter"),
            ("space",),
            ("n",),
        ):
            before = app.map.drawn
            await reader.press(*keys)
            assert app.map.drawn - before < 4 * height * len(keys)
        assert "n5003" in reader.text()
        await reader.press("slash", *"7777th", "enter")
        assert "n7777" in reader.here()

    explore(large(10_000), steps)


def test_a_large_map_opens_folded_to_what_is_taken_in() -> None:
    opened = Opened("m", *Loader().text(large(400)))
    rows = Rows(opened.scene)
    assert len(rows.seen) <= FIRST
    assert len(rows.seen) == 80  # the claims
    rows.unfold_all()
    assert [row.box.id for row in rows.seen if row.box is not None] == [f"n{i}" for i in range(400)]


def test_a_deep_map(tmp_path: Path) -> None:
    text = "".join(f"{'  ' * i}{'rebuttal' if i else 'claim'} n{i}: Reply {i}.\n" for i in range(1500))

    async def steps(reader: Reader) -> None:
        await reader.press("asterisk", "end")
        assert "…1499 " in reader.here()
        assert "n1499: Reply 1499." in reader.here()
        assert "Nobody attacks it" in reader.text()
        await reader.press("h")
        assert "n1498" in reader.here()

    explore(text, steps)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.argmap")), ids=lambda path: path.stem)
def test_every_node_of_the_examples_has_its_sheet(path: Path) -> None:
    opened = Opened(str(path), *Loader().path(path))
    rows = Rows(opened.scene)
    for id_, box in opened.scene.boxes.items():
        assert rows.home(id_) is not None
        lines = sheet(opened, id_, 50)
        words = " ".join("".join(text for text, _ in line.pieces).strip() for line in lines)
        assert box.text.split(" ")[0] in words
        assert {line.leads for line in lines} <= {None, *opened.scene.boxes}


# The command


def test_without_a_terminal(argmap: Argmap, debate: Path) -> None:
    ran = argmap("browse", str(debate))
    assert ran.code == 2
    assert ran.err == f"argmap: browse needs a terminal; without one, see argmap render {debate}\n"


def in_terminal(
    *args: str, keys: bytes = b"q", stdin: bytes | None = None, hide: str = ""
) -> tuple[int, str]:
    """The command in a terminal of its own: its exit code, and all it wrote."""
    code = (
        "import sys\n"
        f"{f'sys.modules[{hide!r}] = None' if hide else ''}\n"
        "from argmap.__main__ import main\n"
        "sys.exit(main())"
    )
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdin=side if stdin is None else subprocess.PIPE,
        stdout=side,
        stderr=side,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: _own(side),
    )
    os.close(side)
    if stdin is not None and process.stdin is not None:
        process.stdin.write(stdin)
        process.stdin.close()
    written = b""
    sent = False
    while True:
        if not select.select([main], [], [], 60)[0]:
            process.kill()  # it waits for more keys than it got
            break
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
        if not sent and b"quit" in written:
            os.write(main, keys)
            sent = True
    os.close(main)
    return process.wait(), written.decode("utf-8", "replace")


def _own(terminal: int) -> None:
    """Make it the terminal of the new process."""
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_command_in_a_terminal(debate: Path) -> None:
    code, written = in_terminal("browse", str(debate), "--at", "tired")
    assert (code, "Everybody is tired" in written) == (0, True)
    code, written = in_terminal("browse", "-", stdin=MAP.encode())
    assert (code, "We should move" in written) == (0, True)
    code, written = in_terminal("browse", str(debate), "--at", "nowhere")
    assert code == 2
    assert "no node has the id `nowhere`" in written
    code, written = in_terminal("browse", str(debate), "--theme", "drak")
    assert code == 2
    assert "Did you mean `dark`?" in written


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_keys_that_come_all_at_once(debate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "nano"
    script.write_text(f"#!{sys.executable}\nimport sys\nopen('called', 'w').write(sys.argv[1])\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    code, _ = in_terminal("browse", str(debate), keys=b"/weekend\req")
    assert code == 0
    assert Path("called").read_text() == "+12"  # the line found


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_missing_library_is_named(debate: Path) -> None:
    code, written = in_terminal("browse", str(debate), hide="textual")
    assert code == 2
    assert written.strip() == "argmap: browse needs the package textual: pip install 'argmap[browse]'"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_maps_of_other_formats(tmp_path: Path) -> None:
    path = tmp_path / "debate.argdown"
    path.write_text("[Move]: We should move.\n  - <Cost>: The van costs more.\n")
    code, written = in_terminal("browse", str(path))
    assert (code, "The van costs more." in written) == (0, True)
