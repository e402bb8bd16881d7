"""Draws what the explorer shows, for docs/browse.md: `python docs/screens.py`. Beside `pictures.py`."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

from argmap.browse.app import Explorer
from argmap.browse.opened import Opened
from argmap.model.load import Loader
from argmap.render.theme import built_in

HERE = Path(__file__).resolve().parent
EXAMPLE = Path("examples/pact-thread.argmap")
#: Each picture: the theme, the size, and where the explorer starts.
SCREENS = {
    "browse.svg": ("dark", (120, 34), "generous"),
    "browse-narrow.svg": ("light", (60, 34), "generous"),
}
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def opened() -> Opened:
    """The example, as the explorer reads it."""
    return Opened(str(EXAMPLE), *Loader().path(EXAMPLE))


async def screen(theme: str, size: tuple[int, int], start: str) -> str:
    """What the explorer shows there, as an SVG that asks for no font of the network."""
    app = Explorer(opened(), opened, [built_in(theme)], start=start)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        drawn = app.export_screenshot(title=f"argmap browse {EXAMPLE.name}")
    drawn = _FONTS.sub("", drawn).replace(
        "font-family: Fira Code", "font-family: 'DejaVu Sans Mono', Menlo, Consolas"
    )
    drawn = re.sub(r"terminal-\d+", "terminal", drawn)  # the same name for the same picture
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def main() -> None:
    os.chdir(HERE.parent)
    for name, (theme, size, start) in SCREENS.items():
        (HERE / "images" / name).write_text(asyncio.run(screen(theme, size, start)), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
