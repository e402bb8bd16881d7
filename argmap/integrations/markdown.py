"""Python-Markdown: a fenced block ``argmap`` becomes the picture of the map in it, or of a file.

    ```argmap file="maps/car.argmap" focus=offer
    ```

For MkDocs and every other program that uses Python-Markdown; `fence` is for the fences of pymdown-extensions
(`pymdownx.superfences`), which may stand inside lists. What is wrong with a map is told in place of the
picture and logged as a warning, so that ``mkdocs build --strict`` fails.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.extensions.attr_list import get_attrs
from markdown.preprocessors import Preprocessor

from argmap.integrations.figure import figure

#: Warnings of this one end a strict build of MkDocs; elsewhere it is a logger like others.
_LOG = logging.getLogger("mkdocs.plugins.argmap")
_OPENING = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}(?!.*`)|~{3,})[ \t]*(?P<info>.*)$")


class ArgmapExtension(Extension):
    """``markdown_extensions: [argmap]``. Its settings hold wherever a block says nothing else."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "to": ["svg", "svg, tree or table"],
            "theme": ["", "a theme's name or file, as for argmap render"],
            "width": [80, "columns of a tree or a table"],
            "source": ["folded", "the map's text below its picture: folded, open or none"],
            "base_path": [".", "the folder from which files and imports are named"],
        }
        super().__init__(**options)
        self._blocks = 0

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Take blocks before Python-Markdown's own fences do."""
        md.registerExtension(self)
        # behind the normalising of white space (30), before fenced code, pymdown's too (25)
        md.preprocessors.register(_Fences(md, self), "argmap", 28)

    def reset(self) -> None:
        """Begin a page."""
        self._blocks = 0

    def block(self, text: str, given: Mapping[str, str]) -> str:
        """The HTML of one block."""
        self._blocks += 1
        settings = {key: str(self.getConfig(key)) for key in ("to", "theme", "width", "source")}
        default = {key: value for key, value in settings.items() if value}
        name = given.get("id") or f"argmap-{self._blocks}"
        made = figure(text, {**default, **given}, Path(str(self.getConfig("base_path"))), name)
        for problem in made.problems:
            _LOG.warning("argmap: %s", problem)
        return made.html


class _Fences(Preprocessor):
    """Puts what a block becomes in its place; blocks shown inside other fences stay what they are."""

    def __init__(self, md: Markdown, extension: ArgmapExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines with blocks replaced."""
        done: list[str] = []
        at = 0
        while at < len(lines):
            opening = _OPENING.match(lines[at])
            end = _closing(lines, at + 1, opening["fence"]) if opening else None
            if opening is None or end is None:
                done.append(lines[at])
                at += 1
                continue
            given = _options(opening["info"])
            if given is None:
                done += lines[at : end + 1]
            else:
                indent = len(opening["indent"])
                inside = (
                    line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[at + 1 : end]
                )
                html = self.extension.block("".join(f"{line}\n" for line in inside), given)
                done += ["", self.md.htmlStash.store(html), ""]
            at = end + 1
        return done


def _closing(lines: list[str], start: int, fence: str) -> int | None:
    """The line that closes a fence."""
    closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$")
    return next((at for at in range(start, len(lines)) if closing.match(lines[at])), None)


def _options(info: str) -> dict[str, str] | None:
    """The options behind ``argmap``; None where the block is no such."""
    words = info.strip()
    if words.startswith("{") and words.endswith("}"):
        words = words[1:-1].strip().removeprefix(".")
    if words.split(None, 1)[:1] != ["argmap"]:
        return None
    given = {}
    for key, value in get_attrs(words[len("argmap") :].strip()):
        if key != ".":  # a class
            given[key] = "" if key == value else value
    return given


def fence(
    source: str,
    language: str,
    css_class: str,
    options: Mapping[str, Any],
    md: Markdown,
    *,
    classes: Any = None,
    id_value: str = "",
    attrs: Mapping[str, str] | None = None,
    **_: Any,
) -> str:
    """The HTML of a block, as a formatter of `pymdownx.superfences`.

    There the block's options need the validator `fence_options`, which takes any.
    """
    given = {str(key): str(value) for key, value in {**(attrs or {}), **options}.items()}
    if id_value:
        given["id"] = id_value
    extension = next((one for one in md.registeredExtensions if isinstance(one, ArgmapExtension)), None)
    return (extension or ArgmapExtension()).block(source, given)


def fence_options(
    language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown
) -> bool:
    """Take all options of a block; those that aren't known are told in its place."""
    options.update(inputs)
    return True


def makeExtension(**options: Any) -> ArgmapExtension:  # noqa: N802
    """What Python-Markdown calls where an extension is named by its module."""
    return ArgmapExtension(**options)
