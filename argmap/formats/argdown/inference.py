"""An inference as it is written: two dashes, rules and data, two dashes; or a line of dashes alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.formats.argdown.patterns import BLANK, ESCAPED, SHORTCODE, SPACES, end_of
from argmap.formats.argdown.shortcodes import character

if TYPE_CHECKING:
    from argmap.formats.argdown.lines import Item, Lines

_WORDS = re.compile(r"[^\\{}</.:\n,\-]+")
_END = re.compile(r"-{2,}")
_RULER = re.compile(r"[ \t']*-{2,}[ \t]*(?:\n|\Z)")


def read_inference(lines: Lines, item: Item, pos: int) -> int:
    """Read the rules and data of an inference on from behind its first dashes; returns where the next
    line begins."""
    text, size = lines.text, len(lines.text)
    words, ended = "", False
    if (match := _RULER.match(text, item.offset)) is not None and match[0].strip(" \t\n'") != "--":
        return match.end()
    while pos < size:
        char = text[pos]
        if (match := _WORDS.match(text, pos)) is not None:
            words += match[0]
            pos = match.end()
        elif char == "-" and (match := _END.match(text, pos)) is not None:
            pos, ended = match.end(), True
            break
        elif char == "\n" and (BLANK.match(text, pos + 1) or pos + 1 >= size):
            break
        elif char == ",":
            item.rules.append(words.strip())
            words = ""
            pos += 1
        elif char == "{" and (end := lines.braces.end(pos)) is not None:
            item.data.append(text[pos:end])
            pos = end
        elif char in "/<" and (comment := lines.comment(pos)) is not None:
            item.comments.append(comment[0])
            pos = comment[1]
        elif char == "\\" and (match := ESCAPED.match(text, pos)) is not None:
            words += match[1]
            pos = match.end()
        elif char in ".:" and (match := SHORTCODE.match(text, pos)) is not None:
            words += character(match[1]) + match[2]
            pos = match.end()
        else:
            words += " " if char == "\n" else char
            pos += 1
    if not ended:
        lines.trouble("an inference that nothing ends", item.offset)
    if words.strip() or item.rules:
        item.rules.append(words.strip())
    rest = _line_end(lines, pos)
    comment = lines.comment(end_of(SPACES, text, pos))
    if comment is not None:
        item.comments.append(comment[0])
        pos = comment[1]
        rest = _line_end(lines, pos)
    if ended and (behind := text[pos:rest].strip()):
        lines.trouble("text stands behind an inference", pos)
        item.rules.append(behind)
    return rest + 1


def _line_end(lines: Lines, pos: int) -> int:
    found = lines.find("\n", pos)
    return len(lines.text) if found < 0 else found
