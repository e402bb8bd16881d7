"""S1, on citing: what wants a source and names none, and citations that could be more exact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.diagnostics import Diagnostic
from argmap.model.map import Citation, Node
from argmap.rules.rule import Context, Rule, label, shortened

#: A number of two digits or more, or one with a sign of what it counts; not a part of a name (`MP-41`).
_FIGURE = re.compile(
    r"(?<![\w#/.,-])(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[%‰€£¥]"
    r"|\d+(?:[.,\u00a0\u202f ]\d{3})+|\d+[.,]\d+|\d{2,})(?![\w/-]*\w)"
)
_YEAR = re.compile(r"1\d\d\d|20\d\d")
#: The word before a figure, where it might be a name with a number ("Boeing 747", "Article 50").
_BEFORE = re.compile(r"(?:^|[.!?]\s+)?\S+\s+$")
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    re.I,
)
#: Exact words: at least four of them between quotation marks.
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|»([^«]+)«|「([^」]+)」|『([^』]+)』')
_QUOTE_WORDS = 4


def uncited(context: Context) -> Iterator[Diagnostic]:
    """Figures, dates and quotations without a citation, in a map that declares sources."""
    if not any(context.is_main(source.span) for source in context.map.sources.values()):
        return
    for node in context.claims:
        if node.implicit or node.citations or node.properties.get("assumed"):
            continue
        what = _quoted(node.text) or _figure(node.text)
        if what is None or _has_citation(context, node):
            continue
        if any(link.kind == "support" and link.origin for link in context.units.into(node)):
            continue  # what it rests on is where the source belongs
        yield Diagnostic(
            "S103",
            node.span,
            f"the {node.kind} {label(node)} has {what} and cites no source",
            help="cite where it is from (`[SOURCE]` at the end); whoever said it so is a source too",
            node=node.id,
        )


def _figure(text: str) -> str | None:
    if _DIGIT.search(text) is None:
        return None
    for match in _FIGURE.finditer(text):
        figure = match[0].strip(".,")
        if _YEAR.fullmatch(figure):
            return f"a date (`{figure}`)"
        before = text[: match.start()].split()
        word = before[-1].strip("“\"'(") if before else ""
        begins = len(before) < 2 or before[-2][-1] in ".!?:"
        if word[:1].isupper() and not begins and _MONTH.fullmatch(word) is None:
            continue
        return f"a figure (`{figure}`)"
    return None


def _quoted(text: str) -> str | None:
    for match in _QUOTED.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        if len(words.split()) >= _QUOTE_WORDS or (match.lastindex or 0) >= 6:
            return f"a quotation (“{shortened(words, 24)}”)"
    return None


def _has_citation(context: Context, node: Node) -> bool:
    return any(
        each.citations
        or any(quote.citations for quote in each.properties.get("quote", ()))
        or any(link.citations for link in each.out)
        for each in context.units.together(node)
    )


def citation_without_anchor(context: Context) -> Iterator[Diagnostic]:
    known: dict[str, str | None] = {}
    for citation, node in context.citations:
        if citation.anchor is not None:
            continue
        if citation.source not in known:
            known[citation.source] = _anchors(context, citation)
        anchors = known[citation.source]
        if anchors is not None:
            yield Diagnostic(
                "S104",
                citation.span,
                f"`{citation.source}` is cited as a whole, and has passages that can be named",
                help=f"say which one: `[{citation.source}#{anchors}]`",
                node=node,
            )


def _anchors(context: Context, citation: Citation) -> str | None:
    """An anchor that a source's file has, where it has several headings."""
    source = context.map.sources.get(citation.source)
    passages = context.read(source.file) if source is not None and source.file is not None else None
    names = list(passages.anchors) if passages is not None else []
    return names[1] if len(set(passages.anchors.values() if passages else ())) > 1 else None


RULES = [
    Rule(
        "S103",
        "uncited-figure",
        "note",
        "A figure, a date or a quotation in a text that cites nothing, in a map that declares sources.",
        check=uncited,
    ),
    Rule(
        "S104",
        "citation-without-anchor",
        "note",
        "A citation of a whole source that has passages with names.",
        check=citation_without_anchor,
    ),
]
