"""The keys of the explorer, as they are bound, shown at the bottom and explained by `?`."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content

from argmap.render.look import DECIDED, LINKED, LINKS, STANDINGS
from argmap.render.wrap import wrap

#: Keys, action, what it is called, whether it is shown at the bottom.
BINDINGS = [
    Binding("question_mark", "keys", "keys", key_display="?"),
    Binding("q", "quit", "quit"),
    Binding("slash", "search", "search", key_display="/"),
    Binding("n", "next(1)", "next", show=False),
    Binding("N", "next(-1)", "previous", show=False),
    Binding("g", "goto", "go to"),
    Binding("r", "follow", "reference"),
    Binding("b", "return", "back"),
    Binding("backspace", "return", "back", show=False),
    Binding("f", "filter", "filter"),
    Binding("F", "unfilter", "no filter", show=False),
    Binding("u", "unanswered", "unanswered"),
    Binding("w", "why", "why"),
    Binding("e", "edit", "edit"),
    Binding("ctrl+q", "quit", "quit", show=False),
    Binding("asterisk", "unfold_all", "unfold all", show=False),
    Binding("minus", "deeper(-1)", "a level less", show=False),
    Binding("plus,equals_sign", "deeper(1)", "a level more", show=False),
    *(Binding(str(depth), f"levels({depth})", f"{depth} levels", show=False) for depth in range(1, 10)),
    Binding("i", "imports", "imports", show=False),
    Binding("y", "copy", "copy id", show=False),
    Binding("R", "reload", "read again", show=False),
    Binding("t", "theme", "light or dark", show=False),
    Binding("d", "sheet", "details", show=False),
    Binding("exclamation_mark", "errors", "errors", show=False),
    Binding("escape", "plain", "no marks", show=False),
]

_COLUMN = 13
_KEYS = (
    ("↑ ↓  j k", "one row on; PgUp, PgDn, Home, End"),
    ("← →  h l", "fold and unfold, to the row above and the first below"),
    ("Space Enter", "fold or unfold; at a reference (↑ see) go to where it is told"),
    ("* - + 1…9", "unfold all, a level less, a level more, so many levels"),
    ("Tab", "to the details and back; there ↑ ↓ and Enter follow what they name"),
    ("/", "search as you type; n and N go on, Esc ends it"),
    ("g", "go to an id, or to what begins so"),
    ("r", "from a reference to where it is told; from there to where it is used (n, N)"),
    ("b Backspace", "back to where you came from"),
    ("f F", "filter by standing, speaker, side, tag, kind, section; no filter"),
    ("u", "the moves nobody has answered; n and N step through them"),
    ("w d", "why it has its standing; the details: show or hide"),
    ("i", "imported maps whole, or only what this map names of them"),
    ("e", "open the line in $VISUAL or $EDITOR"),
    ("y", "copy the id"),
    ("R", "read the map again (a change is noticed by itself)"),
    ("!", "the errors in the map"),
    ("t", "light or dark"),
    ("? q", "these keys; quit"),
)


def explained(width: int) -> Content:
    """All keys, and what the signs mean, in lines of at most so many cells."""
    lines: list[Content] = [Content("Keys").stylize("bold")]
    for keys, words in _KEYS:
        for i, text in enumerate(wrap(words, width - _COLUMN)):
            lines.append(Content((keys if not i else "").ljust(_COLUMN)).stylize("bold") + Content(text))
    lines += [Content(""), Content("Signs").stylize("bold")]
    signs = [(look.sign, look.word) for look in (*LINKS.values(), *STANDINGS.values(), DECIDED)]
    signs.insert(1, (LINKED, "a reason that counts only together with others"))
    lines += [Content(line) for sign, word in signs for line in wrap(f"{sign}  {word}", width)]
    return Content("\n").join(lines)
