"""The table of all formats that come with argmap, in the order in which they are shown.

`keeps` is a promise that the tests hold each format to.
"""

from __future__ import annotations

from argmap.formats import recognise
from argmap.formats.features import EVERYTHING
from argmap.formats.format import Format

#: Texts with what supports and attacks them: the least that is an argument map.
_CORE = frozenset({"texts", "supports", "attacks"})


def _keeps(names: str) -> frozenset[str]:
    return _CORE | frozenset(names.split())


#: What locutions, illocutions and applications of schemes can tell.
_AIF = _keeps(
    "ids linked gists undercuts contradictions restatements concessions questions answers speakers "
    "step-speakers implicit schemes dates"
)

#: What a diagram shows.
_DRAWN = _keeps(
    "title linked gists undercuts contradictions restatements concessions questions answers speakers "
    "implicit sections schemes"
)

_ALL = (
    Format(
        "argmap",
        "argmap text, one file, in canonical layout",
        (".argmap",),
        "argmap.formats.argmap",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
    ),
    Format(
        "json",
        "argmap JSON: the whole resolved map, with what stands",
        (".json",),
        "argmap.formats.json",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
        recognises=recognise.argmap_json,
    ),
    Format(
        "argdown",
        "Argdown",
        (".argdown", ".ad"),
        "argmap.formats.argdown",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
    ),
    Format(
        "aif",
        "AIF JSON, as AIFdb stores it",
        (".json",),
        "argmap.formats.aif",
        reads=True,
        writes=True,
        keeps=_AIF,
        recognises=recognise.aif,
    ),
    Format(
        "xaif",
        "xAIF, also as OVA writes it",
        (".json",),
        "argmap.formats.xaif",
        reads=True,
        writes=True,
        keeps=_AIF,
        recognises=recognise.xaif,
    ),
    Format(
        "kialo",
        "Kialo's text export",
        (".txt",),
        "argmap.formats.kialo",
        reads=True,
        recognises=recognise.kialo,
    ),
    Format(
        "arggraph",
        "ARGGRAPH XML of the microtext corpora",
        (".xml",),
        "argmap.formats.arggraph",
        reads=True,
        recognises=recognise.arggraph,
    ),
    Format(
        "brat",
        "brat standoff annotation, with its text file beside it",
        (".ann",),
        "argmap.formats.brat",
        reads=True,
        recognises=recognise.brat,
    ),
    Format(
        "arguebuf",
        "arguebuf JSON",
        (".json",),
        "argmap.formats.arguebuf",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
        recognises=recognise.arguebuf,
    ),
    Format(
        "sadface",
        "SADFace JSON",
        (".json",),
        "argmap.formats.sadface",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
        recognises=recognise.sadface,
    ),
    Format(
        "carneades",
        "Carneades 4 YAML",
        (".yml", ".yaml"),
        "argmap.formats.carneades",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
        recognises=recognise.carneades,
    ),
    Format(
        "af",
        "ICCMA 2023 framework: arguments and attacks",
        (".af",),
        "argmap.formats.iccma",
        reads=True,
        writes=True,
        sometimes=frozenset({"texts", "ids", "attacks"}),
        recognises=recognise.af,
    ),
    Format(
        "apx",
        "ASPARTIX facts: arguments and attacks",
        (".apx",),
        "argmap.formats.apx",
        reads=True,
        writes=True,
        sometimes=frozenset({"texts", "ids", "attacks"}),
        recognises=recognise.apx,
    ),
    Format(
        "tgf",
        "trivial graph format: arguments and attacks",
        (".tgf",),
        "argmap.formats.tgf",
        reads=True,
        recognises=recognise.tgf,
    ),
    Format(
        "graphml",
        "GraphML, for graph tools; the whole map",
        (".graphml",),
        "argmap.formats.graphml",
        reads=True,
        writes=True,
        keeps=EVERYTHING,
        recognises=recognise.graphml,
    ),
    Format(
        "gexf",
        "GEXF 1.3, for Gephi",
        (".gexf",),
        "argmap.formats.gexf",
        writes=True,
        keeps=EVERYTHING - {"empty-sections", "sources", "details"},
    ),
    Format(
        "jgf",
        "JSON Graph Format 2, for programs that draw graphs",
        (".jgf",),
        "argmap.formats.jgf",
        writes=True,
        keeps=EVERYTHING,
    ),
    Format(
        "csv",
        "two tables, nodes and links, for spreadsheets",
        (".csv",),
        "argmap.formats.csv",
        writes=True,
        keeps=EVERYTHING - {"title", "empty-sections", "sources", "details"},
        tables=("nodes", "links"),
    ),
    Format(
        "parquet",
        "two tables, nodes and links, for data frames",
        (".parquet",),
        "argmap.formats.parquet",
        writes=True,
        keeps=EVERYTHING - {"empty-sections", "sources", "details"},
        tables=("nodes", "links"),
        extra="parquet",
    ),
    Format(
        "mermaid",
        "a Mermaid flowchart",
        (".mmd", ".mermaid"),
        writes=True,
        keeps=_DRAWN,
        drawn=True,
    ),
    Format(
        "d2",
        "a D2 diagram",
        (".d2",),
        writes=True,
        keeps=_DRAWN,
        drawn=True,
    ),
    Format(
        "opml",
        "OPML 2.0, an outline for outliners and mind maps",
        (".opml",),
        "argmap.formats.opml",
        writes=True,
        keeps=EVERYTHING - {"sources", "details"},
    ),
    Format(
        "canvas",
        "JSON Canvas, laid out, for Obsidian",
        (".canvas",),
        "argmap.formats.canvas",
        writes=True,
        keeps=_keeps(
            "ids linked gists undercuts contradictions restatements concessions questions answers speakers "
            "step-speakers implicit tags sections schemes citations"
        ),
    ),
    Format(
        "claimreview",
        "ClaimReview JSON-LD, for fact-checkers",
        (".jsonld",),
        "argmap.formats.claimreview",
        writes=True,
        keeps=frozenset({"texts"}),
    ),
)

BUILT_IN: dict[str, Format] = {one.name: one for one in _ALL}
