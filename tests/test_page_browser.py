"""The page in a real Chromium: search, filters, folding, addresses, keys, a phone, paper, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from argmap.page import page, parts
from tests.browser import Opened, opened, running
from tests.rendering import EXAMPLES, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
HOSTILE = HERE / "page" / "hostile.argmap"
CAR = EXAMPLES / "decision.argmap"
THREAD = EXAMPLES / "pact-thread.argmap"
ARABIC = "map: خريطة\n  language: ar\n\nclaim a: ينبغي أن نبيع السيارة.\n  rebuttal b: لا، الصباح بارد.\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages, each made once."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for source in (CAR, THREAD, EXAMPLES / "pact-debate.argmap", HOSTILE):
        made[source.stem] = folder / f"{source.stem}.html"
        made[source.stem].write_text(page(*read(source)), encoding="utf-8")
    return made


@pytest.fixture
def car(browser: Browser, files: dict[str, Path]) -> Iterator[Opened]:
    with opened(browser, files["decision"]) as seen:
        yield seen
        assert seen.complaints == []


@pytest.fixture
def thread(browser: Browser, files: dict[str, Path]) -> Iterator[Opened]:
    with opened(browser, files["pact-thread"]) as seen:
        yield seen
        assert seen.complaints == []


def address(seen: Opened) -> str:
    return str(seen.ask("location.hash"))


def place(seen: Opened) -> str:
    """Where the diagram is and how large."""
    return str(seen.ask("document.querySelector('.canvas > svg').style.transform"))


def scale(seen: Opened) -> float:
    found = re.search(r"scale\(([\d.e-]+)\)", place(seen))
    assert found
    return float(found[1])


def lit(seen: Opened) -> set[str]:
    seen.page.wait_for_selector(".lighting")
    ids = seen.ask("[...document.querySelectorAll('.node.lit')].map((box) => box.id.slice(5))")
    return set(ids)


# -- search and filters ----------------------------------------------------------------------------


def test_search_narrows_as_one_types_and_enter_goes_on(car: Opened) -> None:
    car.page.get_by_label("Search the texts").press_sequentially("mornings")
    assert car.texts(".search .found") == ["2 of 11"]
    assert car.texts("li.n:not(.pale) > .r .t") == [
        "On icy mornings nobody can take the children on a bike.",
        "On those mornings they can take the bus, so no car is needed for that.",
    ]
    assert car.page.locator(".node.found").count() == 2
    car.page.keyboard.press("Enter")
    assert address(car) == "#ice"
    car.page.keyboard.press("Enter")
    assert "can take the bus" in car.panel()
    assert car.texts(".search .found") == ["2 of 2"]
    car.page.keyboard.press("Shift+Enter")
    assert address(car) == "#ice"
    assert car.ask("document.activeElement.type") == "search"
    car.page.keyboard.press("Escape")
    assert len(car.texts("li.n > .r .t")) == 11


def test_a_box_that_was_found_looks_as_before_and_can_be_clicked(car: Opened) -> None:
    look = """() => {
      const style = getComputedStyle(document.querySelector("#node-ice text"));
      return [style.fontVariantNumeric, style.fontSize, style.color, style.pointerEvents];
    }"""
    before = car.ask(look)
    car.page.get_by_label("Search the texts").press_sequentially("mornings")
    assert car.page.locator("#node-ice.found").count() == 1
    assert car.ask(look) == before
    car.page.locator("#node-ice text").first.click()
    assert address(car) == "#ice"


def test_search_takes_no_notice_of_case_and_accents_and_finds_ids_and_speakers(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "m.html"
    file.write_text(
        page(*read("claim größe @zoe: Übermäßig.\n  premise: Café.\n\nspeaker zoe: Zoë\n")), "utf-8"
    )
    with opened(browser, file) as seen:
        box = seen.page.get_by_label("Search the texts")
        for words, found in (
            ("ubermaßig", 1),
            ("CAFE", 1),
            ("zoë", 2),
            ("zoe", 2),
            ("große über", 1),
            ("tea", 0),
        ):
            box.fill(words)
            assert seen.texts(".search .found") == [f"{found} of 2"]
        assert seen.complaints == []


def test_filters_agree_with_each_other(thread: Opened) -> None:
    thread.page.get_by_role("button", name="Filter").click()
    thread.page.locator(".chip", has_text="falls").click()
    assert thread.texts(".search .found") == ["5 of 81"]
    thread.page.locator(".chip", has_text="First critic").click()
    assert thread.texts(".search .found") == ["1 of 81"]
    assert thread.texts("li.n:not(.pale) > .r .t") == [
        "What the thread starter writes is historical revisionism."
    ]
    thread.page.get_by_role("button", name="Clear filters").click()
    thread.page.wait_for_function("() => !document.querySelector('.search .found').textContent")
    thread.page.locator(".chip", has_text="#pact").click()
    assert thread.texts(".search .found") == ["2 of 81"]


# -- the outline -----------------------------------------------------------------------------------


def test_collapse_and_expand(car: Opened) -> None:
    assert len(car.texts("li.n > .r .t")) == 11
    car.page.locator("#cheaper > .r .twist").click()
    assert len(car.texts("li.n > .r .t")) == 7
    assert car.page.locator("#cheaper > .r").get_attribute("aria-expanded") == "false"
    assert address(car) == ""
    car.page.get_by_role("button", name="Collapse all").click()
    assert car.texts("li.n > .r .t") == ["We should sell the second car and buy a cargo bike."]
    car.page.get_by_role("button", name="Expand all").click()
    assert len(car.texts("li.n > .r .t")) == 11


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Pages of chains of replies, by their length: deeper than a browser nests elements."""
    made = {}
    for levels in (30, 300, 5000):
        lines = ["claim n1: N1."] + [f"{'  ' * i}rebuttal n{i + 1}: N{i + 1}." for i in range(1, levels)]
        made[levels] = tmp_path_factory.mktemp("deep") / f"{levels}.html"
        made[levels].write_text(page(*read("\n".join(lines) + "\n")), "utf-8")
    return made


@pytest.mark.parametrize("levels", [300, 5000])
def test_a_deep_chain_of_replies_is_told_to_its_end(
    browser: Browser, deep: dict[int, Path], levels: int
) -> None:
    with opened(browser, deep[levels]) as seen:
        assert seen.ask("document.documentElement.className") == "scripted"
        assert seen.ask("document.querySelectorAll('.tree > li').length") == 1
        seen.page.get_by_role("button", name="Expand all").click()
        seen.page.keyboard.press("o")
        seen.page.keyboard.press("End")
        last = seen.page.locator(f"#n{levels} > .r")
        assert last.is_visible()
        assert seen.ask("document.activeElement.parentElement.id") == f"n{levels}"
        assert last.get_attribute("aria-level") == str(levels)
        assert last.locator(".lv").text_content() == f"level {levels}"
        seen.page.keyboard.press("ArrowUp")
        assert seen.ask("document.activeElement.parentElement.id") == f"n{levels - 1}"
        seen.page.keyboard.press("ArrowLeft")  # closes
        assert not last.is_visible()
        seen.page.keyboard.press("ArrowLeft")  # goes up
        assert seen.ask("document.activeElement.parentElement.id") == f"n{levels - 2}"
        seen.page.get_by_role("button", name="Collapse all").click()
        assert seen.texts("li.n > .r .t") == ["N1."]
        seen.ask("(id) => { location.hash = id; }", f"#n{levels}")
        seen.page.wait_for_selector(f"#n{levels} > [aria-selected=true]")
        assert last.is_visible()
        assert f"N{levels}." in seen.panel()
        seen.page.get_by_label("Search the texts").fill(f"N{levels}.")
        assert seen.texts(".search .found") == [f"1 of {levels}"]
        assert last.is_visible()
        assert seen.complaints == []


@pytest.mark.parametrize("width", [360, 840, 1400])
def test_deep_lines_keep_room_for_their_texts(browser: Browser, deep: dict[int, Path], width: int) -> None:
    with opened(browser, deep[30], viewport={"width": width, "height": 800}) as seen:
        rooms = seen.ask("[...document.querySelectorAll('.t')].map((text) => text.clientWidth)")
        assert len(rooms) == 30
        assert min(rooms) > 0.3 * seen.ask("document.querySelector('.outline').clientWidth")
        assert seen.ask("document.querySelector('.outline').scrollWidth") <= seen.ask(
            "document.querySelector('.outline').clientWidth"
        )
        levels = seen.page.locator(".lv").all_text_contents()
        assert levels == [f"level {level}" for level in range(9, 31)]


def told(seen: Opened) -> list[str]:
    """The texts of all lines that aren't folded away, whether or not they are scrolled into view."""
    lines = "[...document.querySelectorAll('li.n > .r')].filter((line) => line.getClientRects().length)"
    return list(seen.ask(f"{lines}.map((line) => line.querySelector('.t').textContent)"))


def test_deep_replies_are_beneath_what_they_reply_to(browser: Browser, tmp_path: Path) -> None:
    """Side lines below the last nested list: folding, keys and search keep to each line."""
    text = "claim n1: N1.\n" + "".join(f"{'  ' * i}rebuttal n{i + 1}: N{i + 1}.\n" for i in range(1, 22))
    text += "".join(
        f"{'  ' * 22}rebuttal {side}: {side.upper()}.\n{'  ' * 23}rebuttal {side}2: {side.upper()}2.\n"
        for side in ("left", "right")
    )
    text += f"{'  ' * 3}rebuttal high: HIGH.\n"
    file = tmp_path / "m.html"
    file.write_text(page(*read(text)), "utf-8")
    with opened(browser, file) as seen:
        ends = ["LEFT.", "LEFT2.", "RIGHT.", "RIGHT2.", "HIGH."]
        assert told(seen)[-5:] == ends
        seen.page.locator("#left > .r .twist").click()
        assert told(seen)[-5:] == ["N22.", "LEFT.", "RIGHT.", "RIGHT2.", "HIGH."]
        seen.page.locator("#left > .r").focus()
        seen.page.keyboard.press("ArrowDown")
        assert seen.ask("document.activeElement.parentElement.id") == "right"
        seen.page.keyboard.press("*")
        assert told(seen)[-5:] == ends
        seen.page.locator("#n20 > .r .twist").click()
        assert told(seen)[-2:] == ["N20.", "HIGH."]
        seen.page.get_by_label("Search the texts").fill("left2")
        assert told(seen)[-3:] == ["N22.", "LEFT.", "LEFT2."]
        seen.page.keyboard.press("Escape")
        assert told(seen)[-2:] == ["N20.", "HIGH."]
        seen.page.emulate_media(media="print")
        assert told(seen)[-5:] == ends
        assert seen.complaints == []


def test_keys_alone_lead_through_the_page(car: Opened) -> None:
    press = car.page.keyboard.press
    press("o")
    assert car.ask("document.activeElement.parentElement.id") == "swap"
    press("ArrowDown")
    press("ArrowDown")
    press("ArrowDown")
    assert car.ask("document.activeElement.parentElement.id") == "cheaper"
    press("ArrowLeft")
    assert car.page.locator("#cheaper > .r").get_attribute("aria-expanded") == "false"
    press("ArrowDown")
    assert car.ask("document.activeElement.parentElement.id") == "ice"
    assert "bike" in car.ask("document.activeElement.innerText")
    press("Enter")
    assert address(car) == "#ice"
    assert car.ask("document.activeElement.parentElement.id") == "ice"
    press("i")
    assert car.ask("document.activeElement.className") == "panel js"
    press("Tab")
    press("Tab")
    press("Tab")
    assert car.ask("document.activeElement.textContent").startswith("We should sell")
    press("Enter")
    assert address(car) == "#swap"
    press("Escape")
    assert address(car) == ""
    assert car.page.locator(".panel").is_hidden()
    assert car.ask("document.activeElement.parentElement.id") == "swap"
    press("End")
    assert "In the shed" in car.ask("document.activeElement.innerText")
    press("Home")
    assert car.ask("document.activeElement.parentElement.id") == "swap"
    press("?")
    assert car.page.get_by_role("dialog").is_visible()
    press("Escape")
    assert car.page.get_by_role("dialog").count() == 0


def test_every_stop_of_the_tab_key_is_seen(car: Opened) -> None:
    seen = []
    for _ in range(30):
        car.page.keyboard.press("Tab")
        name = car.ask(
            """() => {
                const on = document.activeElement;
                if (on === document.body) return null;
                const style = getComputedStyle(on);
                return [on.tagName, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        if name is None:
            break
        seen.append(name)
    assert {"INPUT", "BUTTON", "DIV", "g"} <= {name for name, _ in seen}
    assert [name for name, ringed in seen if not ringed] == []
    assert len(seen) < 20  # the tree and the diagram are one stop each


def test_single_keys_can_be_turned_off(car: Opened) -> None:
    car.page.keyboard.press("?")
    car.page.get_by_label("Keys without Ctrl or Alt").uncheck()
    car.page.keyboard.press("Escape")
    car.page.keyboard.press("/")
    assert car.ask("document.activeElement.type") != "search"


# -- the diagram -----------------------------------------------------------------------------------


def test_zoom_pan_and_fit(car: Opened) -> None:
    whole = scale(car)
    box = car.page.locator(".canvas").bounding_box()
    assert box
    car.page.mouse.move(box["x"] + 60, box["y"] + 60)
    car.page.mouse.wheel(0, -400)
    car.page.wait_for_function(
        "(was) => !document.querySelector('.canvas > svg').style.transform.includes(was)",
        arg=f"scale({whole})",
    )
    assert scale(car) > 1.5 * whole
    at = place(car)
    car.page.mouse.down()
    car.page.mouse.move(box["x"] + 160, box["y"] + 90, steps=4)
    car.page.mouse.up()
    assert place(car) != at
    assert address(car) == ""
    car.page.get_by_role("button", name="Fit the whole diagram").click()
    assert scale(car) == pytest.approx(whole, rel=1e-3)
    car.page.keyboard.press("+")
    assert scale(car) == pytest.approx(1.25 * whole, rel=1e-3)
    car.page.keyboard.press("-")
    car.page.keyboard.press("0")
    assert scale(car) == pytest.approx(whole, rel=1e-3)


def test_two_fingers_zoom(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["decision"], has_touch=True) as seen:
        whole = scale(seen)
        seen.ask(
            """() => {
                const canvas = document.querySelector(".canvas");
                const touch = { pointerType: "touch", clientY: 400, button: 0, bubbles: true };
                const send = (type, pointerId, clientX) =>
                    canvas.dispatchEvent(new PointerEvent(type, { ...touch, pointerId, clientX }));
                send("pointerdown", 1, 700); send("pointerdown", 2, 800);
                send("pointermove", 1, 650); send("pointermove", 2, 850);
                send("pointerup", 1, 650); send("pointerup", 2, 850);
            }"""
        )
        assert scale(seen) == pytest.approx(2 * whole, rel=1e-3)


def test_a_click_on_a_box_tells_all_of_it(car: Opened) -> None:
    car.page.locator("#node-rental").click()
    assert address(car) == "#rental"
    told = car.panel()
    for words in (
        "What we save there we would spend on rental cars.",
        "✗ falls",
        "Jonas",
        "Why it falls",
        "It is refuted by “Last year we never needed both cars on one weekend.” (Mia), which nobody attacks.",
        "Denies the step of",
        "Attacked by",
    ):
        assert words in told
    assert car.page.locator("#node-rental").get_attribute("aria-pressed") == "true"
    assert car.page.locator("#rental > .r").get_attribute("aria-selected") == "true"


def test_quotations_sources_and_notes_are_told(browser: Browser, tmp_path: Path) -> None:
    text = (
        "source bills: Folder of bills\n  url: https://example.org/bills\n\n"
        "claim a: It was dear. [bills#p2]\n  quote: In all we paid 2,900. [bills#p2]\n  note: Without fuel.\n"
    )
    file = tmp_path / "m.html"
    file.write_text(page(*read(text)), "utf-8")
    with opened(browser, file, "#a") as seen:
        told = seen.panel()
        for words in ("bills#p2", "Folder of bills", "In all we paid 2,900.", "Without fuel."):
            assert words in told
        link = seen.page.locator(".panel a", has_text="bills#p2")
        assert link.get_attribute("href") == "https://example.org/bills"
        assert "noreferrer" in str(link.get_attribute("rel"))


def test_pointing_at_a_claim_lights_up_its_line(car: Opened) -> None:
    car.page.locator("#node-rental").hover()
    assert lit(car) == {"swap", "cheaper", "rental", "rental~rebuttal-last-year-we"}
    assert car.page.locator("[id='link-cheaper>swap'].lit").count() == 1
    car.page.locator("#where > .r").hover()
    car.page.wait_for_selector("#node-where.lit")
    assert lit(car) == {"swap", "where", "where~answer-in-the-shed"}
    car.page.locator("h1").hover()
    car.page.wait_for_function("() => !document.querySelector('.lighting')")


def test_keys_go_from_box_to_box(car: Opened) -> None:
    car.page.keyboard.press("d")
    assert car.ask("document.activeElement.id") == "node-swap"
    car.page.keyboard.press("ArrowRight")
    assert car.ask("document.activeElement.id") in ("node-cheaper", "node-school-run", "node-where")
    car.page.keyboard.press("ArrowLeft")
    assert car.ask("document.activeElement.id") == "node-swap"
    assert lit(car)
    car.page.keyboard.press("Enter")
    assert address(car) == "#swap"
    at = place(car)
    car.page.keyboard.press("Shift+ArrowLeft")
    assert place(car) != at


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_lies_over_the_diagram(browser: Browser, files: dict[str, Path], width: int) -> None:
    with opened(browser, files["pact-debate"], viewport={"width": width, "height": 900}) as seen:
        if width < 800:
            seen.page.get_by_role("button", name="Diagram", exact=True).click()
        seen.page.locator(".key").evaluate("(legend) => { legend.open = true; }")
        canvas = seen.page.locator(".canvas").bounding_box()
        assert canvas
        assert canvas["height"] > 400
        for name in (".key", ".zoom"):
            box = seen.page.locator(name).bounding_box()
            assert box
            assert box["y"] >= canvas["y"] + canvas["height"]
            assert box["y"] + box["height"] <= 900


# -- addresses -------------------------------------------------------------------------------------


def test_an_address_leads_to_its_claim_and_back(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["pact-debate"], "#thread/drove") as seen:
        assert "The USSR signed with Germany" in seen.panel()
        assert seen.page.locator("li:has(> .r[aria-selected=true])").get_attribute("id") == "thread/drove"
        seen.page.locator(".why a", has_text="trap").first.click()
        assert address(seen) == "#trap"
        seen.page.go_back()
        assert address(seen) == "#thread/drove"
        assert "The USSR signed with Germany" in seen.panel()
        seen.page.go_forward()
        assert "draw Hitler into a war" in seen.panel()
        seen.ask("location.hash = '#node-order'")
        seen.page.wait_for_function(
            "() => document.querySelector('.panel').textContent.includes('came to terms')"
        )
        seen.ask("location.hash = '#nothing-like-it%'")
        seen.page.wait_for_function("() => document.querySelector('.panel').hidden")
        assert seen.complaints == []


def test_a_claim_that_is_folded_away_is_shown_where_it_hangs(browser: Browser, tmp_path: Path) -> None:
    text = "claim top: T.\n" + "".join(
        f"  premise p{i}: R{i}.\n    premise q{i}: S{i}.\n" for i in range(200)
    )
    file = tmp_path / "m.html"
    file.write_text(page(*read(text)), "utf-8")
    with opened(browser, file, "#q150") as seen:
        assert "S150." in seen.panel()
        assert seen.page.locator("#q150 .t").is_visible()
        ring = seen.page.locator(".ring.on").bounding_box()
        stand_in = seen.page.locator("#node-p150").bounding_box()
        assert ring
        assert stand_in
        assert abs(ring["x"] - stand_in["x"]) < 12
        assert seen.complaints == []


@pytest.mark.parametrize("width", [1000, 1440])
def test_the_chosen_box_is_in_full_view(browser: Browser, files: dict[str, Path], width: int) -> None:
    screen = {"width": width, "height": 800}
    with opened(browser, files["pact-debate"], "#trap", viewport=screen) as seen:
        for id_ in ("trap", "order", "thread/drove"):
            seen.ask("(id) => { location.hash = '#' + id; }", id_)
            seen.page.wait_for_selector(f".node[aria-pressed=true][id='node-{id_}']")
            seen.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            box, canvas = (seen.page.locator(one).bounding_box() for one in (f"[id='node-{id_}']", ".canvas"))
            panel = seen.page.locator(".panel").bounding_box()
            assert box
            assert canvas
            assert panel
            assert box["x"] >= canvas["x"]
            assert box["x"] + box["width"] <= panel["x"]
            assert canvas["y"] <= box["y"] <= box["y"] + box["height"] <= canvas["y"] + canvas["height"]


# -- all kinds of readers --------------------------------------------------------------------------


def test_dark_where_the_system_is_dark(browser: Browser, files: dict[str, Path]) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with opened(browser, files["decision"], color_scheme=scheme) as seen:
            body = seen.ask("getComputedStyle(document.body).backgroundColor")
            box = seen.ask("getComputedStyle(document.querySelector('#node-swap path')).fill")
            grounds[scheme] = (body, box)
    assert grounds["light"] == ("rgb(255, 255, 255)", "rgb(228, 243, 236)")
    assert grounds["dark"] == ("rgb(20, 24, 29)", "rgb(22, 51, 42)")


@pytest.mark.parametrize("width", [360, 390, 768])
def test_a_phone_shows_one_thing_at_a_time_and_never_scrolls_sideways(
    browser: Browser, files: dict[str, Path], width: int
) -> None:
    screen = {"width": width, "height": 740}
    with opened(browser, files["pact-thread"], viewport=screen, has_touch=True, is_mobile=True) as seen:
        assert seen.ask("document.documentElement.scrollWidth") <= width
        assert seen.page.locator("#offer").is_visible()
        assert not seen.page.locator(".canvas").is_visible()
        seen.page.get_by_role("button", name="Diagram", exact=True).tap()
        assert seen.page.locator(".canvas").is_visible()
        assert scale(seen) > 0.3
        seen.page.locator("#node-offer").tap()
        assert "Two weeks before the war" in seen.panel()
        box, panel = (
            seen.page.locator("#node-offer").bounding_box(),
            seen.page.locator(".panel").bounding_box(),
        )
        assert box
        assert panel
        assert box["y"] + box["height"] <= panel["y"]
        seen.page.get_by_role("button", name="Close", exact=True).tap()
        seen.page.get_by_role("button", name="Outline", exact=True).tap()
        small = seen.ask(
            """() => [...document.querySelectorAll("button, input")].filter((one) => one.offsetParent)
                .map((one) => one.getBoundingClientRect())
                .filter(({ width, height }) => width < 24 || height < 24).length"""
        )
        assert small == 0
        assert seen.ask("document.documentElement.scrollWidth") <= width
        assert seen.complaints == []


def test_on_paper_are_the_diagram_and_all_texts(thread: Opened) -> None:
    thread.page.get_by_role("button", name="Collapse all").click()
    thread.page.locator("#node-offer, [data-sec]").first.click()
    thread.page.emulate_media(media="print", color_scheme="dark")
    assert len(thread.texts("li.n > .r .t")) == thread.ask("document.querySelectorAll('li.n > .r .t').length")
    assert "Forum thread below" in thread.texts("#offer .more")[0]
    assert thread.page.locator("svg .node").first.is_visible()
    for gone in (".tools", ".zoom", ".panel", ".bar"):
        assert not thread.page.locator(gone).is_visible()
    assert thread.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    whole = thread.page.locator(".canvas > svg").bounding_box()
    assert whole
    assert whole["width"] <= 1280
    pdf = thread.page.pdf()
    assert pdf.count(b"/Type /Page\n") >= 3


def test_without_scripts_the_page_is_a_document(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["pact-thread"], java_script_enabled=False) as seen:
        assert seen.page.locator("li.n .t").filter(visible=True).count() == 78
        assert seen.page.get_by_text("Forum thread below a newspaper").first.is_visible()
        assert seen.page.locator("svg #node-offer, svg [id='node-offer']").first.is_visible()
        assert seen.page.locator("button, input").filter(visible=True).count() == 0
        seen.page.locator("a[href='#force']").first.click()
        assert seen.page.locator("#force").is_visible()


def test_right_to_left_texts_run_so(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "m.html"
    file.write_text(page(*read(ARABIC)), "utf-8")
    with opened(browser, file, "#b") as seen:
        assert seen.ask("document.documentElement.lang") == "ar"
        for selector in ("#a .t", "h1", ".panel .text"):
            assert seen.ask(f"getComputedStyle(document.querySelector('{selector}')).direction") == "rtl"
        assert seen.complaints == []


def test_nothing_moves_by_itself_where_that_is_asked_for(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["pact-thread"]) as seen:
        assert seen.ask("getComputedStyle(document.querySelector('.r')).transitionDuration") == "0s"
        seen.page.keyboard.press("0")
        at = place(seen)
        seen.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert place(seen) == at


# -- what must not happen --------------------------------------------------------------------------


def test_a_hostile_map_does_nothing(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["hostile"]) as seen:
        ids = seen.ask(
            "[...document.querySelectorAll('li[data-n]')].map((item) => item.id.replace(/^o\\./, ''))"
        )
        assert len(ids) == 10
        for id_ in ids:
            seen.ask("(id) => { location.hash = '#' + encodeURIComponent(id); }", id_)
            seen.page.wait_for_function("() => !document.querySelector('.panel').hidden")
            for link in seen.page.locator(".panel a").all():
                assert re.match(r"#|https://example\.org/", str(link.get_attribute("href")))
        for words in ("<script>", "</script>", '"', "${x}", "__proto__"):
            seen.page.get_by_label("Search the texts").fill(words)
            assert not seen.texts(".search .found")[0].startswith("0 ")
        seen.page.keyboard.press("Escape")
        seen.page.locator("#first > .r").hover()
        assert (
            seen.page.title()
            == 'Hostile </title><script>alert("title")</script> & "quotes" \'single\' <!-- ]]>'
        )
        assert (
            seen.ask("document.querySelectorAll('.tree script, .tree img, .tree iframe, .tree style').length")
            == 0
        )
        assert seen.ask("document.querySelectorAll('script').length") == 3
        assert seen.complaints == []


def test_the_policy_stops_what_got_into_a_page_all_the_same(
    browser: Browser, files: dict[str, Path], tmp_path: Path
) -> None:
    text = files["decision"].read_text(encoding="utf-8")
    evil = "<script>window.evil = 1</script><img src=x onerror='window.evil = 2'><p style='color:red'></p>"
    file = tmp_path / "evil.html"
    file.write_text(text.replace("<main>", f"<main>{evil}"), encoding="utf-8")
    with opened(browser, file) as seen:
        assert seen.ask("window.evil") is None
        assert len([one for one in seen.complaints if one.startswith("console: CSP: ")]) >= 3


# -- a map that changes ----------------------------------------------------------------------------


def sent(text: str) -> Any:
    return parts(*read(text)).as_json()


def test_a_change_of_the_map_leaves_zoom_choice_and_folds(browser: Browser, tmp_path: Path) -> None:
    before = (
        "map: Before\n\nclaim a: First.\n  premise b: Second.\n    rebuttal c: Third.\n"
        "  premise d: Fourth.\n    premise e: Fifth.\n"
    )
    after = (
        before.replace("Before", "After").replace("    rebuttal c: Third.\n", "") + "  rebuttal f: Sixth.\n"
    )
    file = tmp_path / "m.html"
    file.write_text(page(*read(before)), "utf-8")
    with opened(browser, file, "#d") as seen:
        seen.page.locator("#d > .r .twist").click()
        for _ in range(3):
            seen.page.keyboard.press("+")
        zoomed = scale(seen)
        box = seen.page.locator("#node-d").bounding_box()
        seen.ask("(text) => argmap.update(JSON.parse(text))", sent(after))
        assert seen.page.title() == "After"
        assert seen.texts("li.n > .r .t") == ["First.", "Second.", "Fourth.", "Sixth."]
        assert seen.page.locator("#d > .r").get_attribute("aria-expanded") == "false"
        assert "Fourth." in seen.panel()
        assert scale(seen) == zoomed
        now = seen.page.locator("#node-d").bounding_box()
        assert box
        assert now
        assert (now["x"], now["y"]) == (pytest.approx(box["x"], abs=1), pytest.approx(box["y"], abs=1))
        seen.ask("argmap.problem('line 3: no')")
        assert seen.page.get_by_role("alert").inner_text() == "line 3: no"
        seen.ask("(text) => argmap.update(JSON.parse(text))", sent("claim z: Other.\n"))
        assert seen.page.locator(".panel").is_hidden()
        assert seen.page.get_by_role("alert").count() == 0
        assert seen.complaints == []


def test_without_a_diagram_the_rest_works(browser: Browser, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("ARGMAP_DOT", "no-such-engine")
    file = tmp_path / "m.html"
    file.write_text(page(*read(CAR)), "utf-8")
    with opened(browser, file, "#ice") as seen:
        assert "On icy mornings" in seen.panel()
        assert seen.page.get_by_text("No diagram:").is_visible()
        assert not seen.page.get_by_role("button", name="Zoom in").is_visible()
        seen.page.get_by_label("Search the texts").fill("bus")
        assert seen.texts(".search .found") == ["1 of 11"]
        for key in ("Escape", "d", "+", "0"):
            seen.page.keyboard.press(key)
        assert seen.complaints == []
