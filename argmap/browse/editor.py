"""Which command opens a file at a line: every editor has its own way to be told.

The file is named by its full path, so that no name is taken for an option.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import PurePath

#: `{line}` and `{file}` as each family of editors takes them.
_PLUS, _COLON = ("+{line}", "{file}"), ("{file}:{line}",)
_FAMILIES: dict[tuple[str, ...], str] = {
    _PLUS: "vi vim nvim gvim mvim view vimx ex nvi elvis vis emacs emacsclient mg zile nano pico micro joe"
    " jmacs jed ne kak jove gedit xed pluma gnome-text-editor mcedit sensible-editor",
    _COLON: "hx helix subl sublime_text zed zeditor lapce tilde",
    ("--goto", *_COLON): "code code-insiders codium vscodium code-oss cursor windsurf positron",
    ("--line", "{line}", "{file}"): "kate kwrite mate",
    ("-n{line}", "{file}"): "notepad++",
}
_WAYS = {name: way for way, names in _FAMILIES.items() for name in names.split()}
#: Those with windows of their own, which return at once: they are told to wait, where they can be.
_WAIT = {name for name, way in _WAYS.items() if "--goto" in way} | {"subl", "zed", "zeditor"}
#: What is tried where nobody has chosen one.
_USUAL = ("sensible-editor", "nano", "vim", "vi", "micro", "emacs", "notepad")


class NoEditor(Exception):
    """There is no editor to be had; the message says what to set."""


def chosen(environment: Mapping[str, str]) -> list[str]:
    """The editor that the user chose, as words of a command; else one that is there."""
    for variable in ("VISUAL", "EDITOR"):
        value = environment.get(variable, "").strip()
        if not value:
            continue
        try:
            words = shlex.split(value, posix=os.name != "nt")
        except ValueError as error:
            raise NoEditor(f"${variable} can't be understood: {error}") from error
        return words
    for name in _USUAL:
        if shutil.which(name):
            return [name]
    raise NoEditor("no editor: set $EDITOR, as in EDITOR=nano")


def command(editor: list[str], file: str, line: int | None) -> list[str]:
    """The command that opens a file, at the line where the editor is known to take one."""
    name = PurePath(editor[0]).name.casefold().removesuffix(".exe").removesuffix(".cmd")
    if name not in _WAYS and name.startswith(("vim.", "emacs", "nvim")):
        name = name.split(".")[0].rstrip("-0123456789.")  # Debian's vim.basic, emacs-29.4
    way = _WAYS.get(name, ("{file}",)) if line is not None else ("{file}",)
    wait = ["--wait"] if name in _WAIT and "--wait" not in editor else []
    return [*editor, *wait, *(word.replace("{line}", str(line)).replace("{file}", file) for word in way)]
