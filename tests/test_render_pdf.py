"""The PDF: read back by a reader that knows nothing of argmap or typst."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from argmap.render.errors import RenderError
from argmap.render.pdf import LONGEST, PAPERS, make_pdf
from argmap.render.sheets import Cut
from argmap.render.spoken import spoken
from tests.conftest import Argmap
from tests.rendering import EXAMPLES, data, read, scene, svg

if os.environ.get("CI") == "true":
    import pypdf
else:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")

DECISION = EXAMPLES / "decision.argmap"


def pdf(source: str | Path, paper: str = "fit") -> tuple[pypdf.PdfReader, tuple[str, ...]]:
    map_, _ = read(source)
    made = make_pdf(svg(source).encode(), spoken(scene(source), map_), paper=paper)
    return pypdf.PdfReader(io.BytesIO(made.data)), made.notices


def words(reader: pypdf.PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def fonts(reader: pypdf.PdfReader) -> list[bool]:
    """Whether each font that the pages use, at any depth, is inside of the file."""
    found = []
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 2):
        try:
            one = reader.get_object(number)
        except Exception:  # a hole in the table
            continue
        if isinstance(one, dict) and one.get("/Type") == "/FontDescriptor":
            found.append(any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3")))
    return found


@pytest.mark.parametrize("paper", ["fit", "a4"])
def test_every_word_is_text_in_embedded_fonts(paper: str) -> None:
    reader, notices = pdf(DECISION, paper)
    assert len(reader.pages) == 1
    assert not notices
    text = words(reader)
    for node in read(DECISION)[0].nodes.values():
        assert "".join(node.text.split()) in text
    assert len(fonts(reader)) > 1
    assert all(fonts(reader))
    assert reader.metadata is not None
    assert reader.metadata.title == read(DECISION)[0].title


def test_a_page_has_the_size_of_its_picture_or_of_its_paper() -> None:
    fit, _ = pdf(DECISION)
    assert float(fit.pages[0].mediabox.width) > float(fit.pages[0].mediabox.height)
    a4, _ = pdf(DECISION, "a4")
    size = (float(a4.pages[0].mediabox.width), float(a4.pages[0].mediabox.height))
    assert sorted(size) == pytest.approx(sorted(PAPERS["a4"]), abs=0.1)


def test_what_is_too_small_on_one_sheet_goes_over_several() -> None:
    path = EXAMPLES / "pact-thread.argmap"
    reader, notices = pdf(path, "a4")
    assert len(reader.pages) > 3
    assert any(f"over {len(reader.pages)} sheets" in notice for notice in notices)
    text = words(reader)
    for node in read(path)[0].nodes.values():
        first = "".join(node.text.split()[:3])
        assert first in text


def test_sheets_hold_only_what_is_on_them() -> None:
    whole = svg(EXAMPLES / "pact-thread.argmap")
    cut = Cut(whole)
    corner = cut.within((0, 0, 400, 300))
    assert len(corner) < len(whole) / 3
    assert cut.within((-1e6, -1e6, 1e6, 1e6)).count("<g ") == whole.count("<g ")


def test_a_page_too_long_for_viewers_is_scaled() -> None:
    replies = "".join(f"  premise: A reason for it, the one with the number {i}.\n" for i in range(420))
    text = f"claim a: One.\n{replies}"
    picture = svg(text, direction="RL")
    made = make_pdf(picture.encode())
    page = pypdf.PdfReader(io.BytesIO(made.data)).pages[0]
    assert float(page.mediabox.height) == pytest.approx(LONGEST, abs=1)
    assert any("is scaled to" in notice for notice in made.notices)


def test_the_same_map_gives_the_same_bytes() -> None:
    picture = svg(data("kinds")).encode()
    assert make_pdf(picture).data == make_pdf(picture).data


def test_right_to_left_text_is_read_back() -> None:
    reader, notices = pdf("claim a: سعى الاتحاد.\n")
    # in one order or the other, as letters or as the shapes that they take beside each other
    assert notices or any(
        "\u0600" <= char <= "\u06ff" or "\ufe70" <= char <= "\ufeff" for char in words(reader)
    )


LINKED = """\
source doc: A paper.
  url: https://example.org/a?b=1&c=(2)
source long: A trap.
  url: https://example.org/LONG
source other: A book.
section: One
  claim a: What is claimed. [other#p2, doc#p1, long#p3]
section: Two
  claim b: Another.
    premise a
""".replace("LONG", "x" * 9000)


def led(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, list[float]]]:
    """The links: the page each is on, its address or the page it leads to, its corners."""
    pages = [page.indirect_reference for page in reader.pages]
    for number, page in enumerate(reader.pages):
        for one in page.get("/Annots", ()):
            about = one.get_object()
            action = about.get("/A", {})
            spot = about.get("/Dest")
            leads = action.get("/URI") or f"page {pages.index(spot[0].indirect_reference)}"
            yield number, str(leads), [float(side) for side in about["/Rect"]]


@pytest.mark.parametrize("paper", ["fit", "a4"])
def test_links_can_be_followed(paper: str) -> None:
    reader, _ = pdf(LINKED, paper)
    found = {where: area for _, where, area in led(reader)}
    assert set(found) == {"https://example.org/a?b=1&c=(2)", "page 0"}
    # each stands over its words: the citation is a little wide, the mention of `a` as wide as its box
    left, bottom, right, top = found["https://example.org/a?b=1&c=(2)"]
    assert 25 < right - left < 50
    assert 8 < top - bottom < 15
    across, _, end, _ = found["page 0"]
    assert end - across >= 54
    for area in found.values():
        wide, high = (float(side) for side in reader.pages[0].mediabox[2:])
        assert 0 < area[0] < area[2] < wide
        assert 0 < area[1] < area[3] < high


def test_links_over_several_sheets_lead_to_the_right_one() -> None:
    reader, notices = pdf(EXAMPLES / "pact-thread.argmap", "a4")
    sheets = len(reader.pages)
    assert any(f"over {sheets} sheets" in notice for notice in notices)
    leads = {where for _, where, _ in led(reader)}
    assert len(leads) > 1, "not all to one sheet"
    assert all(where.startswith("page ") and int(where[5:]) < sheets for where in leads)


def test_text_that_looks_like_typst_is_text() -> None:
    reader, _ = pdf('map: #panic("x") *b* $m$\nclaim a: #read("/etc/passwd") \\ <b> _i_ `c` @d.\n')
    text = words(reader)
    assert '#read("/etc/passwd")\\<b>_i_`c`@d.' in text
    assert reader.metadata is not None
    assert reader.metadata.title == '#panic("x") *b* $m$'


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(RenderError, match=r"pip install 'argmap\[pdf\]'"):
        make_pdf(svg(data("kinds")).encode())


def test_from_the_command_line(argmap: Argmap, tmp_path: Path) -> None:
    ran = argmap("render", DECISION, "-o", "d.pdf", "--paper", "letter", "--theme", "print")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF-")
    for args, said in (
        (("-o", "d.pdf", "--paper", "a44"), "--paper: there is no `a44`. Did you mean `a4`?"),
        (("-o", "d.svg", "--paper", "a4"), "--paper is for pdf, not for svg"),
        (("-o", "d.svg", "--dpi", "200"), "--dpi is for png, not for svg"),
        (("-o", "d.svg", "--layout", "neato", "--direction", "LR"), "the layout neato knows no direction"),
        (("-o", "d.mmd", "--layout", "neato"), "--layout is for"),
    ):
        ran = argmap("render", DECISION, *args)
        assert ran.code == 2
        assert said.split(".")[0] in ran.err


def test_a_png_has_the_resolution_asked_for(argmap: Argmap, tmp_path: Path) -> None:
    sizes = []
    for dpi in ("48", "96"):
        assert argmap("render", DECISION, "-o", "d.png", "--dpi", dpi).code == 0
        sizes.append(int.from_bytes((tmp_path / "d.png").read_bytes()[16:20], "big"))
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)
