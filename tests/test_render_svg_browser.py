"""Diagrams in a real Chromium: whatever script a map is in, its text stands inside its boxes.

The coordinates in the file can't tell: where text begins is settled by its direction, and how wide it is
by the fonts of whoever looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from argmap.page import page
from tests.browser import opened, running
from tests.rendering import EXAMPLES, data, read, svg
from tests.test_render_boxes import SCRIPTS, many_lines

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CAR = "يجب أن نبيع السيارة الثانية"
MAPS: dict[str, str | Path] = {
    "short arabic": f"claim a: {CAR}\n",
    "mixed": "source كتاب: كتاب.\n  url: https://example.org/\nspeaker w: أحمد\n"
    f"claim a @w: The slogan {CAR} was printed. [كتاب#p1]\n"
    f"  premise b @w: {CAR} (NATO, 1939) – ולא רק זה, so they say: 12 מתוך 20! [كتاب]\n"
    "    rebuttal c: 12% of המכוניות are sold; 日本語 and العربية, too.\n",
    "emoji": "claim a: 🎉🎉🎉 We did it 👨‍👩‍👧‍👦 and שלום 🇩🇪🇫🇷 👍🏽, all of us: "
    "☀️ ❤️ ✅ 🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗\n"
    "  premise b: 🚗\n  rebuttal c: مرحبا 🎉🎉🎉\n",
    **{script: many_lines(text, 4) for script, text in SCRIPTS.items()},
    **{path.stem: path for path in (*sorted(EXAMPLES.glob("*.argmap")), data("scripts"), data("sections"))},
}
#: How far a line may reach over its box, in pixels: the frame's own line.
SLACK = 2
#: For all boxes the lines of text that lie outside, with how far at each side; and how many lines there are.
_OUTSIDE = """(slack) => {
  const outside = [];
  let lines = 0;
  for (const box of document.querySelectorAll('svg [id^="node-"]')) {
    const shape = box.querySelector("path, polygon, ellipse").getBoundingClientRect();
    for (const text of box.querySelectorAll("text")) {
      const area = text.getBoundingClientRect();
      lines += 1;
      const over = [shape.left - area.left, area.right - shape.right,
                    shape.top - area.top, area.bottom - shape.bottom].map(Math.round);
      if (Math.max(...over) > slack) outside.push([box.id, text.textContent, over]);
    }
  }
  return {lines, outside};
}"""
#: How far right-to-left lines end from where they should (7.2 points before the edge).
_RAGGED = """() => [...document.querySelectorAll('svg [id^="node-"]')].flatMap((box) => {
  const right = box.querySelector("path, polygon").getBoundingClientRect().right - 7.2 * 96 / 72;
  return [...box.querySelectorAll('text[text-anchor="end"]')]
    .map((text) => Math.abs(right - text.getBoundingClientRect().right))
    .filter((off) => off > 2);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as browser:
        yield browser


def written(folder: Path, form: str, source: str | Path) -> Path:
    """The map as a picture, as a page, or as a picture in a page that runs from right to left."""
    file = folder / ("m.svg" if form == "svg" else "m.html")
    if form == "page":
        text = page(*read(source))
    else:
        text = svg(source)
        if form == "inline":
            text = f"<!doctype html><html dir=rtl><meta charset=utf-8><body>{text[text.index('<svg') :]}"
    file.write_text(text, encoding="utf-8")
    return file


def outside(browser: Browser, file: Path) -> Any:
    with opened(browser, file) as seen:
        found = seen.ask(_OUTSIDE, SLACK)
    assert found["lines"] > 2
    return found["outside"]


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("form", ["svg", "page"])
def test_text_lies_in_its_box(browser: Browser, tmp_path: Path, form: str, name: str) -> None:
    assert outside(browser, written(tmp_path, form, MAPS[name])) == []


@pytest.mark.parametrize("name", ["short arabic", "mixed", "latin"])
def test_text_lies_in_its_box_within_a_page_from_right_to_left(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    assert outside(browser, written(tmp_path, "inline", MAPS[name])) == []


@pytest.mark.parametrize("name", ["short arabic", "arabic", "hebrew", "mixed"])
def test_lines_from_right_to_left_end_flush_right(browser: Browser, tmp_path: Path, name: str) -> None:
    with opened(browser, written(tmp_path, "svg", MAPS[name])) as seen:
        assert seen.page.locator("text[text-anchor=end]").count() > 0
        assert seen.ask(_RAGGED) == []
