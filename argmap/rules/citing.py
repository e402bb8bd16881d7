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
_DIGIT = re.compile(r"\d")
_MONTHS = (
    r"(?:Jan(?:uary?|uar)?|Feb(?:ruary?|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|Ma[yi]|June?|Juni|July?|Juli|Aug(?:ust)?"
    r"|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)"
)
_MONTH = re.compile(_MONTHS + r"\.?", re.I)
#: A day before its month: `3 May`, `12. Mai 2020`.
_DAY = re.compile(rf"(?<![\w.,])\d{{1,2}}(?:\.|st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b(?:\.?,?\s\d{{4}}\b)?")
#: What makes a number a quantity, whatever word stands before it.
_SIGNS = re.compile(r"[%‰$€£¥]|\d[.,\u00a0\u202f ]\d{3}$")
_UNIT = re.compile(
    r"\s(?:per\s?cent|percent|Prozent|million|billion|thousand|Millionen|Milliarden|Mio|Mrd|euros?|dollars?"
    r"|pounds|km|kg)\b",
    re.I,
)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words whose number is a name: the room with the number 101.
_NUMBERED = _words(
    "room bus line platform flat house page chapter number no nr nos road route street track gate floor"
    " section part article paragraph verse item table exhibit act rule clause case flight train"
    " tram lot version volume issue grade channel box unit apartment door building call dial ring p pp"
    " rooms buses lines platforms flats houses pages chapters numbers roads routes articles sections"
    " raum räume zimmer linie linien seite seiten kapitel nummer gleis haus wohnung artikel absatz abs art"
    " ziffer satz punkt band ausgabe zug halle tor stufe klasse § #"
)
#: Words that begin a sentence and are no name, so that a number behind them counts something.
_NO_NAMES = _words(
    "a about above after all almost an and another are around as at before below between but by every exactly"
    " fewer for from had has have he her his if in into is it its just less many more most my nearly no of on"
    " only or other our over roughly she since so some still than that the their then there these they this"
    " those to under until up was we were what when where which while with within you your"
    " aber alle an auf aus bei bis das den der des die ein eine es etwa fast für im in knapp mehr mit nach"
    " nur rund seit sind so über um und unter von vor waren weniger wenn wir zu"
)
#: What stands between numbers that are named by one word: "rooms 12 and 14".
_AND = re.compile(r"\s*(?:,|and|or|to|und|oder|bis|&|[-–])\s*")
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
    day = _DAY.search(text)
    named = -1  # where the last number that is a name ends
    for match in _FIGURE.finditer(text):
        if day is not None and day.start() <= match.start():
            break
        figure = match[0].strip(".,")
        if _SIGNS.search(figure) is None and _UNIT.match(text, match.end()) is None:
            before = text[max(0, match.start() - 80) : match.start()].split()
            word = before[-1].strip("“„\"'(«»").rstrip(".") if before else ""
            if word.casefold() in _NUMBERED or (named >= 0 and _AND.fullmatch(text, named, match.start())):
                named = match.start() + len(figure)
                continue
            if _YEAR.fullmatch(figure) is None and _names(word):
                named = match.start() + len(figure)
                continue
        return f"a date (`{figure}`)" if _YEAR.fullmatch(figure) else f"a figure (`{figure}`)"
    return f"a date (`{day[0]}`)" if day is not None else None


def _names(word: str) -> bool:
    """Whether a word reads like a name or a part of one, so that a number behind it belongs to it."""
    return word[:1].isupper() and word.casefold() not in _NO_NAMES and _MONTH.fullmatch(word) is None


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
                help=f"say which one: {anchors}",
                node=node,
            )


def _anchors(context: Context, citation: Citation) -> str | None:
    """Up to three of the anchors that a source's file has, where it has several headings."""
    source = context.map.sources.get(citation.source)
    passages = context.read(source.file) if source is not None and source.file is not None else None
    names: dict[tuple[int, int], str] = {}
    for name, lines in (passages.anchors if passages is not None else {}).items():
        names.setdefault(lines, name)
    if len(names) < 2:
        return None
    shown = list(names.values())
    if len(shown) > 3:
        del shown[0]  # mostly the title
    return ", ".join(f"`#{name}`" for name in shown[:3]) + (", …" if len(names) > 3 else "")


RULES = [
    Rule(
        "S103",
        "uncited-figure",
        "note",
        "A figure, a date or a quotation in a text that cites nothing, in a map that declares sources.",
        check=uncited,
        near=True,
    ),
    Rule(
        "S104",
        "citation-without-anchor",
        "note",
        "A citation of a whole source that has passages with names.",
        check=citation_without_anchor,
        hangs_on=frozenset(("cites", "quote")),
    ),
]
