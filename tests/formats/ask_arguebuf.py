"""What arguebuf reads in files of a format: for each, its atoms' texts and its steps. Run by `tests.readers`.

A step is its kind, the texts it comes from, and the texts (or kinds of steps) that it leads to.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import arguebuf  # noqa: E402


def load(what, path):
    if what == "arggraph":
        with path.open("rb") as data:
            return arguebuf.load.microtexts(data)
    with path.open(encoding="utf-8") as file:
        if what == "sadface":
            return arguebuf.load.sadface(json.load(file))
        if what == "arguebuf":
            return arguebuf.load.dict(json.load(file))
        return getattr(arguebuf.load, what)(file)


def called(node):
    if isinstance(node, arguebuf.AtomNode):
        return node.plain_text
    return f"<{kind(node)}>"


def kind(scheme):
    return type(scheme.scheme).__name__.lower() if scheme.scheme is not None else "none"


def told(graph):
    steps = [
        [
            kind(scheme),
            scheme.scheme.value if scheme.scheme is not None else None,
            sorted(
                called(node) for node in graph.incoming_nodes(scheme) if isinstance(node, arguebuf.AtomNode)
            ),
            sorted(called(node) for node in graph.outgoing_nodes(scheme)),
        ]
        for scheme in graph.scheme_nodes.values()
    ]
    return {
        "atoms": [atom.plain_text for atom in graph.atom_nodes.values()],
        "steps": steps,
        "participants": sorted(one.name or "" for one in graph.participants.values()),
        "major": graph.major_claim.plain_text if graph.major_claim else None,
        "again": arguebuf.dump.dict(graph),
    }


what = sys.argv[1]
json.dump([told(load(what, Path(path))) for path in json.load(sys.stdin)], sys.stdout)
