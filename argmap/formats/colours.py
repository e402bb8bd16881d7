"""The colours of standings and links in formats that draw, after Okabe and Ito's for colour-blind readers."""

from __future__ import annotations

STANDINGS = {"stands": "#00875a", "falls": "#cc5500", "unsupported": "#9a7000", "open": "#767676"}
#: By what a link does, or what kind of node has no standing of its own.
KINDS = {
    "support": "#2a7abf",
    "premise": "#2a7abf",
    "argument": "#2a7abf",
    "attack": "#cc5500",
    "contradiction": "#cc5500",
    "undercut": "#a9599a",
    "concession": "#00875a",
    "question": "#3a86b0",
    "answer": "#3a86b0",
}
PLAIN = "#767676"
