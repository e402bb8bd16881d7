"""The page under axe-core, an audit of accessibility: no violation, light or dark, in any state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from argmap.page import page
from argmap.render.scene import build
from argmap.render.theme import BUILT_IN, load_theme
from tests.browser import Opened, opened, running
from tests.node import need_node
from tests.rendering import EXAMPLES, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: How the page may be, and how one gets there.
STATES = {
    "start": (),
    "a claim chosen": ("click #page\\.search", "hash ice", "press Escape"),
    "a search": ("fill the",),
    "filters": ("click .filter-button", "click .chip:has-text('falls')"),
    "help": ("press ?",),
    "from the keyboard": ("press o", "press ArrowDown", "press Enter"),
    "in the diagram": ("press d", "press ArrowRight"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture(scope="module")
def axe() -> str:
    return (need_node("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def car(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), EXAMPLES / "decision.argmap")


def written(folder: Path, source: str | Path, **options: Any) -> Path:
    file = folder / "page.html"
    file.write_text(page(*read(source), **options), encoding="utf-8")
    return file


def violations(seen: Opened, axe: str) -> list[str]:
    seen.ask(axe)
    found = seen.ask("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for one in found["violations"]
        for node in one["nodes"][:4]
    ]


def act(seen: Opened, steps: tuple[str, ...]) -> None:
    for step in steps:
        what, _, on = step.partition(" ")
        if what == "click":
            seen.page.locator(on).first.click()
        elif what == "press":
            seen.page.keyboard.press(on)
        elif what == "fill":
            seen.page.get_by_label("Search the texts").fill(on)
        else:
            seen.ask("(id) => { location.hash = '#' + id; }", on)
            seen.page.wait_for_selector(".chosen .panel")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_violation(browser: Browser, axe: str, car: Path, state: str, scheme: str) -> None:
    with opened(browser, car, color_scheme=scheme) as seen:
        act(seen, STATES[state])
        assert violations(seen, axe) == []


@pytest.mark.parametrize("fragment", ["", "#ice"])
@pytest.mark.parametrize("view", ["Outline", "Diagram"])
def test_no_violation_on_a_phone(browser: Browser, axe: str, car: Path, view: str, fragment: str) -> None:
    screen = {"width": 360, "height": 700}
    with opened(browser, car, fragment, viewport=screen, has_touch=True, is_mobile=True) as seen:
        seen.page.get_by_role("button", name=view, exact=True).tap()
        assert violations(seen, axe) == []


def test_no_violation_where_no_scripts_run(browser: Browser, axe: str, car: Path, tmp_path: Path) -> None:
    text = car.read_text(encoding="utf-8")
    still = tmp_path / "still.html"
    still.write_text(text.replace("script-src", "x-src"), encoding="utf-8")  # so default-src 'none' holds
    with opened(browser, still) as seen:
        assert seen.page.locator(".scripted").count() == 0
        assert violations(seen, axe) == []


@pytest.mark.parametrize("name", ["pact-debate", "pact-thread"])
def test_no_violation_in_other_maps(browser: Browser, axe: str, tmp_path: Path, name: str) -> None:
    file = written(tmp_path, EXAMPLES / f"{name}.argmap")
    for scheme in ("light", "dark"):
        with opened(browser, file, color_scheme=scheme) as seen:
            assert violations(seen, axe) == []


def test_no_violation_in_a_deep_map(browser: Browser, axe: str, tmp_path: Path) -> None:
    lines = ["claim: N0."] + [f"{'  ' * i}rebuttal: N{i}." for i in range(1, 30)]
    file = written(tmp_path, "\n".join(lines) + "\n")
    for width in (360, 1280):
        with opened(browser, file, viewport={"width": width, "height": 800}) as seen:
            assert violations(seen, axe) == []


@pytest.mark.parametrize("theme", BUILT_IN)
@pytest.mark.parametrize("by", ["standing", "speaker"])
def test_no_violation_in_any_theme_and_colouring(
    browser: Browser, axe: str, tmp_path: Path, theme: str, by: str
) -> None:
    map_, standings = read(EXAMPLES / "decision.argmap")
    scene = build(map_, standings, color_by=by)
    file = tmp_path / "page.html"
    file.write_text(page(map_, standings, scene, theme=load_theme(theme)), encoding="utf-8")
    with opened(browser, file, "#ice") as seen:
        assert violations(seen, axe) == []
