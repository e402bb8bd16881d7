"""What there is to be written: the words of the language, and the names that a map and its files know."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from argmap.analysis.passages import Passages
from argmap.editing import words
from argmap.editing.spot import entry_of
from argmap.model.map import CLAIM_KINDS, Node, SourceDoc
from argmap.model.places import fault_alone, fault_under
from argmap.model.project import project_folder
from argmap.model.unit import Entry, Unit
from argmap.rules.table import RULES
from argmap.schemes import Scheme
from argmap.session.document import Document
from argmap.syntax.tree import Declaration, Property, Statement, Written
from argmap.syntax.words import DECLARATIONS, KEYS_OF, KINDS, REPEATABLE, SYNONYMS

#: So many are offered at once: nobody reads on, and a large map has thousands of ids.
MOST = 200
#: So many letters make it worth while to look into the texts as well.
_LONG = 3
#: So many speakers can be chosen from in a form to fill in.
_CHOICE = 30

#: The name that a heading was given.
_GIVEN = re.compile(r"\{[ \t]*#[^{}]*\}[ \t]*$")

Sort = Literal[
    "keyword", "key", "node", "speaker", "source", "anchor", "tag", "scheme", "role", "critical", "code",
    "folder", "file", "value",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be written. `label` names it, and `insert` is written, or `form` by a client
    that can fill in forms (in the syntax of the protocol's snippets).

    `detail` says in few words what it is. `also` is another word it goes by, `fits` that it fits although
    its name doesn't show it. `about` is what `describe` needs to tell more.
    """

    sort: Sort
    label: str
    insert: str
    detail: str = ""
    form: str = ""
    also: str = ""
    fits: bool = False
    about: tuple[str, str] | None = None


# Words of the language


def beginnings(document: Document, chain: Sequence[Written], begin: int, word: str) -> Iterator[Offer]:
    """What a line may begin with that stands under the last of `chain` and begins at an offset."""
    over = chain[-1] if chain else None
    if isinstance(over, Statement):
        yield from _kinds_under(document, over)
    elif over is None or (isinstance(over, Declaration) and over.keyword.text == "section"):
        for kind in KINDS:
            if fault_alone(_blank(kind)) is None:
                yield from _kind(document, kind, over)
        for kind in ("claim", "argument", "question"):
            yield from _reference(document, kind)
        yield from _declarations(document, over is None)
    if over is not None:
        yield from _keys(over, begin)
    for synonym, kind in SYNONYMS.items():
        typed = len(word) > 1 and synonym.startswith(word.casefold())
        if typed and isinstance(over, Statement) and fault_under(kind, over) is None:
            one = next(iter(_kind(document, kind, over)))
            yield Offer("keyword", kind, one.insert, f"for `{synonym}`", one.form, synonym, about=one.about)


def _kinds_under(document: Document, over: Statement) -> Iterator[Offer]:
    entry = entry_of(document.unit, over)
    able = [kind for kind in KINDS if fault_under(kind, over) is None]
    if over.kind.text != "question" and (entry is None or entry.link is None) and "undercut" in able:
        able.remove("undercut")  # there is no step to deny
    for kind in able:
        yield from _kind(document, kind, over)
    for kind in able:
        yield from _reference(document, kind)


def _kind(document: Document, kind: str, over: Written | None) -> Iterator[Offer]:
    about = ("keyword", kind)
    by = _form_of_speaker(document, over) if kind not in ("premise", "argument") else ""
    if kind == "concession":
        form = f"concession{by or ' @$1'}"
        yield Offer("keyword", kind, "concession @", "grants the node above", form, about=about)
        yield Offer(
            "keyword", "concession:", "concession: ", "grants that much", f"{kind}{by}: $0", about=about
        )
        return
    yield Offer("keyword", kind, f"{kind}: ", "", f"{kind}{by}: $0", about=about)


def _reference(document: Document, kind: str) -> Iterator[Offer]:
    if document.unit.named or any(document.unit.imports.values()):
        yield Offer("keyword", f"{kind} …", f"{kind} ", "what is stated elsewhere", about=("reference", kind))


def _form_of_speaker(document: Document, over: Written | None) -> str:
    """The speaker in a form to fill in; nothing where none need be named."""
    unit = document.unit
    names = list(unit.speakers)
    if not names or unit.map_properties.get("by"):
        return ""
    if isinstance(over, Declaration) and any(
        isinstance(each, Property) and each.key.text == "by" for each in over.block
    ):
        return ""
    return f" @${{1|{','.join(names)}|}}" if len(names) <= _CHOICE else " @$1"


_FORMS = {
    "map": "map: $0",
    "source": "source ${1:id}: ${2:description}",
    "speaker": "speaker ${1:id}: ${2:name}",
    "section": "section: $0",
    "import": "import ${1:name}: $2",
}


def _declarations(document: Document, top: bool) -> Iterator[Offer]:
    for keyword in DECLARATIONS if top else ("section",):
        if keyword == "map" and document.unit.title is not None:
            continue
        plain = f"{keyword}: " if keyword in ("map", "section") else f"{keyword} "
        yield Offer("keyword", keyword, plain, "", _FORMS[keyword], about=("declaration", keyword))


def _keys(over: Written, begin: int) -> Iterator[Offer]:
    holder = (over.kind if isinstance(over, Statement) else over.keyword).text  # type: ignore[attr-defined]
    before = [item for item in over.block if item.start < begin]
    if any(item.type in ("STATEMENT", "DECLARATION") for item in before):
        return  # properties come first
    there = {item.key.text for item in over.block if isinstance(item, Property) and item.start != begin}
    for key in KEYS_OF[holder]:
        if key in REPEATABLE or key not in there:
            form = 'quote: "$1" [$2]' if key == "quote" else ""
            yield Offer("key", key, f"{key}: ", "", form, about=("key", key))


def _blank(kind: str) -> Statement:
    """A node of a kind, to ask where it may stand."""
    from argmap.syntax.tree import Word

    item = Statement(0, 0, 0, (0, 0))
    item.kind = Word(kind, 0, 0)
    item.form = "node"
    item.id = None
    return item


def values(document: Document, key: str) -> Iterator[Offer]:
    """The values of a property that is no name of anything."""
    if key == "assumed":
        yield Offer("value", "yes", "yes", "agreed by all")
        yield Offer("value", "no", "no")
    elif key == "side":
        sides = dict.fromkeys(each.side for each in document.map.speakers.values() if each.side)
        yield from (Offer("value", side, side, "a side") for side in sides)
    elif key in ("date", "accessed"):
        from datetime import date

        today = date.today().isoformat()
        yield Offer("value", today, today, "today")
    elif key == "language":
        yield from (Offer("value", code, code, name) for code, name in _LANGUAGES.items())


_LANGUAGES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
}


# Names


def _units(document: Document) -> Iterator[tuple[str, Unit]]:
    """The file and those it imports, each with what its names begin with here."""
    yield "", document.unit
    for name, unit in document.unit.imports.items():
        if unit is not None:
            yield f"{name}/", unit


def nodes(
    document: Document, word: str = "", kind: Literal["claim", "argument", "question"] | None = None
) -> Iterator[Offer]:
    """The nodes that have ids, here and in imported maps; with a long word also those that say it."""
    wanted = word.casefold() if len(word) >= _LONG else ""
    for prefix, unit in _units(document):
        for local, node in unit.named.items():
            if kind is not None and kind != _class(node):
                continue
            says = bool(wanted) and wanted in node.text.casefold()
            yield Offer("node", prefix + local, prefix + local, node.kind, fits=says, about=("node", node.id))


def _class(node: Node) -> str:
    return "claim" if node.kind in CLAIM_KINDS else node.kind


def speakers(document: Document, mark: str = "@") -> Iterator[Offer]:
    """The speakers that are declared; where none is, those that are named."""
    seen = set()
    for prefix, unit in _units(document):
        for local, speaker in unit.speakers.items():
            seen.add(speaker.id)
            name = f"{mark}{prefix}{local}"
            yield Offer("speaker", name, name, speaker.name, about=("speaker", speaker.id))
    if not document.unit.speakers:
        for id_ in document.map.speakers:
            if "/" not in id_ and id_ not in seen:
                yield Offer("speaker", f"{mark}{id_}", f"{mark}{id_}")


def sources(document: Document) -> Iterator[Offer]:
    """The sources that are declared."""
    for prefix, unit in _units(document):
        for local, source in unit.sources.items():
            yield Offer(
                "source", prefix + local, prefix + local, source.description, about=("source", source.id)
            )


def source_named(document: Document, name: str) -> SourceDoc | None:
    """The source that a name means in this file."""
    first, slash, local = name.partition("/")
    unit = document.unit.imports.get(first) if slash else document.unit
    return unit.sources.get(local if slash else first) if unit is not None else None


def text_of(document: Document, source: SourceDoc | None) -> Passages | None:
    """What a source's file holds, if it has one that can be read."""
    if source is None or source.file is None:
        return None
    return document.context.read(source.file)


def anchors(document: Document, name: str) -> Iterator[Offer]:
    """The places in a source that have names: those of its file, then those that are cited elsewhere."""
    source = source_named(document, name)
    if source is None:
        return
    seen = set()
    passages = text_of(document, source)
    if passages is not None:
        lines = set()
        for anchor, (line, _) in passages.anchors.items():
            seen.add(anchor)
            if line in lines:
                continue  # the heading's slug, beside the name it was given
            lines.add(line)
            title = _GIVEN.sub("", passages.lines[line]).strip("# \t")
            yield Offer("anchor", anchor, anchor, title, about=("anchor", f"{name}#{anchor}"))
    for node in document.map.nodes.values():
        for cite in node.citations:
            if cite.source == source.id and cite.anchor is not None and cite.anchor not in seen:
                seen.add(cite.anchor)
                yield Offer("anchor", cite.anchor, cite.anchor, about=("anchor", f"{name}#{cite.anchor}"))


def tags(document: Document) -> Iterator[Offer]:
    """The tags that mean something, then those in use."""
    for tag, line in words.TAGS.items():
        yield Offer("tag", f"#{tag}", f"#{tag}", line)
    used = dict.fromkeys(w.text for entry in document.unit.entries for w in entry.item.tags)
    for tag in used:
        if tag not in words.TAGS:
            yield Offer("tag", f"#{tag}", f"#{tag}")


def schemes(document: Document) -> Iterator[Offer]:
    """The patterns of argument that are known here."""
    for scheme in document.context.library:
        yield Offer("scheme", scheme.name, scheme.name, about=("scheme", scheme.name))


def scheme_of(document: Document, entry: Entry | None) -> Scheme | None:
    """The pattern that a statement's own step follows."""
    name = entry.link.scheme if entry is not None and entry.link is not None else None
    return document.context.library.find(name) if name else None


def roles(document: Document, entry: Entry | None) -> Iterator[Offer]:
    """The parts that a premise may play in its pattern."""
    scheme = scheme_of(document, entry)
    for role, line in scheme.roles.items() if scheme is not None else ():
        yield Offer("role", role, role, line)


def critical_questions(document: Document, entry: Entry | None) -> Iterator[Offer]:
    """The critical questions of the pattern that a statement hangs on."""
    scheme = scheme_of(document, entry.parent) if entry is not None else None
    for name, line in scheme.questions.items() if scheme is not None else ():
        yield Offer("critical", name, name, line)


def codes() -> Iterator[Offer]:
    """The codes of the rules."""
    for code, rule in RULES.items():
        yield Offer("code", code, code, rule.summary, also=rule.name, about=("code", code))


def paths(document: Document, begun: str, suffixes: Iterable[str] = ()) -> Iterator[Offer]:
    """Files and folders that a path may go on with, seen from the map; none outside the project folder."""
    folder = document.unit.folder
    if folder is None:
        return
    head = begun.rpartition("/")[0]
    root = project_folder(folder)
    try:
        here = (folder / head).resolve() if head or not begun.startswith("/") else Path("/")
        if not document.workspace.loader.anywhere and not here.is_relative_to(root):
            return
        found = sorted(os.scandir(here), key=lambda one: (not one.is_dir(), one.name))
    except (OSError, ValueError):
        return
    head = f"{head}/" if "/" in begun else ""
    own = document.path.resolve() if document.path is not None else None
    for one in found:
        if one.name.startswith("."):
            continue
        if one.is_dir():
            yield Offer("folder", f"{head}{one.name}/", f"{head}{one.name}/")
        elif Path(one.path) != own and (not suffixes or Path(one.name).suffix in suffixes):
            yield Offer("file", f"{head}{one.name}", f"{head}{one.name}")
