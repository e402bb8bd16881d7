"""The lines of a draft that has been arranged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from argmap.formats.compose.arrange import Arrangement, keyword
from argmap.formats.compose.identify import declared, node_ids, section_ids
from argmap.formats.compose.values import as_written, can_read, filled, listed, own_properties, quotes_of
from argmap.formats.draft import Draft, DraftNode, DraftStep, Place
from argmap.syntax.breaking import broken, cells
from argmap.syntax.escape import cited, escaped, one_line, plain
from argmap.syntax.text import nfc
from argmap.syntax.words import KEYS_OF, is_id

_WIDTH = 100
_DEEPER = 4
_LEAST = 40
_STEP = "  "
_NO_TEXT = "(no text)"

#: A line still to be written: what, its indentation, the speakers of the line above, whether linked.
_Line = tuple[str | DraftStep, DraftStep | None, str, tuple[str, ...], bool]


class Writer:
    """Writes one draft."""

    def __init__(self, draft: Draft, arranged: Arrangement) -> None:
        self.draft = draft
        self.nodes = draft.nodes
        self.into = arranged.into
        self.homes = arranged.homes
        self.roots = arranged.roots
        self.order = {key: i for i, key in enumerate(draft.steps)}
        self.lines: list[str] = []
        self.speakers, self.sources = declared(draft)
        self.source_ids = frozenset(self.sources.values())
        self.ids = node_ids(draft, arranged.referred)
        self.pairs = self._pairs()
        self.sections = section_ids(draft)
        self.by = self._by()
        #: Who speaks in the section being written where a line names nobody.
        self.here: tuple[str, ...] = ()

    # Who speaks where, what contradicts what

    def _by(self) -> dict[str | None, tuple[str, ...]]:
        """Who speaks in each section where a line names nobody.

        Where something is said by nobody in particular, no `by:` can be kept: it would be put into
        somebody's mouth.
        """
        draft = self.draft
        holders = [draft.properties, *(section.properties for section in draft.sections.values())]
        if any(
            not n.speakers and "implicit" not in n.tags and n.kind != "argument" for n in self.nodes.values()
        ):
            for properties in holders:
                properties.pop("by", None)
        for properties in holders:
            if "by" in properties:
                properties["by"] = [key for key in listed(properties["by"]) if key in draft.speakers]
        by: dict[str | None, tuple[str, ...]] = {None: tuple(draft.properties.get("by", ()))}
        for first in draft.sections:
            path = []
            at: str | None = first
            while at not in by:
                assert at is not None
                path.append(at)
                at = draft.sections[at].parent
            for key in reversed(path):
                section = draft.sections[key]
                by[key] = tuple(section.properties.get("by", ())) or by[section.parent]
        return by

    def _pairs(self) -> dict[str, dict[str, list[str]]]:
        """What each node restates and contradicts, as ids by key."""
        found: dict[str, dict[str, list[str]]] = {}
        for step in self.draft.steps.values():
            key = {"contradiction": "contradicts", "restatement": "restates"}.get(step.kind)
            if key is not None:
                ids = found.setdefault(step.origins[0], {}).setdefault(key, [])
                if self.ids[step.target] not in ids:
                    ids.append(self.ids[step.target])
        return found

    # The file

    def text(self) -> str:
        """The whole text."""
        self._head()
        for what, key, indent in self._top():
            if self.lines and self.lines[-1] != "":
                self.lines.append("")
            if what == "section":
                self._section(key, indent)
            else:
                self._tree(key, indent)
        return "\n".join(self.lines) + "\n" if self.lines else ""

    def _head(self) -> None:
        draft = self.draft
        for comment in draft.comments:
            self._comment(comment, "")
        properties = dict(draft.properties)
        if "of" in properties:
            mapped = listed(properties["of"])
            properties["of"] = [self.sources[key] for key in mapped if key in self.sources]
        if "by" in properties:
            properties["by"] = [self.speakers[key] for key in properties["by"]]
        if draft.title or any(value not in (None, []) for value in properties.values()):
            self._write("map:", plain(draft.title) or "Untitled", "")
            self._properties("map", properties, _STEP)
        if draft.sources or draft.speakers:
            self._space()
        for key, source in draft.sources.items():
            name = self.sources[key]
            self._write(f"source {name}:", plain(source.description) or name, "")
            self._properties("source", source.properties, _STEP)
        for key, speaker in draft.speakers.items():
            name = self.speakers[key]
            self._write(f"speaker {name}:", plain(speaker.name) or name, "")
            properties = dict(speaker.properties)
            if speaker.side:
                properties["side"] = speaker.side
            self._properties("speaker", properties, _STEP)

    def _space(self) -> None:
        if self.lines:
            self.lines.append("")

    def _top(self) -> Iterator[tuple[str, str, str]]:
        """Roots and sections in the order of the file, each with its indentation."""
        inside: dict[str | None, list[tuple[str, str]]] = {}
        for key in self.roots:
            inside.setdefault(self.nodes[key].section, []).append(("node", key))
        for key, section in self.draft.sections.items():
            inside.setdefault(section.parent, []).append(("section", key))
        stack = [(what, key, "") for what, key in inside.get(None, ())][::-1]
        while stack:
            what, key, indent = stack.pop()
            if what == "section":
                stack += [(w, k, indent + _STEP) for w, k in inside.get(key, ())][::-1]
            yield what, key, indent

    def _section(self, key: str, indent: str) -> None:
        section = self.draft.sections[key]
        name = self.sections.get(key)
        properties = dict(section.properties)
        if "by" in properties:
            properties["by"] = [self.speakers[s] for s in properties["by"]]
        header = f"section {name}:" if name is not None else "section:"
        self._write(indent + header, plain(section.title) or "Untitled", indent)
        self._properties("section", properties, indent + _STEP)

    # A tree of nodes

    def _tree(self, root: str, indent: str) -> None:
        self.here = self.by.get(self.nodes[root].section, self.by[None])
        stack: list[_Line] = [(root, None, indent, (), False)]
        while stack:
            at, step, indent, above, linked = stack.pop()
            if isinstance(at, str):
                below = self._node(at, step, indent, above, linked)
            else:
                below = self._bare(at, indent)
            stack += reversed(below)

    def _node(
        self, key: str, step: DraftStep | None, indent: str, above: tuple[str, ...], linked: bool
    ) -> list[_Line]:
        """Write a node, or the reference to it that a step makes; what stands below is returned."""
        node = self.nodes[key]
        kind = self._root_kind(node) if step is None else keyword(step, linked)
        if step is not None and self.homes[key] is not step:
            return self._reference(key, kind, step, indent, above, linked)
        self._comment(node.comment, indent)
        default = (above if kind in ("premise", "argument") else ()) or self.here
        written = () if node.speakers == default else node.speakers
        spoken = () if "implicit" in node.tags else node.speakers or default
        header = f"{indent}{self._header(kind, self.ids.get(key), written, node.tags)}:"
        text = escaped(node.text, self.source_ids, self._mention)
        if not text and kind != "argument":
            text = _NO_TEXT
        citations = node.citations
        if kind == "argument" and step is not None and self._cites(step) is None:
            citations = (*citations, *step.citations)
        self._write(header, cited(text, self._places(citations)), indent)
        properties = {**node.properties, **self.pairs.get(key, {})}
        if step is not None and step.scheme and not linked:
            properties.setdefault("scheme", step.scheme)
        self._properties(kind, properties, indent + _STEP)
        deeper = indent + _STEP
        below: list[_Line] = []
        if kind == "argument":
            assert step is not None
            below += [(origin, step, deeper, spoken, True) for origin in step.origins]
        steps = list(self.into.get(key, ()))
        if step is not None and not linked:
            steps += self.into.get(step.key, ())
        steps.sort(key=lambda s: self.order[s.key])
        below += [(self._head_of(s), s, deeper, spoken, False) for s in steps]
        return below

    def _reference(
        self, key: str, kind: str, step: DraftStep, indent: str, above: tuple[str, ...], linked: bool
    ) -> list[_Line]:
        if linked:
            line = f"{indent}premise {self.ids[key]}"
            if key == self._cites(step):
                line += f" {self._places(step.citations)}"
            self.lines.append(line)
            role = step.properties.get("roles", {}).get(key)
            if role:
                self._properties("premise", {"role": role}, indent + _STEP)
            return []
        self._comment(step.comment, indent)
        speakers = step.speakers if step.speakers is not None else self.nodes[key].speakers
        default = (above if kind in ("premise", "argument") else self.nodes[key].speakers) or self.here
        written = () if speakers == default else speakers
        header = indent + self._header(kind, self.ids[key], written, step.tags)
        places = self._places(step.citations)
        self.lines.append(f"{header} {places}" if places else header)
        self._properties(kind, own_properties(step), indent + _STEP)
        made = speakers or default
        return [(self._head_of(s), s, indent + _STEP, made, False) for s in self.into.get(step.key, ())]

    def _cites(self, step: DraftStep) -> str | None:
        """The premise of a stated argument by whose line its step cites something."""
        return next((o for o in step.origins if step.citations and self.homes[o] is not step), None)

    def _bare(self, step: DraftStep, indent: str) -> list[_Line]:
        """A concession without a text."""
        header = indent + self._header("concession", None, step.speakers or (), step.tags)
        places = self._places(step.citations)
        self.lines.append(f"{header} {places}" if places else header)
        self._properties("concession", own_properties(step), indent + _STEP)
        below = self.into.get(step.key, ())
        return [(self._head_of(s), s, indent + _STEP, step.speakers or (), False) for s in below]

    @staticmethod
    def _head_of(step: DraftStep) -> str | DraftStep:
        """What a step's line is about: its argument, its only origin, or for a bare concession itself."""
        return step.via or (step.origins[0] if step.origins else step)

    @staticmethod
    def _root_kind(node: DraftNode) -> str:
        return "question" if node.kind == "question" else "claim"

    def _header(self, kind: str, id_: str | None, speakers: Sequence[str], tags: Sequence[str]) -> str:
        words = [kind]
        if id_ is not None:
            words.append(id_)
        words += [f"@{self.speakers[s]}" for s in speakers]
        words += dict.fromkeys(f"#{_tag(tag)}" for tag in tags)
        return " ".join(words)

    def _mention(self, key: str, marked: bool) -> str | None:
        """The id to write for what a text mentions; `marked` where its reader said that it does.

        What else looks like a mention is one where it names an id that the draft has.
        """
        node = self.nodes.get(key)
        if node is None or not (marked or node.name == key.replace("/", "-")):
            return None
        return self.ids.get(key)

    def _places(self, places: Iterable[Place]) -> str:
        found = []
        for key, anchor in places:
            name = self.sources[key]
            clean = _anchor(anchor) if anchor else ""
            found.append(f"{name}#{clean}" if clean else name)
        return f"[{', '.join(dict.fromkeys(found))}]" if found else ""

    # Properties and lines

    def _properties(self, kind: str, properties: dict[str, Any], indent: str) -> None:
        """Write properties in canonical order; what the language can't read here becomes a note."""
        if not properties:
            return
        allowed = KEYS_OF[kind]
        notes = [str(note) for note in listed(properties.get("note"))]
        written: dict[str, list[str]] = {}
        for key, value in properties.items():
            if key == "note" or value is None or value == [] or value == "":
                continue
            if key == "quote" and key in allowed:
                written[key] = self._quotes(value, notes)
                continue
            text = as_written(value)
            if key in allowed and can_read(key, text):
                written[key] = [text]
            elif value is not False and text:
                notes.append(f"{key}: {text}")
        if notes:
            written["note"] = [text for note in notes if (text := plain(note))]
        for key in allowed if written else ():
            for text in written.get(key, ()):
                self._write(f"{indent}{key}:", text, indent)

    def _quotes(self, quotes: Any, notes: list[str]) -> list[str]:
        """Quotations as they are written; one without words or without a place is a note."""
        found = []
        for words, places in quotes_of(quotes):
            text = escaped(str(words), self.source_ids)
            cites = self._places(places)
            if text and cites:
                found.append(cited(f'"{text}"', cites))
            elif text or cites:
                notes.append(f"quote: {words}" if text else f"quote in {cites}")
        return found

    def _comment(self, comment: str | None, indent: str) -> None:
        """A comment, a line of its own for each of its lines."""
        if comment:
            found = map(one_line, comment.splitlines())
            self.lines += [f"{indent}// {line}" for line in found if line]

    def _write(self, header: str, text: str, indent: str) -> None:
        """One header with its text, broken where it is too long."""
        if not text:
            self.lines.append(header)
            return
        line = f"{header} {text}"
        if len(line) <= _WIDTH and line.isascii():
            self.lines.append(line)
            return
        deeper = indent + " " * _DEEPER
        room = max(_WIDTH - len(deeper), _LEAST)
        first_room = max(_WIDTH - cells(header) - 1, 0)
        first, *more = filled(text, first_room, room) or broken(text, first_room, room, first=True)
        self.lines.append(f"{header} {first}" if first else header)
        self.lines += [deeper + line for line in more]


def _tag(tag: str) -> str:
    from argmap.formats.compose.naming import id_of

    tag = nfc(tag)
    if is_id(tag):
        return tag
    joined = "-".join("".join(c if ("a" + c).isidentifier() else " " for c in tag).split())
    return joined if is_id(joined) else id_of(joined or tag, "tag")


def _anchor(anchor: str) -> str:
    """An anchor without what can't stand in one."""
    return "".join("-" if c in "[]," or c.isspace() or not c.isprintable() else c for c in anchor).strip("-")
