"""Colour for terminal lines: rich's styles turned into plain escape codes once, then used as text.

Lines are strings, so that ten thousand of them cost little. Text that passes through has been made
safe already; this adds only the codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from argmap.render.colouring import ROLES

#: Hues of Okabe and Ito's palette for colour-blind readers, set to a lightness that is read on a white
#: and on a black terminal alike.
_LINKS = {
    "support": "#2a79be",
    "attack": "#c55200",
    "undercut": "#a9599a",
    "contradiction": "#c55200",
    "concession": "#00875a",
    "question": "#367ca3",
    "answer": "#367ca3",
    "restatement": "#767676",
}
_STANDINGS = {"stands": "#00875a", "falls": "#c55200", "unsupported": "#986f00", "open": "#767676"}
_HUES = (
    "#2a79be", "#9d6c00", "#00875a", "#bc4b94", "#c55200", "#7d7827", "#1d8192", "#8764be",
    "#767676", "#767676",
)  # fmt: skip
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
    "bears on": "dim",
    "argument": "#2a79be",
    "decided": "bold",
    **{f"link:{kind}": ink for kind, ink in _LINKS.items()},
    **{f"standing:{value}": f"bold {ink}" for value, ink in _STANDINGS.items()},
    #: What a box's colour tells (`Box.colour`): a standing, or a speaker's or side's hue.
    **{f"colour:{value}": ink for value, ink in _STANDINGS.items()},
    **{f"colour:{role}": ink for role, ink in zip(ROLES, _HUES, strict=True)},
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
