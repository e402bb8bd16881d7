"""A format in one module: a claim, and under it lines that begin with + or -.

We should drink tea.
+ It calms.
- It stains teeth.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.standing import Standings
from argmap.formats.draft import Draft, DraftNode
from argmap.formats.format import Format
from argmap.formats.given import Given, Unreadable
from argmap.model.map import Map


def read(given: Given) -> Draft:
    """A list as a draft."""
    draft = Draft()
    claim = None
    for number, line in enumerate(given.text.splitlines(), 1):
        mark, text = line[:2], line[2:].strip()
        if mark in ("+ ", "- ") and claim is not None:
            node = draft.add(DraftNode(f"line {number}", text))
            draft.step("support" if mark == "+ " else "attack", node.key, claim.key)
        elif line.strip():
            claim = draft.add(DraftNode(f"line {number}", line.strip()))
    if claim is None:
        raise Unreadable("there is no line in it")
    return draft


def chunks(map_: Map, standings: Standings) -> Iterator[str]:
    """A map as a list: each claim at top level with what directly supports and attacks it."""
    for root in map_.roots():
        yield f"{root.text}\n"
        for link in root.into:
            mark = {"support": "+", "attack": "-"}.get(link.kind)
            if mark is not None and link.via is None and link.origin:
                yield f"{mark} {link.origin[0].text}\n"


FORMAT = Format(
    "procon",
    "a claim with its pros and cons, one a line",
    (".procon",),
    "argmap_procon",
    reads=True,
    writes=True,
)
