"""The page of a large map in headless Chromium: its size, how soon it can be used, how smoothly it moves.

    python benchmarks/page.py
    python benchmarks/page.py --sizes 100,1000 --runs 5

Opening is counted from the start of the navigation to the second frame after the page's own scripts have
run, when outline, diagram and search answer. Frames are counted while real mouse and key events come in; each
is the time since the frame before, and Chromium makes 60 a second at most (16.7 ms). Needs Playwright, and
Chromium on the PATH or named by ARGMAP_CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from run import HERE, argmap_command

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WINDOW: ViewportSize = {"width": 1280, "height": 800}
#: The scripts stand at the end of the page, so they have run when its content is there.
READY = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.opened = performance.now();
})));
window.watch = () => {
  const seen = [];
  let before = null;
  let watching = true;
  const frame = (now) => {
    if (!watching) return;
    if (before !== null) seen.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.watched = () => {
    watching = false;
    return seen;
  };
};
"""


def pan(page: Page) -> None:
    """Drags the diagram about, without pause."""
    page.mouse.move(900, 400)
    page.mouse.down()
    for step in range(120):
        page.mouse.move(900 + 250 * (step % 40 - 20) / 20, 400 + 150 * (step % 30 - 15) / 15)
    page.mouse.up()


def zoom(page: Page) -> None:
    """Out until much is seen, and in again, by the wheel."""
    page.mouse.move(900, 400)
    for turn in [100] * 15 + [-100] * 30 + [100] * 15:
        page.mouse.wheel(0, turn)


def search(page: Page) -> None:
    """Types words and takes them back, eight keys a second."""
    page.locator(".search input").focus()
    for key in [*"trust between", *["Backspace"] * 13]:
        page.keyboard.press(key)
        page.wait_for_timeout(125)


def filters(page: Page) -> None:
    """Sets every standing and kind and clears it, four a second."""
    page.locator(".filter-button").click()
    boxes = page.locator(".filters input[type=checkbox]")
    for number in [each for one in range(boxes.count()) for each in (one, one)]:
        boxes.nth(number).click()
        page.wait_for_timeout(250)
    page.locator(".filter-button").click()


def hover(page: Page) -> None:
    """The pointer goes over boxes and lines, and their lines of argument light up."""
    for step in range(60):
        page.mouse.move(600 + 10 * step, 200 + (step * 37) % 400)
        page.wait_for_timeout(30)


ACTIONS: dict[str, Callable[[Page], None]] = {
    "panning": pan, "zooming": zoom, "pointing": hover, "searching": search, "filtering": filters,
}  # fmt: skip


def written(size: int, folder: Path, *options: str) -> Path:
    """The page of a generated map."""
    subprocess.run([sys.executable, str(HERE / "maps.py"), str(size), str(folder)], check=True)
    page = folder / f"{size}{''.join(options)}.html"
    command = [*argmap_command(), "render", str(folder / f"{size}.argmap"), *options, "-o", str(page)]
    subprocess.run(command, check=True, capture_output=True)
    return page


def opening(browser: Browser, file: Path) -> tuple[float, Page]:
    """Milliseconds until it can be used, and the page."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.add_init_script(READY)
    page.goto(file.as_uri())
    page.wait_for_function("() => window.opened && window.argmap")
    return page.evaluate("() => window.opened"), page


def frames(page: Page, action: Callable[[Page], None]) -> list[float]:
    """Milliseconds of each frame while something is done."""
    page.evaluate("() => watch()")
    action(page)
    seen: list[float] = page.evaluate("() => watched()")
    return seen


def told(name: str, size: int, file: Path, browser: Browser, runs: int) -> str:
    """The figures of one page."""
    opened = []
    seen: dict[str, list[float]] = {what: [] for what in ACTIONS}
    for _ in range(runs):
        milliseconds, page = opening(browser, file)
        opened.append(milliseconds)
        for what, action in ACTIONS.items():
            seen[what] += frames(page, action)
        page.context.close()
    weight = file.stat().st_size
    soon = f"open in {median(opened):.0f} ms (most {max(opened):.0f})"
    lines = [f"{name}: {weight:,} bytes, {weight / size:,.0f} a node; {soon}"]
    for what, times in seen.items():
        high = quantiles(times, n=20)[-1]
        slow = "  over 32 ms" if high > 32 else ""
        lines.append(
            f"  {what:10} {len(times):5} frames: median {median(times):5.1f} ms  95 % {high:5.1f}  "
            f"most {max(times):6.1f}{slow}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="Measures pages in Chromium.")
    options.add_argument("--sizes", default="100,1000", help="numbers of nodes")
    options.add_argument("--runs", type=int, default=3, help="times each page is opened and used (3)")
    chosen = options.parse_args()
    path = os.environ.get("ARGMAP_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    sizes = [int(one) for one in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        print(f"Chromium {browser.version}, window {WINDOW['width']} by {WINDOW['height']}")
        for size in sizes:
            file = written(size, Path(scratch))
            print(told(f"{size:,} nodes", size, file, browser, chosen.runs), flush=True)
        whole = written(sizes[-1], Path(scratch), "--all")
        print(told(f"{sizes[-1]:,} nodes, --all", sizes[-1], whole, browser, chosen.runs))
        browser.close()


if __name__ == "__main__":
    main()
