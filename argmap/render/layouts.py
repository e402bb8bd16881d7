"""Layout engines of Graphviz beside `dot`: what each is good for, and what it has no use for.

Only `dot` sets sections in columns and in text order. The others draw a map as one net: `fdp` and
`osage` keep the frames of sections, the rest have none. Which way arrows run is for `dot` alone to say.
"""

from __future__ import annotations

from argmap.render.errors import RenderError
from argmap.suggest import did_you_mean

DEFAULT = "dot"
#: Each layout, and what it does.
LAYOUTS = {
    "dot": "levels, arrows all one way",
    "neato": "springs, for small maps",
    "fdp": "springs, sections framed",
    "sfdp": "springs, for large maps",
    "circo": "circles",
    "twopi": "rings around a centre",
    "osage": "sections packed in blocks",
}
#: Those that draw frames around sections.
FRAMED = frozenset({"dot", "fdp", "osage"})

#: Boxes are set over lines, since only `dot` leads its lines round them all.
_EDGES = {"splines": "true", "outputorder": "edgesfirst"}
_NETS = {
    "neato": {"mode": "sgd", "overlap": "prism", "sep": "+10", **_EDGES},
    "fdp": {"overlap": "false", "sep": "+10", **_EDGES},
    "sfdp": {"overlap": "prism", "sep": "+6", **_EDGES},
    "circo": {"mindist": "0.4", **_EDGES},
    "twopi": {"overlap": "prism", "sep": "+6", "ranksep": "1.6", **_EDGES},
    "osage": {"pack": "16", **_EDGES},
}


def checked(layout: str | None) -> str:
    """The layout of a name, `dot` for none. Raises `RenderError` for one that there isn't."""
    if layout is None:
        return DEFAULT
    if layout not in LAYOUTS:
        if layout == "patchwork":
            raise RenderError("patchwork draws areas and no arrows; a map needs its arrows")
        hint = did_you_mean(layout, LAYOUTS) or f" It is one of {', '.join(LAYOUTS)}."
        raise RenderError(f"no layout '{layout}'.{hint}")
    return layout


def attributes_of(layout: str) -> dict[str, str]:
    """What a graph says so that it is laid out so; nothing for `dot`."""
    return {} if layout == DEFAULT else {"layout": layout, **_NETS[layout]}
