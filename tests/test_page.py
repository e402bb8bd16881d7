"""The page as text: what is in it without a browser, its policy, its parts, and how the command makes it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest

from argmap.page import Shape, page, parts
from argmap.page.picture import colours
from argmap.render.errors import RenderError
from argmap.render.theme import load_theme
from tests.conftest import Argmap
from tests.rendering import EXAMPLES, read

HOSTILE = Path(__file__).parent / "page" / "hostile.argmap"
CAR = """\
map: Car?
  language: de

source bills: Folder of bills
  url: https://example.org/bills

claim swap @mia: Sell the car. [bills#p2]
  note: A note on it.
  quote: It cost us 2,900. [bills#p2]
  premise: It is dear.
  rebuttal ice @jonas: Mornings are icy.
    undercut bus @mia: There is a bus.

speaker mia: Mia
speaker jonas: Jonas
  side: against
"""


def made(source: str | Path, **options: object) -> str:
    return page(*read(source), **options)  # type: ignore[arg-type]


def json_of(text: str) -> dict[str, list[object]]:
    found = re.search(r'<script type="application/json" class="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def outline_of(text: str) -> str:
    return text.partition('<ul class="tree"')[2].partition('<div class="divider')[0]


def words_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_the_policy_lets_nothing_act_but_what_it_names() -> None:
    text = made(CAR)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in html.unescape(policy[1]).split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    for kind, tag in (("style-src", "style"), ("script-src", "script")):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert rules[kind].split(" ") == [
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inside
        ]


@pytest.mark.parametrize("name", ["decision", "pact-thread", "victory-day-essay", "pact-debate"])
def test_nothing_in_a_page_needs_what_its_policy_forbids_or_comes_from_elsewhere(name: str) -> None:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", made(EXAMPLES / f"{name}.argmap"), flags=re.DOTALL)
    tags = re.findall(r"<[a-z][^>]*>", text)
    assert not [tag for tag in tags if re.search(r"\s(?:style|on\w+)\s*=", tag)]
    assert not [tag for tag in tags if re.search(r"\ssrc\s*=", tag) or tag.startswith("<link")]
    assert "url(" not in text


def test_the_outline_has_every_text_with_its_sources_and_notes() -> None:
    for source in (CAR, EXAMPLES / "pact-thread.argmap", EXAMPLES / "pact-debate.argmap"):
        map_, standings = read(source)
        outline = words_of(outline_of(page(map_, standings)))
        for node in map_.nodes.values():
            if not node.prefix and node.text:
                assert " ".join(node.text.split()) in outline
    car = outline_of(made(CAR))
    assert "A note on it." in car
    assert "It cost us 2,900." in car
    assert 'href="https://example.org/bills"' in car


def test_the_outline_is_a_proper_tree() -> None:
    for name in ("pact-thread", "pact-debate", "victory-day-essay"):
        text = outline_of(made(EXAMPLES / f"{name}.argmap"))
        depth = 0
        for tag in re.findall(r"</?(?:ul|li)\b", text):
            depth += -1 if tag.startswith("</") else 1
            assert depth >= -1
        assert depth == -1  # the list around it is closed at the end
        numbers = re.findall(r'data-n="(\d+)"', text)
        assert sorted(numbers, key=int) == [str(n) for n in range(len(numbers))]


def test_texts_stand_in_the_page_as_text() -> None:
    text = made(HOSTILE)
    assert len(re.findall(r"<script\b", text)) == 3
    assert not re.search(r'href="\s*(?:javascript|data):', text)
    assert "\u2028" not in text
    data = json_of(text)
    assert data["format"] == "argmap-page/1"
    assert "Eve </script><script>alert(6)</script>" in data["speakers"]
    shown = words_of(outline_of(text))
    assert '<script>alert(10)</script> </script> <!-- <script> and "quotes"' in shown
    assert "$$title $outline $data" in shown


def test_data_holds_nothing_that_ends_its_block() -> None:
    raw = re.search(r'class="data">(.*?)</script>', made(HOSTILE), re.DOTALL)
    assert raw
    assert not set("<>&\u2028\u2029") & set(raw[1])


def test_the_page_speaks_the_maps_language() -> None:
    assert '<html lang="de">' in made(CAR)
    assert '<html lang="en">' in made("claim: Text.\n")
    assert '<html lang="en">' in made(HOSTILE)


def test_every_node_is_explained_in_words() -> None:
    data = json_of(made(CAR))
    nodes = [node[0] for node in data["nodes"]]  # type: ignore[index]
    lines, why = data["lines"], data["why"]

    def told(id_: str) -> str:
        first = why[nodes.index(id_)][0]  # type: ignore[index]
        pieces = lines[first]
        return "".join(nodes[p] if isinstance(p, int) else p if isinstance(p, str) else "…" for p in pieces)  # type: ignore[attr-defined]

    assert told("swap") == "Ice, said against it, is undercut by bus, and … carries it.".replace("Ice", "ice")
    assert told("bus") == "Nobody attacks it."
    assert all(row for row in why)


def test_light_and_dark_follow_the_system_unless_a_theme_is_named() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    both = made(CAR)
    assert "prefers-color-scheme: dark" in both
    assert f"--ink: {light.ink};" in both
    assert f"--ink: {dark.ink};" in both
    only = made(CAR, theme=dark)
    assert "prefers-color-scheme" not in only
    assert f"@media print {{ :root {{ --background: {light.background};" in only
    assert '<meta name="color-scheme" content="dark">' in only


def test_every_colour_of_the_diagram_has_a_name_that_the_page_knows() -> None:
    names = {name for name, _ in colours(load_theme())}
    for name in ("pact-thread", "pact-debate"):
        svg = parts(*read(EXAMPLES / f"{name}.argmap")).svg
        assert svg
        assert set(re.findall(r"var\(--([\w-]+)\)", svg)) <= names
        assert not re.search(r'(?:fill|stroke|stop-color)="#', svg)


def test_the_styles_use_only_colours_that_there_are() -> None:
    text = made(CAR)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    defined = set(re.findall(r"--([\w-]+):", style[1])) | {"share"}
    assert set(re.findall(r"var\(--([\w-]+)", style[1])) <= defined


def test_a_large_map_folds_its_diagram_and_not_its_outline() -> None:
    text = "claim top: T.\n" + "".join(
        f"  premise p{i}: R{i}.\n    premise q{i}: S{i}.\n" for i in range(200)
    )
    told = parts(*read(text))
    assert told.outline.count("data-n=") == 401
    assert told.svg
    assert "p199" in told.svg
    assert "q199" not in told.svg
    assert told.notice == "The diagram shows 300 of 401 nodes; the outline has all."


def test_parts_are_what_an_open_page_takes_over() -> None:
    told = parts(*read(CAR))
    sent = json.loads(told.as_json())
    assert sent["title"] == "Car?"
    assert sent["svg"] == told.svg
    assert sent["data"]["nodes"][0][0] == "swap"
    assert not set("<>&") & set(told.as_json())


def test_without_a_layout_engine_the_page_has_all_but_the_diagram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGMAP_DOT", "no-such-engine")
    told = parts(*read(CAR))
    assert told.svg is None
    assert told.notice.startswith("No diagram: there is no layout engine")
    assert "Sell the car." in made(CAR)
    with pytest.raises(RenderError):
        parts(*read(CAR), shape=Shape(engine="no-such-engine"))


def test_an_empty_map_makes_a_page() -> None:
    text = made("// nothing yet\n")
    assert '<ul class="tree" aria-labelledby="page.outline"></ul>' in text


def test_the_command_writes_a_page(argmap: Argmap, tmp_path: Path) -> None:
    (tmp_path / "car.argmap").write_text(CAR, encoding="utf-8")
    ran = argmap("render", "car.argmap", "-o", "car.html")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    first = (tmp_path / "car.html").read_text(encoding="utf-8")
    assert first.startswith("<!DOCTYPE html>")
    assert argmap("render", "car.argmap", "--to", "html").out == first
    ran = argmap("render", "car.argmap", "-o", "dark.html", "--theme", "dark", "--speaker", "jonas")
    assert ran.code == 0
    dark = (tmp_path / "dark.html").read_text(encoding="utf-8")
    assert "prefers-color-scheme" not in dark
    assert "only speaker: Jonas" in dark
