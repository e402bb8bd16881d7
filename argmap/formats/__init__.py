"""Foreign formats, one module each; `known` is the table of them all, plug-ins included."""

from __future__ import annotations

from functools import cache

from argmap.formats.format import Format

#: The entry point group in which a plug-in names its `Format`.
GROUP = "argmap.formats"


class BadPlugin(Exception):
    """A plug-in that can't be used; the message says which and why."""


def built_in() -> dict[str, Format]:
    """The formats that come with argmap, by name."""
    from argmap.formats.table import BUILT_IN

    return BUILT_IN


@cache
def known() -> dict[str, Format]:
    """Every format by its name: those that come with argmap, then those of installed plug-ins.

    A plug-in can't replace a format of argmap's own. Raises `BadPlugin`.
    """
    from importlib.metadata import entry_points  # which takes as long as reading a small map

    formats = dict(built_in())
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        what = f"the format plug-in `{point.name}`" + (f" of {point.dist.name}" if point.dist else "")
        try:
            format_ = point.load()
        except Exception as error:
            raise BadPlugin(f"{what} can't be loaded: {type(error).__name__}: {error}") from error
        if not isinstance(format_, Format):
            raise BadPlugin(f"{what} is no argmap.formats.format.Format")
        if not format_.module:
            raise BadPlugin(f"{what} names no module")
        if format_.name in formats:
            raise BadPlugin(f"{what}: there is already a format `{format_.name}`")
        formats[format_.name] = format_
    return formats


def find(name: str) -> Format | None:
    """A format by its name, or None. Plug-ins are looked for only where argmap has none of that name."""
    return built_in().get(name) or known().get(name)
