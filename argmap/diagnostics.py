"""The one value for every finding, whoever makes it. Imports only `source`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from argmap.source import Span

Severity = Literal["error", "warning", "note"]


@dataclass(slots=True, frozen=True)
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@dataclass(slots=True, frozen=True)
class Fix:
    """A mend a machine can make: what it does, in words, and the edits, none overlapping."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(slots=True, frozen=True)
class Diagnostic:
    """One finding.

    `code` is a family letter and three digits (`E103`); name, severity and family are looked up in the
    table of rules. `node` is the id of the node concerned, `owed_by` the parties (sides, or speakers
    without a side) who owe a reply where the finding is about one, `related` other places that
    belong to it, each with a word on why.
    """

    code: str
    span: Span
    message: str
    help: str | None = None
    fix: Fix | None = None
    node: str | None = None
    owed_by: tuple[str, ...] = ()
    related: tuple[tuple[Span, str], ...] = field(default=())
