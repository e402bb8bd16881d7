"""Words as DOT has them: names, attributes, and texts in which no backslash means anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from argmap.safe import visible

#: What can't be a value without quotes, in any case of letters.
_KEYWORDS = frozenset(("node", "edge", "graph", "digraph", "subgraph", "strict"))


def attributes(given: Mapping[str, str], usual: Mapping[str, str] = MappingProxyType({})) -> str:
    """A bracketed list of attributes, quoted; an HTML-like label is left as it is.

    What is as `usual` needn't be said.
    """
    parts = (
        f"{key}={value if key == 'label' and value else quoted(value)}"
        for key, value in given.items()
        if usual.get(key) != value
    )
    return f"[{' '.join(parts)}]"


@lru_cache(maxsize=4096)
def quoted(value: str) -> str:
    """A value as DOT has it. What is plain in an obvious way isn't looked at twice: there are many."""
    if '"' in value or "\\" in value:
        from graphviz import nohtml, quoting  # here, since it takes a while to import and few texts need it

        return str(quoting.quote(nohtml(value)))
    if value.isascii() and value.isidentifier() and value.lower() not in _KEYWORDS:
        return value
    return f'"{value}"'


def name(text: str) -> str:
    """A quoted name that stands for itself, whatever is in it."""
    return quoted(escaped(text))


def escaped(text: str) -> str:
    """Text of which no backslash means anything."""
    text = visible(text)
    if "\\" not in text:
        return text
    from graphviz import escape

    return str(escape(text))


def told(text: str, backslash: str = 4 * "&#92;") -> str:
    """Text for a tooltip: engines read escapes in it twice over."""
    return visible(text).replace("&", "&amp;").replace("\\", backslash)
