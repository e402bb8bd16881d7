"""`--to pdf`: a finished SVG on paper, by typst, whose wheel brings all it needs. An optional extra.

Words stay words, fonts are embedded, and the same picture gives the same bytes. A picture is one page of its
own size, or fits a paper; what would be too small to read there goes over several sheets.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argmap.render.errors import RenderError
from argmap.render.lettering import direction_marked
from argmap.render.pdf_links import Link, links
from argmap.render.sheets import Area, Cut
from argmap.render.spoken import Spoken
from argmap.safe import visible

#: Width and height in points.
PAPERS = {"a4": (595.28, 841.89), "a3": (841.89, 1190.55), "letter": (612.0, 792.0)}
#: The page is as large as the picture.
FIT = "fit"
#: PDF viewers show no longer page, in points.
LONGEST = 14_400.0
#: On paper: the margin, the strip that two sheets share, the smallest scale for one sheet, that for several.
_MARGIN, _SHARED, _SMALLEST, _SHEETS = 28.0, 24.0, 0.62, 0.8
#: More sheets than this are no help to anyone.
_MOST = 150

_SIZE = re.compile(r'<svg [^>]*?width="(\d+(?:\.\d+)?)pt" height="(\d+(?:\.\d+)?)pt"')
_FAMILIES = re.compile(r'(<svg font-family="[^"]*)"')
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>")
_GLYPHLESS = re.compile("[\x00-\x7f]+")


@dataclass(slots=True, frozen=True)
class Pdf:
    """The file, and what its maker should be told of it."""

    data: bytes
    notices: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class _Sheets:
    """How a picture is set: its scale, the size of a page, and how much of each holds a part of it."""

    scale: float
    page: tuple[float, float]
    margin: float = 0.0
    across: int = 1
    down: int = 1

    @property
    def several(self) -> bool:
        return self.across * self.down > 1

    @property
    def room(self) -> tuple[float, float]:
        """What a page has inside its margins."""
        return self.page[0] - 2 * self.margin, self.page[1] - 2 * self.margin

    def areas(self) -> Iterator[Area]:
        """What of the picture each sheet shows, row by row, in the picture's own points."""
        wide, high = self.room
        for row in range(self.down):
            for column in range(self.across):
                left, top = column * (wide - _SHARED), row * (high - _SHARED)
                yield tuple(side / self.scale for side in (left, top, left + wide, top + high))  # type: ignore[misc]

    def corners(self, wide: float) -> Iterator[tuple[float, float]]:
        """Where in the picture, as large as it is set, the room of each sheet begins."""
        for left, top, _, _ in self.areas():
            if self.several:
                yield left * self.scale, top * self.scale
            else:
                yield (wide * self.scale - self.room[0]) / 2, 0.0  # in the middle


def make_pdf(svg: bytes, told: Spoken | None = None, *, paper: str = FIT) -> Pdf:
    """The PDF of a finished SVG. Raises `RenderError` where typst is missing, or for too many sheets."""
    try:
        import typst
    except ImportError:
        raise RenderError(
            "a PDF is made by typst, which is not installed: python3 -m pip install 'argmap[pdf]'; "
            "or write svg, which a browser prints as PDF"
        ) from None
    text = direction_marked(svg.decode("utf-8"))
    size = _SIZE.search(text)
    if size is None:
        raise RenderError("the layout engine wrote no size; write svg or png")
    wide, high = float(size[1]), float(size[2])
    sheets = _fit(wide, high) if paper == FIT else _on_paper(wide, high, PAPERS[paper])
    # what typst brings, for a machine without fonts; it is narrower than what the boxes were made for
    text = _FAMILIES.sub(r"""\1, 'Libertinus Serif'" """.rstrip(), text, count=1)
    cut = Cut(text) if sheets.several else None
    corners = list(sheets.corners(wide))
    led = links(text)
    given = {
        **{
            f"svg{number}": text if cut is None else cut.within(area)
            for number, area in enumerate(sheets.areas())
        },
        **{f"links{number}": _links(led, sheets, corners, number) for number in range(len(corners))},
        "title": told.title if told else "",
        "alt": told.description if told else "",
        "lang": (told.language or "en").partition("-")[0].lower() if told else "en",
    }
    if not re.fullmatch("[a-z]{2,3}", given["lang"]):
        given["lang"] = "en"
    try:
        data = typst.compile(
            _document(wide, high, sheets).encode(), format="pdf", sys_inputs=given, timestamp=0
        )
    except RuntimeError as error:
        raise RenderError(f"typst made no PDF: {visible(str(error))[:200]}") from error
    return Pdf(data, tuple(_notices(sheets, paper, _without_glyph(text))))


def _fit(wide: float, high: float) -> _Sheets:
    scale = min(1.0, LONGEST / max(wide, high))
    return _Sheets(scale, (wide * scale, high * scale))


def _on_paper(wide: float, high: float, paper: tuple[float, float]) -> _Sheets:
    """The paper upright or on its side, whichever takes the picture larger or on fewer sheets."""
    ways = (paper, paper[::-1])
    rooms = [(w - 2 * _MARGIN, h - 2 * _MARGIN) for w, h in ways]
    scales = [min(1.0, w / wide, h / high) for w, h in rooms]
    if max(scales) >= _SMALLEST:
        best = scales.index(max(scales))
        return _Sheets(scales[best], ways[best], _MARGIN)
    counts = [
        (_count(wide * _SHEETS, room_wide), _count(high * _SHEETS, room_high))
        for room_wide, room_high in rooms
    ]
    best = 0 if math.prod(counts[0]) <= math.prod(counts[1]) else 1
    across, down = counts[best]
    if across * down > _MOST:
        raise RenderError(
            f"this picture would take {across * down:,} sheets; leave out --paper for one large page, "
            "or draw a part of the map with --focus, --depth or --section"
        )
    return _Sheets(_SHEETS, ways[best], _MARGIN, across, down)


def _count(size: float, room: float) -> int:
    """How many sheets lie side by side."""
    return max(1, math.ceil((size - _SHARED) / (room - _SHARED)))


def _document(wide: float, high: float, sheets: _Sheets) -> str:
    """The document in typst's language. All words of the map come in from outside, as data."""
    page_wide, page_high = sheets.page
    head = (
        "#set document(title: sys.inputs.title, date: none)\n"
        "#set text(lang: sys.inputs.lang, size: 7pt, fill: luma(90))\n"
        f"#set page(width: {page_wide:.2f}pt, height: {page_high:.2f}pt, margin: 0pt)\n"
        f'#let picture(svg) = image(bytes(svg), format: "svg", alt: sys.inputs.alt, '
        f"width: {wide * sheets.scale:.3f}pt, height: {high * sheets.scale:.3f}pt)\n"
        # typst shows how an SVG looks and drops where it leads, so that is laid over it
        "#let linked(all) = for one in json(bytes(all)) { place(dx: one.x * 1pt, dy: one.y * 1pt, link(\n"
        '  if one.address == "" { (page: one.page, x: one.to.at(0) * 1pt, y: one.to.at(1) * 1pt) }\n'
        "  else { one.address }, box(width: one.wide * 1pt, height: one.high * 1pt))) }\n"
    )
    pages = []
    margin = sheets.margin
    room_wide, room_high = sheets.room
    for number, (left, top) in enumerate(sheets.corners(wide)):
        page = (
            f"#place(dx: {margin:.2f}pt, dy: {margin:.2f}pt, "
            f"box(width: {room_wide:.2f}pt, height: {room_high:.2f}pt, clip: true, "
            f"place(dx: {-left:.2f}pt, dy: {-top:.2f}pt, picture(sys.inputs.svg{number}))))\n"
            f"#linked(sys.inputs.links{number})\n"
        )
        if sheets.several:
            row, column = divmod(number, sheets.across)
            where = f"row {row + 1} of {sheets.down}, column {column + 1} of {sheets.across}"
            page += f'#place(bottom + center, dy: -10pt, "{where}")\n'
        pages.append(page)
    return head + "#pagebreak()\n".join(pages)


def _links(led: Iterable[Link], sheets: _Sheets, corners: list[tuple[float, float]], number: int) -> str:
    """What lies on one sheet of the links, in JSON: where it lies there, and where it leads."""
    scale, margin = sheets.scale, sheets.margin
    areas = list(sheets.areas())

    def shown(at: tuple[float, float], sheet: int) -> bool:
        left, top, right, bottom = areas[sheet]
        return not sheets.several or (left <= at[0] <= right and top <= at[1] <= bottom)

    def place(at: tuple[float, float], sheet: int) -> list[float]:
        return [round(at[axis] * scale - corners[sheet][axis] + margin, 2) for axis in (0, 1)]

    found = []
    for one in led:
        here = (one.left, one.top)
        if not (shown(here, number) and shown((one.right, one.bottom), number)):
            continue
        x, y = place(here, number)
        wide, high = (one.right - one.left) * scale, (one.bottom - one.top) * scale
        sheet = next((n for n in range(len(areas)) if shown(one.spot, n)), 0)
        leads = {"address": one.address, "page": sheet + 1, "to": place(one.spot, sheet)}
        found.append({"x": x, "y": y, "wide": wide, "high": high, **leads})
    return json.dumps(found)


def _notices(sheets: _Sheets, paper: str, missing: str) -> Iterable[str]:
    if missing:
        yield (
            f"this machine has no font for {', '.join(repr(c)[1:-1] for c in missing[:6])}"
            f"{' and others' if len(missing) > 6 else ''}: the PDF shows empty signs instead"
        )
    if sheets.several:
        across, down = sheets.across, sheets.down
        yield f"the picture goes over {across * down} sheets, {across} across and {down} down"
    elif sheets.scale < 1 and paper == FIT:
        yield f"PDF viewers show no page longer than 5.08 m: the picture is scaled to {sheets.scale:.0%}"


def _without_glyph(svg: str) -> str:
    """The characters that no font on this machine shows.

    Typst doesn't tell of a picture; but text for an archive must be shown whole, so it refuses that.
    """
    import typst

    rest = "".join(sorted(set(_GLYPHLESS.sub("", "".join(_TEXT.findall(svg))))))
    fonts = '("Helvetica", "Arial", "Liberation Sans", "Noto Sans", "Libertinus Serif")'
    source = f"#set text(font: {fonts})\n#sys.inputs.t".encode()

    def shown(chars: str) -> bool:
        try:
            typst.compile(source, format="pdf", sys_inputs={"t": chars}, pdf_standards="a-2b")
        except RuntimeError:
            return False
        return True

    missing: list[str] = []
    waiting = [rest] if rest else []
    while waiting and len(missing) < 8:
        chars = waiting.pop()
        if shown(chars):
            continue
        if len(chars) == 1:
            missing.append(chars)
        else:
            half = len(chars) // 2
            waiting += [chars[half:], chars[:half]]
    return "".join(missing)
