"""`--to svg` and `--to png`: a DOT text laid out by an engine and finished for showing."""

from __future__ import annotations

import re
import struct

from argmap.render.engine import find_engine, run_engine, system_dot
from argmap.render.errors import RenderError
from argmap.render.measure import right_to_left

#: Resolution of a PNG, in dots per inch.
DPI = 96
_FONTS = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif"

#: Text that the fonts inside the embedded engine have no glyphs for: all but Latin, Greek, Cyrillic,
#: Hebrew and the common signs. In an SVG the viewer's fonts show it; a PNG needs another way.
_NO_GLYPH = re.compile(
    "[^\x00-\x7f\xa0-\u052f\u0591-\u05f4\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2100-\u218b"
    "\u2190-\u2195\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265"
    "\u2500-\u25ff\u2660-\u2666\ufb01\ufb02]"
)


def render_image(dot: str, form: str, engine: str | None = None, *, dpi: int = DPI) -> bytes:
    """The picture of a DOT text as ``svg`` or ``png``.

    `engine` names the layout engine (a command or a path; see `find_engine`). Raises `RenderError`
    where there is none, where it fails, or where a PNG can't show the map's script.
    """
    if form == "svg":
        return finish_svg(run_engine(find_engine(engine), dot, "svg"))
    if form != "png":
        raise RenderError(f"no picture format '{form}'; it is svg or png")
    path = find_engine(engine)
    if "graphviz-pure" in path and (missing := _NO_GLYPH.search(dot)):
        return _png_of_any_script(dot, path, missing[0], named=engine is not None, dpi=dpi)
    return _checked(run_engine(path, dot, "png", f"-Gdpi={dpi}"))


def _png_of_any_script(dot: str, path: str, missing: str, *, named: bool, dpi: int) -> bytes:
    """A PNG with the machine's own fonts: by a system `dot`, or from the SVG by resvg."""
    other = None if named else system_dot()
    if other is not None:
        return _checked(run_engine(other, dot, "png", f"-Gdpi={dpi}"))
    try:
        import resvg_py
    except ImportError:
        raise RenderError(
            f"a PNG of this map needs a font for '{missing}' (U+{ord(missing):04X}), and the embedded engine "
            "has none: install resvg-py (pip install resvg-py) or Graphviz, or write svg, "
            "which shows every script"
        ) from None
    svg = finish_svg(run_engine(path, dot, "svg")).decode("utf-8")
    # resvg knows no direction, but marks at both ends of a line set it
    svg = _RTL.sub("\\1\u200f\\2\u200f<", svg)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=dpi))


def _checked(png: bytes) -> bytes:
    """The PNG, if it is one and not empty."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or 0 in struct.unpack(">II", png[16:24]):
        raise RenderError(
            "the layout engine wrote no PNG; write svg, or a part of the map with --focus or --depth"
        )
    return png


_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\n?")
_ENGINES_FONT = b' font-family="Helvetica,sans-Serif"'
_NODE = re.compile(r'class="node">.*?(?=<g id="[^"]*" class="(?:node|edge|cluster)">|</svg>)', re.DOTALL)
_OUTLINE = re.compile(r'<(?:path|polygon)[^>]* (?:d|points)="([^"]*)"')
_TEXT = re.compile(r'text-anchor="start" x="([^"]*)"([^>]*)>([^<]*)</text>')
#: How the characters of scripts that run from right to left begin in UTF-8, and no Latin, Greek, Cyrillic or
#: East Asian ones.
_RIGHT_TO_LEFT = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xbb]|\xf0[\x90\x9e]")
_ASCII = bytes(range(128))
_RTL = re.compile('(direction="rtl"[^>]*>)([^<]*)<')


def finish_svg(svg: bytes) -> bytes:
    """An engine's SVG as it is shown: portable fonts, right-to-left text set so, nothing superfluous."""
    first, *others = svg.split(b"<!--")
    # comments go; one ends where it is closed, mostly with its line
    shown = first + b"".join(other.partition(b"-->")[2].removeprefix(b"\n") for other in others)
    shown = _DOCTYPE.sub(b"", shown, count=1)
    # said once for the whole picture: a third of the file is saved
    shown = shown.replace(b' xml:space="preserve"', b"").replace(_ENGINES_FONT, b"")
    shown = shown.replace(b"<svg ", f'<svg font-family="{_FONTS}" '.encode(), 1)
    if _RIGHT_TO_LEFT.search(shown.translate(None, _ASCII)):
        shown = _NODE.sub(_turned, shown.decode("utf-8")).encode("utf-8")
    return shown


def _turned(node: re.Match[str]) -> str:
    """A box whose right-to-left lines end at its right edge, their signs in their own direction.

    An engine that knows no fonts can't tell how wide they are, so it can't set them flush right.
    """
    inside = node[0]
    outline = _OUTLINE.search(inside)
    texts = _TEXT.findall(inside)
    if outline is None or not any(right_to_left(words) for _, _, words in texts):
        return inside
    across = [float(x) for x in re.findall(r"(-?[\d.]+),", outline[1])]
    right = max(across) - (min(float(x) for x, _, _ in texts) - min(across))

    def turn(text: re.Match[str]) -> str:
        if not right_to_left(text[3]):
            return text[0]
        inner = f'<tspan direction="rtl" unicode-bidi="embed">{text[3]}</tspan>'
        return f'text-anchor="end" x="{right:g}"{text[2]}>{inner}</text>'

    return _TEXT.sub(turn, inside)
