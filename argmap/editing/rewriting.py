"""Small changes to a statement that a person may want, each as edits that bring in no error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from argmap.analysis.passages import Passages
from argmap.diagnostics import Edit
from argmap.editing.edits import Changes
from argmap.editing.offers import source_named, text_of
from argmap.model.map import CLAIM_KINDS, Node
from argmap.model.unit import Entry
from argmap.rules.alike import nearly
from argmap.rules.english import SMALL
from argmap.session.document import Document
from argmap.source import Source, Span
from argmap.syntax.parser import parse
from argmap.syntax.tree import Cite, Statement
from argmap.syntax.words import is_id

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")
#: Words that tell little in an id.
_DULL = SMALL | frozenset(
    ("is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "they", "we")
)
#: An id is made of so many words, and is no longer.
_WORDS, _LETTERS = 3, 30
#: A quotation that is put in is no longer, if it can be cut behind a sentence.
_QUOTED = 300


def free_id(document: Document, node: Node, taken: Sequence[str] = ()) -> str:
    """An id made of a node's first words that count, which nothing else here has."""
    words = [word.lower() for word in _WORD.findall(node.text)]
    telling = [word for word in words if word not in _DULL and not word.isdigit()] or words
    base = ""
    for word in telling[:_WORDS]:
        longer = f"{base}-{word}" if base else word[:_LETTERS]
        if len(longer) > _LETTERS:
            break
        base = longer
    if not is_id(base):
        base = f"{node.kind}-1" if not is_id(f"{base}-1") else f"{base}-1"
    name, number = base, 1
    while name in document.unit.named or name in taken:
        number += 1
        name = f"{base.removesuffix('-1')}-{number}"
    return name


def give_id(document: Document, entry: Entry) -> list[Edit] | None:
    """Give a statement an id."""
    item, node = entry.item, entry.node
    if node is None or node.named or item.form != "node" or item.id is not None:
        return None
    at = Span(document.source, item.kind.end, item.kind.end)
    return _sound(document, [Edit(at, f" {free_id(document, node)}")])


def twin_of(document: Document, entry: Entry) -> Node | None:
    """Another claim of this file that says nearly the same, for which a statement could be a reference."""
    node, item = entry.node, entry.item
    if node is None or item.form != "node" or node.named or entry.parent is None:
        return None
    if node.kind not in CLAIM_KINDS or item.kind.text == "concession":
        return None
    context = document.context
    form = context.form(node)
    if not form:
        return None
    over = {each.node for each in _above(entry)}
    for other in context.claims:
        if other is node or other in over:
            continue
        theirs = context.form(other)
        if theirs == form or (abs(len(theirs) - len(form)) <= 1 and nearly(form, theirs, context.english)):
            return other
    return None


def _above(entry: Entry) -> list[Entry]:
    found = []
    at = entry.parent
    while at is not None:
        found.append(at)
        at = at.parent
    return found


def refer(document: Document, entry: Entry) -> list[Edit] | None:
    """Turn a statement into a reference to the claim that says the same, which gets an id if it has none."""
    twin = twin_of(document, entry)
    if twin is None:
        return None
    item, source = entry.item, document.source
    edits = []
    name = twin.id
    if not twin.named:
        name = free_id(document, twin)
        kind = re.compile(r"\w+").match(source.text, twin.span.start)
        assert kind is not None
        edits.append(Edit(Span(source, kind.end(), kind.end()), f" {name}"))
    marks = "".join([f" @{w.text}" for w in item.speakers] + [f" #{w.text}" for w in item.tags])
    cited = [source.text[each.start : each.end] for each in item.citations]
    places = f" [{', '.join(cited)}]" if cited else ""
    end = item.pieces[-1][1]
    while source.text[end - 1].isspace():
        end -= 1
    edits.append(Edit(Span(source, item.kind.end, end), f" {name}{marks}{places}"))
    return _sound(document, edits)


def quotable(document: Document, entry: Entry) -> Cite | None:
    """The first citation of a statement whose passage can be quoted and isn't yet."""
    node = entry.node
    if node is None or entry.item.form != "node":
        return None
    known = {(c.source, c.anchor) for quote in node.properties.get("quote", ()) for c in quote.citations}
    for cite, told in zip(entry.item.citations, node.citations, strict=False):
        if cite.anchor is not None and (told.source, told.anchor) not in known:
            passages = text_of(document, source_named(document, cite.source))
            if passages is not None and _words_of(passages, cite.anchor):
                return cite
    return None


def quote(document: Document, entry: Entry) -> list[Edit] | None:
    """Put the words of the cited passage below a statement, as a `quote`."""
    cite = quotable(document, entry)
    if cite is None:
        return None
    passages = text_of(document, source_named(document, cite.source))
    assert passages is not None
    assert cite.anchor is not None
    words = _words_of(passages, cite.anchor)
    marks = '"{}"' if '"' not in words else "“{}”"
    value = f"{marks.format(words)} [{document.source.text[cite.start : cite.end]}]"
    return _sound(document, [with_property(document.source, entry.item, "quote", value)])


def with_property(source: Source, item: Statement, key: str, value: str) -> Edit:
    """The edit that puts a property below a statement, behind those it has."""
    last = item.end
    column = next((below.column for below in item.block if below.type != "BLANK"), 0)
    for below in item.block:
        if below.type == "PROPERTY":
            last = below.end
        elif below.type == "STATEMENT":
            break
    column = column if column > item.column else item.column + 2
    line = f"{' ' * column}{key}: {value}"
    ended = source.text[last - 1 : last] in ("\n", "\r")
    return Edit(Span(source, last, last), f"{line}\n" if ended else f"\n{line}")


def _words_of(passages: Passages, anchor: str) -> str:
    """The first words of a passage that can be quoted: without its heading, up to a whole sentence."""
    passage = passages.passage(anchor)
    if passage is None:
        return ""
    lines = passage.splitlines()
    if passages.markdown:
        while lines and (not lines[0].strip() or re.match(r"\s*(#|=+\s*$|-+\s*$)", lines[0])):
            lines.pop(0)
        lines = [re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines]
    paragraph: list[str] = []
    for line in lines:
        if line.strip():
            paragraph.append(line.strip())
        elif paragraph:
            break
    words = " ".join(" ".join(paragraph).split())
    if len(words) > _QUOTED:
        kept = ""
        for sentence in _SENTENCE.split(words):
            if kept and len(kept) + len(sentence) >= _QUOTED:
                break
            kept = f"{kept} {sentence}".strip()
        words = kept
    if not passages.holds(words, anchor) or "[" in words or "\\" in words:
        return ""
    return words


def _sound(document: Document, edits: list[Edit]) -> list[Edit] | None:
    """The edits, unless the text would have an error that it hasn't."""
    changes = Changes(document.source, edits)
    source = Source(document.source.name, changes.text(), document.source.path)
    loader = document.workspace.loader
    again = loader.whole(source, *parse(source), folder=document.unit.folder)
    before = Counter(each.code for each in document.loaded.diagnostics)
    after = Counter(each.code for each in again.diagnostics)
    return None if after - before else edits
