"""What is told of a thing, as Markdown: a node with why it stands, a speaker, a passage, a rule.

User text is escaped, so that it is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis.why import explain
from argmap.editing import words
from argmap.editing.offers import source_named, text_of
from argmap.model.map import ATTACK_LINKS, Link, Node, SourceDoc, Speaker
from argmap.render.look import LINKS, STANDINGS
from argmap.review.markdown import escaped, written
from argmap.review.phrases import Names, shortened
from argmap.review.verdict import verdict
from argmap.rules.table import RULES
from argmap.schemes import Scheme
from argmap.session.document import Document

#: So many replies are listed, and so much of a passage is shown.
_MANY, _LONG = 6, 700


def node(document: Document, node: Node, link: Link | None = None) -> str:
    """A node: what it says, whether it stands and why, who is against it.

    `link` is the step that it makes where somebody points at it.
    """
    map_, context = document.map, document.context
    names = Names(map_)
    id_ = f" `{node.id}`" if node.named else ""
    people = ", ".join(escaped(written(names.person(each))) for each in node.speakers)
    marks = " ".join(f"\\#{escaped(tag)}" for tag in node.tags)
    parts = [f"**{node.kind}**{id_}" + "".join(f" · {each}" for each in (people, marks) if each)]
    if node.text:
        parts.append(_quoted(escaped(node.text)))
    explanation = explain(map_, context.standings, node, context.units)
    standing = explanation.standing
    sign = f"{STANDINGS[standing.value].sign} " if standing is not None else ""
    parts.append(f"{sign}{written(verdict(explanation, names))}.")
    if link is not None:
        step = {"no": "Its step is not in force.", "open": "It is open whether its step is in force."}
        parts += [step[force]] if (force := context.standings.in_force(link)) in step else []
    against = [each for each in node.into if each.kind in ATTACK_LINKS]
    against += [each for each in (link.into if link is not None else ()) if each.kind in ATTACK_LINKS]
    if against:
        lines = [_reply(document, names, each) for each in against[:_MANY]]
        more = len(against) - len(lines)
        lines += [f"- … and {more} more"] if more else []
        parts.append("Against it:\n" + "\n".join(lines))
    parts += _owed(document, node)
    return "\n\n".join(parts)


def _reply(document: Document, names: Names, link: Link) -> str:
    head = link.head
    force = {"yes": "in force", "no": "not in force", "open": "open"}.get(
        document.context.standings.in_force(link) or "", ""
    )
    word = f"{LINKS[link.kind].sign} {LINKS[link.kind].word}"
    if head is None:
        return f"- {word}, {force}"
    voice = names.voice(link.speakers, head)
    by = f" ({escaped(written(voice))})" if voice is not None else ""
    id_ = f" `{head.id}`" if head.named else ""
    return f"- {word}{id_}{by}, {force}: {escaped(shortened(head.text, 100))}"


def _owed(document: Document, node: Node) -> Iterator[str]:
    """That nobody has answered a node, where it is a move that calls for an answer."""
    conversation = document.context.conversation
    for each in (*conversation.unanswered_attacks, *conversation.unanswered_questions()):
        if each.node is node:
            owing = document.context.parties(each.owed_by) if each.owed_by else ""
            yield "Nobody has answered it." + (f" A reply is owed by {owing}." if owing else "")


def keyword(word: str, *, reference: bool = False) -> str:
    """A keyword of the language."""
    line = (words.REFERENCES if reference else words.KINDS).get(word) or words.DECLARATIONS.get(word, "")
    return f"**{word}**\n\n{line}"


def key(word: str) -> str:
    """A property."""
    return f"**{word}:**\n\n{words.KEYS.get(word, '')}"


def speaker(document: Document, id_: str) -> str | None:
    """A speaker: name, side, and how much they say."""
    one: Speaker | None = document.map.speakers.get(id_)
    if one is None:
        return None
    side = f" · side {escaped(one.side)}" if one.side else ""
    said = sum(1 for each in document.map.nodes.values() if id_ in each.speakers)
    notes = [escaped(note) for note in one.properties.get("note", ())]
    number = f"{said:,} node{'' if said == 1 else 's'}"
    return "\n\n".join([f"**{escaped(one.name)}** `@{id_}`{side}", f"Says {number} of this map.", *notes])


def source(document: Document, one: SourceDoc | None) -> str | None:
    """A source: its description and what is known of it."""
    if one is None:
        return None
    lines = [f"**source** `{one.id}`", escaped(one.description)]
    told = [
        f"- {name}: {escaped(str(one.properties[name]))}"
        for name in ("author", "date", "file", "url", "archive")
        if name in one.properties
    ]
    if told:
        lines.append("\n".join(told))
    if one.file is not None and (trouble := document.context.trouble(one.file)) is not None:
        lines.append(f"Its file {trouble}.")
    return "\n\n".join(lines)


def anchor(document: Document, name: str) -> str | None:
    """The passage behind `source#anchor`."""
    of, _, at = name.partition("#")
    one = source_named(document, of)
    if one is None:
        return None
    head = f"**{escaped(one.description)}** `#{at}`"
    passages = text_of(document, one)
    if passages is None:
        return head
    passage = passages.passage(at)
    if passage is None:
        return f"{head}\n\nIts file has no such place."
    return f"{head}\n\n{_quoted(_cut(passage.strip()))}"


def scheme(one: Scheme | None) -> str | None:
    """A pattern of argument: what it says, its premises, what to ask of it."""
    if one is None:
        return None
    parts = [f"**{escaped(one.name)}**", escaped(one.about)]
    for title, table in (("Premises", one.roles), ("Critical questions", one.questions)):
        if table:
            rows = "\n".join(f"- *{escaped(word)}*: {escaped(line)}" for word, line in table.items())
            parts.append(f"{title}:\n{rows}")
    return "\n\n".join(parts)


def code(word: str) -> str | None:
    """A rule, by its code or name."""
    rule = next((r for r in RULES.values() if word in (r.code, r.name)), None)
    if rule is None:
        matching = [r for r in RULES.values() if word and r.code.startswith(word.upper())]
        rows = "\n".join(f"- {r.code} {r.name}: {r.summary}" for r in matching)
        return rows or None
    return f"**{rule.code} {rule.name}**\n\n{rule.summary}\n\n{rule.explanation}"


def about(document: Document, what: tuple[str, str]) -> str | None:
    """What is told of an offer of a completion."""
    sort, name = what
    if sort == "node":
        one = document.map.nodes.get(name)
        return None if one is None else node(document, one)
    if sort in ("keyword", "declaration", "reference"):
        return keyword(name, reference=sort == "reference")
    if sort == "key":
        return key(name)
    if sort == "speaker":
        return speaker(document, name)
    if sort == "source":
        return source(document, document.map.sources.get(name))
    if sort == "anchor":
        return anchor(document, name)
    if sort == "scheme":
        return scheme(document.context.library.find(name))
    return code(name) if sort == "code" else None


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _cut(text: str) -> str:
    """The beginning of a passage, each line escaped."""
    cut = text if len(text) <= _LONG else text[:_LONG].rpartition(" ")[0] + " …"
    return "\n".join(escaped(line) for line in cut.splitlines())
