"""What shall be added, as lines of a map: a node with its properties, or a declaration.

The lines are read once before anybody gets them: they say what was asked for, or `Refused` says why not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic
from argmap.editing.edits import Refused
from argmap.source import Source
from argmap.suggest import did_you_mean
from argmap.syntax.escape import escaped, one_line, plain
from argmap.syntax.headers import checked_id, is_tag
from argmap.syntax.layout import Layout
from argmap.syntax.parser import parse
from argmap.syntax.text import nfc, reads_as_citation, trailing_citations, unspaced
from argmap.syntax.tree import Declaration, Document, Statement, Word, Written
from argmap.syntax.words import DECLARATIONS, KEYS_OF, KINDS, LISTS, keyword_meant

#: What can be added: nodes, and what a file declares.
ADDED = (*KINDS, *(word for word in DECLARATIONS if word != "map"))


@dataclass(frozen=True, slots=True)
class New:
    """Something to be added. Names are as the edited file calls them.

    With a `text` it is a node; with `refers` a reference to one stated elsewhere; a concession with neither
    is a bare one. A declaration's description, name, title or path is its `text`. `citations` are places
    (`book#p1`). `properties` are keys with their values as plain text, in any order. `premises` are the
    texts that stand below an argument.

    The text is plain words, in which `[[id]]` of a node there is and, at the end, a citation of a declared
    source mean what they mean in a map.
    """

    kind: str
    text: str = ""
    id: str | None = None
    refers: str | None = None
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    premises: tuple[str, ...] = ()


#: Whether there is a node of a name, and whether there is a source.
Known = Callable[[str], bool]


def lines_of(
    new: New, *, indent: int, step: int, width: int, node: Known, source: Known
) -> tuple[list[str], list[str]]:
    """The lines of what is new, indented by `indent` cells, each level below by `step` more; no line end.

    Also the lines as they are read on their own, unbroken and not indented: what the proof compares with.
    `node` and `source` tell what a text may mention and cite.
    """
    check(new)
    text = "".join(line + "\n" for line in _written(new, node, source))
    document, errors = parse(Source("what is new", text))
    if errors:
        raise Refused(told(errors[0]))
    _check_read(new, document)
    lay_out = Layout(text, width, refill=False).lines
    lines: list[str] = []
    for item in document.walk():
        assert isinstance(item, Written)
        lines += lay_out(item, " " * (indent + (step if item.column else 0)))
    return lines, text.splitlines()


def told(error: Diagnostic) -> str:
    """An error and its help as one message."""
    if error.help is None:
        return error.message
    if error.message[-1] in ".?":
        return f"{error.message} {error.help[0].upper()}{error.help[1:]}"
    return f"{error.message}; {error.help}"


# What may be written


def check(new: New) -> None:
    """Refuse what can't be written, wherever it shall stand."""
    if new.kind not in ADDED:
        meant = keyword_meant(new.kind)
        hint = f" Did you mean `{meant}`?" if meant is not None else did_you_mean(new.kind, ADDED)
        hint = hint or f" It can be {', '.join(ADDED)}."
        raise Refused(f"there is no kind `{new.kind}`.{hint}")
    said: list[Diagnostic] = []
    for id_, refers in ((new.id, False), (new.refers, True)):
        if id_ is None:
            continue
        if not id_:
            raise Refused("the id is empty")
        if checked_id(Source("", id_), Word(nfc(id_), 0, len(id_)), refers, said.append) is None:
            raise Refused(told(said[0]))
    for name in new.speakers:
        if checked_id(Source("", name), Word(nfc(name), 0, len(name)), True, said.append) is None:
            raise Refused(f"`@{name}` names no speaker: {said[0].help}")
    for name in new.tags:
        if not is_tag(nfc(name)):
            raise Refused(f"`#{name}` is no tag: a tag is letters, digits, `_`, and `-` between them")
    for place in new.citations:
        if not place or not reads_as_citation(place) or "," in place:
            raise Refused(f"`{place}` is no citation: write `SOURCE` or `SOURCE#ANCHOR`")
    allowed = KEYS_OF[new.kind]
    for key, _ in new.properties:
        if key not in allowed:
            raise Refused(
                f"`{key}` is no property of `{new.kind}`.{did_you_mean(key, allowed)} "
                f"It may have {', '.join(allowed)}."
            )
    if new.kind in DECLARATIONS:
        _check_declaration(new)
        return
    if new.refers is not None:
        if new.text or new.id is not None:
            raise Refused("a reference uses a node stated elsewhere: it has no text and no id of its own")
    elif not new.text.strip() and new.kind != "argument" and (new.kind != "concession" or not new.speakers):
        raise Refused(f"this `{new.kind}` has no text")
    elif not new.text.strip() and new.kind == "concession" and new.id is not None:
        raise Refused("a `concession` without a text has no id")
    if new.premises and new.kind != "argument":
        raise Refused("premises stand below an `argument`")
    if not new.premises and new.kind == "argument" and new.refers is None:
        raise Refused("an `argument` needs the premises that support the node above together")


def _check_declaration(new: New) -> None:
    wrong = {
        "speaker": new.speakers, "tag": new.tags, "citation": new.citations, "reference": new.refers,
        "premise": new.premises,
    }  # fmt: skip
    for what, value in wrong.items():
        if value:
            raise Refused(f"a `{new.kind}` is declared without a {what}")
    if new.id is None and new.kind != "section":
        raise Refused(f"a `{new.kind}` needs an id, by which the map refers to it")
    if not new.text.strip():
        what = {"source": "description", "speaker": "name", "section": "title", "import": "path"}[new.kind]
        raise Refused(f"this `{new.kind}` has no {what}")


# How it is written


def _written(new: New, node: Known, source: Known) -> Iterator[str]:
    header = " ".join(filter(None, (new.kind, new.refers or new.id)))
    header += "".join(f" @{name}" for name in new.speakers) + "".join(f" #{tag}" for tag in new.tags)
    places = f"[{', '.join(new.citations)}]" if new.citations else ""
    if new.kind in DECLARATIONS:
        yield f"{header}: {plain(joined(new.text))}"
    elif new.refers is not None or (new.kind == "concession" and not new.text.strip()):
        yield f"{header} {places}".rstrip()
    else:
        yield f"{header}: {_text(new.text, places, node, source)}".rstrip()
    order = KEYS_OF[new.kind]
    for key, value in sorted(new.properties, key=lambda pair: order.index(pair[0])):
        if not value.strip():
            raise Refused(f"`{key}` has no value")
        if key == "quote":
            yield f"  {key}: {one_line(joined(value))}"
        else:
            yield f"  {key}: {value.strip() if key in LISTS else plain(joined(value))}"
    for premise in new.premises:
        yield f"  premise: {_text(premise, '', node, source)}"


def joined(text: str) -> str:
    """The lines of a text as one: with a space between them, or nothing in scripts written without."""
    out = ""
    for line in text.splitlines():
        line = line.strip()
        if out and line and not (unspaced(out[-1]) and unspaced(line[0])):
            out += " "
        out += line
    return out


def _text(text: str, places: str, node: Known, source: Known) -> str:
    """A node's text with all that it cites."""
    text = one_line(joined(text))
    end, brackets = trailing_citations(text)
    if brackets:
        end = len(text)
    cited: list[str] = []
    for begin, bracket in reversed(brackets):
        if not all(source(nfc(name)) for name in _sources(bracket)):
            break
        cited.insert(0, bracket)
        end = begin
    body = escaped(text[:end], mention=lambda name, _: name if node(nfc(name)) else None)
    return " ".join(filter(None, (body, *cited, places)))


def _sources(bracket: str) -> list[str]:
    inside = bracket[1 : bracket.index("]")]
    return [re.split("#", place.strip())[0] for place in inside.split(",")]


def _check_read(new: New, document: Document) -> None:
    """Refuse where the lines would be read as something else than what was asked for."""
    items = list(document.walk())
    first = items[0]
    read = all(isinstance(item, Written) for item in items) and len(items) == 1 + len(new.properties) + len(
        new.premises
    )
    if isinstance(first, Statement):
        read &= first.form == ("reference" if new.refers is not None else first.form)
        read &= tuple(word.text for word in first.speakers) == tuple(map(nfc, new.speakers))
        read &= (first.id.text if first.id is not None else None) == (nfc(new.refers or new.id or "") or None)
    elif not isinstance(first, Declaration):
        read = False
    if not read:
        raise Refused("this can't be written as one line of a map")
