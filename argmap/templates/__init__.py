"""Files to begin with, as data: small maps, and a settings file that tells every setting. Imports nothing."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent

#: The maps one may begin with, and what each is for.
TEMPLATES = {
    "thread": "who said what, and what was replied",
    "essay": "what one author holds, and with which reasons",
    "decision": "ways that are open, what speaks for and against each",
    "debate": "a motion, a side for it and a side against it",
}


def template(name: str) -> str:
    """The text of a map to begin with."""
    return (_FOLDER / f"{name}.argmap").read_text(encoding="utf-8")


def settings() -> str:
    """A settings file in which every setting stands as a comment."""
    return (_FOLDER / "argmap.toml").read_text(encoding="utf-8")
