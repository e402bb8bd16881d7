"""Kialo's text export read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.formats import kialo, recognise
from argmap.formats.given import Given
from tests.foreign import (
    FILES,
    broken_bytes,
    check_expected,
    draft_of,
    fold,
    given,
    hold_together,
    read_file,
    samples,
    texts_and_steps,
    theirs,
)
from tests.readers import ask

OWN = sorted((FILES / "kialo").glob("*.txt"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_file_becomes_the_map_beside_it(path: Path) -> None:
    check_expected("kialo", path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_it_is_recognised(path: Path) -> None:
    assert recognise.kialo(given(path).text)


def test_a_missing_dot_behind_a_number_loses_no_claim() -> None:
    text = "1. Thesis\n1.1. Pro: It calms.\n1.1.1 Con: Too much.\n1.2 Con: Stains.\n1.5 litres a day\n"
    draft = kialo.read(Given("k.txt", text.encode()))
    assert [node.text for node in draft.nodes.values()] == [
        "Thesis",
        "It calms.",
        "Too much.",
        "Stains.\n1.5 litres a day",
    ]
    assert [(step.kind, step.target) for step in draft.steps.values()] == [
        ("support", "1."),
        ("attack", "1.1."),
        ("attack", "1."),
    ]


def test_a_number_inside_a_text_is_a_claim_only_in_its_place() -> None:
    text = "1. Thesis\n1.1. Pro: First:\n1. one\n2. two\n1.1. not again\n1.9.1. nowhere\n1.2. Con: Next\n"
    draft = draft_of("kialo", text.encode())
    assert draft is not None
    assert [fold(node.text) for node in draft.nodes.values()] == [
        "Thesis",
        "First: 1. one 2. two 1.1. not again 1.9.1. nowhere",
        "Next",
    ]


def test_references_that_lead_in_a_circle_are_texts() -> None:
    text = "1. T\n1.1. Pro: -> See 1.2.\n1.2. Pro: -> See 1.1.\n1.3. Con: -> See 1.2.\n1.3.1. Pro: below\n"
    draft = draft_of("kialo", text.encode())
    assert draft is not None
    assert [step.target for step in draft.steps.values()] == ["1.", "1.", "1.", "1.2."]
    assert draft.nodes["1.1."].text == "-> See 1.2."
    assert len(draft.problems) == 1


def test_brackets_that_are_no_links_stay() -> None:
    text = r"1. \[sic\] [so](it is) and [a \[b\] c](https://example.org/d\)e) [x](www.example.org/(y)) \(z\)"
    draft = draft_of("kialo", text.encode())
    assert draft is not None
    assert draft.nodes["1."].text == "[sic] [so](it is) and a [b] c x (z)"
    assert [source.properties["url"] for source in draft.sources.values()] == [
        "https://example.org/d)e",
        "www.example.org/(y)",
    ]


def test_what_is_no_export_is_refused() -> None:
    assert draft_of("kialo", b"Dear all,\n\nthe tea is cold.\n") is None


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_broken_files(path: Path) -> None:
    for data in broken_bytes(path.read_bytes()):
        hold_together("kialo", data)


def test_large_and_hostile_texts_take_no_time() -> None:
    deep = "".join(f"{'1.' * n} Pro: x\n" for n in range(1, 1500))
    for text in ("[" * 200_000, "[](" * 100_000, "[x](a" * 100_000, "\\" * 200_000, "1." * 200_000, deep):
        draft_of("kialo", f"1. {text}".encode())
        draft_of("kialo", f"1. T\n1.1. Pro: {text}".encode())
    same = "1.1. Pro: x\n" * 10_000 + "1.2. Con: -> See 1.1.\n" * 10_000
    draft_of("kialo", f"1. T\n{same}".encode())
    loop = "".join(f"1.{n}. Pro: -> See 1.{n % 20_000 + 1}.\n" for n in range(1, 20_001))
    draft = draft_of("kialo", f"1. T\n{loop}".encode())
    assert draft is not None
    assert len(draft.steps) == 20_000


def test_samples_have_the_claims_of_their_lines() -> None:
    for path in samples("kialo"):
        raw = path.read_text(encoding="utf-8")
        stances = re.findall(r"^(?:\d+\.){2,} (Pro|Con): ", raw, re.MULTILINE)
        references = re.findall(r"^(?:\d+\.){2,} (?:Pro|Con): -> See ", raw, re.MULTILINE)
        map_ = read_file("kialo", path).map
        kinds = [link.kind for link in map_.links.values()]
        assert kinds.count("support") == stances.count("Pro")
        assert kinds.count("attack") == stances.count("Con")
        assert len(map_.nodes) == len(stances) - len(references) + 1
        assert {source.properties["url"] for source in map_.sources.values()} == set(
            re.findall(r"\]\((http\S+?)\)(?!\))", raw)
        )
        said = fold(" ".join(node.text for node in map_.nodes.values()))
        for line in raw.splitlines()[2:]:
            words = fold(re.sub(r"^[\d.]+ (?:Pro: |Con: )?", "", line))
            if not words.startswith("-> See") and "](" not in words:
                assert words.replace("\\", "") in said.replace("\\", "")


def test_arguebuf_reads_the_same() -> None:
    paths = samples("kialo")
    for path, told in zip(paths, ask("arguebuf", "kialo", paths), strict=True):
        draft = draft_of("kialo", path.read_bytes())
        assert draft is not None
        assert texts_and_steps(draft) == theirs(told)
