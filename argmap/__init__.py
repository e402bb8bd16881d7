"""argmap: argument maps as plain text. See `help(argmap.api)` for the Python interface."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # importing it from typing would double the time of `argmap --version`
if TYPE_CHECKING:
    from typing import Any

    from argmap.api import Map, Standings, load, loads, standing

__all__ = ["Map", "Standings", "__version__", "load", "loads", "standing"]


def __getattr__(name: str) -> Any:
    # Lazy, so that `argmap --version` and the command's other paths load only what they use.
    if name == "load_ipython_extension":  # `%load_ext argmap`
        from argmap.integrations import jupyter

        return jupyter.load_ipython_extension
    if name in __all__:
        from argmap import api

        return getattr(api, name)
    raise AttributeError(f"module 'argmap' has no attribute {name!r}")
