"""Colour, and user text made fit for a terminal. Plain escape codes: 50,000 findings must be quick."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "path": "1",
    "help": "36",
    "frame": "2",
}


def _coloured(kind: str, text: str) -> str:
    return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if text else text


def _plain(kind: str, text: str) -> str:
    return text


def painter(colour: bool) -> Paint:
    """A function that gives a text the look of a kind (`error`, `path`, …), or leaves it."""
    return _coloured if colour else _plain


def cells(text: str) -> int:
    """How many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # only for text that needs it: it costs as much as a small map

    return cell_len(text)
