"""Colour for terminal lines: rich's styles turned into plain escape codes once, then used as text.

Lines are strings, so that ten thousand of them cost little. Text that passes through has been made
safe already; this adds only the codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from argmap.render.look import LINKS, STANDINGS

#: What a piece of a line is, and how it looks beside the colours of kinds and standings.
_STYLES = {
    "": "",
    "title": "bold",
    "section": "bold underline",
    "text": "",
    "root": "bold",
    "id": "bold",
    "speaker": "italic",
    "quiet": "dim",
    "guide": "dim",
    "argument": "#2a7abf",
    **{f"link:{kind}": look.ink for kind, look in LINKS.items()},
    **{f"standing:{value}": f"bold {look.ink}" for value, look in STANDINGS.items()},
}


class Ink:
    """Styles for one terminal. `system` is rich's name for its colours, None for none at all."""

    def __init__(self, system: str | None) -> None:
        self.colour = system is not None
        self._codes: dict[str, tuple[str, str]] = {}
        if system is None:
            return
        from rich.color import ColorSystem
        from rich.style import Style

        names = {
            "standard": ColorSystem.STANDARD,
            "256": ColorSystem.EIGHT_BIT,
            "truecolor": ColorSystem.TRUECOLOR,
            "windows": ColorSystem.WINDOWS,
        }
        depth = names.get(system, ColorSystem.TRUECOLOR)
        for name, style in _STYLES.items():
            before, _, after = Style.parse(style).render("\0", color_system=depth).partition("\0")
            self._codes[name] = (before, after)

    def paint(self, text: str, style: str) -> str:
        """The text in a style."""
        if not text or not self.colour:
            return text
        before, after = self._codes.get(style, ("", ""))
        return f"{before}{text}{after}"

    def line(self, pieces: Iterable[tuple[str, str]]) -> str:
        """One line of pieces, each a text and its style."""
        return "".join(self.paint(text, style) for text, style in pieces).rstrip(" ")
