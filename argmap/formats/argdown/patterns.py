"""Patterns that texts and inferences have in common."""

from __future__ import annotations

import re

BLANK = re.compile(r"[ \t]*(?:\n|\Z)")
SPACES = re.compile(r"[ \t]+")
SHORTCODE = re.compile(r"(\.[^\s]+?\.|:[^\s]+?:)([ \t]?)")
ESCAPED = re.compile(r"\\([^\n] *)")


def end_of(pattern: re.Pattern[str], text: str, pos: int) -> int:
    """Where a run ends that may be empty."""
    match = pattern.match(text, pos)
    return match.end() if match is not None else pos
