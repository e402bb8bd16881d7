"""M: declarations and lines that are of no use to the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from argmap.diagnostics import Diagnostic, Edit, Fix
from argmap.model.map import Node
from argmap.rules.rule import Context, Rule
from argmap.rules.silence import Ignore
from argmap.rules.written import properties
from argmap.source import Span
from argmap.syntax.tree import Declaration, Property, Statement

#: A line at top level or in a section that may refer to a node: no colon behind the id.
_REOPENS = re.compile(r"^[ ]*(?:claim|argument|question)[ ]+[^\s:]+[^:\n\r]*$", re.M)


def unused_import(context: Context) -> Iterator[Diagnostic]:
    text = context.map.source.text
    for imported in context.map.imports.values():
        if not context.is_main(imported.span):
            continue
        name = re.compile(rf"(?<![\w/-]){re.escape(imported.name)}/\w")
        found = (match.start() for match in name.finditer(text))
        if all(imported.span.start <= at < imported.span.end for at in found):
            yield Diagnostic(
                "M101",
                imported.span,
                f"nothing of the imported map `{imported.name}` is named here",
                help=f"name its things as `{imported.name}/ID`, or leave the import out",
                fix=_remove(context, imported.span, "remove the import"),
            )


def unused_speaker(context: Context) -> Iterator[Diagnostic]:
    map_ = context.map
    declared = [s for s in map_.speakers.values() if context.is_main(s.span) and _is_declared(s.span)]
    if not declared:
        return
    heard = {speaker for node in map_.nodes.values() for speaker in node.speakers}
    heard.update(speaker for link in map_.links.values() for speaker in link.speakers)
    heard.update(map_.properties.get("by", ()))
    for section in map_.sections.values():
        heard.update(section.properties.get("by", ()))
    for speaker in declared:
        if speaker.id not in heard:
            yield Diagnostic(
                "M102",
                speaker.span,
                f"the speaker `{speaker.id}` says nothing",
                help="a declared speaker counts as a party, to whom claims may be unanswered",
                fix=_remove(context, speaker.span, "remove the speaker"),
            )


def _is_declared(place: Span) -> bool:
    """Whether a speaker is declared, and not only named where none are."""
    return place.source.text.startswith("speaker", place.start)


def unused_source(context: Context) -> Iterator[Diagnostic]:
    map_ = context.map
    declared = [source for source in map_.sources.values() if context.is_main(source.span)]
    if not declared:
        return
    cited = {citation.source for citation, _ in context.citations}
    cited.update(bracket.source for node in context.nodes for bracket in node.brackets)
    for source in declared:
        if source.id not in cited and source.id not in map_.mapped:
            yield Diagnostic(
                "M103",
                source.span,
                f"the source `{source.id}` is never cited",
                help=f"cite it where it backs something up (`[{source.id}]`), or leave it out",
                fix=_remove(context, source.span, "remove the source"),
            )


def empty_section(context: Context) -> Iterator[Diagnostic]:
    sections = [s for s in context.map.sections.values() if context.is_main(s.span)]
    if not sections:
        return
    full = {node.section for node in context.nodes}
    for section in sections:
        if section.id in full:
            continue
        item = context.written.item(section.span)
        if isinstance(item, Declaration) and not any(
            isinstance(below, Statement | Declaration) for below in item.block
        ):
            yield Diagnostic(
                "M104",
                section.span,
                "nothing stands in this section",
                help="what belongs to a section is indented under it",
                fix=_remove(context, section.span, "remove the section"),
            )


def idle_reference(context: Context) -> Iterator[Diagnostic]:
    """Nodes reopened at top level, or in a section, with nothing hung on them there."""
    if not context.written.parsed and _REOPENS.search(context.map.source.text) is None:
        return
    waiting = list(context.written.document.items)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Declaration):
            waiting += item.block
        if not isinstance(item, Statement) or item.form != "reference" or item.id is None:
            continue
        if item.kind.text not in ("claim", "argument", "question"):
            continue
        if not any(isinstance(below, Statement | Property) for below in item.block):
            yield Diagnostic(
                "M105",
                context.written.shown(item),
                f"`{item.id.text}` is reopened here, and nothing is hung on it",
                help="a reference at top level is there to add something below it; "
                f"to state something new, write `{item.kind.text} {item.id.text}: …`",
                fix=Fix(
                    "remove the line",
                    context.written.without(item),
                    safe=not (item.speakers or item.tags or item.citations),
                ),
                node=item.id.text if item.id.text in context.map.nodes else None,
            )


#: What an id's letters look like. A word in lower case alone fits the first three.
_STYLES = {
    "with-hyphens": re.compile(r"[^A-Z_]*-[^A-Z_]*"),
    "with_underscores": re.compile(r"[^A-Z-]*_[^A-Z-]*"),
    "camelCase": re.compile(r"[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*"),
    "PascalCase": re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*"),
    "CAPITALS": re.compile(r"[A-Z][A-Z0-9_-]*"),
}
_PLAIN = re.compile(r"[^A-Z_-]*")
_PLAIN_FITS = frozenset(("with-hyphens", "with_underscores", "camelCase"))
#: How many ids of one style make a convention, and what share of those that show any.
_ENOUGH, _SHARE = 6, 0.8


def id_style(context: Context) -> Iterator[Diagnostic]:
    styles: dict[str, list[Node]] = {}
    plain: list[Node] = []
    for node in context.nodes:
        if not node.named:
            continue
        if _PLAIN.fullmatch(node.id):
            plain.append(node)
        else:
            styles.setdefault(_style(node.id), []).append(node)
    if not styles:
        return
    usual = max(styles, key=lambda style: len(styles[style]))
    fits = len(styles[usual])
    if usual not in _PLAIN_FITS:
        styles["plain"] = plain
    others = [node for style, nodes in styles.items() if style != usual for node in nodes]
    if usual == "mixed" or fits < _ENOUGH or fits < _SHARE * (fits + len(others)):
        return
    example = styles[usual][0].id
    for node in sorted(others, key=lambda each: each.span.start):
        yield Diagnostic(
            "M106",
            node.span,
            f"the id `{node.id}` is written unlike the others here (`{example}`)",
            help=f"most ids of several words in this file are written {usual}",
            node=node.id,
        )


def _style(id_: str) -> str:
    return next((name for name, pattern in _STYLES.items() if pattern.fullmatch(id_)), "mixed")


def unused_ignore(context: Context) -> Iterator[Diagnostic]:
    """Words of an `ignore:` that silenced nothing, among those whose rules have all run."""
    written = context.written
    for start, ignore, node in context.ignores:
        without_use = _idle(context, ignore)
        for line in _ignoring(context, start, node, without_use) if without_use else ():
            words = written.words_of(line)
            idle = [word for word in words if word.text in without_use]
            if idle:
                yield _without_use(context, line, words, idle, node)


def _ignoring(context: Context, start: int | None, node: str | None, idle: list[str]) -> Iterator[Property]:
    """The lines of an `ignore:`: under the statement that begins there, and wherever its node is reopened."""
    written = context.written
    item = written.map if start is None else written.item(Span(written.source, start, start))
    found = {
        word.text for line in (properties(item, "ignore") if item else ()) for word in written.words_of(line)
    }
    items = [item] if item is not None else []
    if node is not None and not found.issuperset(idle):
        items += [each for each in written.references(node) if each is not item]
    for each in items:
        yield from islice(properties(each, "ignore"), 1)


def _without_use(
    context: Context, line: Property, words: list[Span], idle: list[Span], node: str | None
) -> Diagnostic:
    names = ", ".join(f"`{word.text}`" for word in idle)
    left = [word.text for word in words if word not in idle]
    if left:
        value = context.written.value_of(line)
        edits: tuple[Edit, ...] = (Edit(value, (", " if "," in value.text else " ").join(left)),)
    else:
        edits = context.written.without(line)
    return Diagnostic(
        "M107",
        Span(idle[0].source, idle[0].start, idle[-1].end),
        f"`ignore: {idle[0].text}` silences nothing" if len(idle) == 1 else f"{names} silence nothing",
        help="what it was to silence isn't found any more; left there it would hide the next one",
        fix=Fix(f"remove {names}", edits),
        node=node,
    )


def _idle(context: Context, ignore: Ignore) -> list[str]:
    """The words that silenced nothing, though all rules that they mean have run."""
    from argmap.rules.table import RULES

    idle = []
    for word, prefix in ignore.words.items():
        if word in ignore.used or "M107".startswith(prefix):
            continue  # a word that silences this rule can't be judged by it
        meant = [rule for rule in RULES.values() if rule.code.startswith(prefix)]
        if all(rule.code in context.ran for rule in meant if rule.default or rule.code == prefix):
            idle.append(word)
    return idle


def _remove(context: Context, place: Span, title: str) -> Fix | None:
    item = context.written.item(place)
    return None if item is None else Fix(title, context.written.without(item), safe=False)


RULES = [
    Rule(
        "M101",
        "unused-import",
        "warning",
        "An imported map of which nothing is named.",
        check=unused_import,
        hangs_on=frozenset(("words",)),
    ),
    Rule("M102", "unused-speaker", "note", "A speaker who says nothing.", check=unused_speaker),
    Rule(
        "M103",
        "unused-source",
        "note",
        "A source that is never cited.",
        check=unused_source,
        hangs_on=frozenset(("cites", "quote")),
    ),
    Rule("M104", "empty-section", "note", "A section with nothing in it.", check=empty_section),
    Rule(
        "M105",
        "idle-reference",
        "warning",
        "A node that is reopened and nothing hung on it.",
        check=idle_reference,
        hangs_on=frozenset(("links", "cites")),
    ),
    Rule(
        "M106",
        "id-style",
        "note",
        "An id that is written unlike the others in the file.",
        check=id_style,
        hangs_on=frozenset(("ids",)),
    ),
    Rule(
        "M107",
        "unused-ignore",
        "warning",
        "An `ignore:` that silences nothing.",
        check=unused_ignore,
        last=True,
    ),
]
