"""S2: citations and quotes that don't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.analysis.quoting import Match
from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.model.map import Citation, Node, Quote
from argmap.rules.rule import Context, Rule, shortened
from argmap.source import Span
from argmap.suggest import nearest

_NUMBER = re.compile(r"\d+")


def undeclared_source(context: Context) -> Iterator[Diagnostic]:
    declared = context.map.sources
    for citation, node in context.citations:
        if citation.source in declared:
            continue
        near = nearest(citation.source, declared)
        yield Diagnostic(
            "S201",
            citation.span,
            f"no source `{citation.source}` is declared" + (f". Did you mean `{near}`?" if near else ""),
            help=f"declare it at top level: `source {citation.source}: DESCRIPTION`; "
            f"for plain brackets write `\\[{citation.span.text}]`",
            fix=_respell(citation.span, citation.source, near),
            node=node,
        )


def unknown_anchor(context: Context) -> Iterator[Diagnostic]:
    for citation, node in context.citations:
        source, anchor = context.map.sources.get(citation.source), citation.anchor
        if anchor is None or source is None or source.file is None:
            continue
        passages = context.read(source.file)
        if passages is None or passages.passage(anchor) is not None:
            continue
        near = nearest(anchor, passages.anchors)
        if near is not None and _NUMBER.sub("", near) == _NUMBER.sub("", anchor):
            near = None  # `p13` where there are twelve is no misspelt `p1`
        lines = len(passages.lines)
        yield Diagnostic(
            "S202",
            citation.span,
            f"`{citation.source}` has no `#{anchor}`" + (f". Did you mean `#{near}`?" if near else ""),
            help="an anchor is "
            + ("the `{#name}` of a heading or its slug, or a line" if passages.markdown else "a line")
            + f" (`L1` to `L{lines}`, `L1-L{lines}`)",
            fix=_respell(citation.span, anchor, near),
            node=node,
        )


def quote_not_found(context: Context) -> Iterator[Diagnostic]:
    for node in context.nodes:
        for quote in node.properties.get("quote", ()):
            yield from _unfound(context, node, quote)


def _unfound(context: Context, node: Node, quote: Quote) -> Iterator[Diagnostic]:
    for citation in quote.citations:
        source = context.map.sources.get(citation.source)
        if source is None:
            continue
        anchor: str | None
        if source.original is not None:
            path, anchor, where = source.original, None, f"the original text of `{source.id}`"
        elif source.file is not None:
            path, anchor, where = source.file, citation.anchor, f"`{source.id}`"
        else:
            continue
        text = context.read(path)
        if text is None or text.passage(anchor) is None or text.holds(quote.text, anchor):
            continue
        fix = None
        elsewhere = anchor is not None and text.holds(quote.text)
        near = None if elsewhere else text.nearest(quote.text, anchor) or text.nearest(quote.text)
        if elsewhere:
            help_ = f"they stand elsewhere in `{source.id}`; cite that place"
        elif near is not None:
            help_ = f"the nearest there is “{shortened(near.words, 96)}”{_parting(near, quote.text)}"
            fix = _as_it_stands(context, quote, near)
        else:
            help_ = "a quote holds exact words; `[…]` stands for words left out, `[sic]` for none"
        if anchor is not None:
            where += f" at `#{anchor}`"
        yield Diagnostic(
            "S203",
            quote.span,
            f"the words “{shortened(quote.text)}” are not found in {where}",
            help=help_,
            fix=fix,
            node=node.id,
        )


def _parting(near: Match, quoted: str) -> str:
    """Where a quotation and what it is most like part, in words."""
    told = []
    for here, there in near.differences(quoted):
        if not here:
            told.append(f"“{shortened(there)}” is missing here")
        elif not there:
            told.append(f"“{shortened(here)}” is not there")
        else:
            told.append(f"“{shortened(here)}” here, “{shortened(there)}” there")
    return f": {'; '.join(told)}" if told else ""


def _as_it_stands(context: Context, quote: Quote, near: Match) -> Fix | None:
    """Quote the words as the source has them, where they can be written plainly."""
    written, span = quote.span.text, quote.span
    at = written.find(quote.text)
    if at < 0 or not context.is_main(span) or set('[]\\#@/"') & set(near.words):
        return None
    place = Span(span.source, span.start + at, span.start + at + len(quote.text))
    return Fix("quote the words of the source", (Edit(place, near.words),), safe=False)


def missing_source_file(context: Context) -> Iterator[Diagnostic]:
    for source in context.map.sources.values():
        if source.file is None or not context.is_main(source.span):
            continue
        problem = context.trouble(source.file)
        if problem:
            yield Diagnostic(
                "S204",
                source.span,
                f"the file of source `{source.id}` {problem}: {source.properties.get('file', source.file)}",
                help="the path is relative to the map; anchors and quotes can't be checked without it",
            )


def stray_citation(context: Context) -> Iterator[Diagnostic]:
    for node in context.nodes:
        for bracket in node.brackets:
            if bracket.source not in context.map.sources:
                yield from _almost_cited(context, node, bracket)
            else:
                yield Diagnostic(
                    "S205",
                    bracket.span,
                    f"a bracket inside the text names the source `{bracket.source}`, and cites nothing there",
                    help="a citation stands at the end; if this is text, write `\\[`",
                    fix=_move_to_end(node, bracket),
                    node=node.id,
                )


def _almost_cited(context: Context, node: Node, bracket: Citation) -> Iterator[Diagnostic]:
    """A bracket inside a text that can hardly be meant for text, and names no declared source."""
    near = nearest(bracket.source, context.map.sources)
    if bracket.anchor is None and (near is None or not _misspelt(bracket.source, near)):
        return
    yield Diagnostic(
        "S205",
        bracket.span,
        f"a bracket inside the text reads like a citation, and no source `{bracket.source}` is declared"
        + (f". Did you mean `{near}`?" if near else ""),
        help="a citation stands at the end; if this is text, write `\\[`",
        node=node.id,
    )


def _misspelt(word: str, name: str) -> bool:
    """Whether a word is so near a source's name that it hardly means anything else."""
    from difflib import SequenceMatcher

    return len(word) > 3 and SequenceMatcher(None, word.casefold(), name.casefold()).ratio() >= 0.8


def _move_to_end(node: Node, bracket: Citation) -> Fix | None:
    """Make a bracket inside a text the citation it looks like."""
    text, place = node.span.source.text, bracket.span
    start, end = place.start - 1, place.end + 1
    if text[start] != "[" or text[end - 1] != "]":
        return None  # one of several places in a bracket
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    if text[start - 1 : start] == " " and text[end : end + 1] in (" ", ",", ".", ";", ""):
        start -= 1  # else the blanks before and behind it would meet
    edits = (
        Edit(Span(place.source, start, end), ""),
        Edit(Span(place.source, node.span.end, node.span.end), f" [{place.text}]"),
    )
    return Fix("move it to the end", edits, safe=False)


def _respell(span: Span, wrong: str, right: str | None) -> Fix | None:
    at = span.text.find(wrong)
    if right is None or at < 0:
        return None
    begin = span.start + at
    edit = Edit(Span(span.source, begin, begin + len(wrong)), right)
    return Fix(f"write `{right}`", (edit,), safe=False)


#: What citations change with.
_CITING = frozenset(("cites", "quote"))

RULES = [
    Rule(
        "S201",
        "undeclared-source",
        "error",
        "A citation of a source that is not declared.",
        check=undeclared_source,
        hangs_on=_CITING,
    ),
    Rule(
        "S202",
        "unknown-anchor",
        "error",
        "A citation of a place that its source's file doesn't have.",
        check=unknown_anchor,
        hangs_on=_CITING,
    ),
    Rule(
        "S203",
        "quote-not-found",
        "error",
        "A quote whose words are not found where it says they stand.",
        check=quote_not_found,
        hangs_on=_CITING,
    ),
    Rule(
        "S204",
        "missing-source-file",
        "warning",
        "A source's `file` that is not there or can't be read.",
        check=missing_source_file,
        hangs_on=_CITING,
    ),
    Rule(
        "S205",
        "stray-citation",
        "warning",
        "A bracket inside a text that names a source.",
        check=stray_citation,
        hangs_on=_CITING,
    ),
]
