"""Patterns of paths, as settings have them and `.gitignore` does. Imports nothing of argmap.

`*` and `?` stand for characters of one name, `**` for any folders. A pattern without a slash fits a name
at any depth, any other the path from the settings file's folder. What fits a folder fits all in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache


def matches(glob: str, parts: Sequence[str]) -> bool:
    """Whether a pattern fits a relative path, given in its parts, or a folder on the way to it."""
    pattern = _compiled(glob)
    whole = len(parts)
    lengths = range(1, whole) if glob.endswith("/") else range(1, whole + 1)
    return any(pattern.fullmatch("/".join(parts[:length])) for length in lengths)


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    names = glob.removeprefix("./").removeprefix("/").split("/")
    pattern = "" if anchored else "(?:[^/]+/)*"
    for i, name in enumerate(names):
        last = i == len(names) - 1
        if name == "**":
            pattern += ".*" if last else "(?:[^/]+/)*"
        else:
            pattern += _of_name(name) + ("" if last else "/")
    return re.compile(pattern, re.DOTALL)


def _of_name(glob: str) -> str:
    """The pattern of one name, in which brackets hold alternatives."""
    pattern = ""
    at = 0
    while at < len(glob):
        char = glob[at]
        at += 1
        if char == "*":
            pattern += "[^/]*"
        elif char == "?":
            pattern += "[^/]"
        elif char == "[" and (end := glob.find("]", at + 1)) > 0:
            not_, inside = ("^", glob[at + 1 : end]) if glob[at] in "!^" else ("", glob[at:end])
            inside = re.escape(inside).replace(r"\-", "-").replace("--", r"\-")
            try:
                re.compile(f"[{not_}{inside}]")
            except re.error:  # such as a range from z to a
                return re.escape(glob)
            pattern += f"(?!/)[{not_}{inside}]"
            at = end + 1
        else:
            pattern += re.escape(char)
    return pattern
