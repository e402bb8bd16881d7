"""The colours of the explorer: a theme of argmap's as styles for lines, and as a theme of textual's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.theme import Theme as Look

from argmap.browse.words import Piece
from argmap.render.theme import Theme


class Paint:
    """Styles by name (see `words`), and the grounds that lines may stand on."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.ground = theme.background
        #: The ground of the line where one is, with the focus there and elsewhere.
        self.here = theme.tone("hue1").fill
        self.there = theme.fill
        colours = {f"link:{kind}": line for kind, line in theme.links.items()}
        styles = {name: Style(color=colour) for name, colour in colours.items()}
        for value in ("stands", "falls", "unsupported", "open"):
            styles[f"standing:{value}"] = Style(color=theme.tone(value).line, bold=True)
        ink, quiet = theme.ink, theme.quiet
        styles |= {
            "": Style(color=ink),
            "quiet": Style(color=quiet),
            "why": Style(color=ink),
            "said": Style(color=ink),
            "root": Style(color=ink, bold=True),
            "title": Style(color=ink, bold=True),
            "heading": Style(color=quiet, bold=True, underline=True),
            "section": Style(color=theme.group_ink, bold=True, underline=True),
            "id": Style(color=ink, bold=True),
            "speaker": Style(color=ink, italic=True),
            "guide": Style(color=theme.frame),
            "decided": Style(color=theme.decided, bold=True),
            "cursor": Style(color=theme.links["support"], bold=True),
        }
        self._styles = styles
        self._made: dict[tuple[str, str], Style] = {}

    def style(self, name: str, ground: str) -> Style:
        """A style on a ground. `+match` behind its name marks what was searched for."""
        made = self._made.get((name, ground))
        if made is None:
            plain, _, match = name.partition("+")
            made = self._styles.get(plain, self._styles[""]) + Style(bgcolor=ground)
            if match:
                made += Style(reverse=True, bold=True)
            self._made[name, ground] = made
        return made

    def segments(self, pieces: Iterable[Piece], ground: str) -> list[Segment]:
        return [Segment(text, self.style(name, ground)) for text, name in pieces if text]


def look(theme: Theme) -> Look:
    """The theme for what textual draws itself: keys, prompts, dialogs, scroll bars."""
    tones: Mapping[str, str] = {
        "footer-background": theme.group_fill,
        "footer-foreground": theme.ink,
        "footer-description-foreground": theme.ink,
        "footer-key-foreground": theme.links["support"],
        "footer-key-background": theme.group_fill,
        "footer-description-background": theme.group_fill,
        "footer-item-background": theme.group_fill,
        "input-selection-background": theme.tone("hue1").fill,
        "scrollbar": theme.frame,
        "scrollbar-background": theme.group_fill,
        "scrollbar-corner-color": theme.group_fill,
        "block-cursor-background": theme.tone("hue1").fill,
        "block-cursor-foreground": theme.ink,
        "block-cursor-text-style": "bold",
        "border": theme.frame,
    }
    return Look(
        name=f"argmap-{theme.name}",
        primary=theme.links["support"],
        secondary=theme.links["question"],
        accent=theme.links["support"],
        warning=theme.tone("unsupported").line,
        error=theme.tone("falls").line,
        success=theme.tone("stands").line,
        foreground=theme.ink,
        background=theme.background,
        surface=theme.background,
        panel=theme.group_fill,
        boost=theme.fill,
        dark=theme.dark,
        variables=dict(tones),
    )
