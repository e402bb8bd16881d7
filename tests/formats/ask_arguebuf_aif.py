"""What arguebuf reads in AIF and xAIF files: for each, how many of what. Run by `test_formats_aif`."""

import json
import logging
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import arguebuf  # noqa: E402

logging.disable(logging.CRITICAL)


def kind(node):
    return type(node.scheme).__name__ if isinstance(node, arguebuf.SchemeNode) else "atom"


def counts(path):
    raw = json.loads(Path(path).read_bytes())
    graph = arguebuf.load.xaif(raw) if "AIF" in raw else arguebuf.load.aif(raw)
    kinds = [kind(node) for node in graph.scheme_nodes.values()]
    return {
        "claims": len(graph.atom_nodes),
        "supports": kinds.count("Support"),
        "attacks": kinds.count("Attack"),
        "rephrases": kinds.count("Rephrase"),
        "undercuts": sum(
            kind(edge.source) == "Attack" and kind(edge.target) != "atom" for edge in graph.edges.values()
        ),
        "texts": sorted(node.plain_text for node in graph.atom_nodes.values()),
    }


json.dump([counts(path) for path in json.load(sys.stdin)], sys.stdout)
