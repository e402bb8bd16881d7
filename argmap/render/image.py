"""`--to svg` and `--to png`: a diagram laid out by an engine and finished for showing."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from argmap.render.diagram import Diagram
from argmap.render.engine import Run, find_engine, run_engine, system_dot
from argmap.render.errors import RenderError
from argmap.render.fonts import without_font
from argmap.render.lettering import direction_marked

if TYPE_CHECKING:
    from argmap.render.spoken import Spoken

#: Resolution of a PNG, in dots per inch.
DPI = 96

#: What needs no glyph, of what stands in a DOT.
_BLANK = "\n\r\t\N{ZERO WIDTH SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
#: Text that the fonts inside the embedded engine have no glyphs for: all but Latin, Greek, Cyrillic,
#: Hebrew and the common signs. In an SVG the viewer's fonts show it; a PNG needs another way.
_NO_GLYPH = re.compile(
    "[^\x00-\x7f\xa0-\u052f\u0591-\u05f4\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2100-\u218b"
    "\u2190-\u2195\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265"
    "\u2500-\u25ff\u2660-\u2666\ufb01\ufb02]"
)


def render_image(
    diagram: Diagram,
    form: str,
    engine: str | None = None,
    *,
    dpi: int = DPI,
    told: Callable[[], Spoken] | None = None,
) -> bytes:
    """A diagram as ``svg`` or ``png``.

    `engine` names the layout engine (a command or a path; see `find_engine`); `told` finds out what an SVG
    says of the things in it, while the engine works. Raises `RenderError`
    where there is none, where it fails, or where a PNG can't show the map's script.
    """
    path = find_engine(engine)
    if form == "svg":
        return _svg(diagram, path, told)
    if form != "png":
        raise RenderError(f"no picture format '{form}'; it is svg or png")
    dot = diagram.dot()
    if "graphviz-pure" in path and (missing := _NO_GLYPH.search(dot)):
        return _png_of_any_script(diagram, dot, path, missing[0], named=engine is not None, dpi=dpi)
    return _checked(run_engine(path, dot, "png", f"-Gdpi={dpi}"))


def _svg(diagram: Diagram, path: str, told: Callable[[], Spoken] | None = None) -> bytes:
    hollow = diagram.hollow()
    run = Run(path, hollow.dot, "svg")
    from argmap.render.svg import finish_svg  # while the engine works

    words = told() if told is not None else None
    return finish_svg(run.result(), hollow.texts, words)


def unshown(dot: str, engine: str | None = None) -> str | None:
    """A notice of what a PNG shows no glyphs for, or may not; None where the fonts have all.

    The embedded engine has its own fonts for the common scripts; whatever else draws has none. Windows and
    macOS come with fonts for most scripts and without fontconfig: where it can't be asked there, nothing is
    said.
    """
    beyond = sorted(set(_NO_GLYPH.findall(dot)))
    own = not beyond and "graphviz-pure" in find_engine(engine)
    missing = "" if own else without_font("".join(sorted({*dot} - {*_BLANK})))
    if missing is None:
        if not beyond or sys.platform in ("win32", "darwin"):
            return None
        return (
            f"whether this machine has a font for {_listed(beyond)} can't be told without fontconfig's "
            "fc-list: look at the PNG"
        )
    if "a" in missing:  # of "digraph", if nothing else
        return "this machine has no font that fontconfig knows: the PNG shows empty signs instead of words"
    if not missing:
        return None
    return f"this machine has no font for {_listed(missing)}: the PNG shows empty signs instead"


def _listed(chars: Sequence[str]) -> str:
    listed = ", ".join(repr(char)[1:-1] for char in chars[:6])
    return listed + (" and others" if len(chars) > 6 else "")


def _png_of_any_script(
    diagram: Diagram, dot: str, path: str, missing: str, *, named: bool, dpi: int
) -> bytes:
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
    svg = direction_marked(_svg(diagram, path).decode("utf-8"))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=dpi))


def _checked(png: bytes) -> bytes:
    """The PNG, if it is one and not empty."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or 0 in struct.unpack(">II", png[16:24]):
        raise RenderError(
            "the layout engine wrote no PNG; write svg, or a part of the map with --focus or --depth"
        )
    return png
