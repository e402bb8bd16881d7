"""The pages that describe the rules: what each finds, why it matters, an example, how to mend it.

They are written in `text/FAMILY.md`, one heading a rule. `argmap rule` and docs/rules.md draw on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_RULE = re.compile(r"^# ([A-Z]\d{3})$", re.M)
_EXAMPLE = re.compile(r"^```argmap\n(.*?)^```$", re.M | re.S)
_PART = re.compile(r"^(Why|Mend|Fix): ", re.M)


@dataclass(slots=True, frozen=True)
class Page:
    """One rule's page. The texts are Markdown; `example` is a map that the rule finds something in.

    `fix` begins with `None`, `Safe` or `Unsafe` and says what a machine can do about a finding.
    """

    what: str
    why: str
    example: str
    mend: str
    fix: str


def page_of(code: str) -> Page:
    """The page of a rule."""
    return _family(code[0])[code]


@cache
def _family(letter: str) -> dict[str, Page]:
    text = (Path(__file__).parent / "text" / f"{letter}.md").read_text(encoding="utf-8")
    parts = _RULE.split(text)[1:]
    return dict(zip(parts[::2], map(_page, parts[1::2]), strict=True))


def _page(text: str) -> Page:
    found = _EXAMPLE.search(text)
    example = found[1] if found is not None else ""
    parts = _PART.split(_EXAMPLE.sub("", text))
    said = dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    return Page(parts[0].strip(), said["Why"], example, said["Mend"], said["Fix"])
