"""Pages in a real headless Chromium: what a person sees and does, and what the browser complains of.

Chromium is Debian's or any other on the PATH, or the one that ARGMAP_CHROMIUM names. Without one, or
without Playwright, the tests are skipped; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: Nothing of its own over the network, and no sandbox, which a container's root can't have.
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Notes what the page's policy forbids. It runs before all that is in the page.
_WATCH = """
addEventListener("securitypolicyviolation", (event) => console.error("CSP: " + event.violatedDirective));
"""


@dataclass
class Opened:
    """A page that is open, and all it did that a page of ours should not do."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def ask(self, script: str, given: Any = None) -> Any:
        """The value of some JavaScript in the page; the policy doesn't hold for it."""
        return self.page.evaluate(script, given)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that are seen, each in one line."""
        found = self.page.locator(selector).filter(visible=True).all_inner_texts()
        return [" ".join(text.split()) for text in found]

    def panel(self) -> str:
        """All that the panel says, in one line."""
        return " ".join(self.page.locator(".panel").inner_text().split())

    def settled(self) -> None:
        """Waits until nothing moves: two frames after the last change of place."""
        self.page.wait_for_function("() => !document.querySelector('.canvas.moving')")


def chromium() -> str:
    """The browser's path. Skips the test where there is none; fails it in CI."""
    found = os.environ.get("ARGMAP_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        _missing("needs Chromium on the PATH, or ARGMAP_CHROMIUM")
    return str(found)


@contextmanager
def running() -> Iterator[Browser]:
    """A browser. Stop it before anything else runs an event loop of its own in this thread."""
    path = chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("needs Playwright: pip install playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_SWITCHES))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, file: Path, fragment: str = "", *, before: str = "", **options: Any
) -> Iterator[Opened]:
    """A file open in a window of its own. Whatever the browser complains of is in `complaints`.

    `before` is JavaScript that runs before all that is in the page.
    """
    options.setdefault("viewport", {"width": 1280, "height": 800})
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()
    seen = Opened(page)
    page.on("console", lambda message: seen.complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(f"error: {error}"))
    page.on("request", lambda request: _note(seen, request.url, file))

    def dismiss(dialog: Any) -> None:
        seen.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    context.add_init_script(_WATCH + before)
    page.goto(file.as_uri() + fragment)
    try:
        yield seen
    finally:
        context.close()


def _note(seen: Opened, url: str, file: Path) -> None:
    if not url.startswith(file.as_uri()):
        seen.complaints.append(f"request: {url}")


def _missing(reason: str) -> Any:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
