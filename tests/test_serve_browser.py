"""The live preview in a real Chromium: what stays when a file is saved, what is told when it is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Opened, opened, running
from tests.node import need_node
from tests.preview import Serving, serving
from tests.test_page_access import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["serving"]

HERE = Path(__file__).parent
CAR = (HERE.parent / "examples" / "decision.argmap").read_text(encoding="utf-8")
MORE = "\nclaim trailer: A trailer would do as well.\n"
LIVE = "section.live"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture
def car(tmp_path: Path) -> Path:
    file = tmp_path / "car.argmap"
    file.write_text(CAR, encoding="utf-8")
    return file


class At:
    """An address, in place of a file."""

    def __init__(self, address: str) -> None:
        self._address = address

    def as_uri(self) -> str:
        return self._address


@contextmanager
def preview(browser: Browser, server: Serving, fragment: str = "", **options: Any) -> Iterator[Opened]:
    with opened(browser, At(server.address), fragment, **options) as seen:  # type: ignore[arg-type]
        seen.ask("() => { window.since = 'the beginning'; }")
        seen.page.wait_for_selector("g.node")
        yield seen


def said(seen: Opened) -> str:
    """What the preview itself says, in one line; nothing where all is well."""
    shown = seen.page.locator(f"{LIVE}.on").all_inner_texts()
    return " ".join(" ".join(shown).split())


def wait(seen: Opened, words: str) -> None:
    seen.page.locator(LIVE).get_by_text(words).first.wait_for()


def whole(seen: Opened) -> None:
    """Waits until nothing is wrong."""
    seen.page.locator(f"{LIVE}:not(.on)").wait_for(state="attached")


def where(seen: Opened, node: str) -> list[float]:
    """Where a box of the diagram is in the window, and how wide it is."""
    box = seen.page.locator(f"#node-{node}").bounding_box()
    assert box is not None
    return [box["x"], box["y"], box["width"]]


def test_zoom_choice_folds_and_search_stay_when_a_file_is_saved(
    browser: Browser, car: Path, serving: Callable[..., Serving]
) -> None:
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server) as seen:
        seen.page.keyboard.press("o")
        seen.page.locator("li[data-n]").filter(has_text="school run").last.click()
        seen.page.keyboard.press("+")
        seen.page.keyboard.press("+")
        seen.settled()
        chosen = seen.ask("location.hash")
        assert chosen
        before, panel = where(seen, chosen[1:]), seen.panel()
        ice = seen.page.locator("li[data-n]").filter(has_text="On icy mornings").last
        ice.locator(".twist").first.click()
        closed = seen.page.locator('.tree [aria-expanded="false"]').count()
        assert closed
        car.write_text(CAR + MORE, encoding="utf-8")
        seen.page.locator(".tree").get_by_text("A trailer would do as well.").wait_for()
        seen.page.locator("#node-trailer").wait_for()
        seen.settled()
        assert seen.ask("location.hash") == chosen
        assert seen.panel() == panel
        assert where(seen, chosen[1:]) == pytest.approx(before, abs=2)
        assert seen.page.locator('.tree [aria-expanded="false"]').count() == closed
        assert seen.page.locator('.tree [aria-selected="true"]').count() == 1
        # what is searched for is searched for in the new text
        seen.page.get_by_label("Search the texts").fill("trailer")
        seen.page.locator(".found").filter(has_text="1").wait_for()
        car.write_text(CAR + MORE + MORE.replace("claim trailer", "claim second"), encoding="utf-8")
        seen.page.locator(".found").filter(has_text="2").wait_for()
        assert seen.page.get_by_label("Search the texts").input_value() == "trailer"
        assert seen.ask("window.since") == "the beginning"  # all that in one and the same page
        assert said(seen) == ""
        assert seen.complaints == []


def test_errors_come_over_the_picture_and_go(
    browser: Browser, car: Path, serving: Callable[..., Serving]
) -> None:
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server) as seen:
        boxes = seen.page.locator("g.node").count()
        hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script> javascript:alert(3)"
        car.write_text(f"{CAR}\npremise: {hostile}\n", encoding="utf-8")
        wait(seen, "E201")
        assert "1 error; what could be read is shown." in said(seen)
        assert re.search(r"car\.argmap:\d+:1 E201 A premise can't stand alone", said(seen))
        assert seen.page.locator("g.node").count() >= boxes
        assert hostile[:20] in said(seen)
        seen.page.locator(LIVE).get_by_role("button", name="Hide").click()
        assert "E201" not in said(seen)
        assert "1 error" in said(seen)
        seen.page.locator(LIVE).get_by_role("button", name="Show").click()
        assert "E201" in said(seen)
        car.write_text(CAR, encoding="utf-8")
        whole(seen)
        assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_errors_are_accessible(
    browser: Browser, car: Path, serving: Callable[..., Serving], scheme: str
) -> None:
    axe = (need_node("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    car.write_text(CAR + "\npremise: Astray.\n" * 30, encoding="utf-8")
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server, color_scheme=scheme) as seen:
        wait(seen, "30 errors")
        assert violations(seen, axe) == []


def test_a_file_that_vanishes_leaves_the_last_picture(
    browser: Browser, car: Path, serving: Callable[..., Serving]
) -> None:
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server, "#ice") as seen, preview(browser, server) as other:
        boxes = seen.page.locator("g.node").count()
        car.unlink()
        for each in (seen, other):
            wait(each, "car.argmap: no such file. This is the last picture.")
            assert each.page.locator("g.node").count() == boxes
        # an editor that writes another file and renames it, with less in it
        new = car.with_suffix(".new")
        new.write_text("map: Small\n\nclaim one: One.\n", encoding="utf-8")
        new.replace(car)
        for each in (seen, other):
            whole(each)
            each.page.get_by_role("heading", name="Small", level=1).wait_for()
        assert seen.page.locator(".panel").is_hidden()  # what was chosen is gone
        car.write_text("", encoding="utf-8")
        wait(seen, "There is nothing to show.")
        car.write_text(CAR, encoding="utf-8")
        seen.page.locator(".chosen .panel").wait_for()  # and there again
        whole(seen)
        assert "icy" in seen.panel()
        assert seen.ask("window.since") == "the beginning"
        assert seen.complaints == other.complaints == []


def test_a_slow_diagram_is_announced_and_the_outline_is_there_at_once(
    browser: Browser, car: Path, tmp_path: Path, serving: Callable[..., Serving]
) -> None:
    from argmap.render.engine import find_engine

    gate = tmp_path / "gate"
    os.mkfifo(gate)
    engine = tmp_path / "slow-dot"
    engine.write_text(f'#!/bin/sh\nread go < "{gate}"\nexec "{find_engine()}" "$@"\n')
    engine.chmod(0o755)

    def let_it_draw() -> None:
        gate.write_text("go\n")  # waits until the engine reads

    server = serving(car.parent, car.name, "--no-open", "--engine", str(engine))
    let_it_draw()
    with preview(browser, server) as seen:
        car.write_text(CAR + MORE, encoding="utf-8")
        wait(seen, "Drawing…")
        seen.page.locator(".tree").get_by_text("A trailer would do as well.").wait_for()
        assert seen.page.locator("#node-trailer").count() == 0
        assert seen.page.locator("#node-swap").is_visible()
        let_it_draw()
        seen.page.locator("#node-trailer").wait_for()
        whole(seen)
        assert seen.complaints == []


def test_a_theme_that_changes_is_taken_over(
    browser: Browser, car: Path, serving: Callable[..., Serving]
) -> None:
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server, "#ice") as seen:
        paper = "getComputedStyle(document.body).backgroundColor"
        assert seen.ask(paper) == "rgb(255, 255, 255)"
        (car.parent / "argmap.toml").write_text('[render]\ntheme = "dark"\n')
        seen.page.wait_for_function(f"() => {paper} !== 'rgb(255, 255, 255)'")
        seen.page.locator(".chosen .panel").wait_for()
        assert "icy" in seen.panel()
        assert seen.complaints == []


def test_a_page_says_that_its_server_has_ended(
    browser: Browser, car: Path, serving: Callable[..., Serving]
) -> None:
    server = serving(car.parent, car.name, "--no-open")
    with preview(browser, server) as seen:
        assert server.end()[0] == 130
        wait(seen, "The server does not answer; trying again.")
        assert seen.page.locator("#node-swap").is_visible()
        # another one at the same port is not the one that was
        again = serving(car.parent, car.name, "--no-open", "--port", str(server.port))
        assert again.address != server.address
        seen.page.goto(server.address)
        assert "Open the address that argmap serve has written." in seen.page.content()
        seen.page.goto(again.address)
        seen.page.wait_for_selector("g.node")
        assert said(seen) == ""
