"""The preview's page of the extension for VS Code, in a real browser that plays the panel around it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Opened, opened, running
from tests.laid_out import optional_command
from tests.node import run_node
from tests.rendering import EXAMPLES, svg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent.parent / "editors" / "vscode"
HERE = Path(__file__).parent
CAR = EXAMPLES / "decision.argmap"
DEBATE = EXAMPLES / "pact-debate.argmap"
#: What VS Code gives a page: a way to send, and something to keep while the page is hidden.
PANEL = """
window.sent = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.sent.push(message),
  getState: () => window.kept,
  setState: (state) => { window.kept = structuredClone(state); },
});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    optional_command("node")
    file = tmp_path_factory.mktemp("preview") / "page.html"
    html = run_node(HERE / "editors" / "vscode" / "page.js", FOLDER / "src", FOLDER / "media")
    file.write_text(html, encoding="utf-8")
    return file


@pytest.fixture
def panel(browser: Browser, page: Path) -> Iterator[Opened]:
    with opened(browser, page, before=PANEL) as seen:
        yield seen
        # its two own files, and nothing else
        assert sorted(seen.complaints) == [
            f"request: {(FOLDER / 'media' / name).as_uri()}" for name in ("preview.css", "preview.js")
        ]


def send(
    panel: Opened, picture: str | None, *, stale: bool = False, trouble: str = "", **errors: str
) -> None:
    """What the extension sends; errors are named `line3="what"`."""
    found = [{"line": int(line[4:]), "message": message} for line, message in errors.items()]
    message: dict[str, Any] = {"type": "picture", "uri": "file:///a.argmap", "svg": picture, "stale": stale}
    panel.ask("(message) => window.postMessage(message)", {**message, "errors": found, "trouble": trouble})
    panel.ask("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def sent(panel: Opened) -> list[dict[str, Any]]:
    return [message for message in panel.ask("() => window.sent") if message["type"] != "ready"]


def box(panel: Opened, name: str) -> dict[str, float]:
    found: dict[str, float] = panel.page.locator(f'[id="node-{name}"]').bounding_box()  # type: ignore[assignment]
    return found


def test_it_says_that_it_is_ready_and_shows_a_picture_that_fits(panel: Opened) -> None:
    assert panel.ask("() => window.sent") == [{"type": "ready"}]
    send(panel, svg(CAR))
    assert "Where would we keep it?" in panel.page.locator("svg").text_content()
    assert panel.page.locator(".errors").is_hidden()
    assert panel.page.locator("svg").bounding_box()["width"] <= 1280


def test_a_click_on_a_box_asks_for_its_line(panel: Opened) -> None:
    send(panel, svg(CAR))
    panel.page.locator('[id="node-rental"] text').first.click()
    panel.page.locator('[id="node-where~answer-in-the-shed"]').focus()
    panel.page.keyboard.press("Enter")
    assert sent(panel) == [
        {"type": "thing", "name": "node-rental"},
        {"type": "thing", "name": "node-where~answer-in-the-shed"},
    ]


def test_zoom_and_place_are_kept_over_a_new_picture(panel: Opened, tmp_path: Path) -> None:
    send(panel, svg(DEBATE))
    for _ in range(4):
        panel.page.keyboard.press("+")
    panel.ask("() => document.querySelector('.stage').scrollTo(300, 400)")
    send(panel, svg(DEBATE))
    middle = panel.ask(
        """() => {
          const away = (one) => {
            const box = one.getBoundingClientRect();
            return Math.hypot(box.x + box.width / 2 - 640, box.y + box.height / 2 - 400);
          };
          const nodes = [...document.querySelectorAll(".node[id^=node-]")];
          return nodes.sort((a, b) => away(a) - away(b))[0].id;
        }"""
    ).removeprefix("node-")
    before = box(panel, middle)
    # a claim more at the top moves everything in the picture
    text = DEBATE.read_text(encoding="utf-8")
    begin = text.index("section: What was the offer")
    more = "claim new: One more claim, with a reason.\n  premise: A reason.\n    premise: A reason.\n\n"
    changed = tmp_path / "changed.argmap"
    changed.write_text(text[:begin] + more + text[begin:], encoding="utf-8")
    for name in ("pact-thread", "victory-day-essay"):
        shutil.copy(EXAMPLES / f"{name}.argmap", tmp_path)
    send(panel, svg(changed))
    after = box(panel, middle)
    assert abs(before["x"] + before["width"] / 2 - after["x"] - after["width"] / 2) < 2
    assert abs(before["y"] + before["height"] / 2 - after["y"] - after["height"] / 2) < 2
    assert abs(before["width"] - after["width"]) < 2


def test_errors_stand_over_the_last_good_picture(panel: Opened) -> None:
    send(panel, svg(CAR))
    send(panel, svg(CAR), stale=True, line3="`premis` is <b>no</b> kind")
    assert "Line 3: `premis` is <b>no</b> kind" in panel.page.locator(".errors").inner_text()
    assert "the last picture without errors" in panel.page.locator(".errors").inner_text()
    assert panel.page.locator("svg").is_visible()
    panel.page.get_by_role("button", name="Line 3").click()
    assert sent(panel) == [{"type": "line", "line": 2}]
    send(panel, svg(CAR))
    assert panel.page.locator(".errors").is_hidden()


def test_what_keeps_the_server_from_starting_is_told(panel: Opened) -> None:
    send(panel, None, trouble="There is no program “argmap”.")
    assert panel.page.locator(".errors").inner_text().strip() == "There is no program “argmap”."


def test_a_link_is_handed_over_and_not_followed(panel: Opened) -> None:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    shown = f'<svg {names} viewBox="0 0 9 9">'
    link = '<a xlink:href="https://example.org/"><rect id="r" width="9" height="9"/></a></svg>'
    send(panel, shown + link)
    panel.page.locator("#r").click()
    assert sent(panel) == [{"type": "link", "address": "https://example.org/"}]


def test_a_picture_of_hostile_texts_does_nothing(panel: Opened) -> None:
    send(panel, svg(HERE / "page" / "hostile.argmap"))
    assert panel.page.locator("svg").is_visible()
    assert panel.ask("() => document.querySelectorAll('svg script, svg foreignObject').length") == 0


def test_text_that_is_no_picture_leaves_the_last_one(panel: Opened) -> None:
    send(panel, svg(CAR))
    send(panel, "<p>Sorry</p>")
    assert "Where would we keep it?" in panel.page.locator("svg").text_content()


def test_keys_and_buttons_zoom(panel: Opened) -> None:
    send(panel, svg(CAR))
    width = panel.page.locator("svg").bounding_box()["width"]
    panel.page.get_by_role("button", name="Larger").click()
    assert panel.page.locator("svg").bounding_box()["width"] == pytest.approx(width * 1.2, abs=1)
    panel.page.keyboard.press("-")
    assert panel.page.locator("svg").bounding_box()["width"] == pytest.approx(width, abs=1)
    panel.page.keyboard.press("+")
    panel.page.get_by_role("button", name="Fit").click()
    assert panel.page.locator("svg").bounding_box()["width"] == pytest.approx(width, abs=1)
