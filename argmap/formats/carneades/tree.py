"""A YAML file as plain values: texts, lists and dictionaries, nothing else.

Built of the parser's events, so that no tag makes an object, a key that stands twice is noticed, and a
number stays as it was written. An alias is the same value again; a file
whose aliases unfold to far more than it holds is refused ("billion laughs").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from argmap.formats.given import Unreadable

#: Text, list, dictionary with texts as keys, or None for nothing.
Value = Any

_BREAKS = re.compile(r"[ \t]*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_NOTHING = ("", "~", "null", "Null", "NULL")
#: How much aliases may unfold to, beside a multiple of what the file holds.
_UNFOLDED = 100_000
#: The parser takes the square of the depth.
_DEEPEST = 1_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A collection that is being read; `key` is the key whose value comes next, None before a key."""

    value: list[Value] | dict[str, Value]
    anchor: str | None
    size: int = 1
    key: str | None = None
    #: Keys that are no texts are left out with their values.
    skip: bool = False


@dataclass(slots=True)
class Tree:
    """The first document of a file, and what was odd in it."""

    root: Value = None
    problems: list[str] = field(default_factory=list)


def tree_of(text: str) -> Tree:
    """The values in a YAML text. Raises `Unreadable` where it is no YAML."""
    try:
        return _Builder(text).build()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"line {mark.line + 1}: " if mark is not None else ""
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "can't be read"
        raise Unreadable(f"no YAML: {where}{' '.join(str(what).split())}") from None


class _Builder:
    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.most = _UNFOLDED + 10 * len(text)
        self.tree = Tree()
        self.open: list[_Open] = []
        self.anchored: dict[str, tuple[Value, int]] = {}
        self.size = 0
        self.repeated = self.odd_keys = 0
        self.numbers: dict[tuple[int, str], int] = {}

    def build(self) -> Tree:
        for event in self.events:
            if isinstance(event, yaml.ScalarEvent):
                plain = not event.style and event.tag is None and event.value in _NOTHING
                self._put(None if plain else event.value, 1, event.anchor)
            elif isinstance(event, yaml.MappingStartEvent):
                self.open.append(_Open({}, event.anchor))
            elif isinstance(event, yaml.SequenceStartEvent):
                self.open.append(_Open([], event.anchor))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = self.open.pop()
                self._put(done.value, done.size, done.anchor)
            if len(self.open) > _DEEPEST:
                raise Unreadable("nested too deep to be a map")
            if isinstance(event, yaml.AliasEvent):
                if event.anchor not in self.anchored:
                    raise Unreadable(f"the alias *{event.anchor} has no anchor before it")
                self._put(*self.anchored[event.anchor], None)
            elif isinstance(event, yaml.DocumentEndEvent):
                break
        problems = self.tree.problems
        if any(isinstance(event, yaml.DocumentStartEvent) for event in self.events):
            problems.append("it holds several documents; the first is read")
        if self.repeated:
            keys = "key stands" if self.repeated == 1 else "keys stand"
            problems.append(f"{self.repeated:,} {keys} there again; the later ones got a number")
        if self.odd_keys:
            keys = "key is no text" if self.odd_keys == 1 else "keys are no texts"
            problems.append(f"{self.odd_keys:,} {keys}; left out")
        return self.tree

    def _put(self, value: Value, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self.anchored[anchor] = value, size
        if not self.open:
            self.tree.root = value
            return
        into = self.open[-1]
        into.size += size
        if into.size > self.most:
            raise Unreadable("its aliases unfold to more than a map can be")
        if isinstance(into.value, list):
            into.value.append(value)
        elif into.key is None and not into.skip:
            if isinstance(value, list | dict):
                into.skip = True
                self.odd_keys += 1
            else:
                into.key = value or ""
        elif into.skip:
            into.skip = False
        else:
            self._set(into.value, into.key or "", value)
            into.key = None

    def _set(self, into: dict[str, Value], key: str, value: Value) -> None:
        if key == "<<" and isinstance(value, dict):
            for each, inherited in value.items():
                into.setdefault(each, inherited)
            return
        if key in into:
            self.repeated += 1
            at = (id(into), key)
            number = self.numbers.get(at, 1) + 1
            while f"{key} ({number})" in into:
                number += 1
            self.numbers[at] = number
            key = f"{key} ({number})"
        into[key] = value


def lines_of(value: Value) -> list[str]:
    """Whatever stands in a value as lines ``key: text``; of a deep one the keys are cut short."""
    lines: list[str] = []
    stack: list[tuple[tuple[str, ...], Value]] = [((), value)]
    while stack:
        path, at = stack.pop()
        if isinstance(at, dict):
            stack += [((*path, key)[:4], each) for key, each in reversed(at.items())]
        elif isinstance(at, list):
            if all(isinstance(each, str) for each in at) and path:
                lines.append(f"{' '.join(path)}: {', '.join(at)}")
            else:
                stack += [(path, each) for each in reversed(at)]
        elif at is not None:
            lines.append(": ".join(filter(None, (" ".join(path), one_line(at)))))
        elif path:
            lines.append(" ".join(path))
    return lines


def one_line(value: Value) -> str:
    """A text without breaks, "" for anything else."""
    return _BREAKS.sub(" ", value).strip(" \t\r\n") if isinstance(value, str) else ""
