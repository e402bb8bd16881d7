"""brat standoff read, with and without its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.formats import brat, recognise
from argmap.formats.given import Given
from tests.foreign import (
    FILES,
    broken_bytes,
    check_expected,
    draft_of,
    given,
    hold_together,
    texts_and_steps,
    theirs,
)
from tests.readers import ask

FOLDER = FILES / "brat"
OWN = sorted(FOLDER.glob("*.ann"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_file_becomes_the_map_beside_it(path: Path) -> None:
    assert recognise.brat(given(path).text)
    check_expected("brat", path)


def read_with(tmp_path: Path, text: str, annotation: str) -> dict[str, tuple[tuple[str, str | None], ...]]:
    """What each span of an annotation cites."""
    (tmp_path / "x.txt").write_bytes(text.encode())
    (tmp_path / "x.ann").write_bytes(annotation.encode())
    draft = brat.read(given(tmp_path / "x.ann"))
    return {key: node.citations for key, node in draft.nodes.items()}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spans_cite_their_lines(tmp_path: Path, end: str) -> None:
    text = end.join(["Títle 😀", "", "One two", "three."])
    three = text.index("three")
    rows = [
        f"T1\tClaim {text.index('One')} {text.index('One') + 3}\tOne",
        f"T2\tPremise {text.index('two')} {three + 5}\ttwo three",
        f"T3\tPremise {three} {three + 5};{text.index('One')} {text.index('One') + 3}\tthree One",
        f"T4\tPremise {three} {three + 5}\tnot there",
        f"T5\tPremise {three} {three + 5}",
    ]
    cited = read_with(tmp_path, text, end.join(rows))
    assert cited["T1"] == (("text", "L3"),)
    assert cited["T2"] == (("text", "L3-L4"),)
    assert cited["T3"] == (("text", "L3-L4"),)
    assert cited["T4"] == ()
    assert cited["T5"] == (("text", "L4"),)


def test_offsets_that_lead_nowhere(tmp_path: Path) -> None:
    cited = read_with(
        tmp_path, "short", "T1\tClaim 90 95\twords\nT2\tClaim 5 2\twords\nT3\tClaim 999999999999 1\t\n"
    )
    assert [places for places in cited.values() if places] in ([], [(("text", "L1"),)])


def test_standard_input_has_no_text_beside_it() -> None:
    draft = brat.read(Given("<stdin>", b"T1\tClaim 0 3\tTea"))
    assert draft.nodes["T1"].text == "Tea"
    assert len(draft.problems) == 1


def test_what_is_no_annotation_is_refused() -> None:
    assert draft_of("brat", b"") is None
    assert draft_of("brat", b"T1 Claim 0 3 Tea\n") is None


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_broken_files(path: Path) -> None:
    data = path.read_bytes()
    for broken in broken_bytes(data):
        hold_together("brat", broken)
    text = data.decode()
    for old, new in (
        ("T3", "T1"),
        ("Arg1:", ""),
        ("\t", " "),
        ("R1", "T1"),
        ("R2", "R1"),
        ("MajorClaim", "Claim"),
    ):
        hold_together("brat", text.replace(old, new).encode())
    loops = "".join(f"R{n}\tattacks Arg1:T1 Arg2:R{n % 5 + 1}\n" for n in range(1, 6))
    hold_together("brat", b"T1\tClaim 0 1\tx\n" + loops.encode())


def test_arguebuf_reads_the_same() -> None:
    """It makes one claim of all major claims; we restate the first."""
    path = FOLDER / "essay.ann"
    (told,) = ask("arguebuf", "brat", [path])
    draft = brat.read(given(path))
    major = [node.text for node in draft.nodes.values() if "major-claim" in node.tags]
    texts, steps = texts_and_steps(draft)
    their_texts, their_steps = theirs(told)
    (joined,) = (text for text in their_texts if text not in texts)
    assert all(text in joined for text in major)
    assert len(texts) == len(their_texts) - 1 + len(major)
    ours = [step for step in steps if step[0] != "rephrase"]
    assert ours == sorted([k, o, [major[0]] if t == [joined] else t] for k, o, t in their_steps)


def test_ids_given_many_times_take_no_time() -> None:
    rows = [
        b"T1\tMajorClaim 0 1\tx",
        b"R1\tsupports Arg1:T1 Arg2:T1",
        b"A1\tStance T1 For",
        b"*\tEquiv T1 T1",
    ]
    draft = draft_of("brat", b"\n".join(rows * 10_000))
    assert draft is not None
    assert len(draft.nodes) == 10_000
