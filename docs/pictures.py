"""Draws the pictures that the README and the pages show, from the examples: `python docs/pictures.py`.

The screenshots of pages need a Chromium and `pip install playwright pillow`.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"

#: Each picture and the command line that draws it.
PICTURES = {
    "decision.svg": ["decision.argmap"],
    "pact-thread.svg": ["pact-thread.argmap"],
    "pact-debate.svg": ["pact-debate.argmap"],
}


class Screenshot(NamedTuple):
    """A page as a person sees it: of which example, how large a screen, at which claim."""

    example: str
    width: int
    height: int
    fragment: str = ""
    scheme: str = "light"
    #: What is clicked before the picture is taken.
    clicks: tuple[str, ...] = ()


SCREENSHOTS = {
    "page-decision.png": Screenshot("decision.argmap", 1440, 900, "#rental"),
    "page-thread.png": Screenshot("pact-thread.argmap", 1280, 800),
    "page-thread-dark.png": Screenshot("pact-thread.argmap", 1440, 900, "#refused", "dark"),
    "page-essay.png": Screenshot("victory-day-essay.argmap", 1440, 900, "#set-up"),
    "page-debate.png": Screenshot("pact-debate.argmap", 1440, 900, "#trap"),
    "page-phone-outline.png": Screenshot("decision.argmap", 390, 780),
    "page-phone-claim.png": Screenshot("decision.argmap", 390, 780, "#rental"),
    "page-phone-diagram.png": Screenshot("decision.argmap", 390, 780, clicks=("[data-view=diagram]",)),
}
#: As in tests/browser.py.
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def take_screenshots() -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    path = os.environ.get("ARGMAP_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        for name, shot in SCREENSHOTS.items():
            file = Path(folder) / f"{shot.example}.html"
            if not file.exists():
                render(shot.example, file)
            context = browser.new_context(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme=shot.scheme,
                reduced_motion="reduce",
                device_scale_factor=2 if shot.width < 500 else 1.25,
            )
            page = context.new_page()
            page.goto(file.as_uri() + shot.fragment)
            for click in shot.clicks:
                page.locator(click).click()
            page.wait_for_function("() => !document.querySelector('.canvas.moving')")
            # few colours, so a small palette holds them all
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = picture.quantize(256, kmeans=2, dither=Image.Dither.NONE)
            small.save(HERE / "images" / name, optimize=True)
            context.close()
            print(name)
        browser.close()


def render(example: str, file: Path, *options: str) -> None:
    command = [sys.executable, "-m", "argmap", "render", str(EXAMPLES / example), *options]
    subprocess.run([*command, "-o", str(file)], check=True)


def main() -> None:
    (HERE / "images").mkdir(exist_ok=True)
    for name, (example, *options) in PICTURES.items():
        render(example, HERE / "images" / name, *options)
        print(name)
    take_screenshots()


if __name__ == "__main__":
    main()
