"""The table of formats and of what each keeps, made from the formats' own declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from argmap.formats.features import FEATURES
from argmap.formats.format import Format


def ways(format_: Format) -> str:
    """Whether a format is read, written, or both."""
    return {(True, True): "read, write", (True, False): "read", (False, True): "write"}[
        format_.reads, format_.writes
    ]


def rows(formats: Iterable[Format]) -> Iterator[dict[str, Any]]:
    """Each format as plain data: its name, suffixes, what it keeps and what it loses."""
    for one in formats:
        keeps = [name for name in FEATURES if name in one.keeps]
        yield {
            "name": one.name,
            "summary": one.summary,
            "suffixes": list(one.suffixes),
            "reads": one.reads,
            "writes": one.writes,
            "extra": one.extra,
            "keeps": keeps if one.writes else None,
            "sometimes": [name for name in FEATURES if name in one.sometimes] if one.writes else None,
            "loses": [name for name in FEATURES if name not in one.keeps] if one.writes else None,
        }


def markdown(formats: Iterable[Format]) -> Iterator[str]:
    """The lines of two Markdown tables: the formats, and what each that is written keeps."""
    listed = list(formats)
    yield "| format | | suffix | what it is |"
    yield "| --- | --- | --- | --- |"
    for one in listed:
        suffixes = " ".join(f"`{suffix}`" for suffix in one.suffixes)
        summary = one.summary + (f" (`pip install 'argmap[{one.extra}]'`)" if one.extra else "")
        yield f"| `{one.name}` | {ways(one)} | {suffixes} | {summary} |"
    written = [one for one in listed if one.writes]
    yield ""
    yield "| | " + " | ".join(f"`{one.name}`" for one in written) + " |"
    yield "| --- |" + " :-: |" * len(written)
    for name, feature in FEATURES.items():
        marks = ("●" if name in one.keeps else "○" if name in one.sometimes else "" for one in written)
        yield f"| {feature.many} | " + " | ".join(marks) + " |"
